"""Lets the worker that `postroom serve` looks after begin a job at once, before its next look at the queue.

The API writes the ids of the jobs that it accepts to the worker's standard input. A ring that is lost, or
that comes while the worker is busy, costs nothing: the durable queue holds the job either way.
"""

from __future__ import annotations

import logging
import os
import queue
import sys
import threading
from collections.abc import Callable
from typing import IO

log = logging.getLogger(__name__)


def ring(pipe: IO[bytes], job_id: str) -> None:
    """Tell the worker at the other end of `pipe` that there is a job; never waits for it."""
    os.set_blocking(pipe.fileno(), False)
    try:
        # Less than PIPE_BUF, so that it is written whole or not at all.
        os.write(pipe.fileno(), f"{job_id}\n".encode())
    except (BlockingIOError, BrokenPipeError):
        log.debug("the worker does not hear that there is a job; it will find it in the queue")


class Doorbell:
    """The worker's end, standard input: who follows it also dies with it.

    Args:
        most: Jobs that are begun early at the same time; more rings are not heard.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._rung: queue.Queue[str] = queue.Queue(maxsize=most)
        threading.Thread(target=self._listen, name="doorbell", daemon=True).start()

    def answer(self, begin: Callable[[str], None]) -> None:
        """From now on, call `begin` with the id of each job that is heard of."""
        for index in range(self._most):
            threading.Thread(target=self._answer, args=[begin], name=f"early-{index}", daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin.buffer:
            try:
                self._rung.put_nowait(line.decode().strip())
            except queue.Full:
                log.debug("a job waits for the queue")
        os._exit(1)

    def _answer(self, begin: Callable[[str], None]) -> None:
        while True:
            job_id = self._rung.get()
            try:
                begin(job_id)
            except Exception:
                # This thread must outlive anything one job does; the queue still holds the job.
                log.exception("job %s could not be begun early", job_id)
