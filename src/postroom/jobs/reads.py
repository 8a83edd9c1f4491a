"""All SQL that reads jobs and changes nothing."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from postroom.errors import NotFound
from postroom.schemas import (
    Category,
    Classification,
    DocumentKind,
    Job,
    JobStatus,
    PagePrediction,
    Priority,
    Problem,
    Timings,
    from_json_bytes,
)
from postroom.storage.database import Database
from postroom.storage.tables import batches, freed_documents, job_metadata, jobs, pages, usage, workers

OPEN = (JobStatus.QUEUED, JobStatus.RUNNING)

IS_OPEN = sa.text("status IN ('queued', 'running')")
"""Word for word what the partial index says, or it would not be used."""

PRIORITIES = {Priority.HIGH: 1, Priority.NORMAL: 2, Priority.LOW: 3}
"""As they are kept: the lower goes first, here and in the engine's queue."""

BY_PRIORITY = {number: priority for priority, number in PRIORITIES.items()}


@dataclasses.dataclass(frozen=True, slots=True)
class JobState:
    """What a status read needs. `pages_done` never falls; `used_pages` is None until it is known."""

    id: str
    status: JobStatus
    pages_done: int
    used_pages: int | None
    problem: Problem | None
    created_at: datetime
    updated_at: datetime
    file_name: str | None
    sha256: str | None


@dataclasses.dataclass(frozen=True, slots=True)
class JobWork:
    """What a worker needs to run a job; `kind` and `total_pages` are known of one that was shared out."""

    id: str
    key_id: str
    status: JobStatus
    categories: tuple[Category, ...]
    max_pages: int
    page_ranges: str | None
    priority: int
    sha256: str | None
    file_url: str | None
    attempts: int
    started_at: datetime | None
    kind: DocumentKind | None
    total_pages: int | None
    used_pages: int | None
    trace_context: str | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class JobFilter:
    """Which of a key's jobs are listed; None and empty for any.

    Attributes:
        status: Where they are.
        category: Of their result.
        batch_id: The batch they belong to.
        created_after: They were accepted at this time or later.
        created_before: They were accepted before this time.
        metadata: Names with the values that they have.
    """

    status: JobStatus | None = None
    category: str | None = None
    batch_id: str | None = None
    created_after: datetime | None = None
    created_before: datetime | None = None
    metadata: Mapping[str, str] = dataclasses.field(default_factory=dict[str, str])


@dataclasses.dataclass(frozen=True, slots=True)
class Figures:
    """The state of the whole service.

    Attributes:
        open_jobs: How many jobs are queued and running.
        oldest_queued_seconds: How long the oldest queued job has waited; 0 when none waits.
        workers: Workers that have not left.
        freed: Documents without a job that are still to be removed.
        documents: Documents accepted since the beginning.
    """

    open_jobs: dict[str, int]
    oldest_queued_seconds: float
    workers: int
    freed: int
    documents: int


