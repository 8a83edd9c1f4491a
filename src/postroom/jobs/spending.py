"""The book of what the vision model is asked, in the database: a restart forgets nothing of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from postroom.classification.vision.spending import Budget
from postroom.schemas import Spending
from postroom.settings import VisionSettings
from postroom.storage.database import Database, insert, lock
from postroom.storage.tables import jobs, vision_days, vision_jobs


class Ledger:
    """All the books.

    Args:
        database: Where they are.
        settings: Budgets and prices.
    """

    def __init__(self, database: Database, settings: VisionSettings) -> None:
        self._database = database
        self._settings = settings
        self._job_budget = Budget.of(settings.job_budget)
        self._day_budget = Budget.of(settings.day_budget)

    def book(self, job_id: str, key_id: str) -> JobBook:
        """The book of one job."""
        return JobBook(self, job_id, key_id)

    def of_job(self, job_id: str) -> Spending | None:
        """What was asked for a job; None when nothing was."""
        row = self._database.first(_OF_JOB, {"job_id": job_id})
        return self._spending(dict(zip(_NAMES, row, strict=True))) if row else None

    def of_keys(self) -> dict[str, Spending]:
        """What was ever asked for each key, by its id. Never falls: a metric's counter."""
        columns = [sa.func.sum(vision_days.c[name]).label(name) for name in _NAMES]
        with self._database.read() as connection:
            rows = connection.execute(
                sa.select(vision_days.c.key_id, *columns).group_by(vision_days.c.key_id)
            ).mappings()
            return {row["key_id"]: self._spending(row) for row in rows}

    def begin_page(self, job_id: str, key_id: str) -> None:
        """Enter a page before it is asked about.

        Raises:
            BudgetSpent: There is no budget for it; nothing was entered.
        """
        with self._database.write() as connection:
            if self._day_budget:
                lock(connection, "vision day")
            job, day = _add(connection, job_id, key_id, {"pages": 1})
            if self._job_budget:
                self._job_budget.check(_before(job), "this job")
            if self._day_budget:
                columns = [sa.func.sum(vision_days.c[name]).label(name) for name in _NAMES]
                total = connection.execute(sa.select(*columns).where(vision_days.c.day == day)).one()
                self._day_budget.check(_before(total), "today")

    def enter(self, job_id: str, key_id: str, amounts: dict[str, int]) -> None:
        """Enter requests that were made, and what they took."""
        with self._database.write() as connection:
            _add(connection, job_id, key_id, amounts)

    def _spending(self, row: Mapping[Any, Any]) -> Spending:
        # Postgres sums whole numbers to decimals.
        amounts = {name: int(row[name]) for name in _NAMES}
        prices = {"input_tokens": self._settings.input_price, "output_tokens": self._settings.output_price}
        cost = sum(amounts[name] * price for name, price in prices.items()) / 1_000_000
        return Spending(**amounts, cost=cost)


class JobBook:
    """One job's book; see `classification.vision.spending.Book`."""

    def __init__(self, ledger: Ledger, job_id: str, key_id: str) -> None:
        self._ledger = ledger
        self._job_id = job_id
        self._key_id = key_id

    def begin_page(self) -> None:
        """See `Ledger.begin_page`."""
        self._ledger.begin_page(self._job_id, self._key_id)

    def enter(self, requests: int, input_tokens: int, output_tokens: int) -> None:
        """See `Ledger.enter`."""
        amounts = {"requests": requests, "input_tokens": input_tokens, "output_tokens": output_tokens}
        self._ledger.enter(self._job_id, self._key_id, amounts)


_NAMES = ("pages", "requests", "input_tokens", "output_tokens")
_OF_JOB = sa.select(*(vision_jobs.c[name] for name in _NAMES)).where(
    vision_jobs.c.job_id == sa.bindparam("job_id")
)


def _add(
    connection: sa.Connection, job_id: str, key_id: str, amounts: dict[str, int]
) -> tuple[sa.Row[Any] | None, str]:
    """Add to the day of the key, and to the job unless it was deleted; gives the job's row and the day."""
    day = datetime.now(UTC).date().isoformat()
    _upsert(connection, vision_days, {"day": day, "key_id": key_id}, amounts)
    there = sa.select(jobs.c.id).where(jobs.c.id == job_id).with_for_update(read=True, key_share=True)
    if connection.execute(there).first() is None:
        return None, day
    return _upsert(connection, vision_jobs, {"job_id": job_id}, amounts), day


def _upsert(
    connection: sa.Connection, table: sa.Table, key: dict[str, str], amounts: dict[str, int]
) -> sa.Row[Any]:
    statement = (
        insert(connection, table)
        .values(key | dict.fromkeys(_NAMES, 0) | amounts)
        .on_conflict_do_update(
            index_elements=list(key), set_={name: table.c[name] + amount for name, amount in amounts.items()}
        )
        .returning(*(table.c[name] for name in _NAMES))
    )
    return connection.execute(statement).one()


def _before(row: sa.Row[Any] | None) -> Spending:
    """What was spent before the page that has just been entered."""
    if row is None:
        return Spending()
    return Spending(
        pages=int(row.pages) - 1, input_tokens=int(row.input_tokens), output_tokens=int(row.output_tokens)
    )
