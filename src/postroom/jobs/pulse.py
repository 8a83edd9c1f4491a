"""Tells `postroom serve` that the worker it looks after still moves, and which jobs it has changed.

The worker writes a line to its standard output at every heartbeat, whatever the database does, and one with
a job's id whenever it has saved something of that job: who waits for it need not wait for the next look.
A worker that is silent at several looks was stopped or hangs, perhaps in the middle of a transaction that
everybody waits for: it is killed, so that it can be started again. Looks are counted, not seconds by a
clock: a machine that slept kills nobody.
"""

from __future__ import annotations

import logging
import os
import select
import subprocess
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)

STDOUT, STDERR = 1, 2


class Pulse:
    """The worker's end, its standard output; from now on, prints go to standard error.

    Args:
        seconds: Between two beats.
    """

    def __init__(self, seconds: float) -> None:
        self._pipe = os.dup(STDOUT)  # of this process alone: it closes when the process ends
        os.dup2(STDERR, STDOUT)
        os.set_blocking(self._pipe, False)
        threading.Thread(target=self._beat, args=[seconds], name="pulse", daemon=True).start()

    def changed(self, job_id: str) -> None:
        """Tell that there is something new of the job; never waits."""
        try:
            # Less than PIPE_BUF, so that it is written whole or not at all.
            os.write(self._pipe, f"{job_id}\n".encode())
        except (BlockingIOError, BrokenPipeError):
            log.debug("nobody hears of a changed job; it is found at the next look")

    def _beat(self, seconds: float) -> None:
        pause = threading.Event()
        while True:
            self.changed("")
            pause.wait(seconds)


def wait(
    process: subprocess.Popen[bytes], seconds: float, silent_looks: int, changed: Callable[[str], None]
) -> int:
    """The exit code of a worker, once it has ended; it is killed when it stops beating.

    Args:
        process: Its standard output is a pipe, with a `Pulse` at the other end.
        seconds: Between two beats.
        silent_looks: Looks in a row without a beat after which it is killed; counted from the first beat.
        changed: Called with the id of each job that it has changed.
    """
    assert process.stdout
    silent: int | None = None
    rest = b""
    while True:
        if select.select([process.stdout], [], [], seconds)[0]:
            if not (said := os.read(process.stdout.fileno(), 4_096)):
                process.stdout.close()
                return process.wait()
            *lines, rest = (rest + said).split(b"\n")
            for line in filter(None, lines):
                changed(line.decode())
            silent = 0
        elif silent is not None:
            silent += 1
            if silent == silent_looks:
                log.error("the worker was silent at %d looks and is killed", silent)
                process.kill()
