"""Takes jobs out of the queue for one worker, several at a time, while it has room for them.

A look is one question, which keys have jobs, and a claim is one statement. The durable engine has a look of
its own, but asks about ten times as much, whether or not the worker has room.
"""

from __future__ import annotations

import collections
import logging
import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from postroom.errors import CapacityError
from postroom.jobs.engine import Engine

log = logging.getLogger(__name__)

JOBS_PER_PROCESS = 16
"""Jobs in hand at a time for each pool process, so that short ones need not wait for the next look."""

JOBS_PER_PROCESS_AND_KEY = 8
"""As many of them may be of one key: what others send finds a place at the next look. When half of them have
ended, it gets more."""


class Claimer:
    """A thread that looks for jobs, and one for each job in hand.

    Args:
        engine: Holds the queue.
        worker: This worker's name in the engine.
        processes: Of the pool.
        seconds: Between two looks, at most.
        run: Sees a job through; what it raises leaves the job in this worker's hands, for `Strays` to find.
    """

    def __init__(
        self, engine: Engine, worker: str, processes: int, seconds: float, run: Callable[[str], None]
    ) -> None:
        self._engine = engine
        self._worker = worker
        self._most = JOBS_PER_PROCESS * processes
        self._most_of_key = JOBS_PER_PROCESS_AND_KEY * processes
        self._few_of_key = self._most_of_key // 2
        self._seconds = seconds
        self._see_through = run
        self._threads = ThreadPoolExecutor(self._most, thread_name_prefix="job")
        self._lock = threading.Lock()
        self._in_hand = collections.Counter[str]()
        self._has_more: set[str] = set()
        self._due = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="claimer", daemon=True)

    def start(self) -> None:
        """Look for the first time now."""
        self._thread.start()

    def stop(self) -> None:
        """Claim no more; returns when the last claim is made."""
        self._stopping = True
        self._due.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._stopping:
            try:
                self._look()
            except CapacityError as error:
                log.warning("can't look for jobs: %s", error)
            except Exception:
                # Without this thread the worker would beat for ever and do nothing.
                log.exception("a look for jobs failed; it will be repeated")
            self._due.wait(self._seconds * random.uniform(0.95, 1.05))  # noqa: S311 — jitter
            self._due.clear()

    def _look(self) -> None:
        with self._lock:
            in_hand = self._in_hand.copy()
        room = self._most - in_hand.total()
        if room <= 0:
            return
        key_ids = self._engine.waiting_keys()
        random.shuffle(key_ids)
        for key_id in key_ids:
            if room <= 0 or self._stopping:
                return
            if in_hand[key_id] > self._few_of_key:
                continue
            wanted = min(room, self._most_of_key - in_hand[key_id])
            claimed = self._engine.claim(key_id, wanted, self._worker)
            room -= len(claimed)
            with self._lock:
                self._in_hand[key_id] += len(claimed)
                (self._has_more.add if len(claimed) == wanted else self._has_more.discard)(key_id)
            for job_id in claimed:
                self._threads.submit(self._work, key_id, job_id)

    def _work(self, key_id: str, job_id: str) -> None:
        try:
            self._see_through(job_id)
        except Exception:
            log.exception("job %s could not be seen through; it goes back to the queue", job_id)
        finally:
            with self._lock:
                self._in_hand -= collections.Counter([key_id])
                if key_id in self._has_more and self._in_hand[key_id] <= self._few_of_key:
                    self._due.set()
