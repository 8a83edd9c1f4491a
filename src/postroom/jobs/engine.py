"""The durable queues: which jobs, and parts of large ones, wait for a worker.

Jobs of one key can't fill a worker: each key has a share of a worker's places, and the keys are looked at
in random order. Parts have a queue of their own, so that a large document takes no places from small ones.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import time
from collections.abc import Iterable, Iterator

import sqlalchemy as sa
from dbos import DBOS, DBOSClient, EnqueueOptions, WorkflowSerializationFormat, WorkflowStatusString

from postroom.jobs.parts import job_of, workflow_name, workflow_names
from postroom.storage.database import Database, run

APPLICATION = "postroom"
WORKFLOW = "classify"
PART_WORKFLOW = "classify_part"
WORKFLOW_VERSION = "1"
"""Raise it when a running job could not be taken over by the new code, with a migration that raises that of
the jobs in the queue: a worker takes those of its own version alone."""
QUEUE = "jobs"
PART_QUEUE = "parts"
EARLIER_QUEUE = "classify"
"""Where versions before had their jobs, without regard to keys."""
LISTED_AT_ONCE = 1_000
ENQUEUED = WorkflowStatusString.ENQUEUED.value
PENDING = WorkflowStatusString.PENDING.value


class Unqueued(BaseException):
    """Ends a workflow that is over and has left its queue, so that the engine has nothing to keep of it.

    No `Exception`, because the engine would keep that as the outcome.
    """


class Engine:
    """Puts jobs into the durable queue; used by the API."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = _statements("dbos" if database.remote else None)
        self._client = DBOSClient(
            system_database_engine=database.engine,
            application_name=APPLICATION,
            lazy=True,
            retry_connection_errors=False,
        )

    @staticmethod
    def migrate(database: Database) -> None:
        """Bring the engine's own tables to the newest shape."""
        # On Postgres the engine has a lock of its own, and builds indexes that wait for open transactions.
        with contextlib.nullcontext() if database.remote else database.exclusive("migrate"):
            DBOS.migrate(database.url)

    def enqueue(self, connection: sa.Connection, job_id: str, key_id: str, priority: int) -> None:
        """Put the key's job into the queue, within the transaction of `connection`.

        Of the jobs of one key, the lower `priority` comes first.
        """
        options = _options(WORKFLOW, QUEUE, job_id, key_id, priority)
        self._client.enqueue_in_transaction(connection, options, job_id)

    def enqueue_part(
        self, connection: sa.Connection, job_id: str, number: int, key_id: str, priority: int
    ) -> None:
        """Put a part of a large job into its queue, within the transaction of `connection`."""
        options = _options(PART_WORKFLOW, PART_QUEUE, workflow_name(job_id, number), key_id, priority)
        self._client.enqueue_in_transaction(connection, options, job_id, number)

    def unqueue(self, connection: sa.Connection, name: str, worker: str | None = None) -> bool:
        """Take a job or part that is over out of its queue, within the transaction of `connection`.

        Args:
            connection: Of a transaction.
            name: Of the job or part.
            worker: Takes it from the hands of this worker too. What another has is left to that one, which
                will find nothing to do.

        Returns:
            Whether it was there.
        """
        if not run(connection, self._sql.unqueue, {"name": name, "worker": worker}):
            return False
        run(connection, self._sql.forget_input, {"name": name})
        return True

    def waiting_keys(self) -> list[str]:
        """The keys that have jobs in the queue."""
        with self._database.read() as connection:
            return [key_id for (key_id,) in run(connection, self._sql.waiting_keys, {})]

    def claim(self, key_id: str, most: int, worker: str) -> list[str]:
        """Put up to `most` of the key's next jobs into the hands of `worker`; gives their ids, in order.

        Several workers may call it at the same time; each job is given to one of them.
        """
        values = {
            "key_id": key_id,
            "most": most,
            "worker": worker,
            "version": WORKFLOW_VERSION,
            "now": int(time.time() * 1_000),
        }
        with self._database.write(durable=False, single=True) as connection:
            claimed = run(connection, self._sql.claim, values)
        return [str(job_id) for _, _, job_id in sorted(map(tuple, claimed))]

    def leave(self, name: str, worker: str) -> None:
        """Like `unqueue`, in a transaction of its own."""
        with self._database.write(durable=False) as connection:
            self.unqueue(connection, name, worker)

    def job_ids(self) -> Iterator[str]:
        """The jobs that the engine knows of, whatever became of them."""
        for start in itertools.count(0, LISTED_AT_ONCE):
            found = self._client.list_workflows(
                name=[WORKFLOW, PART_WORKFLOW],
                limit=LISTED_AT_ONCE,
                offset=start,
                load_input=False,
                load_output=False,
            )
            yield from sorted({job_of(each.workflow_id) for each in found})
            if len(found) < LISTED_AT_ONCE:
                return

    def at_work(self, names: Iterable[str]) -> set[str]:
        """Those of the jobs and parts that are queued or in a worker's hands, by their names here."""
        found = self._client.list_workflows(
            workflow_ids=list(names),
            status=["ENQUEUED", "PENDING", "DELAYED"],
            load_input=False,
            load_output=False,
        )
        return {each.workflow_id for each in found}

    def forget(self, job_id: str) -> None:
        """Take a deleted or cancelled job out of the queue, and forget that it was there."""
        self._client.delete_workflows(workflow_names([job_id]))

    def close(self) -> None:
        """Release what the client holds."""
        self._client.destroy()