class JobReads:
    """What can be asked about jobs; `JobStore` adds what changes them.

    Args:
        database: Where they are.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def state(self, job_id: str, key_id: str | None = None) -> JobState | None:
        """The job's state; None when it is unknown, expired, deleted, or not of the key `key_id`."""
        values = {"id": job_id, "key_id": key_id, "now": _now()}
        row = self._database.first(_STATE if key_id is None else _OWN_STATE, values)
        if row is None:
            return None
        status, done, used, problem, *rest = row
        failure = from_json_bytes(Problem, problem) if problem else None
        return JobState(job_id, JobStatus(status), done, used, failure, *rest)

    def job(self, job_id: str, key_id: str | None = None) -> Job | None:
        """The job without its result; None in the same cases as `state`."""
        values = {"id": job_id, "key_id": key_id, "now": _now()}
        row = self._database.first(_JOB if key_id is None else _OWN_JOB, values)
        return None if row is None else _read_job(row)

    def find(
        self, key_id: str, wanted: JobFilter, limit: int, after: tuple[datetime, str] | None = None
    ) -> list[Job]:
        """Up to `limit` jobs of the key, the newest first, each without its result.

        Args:
            key_id: Whose.
            wanted: Which.
            limit: At most so many.
            after: `created_at` and `id` of the last job that was shown; only those behind it are listed.
        """
        statement = sa.select(*_JOB_COLUMNS).where(jobs.c.expires_at > _now())
        if wanted.batch_id is None:
            statement = statement.where(jobs.c.key_id == key_id)
        else:
            # SQLite would go through all jobs of the key, which are in order, for those of the batch.
            statement = statement.join(batches, batches.c.id == jobs.c.batch_id).where(
                batches.c.id == wanted.batch_id, batches.c.key_id == key_id
            )
        if wanted.status is not None:
            statement = statement.where(jobs.c.status == wanted.status)
        if wanted.category is not None:
            statement = statement.where(jobs.c.category == readable(wanted.category))
        entries = [job_metadata.alias() for _ in wanted.metadata]
        for entry, (name, value) in zip(entries, wanted.metadata.items(), strict=True):
            statement = statement.join(entry, entry.c.job_id == jobs.c.id).where(
                entry.c.key_id == key_id, entry.c.name == name, entry.c.value == value
            )
        # The index of entries is in the order of their jobs: no more of them are read than are listed.
        time = (entries[0] if entries else jobs).c.created_at
        if wanted.created_after:
            statement = statement.where(time >= wanted.created_after)
        if wanted.created_before:
            statement = statement.where(time < wanted.created_before)
        if after:
            last, job_id = after
            # The first condition is for the index; the second decides among jobs of the same moment.
            statement = statement.where(time <= last, (time < last) | (jobs.c.id < job_id))
        statement = statement.order_by(time.desc(), jobs.c.id.desc()).limit(limit)
        with self._database.read() as connection:
            return [_read_job(row) for row in connection.execute(statement)]

    def result(self, job_id: str) -> Classification:
        """The stored result of a job that succeeded.

        Raises:
            NotFound: There is none (any more).
        """
        row = self._database.first(_RESULT, {"id": job_id})
        if row is None or row[0] is None:
            raise NotFound("Job not found")
        return from_json_bytes(Classification, row[0])

    def work(self, job_id: str) -> JobWork | None:
        """What a worker needs; None when the job was deleted meanwhile."""
        row = self._database.first(_WORK, {"id": job_id})
        if row is None:
            return None
        status, categories, *rest = row
        return JobWork(
            status=JobStatus(status),
            categories=from_json_bytes(tuple[Category, ...], categories),
            **dict(zip(_WORK_NAMES, rest, strict=True)),
        )

    def is_open(self, job_id: str) -> bool:
        """Whether the job is there and has not ended."""
        row = self._database.first(_STATUS, {"id": job_id})
        return row is not None and JobStatus(row[0]) in OPEN

    def saved_pages(self, job_id: str) -> list[PagePrediction]:
        """The pages that an earlier attempt finished."""
        with self._database.read() as connection:
            rows = connection.execute(sa.select(pages.c.prediction).where(pages.c.job_id == job_id))
            return [from_json_bytes(PagePrediction, text) for text in rows.scalars()]

    def freed_documents(self, limit: int = 1_000) -> list[str]:
        """Hashes of documents that lost a job and were not looked at since, because something failed."""
        with self._database.read() as connection:
            return list(connection.execute(sa.select(freed_documents.c.sha256).limit(limit)).scalars())

    def documents_this_month(self, key_id: str) -> tuple[int, datetime | None]:
        """How many documents the key has sent this month (UTC), and when the last one was."""
        now = _now()
        with self._database.read() as connection:
            row = connection.execute(
                sa.select(usage.c.documents, usage.c.updated_at).where(
                    usage.c.key_id == key_id, usage.c.month == month(now)
                )
            ).first()
        return (row.documents, row.updated_at) if row else (0, None)

    def open_jobs(self, most: int, key_id: str | None = None) -> int:
        """How many jobs have not ended, of one key or of all; `most` stands for any higher number."""
        statement = _OPEN_JOBS if key_id is None else _OPEN_JOBS_OF_KEY
        row = self._database.first(statement, {"key_id": key_id, "most": most})
        assert row
        return int(row[0])

    def figures(self) -> Figures:
        """The figures of this moment; only indexes and small tables are read."""
        counts = {status.value: 0 for status in OPEN}
        by_status = sa.select(jobs.c.status, sa.func.count(), sa.func.min(jobs.c.created_at))
        with self._database.read() as connection:
            rows = connection.execute(by_status.where(IS_OPEN).group_by(jobs.c.status)).all()
            alive = connection.execute(sa.select(sa.func.count()).where(workers.c.beats >= 0)).scalar_one()
            freed = connection.execute(sa.select(sa.func.count()).select_from(freed_documents)).scalar_one()
            documents = connection.execute(sa.select(sa.func.sum(usage.c.documents))).scalar()
        waiting = 0.0
        for status, count, oldest in rows:
            counts[status] = count
            if status == JobStatus.QUEUED:
                waiting = max(0.0, (_now() - oldest).total_seconds())
        return Figures(counts, waiting, alive, freed, int(documents or 0))

    def submits_this_minute(self, key_id: str, most: int) -> tuple[int, float]:
        """How many documents the key has sent in the last minute; `most` stands for any higher number.

        Returns:
            The count, and the seconds until the first of them is a minute old; 60 without any.
        """
        now = _now()
        newest = (
            sa.select(jobs.c.created_at)
            .where(jobs.c.key_id == key_id, jobs.c.created_at > now - timedelta(minutes=1))
            .order_by(jobs.c.created_at.desc())
            .limit(most)
        )
        with self._database.read() as connection:
            times = connection.execute(newest).scalars().all()
        oldest = times[-1] if times else now
        return len(times), max(0.0, 60 - (now - oldest).total_seconds())


