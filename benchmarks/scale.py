"""What grows with the load, and what must not: `make scale`.

Two workers against one; the engine's and the API's share of a job; a database of a million finished jobs
against one of a thousand (`million.py`); a long document against a short one. Each figure stands beside its
bar. Exits with 1 when one is missed.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import psutil
import sqlalchemy as sa

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import million  # noqa: E402 — after the path
from benchmarks.service import CATEGORIES, REAL, machine, pipeline_pages  # noqa: E402
from tests.files import make  # noqa: E402
from tests.servers import Postgres  # noqa: E402
from tests.service import Service, wait_until  # noqa: E402

from postroom.storage.database import Database  # noqa: E402
from postroom.storage.tables import jobs  # noqa: E402

WORKERS_BAR, OVERHEAD_BAR, MEMORY_BAR, FAIR_BAR = 1.85, 12.0, 1.25, 5.0
STEADY = (0.2, 0.7)
"""Of all pages: what comes before and after is the start, and the end with too little left to share."""

WORKERS_PAIRS = ((1, 2), (2, 1), (1, 2), (2, 1), (1, 2))
"""How many workers take their turn, one right after the other. A processor is slower in one minute than in
the next, and now and then in one turn of a pair: the median of the pairs is what counts."""

OVERHEAD_TURNS = 8
"""How often what is compared takes its turn: a processor is faster in one minute than in the next."""

UNLIMITED = {"POSTROOM_LIMITS__READS_PER_MINUTE": "0"}


@dataclasses.dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table; without a bar it is for information. `most` tells on which side the bar is."""

    name: str
    value: float
    unit: str
    bar: float | None = None
    most: bool = True
    note: str = ""

    @property
    def good(self) -> bool:
        return self.bar is None or (self.value <= self.bar if self.most else self.value >= self.bar)

    def line(self) -> str:
        sign = "≤" if self.most else "≥"
        bar = "" if self.bar is None else f"{sign} {self.bar:g} {self.unit}".strip()
        state = "" if self.bar is None else "met" if self.good else "MISSED"
        return f"| {self.name} | {self.value:.3g} {self.unit} | {bar} | {state} | {self.note} |"


