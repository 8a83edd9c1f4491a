"""Fills a service's database with copies of a job that ended, as weeks of work leave it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from postroom.storage.database import Database
from postroom.storage.tables import job_metadata, jobs

SPREAD = 2_654_435_761
"""Odd, so that the ids of neighbours are far from each other, as those of real jobs are."""

FAILED_EVERY, METADATA_EVERY = 50, 100
"""One copy in so many failed; one in so many has an entry ``customer`` in its metadata."""

DAYS = 5
"""The copies were accepted within so many days."""

CATEGORIES = ("Invoice", "Contract", "Letter", "Resume")


def job_id(number: int) -> str:
    """The id of the copy `number`, from 1."""
    return f"{number * SPREAD % 2**32:08x}-0000-4000-8000-{number:012x}"


def fill(database: Database, original: str, count: int) -> None:
    """Copy the job `original`, which has ended, `count` times."""
    with database.write() as connection:
        if not database.remote:
            # A gigabyte, or each row of an index in no order is a page written anew.
            connection.exec_driver_sql("PRAGMA cache_size = -1000000")
        indexes = _in_order(connection)
        for index in indexes:
            index.drop(connection)
        numbers = _numbers(count)
        _copy(connection, original, numbers, count)
        for index in indexes:
            index.create(connection)
        _add_metadata(connection, numbers)
    if database.remote:
        # As it does by itself now and then. Nobody does it for SQLite, which plans without figures.
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _in_order(connection: sa.Connection) -> list[sa.Index]:
    """The indexes of the jobs as they were made: of two that serve alike, SQLite takes the newer one."""
    if connection.dialect.name == "postgresql":
        return list(jobs.indexes)
    made = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY rowid")
    names = list(made.scalars())
    return sorted(jobs.indexes, key=lambda index: names.index(index.name))


def _numbers(count: int) -> Any:
    """A table of one column `n`, from 1 to `count`."""
    start = sa.select(sa.cast(1, sa.BigInteger).label("n")).cte("numbers", recursive=True)
    return start.union_all(sa.select(start.c.n + 1).where(start.c.n < count))


def _copy(connection: sa.Connection, original: str, numbers: Any, count: int) -> None:
    changed = _job(connection, numbers.c.n, count)
    row = sa.select(*(changed.get(column.name, column) for column in jobs.columns))
    row = row.select_from(jobs.join(numbers, sa.true())).where(jobs.c.id == original)
    connection.execute(jobs.insert().from_select(list(jobs.columns.keys()), row))


def _job(connection: sa.Connection, number: Any, count: int) -> dict[str, Any]:
    """What differs from copy to copy."""
    failed = number % FAILED_EVERY == 0
    of_number = {place: sa.literal(name) for place, name in enumerate(CATEGORIES)}
    category = sa.case(of_number, value=number % len(CATEGORIES))
    digest = _hex(connection, number * SPREAD % 2**32, 8)
    for _ in range(3):
        digest += digest
    times = ("created_at", "updated_at", "started_at", "finished_at", "expires_at")
    return {
        "id": _id(connection, number),
        "status": sa.case((failed, "failed"), else_="succeeded"),
        "category": sa.case((failed, None), else_=category),
        "sha256": digest,
        "cache_key": digest,
        **{name: _earlier(connection, name, number, count) for name in times},
    }


def _add_metadata(connection: sa.Connection, numbers: Any) -> None:
    number = numbers.c.n
    some = (
        sa.select(
            jobs.c.id,
            sa.literal("customer"),
            _hex(connection, number % 50, 4),
            jobs.c.key_id,
            jobs.c.created_at,
        )
        .select_from(jobs.join(numbers, jobs.c.id == _id(connection, number)))
        .where(number % METADATA_EVERY == 0)
    )
    names = ["job_id", "name", "value", "key_id", "created_at"]
    connection.execute(job_metadata.insert().from_select(names, some))


def _id(connection: sa.Connection, number: Any) -> Any:
    first, last = _hex(connection, number * SPREAD % 2**32, 8), _hex(connection, number, 12)
    return first + sa.literal("-0000-4000-8000-") + last


def _hex(connection: sa.Connection, number: Any, digits: int) -> Any:
    """The number in lower-case hexadecimal, with leading zeros."""
    if connection.dialect.name == "postgresql":
        text = sa.func.to_hex(sa.cast(number, sa.BigInteger), type_=sa.Text())
        return sa.func.lpad(text, digits, "0", type_=sa.Text())
    return sa.func.printf(f"%0{digits}x", number, type_=sa.Text())


def _earlier(connection: sa.Connection, name: str, number: Any, count: int) -> Any:
    """The original's time, some seconds before it; the copy 1 is the newest."""
    seconds = sa.cast(number, sa.Double) * (DAYS * 86_400 / count)
    if connection.dialect.name == "postgresql":
        return jobs.c[name] - seconds * sa.text("interval '1 second'")
    days = sa.func.julianday(jobs.c[name]) - seconds / 86_400
    return sa.func.strftime("%Y-%m-%d %H:%M:%f000", days)
