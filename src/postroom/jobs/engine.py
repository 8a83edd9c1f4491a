"""The durable queues: which jobs, and parts of large ones, wait for a worker.

Jobs of one key can't fill a worker: each key has a share of a worker's places, and the keys are looked at
in random order. Parts have a queue of their own, so that a large document takes no places from small ones.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
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


class Unqueued(BaseException):
    """Ends a workflow that is over and has left its queue, so that the engine has nothing to keep of it.

    No `Exception`, because the engine would keep that as the outcome.
    """


class Engine:
    """Puts jobs into the durable queue; used by the API."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._unqueue, self._forget_input = _unqueueing("dbos" if database.remote else None)
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
        if not run(connection, self._unqueue, {"name": name, "worker": worker}):
            return False
        run(connection, self._forget_input, {"name": name})
        return True

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


@functools.cache
def _unqueueing(schema: str | None) -> tuple[sa.UpdateBase, sa.UpdateBase]:
    """The statements of `Engine.unqueue`: the engine's own come in transactions of their own."""
    own = sa.column("workflow_uuid") == sa.bindparam("name")
    status = sa.table(
        "workflow_status",
        sa.column("workflow_uuid"),
        sa.column("status"),
        sa.column("executor_id"),
        schema=schema,
    )
    inputs = sa.table("workflow_input", sa.column("workflow_uuid"), schema=schema)
    queued = status.c.status == WorkflowStatusString.ENQUEUED.value
    pending = status.c.status == WorkflowStatusString.PENDING.value
    return (
        sa.delete(status)
        .where(own, queued | (pending & (status.c.executor_id == sa.bindparam("worker"))))
        .returning(status.c.workflow_uuid),
        sa.delete(inputs).where(own),
    )


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
