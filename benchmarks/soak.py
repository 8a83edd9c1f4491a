"""Keeps a running service at full load, and watches what grows: `make soak`.

Documents of all sizes, broken ones among them, are submitted so that there are always jobs waiting. Every few
seconds the memory and the open files of each process are noted. After the warm-up a line is laid through each
process's memory. The warm-up begins with documents of one page, so that it is over in jobs and not only in
minutes (see `QUICK`). Pool processes are not replaced by new ones, as they would be after a
thousand documents, so that what grows shows. Jobs are deleted when they have ended, and nothing of them may
be left in the data folder at the end; SQLite's log, which never shrinks, tells how far writers ran ahead.
Exits with 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import dataclasses
import json
import random
import secrets
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.service import CATEGORIES, REAL, machine  # noqa: E402
from tests.files import make  # noqa: E402
from tests.service import Service, wait_until  # noqa: E402

WAITING = 24
"""Jobs that are open at a time: more than the pool has in hand."""

QUICK = 1 / 3
"""Share of the warm-up in which all documents have one page: some 7,000 jobs.

What a process keeps for good it has after so many jobs, however long they take: each of its connections to
the database gets its own prepared statements, and some are seldom used.
"""

SLOPE_BAR = 2.0
"""Percent of its memory that a process may gain or lose in an hour."""

QUEUE_BAR_SECONDS = 120.0
FILES_BAR = 8
"""Open files that a process may have more of at the end than after the warm-up."""

LOG_BAR_MB = 64.0
"""Size of SQLite's write-ahead log: it begins anew at 4 MB unless a reader forbids it."""

ONE_LIFE = {"POSTROOM_DOCUMENTS__RECYCLE_DOCUMENTS": "1000000"}
"""No pool process is replaced: a new one would hide what the one before had grown by."""


@dataclasses.dataclass
class Watched:
    """What was seen of one process: seconds since the start, bytes of memory, open files."""

    seconds: list[float] = dataclasses.field(default_factory=list[float])
    memory: list[float] = dataclasses.field(default_factory=list[float])
    files: list[int] = dataclasses.field(default_factory=list[int])

    def after(self, seconds: float) -> Watched:
        kept = [place for place, moment in enumerate(self.seconds) if moment >= seconds]
        return Watched(
            [self.seconds[place] for place in kept],
            [self.memory[place] for place in kept],
            [self.files[place] for place in kept],
        )

    def slope(self) -> float:
        """Percent of the mean memory in an hour."""
        line = statistics.linear_regression(self.seconds, self.memory)
        return 100 * line.slope * 3600 / statistics.fmean(self.memory)


def documents(quick: threading.Event) -> Iterator[bytes]:
    """Text PDFs of 1 to 40 pages, every tenth a scan, and every twentieth broken; no two alike.

    As long as `quick` is set, text PDFs of one page.
    """
    pick = random.Random(1)
    number = 0
    while True:
        number += 1
        mark = secrets.token_hex(8)
        if quick.is_set():
            yield make.pdf([f"{make.invoice(number)} {mark}"])
        elif number % 20 == 0:
            yield b"%PDF-1.7 broken " + mark.encode()
        elif number % 10 == 0:
            yield make.scan(f"{make.invoice(number)} {mark}")
        else:
            pages = pick.choice((1, 1, 1, 2, 3, 5, 10, 40))
            yield make.pdf([f"{make.invoice(page)}\n{make.contract()} {mark}" for page in range(pages)])


class Load:
    """A thread that keeps the queue filled, and deletes what has ended.

    Attributes:
        quick: Set while all documents have one page.
        ended: How many jobs ended with each status.
    """

    def __init__(self, service: Service) -> None:
        self._service = service
        self._open: collections.deque[str] = collections.deque()
        self._stop = threading.Event()
        self.quick = threading.Event()
        self.quick.set()
        self.ended: collections.Counter[str] = collections.Counter()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        new = documents(self.quick)
        while not self._stop.is_set():
            while len(self._open) < WAITING:
                self._open.append(self._service.submit(next(new), CATEGORIES))
            for _ in range(len(self._open)):
                job = self._open.popleft()
                self._keep_or_delete(job)
            self._stop.wait(0.2)

    def _keep_or_delete(self, job: str) -> None:
        status = self._service.status(job)["status"]
        if status not in ("completed", "failed"):
            self._open.append(job)
            return
        self.ended[status] += 1
        assert self._service.client.delete(f"/jobs/{job}").status_code == 200

    def stop(self) -> None:
        """Wait for the last jobs."""
        self._stop.set()
        self._thread.join(timeout=60)
        while self._open:
            job = self._open.popleft()
            self._service.wait(job, 120)
            self._keep_or_delete(job)


