"""Batches: jobs that somebody waits for together, with one progress and one end."""

from __future__ import annotations

import dataclasses
import json
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from postroom.errors import BatchClosed, NotFound
from postroom.jobs.reads import OPEN
from postroom.schemas import Batch, BatchJobs
from postroom.storage.database import Database
from postroom.storage.tables import batches, jobs

OnBatchEnd = Callable[[sa.Connection, str], None]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NewBatch:
    """A batch to be made.

    Attributes:
        key_id: Whose.
        expires_at: When it is forgotten, unless jobs come that are kept longer.
        name: For display only.
        metadata: The caller's own words for it.
        webhook_url: Who is told of its end, besides the key's endpoints.
        id: Its id.
    """

    key_id: str
    expires_at: datetime
    name: str | None = None
    metadata: Mapping[str, str] = dataclasses.field(default_factory=dict[str, str])
    webhook_url: str | None = None
    id: str = dataclasses.field(default_factory=lambda: str(uuid.uuid4()))


class Batches:
    """The batches in the database.

    Args:
        database: Where they are.
        retention: How long a batch is kept after it was made, or after its last job came.
        on_batch_end: Called with the batch's id in the transaction in which it ends.
    """

    def __init__(
        self, database: Database, retention: timedelta, on_batch_end: OnBatchEnd | None = None
    ) -> None:
        self._database = database
        self._retention = retention
        self._on_batch_end = on_batch_end

    def new(
        self, key_id: str, name: str | None, metadata: Mapping[str, str], webhook_url: str | None
    ) -> NewBatch:
        """A batch that is not in the database yet."""
        expires = datetime.now(UTC) + self._retention
        return NewBatch(
            key_id=key_id, expires_at=expires, name=name, metadata=metadata, webhook_url=webhook_url
        )

    def create(self, new: NewBatch) -> None:
        """Make an open batch."""
        with self._database.write() as connection:
            insert_batch(connection, new, datetime.now(UTC), closed=False)

    def close(self, batch_id: str, key_id: str) -> None:
        """Take no more jobs; a batch that is closed already stays so.

        Raises:
            NotFound: Unknown, expired, or another key's.
        """
        now = datetime.now(UTC)
        own = (batches.c.id == batch_id, batches.c.key_id == key_id, batches.c.expires_at > now)
        with self._database.write() as connection:
            closed = connection.execute(
                batches.update().where(*own).values(closed_at=sa.func.coalesce(batches.c.closed_at, now))
            )
            if closed.rowcount == 0:
                raise NotFound("Batch not found")
            note_end(connection, batch_id, self._on_batch_end)

    def read(self, batch_id: str, key_id: str | None = None) -> Batch | None:
        """The batch; None when it is unknown, expired, or not of the key `key_id`."""
        own = [batches.c.id == batch_id, batches.c.expires_at > datetime.now(UTC)]
        if key_id is not None:
            own.append(batches.c.key_id == key_id)
        counts = (
            sa.select(
                jobs.c.status,
                sa.func.count(),
                sa.func.sum(jobs.c.pages_done),
                sa.func.sum(sa.func.coalesce(jobs.c.used_pages, 0)),
            )
            .where(jobs.c.batch_id == batch_id)
            .group_by(jobs.c.status)
        )
        with self._database.read() as connection:
            row = connection.execute(sa.select(batches).where(*own)).first()
            if row is None:
                return None
            rows = connection.execute(counts).all()
        by_status = {status: count for status, count, _, _ in rows}
        return Batch(
            id=row.id,
            name=row.name,
            metadata=json.loads(row.metadata),
            closed=row.closed_at is not None,
            status="finished" if row.finished_at else "running" if row.closed_at else "open",
            jobs=BatchJobs(**by_status, total=sum(by_status.values())),
            pages_done=sum(int(done) for _, _, done, _ in rows),
            pages_total=sum(int(used) for _, _, _, used in rows),
            created_at=row.created_at,
            finished_at=row.finished_at,
            expires_at=row.expires_at,
        )


def insert_batch(connection: sa.Connection, new: NewBatch, now: datetime, *, closed: bool) -> None:
    """Add the batch's row."""
    row = {
        "id": new.id,
        "key_id": new.key_id,
        "name": new.name,
        "metadata": json.dumps(dict(new.metadata), ensure_ascii=False),
        "webhook_url": new.webhook_url,
        "created_at": now,
        "closed_at": now if closed else None,
        "expires_at": new.expires_at,
    }
    connection.execute(batches.insert().values(row))


def take_job(connection: sa.Connection, batch_id: str, key_id: str, expires_at: datetime) -> None:
    """Make room for one more job, which is kept until `expires_at`; until then the batch can't be closed.

    Raises:
        NotFound: Unknown, expired, or another key's.
        BatchClosed: It takes no more.
    """
    row = _locked(connection, batch_id)
    if row is None or row.key_id != key_id or row.expires_at <= datetime.now(UTC):
        raise NotFound("Batch not found")
    if row.closed_at:
        raise BatchClosed
    connection.execute(
        batches.update().where(batches.c.id == batch_id).values(expires_at=max(expires_at, row.expires_at))
    )


def note_end(connection: sa.Connection, batch_id: str | None, on_batch_end: OnBatchEnd | None) -> None:
    """End the batch, once, if it is closed and none of its jobs is open.

    The batch's row is locked first: of two jobs that end at the same moment, the later sees the earlier.
    """
    row = _locked(connection, batch_id) if batch_id else None
    if batch_id is None or row is None or row.closed_at is None or row.finished_at:
        return
    still_open = sa.select(jobs.c.id).where(jobs.c.batch_id == batch_id, jobs.c.status.in_(OPEN)).limit(1)
    if connection.execute(still_open).first():
        return
    connection.execute(batches.update().where(batches.c.id == batch_id).values(finished_at=datetime.now(UTC)))
    if on_batch_end:
        on_batch_end(connection, batch_id)


def delete_batches(connection: sa.Connection) -> None:
    """Forget expired batches that have no jobs any more."""
    used = sa.select(jobs.c.id).where(jobs.c.batch_id == batches.c.id).exists()
    connection.execute(batches.delete().where(batches.c.expires_at <= datetime.now(UTC), ~used))


def _locked(connection: sa.Connection, batch_id: str) -> sa.Row[*tuple[object, ...]] | None:
    statement = sa.select(batches).where(batches.c.id == batch_id).with_for_update(key_share=True)
    return connection.execute(statement).first()