class _Statements:
    """What is asked of the engine's tables directly: its own calls come in transactions of their own.

    Args:
        schema: Of the engine's tables; None on SQLite.
    """

    def __init__(self, schema: str | None) -> None:
        columns = ("workflow_uuid", "status", "executor_id", "owner_xid", "queue_name", "application_version")
        columns += ("queue_partition_key", "priority", "created_at", "started_at_epoch_ms", "updated_at")
        status = sa.table("workflow_status", *map(sa.column, columns), schema=schema)
        inputs = sa.table("workflow_input", sa.column("workflow_uuid"), schema=schema)
        queued = status.c.status == ENQUEUED
        pending = status.c.status == PENDING
        name, worker = (sa.bindparam(each, type_=sa.String()) for each in ("name", "worker"))
        self.unqueue = (
            sa.delete(status)
            .where(status.c.workflow_uuid == name, queued | (pending & (status.c.executor_id == worker)))
            .returning(status.c.workflow_uuid)
        )
        self.forget_input = sa.delete(inputs).where(inputs.c.workflow_uuid == name)

        waiting = [status.c.queue_name == QUEUE, queued]
        if schema is None:
            # SQLite uses the engine's index of what waits only for the very words of its condition.
            waiting.append(
                status.c.status.in_([sa.literal_column("'ENQUEUED'"), sa.literal_column("'PENDING'")])
            )
        key = status.c.queue_partition_key
        # From each key to the next in the index, however many jobs each has.
        keys = (
            sa.select(sa.func.min(key).label("id"))
            .where(*waiting, key.is_not(None))
            .cte("keys", recursive=True)
        )
        following = sa.select(sa.func.min(key)).where(*waiting, key > keys.c.id).scalar_subquery()
        keys = keys.union_all(sa.select(following).where(keys.c.id.is_not(None)))
        self.waiting_keys = sa.select(keys.c.id).where(keys.c.id.is_not(None))

        # As a table of its own it is looked at once, and claims no more than `most`.
        chosen = (
            sa.select(status.c.workflow_uuid)
            .where(*waiting, key == sa.bindparam("key_id"))
            .where(status.c.application_version == sa.bindparam("version"))
            .order_by(status.c.priority, status.c.created_at)
            .limit(sa.bindparam("most", type_=sa.Integer()))
            .with_for_update(skip_locked=True)
            .cte("chosen")
        )
        now = sa.bindparam("now", type_=sa.BigInteger())
        self.claim = (
            sa.update(status)
            .where(status.c.workflow_uuid.in_(sa.select(chosen.c.workflow_uuid)), queued)
            .values(
                status=PENDING, executor_id=worker, owner_xid=None, started_at_epoch_ms=now, updated_at=now
            )
            .returning(status.c.priority, status.c.created_at, status.c.workflow_uuid)
        )


# What was built is kept for good by `run`.
_statements = functools.cache(_Statements)


def _options(workflow: str, queue: str, name: str, key_id: str, priority: int) -> EnqueueOptions:
    return {
        "workflow_name": workflow,
        "queue_name": queue,
        "workflow_id": name,
        "app_version": WORKFLOW_VERSION,
        "serialization_type": WorkflowSerializationFormat.PORTABLE,
        "queue_partition_key": key_id,
        "priority": priority,
    }