def processes(service: Service) -> dict[str, psutil.Process]:
    """The service's processes by what they are."""
    found = {"API": psutil.Process(service.process.pid)}
    if worker := service.worker():
        found["worker"] = worker
    pool = sorted(service.pool(), key=lambda each: each.pid)
    return found | {f"pool process {number}": each for number, each in enumerate(pool)}


def queue_age(service: Service) -> float:
    answer = httpx.get(f"{service.url}/metrics", trust_env=False, timeout=30)
    for line in answer.text.splitlines():
        if line.startswith("postroom_oldest_queued_seconds"):
            return float(line.split()[-1])
    raise AssertionError("the service does not tell how long jobs wait")


def soak(
    service: Service, warm_up: float, seconds: float
) -> tuple[dict[str, Watched], float, collections.Counter[str]]:
    """Run the load for both; gives what was seen, the longest wait in the queue and the jobs' ends."""
    load, started = Load(service), time.monotonic()
    watched: dict[str, Watched] = collections.defaultdict(Watched)
    oldest, pause = 0.0, threading.Event()
    while (now := time.monotonic() - started) < warm_up + seconds:
        if now >= warm_up * QUICK:
            load.quick.clear()
        for name, process in processes(service).items():
            # One that ends at this moment is seen no more.
            with contextlib.suppress(psutil.NoSuchProcess):
                memory, files = process.memory_info().rss, process.num_fds()
                watched[name].seconds.append(now)
                watched[name].memory.append(memory)
                watched[name].files.append(files)
        oldest = max(oldest, queue_age(service))
        pause.wait(5)
    load.stop()
    return dict(watched), oldest, load.ended


def left_over(folder: Path) -> list[str]:
    """Documents and files on their way in that nothing refers to any more."""
    return [
        str(path.relative_to(folder))
        for name in ("incoming", "objects")
        for path in (folder / name).rglob("*")
        if path.is_file() and path.name != "check"
    ]


def report(watched: dict[str, Watched], warm: float) -> tuple[list[str], bool]:
    """The table as Markdown, and whether it is within the bars."""
    lines = [
        "| process | MiB after warm-up | MiB at the end | % an hour | files: warm, end |",
        "|---|---|---|---|---|",
    ]
    good = True
    for name, seen in watched.items():
        flat = seen.after(warm)
        tenth = max(1, len(flat.memory) // 10)
        first, last = statistics.median(flat.memory[:tenth]), statistics.median(flat.memory[-tenth:])
        slope = flat.slope()
        files = statistics.median(flat.files[:tenth]), statistics.median(flat.files[-tenth:])
        good = good and abs(slope) <= SLOPE_BAR and files[1] - files[0] <= FILES_BAR
        memory = f"{first / 2**20:.1f} | {last / 2**20:.1f} | {slope:+.2f}"
        lines.append(f"| {name} | {memory} | {files[0]:g}, {files[1]:g} |")
    return lines, good


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--warm-up", type=float, default=15, help="minutes")
    parser.add_argument("--minutes", type=float, default=30, help="after the warm-up")
    parser.add_argument("--raw", type=Path, help="a file for every sample, as JSON")
    options = parser.parse_args()
    warm_up, seconds = options.warm_up * 60, options.minutes * 60
    with (
        tempfile.TemporaryDirectory() as folder,
        Service(
            Path(folder),
            "--workers=2",
            classifier=REAL,
            POSTROOM_LIMITS__READS_PER_MINUTE="0",
            **ONE_LIFE,
        ) as service,
    ):
        service.classify(make.pdf([make.invoice()]), CATEGORIES)
        watched, oldest, ended = soak(service, warm_up, seconds)
        if options.raw:
            options.raw.write_text(
                json.dumps({name: dataclasses.asdict(seen) for name, seen in watched.items()})
            )
        wait_until(lambda: len(left_over(Path(folder))) <= 1, 30)
        left = left_over(Path(folder))
        log_mb = (Path(folder) / "postroom.db-wal").stat().st_size / 1e6
    lines, good = report(watched, warm_up)
    good = good and oldest <= QUEUE_BAR_SECONDS and len(left) <= 1 and log_mb <= LOG_BAR_MB
    print(json.dumps(machine()))
    print("\n".join(lines))
    print(f"jobs: {dict(ended)}; longest wait in the queue {oldest:.0f} s; files left over: {len(left) - 1}")
    print(f"SQLite's log: {log_mb:.1f} MB at the most")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
