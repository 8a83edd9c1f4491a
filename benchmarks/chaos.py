"""Breaks a running service in every way it must withstand, and counts what became of the jobs: `make chaos`.

Three workers; on Postgres and S3 two API processes, each with a folder of its own as on two machines.
A supervisor starts again what dies, as systemd or a container runtime does. For each fault, jobs of 1 to 40
pages are submitted, and the fault is injected while they run. Exits with 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import dataclasses
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import psutil

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.files import make  # noqa: E402
from tests.servers import Bucket, Postgres  # noqa: E402
from tests.service import KEY, wait_until  # noqa: E402

OUTAGE_SECONDS = 20
STANDSTILL_SECONDS = 15
RECOVERY_BAR_SECONDS = 30
BATCH_PAGES = 8
"""Pages that a pool process is given at a time: so many of a job may be done twice for each fault."""


class Program:
    """A process of the service, started again when it dies unless it is told to stay away."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        self._command, self._environment, self._log = command, environment, log
        self.away = False
        self.start()

    def start(self) -> None:
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(self._command, env=self._environment, stderr=log)

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def children(self) -> list[psutil.Process]:
        with contextlib.suppress(psutil.NoSuchProcess):
            return [
                child
                for child in psutil.Process(self.process.pid).children()
                if "postroom.jobs.pool_entry" in child.cmdline()
            ]
        return []

    def look_after(self) -> None:
        if self.process.poll() is not None and not self.away:
            self.start()


