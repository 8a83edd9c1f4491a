"""Many events for a receiver that fails, hangs and restarts, while workers and the service are killed."""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self

import httpx
import psutil

from tests.files import make
from tests.receiver import Receiver
from tests.service import Service, wait_until

FAIL, HANG = 0.3, 0.003
"""Shares of the requests that the receiver fails, and lets wait for ever."""

AT_ONCE = 8
RECEIVER_SECONDS = 2
LONGEST_WAIT_SECONDS = 30
"""An event that fails ten times in a row would otherwise wait for a quarter of an hour; one in many thousands does."""
SUBMITTERS = 4
SUBMIT_SECONDS = 300
"""For each call, the restart of the service counted in."""

COPIES = 50
"""Jobs for the same document."""

AHEAD = 0.2
"""Share of the jobs that may be on their way to the receiver."""

CATEGORIES = ("Invoice", "Contract")


@dataclasses.dataclass(slots=True)
class Figures:
    """What the storm showed.

    Attributes:
        events: Jobs that ended, each of which the receiver must be told of.
        lost: Of them, those that it was not told of.
        unexpected: Messages that tell of no such job, or not as a status read does.
        unsigned: Messages whose signature does not fit.
        repeated: Messages that came once more; none may be lost, so some come twice.
        requests: That reached the receiver.
        at_once: The most that it had in hand at a time.
        submit_seconds: From the first submit to the last.
        seconds: From the first submit until the receiver had been told of everything.
        pending: Deliveries that the log still called pending.
    """

    events: int = 0
    lost: int = 0
    unexpected: int = 0
    unsigned: int = 0
    repeated: int = 0
    requests: int = 0
    at_once: int = 0
    submit_seconds: float = 0.0
    seconds: float = 0.0
    pending: int = 0

    def good(self) -> bool:
        return not (self.lost or self.unexpected or self.unsigned or self.pending) and self.at_once <= AT_ONCE


def storm(folder: Path, events: int, seconds: float, fail: float = FAIL, **settings: str) -> Figures:
    """Make `events` jobs, a multiple of `COPIES`, and see what the receiver, which fails so often, is told within `seconds` of the last.

    The receiver is killed after a quarter of the messages, both workers after a half, and the whole service
    after three quarters; each is started again.
    """
    settings |= {
        "POSTROOM_OUTBOUND__ALLOW_NETWORKS": '["127.0.0.0/8"]',
        "POSTROOM_WEBHOOK__SECONDS": str(RECEIVER_SECONDS),
        "POSTROOM_WEBHOOK__CONCURRENCY": str(AT_ONCE),
        "POSTROOM_WEBHOOK__LONGEST_WAIT_SECONDS": str(LONGEST_WAIT_SECONDS),
        "POSTROOM_LIMITS__READS_PER_MINUTE": "0",
    }
    with (
        Receiver(folder / "receiver", fail, HANG) as receiver,
        Service(folder / "service", "--workers=1", **settings) as service,
        _OtherWorker(service) as worker,
    ):
        answer = service.client.post(
            "/v1/webhook-endpoints", json={"url": receiver.url, "events": ["job.completed", "job.failed"]}
        )
        assert answer.status_code == 201, answer.text
        receiver.kill()
        receiver.start(answer.json()["secret"])
        figures = Figures(events=events)
        started = time.monotonic()
        with _faults(events, receiver, service, worker):
            jobs = _submit(service, receiver, events)
            figures.submit_seconds = time.monotonic() - started
            with contextlib.suppress(AssertionError):
                wait_until(lambda: receiver.told() >= events and not _untold(receiver, jobs), seconds)
            figures.seconds = time.monotonic() - started
        _judge(figures, receiver, service, jobs)
        return figures