@contextlib.contextmanager
def worker(service: Service) -> Generator[None]:
    """A worker of one pool process, started by itself as on another machine."""
    command = [sys.executable, "-m", "postroom", "worker", "--workers=1", f"--data-dir={service.folder}"]
    process = subprocess.Popen(command, env=service.environment, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


def database(service: Service) -> Database:
    """The service's database, for a look past the API."""
    url = service.environment.get("POSTROOM_DATABASE_URL")
    return Database.connect(url, 3) if url else Database.at(service.folder / "postroom.db")


def steady(documents: Sequence[bytes], pages: int, workers: int, settings: dict[str, str]) -> float:
    """Pages a second that `workers` workers do of documents that waited for them, in the steady part."""
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        service = stack.enter_context(
            Service(Path(folder), "--workers=0", classifier=REAL, **UNLIMITED, **settings)
        )
        for document in documents:
            service.submit(document, CATEGORIES)
        for _ in range(workers):
            stack.enter_context(worker(service))
        seen = progress(database(service), pages)
    low, high = (pages * share for share in STEADY)
    first, last = (next(sample for sample in seen if sample[1] >= share) for share in (low, high))
    return (last[1] - first[1]) / (last[0] - first[0])


def progress(looked_at: Database, pages: int) -> list[tuple[float, int]]:
    """Seconds and pages done, twice a second until all are; one sum over a small table a look."""
    seen: list[tuple[float, int]] = []
    done = sa.select(sa.func.sum(jobs.c.pages_done))

    def complete() -> bool:
        with looked_at.read() as connection:
            seen.append((time.perf_counter(), int(connection.execute(done).scalar_one())))
        pause.wait(0.5)
        return seen[-1][1] >= pages

    pause = threading.Event()
    wait_until(complete, 300)
    looked_at.close()
    return seen


def written(documents: Sequence[bytes], folder: str) -> list[str]:
    """The paths of the documents, which are written into the folder."""
    paths = [str(Path(folder) / f"{number}.pdf") for number in range(len(documents))]
    for path, document in zip(paths, documents, strict=True):
        Path(path).write_bytes(document)
    return paths


def bare_rate(documents: Sequence[bytes], pages: int, executor: ProcessPoolExecutor) -> float:
    """Pages a second that the processes of `executor` do of the documents with no service around them."""
    with tempfile.TemporaryDirectory() as folder:
        paths = written(documents, folder)
        started = time.perf_counter()
        done = sum(executor.map(pipeline_pages, paths, [list(range(1, pages + 1))] * len(paths)))
        return done / (time.perf_counter() - started)


def texts(size: float) -> list[bytes]:
    """PDFs of 20 pages, each its own."""
    text = [f"{make.invoice(n)}\n{make.contract()}" for n in range(19)]
    return [make.pdf([*text, secrets.token_hex(8)]) for _ in range(int(60 * size))]


def scans(size: float) -> list[bytes]:
    """Scans of one page, each its own."""
    return [make.scan(f"{make.invoice(n)} {secrets.token_hex(8)}") for n in range(int(160 * size))]


def short(size: float) -> list[bytes]:
    """Text PDFs of one page, each its own."""
    return [make.pdf([f"{make.invoice(n)} {secrets.token_hex(8)}"]) for n in range(int(400 * size))]


def two_workers(
    postgres: Postgres, name: str, documents: Sequence[bytes], length: int, bar: float | None = None
) -> Iterator[Figure]:
    """Two workers against one, of one pool process each, on both databases, in turn.

    Beside it, two processes of the bare pipeline against one: what the machine itself gives.

    Args:
        postgres: A server.
        name: Of what the documents are.
        documents: To be classified, each turn in a new database.
        length: Pages of each.
        bar: Of the figures.
    """
    pages = len(documents) * length
    spawn = get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as one, ProcessPoolExecutor(2, mp_context=spawn) as two:
        processes = {1: one, 2: two}
        for where in ("SQLite", "Postgres"):
            ours: list[dict[int, float]] = []
            bare: list[dict[int, float]] = []
            for pair in WORKERS_PAIRS:
                ours.append({})
                bare.append({})
                for workers in pair:
                    bare_rate(documents[:2], length, processes[workers])  # warm
                    # As many for each process: at the end none has one to do while the other has none.
                    some = documents[: workers * (len(documents) // 5)]
                    bare[-1][workers] = bare_rate(some, length, processes[workers])
                    settings = {} if where == "SQLite" else {"POSTROOM_DATABASE_URL": postgres.new_database()}
                    ours[-1][workers] = steady(documents, pages, workers, settings)
            alone, together = (statistics.median(pair[workers] for pair in ours) for workers in (1, 2))
            every = ", ".join(f"{ratio:.2f}" for ratio in times(ours))
            note = (
                f"{alone:.1f} → {together:.1f} pages/s; of {every}; bare {statistics.median(times(bare)):.2f}"
            )
            value = statistics.median(times(ours))
            yield Figure(f"2 workers to 1, {name}, {where}", value, "times", bar, most=False, note=note)


def times(pairs: Sequence[dict[int, float]]) -> list[float]:
    """How many times as many pages a second two do as one does, of each pair."""
    return [pair[2] / pair[1] for pair in pairs]


def bare_seconds(paths: Sequence[str]) -> float:
    """CPU seconds of this process for reading and classifying the documents."""
    started = time.process_time()
    for path in paths:
        pipeline_pages(path, [1])
    return time.process_time() - started


def cpu_seconds(processes: Sequence[psutil.Process]) -> float:
    return sum(sum(each.cpu_times()[:2]) for each in processes)


def overhead(postgres: Postgres, size: float) -> Iterator[Figure]:
    """CPU of all our processes of a one-page job, from submit to the read of the result, less the bare."""
    count = int(50 * size)
    with (
        tempfile.TemporaryDirectory() as folder,
        # Two at a time, as the pool works: a core is slower while its neighbour is busy.
        ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor,
    ):

        def bare(documents: Sequence[bytes]) -> float:
            paths = written(documents, folder)
            return sum(executor.map(bare_seconds, (paths[::2], paths[1::2])))

        for where in ("SQLite", "Postgres"):
            settings = {} if where == "SQLite" else {"POSTROOM_DATABASE_URL": postgres.new_database()}
            with (
                tempfile.TemporaryDirectory() as data,
                Service(Path(data), "--workers=2", classifier=REAL, **UNLIMITED, **settings) as service,
            ):
                yield _overhead(service, where, count, bare)


def _overhead(service: Service, where: str, count: int, bare: Callable[[list[bytes]], float]) -> Figure:
    def documents() -> list[bytes]:
        return [make.pdf([f"{make.invoice(n)} {secrets.token_hex(4)}"]) for n in range(count)]

    def classify(documents: list[bytes]) -> None:
        for job in [service.submit(document, CATEGORIES) for document in documents]:
            service.client.get(f"/v1/jobs/{job}?wait=60").raise_for_status()

    classify(documents())
    bare(documents())
    api, loop = psutil.Process(service.process.pid), service.worker()
    assert loop
    groups = {"API": [api], "worker": [loop], "pool": service.pool()}
    used = dict.fromkeys((*groups, "bare"), 0.0)
    for _ in range(OVERHEAD_TURNS):
        same = documents()
        before = {group: cpu_seconds(members) for group, members in groups.items()}
        classify(same)
        for group, members in groups.items():
            used[group] += cpu_seconds(members) - before[group]
        used["bare"] += bare(same)
    each = {group: 1000 * seconds / count / OVERHEAD_TURNS for group, seconds in used.items()}
    note = ", ".join(f"{group} {value:.1f}" for group, value in each.items()) + " ms"
    bar = OVERHEAD_BAR if where == "SQLite" else None
    value = each["API"] + each["worker"] + each["pool"] - each["bare"]
    return Figure(f"engine and API, one-page job, {where}", value, "CPU ms", bar, note=note)


def peak_memory(service: Service, work: Callable[[], None]) -> float:
    """The most memory that the worker and its pool took together during `work`, in bytes."""
    process = service.worker()
    assert process
    members = [process, *service.pool()]
    stop, peak = threading.Event(), 0

    def watch() -> None:
        nonlocal peak
        while not stop.wait(0.02):
            with contextlib.suppress(psutil.NoSuchProcess):  # one that is being replaced
                peak = max(peak, sum(each.memory_info().rss for each in members))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        work()
    finally:
        stop.set()
        watcher.join()
    return peak


def long_document(size: float) -> Iterator[Figure]:
    """A document of 2,000 pages against one of 50: memory, and who waits meanwhile."""
    peaks: dict[int, float] = {}
    waits: list[float] = []
    long = int(2_000 * size)
    settings = UNLIMITED | {"POSTROOM_DOCUMENTS__MAX_PAGES": str(long)}
    for pages in (50, long):
        document = make.pdf([f"{make.invoice(n)}\n{make.contract()}" for n in range(pages)])
        with (
            tempfile.TemporaryDirectory() as folder,
            Service(Path(folder), "--workers=2", classifier=REAL, **settings) as service,
        ):
            service.classify(make.pdf([make.invoice()] * 2), CATEGORIES)

            def work(service: Service = service, document: bytes = document, pages: int = pages) -> None:
                job = service.submit(document, CATEGORIES)
                while pages == long and service.status(job)["status"] not in ("completed", "failed"):
                    started = time.perf_counter()
                    service.classify(make.pdf([f"{make.invoice()} {secrets.token_hex(4)}"]), CATEGORIES)
                    waits.append(time.perf_counter() - started)
                    threading.Event().wait(1)
                assert service.wait(job, 300)["result"]["processed_pages"] == pages

            peaks[pages] = peak_memory(service, work)
    note = f"{peaks[50] / 2**20:.0f} → {peaks[long] / 2**20:.0f} MiB"
    yield Figure(f"peak memory, {long} pages to 50", peaks[long] / peaks[50], "times", MEMORY_BAR, note=note)
    yield Figure(
        f"longest wait of a one-page job meanwhile, of {len(waits)}", max(waits, default=0.0), "s", FAIR_BAR
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=float, default=1, help="share of the load; only 1 gives figures")
    parser.add_argument("--only", default="", help="a part: texts, scans, short, overhead, million or long")
    options = parser.parse_args()
    print(machine() | {"load": os.getloadavg()[0]})
    good = True
    print("| figure | measured | bar | | details |\n|---|---|---|---|---|", flush=True)
    with Postgres() as postgres:
        parts: dict[str, Callable[[], Iterator[Figure]]] = {
            "texts": lambda: two_workers(
                postgres, "text PDFs of 20 pages", texts(options.size), 20, WORKERS_BAR
            ),
            "scans": lambda: two_workers(postgres, "scans of one page", scans(options.size), 1, WORKERS_BAR),
            # The API, the database and the engine share the two cores with both workers.
            "short": lambda: two_workers(postgres, "text PDFs of one page", short(options.size), 1),
            "overhead": lambda: overhead(postgres, options.size),
            "million": lambda: (Figure(*line) for line in million.figures(postgres, options.size)),
            "long": lambda: long_document(options.size),
        }
        for name, part in parts.items():
            if options.only in ("", name):
                for figure in part():
                    good = good and figure.good
                    print(figure.line(), flush=True)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
