"""Takes jobs, or parts, out of their queue for one worker, several at a time, while it has room for them.

A look is one question, which keys have some, and a claim is one statement.
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


class Claimer:
    """A thread that looks into a queue, and one for each job or part in hand.

    Args:
        engine: Holds the queue.
        queue: Its name.
        worker: This worker's name in the engine.
        most: In hand at a time.
        most_of_key: In hand at a time of one key; it gets more when half of them have ended.
        seconds: Between two looks, at most.
        run: Sees a job or part of this name through; what it raises leaves it in this worker's hands, for
            `Strays` to find.
    """

    def __init__(
        self,
        engine: Engine,
        queue: str,
        worker: str,
        most: int,
        most_of_key: int,
        seconds: float,
        run: Callable[[str], None],
    ) -> None:
        self._engine = engine
        self._queue = queue
        self._worker = worker
        self._most = most
        self._most_of_key = most_of_key
        self._few_of_key = most_of_key // 2
        self._seconds = seconds
        self._see_through = run
        self._threads = ThreadPoolExecutor(most, thread_name_prefix=queue)
        self._lock = threading.Lock()
        self._in_hand = collections.Counter[str]()
        self._has_more: set[str] = set()
        self._due = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=f"claim-{queue}", daemon=True)

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
        key_ids = self._engine.waiting_keys(self._queue)
        random.shuffle(key_ids)
        for key_id in key_ids:
            if room <= 0 or self._stopping:
                return
            if in_hand[key_id] > self._few_of_key:
                continue
            wanted = min(room, self._most_of_key - in_hand[key_id])
            claimed = self._engine.claim(self._queue, key_id, wanted, self._worker)
            room -= len(claimed)
            with self._lock:
                self._in_hand[key_id] += len(claimed)
                (self._has_more.add if len(claimed) == wanted else self._has_more.discard)(key_id)
            for name in claimed:
                self._threads.submit(self._work, key_id, name)

    def _work(self, key_id: str, name: str) -> None:
        try:
            self._see_through(name)
        except Exception:
            log.exception("job %s could not be seen through; it goes back to the queue", name)
        finally:
            with self._lock:
                self._in_hand -= collections.Counter([key_id])
                if key_id in self._has_more and self._in_hand[key_id] <= self._few_of_key:
                    self._due.set()
