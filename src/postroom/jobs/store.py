"""All SQL about jobs and their pages.

A job's row is its record: what a status read shows. The durable engine only says who works on it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import logging
import uuid
from collections.abc import Callable, Generator, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from postroom.errors import CapacityError, NotFound, QuotaExceeded
from postroom.schemas import (
    Category,
    Classification,
    JobStatus,
    PagePrediction,
    Problem,
    from_json_bytes,
    to_json,
    to_json_bytes,
)
from postroom.storage.database import Database, insert, lock
from postroom.storage.objects import IncomingObject, Objects
from postroom.storage.tables import freed_documents, jobs, pages, usage, workers

log = logging.getLogger(__name__)

OPEN = (JobStatus.QUEUED, JobStatus.RUNNING)

_IS_OPEN = sa.text("status IN ('queued', 'running')")
"""Word for word what the partial index says, or it would not be used."""

Enqueue = Callable[[sa.Connection, str], None]
"""Hands a job id to the durable engine within the caller's transaction."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """What a client asked for: a received `document` or a `file_url`, never both."""

    key_id: str
    categories: tuple[Category, ...]
    max_pages: int
    document: IncomingObject | None = None
    file_name: str | None = None
    file_url: str | None = None


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
    """What a worker needs to run a job."""

    id: str
    key_id: str
    status: JobStatus
    categories: tuple[Category, ...]
    max_pages: int
    sha256: str | None
    file_url: str | None
    attempts: int
    started_at: datetime | None


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


