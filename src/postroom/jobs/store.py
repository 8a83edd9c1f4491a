"""All SQL that changes jobs and their pages.

A job's row is its record: what a status read shows. The durable engine only says who works on it.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import uuid
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from postroom.errors import (
    Cancelled,
    CapacityError,
    NotFound,
    QuotaExceeded,
)
from postroom.jobs.batches import NewBatch, delete_batches, insert_batch, note_end, take_job
from postroom.jobs.counters import Counts, add, count_end
from postroom.jobs.intake import (
    NewJob,
    Submitted,
    cache_key,
    count_documents,
    has_document,
    job_row,
    remaining,
    replayed,
    stored_result,
)
from postroom.jobs.reads import IS_OPEN, OPEN, PRIORITIES, JobReads, readable
from postroom.schemas import (
    Classification,
    JobStatus,
    PagePrediction,
    Problem,
    to_json_bytes,
)
from postroom.storage.database import Database, insert, lock
from postroom.storage.objects import IncomingObject, Objects
from postroom.storage.statements import run, run_many
from postroom.storage.tables import UtcDateTime, freed_documents, job_metadata, jobs, pages, parts

log = logging.getLogger(__name__)

Enqueue = Callable[[sa.Connection, str, str, int], None]
"""Hands a job to the durable engine within the caller's transaction: its id, its key's, and its priority."""

Unqueue = Callable[[sa.Connection], object]
"""Takes what is over out of the durable engine's queue within the caller's transaction."""

OnEnd = Callable[[sa.Connection, str], None]
"""Is told the id of what has ended, within the transaction that ends it."""


class JobStore(JobReads):
    """Jobs in the database.

    Args:
        database: Where they are.
        objects: Where their documents are. A document is placed and removed only within a transaction that
            has locked its hash and looked at the jobs that refer to it, so that no job is left without it.
        model_version: Of the classifier that will answer; part of the result cache's key.
        retention: How long a job is kept after it was accepted.
        on_end: Called with the job's id in the transaction in which it ends.
        on_batch_end: Called with a batch's id in the transaction in which its last job ends.
    """

    def __init__(
        self,
        database: Database,
        objects: Objects,
        model_version: str,
        retention: timedelta,
        on_end: OnEnd | None = None,
        on_batch_end: OnEnd | None = None,
    ) -> None:
        super().__init__(database)
        self._objects = objects
        self._model_version = model_version
        self._retention = retention
        self._on_end = on_end
        self._on_batch_end = on_batch_end

    def submit(
        self,
        new: Sequence[NewJob],
        quota: int | None,
        enqueue: Enqueue,
        batch: NewBatch | None = None,
    ) -> Submitted:
        """Accept jobs of one key: count them, add their rows and hand them to the engine in one transaction.

        The same document, categories and model answer from a stored result of the same key at once.

        Args:
            new: The jobs, at least one; only a single one may have an idempotency key.
            quota: Documents the key may send this month; None for no limit.
            enqueue: Called within the transaction, unless a stored result answers.
            batch: Made for these jobs, and closed, in the same transaction.

        Raises:
            QuotaExceeded: Not enough is left; nothing was kept.
            StorageFull: A document could not be kept.
            NotFound: There is no such `sha256` or `batch_id`.
            BatchClosed: The batch takes no more jobs.
            IdempotencyKeyReused: The idempotency key came with another request.
        """
        now = _now()
        received = [self._objects.secure(each.document) for each in new if each.document]
        with self._undone(received), self._database.write() as connection:
            if known := replayed(connection, new[0], now):
                return Submitted((known,), remaining(connection, new[0].key_id, quota, now), replayed=True)
            if batch:
                insert_batch(connection, batch, now, closed=True)
            for batch_id in sorted({each.batch_id for each in new if each.batch_id} - {batch and batch.id}):
                take_job(connection, batch_id, new[0].key_id, now + self._retention)
            # In one order everywhere, or two submits could wait for each other.
            for sha256 in sorted({*received, *(each.sha256 for each in new if each.sha256)}):
                lock(connection, sha256)
            job_ids = tuple(self._add(connection, each, now, enqueue) for each in new)
            if batch:
                note_end(connection, batch.id, self._on_batch_end)
            # Last, because it makes the key's other submits wait until the transaction ends.
            used = count_documents(connection, new[0].key_id, len(new), now)
            if quota is not None and used > quota:
                raise QuotaExceeded(current=used - len(new), limit=quota)
        return Submitted(job_ids, None if quota is None else quota - used)

    def _add(self, connection: sa.Connection, new: NewJob, now: datetime, enqueue: Enqueue) -> str:
        """Add one job's row, and hand it on or end it at once; its hash is locked."""
        job_id = str(uuid.uuid4())
        if new.sha256 and not has_document(connection, new.key_id, new.sha256, now):
            raise NotFound("No job of this key refers to a document with this sha256")
        sha256 = new.document.sha256 if new.document else new.sha256
        result_key = cache_key(sha256, new, self._model_version) if sha256 else None
        stored = stored_result(connection, new.key_id, result_key)
        row = job_row(job_id, new, now) | {
            "sha256": sha256,
            "cache_key": result_key,
            "expires_at": now + self._retention,
        }
        if stored:
            result, used_pages, category, confidence = stored
            row |= {
                "status": JobStatus.SUCCEEDED,
                "result": result,
                "category": category,
                "confidence": confidence,
                "used_pages": used_pages,
                "pages_done": used_pages,
                "started_at": now,
                "finished_at": now,
            }
        run(connection, _ADD, row)
        if new.metadata:
            shared = {"job_id": job_id, "key_id": new.key_id, "created_at": now}
            rows = [shared | {"name": name, "value": value} for name, value in new.metadata.items()]
            connection.execute(job_metadata.insert(), rows)
        if new.document:
            self._objects.place(new.document)
        if not stored:
            enqueue(connection, job_id, new.key_id, PRIORITIES[new.priority])
        elif self._on_end:
            self._on_end(connection, job_id)
        return job_id

    def start(self, job_id: str) -> None:
        """Note that a worker begins (again)."""
        with self._database.write(durable=False, single=True) as connection:
            run(connection, _START, {"job_id": job_id, "now": _now()})

    def keep_document(self, job_id: str, document: IncomingObject) -> str:
        """Store the document of a `file_url` job and return its SHA-256.

        Raises:
            StorageFull: The document could not be kept.
        """
        sha256 = self._objects.secure(document)
        with self._undone([sha256]), self._database.write() as connection:
            lock(connection, sha256)
            self._objects.place(document)
            kept = connection.execute(jobs.update().where(jobs.c.id == job_id).values(sha256=sha256))
        if kept.rowcount == 0:
            self.remove_unreferenced([sha256])
        return sha256

    def save_pages(
        self,
        job_id: str,
        predictions: Sequence[PagePrediction],
        used_pages: int,
        part: int | None = None,
        *,
        done: bool = False,
    ) -> bool:
        """Store pages as they come, each once, and move the progress; progress resets the attempts.

        Args:
            job_id: The job.
            predictions: The pages.
            used_pages: How many of the job's document are used.
            part: Which part of a large document they are of.
            done: They are the part's last ones; it is taken away with them.

        Returns:
            False when the job is not open any more.
        """
        try:
            with self._database.write(durable=False, single=part is None) as connection:
                if not _add_pages(connection, job_id, predictions, used_pages):
                    return False
                if part is not None and (predictions or done):
                    its = (parts.c.job_id == job_id) & (parts.c.number == part)
                    connection.execute(
                        parts.delete().where(its) if done else parts.update().where(its).values(attempts=0)
                    )
        except IntegrityError:
            # Another worker has saved some: one of the two was taken for dead. Fewer are left each time.
            saved = {page.number for page in self.saved_pages(job_id)}
            left = [page for page in predictions if page.number not in saved]
            return self.save_pages(job_id, left, used_pages, part, done=done)
        return True

    def delete_pages(self, job_ids: Sequence[str]) -> None:
        """Remove the pages of jobs that have ended; what an open job has saved stays."""
        ended = sa.select(jobs.c.id).where(jobs.c.id.in_(job_ids), jobs.c.status.not_in(OPEN))
        with self._database.write() as connection:
            connection.execute(pages.delete().where(pages.c.job_id.in_(ended)))

    def finish(self, job_id: str, outcome: Classification | Problem, unqueue: Unqueue | None = None) -> bool:
        """End the job with a result or a problem.

        Args:
            job_id: Its id.
            outcome: The result or the problem.
            unqueue: Takes it, or its last part, out of the queue too.

        Returns:
            False when it had ended already, or is gone; then nothing was changed.
        """
        now = _now()
        values: dict[str, Any] = {"finished_at": now, "updated_at": now}
        if isinstance(outcome, Classification):
            values |= {
                "status": JobStatus.SUCCEEDED,
                "result": to_json_bytes(outcome).decode(),
                "category": readable(outcome.category),
                "confidence": outcome.confidence,
                "used_pages": len(outcome.pages),
                "pages_done": len(outcome.pages),
            }
            if any(page.fallback or (page.error and page.classifier == "vision") for page in outcome.pages):
                # The endpoint may be well again when the same document comes next.
                values["cache_key"] = None
        else:
            values |= {"status": JobStatus.FAILED, "problem": to_json_bytes(outcome).decode()}
        counts = count_end(outcome)
        with self._database.write() as connection:
            if unqueue:
                unqueue(connection)
            return self._end(connection, job_id, values, counts)

    def cancel(self, job_id: str, key_id: str) -> bool:
        """End an open job of the key; a worker that is at it stops at its next page.

        Returns:
            False when there is none such: unknown, expired, another key's, or ended already.
        """
        now = _now()
        values = {
            "status": JobStatus.CANCELLED,
            "problem": to_json_bytes(Cancelled().problem).decode(),
            "finished_at": now,
            "updated_at": now,
        }
        with self._database.write() as connection:
            own = (jobs.c.key_id == key_id, jobs.c.expires_at > now)
            return self._end(connection, job_id, values, count_end(Cancelled().problem), *own)

    def _end(
        self,
        connection: sa.Connection,
        job_id: str,
        values: Mapping[str, Any],
        counts: Counts,
        *conditions: sa.ColumnElement[bool],
    ) -> bool:
        """Write the end of an open job, and tell of it; says whether it was open."""
        own = {"job_id": job_id}
        if conditions:
            ended: Sequence[Sequence[Any]] = connection.execute(
                _END.where(*conditions), {**values, **own}
            ).all()
        else:
            ended = run(connection, _END, {**values, **own})
        if not ended:
            return False
        batch_id, shared_out_pages = ended[0]
        # The result holds the pages; their rows only served an attempt that is over now.
        run(connection, _DELETE_PAGES, own)
        if shared_out_pages is not None:
            run(connection, _DELETE_PARTS, own)
        if self._on_end:
            self._on_end(connection, job_id)
        note_end(connection, batch_id, self._on_batch_end)
        add(connection, counts)
        return True

    def delete(self, job_id: str, key_id: str) -> bool:
        """Forget a job, and remove its document when no other job refers to it.

        Returns:
            False when there is none such: unknown, expired, or another key's.
        """
        with self._database.write() as connection:
            row = connection.execute(
                jobs.delete()
                .where(jobs.c.id == job_id, jobs.c.key_id == key_id, jobs.c.expires_at > _now())
                .returning(jobs.c.sha256, jobs.c.batch_id)
            ).first()
            if row is None:
                return False
            _note_freed(connection, [row.sha256])
            note_end(connection, row.batch_id, self._on_batch_end)
        self._try_to_remove([row.sha256])
        return True

    def delete_expired(self, limit: int = 1_000) -> list[str]:
        """Forget up to `limit` expired jobs and the documents that only they referred to; says which jobs."""
        with self._database.write() as connection:
            expired = sa.select(jobs.c.id).where(jobs.c.expires_at <= _now()).limit(limit)
            rows = connection.execute(
                jobs.delete()
                .where(jobs.c.id.in_(expired))
                .returning(jobs.c.id, jobs.c.sha256, jobs.c.batch_id)
            ).all()
            _note_freed(connection, [row.sha256 for row in rows])
            for batch_id in sorted({row.batch_id for row in rows if row.batch_id}):
                note_end(connection, batch_id, self._on_batch_end)
            delete_batches(connection)
        self._try_to_remove([row.sha256 for row in rows])
        return [row.id for row in rows]

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

    def _try_to_remove(self, hashes: Iterable[str | None]) -> None:
        try:
            self.remove_unreferenced(hashes)
        except CapacityError as error:
            log.warning("documents that nobody refers to stay until the next sweep: %s", error)

    @contextlib.contextmanager
    def _undone(self, hashes: Sequence[str]) -> Generator[None]:
        """Removes secured documents again when the transaction that refers to them fails."""
        try:
            yield
        except Exception:
            self._try_to_remove(hashes)
            raise


