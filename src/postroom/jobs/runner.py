"""Which thread of a worker sees a job through, and when.

A job is in its queue until a worker has seen it through: a worker that dies leaves the job to be started
again. The queue remembers nothing between attempts: every step can be repeated, because each looks in the
job's row for what is done already.
"""

from __future__ import annotations

import collections
import logging
import threading
from typing import TYPE_CHECKING

from postroom import logs
from postroom.errors import PostroomError
from postroom.jobs.attempt import Attempts, whatever_the_storage_does
from postroom.jobs.engine import Engine
from postroom.jobs.parts import job_of, number_of
from postroom.jobs.pool import Pool

if TYPE_CHECKING:
    import sqlalchemy as sa

log = logging.getLogger(__name__)


class Runner:
    """Has jobs attempted as they come through the queues, or by the doorbell; each by one thread at a time.

    Args:
        worker: This worker's name in the engine.
        engine: Holds the queues.
        pool: Tells whether there is time for a job before its turn.
        attempts: Sees to one job or part.
    """

    def __init__(self, worker: str, engine: Engine, pool: Pool, attempts: Attempts) -> None:
        self._worker = worker
        self._engine = engine
        self._pool = pool
        self._attempts = attempts
        self._held = collections.Counter[str]()
        self._in_hand: dict[str, bool] = {}
        """Jobs that a thread is at; True for one that was begun early."""
        self._changed = threading.Condition()

    def begin_early(self, job_id: str) -> None:
        """Run the job before it is claimed, if the pool has little else to do.

        The queue still holds the job: whatever goes wrong here, it is run in its turn.
        """
        if self._pool.busy() or not self._take_in_hand(job_id, early=True):
            return
        try:
            with logs.about(job_id):
                self._attempts.run(job_id, lambda connection: self._engine.unqueue(connection, job_id))
        except PostroomError as error:
            log.info("job %s is left to the queue: %s", job_id, error)
        finally:
            self._let_go(job_id)

    def run(self, name: str) -> None:
        """Run the job or part of this name to its end, or share the job out; the last part ends its job.

        Safe to repeat: what has ended is left alone. One part of a job at a time, so that no more than its
        pages are done again when this worker is lost; all processes of the pool share them anyway.
        """
        job_id, number = job_of(name), number_of(name)
        unqueued = False

        def unqueue(connection: sa.Connection) -> None:
            nonlocal unqueued
            unqueued = self._engine.unqueue(connection, name, self._worker)

        def see() -> None:
            nonlocal unqueued
            unqueued = False
            self._attempts.run(job_id, unqueue, number, was_early=was_early)
            if not unqueued:
                self._engine.leave(name, self._worker)

        with logs.about(job_id):
            with self._changed:
                self._held[name] += 1
                was_early = self._in_hand.get(job_id, False)
            self._take_in_hand(job_id, early=False)
            try:
                whatever_the_storage_does(name, see)
            finally:
                self._let_go(job_id)
                with self._changed:
                    self._held -= collections.Counter([name])

    def holds(self, name: str) -> bool:
        """Whether the job or part of this name came through a queue, and is not seen through yet."""
        with self._changed:
            return self._held[name] > 0

    def drain(self, seconds: float) -> None:
        """Take up no new job, and wait up to `seconds` for those that have begun to end."""
        self._pool.drain()
        self._attempts.wait(seconds)

    def _take_in_hand(self, job_id: str, *, early: bool) -> bool:
        """Wait until no other thread is at it; but False at once when one is, and this is early."""
        with self._changed:
            if early and job_id in self._in_hand:
                return False
            self._changed.wait_for(lambda: job_id not in self._in_hand)
            self._in_hand[job_id] = early
        return True

    def _let_go(self, job_id: str) -> None:
        with self._changed:
            del self._in_hand[job_id]
            self._changed.notify_all()
