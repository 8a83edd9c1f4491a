"""What has happened to jobs since somebody last looked: one query for all that are watched."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

import sqlalchemy as sa

from postroom.jobs.reads import OPEN
from postroom.schemas import JobStatus
from postroom.storage.database import Database
from postroom.storage.tables import jobs, pages

AT_ONCE = 200
"""Jobs that one query asks about."""


@dataclasses.dataclass(frozen=True, slots=True)
class Seen:
    """What somebody knows of a job.

    Attributes:
        pages_done: As told last.
        position: Of the last page that was told; -1 for none.
    """

    pages_done: int = 0
    position: int = -1


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """A job as it is now.

    Attributes:
        status: Where it is.
        pages_done: Pages classified so far.
        pages_total: Pages that will be classified; None until it is known.
        pages: Number and prediction, as JSON, of each page that was saved since; none once it has ended.
        position: Of the last of them.
    """

    status: JobStatus
    pages_done: int
    pages_total: int | None
    pages: tuple[tuple[int, str], ...] = ()
    position: int = -1


def read_changes(database: Database, known: Mapping[str, Seen]) -> dict[str, Change]:
    """Every job of `known` as it is now; those that are gone are left out."""
    found: dict[str, Change] = {}
    with database.read() as connection:
        for some in _batches(known):
            rows = connection.execute(_JOBS, {"ids": some, "now": datetime.now(UTC)})
            found |= {job_id: Change(JobStatus(status), done, total) for job_id, status, done, total in rows}
        moved = [
            job_id
            for job_id, change in found.items()
            if change.status in OPEN and change.pages_done > known[job_id].pages_done
        ]
        for some in _batches(moved):
            behind = sa.or_(
                *((pages.c.job_id == job_id) & (pages.c.position > known[job_id].position) for job_id in some)
            )
            rows = connection.execute(_PAGES.where(behind)).all()
            for job_id, group in itertools.groupby(rows, key=lambda row: row.job_id):
                new = list(group)
                found[job_id] = dataclasses.replace(
                    found[job_id],
                    pages=tuple((row.number, row.prediction) for row in new),
                    position=new[-1].position,
                )
    return found


_JOBS = sa.select(jobs.c.id, jobs.c.status, jobs.c.pages_done, jobs.c.used_pages).where(
    jobs.c.id.in_(sa.bindparam("ids", expanding=True)), jobs.c.expires_at > sa.bindparam("now")
)
_PAGES = sa.select(pages.c.job_id, pages.c.number, pages.c.prediction, pages.c.position).order_by(
    pages.c.job_id, pages.c.position
)


def _batches(job_ids: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(job_ids)
    while some := list(itertools.islice(rest, AT_ONCE)):
        yield some
