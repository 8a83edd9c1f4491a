"""A service with a million finished jobs beside one with a thousand, for `scale.py`."""

from __future__ import annotations

import contextlib
import http.client
import random
import secrets
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.service import CATEGORIES, REAL
from tests.files import make
from tests.finished_jobs import fill, job_id
from tests.servers import Postgres
from tests.service import KEY, Service

from postroom.storage.database import Database

STATUS_BAR = 1.5
ROUNDS, READS = 8, 1_000
"""Each service in turn, so many reads at a time."""

LISTS = {
    "all": "",
    "status": "&status=failed",
    "category": "&category=Letter",
    "time": "&created_before=",
    "metadata": "&metadata.customer=0000",
}

Line = tuple[str, float, str, float | None, bool, str]


class _Side:
    """One of the two services.

    Attributes:
        count: Of its finished jobs.
        made: Seconds that filling its database took.
    """

    def __init__(self, folder: Path, count: int, settings: dict[str, str]) -> None:
        self._folder, self._settings, self.count = folder, settings, count
        with self.service(1) as service:
            original = service.classify(make.pdf([make.invoice()]), CATEGORIES)["job_id"]
            self._middle = service.client.get(f"/v1/jobs/{original}").json()["created_at"]
        url = settings.get("POSTROOM_DATABASE_URL")
        database = Database.connect(url, 3) if url else Database.at(folder / "postroom.db")
        started = time.perf_counter()
        fill(database, original, count)
        self.made = time.perf_counter() - started
        with database.read() as connection:
            size = (
                "SELECT pg_database_size(current_database())"
                if url
                else "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
            )
            self.bytes = int(connection.exec_driver_sql(size).scalar_one())
        database.close()

    def service(self, workers: int) -> Service:
        return Service(
            self._folder,
            f"--workers={workers}",
            classifier=REAL,
            POSTROOM_LIMITS__READS_PER_MINUTE="0",
            **self._settings,
        )

    def status(self) -> str:
        return f"/classify/{job_id(random.randint(1, self.count))}"

    def list(self, name: str) -> str:
        time_before = self._middle if name == "time" else ""
        return f"/v1/jobs?limit=20{LISTS[name]}{time_before}"


def figures(postgres: Postgres, size: float) -> Iterator[Line]:
    """The lines of the table: name, value, unit, bar, whether the bar is a most, details."""
    for where in ("SQLite", "Postgres"):
        with tempfile.TemporaryDirectory() as folder:
            sides: list[_Side] = []
            for count in (1_000, int(1_000_000 * size)):
                settings = {} if where == "SQLite" else {"POSTROOM_DATABASE_URL": postgres.new_database()}
                sides.append(_Side(Path(folder) / str(count), count, settings))
            yield from _compare(where, sides, max(50, int(READS * min(1, size * 10))))


def _compare(where: str, sides: list[_Side], reads: int) -> Iterator[Line]:
    few, many = sides
    kilobytes = (many.bytes - few.bytes) / (many.count - few.count) / 1e3
    yield f"database, a finished job, {where}", kilobytes, "kB", None, True, f"filled in {many.made:.0f} s"
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(contextlib.closing(_Client(side.service(0)))) for side in sides]
        taken = _in_turn(clients, [side.status for side in sides], reads)
        p99 = [statistics.quantiles(times, n=100)[98] for times in taken]
        medians = [statistics.median(times) for times in taken]
        note = f"p99 {p99[0]:.2f} → {p99[1]:.2f} ms, median {medians[0]:.2f} → {medians[1]:.2f} ms"
        name = f"status read p99, {many.count:,} finished jobs to {few.count:,}, {where}"
        yield name, p99[1] / p99[0], "times", STATUS_BAR, True, note
        for name in LISTS:
            paths: list[Callable[[], str]] = [lambda side=side, name=name: side.list(name) for side in sides]
            medians = [statistics.median(times) for times in _in_turn(clients, paths, max(10, reads // 50))]
            note = f"{medians[0]:.2f} → {medians[1]:.2f} ms"
            yield f"list by {name}, median, {where}", medians[1] / medians[0], "times", None, True, note
    with contextlib.ExitStack() as stack:
        services = [stack.enter_context(side.service(1)) for side in sides]
        times: list[list[float]] = [[], []]
        for number in range(max(5, reads // 30)):
            for side, service in enumerate(services):
                times[side].append(_one_page(service, number))
        medians = [statistics.median(each[2:]) for each in times]
        note = f"{medians[0]:.0f} → {medians[1]:.0f} ms"
        yield f"submit to end of one page, {where}", medians[1] / medians[0], "times", None, True, note


def _one_page(service: Service, number: int) -> float:
    """From the submit to the answer of a long poll, in ms."""
    document = make.pdf([f"{make.invoice(number)} {secrets.token_hex(4)}"])
    started = time.perf_counter()
    job = service.submit(document, CATEGORIES)
    service.client.get(f"/v1/jobs/{job}?wait=30").raise_for_status()
    return (time.perf_counter() - started) * 1000


def _in_turn(clients: list[_Client], paths: list[Callable[[], str]], reads: int) -> list[list[float]]:
    """The ms of every read: each client in turn, so that what else the machine does hits both alike."""
    taken: list[list[float]] = [[] for _ in clients]
    for round_number in range(ROUNDS + 1):
        for side, client in enumerate(clients):
            times = [client.read(paths[side]()) for _ in range(reads)]
            if round_number:  # the first one warms up
                taken[side] += times
    return taken


class _Client:
    """One connection to a service, as cheap as can be."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._connection = http.client.HTTPConnection(urlsplit(service.url).netloc, timeout=60)

    def read(self, path: str) -> float:
        started = time.perf_counter()
        self._connection.request("GET", path, headers={"api-key": KEY})
        answer: Any = self._connection.getresponse()
        answer.read()
        assert answer.status == 200, path
        return (time.perf_counter() - started) * 1000

    def close(self) -> None:
        self._connection.close()
        self._service.stop()
