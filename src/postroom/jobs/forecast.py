"""When a job will probably have ended, by what jobs have lately taken."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Collection
from datetime import UTC, datetime
from statistics import fmean

import sqlalchemy as sa

from postroom.jobs.reads import IS_OPEN, PRIORITIES
from postroom.schemas import Job, JobStatus
from postroom.storage.database import Database
from postroom.storage.tables import jobs

LATEST = 100
"""Ended jobs that tell how long one takes."""

REMEMBER_SECONDS = 2.0
"""How long a pace is believed without looking again."""

_IS_QUEUED = sa.text("status = 'queued'")
"""Word for word what the partial index says, or it would not be used."""


@dataclasses.dataclass(frozen=True, slots=True)
class Pace:
    """How fast jobs go.

    Attributes:
        seconds: Mean time that the latest jobs ran; None when there were none.
        at_once: Jobs that run now; 0 when `seconds` is None.
    """

    seconds: float | None
    at_once: int


UNKNOWN = Pace(None, 0)
"""Until a job has run to its end."""


class Forecast:
    """Tells places in the queue, and the time that is left.

    Args:
        database: Where the jobs are.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._pace = UNKNOWN
        self._measured_at = float("-inf")

    def of(self, job: Job) -> Job:
        """The job with its place in the queue and the seconds that are left, as far as they are known."""
        if job.status.final:
            return job
        if job.status is JobStatus.QUEUED:
            place = self._place(job)
            return dataclasses.replace(job, queue_position=place, eta_seconds=_wait(place, self.pace()))
        return dataclasses.replace(job, eta_seconds=_rest(job, self.pace()))

    def places(self, job_ids: Collection[str]) -> dict[str, int]:
        """The places in the queue of those of the jobs that are queued; 1 is taken up next."""
        order = sa.func.row_number().over(order_by=(jobs.c.priority, jobs.c.created_at))
        queue = sa.select(jobs.c.id, order.label("place")).where(_IS_QUEUED).subquery()
        with self._database.read() as connection:
            rows = connection.execute(sa.select(queue).where(queue.c.id.in_(job_ids)))
            return {row.id: row.place for row in rows}

    def pace(self) -> Pace:
        """The pace of the latest jobs; some seconds old at most."""
        is_old = time.monotonic() - self._measured_at > REMEMBER_SECONDS
        # That there is none yet is not remembered: the first job's end tells it to those that wait.
        if is_old or self._pace.seconds is None:
            self._pace = self._measure()
            self._measured_at = time.monotonic()
        return self._pace

    def _place(self, job: Job) -> int:
        before = sa.tuple_(jobs.c.priority, jobs.c.created_at) < sa.tuple_(
            sa.literal(PRIORITIES[job.priority]), sa.literal(job.created_at, jobs.c.created_at.type)
        )
        statement = sa.select(sa.func.count()).select_from(jobs).where(_IS_QUEUED, before)
        with self._database.read() as connection:
            return connection.execute(statement).scalar_one() + 1

    def _measure(self) -> Pace:
        latest = (
            sa.select(jobs.c.started_at, jobs.c.finished_at)
            .where(jobs.c.finished_at.is_not(None))
            .order_by(jobs.c.finished_at.desc())
            .limit(LATEST)
        )
        # By a column that is in no index: SQLite would count the status alone in one of all jobs.
        begun = sa.case((jobs.c.status == JobStatus.RUNNING, jobs.c.started_at))
        running = sa.select(sa.func.count(begun)).where(IS_OPEN)
        with self._database.read() as connection:
            rows = connection.execute(latest).all()
            # A job that a stored result answered took no time, and tells nothing.
            ran = [(end - start).total_seconds() for start, end in rows if start is not None and end > start]
            if not ran:
                return UNKNOWN
            at_once = connection.execute(running).scalar_one()
        return Pace(fmean(ran), at_once)


def _wait(place: int, pace: Pace) -> float | None:
    if pace.seconds is None:
        return None
    return round(pace.seconds * (1 + (place - 1) / max(1, pace.at_once)), 3)


def _rest(job: Job, pace: Pace) -> float | None:
    if job.started_at is None:
        return None
    ran = (datetime.now(UTC) - job.started_at).total_seconds()
    if job.pages_done and job.pages_total:
        return round(max(0.0, ran * (job.pages_total - job.pages_done) / job.pages_done), 3)
    return None if pace.seconds is None else round(max(0.0, pace.seconds - ran), 3)