def _submit(service: Service, receiver: Receiver, events: int) -> set[str]:
    """Ids of new jobs: one in fifty must be worked on, the others are answered from its result.

    They come no faster than the receiver is told of them, so that what is killed is killed while jobs come.
    """
    sent = itertools.count(COPIES, COPIES)

    def some(number: int) -> list[str]:
        document = make.pdf([make.invoice(number)])
        first = _again(lambda: service.submit(document))
        _again(lambda: service.client.get(f"/v1/jobs/{first}?wait=30").json().get("result"))
        copies = _again(lambda: _send_copies(service, document))
        ahead = next(sent) - events * AHEAD
        wait_until(lambda: receiver.told() >= ahead, SUBMIT_SECONDS)
        return [first, *copies]

    with ThreadPoolExecutor(SUBMITTERS) as threads:
        return set(itertools.chain.from_iterable(threads.map(some, range(events // COPIES))))


def _send_copies(service: Service, document: bytes) -> list[str]:
    files = [("file", ("invoice.pdf", document))] * (COPIES - 1)
    form = {"categories": json.dumps(CATEGORIES)}
    return service.client.post("/v1/batches", files=files, data=form).json()["job_ids"]


def _again(ask: Callable[[], Any]) -> Any:
    """What is answered, by a service that is killed and started again meanwhile."""

    def attempt() -> Any:
        with contextlib.suppress(httpx.TransportError, RuntimeError):
            return ask()

    return wait_until(attempt, SUBMIT_SECONDS)


def _untold(receiver: Receiver, jobs: set[str]) -> set[str]:
    return jobs - {each.body["data"]["id"] for each in receiver.received()}


def _judge(figures: Figures, receiver: Receiver, service: Service, jobs: set[str]) -> None:
    received = receiver.received()
    first = {each.id: each.body for each in received}
    figures.lost = len(_untold(receiver, jobs))
    figures.unsigned = sum(not each.valid for each in received)
    figures.repeated = len(received) - len(first)
    figures.requests = receiver.requests()
    figures.at_once = receiver.most_at_once()
    # A submit whose answer was cut off by a kill is a job that nobody waits for; it is told of all the same.
    some = list(first.values())[:: max(1, len(first) // 50)]
    figures.unexpected = sum(not _is_shown(service, body["data"]) for body in some)
    wait_until(lambda: not _pending(service), 60)
    figures.pending = _pending(service)


def _is_shown(service: Service, told: dict[str, Any]) -> bool:
    return told == service.client.get(f"/v1/jobs/{told['id']}").json()


def _pending(service: Service) -> int:
    return len(service.client.get("/v1/webhook-deliveries?status=pending&limit=100").json()["data"])


class _OtherWorker:
    """A second worker on the service's data, killed and started again."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._start()

    def _start(self) -> None:
        command = [sys.executable, "-m", "postroom", "worker", "--workers=1"]
        self._process = subprocess.Popen(
            [*command, f"--data-dir={self._service.folder}"],
            env=self._service.environment,
            stderr=subprocess.DEVNULL,
        )

    def restart(self) -> None:
        """kill -9, and start again."""
        self._kill()
        self._start()

    def _kill(self) -> None:
        children = psutil.Process(self._process.pid).children(recursive=True)
        self._process.kill()
        self._process.wait(timeout=30)
        psutil.wait_procs(children, timeout=20)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._kill()


@contextlib.contextmanager
def _faults(events: int, receiver: Receiver, service: Service, worker: _OtherWorker) -> Generator[None]:
    """Breaks things, each once so many messages have come; what goes wrong there comes out at the end."""

    def restart_receiver() -> None:
        receiver.kill()
        threading.Event().wait(2)
        receiver.start()

    def kill_workers() -> None:
        own = service.worker()
        if own:
            own.kill()
        worker.restart()

    def restart_service() -> None:
        service.kill()
        service.start()

    plan: list[tuple[float, Callable[[], None]]] = [
        (0.25, restart_receiver),
        (0.5, kill_workers),
        (0.75, restart_service),
    ]
    over = threading.Event()

    def run() -> None:
        for share, act in plan:
            while receiver.told() < share * events and not over.wait(0.05):
                continue
            act()

    with ThreadPoolExecutor(1) as thread:
        broken = thread.submit(run)
        try:
            yield
        finally:
            over.set()
        broken.result(timeout=120)


def describe(figures: Figures) -> str:
    """The figures as JSON, with what stands behind them."""
    return json.dumps(dataclasses.asdict(figures) | {"cores": os.cpu_count()}, indent=2)
