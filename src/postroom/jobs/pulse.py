"""Tells `postroom serve` that the worker it looks after still moves, whatever the database does.

The worker writes a byte to its standard output at every heartbeat. One that is silent at several looks was
stopped or hangs, perhaps in the middle of a transaction that everybody waits for: it is killed, so that it
can be started again. Looks are counted, not seconds by a clock: a machine that slept kills nobody.
"""

from __future__ import annotations

import logging
import os
import select
import subprocess
import threading

log = logging.getLogger(__name__)

STDOUT, STDERR = 1, 2


def beat(seconds: float) -> None:
    """From now on, write a byte to standard output every `seconds`; prints go to standard error."""
    pipe = os.dup(STDOUT)  # of this process alone: it closes when the process ends
    os.dup2(STDERR, STDOUT)
    threading.Thread(target=_beat, args=[pipe, seconds], name="pulse", daemon=True).start()


def _beat(pipe: int, seconds: float) -> None:
    pause = threading.Event()
    while True:
        os.write(pipe, b".")
        pause.wait(seconds)


def wait(process: subprocess.Popen[bytes], seconds: float, silent_looks: int) -> int:
    """The exit code of a worker, once it has ended; it is killed when it stops beating.

    Args:
        process: Its standard output is a pipe.
        seconds: Between two beats.
        silent_looks: Looks in a row without a beat after which it is killed; counted from the first beat.
    """
    assert process.stdout
    silent: int | None = None
    while True:
        if select.select([process.stdout], [], [], seconds)[0]:
            if not os.read(process.stdout.fileno(), 4_096):
                process.stdout.close()
                return process.wait()
            silent = 0
        elif silent is not None:
            silent += 1
            if silent == silent_looks:
                log.error("the worker was silent at %d looks and is killed", silent)
                process.kill()
