"""Large documents are shared out in parts, so that several machines work on one and small jobs don't wait.

The job's own workflow opens the document, adds a row for each part, queues them in the same transaction, and
ends: it holds no place in a queue while the parts run. A part that is done takes its row away with its last
pages. Who finds no row left ends the job.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterable, Sequence

import sqlalchemy as sa

from postroom import tracing
from postroom.documents.ranges import PageRanges
from postroom.jobs.reads import OPEN, JobWork
from postroom.schemas import DocumentKind
from postroom.storage.database import Database
from postroom.storage.tables import jobs, parts

MOST_PARTS = 32
"""Parts of a document at most; they grow with it."""

JOB_ID_LENGTH = 36

ALL_PAGES = PageRanges(((1, None),))


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """A run of the pages that are used of a document.

    Attributes:
        number: From 1.
        first: Place of its first page among those that are used, from 1.
        last: Place of its last page.
        attempts: Starts since a page of it was last finished.
    """

    number: int
    first: int
    last: int
    attempts: int = 0

    def ranges(self, work: JobWork) -> PageRanges:
        """Which pages of the document these are."""
        assert work.total_pages is not None
        ranges = PageRanges.parse(work.page_ranges) if work.page_ranges else ALL_PAGES
        used = ranges.choose(work.total_pages, work.max_pages)
        return PageRanges.of(used[self.first - 1 : self.last])


def share_out(pages: int, part_pages: int) -> list[Part]:
    """Parts of about `part_pages` pages each, all of nearly the same length.

    Args:
        pages: That are used, at least 1.
        part_pages: How many a part has, unless there would be too many parts.
    """
    count = min(MOST_PARTS, math.ceil(pages / part_pages))
    ends = [round(pages * number / count) for number in range(count + 1)]
    return [Part(number, ends[number - 1] + 1, ends[number]) for number in range(1, count + 1)]


def workflow_name(job_id: str, number: int | None = None) -> str:
    """How the durable engine knows a job, or its part `number`."""
    return job_id if number is None else f"{job_id}-{number}"


def workflow_names(job_ids: Iterable[str]) -> list[str]:
    """All names under which the durable engine may know the jobs and their parts."""
    return [
        name
        for job_id in job_ids
        for name in (job_id, *(workflow_name(job_id, number) for number in range(1, MOST_PARTS + 1)))
    ]


def job_of(name: str) -> str:
    """The job that is known by the name, or one of whose parts is."""
    return name[:JOB_ID_LENGTH]


def number_of(name: str) -> int | None:
    """The number of the part that is known by the name; None for a job's."""
    return int(name[JOB_ID_LENGTH + 1 :]) if len(name) > JOB_ID_LENGTH else None


class Parts:
    """The parts of open jobs.

    Args:
        database: Where they are.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        job_id: str,
        kind: DocumentKind,
        total_pages: int,
        new: Sequence[Part],
        enqueue: Callable[[sa.Connection, int], None],
        unqueue: Callable[[sa.Connection], object],
    ) -> None:
        """Share out a job once: a job that has ended, or was shared out before, is left alone.

        Args:
            job_id: The job.
            kind: Of its document.
            total_pages: Of its document.
            new: Its parts.
            enqueue: Called with each part's number, within the transaction.
            unqueue: Takes the job itself out of its queue, within the transaction.
        """
        with self._database.write() as connection:
            shared = connection.execute(
                jobs.update()
                .where(jobs.c.id == job_id, jobs.c.status.in_(OPEN), jobs.c.total_pages.is_(None))
                .values(
                    kind=kind,
                    total_pages=total_pages,
                    used_pages=new[-1].last,
                    attempts=0,
                    trace_context=tracing.carry(),
                )
            )
            if shared.rowcount == 0:
                return
            rows = [dataclasses.asdict(part) | {"job_id": job_id} for part in new]
            connection.execute(parts.insert(), rows)
            for part in new:
                enqueue(connection, part.number)
            unqueue(connection)

    def of(self, job_id: str) -> list[Part]:
        """Those that are not done."""
        columns = parts.c.number, parts.c.first, parts.c.last, parts.c.attempts
        with self._database.read() as connection:
            rows = connection.execute(sa.select(*columns).where(parts.c.job_id == job_id))
            return [Part(*row) for row in rows]

    def requeue(self, numbers: Sequence[int], enqueue: Callable[[sa.Connection, int], None]) -> None:
        """Queue parts that are in no queue."""
        with self._database.write() as connection:
            for number in numbers:
                enqueue(connection, number)

    def start(self, job_id: str, number: int) -> None:
        """Note that a worker begins the part (again)."""
        own = (parts.c.job_id == job_id) & (parts.c.number == number)
        with self._database.write(durable=False, single=True) as connection:
            connection.execute(parts.update().where(own).values(attempts=parts.c.attempts + 1))