# Every job comes past these, and to build a statement takes longer than to run it: they are built once.
_ITS_ID, _NOW = sa.bindparam("job_id", type_=sa.String()), sa.bindparam("now", type_=UtcDateTime())
_ADD = jobs.insert()
_START = (
    jobs.update()
    .where(jobs.c.id == _ITS_ID, IS_OPEN)
    .values(
        status=JobStatus.RUNNING,
        attempts=jobs.c.attempts + 1,
        started_at=sa.func.coalesce(jobs.c.started_at, _NOW),
        updated_at=_NOW,
    )
)
_ADDED = sa.bindparam("added", type_=sa.Integer())
_SAVED = (
    jobs.update()
    .where(jobs.c.id == _ITS_ID, IS_OPEN)
    .values(
        pages_done=jobs.c.pages_done + _ADDED,
        used_pages=sa.bindparam("total", type_=sa.Integer()),
        attempts=sa.case((_ADDED > 0, 0), else_=jobs.c.attempts),
        updated_at=_NOW,
    )
    .returning(jobs.c.id, jobs.c.pages_done)
)
_ADD_PAGES = pages.insert()
# Only of a job that is shared out the row tells how many pages its document has.
_END = jobs.update().where(jobs.c.id == _ITS_ID, IS_OPEN).returning(jobs.c.batch_id, jobs.c.total_pages)
_DELETE_PAGES = pages.delete().where(pages.c.job_id == _ITS_ID)
_DELETE_PARTS = parts.delete().where(parts.c.job_id == _ITS_ID)