_STATE = sa.select(
    jobs.c.status,
    jobs.c.pages_done,
    jobs.c.used_pages,
    jobs.c.problem,
    jobs.c.created_at,
    jobs.c.updated_at,
    jobs.c.file_name,
    jobs.c.sha256,
).where(jobs.c.id == sa.bindparam("id"), jobs.c.expires_at > sa.bindparam("now"))
_OWN_STATE = _STATE.where(jobs.c.key_id == sa.bindparam("key_id"))

_SOME_OPEN = sa.select(jobs.c.id).where(IS_OPEN).limit(sa.bindparam("most", type_=sa.Integer()))
_OF_KEY = jobs.c.key_id == sa.bindparam("key_id")
_OPEN_JOBS = sa.select(sa.func.count()).select_from(_SOME_OPEN.subquery())
_OPEN_JOBS_OF_KEY = sa.select(sa.func.count()).select_from(_SOME_OPEN.where(_OF_KEY).subquery())

_STATUS = sa.select(jobs.c.status).where(jobs.c.id == sa.bindparam("id"))
_RESULT = sa.select(jobs.c.result).where(jobs.c.id == sa.bindparam("id"))

_WORK_NAMES = (
    *("id", "key_id", "max_pages", "page_ranges", "priority", "sha256", "file_url", "attempts"),
    *("started_at", "kind", "total_pages", "used_pages", "trace_context"),
)
_WORK = sa.select(jobs.c.status, jobs.c.categories, *(jobs.c[name] for name in _WORK_NAMES)).where(
    jobs.c.id == sa.bindparam("id")
)

_JOB_COLUMNS = (
    jobs.c.id,
    jobs.c.status,
    jobs.c.file_name,
    jobs.c.pages_done,
    jobs.c.used_pages,
    jobs.c.created_at,
    jobs.c.updated_at,
    jobs.c.started_at,
    jobs.c.finished_at,
    jobs.c.expires_at,
    jobs.c.problem,
    jobs.c.sha256,
    jobs.c.priority,
    jobs.c.metadata,
    jobs.c.batch_id,
    jobs.c.category,
    jobs.c.confidence,
)
_JOB = sa.select(*_JOB_COLUMNS).where(
    jobs.c.id == sa.bindparam("id"), jobs.c.expires_at > sa.bindparam("now")
)
_OWN_JOB = _JOB.where(jobs.c.key_id == sa.bindparam("key_id"))


def _read_job(row: Any) -> Job:
    (
        job_id,
        status,
        file_name,
        pages_done,
        used_pages,
        created_at,
        updated_at,
        started_at,
        finished_at,
        expires_at,
        problem,
        sha256,
        priority,
        metadata,
        batch_id,
        category,
        confidence,
    ) = row
    return Job(
        id=job_id,
        status=JobStatus(status),
        file_name=file_name,
        pages_done=pages_done,
        pages_total=used_pages,
        created_at=created_at,
        updated_at=updated_at,
        problem=from_json_bytes(Problem, problem) if problem else None,
        sha256=sha256,
        priority=BY_PRIORITY[priority],
        metadata=json.loads(metadata),
        batch_id=batch_id,
        started_at=started_at,
        finished_at=finished_at,
        expires_at=expires_at,
        category=category,
        confidence=confidence,
        timings=Timings(
            queued_seconds=_between(created_at, started_at), running_seconds=_between(started_at, finished_at)
        ),
    )


def _between(start: datetime | None, end: datetime | None) -> float | None:
    return None if start is None or end is None else max(0.0, (end - start).total_seconds())


def readable(name: str) -> str:
    """A category's name as the column `category` holds it: no database takes the character NUL in a text."""
    return name.replace("\0", "\u2400")


def month(now: datetime) -> str:
    """The key of `usage` for the calendar month (UTC)."""
    return now.strftime("%Y-%m")


def _now() -> datetime:
    return datetime.now(UTC)
