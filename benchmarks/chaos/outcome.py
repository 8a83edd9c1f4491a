"""The jobs that are in flight while things break, and what became of them."""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import json
import random
import threading
import time
from typing import Any

from benchmarks.chaos.cluster import PART_PAGES, Cluster
from benchmarks.chaos.faults import PREPARATIONS, Fault
from tests.files import make
from tests.service import wait_until

RECOVERY_BAR_SECONDS = 30

STUCK_SECONDS = 60
"""When no job has ended for so long after the last fault, those that are open are stuck."""


@dataclasses.dataclass(frozen=True)
class Job:
    """What was sent, and under which fault."""

    id: str
    key: str
    name: str
    pages: int
    """0 for a document that can't be read."""
    fault: str


@dataclasses.dataclass
class Outcome:
    """What became of the jobs that were sent before a fault, and of the work that it hit."""

    accepted: int = 0
    hit: int = 0
    """Jobs in somebody's hands at the moment of the fault."""
    completed: int = 0
    failed_rightly: int = 0
    lost: int = 0
    stuck: int = 0
    finished_twice: int = 0
    pages_twice: int = 0
    worst_job_pages_twice: int = 0
    webhooks_lost: int = 0
    recovery_seconds: float = 0.0

    def good(self) -> bool:
        none = (self.lost, self.stuck, self.finished_twice, self.webhooks_lost)
        return (
            not any(none)
            and self.worst_job_pages_twice <= PART_PAGES
            and self.recovery_seconds <= RECOVERY_BAR_SECONDS
            and self.completed + self.failed_rightly == self.accepted
        )


class Trial:
    """Keeps so many jobs in flight, injects faults, and counts."""

    def __init__(self, cluster: Cluster, in_flight: int, most_pages: int) -> None:
        self._cluster, self._in_flight, self._most_pages = cluster, in_flight, most_pages
        self._random = random.Random(1)
        self._jobs: list[Job] = []
        self._marks: list[int] = []
        self.outcomes: dict[str, Outcome] = {}

    def inject(self, name: str, fault: Fault) -> None:
        """Fill up what is in flight, break something, and wait until what it hit goes on."""
        self.outcomes[name] = Outcome()
        start = len(self._cluster.page_runs())
        # Jobs end while others are sent: what is left after a first fill may be too little to wait for.
        wait_until(lambda: self._fill(name) or len(self._cluster.page_runs()) > start + self._most_pages, 120)
        self._marks.append(len(self._cluster.page_runs()))
        if prepare := PREPARATIONS.get(fault):
            prepare(self._cluster, lambda: self._fill(name))
            running = self._running()
        else:
            running = wait_until(lambda: self._running() or self._fill(name), 120)
        self.outcomes[name].hit = len(running)
        since = fault(self._cluster)
        self.outcomes[name].recovery_seconds = self._recovery(running, since)
        for worker in self._cluster.workers:
            worker.away = False

    def _running(self) -> dict[Job, dict[str, Any]]:
        """What each job in somebody's hands shows; a page of it was just begun, and it has not ended."""
        begun = {document for document, _ in self._cluster.page_runs()[-self._most_pages :]}
        states = {job: self._status(job) for job in self._jobs if job.name in begun}
        return {job: state for job, state in states.items() if state.get("status") == "processing"}

    def _fill(self, fault: str) -> None:
        """Send as many jobs as are missing."""
        for _ in range(self._in_flight - self._cluster.open_jobs()):
            self._submit(fault)
            self.outcomes[fault].accepted += 1

    def _submit(self, fault: str) -> None:
        number = len(self._jobs)
        name, pages = f"document-{number}", self._random.randint(1, self._most_pages)
        key = self._cluster.keys[number % len(self._cluster.keys)]
        texts = [f"{name} page {page + 1} of a document" for page in range(pages)]
        if number % 20 == 19:
            document, pages = b"%PDF-1.7 broken " + name.encode(), 0
        elif number % 20 == 9:
            document, pages = make.pdf(texts, password="secret"), 0
        else:
            document = make.pdf(texts)
        self._jobs.append(Job(self._cluster.submit(document, key), key, name, pages, fault))

    def _status(self, job: Job) -> dict[str, Any]:
        return self._cluster.status(job.id, job.key)

    def _recovery(self, running: dict[Job, dict[str, Any]], since: float) -> float:
        """Seconds until every job that ran when the fault came has gone on or ended."""
        waiting, pause = dict(running), threading.Event()
        last = since
        while waiting and time.monotonic() - since < 2 * RECOVERY_BAR_SECONDS:
            for job, before in list(waiting.items()):
                if self._status(job) != before:
                    del waiting[job]
                    last = time.monotonic()
            pause.wait(0.2)
        return 2.0 * RECOVERY_BAR_SECONDS if waiting else last - since

    def count(self) -> None:
        """Wait until all have ended, and see how."""
        left, moved, pause = self._cluster.open_jobs(), time.monotonic(), threading.Event()
        while left and time.monotonic() - moved < STUCK_SECONDS:
            pause.wait(0.5)
            if (now_left := self._cluster.open_jobs()) < left:
                left, moved = now_left, time.monotonic()
        with contextlib.suppress(AssertionError):
            wait_until(lambda: all(job.id in self._cluster.receiver.bodies for job in self._jobs), 60)
        for job in self._jobs:
            self._count(job, self.outcomes[job.fault])
        self._count_pages()

    def _count(self, job: Job, outcome: Outcome) -> None:
        state = self._status(job)
        status = state.get("status")
        result: dict[str, Any] = state.get("result") or {}
        pages: list[int] = [page["page"] for page in result.get("page_results", []) if page["success"]]
        completed = status == "completed" and pages == list(range(1, job.pages + 1))
        failed_rightly = status == "failed" and job.pages == 0
        stuck = status in ("queued", "processing")
        outcome.completed += completed
        outcome.failed_rightly += failed_rightly
        outcome.stuck += stuck
        outcome.lost += not (completed or failed_rightly or stuck)
        # A webhook may come twice; what it says may not change, and is what a status read shows.
        told = self._cluster.receiver.bodies.get(job.id, [])
        outcome.webhooks_lost += not told
        outcome.finished_twice += any(json.loads(body) != state for body in told)

    def _count_pages(self) -> None:
        """A page that was begun again counts for the fault before."""
        runs = self._cluster.page_runs()
        seen = set(runs[: self._marks[0]])
        for mark, end, outcome in zip(
            self._marks, [*self._marks[1:], len(runs)], self.outcomes.values(), strict=True
        ):
            twice = collections.Counter[str]()
            for document, number in runs[mark:end]:
                twice[document] += (document, number) in seen
                seen.add((document, number))
            outcome.pages_twice = twice.total()
            outcome.worst_job_pages_twice = max(twice.values(), default=0)