class JobStore:
    """Jobs in the database.

    Args:
        database: Where they are.
        objects: Where their documents are. A document is placed and removed only within a transaction that
            has locked its hash and looked at the jobs that refer to it, so that no job is left without it.
        model_version: Of the classifier that will answer; part of the result cache's key.
        retention: How long a job is kept after it was accepted.
        on_end: Called with the job's id in the transaction in which it ends.
    """

    def __init__(
        self,
        database: Database,
        objects: Objects,
        model_version: str,
        retention: timedelta,
        on_end: Enqueue | None = None,
    ) -> None:
        self._database = database
        self._objects = objects
        self._model_version = model_version
        self._retention = retention
        self._on_end = on_end

    def submit(self, new: NewJob, quota: int | None, enqueue: Enqueue) -> tuple[str, int | None]:
        """Accept a job: count it, add its row and hand it to the engine in one transaction.

        The same document, categories and model answer from a stored result of the same key at once.

        Args:
            new: The job.
            quota: Documents the key may send this month; None for no limit.
            enqueue: Called within the transaction, unless a stored result answers.

        Returns:
            The job's id and what is left of the quota (None without one).

        Raises:
            QuotaExceeded: Nothing is left; nothing was kept.
            StorageFull: The document could not be kept.
        """
        job_id, now = str(uuid.uuid4()), _now()
        sha256 = self._objects.secure(new.document) if new.document else None
        cache_key = self._cache_key(sha256, new.categories, new.max_pages) if sha256 else None
        row: dict[str, Any] = {
            "id": job_id,
            "key_id": new.key_id,
            "status": JobStatus.QUEUED,
            "file_name": new.file_name,
            "file_url": new.file_url,
            "sha256": sha256,
            "categories": _categories_to_text(new.categories),
            "max_pages": new.max_pages,
            "cache_key": cache_key,
            "pages_done": 0,
            "attempts": 0,
            "created_at": now,
            "updated_at": now,
            "expires_at": now + self._retention,
        }
        with self._undone(sha256), self._database.write() as connection:
            if new.document:
                lock(connection, new.document.sha256)
            stored = self._stored_result(connection, new.key_id, cache_key)
            if stored:
                row |= {
                    "status": JobStatus.SUCCEEDED,
                    "result": stored.result,
                    "used_pages": stored.used_pages,
                    "pages_done": stored.used_pages,
                    "started_at": now,
                    "finished_at": now,
                }
            connection.execute(jobs.insert().values(row))
            if new.document:
                self._objects.place(new.document)
            if not stored:
                enqueue(connection, job_id)
            elif self._on_end:
                self._on_end(connection, job_id)
            # Last, because it makes the key's other submits wait until the transaction ends.
            used = _count_document(connection, new.key_id, now)
            if quota is not None and used > quota:
                raise QuotaExceeded(current=used - 1, limit=quota)
        return job_id, None if quota is None else quota - used

    def state(self, job_id: str, key_id: str | None = None) -> JobState | None:
        """The job's state; None when it is unknown, expired, deleted, or not of the key `key_id`."""
        values = {"id": job_id, "key_id": key_id, "now": _now()}
        row = self._database.first(_STATE if key_id is None else _OWN_STATE, values)
        if row is None:
            return None
        status, done, used, problem, *rest = row
        failure = from_json_bytes(Problem, problem) if problem else None
        return JobState(job_id, JobStatus(status), done, used, failure, *rest)

    def result(self, job_id: str) -> Classification:
        """The stored result of a job that succeeded.

        Raises:
            NotFound: There is none (any more).
        """
        with self._database.read() as connection:
            text = connection.execute(sa.select(jobs.c.result).where(jobs.c.id == job_id)).scalar()
        if text is None:
            raise NotFound("Job not found")
        return from_json_bytes(Classification, text)

    def work(self, job_id: str) -> JobWork | None:
        """What a worker needs; None when the job was deleted meanwhile."""
        with self._database.read() as connection:
            row = connection.execute(sa.select(jobs).where(jobs.c.id == job_id)).first()
        if row is None:
            return None
        return JobWork(
            id=job_id,
            key_id=row.key_id,
            status=JobStatus(row.status),
            categories=from_json_bytes(tuple[Category, ...], row.categories),
            max_pages=row.max_pages,
            sha256=row.sha256,
            file_url=row.file_url,
            attempts=row.attempts,
            started_at=row.started_at,
        )

    def start(self, job_id: str) -> None:
        """Note that a worker begins (again)."""
        now = _now()
        with self._database.write() as connection:
            connection.execute(
                jobs.update()
                .where(jobs.c.id == job_id, jobs.c.status.in_(OPEN))
                .values(
                    status=JobStatus.RUNNING,
                    attempts=jobs.c.attempts + 1,
                    started_at=sa.func.coalesce(jobs.c.started_at, now),
                    updated_at=now,
                )
            )

    def keep_document(self, job_id: str, document: IncomingObject) -> str:
        """Store the document of a `file_url` job and return its SHA-256.

        Raises:
            StorageFull: The document could not be kept.
        """
        sha256 = self._objects.secure(document)
        with self._undone(sha256), self._database.write() as connection:
            lock(connection, sha256)
            self._objects.place(document)
            kept = connection.execute(jobs.update().where(jobs.c.id == job_id).values(sha256=sha256))
        if kept.rowcount == 0:
            self.remove_unreferenced([sha256])
        return sha256

    def save_pages(self, job_id: str, predictions: Sequence[PagePrediction], used_pages: int) -> bool:
        """Store pages as they come, each once, and move the progress; progress resets the attempts.

        Returns:
            False when the job is not open any more.
        """
        with self._database.write() as connection:
            open_job = sa.select(jobs.c.id).where(jobs.c.id == job_id, jobs.c.status.in_(OPEN))
            open_job = open_job.with_for_update()
            if connection.execute(open_job).first() is None:
                return False
            if predictions:
                rows = [
                    {"job_id": job_id, "number": page.number, "prediction": to_json_bytes(page).decode()}
                    for page in predictions
                ]
                connection.execute(insert(connection, pages).on_conflict_do_nothing(), rows)
            done = sa.select(sa.func.count()).where(pages.c.job_id == job_id).scalar_subquery()
            connection.execute(
                jobs.update()
                .where(jobs.c.id == job_id)
                .values(
                    pages_done=done,
                    used_pages=used_pages,
                    attempts=0 if predictions else jobs.c.attempts,
                    updated_at=_now(),
                )
            )
        return True

    def delete_pages(self, job_ids: Sequence[str]) -> None:
        """Remove the pages of jobs that have ended; what an open job has saved stays."""
        ended = sa.select(jobs.c.id).where(jobs.c.id.in_(job_ids), jobs.c.status.not_in(OPEN))
        with self._database.write() as connection:
            connection.execute(pages.delete().where(pages.c.job_id.in_(ended)))

    def saved_pages(self, job_id: str) -> list[PagePrediction]:
        """The pages that an earlier attempt finished."""
        with self._database.read() as connection:
            rows = connection.execute(sa.select(pages.c.prediction).where(pages.c.job_id == job_id))
            return [from_json_bytes(PagePrediction, text) for text in rows.scalars()]

    def finish(self, job_id: str, outcome: Classification | Problem) -> bool:
        """End the job with a result or a problem.

        Returns:
            False when it had ended already, or is gone; then nothing was changed.
        """
        now = _now()
        values: dict[str, Any] = {"finished_at": now, "updated_at": now}
        if isinstance(outcome, Classification):
            values |= {
                "status": JobStatus.SUCCEEDED,
                "result": to_json_bytes(outcome).decode(),
                "used_pages": len(outcome.pages),
                "pages_done": len(outcome.pages),
            }
            if any(page.fallback or (page.error and page.classifier == "vision") for page in outcome.pages):
                # The endpoint may be well again when the same document comes next.
                values["cache_key"] = None
        else:
            values |= {"status": JobStatus.FAILED, "problem": to_json_bytes(outcome).decode()}
        with self._database.write() as connection:
            ended = connection.execute(
                jobs.update().where(jobs.c.id == job_id, jobs.c.status.in_(OPEN)).values(values)
            )
            # The result holds the pages; their rows only served an attempt that is over now.
            connection.execute(pages.delete().where(pages.c.job_id == job_id))
            if ended.rowcount == 1 and self._on_end:
                self._on_end(connection, job_id)
        return ended.rowcount == 1

    def delete(self, job_id: str, key_id: str) -> bool:
        """Forget a job, and remove its document when no other job refers to it.

        Returns:
            False when there is none such: unknown, expired, or another key's.
        """
        with self._database.write() as connection:
            row = connection.execute(
                jobs.delete()
                .where(jobs.c.id == job_id, jobs.c.key_id == key_id, jobs.c.expires_at > _now())
                .returning(jobs.c.sha256)
            ).first()
            if row is None:
                return False
            _note_freed(connection, [row.sha256])
        self._try_to_remove([row.sha256])
        return True

    def delete_expired(self, limit: int = 1_000) -> list[str]:
        """Forget up to `limit` expired jobs and the documents that only they referred to; says which jobs."""
        with self._database.write() as connection:
            expired = sa.select(jobs.c.id).where(jobs.c.expires_at <= _now()).limit(limit)
            rows = connection.execute(
                jobs.delete().where(jobs.c.id.in_(expired)).returning(jobs.c.id, jobs.c.sha256)
            ).all()
            _note_freed(connection, [row.sha256 for row in rows])
        self._try_to_remove([row.sha256 for row in rows])
        return [row.id for row in rows]

    def freed_documents(self, limit: int = 1_000) -> list[str]:
        """Hashes of documents that lost a job and were not looked at since, because something failed."""
        with self._database.read() as connection:
            return list(connection.execute(sa.select(freed_documents.c.sha256).limit(limit)).scalars())

    def remove_unreferenced(self, hashes: Iterable[str | None]) -> int:
        """Remove those of the documents that no job refers to; says how many.

        Raises:
            StorageUnavailable: The rest will be removed by a later sweep.
        """
        removed = 0
        for sha256 in sorted({sha256 for sha256 in hashes if sha256}):
            with self._database.write() as connection:
                lock(connection, sha256)
                used = sa.select(jobs.c.id).where(jobs.c.sha256 == sha256).limit(1)
                if connection.execute(used).first() is None:
                    self._objects.delete(sha256)
                    removed += 1
                connection.execute(freed_documents.delete().where(freed_documents.c.sha256 == sha256))
        return removed

    def documents_this_month(self, key_id: str) -> tuple[int, datetime | None]:
        """How many documents the key has sent this month (UTC), and when the last one was."""
        now = _now()
        with self._database.read() as connection:
            row = connection.execute(
                sa.select(usage.c.documents, usage.c.updated_at).where(
                    usage.c.key_id == key_id, usage.c.month == _month(now)
                )
            ).first()
        return (row.documents, row.updated_at) if row else (0, None)

    def open_jobs(self, most: int, key_id: str | None = None) -> int:
        """How many jobs have not ended, of one key or of all; `most` stands for any higher number."""
        some = sa.select(sa.literal(1)).select_from(jobs).where(_IS_OPEN).limit(most)
        if key_id is not None:
            some = some.where(jobs.c.key_id == key_id)
        with self._database.read() as connection:
            return connection.execute(sa.select(sa.func.count()).select_from(some.subquery())).scalar_one()

    def figures(self) -> Figures:
        """The figures of this moment; only indexes and small tables are read."""
        counts = {status.value: 0 for status in OPEN}
        by_status = sa.select(jobs.c.status, sa.func.count(), sa.func.min(jobs.c.created_at))
        with self._database.read() as connection:
            rows = connection.execute(by_status.where(_IS_OPEN).group_by(jobs.c.status)).all()
            alive = connection.execute(sa.select(sa.func.count()).where(workers.c.beats >= 0)).scalar_one()
            freed = connection.execute(sa.select(sa.func.count()).select_from(freed_documents)).scalar_one()
            documents = connection.execute(sa.select(sa.func.sum(usage.c.documents))).scalar()
        waiting = 0.0
        for status, count, oldest in rows:
            counts[status] = count
            if status == JobStatus.QUEUED:
                waiting = max(0.0, (_now() - oldest).total_seconds())
        return Figures(counts, waiting, alive, freed, int(documents or 0))

    def seconds_to_next_submit(self, key_id: str, per_minute: int) -> float:
        """How long the key must wait before it has sent fewer than `per_minute` documents in a minute."""
        now = _now()
        newest = (
            sa.select(jobs.c.created_at)
            .where(jobs.c.key_id == key_id, jobs.c.created_at > now - timedelta(minutes=1))
            .order_by(jobs.c.created_at.desc())
            .limit(per_minute)
        )
        with self._database.read() as connection:
            times = connection.execute(newest).scalars().all()
        if len(times) < per_minute:
            return 0.0
        return max(0.0, 60 - (now - times[-1]).total_seconds())

    def _try_to_remove(self, hashes: Iterable[str | None]) -> None:
        try:
            self.remove_unreferenced(hashes)
        except CapacityError as error:
            log.warning("documents that nobody refers to stay until the next sweep: %s", error)

    @contextlib.contextmanager
    def _undone(self, sha256: str | None) -> Generator[None]:
        """Removes a secured document again when the transaction that refers to it fails."""
        try:
            yield
        except Exception:
            self._try_to_remove([sha256])
            raise

    def _cache_key(self, sha256: str, categories: Sequence[Category], max_pages: int) -> str:
        parts = (sha256, _categories_to_text(categories), str(max_pages), self._model_version)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def _stored_result(
        self, connection: sa.Connection, key_id: str, cache_key: str | None
    ) -> sa.Row[Any, Any] | None:
        if cache_key is None:
            return None
        return connection.execute(
            sa.select(jobs.c.result, jobs.c.used_pages)
            .where(
                jobs.c.key_id == key_id,
                jobs.c.cache_key == cache_key,
                jobs.c.status == JobStatus.SUCCEEDED,
                jobs.c.expires_at > _now(),
            )
            .limit(1)
        ).first()


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


def _count_document(connection: sa.Connection, key_id: str, now: datetime) -> int:
    first = insert(connection, usage).values(key_id=key_id, month=_month(now), documents=1, updated_at=now)
    statement = first.on_conflict_do_update(
        index_elements=[usage.c.key_id, usage.c.month],
        set_={"documents": usage.c.documents + 1, "updated_at": now},
    ).returning(usage.c.documents)
    return connection.execute(statement).scalar_one()


def _note_freed(connection: sa.Connection, hashes: Iterable[str | None]) -> None:
    rows = [{"sha256": sha256} for sha256 in sorted({sha256 for sha256 in hashes if sha256})]
    if rows:
        connection.execute(insert(connection, freed_documents).on_conflict_do_nothing(), rows)


def _categories_to_text(categories: Sequence[Category]) -> str:
    return json.dumps([to_json(category) for category in categories], ensure_ascii=False)


def _month(now: datetime) -> str:
    return now.strftime("%Y-%m")


def _now() -> datetime:
    return datetime.now(UTC)