@functools.cache
def _saved_with_pages() -> sa.Insert:
    """Both as one statement, which Postgres commits with its answer; SQLite has no such."""
    saved = _SAVED.cte("saved")
    new = (
        sa.func.unnest(
            sa.bindparam("numbers", type_=sa.ARRAY(sa.Integer())),
            sa.bindparam("predictions", type_=sa.ARRAY(sa.Text())),
        )
        .table_valued("number", "prediction", with_ordinality="place", name="new")
        .render_derived()
    )
    position = saved.c.pages_done - _ADDED + new.c.place
    rows = sa.select(saved.c.id, new.c.number, new.c.prediction, position).join_from(saved, new, sa.true())
    into = ["job_id", "number", "prediction", "position"]
    return pages.insert().from_select(into, rows).returning(pages.c.number)


def _add_pages(
    connection: sa.Connection, job_id: str, predictions: Sequence[PagePrediction], used_pages: int
) -> bool:
    """Add new pages, after those that are there, and move the progress; False when the job is not open.

    Raises:
        IntegrityError: One of the pages is there already.
    """
    progress = {"job_id": job_id, "added": len(predictions), "total": used_pages, "now": _now()}
    numbers = [page.number for page in predictions]
    written = [to_json_bytes(page).decode() for page in predictions]
    if predictions and connection.dialect.name == "postgresql":
        arrays = {"numbers": numbers, "predictions": written}
        return bool(run(connection, _saved_with_pages(), progress | arrays))
    saved = run(connection, _SAVED, progress)
    if not saved:
        return False
    if predictions:
        ((_, pages_done),) = saved
        rows = [
            {"job_id": job_id, "number": number, "prediction": prediction, "position": position}
            for position, (number, prediction) in enumerate(
                zip(numbers, written, strict=True), pages_done - len(numbers) + 1
            )
        ]
        run_many(connection, _ADD_PAGES, rows)
    return True


def _note_freed(connection: sa.Connection, hashes: Iterable[str | None]) -> None:
    rows = [{"sha256": sha256} for sha256 in sorted({sha256 for sha256 in hashes if sha256})]
    if rows:
        connection.execute(insert(connection, freed_documents).on_conflict_do_nothing(), rows)


def _now() -> datetime:
    return datetime.now(UTC)
