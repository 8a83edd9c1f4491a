"""The service that is broken: its programs, who starts them again, and a client that does not give up."""

from __future__ import annotations

import collections
import contextlib
import importlib.util
import itertools
import json
import os
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import psutil
from tests.servers import Bucket, Postgres
from tests.service import KEY, ROOT, free_port, wait_until

WORKERS = 3
POOL_PROCESSES = 2
"""Of each worker."""

PART_PAGES = 8
"""Documents of more pages are shared out in parts of so many; a fault may cost a job as many."""

OTHER_KEYS = 2
"""Jobs come from so many keys besides the first."""

SETTINGS = {
    "POSTROOM_API_KEY": KEY,
    "POSTROOM_LIMITS__READS_PER_MINUTE": "0",
    "POSTROOM_JOBS__PART_PAGES": str(PART_PAGES),
    "POSTROOM_CLASSIFIER__FACTORY": "tests.fakes:load_counting",
    "POSTROOM_DOCUMENTS__CONFINED": "false",  # this classifier writes a file
}


NO_HEIRS = "import os, runpy; del os.environ['LD_PRELOAD']; runpy.run_module('postroom', run_name='__main__')"
"""Runs the command line with a clock of its own, which the pool processes don't get: they would lose its
settings, and wait by a wrong clock."""


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


class Clock:
    """The time that one worker believes in."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        self.set("+0")
        found = importlib.util.find_spec("libfaketime")
        library = Path(found.origin).parent if found and found.origin else folder
        self.environment = {
            "LD_PRELOAD": str(library / "vendor/libfaketime/src/libfaketime.so.1"),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    def set(self, difference: str) -> None:
        """Let it differ by so much, such as ``-1h``, a second or two from now."""
        draft = self._file.with_suffix(".new")
        draft.write_text(f"{difference}\n")
        draft.replace(self._file)

    def works(self) -> bool:
        """Whether a process on this machine can be made to believe it."""
        self.set("+1h")
        told = subprocess.run(
            [sys.executable, "-c", "import time; print(time.time())"],
            env=os.environ | self.environment, capture_output=True, check=False, timeout=30,
        )  # fmt: skip
        self.set("+0")
        return told.returncode == 0 and float(told.stdout) > time.time() + 3_000


class Receiver(ThreadingHTTPServer):
    """Takes the webhooks."""

    request_queue_size = 128

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


class Cluster:
    """The whole service: programs, servers, and a client that does not give up.

    On Postgres and S3 there are two API processes, and each program has a folder of its own, as on a machine
    of its own.
    """

    def __init__(self, folder: Path, postgres: Postgres | None, bucket: Bucket | None) -> None:
        self.folder, self.postgres, self.bucket = folder, postgres, bucket
        self.receiver = Receiver()
        self.pages = folder / "pages.log"
        self.pages.touch()
        self.disk = folder / "disk"
        self.disk.mkdir()
        self.small_disk = os.geteuid() == 0 and not subprocess.call(
            ["mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", self.disk], stderr=subprocess.DEVNULL
        )
        self.clock = Clock(folder)
        self.clock_works = self.clock.works()
        self._environment = self._settings()
        ports = [free_port() for _ in range(2 if postgres else 1)]
        self.apis = [
            self._program(f"api-{number}", "serve", f"--port={port}", "--workers=0")
            for number, port in enumerate(ports)
        ]
        self.urls = itertools.cycle([f"http://127.0.0.1:{port}" for port in ports])
        self.client = httpx.Client(timeout=15, trust_env=False)
        self.call("GET", "/readyz")
        self.keys = [KEY, *(self._new_key(f"key-{number}") for number in range(OTHER_KEYS))]
        self.workers = [
            self._program(f"worker-{number}", "worker", f"--workers={POOL_PROCESSES}")
            for number in range(WORKERS - 1)
        ]
        last = f"worker-{WORKERS - 1}"
        command = self._command(last, "worker", f"--workers={POOL_PROCESSES}")
        if self.clock_works:
            command = [sys.executable, "-c", NO_HEIRS, *command[3:]]
            self._environment |= self.clock.environment
        self.workers.append(Program(command, self._environment, self.folder / f"{last}.log"))
        self._stop = threading.Event()
        self._supervisor = threading.Thread(target=self._supervise, daemon=True)
        self._supervisor.start()

    def _settings(self) -> dict[str, str]:
        settings = {name: value for name, value in os.environ.items() if not name.startswith("POSTROOM_")}
        settings |= SETTINGS | {
            "PYTHONPATH": str(ROOT),
            "POSTROOM_TEST_PAGES": str(self.pages),
            "POSTROOM_WEBHOOK__URL": f"http://127.0.0.1:{self.receiver.server_port}/hook",
        }
        if self.postgres:
            settings["POSTROOM_DATABASE_URL"] = self.database_url = self.postgres.new_database()
        if self.bucket:
            settings |= self.bucket.settings("chaos")
        return settings

    def data(self, name: str) -> Path:
        """The folder of a program."""
        return self.disk / (name if self.postgres else "data")

    def _command(self, name: str, *command: str) -> list[str]:
        return [sys.executable, "-m", "postroom", *command, f"--data-dir={self.data(name)}"]

    def _program(self, name: str, *command: str) -> Program:
        return Program(self._command(name, *command), dict(self._environment), self.folder / f"{name}.log")

    def _new_key(self, name: str) -> str:
        made = subprocess.run(
            self._command("api-0", "keys", "create", f"--name={name}"),
            env=self._environment, capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
        return made.stdout.strip()

    def _supervise(self) -> None:
        while not self._stop.wait(1.0):
            for program in (*self.apis, *self.workers):
                program.look_after()

    def call(self, method: str, path: str, key: str = KEY, **request: Any) -> httpx.Response:
        """The answer of the first API process that gives one below 500, tried for two minutes."""
        deadline, wait = time.monotonic() + 120, threading.Event()
        while True:
            with contextlib.suppress(httpx.HTTPError):
                url = next(self.urls) + path
                answer = self.client.request(method, url, headers={"api-key": key}, **request)
                if answer.status_code < 500:
                    return answer
            assert time.monotonic() < deadline, f"no answer to {method} {path}"
            wait.wait(0.1)

    def submit(self, document: bytes, key: str) -> str:
        files, data = {"pdf_file": document}, {"categories": '["a", "b"]'}
        answer = self.call("POST", "/classify", key, files=files, data=data)
        assert answer.status_code == 202, answer.text
        return answer.json()["job_id"]

    def status(self, job: str, key: str) -> dict[str, Any]:
        """What a status read shows; an empty one for a job that is not known."""
        answer = self.call("GET", f"/classify/{job}", key)
        return answer.json() if answer.status_code == 200 else {}

    def open_jobs(self) -> int:
        """How many wait or run."""
        lines = self.call("GET", "/metrics").text.splitlines()
        return sum(int(float(line.split()[1])) for line in lines if line.startswith("postroom_open_jobs{"))

    def page_runs(self) -> list[tuple[str, int]]:
        """Every page that was begun, in order: the document's name and the page's number."""
        lines = (line.split() for line in self.pages.read_text().splitlines())
        return [(line[0], int(line[1])) for line in lines]

    def close(self) -> None:
        self._stop.set()
        self._supervisor.join()
        for program in (*self.apis, *self.workers):
            program.send(signal.SIGKILL)
            program.process.wait(timeout=30)
        self.client.close()
        self.receiver.shutdown()
        self.receiver.server_close()
        if self.small_disk:
            wait_until(lambda: subprocess.call(["umount", self.disk], stderr=subprocess.DEVNULL) == 0, 30)
