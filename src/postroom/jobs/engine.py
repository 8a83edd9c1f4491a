"""The durable queues: which jobs, and parts of large ones, wait for a worker.

Jobs of one key can't fill a worker: each key has a share of a worker's places, and the keys are looked at
in random order. Parts have a queue of their own, so that a large document takes no places from small ones.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import time
from collections.abc import Collection, Iterable, Iterator

import sqlalchemy as sa
from dbos import DBOS, DBOSClient, EnqueueOptions, WorkflowSerializationFormat, WorkflowStatusString

from postroom.jobs.parts import job_of, workflow_name, workflow_names
from postroom.storage.database import Database
from postroom.storage.statements import run
from postroom.storage.tables import jobs

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
GIVEN_UP = ["ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
ENQUEUED = WorkflowStatusString.ENQUEUED.value
PENDING = WorkflowStatusString.PENDING.value


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

    def waiting_keys(self, queue: str) -> list[str]:
        """The keys that have something in the queue."""
        with self._database.read() as connection:
            found = run(connection, self._sql.waiting_keys, {"queue": queue}, plan_anew=True)
        return [key_id for (key_id,) in found]

    def claim(self, queue: str, key_id: str, most: int, worker: str) -> list[str]:
        """Put up to `most` of the key's next jobs or parts into the hands of `worker`.

        Several workers may call it at the same time; what is claimed is one worker's.

        Returns:
            Their names, in order.
        """
        values = {
            "queue": queue,
            "key_id": key_id,
            "most": most,
            "worker": worker,
            "version": WORKFLOW_VERSION,
            "now": _now(),
        }
        with self._database.write(durable=False, single=True) as connection:
            claimed = run(connection, self._sql.claim, values, plan_anew=True)
        return [str(name) for _, _, name in sorted(map(tuple, claimed))]

    def claimed_by(self, worker: str) -> set[str]:
        """The names of what is in the hands of `worker`."""
        with self._database.read() as connection:
            return {str(name) for (name,) in run(connection, self._sql.claimed_by, {"worker": worker})}

    def give_back(self, names: Collection[str], worker: str) -> int:
        """Put those of the names that are in the hands of `worker` back into their queues; says how many."""
        return self._requeue(self._sql.name.in_(names), self._sql.worker == worker)

    def take_over(self, workers: Collection[str], all_but: bool = False) -> int:  # noqa: FBT001, FBT002
        """Put back what is in the hands of the `workers`, or in all hands but theirs; says how much."""
        return self._requeue(self._sql.worker.not_in(workers) if all_but else self._sql.worker.in_(workers))

    def _requeue(self, *which: sa.ColumnElement[bool]) -> int:
        with self._database.write() as connection:
            return connection.execute(self._sql.requeue.where(*which), {"now": _now()}).rowcount

    def adopt_earlier(self) -> None:
        """Put what versions before have queued, without regard to keys, where jobs are queued now."""
        with self._database.write() as connection:
            connection.execute(self._sql.adopt_earlier)

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

    def given_up(self) -> list[str]:
        """The names of what workers of a version before have given up."""
        found = self._client.list_workflows(status=GIVEN_UP, load_input=False, load_output=False)
        return [each.workflow_id for each in found]

    def forget(self, *job_ids: str) -> None:
        """Take deleted or cancelled jobs out of the queue, and forget that they were there."""
        self._client.delete_workflows(workflow_names(job_ids))

    def close(self) -> None:
        """Release what the client holds."""
        self._client.destroy()


class _Statements:
    """What is asked of the engine's tables directly.

    Args:
        schema: Of the engine's tables; None on SQLite.
    """

    def __init__(self, schema: str | None) -> None:
        columns = ("workflow_uuid", "status", "executor_id", "owner_xid", "queue_name", "application_version")
        columns += ("queue_partition_key", "priority", "created_at", "started_at_epoch_ms", "updated_at")
        status = sa.table("workflow_status", *map(sa.column, columns), schema=schema)
        inputs = sa.table("workflow_input", sa.column("workflow_uuid"), schema=schema)
        self.name, self.worker = status.c.workflow_uuid, status.c.executor_id
        # In words: SQLite uses an index that has a condition only for the very words of that condition.
        queued_word, pending_word = (
            sa.literal_column(f"'{each}'", sa.String()) for each in (ENQUEUED, PENDING)
        )
        queued, pending = status.c.status == queued_word, status.c.status == pending_word
        is_either = status.c.status.in_([queued_word, pending_word])
        name, worker, queue, key_id, version = (
            sa.bindparam(each, type_=sa.String()) for each in ("name", "worker", "queue", "key_id", "version")
        )
        now = sa.bindparam("now", type_=sa.BigInteger())

        self.unqueue = (
            sa.delete(status)
            .where(self.name == name, queued | (pending & (self.worker == worker)))
            .returning(self.name)
        )
        self.forget_input = sa.delete(inputs).where(inputs.c.workflow_uuid == name)

        waiting = [status.c.queue_name == queue, queued]
        if schema is None:
            waiting.append(is_either)
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
            sa.select(self.name)
            .where(*waiting, key == key_id, status.c.application_version == version)
            .order_by(status.c.priority, status.c.created_at)
            .limit(sa.bindparam("most", type_=sa.Integer()))
            .with_for_update(skip_locked=True)
            .cte("chosen")
        )
        self.claim = (
            sa.update(status)
            .where(self.name.in_(sa.select(chosen.c.workflow_uuid)), queued)
            .values(
                status=PENDING, executor_id=worker, owner_xid=None, started_at_epoch_ms=now, updated_at=now
            )
            .returning(status.c.priority, status.c.created_at, self.name)
        )
        self.claimed_by = sa.select(self.name).where(pending, self.worker == worker)
        self.requeue = (
            sa.update(status)
            .where(pending)
            .values(status=ENQUEUED, owner_xid=None, started_at_epoch_ms=None, updated_at=now)
        )
        its_key = sa.select(jobs.c.key_id).where(jobs.c.id == self.name).scalar_subquery()
        self.adopt_earlier = (
            sa.update(status)
            .where(status.c.queue_name == EARLIER_QUEUE, is_either)
            .values(queue_name=QUEUE, queue_partition_key=its_key)
        )


# What was built is kept for good by `run`.
_statements = functools.cache(_Statements)


def _now() -> int:
    """In milliseconds, as the engine has it."""
    return int(time.time() * 1_000)


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