class Receiver(ThreadingHTTPServer):
    """Takes the webhooks."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.bodies: dict[str, list[bytes]] = collections.defaultdict(list)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        assert isinstance(self.server, Receiver)
        self.server.bodies[json.loads(body)["job_id"]].append(body)
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the base class's name
        """Quiet."""


@dataclasses.dataclass
class Outcome:
    """What became of the jobs of one fault."""

    accepted: int = 0
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
            and self.worst_job_pages_twice <= BATCH_PAGES
            and self.recovery_seconds <= RECOVERY_BAR_SECONDS
            and self.completed + self.failed_rightly == self.accepted
        )


class Cluster:
    """The whole service: programs, servers, and a client that does not give up."""

    def __init__(self, folder: Path, postgres: Postgres | None, bucket: Bucket | None) -> None:
        self.folder, self.postgres, self.bucket = folder, postgres, bucket
        self.receiver = Receiver()
        self._pages = folder / "pages.log"
        self._pages.touch()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("POSTROOM_")}
        environment |= {
            "PYTHONPATH": str(ROOT),
            "POSTROOM_API_KEY": KEY,
            "POSTROOM_LIMITS__READS_PER_MINUTE": "0",
            "POSTROOM_CLASSIFIER__FACTORY": "tests.fakes:load_counting",
            "POSTROOM_DOCUMENTS__CONFINED": "false",  # this classifier writes a file
            "POSTROOM_TEST_PAGES": str(self._pages),
            "POSTROOM_WEBHOOK__URL": f"http://127.0.0.1:{self.receiver.server_port}/hook",
        }
        if postgres:
            environment["POSTROOM_DATABASE_URL"] = postgres.new_database()
        if bucket:
            environment |= bucket.settings("chaos")
        self.disk = folder / "disk"
        self.disk.mkdir()
        self.small_disk = os.geteuid() == 0 and not subprocess.call(
            ["mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", self.disk], stderr=subprocess.DEVNULL
        )
        ports = [_free_port() for _ in range(2 if postgres else 1)]
        self.apis = [
            self._program(f"api-{number}", environment, "serve", f"--port={port}", "--workers=0")
            for number, port in enumerate(ports)
        ]
        self.urls = [f"http://127.0.0.1:{port}" for port in ports]
        self.client = httpx.Client(headers={"api-key": KEY}, timeout=15, trust_env=False)
        self.call("GET", "/readyz")
        self.workers = [
            self._program(f"worker-{number}", environment, "worker", "--workers=1") for number in range(3)
        ]
        self._stop = threading.Event()
        self._supervisor = threading.Thread(target=self._supervise, daemon=True)
        self._supervisor.start()

    def _program(self, name: str, environment: dict[str, str], *command: str) -> Program:
        data = self.disk / (name if self.postgres else "data")
        whole = [sys.executable, "-m", "postroom", *command, f"--data-dir={data}"]
        return Program(whole, environment, self.folder / f"{name}.log")

    def _supervise(self) -> None:
        while not self._stop.wait(1.0):
            for program in (*self.apis, *self.workers):
                program.look_after()

    def call(self, method: str, path: str, seconds: float = 120.0, **request: Any) -> httpx.Response:
        """The answer of the first API process that gives one below 500, tried for so long."""
        deadline, wait = time.monotonic() + seconds, threading.Event()
        while True:
            for url in self.urls:
                with contextlib.suppress(httpx.HTTPError):
                    answer = self.client.request(method, url + path, **request)
                    if answer.status_code < 500:
                        return answer
            assert time.monotonic() < deadline, f"no answer to {method} {path}"
            wait.wait(0.2)

    def submit(self, document: bytes) -> str:
        answer = self.call(
            "POST", "/classify", files={"pdf_file": document}, data={"categories": '["a", "b"]'}
        )
        assert answer.status_code == 202, answer.text
        return answer.json()["job_id"]

    def status(self, job: str) -> dict[str, Any]:
        """What a status read shows; an empty one for a job that is not known."""
        answer = self.call("GET", f"/classify/{job}")
        return answer.json() if answer.status_code == 200 else {}

    def page_runs(self) -> collections.Counter[tuple[str, str]]:
        lines = (line.split() for line in self._pages.read_text().splitlines())
        return collections.Counter((line[0], line[1]) for line in lines if len(line) == 2)

    def close(self) -> None:
        self._stop.set()
        self._supervisor.join()
        for program in (*self.apis, *self.workers):
            program.send(signal.SIGCONT)
            program.send(signal.SIGKILL)
            program.process.wait(timeout=30)
        self.client.close()
        self.receiver.shutdown()
        self.receiver.server_close()
        if self.small_disk:
            wait_until(lambda: subprocess.call(["umount", self.disk], stderr=subprocess.DEVNULL) == 0, 30)


Fault = Callable[[Cluster], float]
"""Does the damage, and returns the moment from which the service must recover (`time.monotonic`)."""


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
    zombie = cluster.workers[2]
    zombie.send(signal.SIGSTOP)
    stopped = time.monotonic()
    threading.Timer(STANDSTILL_SECONDS, zombie.send, [signal.SIGCONT]).start()
    return stopped


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


def faults(cluster: Cluster) -> Iterator[tuple[str, Fault]]:
    yield "kill -9 of a pool process", kill_pool_process
    yield "kill -9 of a worker", kill_worker
    yield "kill -9 of an API process", kill_api
    yield "kill -9 of everything", kill_all
    yield "a worker that never returns", worker_never_returns
    yield f"a worker that stands still for {STANDSTILL_SECONDS} s", worker_stands_still
    if cluster.postgres:
        yield f"Postgres away for {OUTAGE_SECONDS} s", database_goes_away
    if cluster.bucket:
        yield f"the store away for {OUTAGE_SECONDS} s", store_goes_away
    if cluster.small_disk:
        yield f"disk full for {OUTAGE_SECONDS // 2} s", disk_is_full


def inject(cluster: Cluster, fault: Fault, label: str, jobs: int, most_pages: int) -> Outcome:
    """Submit jobs, break something while they run, and see what becomes of them."""
    pick = random.Random(label)
    sizes: dict[str, int] = {}
    names: dict[str, str] = {}
    for number in range(jobs):
        name, pages = f"{label}-{number}", pick.randint(1, most_pages)
        broken = number % 20 == 19
        texts = [f"{name} page {page + 1} of a document" for page in range(pages)]
        job = cluster.submit(b"%PDF-1.7 broken " + name.encode() if broken else make.pdf(texts))
        names[job], sizes[job] = name, 0 if broken else pages
    wait_until(lambda: sum(run[0].startswith(f"{label}-") for run in cluster.page_runs()) > most_pages, 60)
    running = {job: state for job in names if _runs(state := cluster.status(job))}
    since = fault(cluster)
    outcome = Outcome(accepted=jobs)
    outcome.recovery_seconds = _recovery(cluster, running, since)
    ended = {job: _wait(cluster, job) for job in names}
    for worker in cluster.workers:
        worker.away = False
    _count(cluster, outcome, ended, sizes)
    runs = cluster.page_runs()
    extra = collections.Counter[str]()
    for (name, _), count in runs.items():
        extra[name] += count - 1
    extras = [extra[name] for name in names.values()]
    outcome.pages_twice, outcome.worst_job_pages_twice = sum(extras), max(extras)
    return outcome


def _runs(state: dict[str, Any]) -> bool:
    return state.get("status") == "processing" and str(state.get("progress")).startswith("Processing")


def _recovery(cluster: Cluster, running: dict[str, dict[str, Any]], since: float) -> float:
    """Seconds until every job that ran when the fault came has gone on or ended."""
    waiting, pause = dict(running), threading.Event()
    last = since
    while waiting and time.monotonic() - since < 2 * RECOVERY_BAR_SECONDS:
        for job, before in list(waiting.items()):
            if cluster.status(job) != before:
                del waiting[job]
                last = time.monotonic()
        pause.wait(0.2)
    return 2.0 * RECOVERY_BAR_SECONDS if waiting else last - since


def _wait(cluster: Cluster, job: str) -> dict[str, Any]:
    deadline, pause = time.monotonic() + 120, threading.Event()
    while time.monotonic() < deadline:
        state = cluster.status(job)
        if state.get("status") in ("completed", "failed") or not state:
            return state
        pause.wait(0.2)
    return {"status": "stuck"}


def _count(
    cluster: Cluster, outcome: Outcome, ended: dict[str, dict[str, Any]], sizes: dict[str, int]
) -> None:
    with contextlib.suppress(AssertionError):
        wait_until(lambda: all(job in cluster.receiver.bodies for job in ended), 60)
    for job, state in ended.items():
        result: dict[str, Any] = state.get("result") or {}
        pages: list[int] = [page["page"] for page in result.get("page_results", [])]
        whole = pages == list(range(1, sizes[job] + 1))
        outcome.stuck += state.get("status") == "stuck"
        outcome.completed += state.get("status") == "completed" and whole
        outcome.failed_rightly += state.get("status") == "failed" and sizes[job] == 0
        right = state.get("status") == "stuck" or (sizes[job] == 0) == (state.get("status") == "failed")
        outcome.lost += not state or not right or (state.get("status") == "completed" and not whole)
        told = cluster.receiver.bodies.get(job, [])
        outcome.webhooks_lost += not told
        # A webhook may come twice; what it says, and what a status read shows, may not change.
        outcome.finished_twice += len(set(told)) > 1 or cluster.status(job) != state


def run(backend: str, jobs: int, most_pages: int, only: str = "") -> dict[str, Outcome]:
    """Each fault's outcome on ``sqlite`` and a folder, or on ``postgres`` and S3."""
    folder = Path(tempfile.mkdtemp(prefix="postroom-chaos-"))
    outcomes: dict[str, Outcome] = {}
    try:
        with contextlib.ExitStack() as stack:
            large = backend == "postgres"
            postgres = stack.enter_context(Postgres()) if large else None
            bucket = stack.enter_context(Bucket()) if large else None
            cluster = Cluster(folder, postgres, bucket)
            stack.callback(cluster.close)
            chosen = [each for each in faults(cluster) if only in each[0]]
            for number, (name, fault) in enumerate(chosen):
                label = f"fault{number}"
                outcomes[name] = inject(cluster, fault, label, max(1, jobs // len(chosen)), most_pages)
                print(f"{backend}: {name}: {outcomes[name]}", file=sys.stderr, flush=True)
    finally:
        if all(outcome.good() for outcome in outcomes.values()) and outcomes:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            print(f"the logs are in {folder}", file=sys.stderr)
    return outcomes


def table(backend: str, outcomes: dict[str, Outcome]) -> str:
    """The outcomes as Markdown."""
    names = [field.name for field in dataclasses.fields(Outcome)]
    lines = [f"| {backend} | {' | '.join(name.replace('_', ' ') for name in names)} |"]
    lines.append("|---" * (len(names) + 1) + "|")
    for fault, outcome in outcomes.items():
        values = [f"{value:.1f}" if isinstance(value, float) else str(value) for value in _values(outcome)]
        lines.append(f"| {fault} | {' | '.join(values)} |")
    return "\n".join(lines)


def _values(outcome: Outcome) -> list[Any]:
    return [getattr(outcome, field.name) for field in dataclasses.fields(outcome)]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--backend", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--jobs", type=int, default=300, help="in all, for each backend")
    parser.add_argument("--pages", type=int, default=40, help="of the longest document")
    parser.add_argument("--only", default="", help="a part of the name of a fault")
    options = parser.parse_args()
    backends = ["sqlite", "postgres"] if options.backend == "both" else [options.backend]
    good = True
    for backend in backends:
        outcomes = run(backend, options.jobs, options.pages, options.only)
        print(f"\n{table(backend, outcomes)}", flush=True)
        good = good and all(outcome.good() for outcome in outcomes.values())
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
