"""What a submit needs to know before a job's row is added, each within the submit's transaction."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from postroom import tracing
from postroom.errors import IdempotencyKeyReused
from postroom.jobs.reads import PRIORITIES, month
from postroom.schemas import Category, JobStatus, Priority, WebhookFormat, to_json
from postroom.storage.database import insert, lock
from postroom.storage.objects import IncomingObject
from postroom.storage.statements import run
from postroom.storage.tables import jobs, usage

IDEMPOTENCY = timedelta(hours=24)
"""How long a repeated request with the same key gives the same job."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """What a client asked for: a received `document`, the `sha256` of one that is here, or a `file_url`.

    Attributes:
        key_id: Whose.
        categories: The candidates.
        max_pages: Classify so many pages at most.
        document: What was uploaded.
        sha256: Of a document that another job of the key refers to.
        file_url: Where a worker fetches the document.
        file_name: As the client called it.
        page_ranges: Which pages, in the words of `documents.ranges`; None for all.
        priority: Whether it goes before others.
        metadata: The caller's own words for it.
        webhook_url: Who is told of its end, besides the key's endpoints.
        webhook_format: Of the body that is posted there.
        batch_id: An open batch of the key.
        idempotency_key: The same key and request give the same job.
        request_hash: Over all that the client asked for; goes with `idempotency_key`.
    """

    key_id: str
    categories: tuple[Category, ...]
    max_pages: int
    document: IncomingObject | None = None
    sha256: str | None = None
    file_url: str | None = None
    file_name: str | None = None
    page_ranges: str | None = None
    priority: Priority = Priority.NORMAL
    metadata: Mapping[str, str] = dataclasses.field(default_factory=dict[str, str])
    webhook_url: str | None = None
    webhook_format: WebhookFormat = "v1"
    batch_id: str | None = None
    idempotency_key: str | None = None
    request_hash: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Submitted:
    """What became of a submit.

    Attributes:
        job_ids: Of the jobs, in the order in which they were sent.
        remaining: What is left of the key's quota; None without one.
        replayed: True when the idempotency key was known, and this is the job of the first request.
    """

    job_ids: tuple[str, ...]
    remaining: int | None
    replayed: bool = False


def job_row(job_id: str, new: NewJob, now: datetime) -> dict[str, Any]:
    """The columns of a queued job that don't depend on what is here already."""
    return {
        "id": job_id,
        "key_id": new.key_id,
        "status": JobStatus.QUEUED,
        "file_name": new.file_name,
        "file_url": new.file_url,
        "categories": _categories_to_text(new.categories),
        "max_pages": new.max_pages,
        "page_ranges": new.page_ranges,
        "priority": PRIORITIES[new.priority],
        "metadata": json.dumps(dict(new.metadata), ensure_ascii=False),
        "webhook_url": new.webhook_url,
        "webhook_format": new.webhook_format,
        "batch_id": new.batch_id,
        "idempotency_key": new.idempotency_key,
        "request_hash": new.request_hash,
        "pages_done": 0,
        "attempts": 0,
        "trace_context": tracing.carry(),
        "created_at": now,
        "updated_at": now,
    }


def count_documents(connection: sa.Connection, key_id: str, count: int, now: datetime) -> int:
    """Add to the documents of the key's month; gives how many there are now."""
    row = {"key_id": key_id, "month": month(now), "documents": count, "updated_at": now}
    return int(run(connection, _counting(connection.dialect.name), row)[0][0])


@functools.cache
def _counting(dialect: str) -> sa.Insert:
    row = insert(dialect, usage)
    added = {"documents": usage.c.documents + row.excluded.documents, "updated_at": row.excluded.updated_at}
    return row.on_conflict_do_update(index_elements=[usage.c.key_id, usage.c.month], set_=added).returning(
        usage.c.documents
    )


def replayed(connection: sa.Connection, new: NewJob, now: datetime) -> str | None:
    """The id of the job that this request was answered with before; None for a new request."""
    if new.idempotency_key is None:
        return None
    lock(connection, f"idempotency {new.key_id} {new.idempotency_key}")
    own = jobs.c.key_id == new.key_id, jobs.c.idempotency_key == new.idempotency_key
    known = connection.execute(
        sa.select(jobs.c.id, jobs.c.request_hash, jobs.c.created_at, jobs.c.expires_at).where(*own)
    ).first()
    if known is None:
        return None
    if min(known.created_at + IDEMPOTENCY, known.expires_at) <= now:
        connection.execute(jobs.update().where(jobs.c.id == known.id).values(idempotency_key=None))
        return None
    if known.request_hash != new.request_hash:
        raise IdempotencyKeyReused
    return known.id


def remaining(connection: sa.Connection, key_id: str, quota: int | None, now: datetime) -> int | None:
    """What is left of the key's quota this month; None without one."""
    if quota is None:
        return None
    used = connection.execute(
        sa.select(usage.c.documents).where(usage.c.key_id == key_id, usage.c.month == month(now))
    ).scalar()
    return max(0, quota - (used or 0))


def has_document(connection: sa.Connection, key_id: str, sha256: str, now: datetime) -> bool:
    """Whether a job of the key refers to the document."""
    # As an expression, because SQLite would rather go through all jobs of the key.
    is_own = sa.func.coalesce(jobs.c.key_id, "") == key_id
    own = sa.select(jobs.c.id).where(jobs.c.sha256 == sha256, is_own, jobs.c.expires_at > now)
    return connection.execute(own.limit(1)).first() is not None


def cache_key(sha256: str, new: NewJob, model_version: str) -> str:
    """SHA-256 over all that decides the result."""
    parts = [sha256, _categories_to_text(new.categories), str(new.max_pages), model_version]
    parts += [new.page_ranges] if new.page_ranges else []
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def stored_result(connection: sa.Connection, key_id: str, key: str | None) -> Sequence[Any] | None:
    """What the same request had before, if it is still here: result, used pages, category, confidence."""
    if key is None:
        return None
    values = {"key_id": key_id, "cache_key": key, "now": datetime.now(UTC)}
    return next(iter(run(connection, _STORED_RESULT, values)), None)


_STORED_RESULT = (
    sa.select(jobs.c.result, jobs.c.used_pages, jobs.c.category, jobs.c.confidence)
    .where(
        jobs.c.key_id == sa.bindparam("key_id"),
        jobs.c.cache_key == sa.bindparam("cache_key"),
        # Not by its status, because SQLite would rather go through all jobs that succeeded.
        jobs.c.result.is_not(None),
        jobs.c.expires_at > sa.bindparam("now"),
    )
    .limit(1)
)


def _categories_to_text(categories: Sequence[Category]) -> str:
    return json.dumps([to_json(category) for category in categories], ensure_ascii=False)
