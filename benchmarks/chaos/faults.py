"""What is done to the service. A fault returns the moment from which it must recover (`time.monotonic`)."""

from __future__ import annotations

import contextlib
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator

from benchmarks.chaos.cluster import Cluster, Program
from tests.service import wait_until

OUTAGE_SECONDS = 20
STANDSTILL_SECONDS = 15
"""Longer than the five heartbeats after which others take over."""

STANDSTILLS = 300
"""How often a worker is stopped, to catch it while it holds something."""

Fault = Callable[[Cluster], float]


def faults(cluster: Cluster) -> Iterator[tuple[str, Fault | None]]:
    """What is done, in turn; None for what this backend or this machine has no means for."""
    yield "kill -9 of a pool process", kill_pool_process
    yield "kill -9 of a worker", kill_worker
    yield "kill -9 of an API process", kill_api
    yield "kill -9 of everything", kill_all
    yield "a worker that never returns", worker_never_returns
    yield f"a worker that stands still for {STANDSTILL_SECONDS} s", worker_stands_still
    yield "the same in the middle of a transaction", worker_stands_still_in_a_transaction
    yield "a worker's clock an hour ahead, then behind", clock_jumps if cluster.clock_works else None
    if cluster.postgres:
        yield f"Postgres away for {OUTAGE_SECONDS} s", database_goes_away
    if cluster.bucket:
        yield f"the store away for {OUTAGE_SECONDS} s", store_goes_away
    yield f"disk full for {OUTAGE_SECONDS // 2} s", disk_is_full if cluster.small_disk else None


def kill_pool_process(cluster: Cluster) -> float:
    wait_until(lambda: [child for worker in cluster.workers for child in worker.children()])[0].kill()
    return time.monotonic()


def kill_worker(cluster: Cluster) -> float:
    cluster.workers[0].send(signal.SIGKILL)
    return time.monotonic()


def kill_api(cluster: Cluster) -> float:
    cluster.apis[0].send(signal.SIGKILL)
    return time.monotonic()


def kill_all(cluster: Cluster) -> float:
    for program in (*cluster.apis, *cluster.workers):
        program.send(signal.SIGKILL)
    return time.monotonic()


def worker_never_returns(cluster: Cluster) -> float:
    cluster.workers[1].away = True
    cluster.workers[1].send(signal.SIGKILL)
    return time.monotonic()


def worker_stands_still(cluster: Cluster) -> float:
    return _stand_still(cluster.workers[0])


class NotCaughtError(Exception):
    """There was too little to do: the worker was never seen with a transaction open."""


def stop_in_a_transaction(cluster: Cluster, refill: Callable[[], None]) -> None:
    """Stop a worker again and again, until that happens while it has a transaction open.

    Raises:
        NotCaughtError: It never did.
    """
    zombie = cluster.workers[1]
    for _ in range(STANDSTILLS):
        zombie.send(signal.SIGSTOP)
        if _holds_a_transaction(cluster):
            return
        zombie.send(signal.SIGCONT)
        refill()
        threading.Event().wait(0.05)
    raise NotCaughtError(f"the worker held no transaction at {STANDSTILLS} looks")


def worker_stands_still_in_a_transaction(cluster: Cluster) -> float:
    stopped = _stand_still(cluster.workers[1])
    if cluster.postgres:
        return stopped
    # There is one writer: the others can but wait, until somebody kills it or it goes on.
    threading.Event().wait(STANDSTILL_SECONDS)
    return time.monotonic()


PREPARATIONS: dict[Fault, Callable[[Cluster, Callable[[], None]], None]] = {
    worker_stands_still_in_a_transaction: stop_in_a_transaction
}
"""What comes before some of them, and takes a while."""


def _stand_still(zombie: Program) -> float:
    zombie.send(signal.SIGSTOP)
    stopped = time.monotonic()
    threading.Timer(STANDSTILL_SECONDS, zombie.send, [signal.SIGCONT]).start()
    return stopped


def _holds_a_transaction(cluster: Cluster) -> bool:
    """Whether a transaction stays open though nobody but the stopped worker should hold one for so long."""
    if cluster.postgres:
        open_for_long = (
            "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname ="
            " current_database() AND backend_xid IS NOT NULL AND clock_timestamp() - state_change > '0.3 s'"
        )
        threading.Event().wait(0.35)
        return bool(cluster.postgres.execute(open_for_long, cluster.database_url)[0][0])
    with contextlib.closing(sqlite3.connect(cluster.data("") / "postroom.db", timeout=0.5)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        connection.rollback()
        return False


def clock_jumps(cluster: Cluster) -> float:
    since = time.monotonic()
    for difference in ("+1h", "-1h", "+0"):
        cluster.clock.set(difference)
        threading.Event().wait(5)
    return since


def database_goes_away(cluster: Cluster) -> float:
    assert cluster.postgres
    cluster.postgres.stop()
    threading.Event().wait(OUTAGE_SECONDS)
    cluster.postgres.start()
    return time.monotonic()


def store_goes_away(cluster: Cluster) -> float:
    assert cluster.bucket
    cluster.bucket.stop()
    threading.Event().wait(OUTAGE_SECONDS)
    cluster.bucket.start()
    return time.monotonic()


def disk_is_full(cluster: Cluster) -> float:
    filler = cluster.disk / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 65_536)
    threading.Event().wait(OUTAGE_SECONDS / 2)
    filler.unlink()
    return time.monotonic()
