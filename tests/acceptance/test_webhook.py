"""The server-wide webhook (contract, case 37): the body of a status read, once a job has ended."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.files import make
from tests.service import Service, wait_until


class Receiver(ThreadingHTTPServer):
    """Keeps what it is sent, and fails as often as it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.received: list[dict[str, Any]] = []
        self.fail = 0


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert isinstance(self.server, Receiver)
        self.server.fail -= 1
        failed = self.server.fail >= 0
        if not failed:
            self.server.received.append(body)
        self.send_response(503 if failed else 200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the base class's name
        """Quiet."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_every_end_is_told_once(tmp_path: Path, receiver: Receiver) -> None:
    url = f"http://127.0.0.1:{receiver.server_port}/hook"
    with Service(tmp_path, "--workers=1", POSTROOM_WEBHOOK__URL=url) as service:
        receiver.fail = 1
        document = make.pdf([make.invoice()])
        good = service.submit(document)
        expected = [service.wait(good), service.classify(b"%PDF-1.7 rubbish")]
        stored = service.submit(document)
        expected.append(service.status(stored))
        wait_until(lambda: len(receiver.received) >= 3)
    by_job = {body["job_id"]: body for body in receiver.received}
    assert len(receiver.received) == 3
    assert by_job == {body["job_id"]: body for body in expected}


def test_a_killed_service_still_tells(tmp_path: Path, receiver: Receiver) -> None:
    url = f"http://127.0.0.1:{receiver.server_port}/hook"
    receiver.fail = 1_000
    with Service(tmp_path, "--workers=1", POSTROOM_WEBHOOK__URL=url) as service:
        job = service.submit(make.pdf([make.invoice()]))
        service.wait(job)
        wait_until(lambda: receiver.fail < 1_000)
        service.kill()
        receiver.fail = 0
        service.start()
        wait_until(lambda: receiver.received)
    assert {body["job_id"] for body in receiver.received} == {job}
