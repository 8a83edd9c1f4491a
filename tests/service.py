"""`postroom serve` as a user starts it: a process of its own, on a free port, with a folder of its own."""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self

import httpx
import psutil

ROOT = Path(__file__).parents[1]
FAKE = "tests.fakes:load"
KEY = "test-key"
FINAL = ("completed", "failed")
_given: set[int] = set()


def wait_until(condition: Callable[[], Any], seconds: float = 30.0) -> Any:
    """The first truthy value of `condition`; fails after the deadline."""
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not (value := condition()):
        assert time.monotonic() < deadline, "the condition did not come true in time"
        pause.wait(0.02)
    return value


def free_port() -> int:
    """A free port of this machine, given once. The one 10,000 above is free too: SeaweedFS listens there as well.

    No port that the system gives to outgoing connections (from 32,768 on): such a one may be gone when it is used.
    """
    while True:
        port = random.randrange(11_000, 21_000)
        with socket.socket() as first, socket.socket() as second:
            try:
                first.bind(("127.0.0.1", port))
                second.bind(("127.0.0.1", port + 10_000))
            except OSError:
                continue
        if port not in _given:
            _given.add(port)
            return port


class Service:
    """The running service, and a client for it.

    Attributes:
        prefix: A command that the service is started through.
    """

    prefix: Sequence[str] = ()

    def __init__(self, folder: Path, *options: str, classifier: str = FAKE, **settings: str) -> None:
        self.folder = folder
        self.options = options
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith("POSTROOM_")
        } | {
            "POSTROOM_API_KEY": KEY,
            "POSTROOM_CLASSIFIER__FACTORY": classifier,
            "PYTHONPATH": str(ROOT),
            **settings,
        }
        self.log: list[str] = []
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "postroom", "serve", "--port", "0", "--data-dir", str(self.folder)]
        self.process = subprocess.Popen(
            [*self.prefix, *command, *self.options], stderr=subprocess.PIPE, text=True, env=self.environment
        )
        self._address = threading.Event()
        self.url = ""
        self._reader = threading.Thread(target=self._read_log, daemon=True)
        self._reader.start()
        if not self._address.wait(60) or not self.url:
            self.process.kill()
            raise AssertionError("the service did not start: " + "".join(self.log))
        self.client = httpx.Client(base_url=self.url, headers={"api-key": KEY}, timeout=60, trust_env=False)

    def _read_log(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.log.append(line)
            if found := re.search(r"listens on (http\S+)", line):
                self.url = found[1]
                self._address.set()
        self._address.set()

    def stop(self) -> int:
        self.process.terminate()
        code = self.process.wait(timeout=60)
        self._close()
        return code

    def _close(self) -> None:
        self.client.close()
        self._reader.join(timeout=30)
        assert self.process.stderr
        self.process.stderr.close()

    def kill(self) -> None:
        """kill -9 of the API process; what it started must go with it."""
        children = psutil.Process(self.process.pid).children(recursive=True)
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=10)
        self._close()
        gone, alive = psutil.wait_procs(children, timeout=20)
        assert not alive, f"{len(alive)} of {len(gone) + len(alive)} processes outlived the service"

    def worker(self) -> psutil.Process | None:
        for child in psutil.Process(self.process.pid).children():
            if "worker" in child.cmdline():
                return child
        return None

    def pool(self) -> list[psutil.Process]:
        worker = self.worker()
        found: list[psutil.Process] = []
        for child in worker.children() if worker else []:
            # One that ends at this moment is none any more.
            with contextlib.suppress(psutil.NoSuchProcess):
                if "postroom.jobs.pool_entry" in child.cmdline():
                    found.append(child)
        return found

    def submit(
        self, document: bytes, categories: Sequence[Any] = ("Invoice", "Contract"), **fields: str
    ) -> str:
        response = self.client.post(
            "/classify",
            files={"pdf_file": ("document.pdf", document, "application/pdf")},
            data={"categories": json.dumps(list(categories)), **fields},
        )
        assert response.status_code == 202, response.text
        return response.json()["job_id"]

    def status(self, job_id: str) -> dict[str, Any]:
        response = self.client.get(f"/classify/{job_id}")
        assert response.status_code == 200, response.text
        return response.json()

    def wait(self, job_id: str, seconds: float = 60.0) -> dict[str, Any]:
        def ended() -> dict[str, Any] | None:
            status = self.status(job_id)
            return status if status["status"] in FINAL else None

        return wait_until(ended, seconds)

    def classify(
        self, document: bytes, categories: Sequence[Any] = ("Invoice", "Contract"), **fields: str
    ) -> Any:
        return self.wait(self.submit(document, categories, **fields))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.stop()
