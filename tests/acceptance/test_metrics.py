"""What /metrics tells of the work done: exact over kills and machines, and nothing of what a document says."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.files import make
from tests.service import Service, wait_until


def read(service: Service) -> dict[str, float]:
    """Every sample, by its name and its label values."""
    text = httpx.get(f"{service.url}/metrics", trust_env=False, timeout=60).text
    return {
        " ".join([sample.name.removeprefix("postroom_"), *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


class _Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the base class's name
        """Quiet."""


@pytest.fixture
def receiver() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Receiver)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_what_was_done_is_counted_exactly_and_outlasts_a_kill(
    tmp_path: Path, backend: dict[str, str], receiver: str
) -> None:
    with Service(tmp_path, "--workers=2", POSTROOM_WEBHOOK__URL=receiver, **backend) as service:
        pages = ["Invoice " * 50, "Contract " * 50, None, "@RAISE " * 50]
        service.classify(make.pdf(pages), ["Invoice", "Contract"])
        service.classify(make.scan("PRIVATE-CATEGORY"), ["PRIVATE-CATEGORY"])
        service.classify(b"%PDF-1.7 rubbish")
        # What has no transaction of its own is written a little later.
        wait_until(lambda: "page_seconds_total ocr" in read(service), 90)
        before = read(service)
        service.kill()
        service.start()
        assert before.items() <= read(service).items()
        service.classify(make.pdf(["Invoice " * 50]))
        create = ["keys", "create", "--name=poor", "--quota=0", f"--data-dir={tmp_path}"]
        command = [sys.executable, "-m", "postroom", *create]
        poor = subprocess.check_output(command, env=service.environment, text=True, timeout=180).strip()
        refused = service.client.post(
            "/classify",
            headers={"api-key": poor},
            files={"pdf_file": make.pdf(["x"])},
            data={"categories": '["a"]'},
        )
        assert refused.status_code == 402
        wait_until(lambda: read(service).get("refused_requests_total quota_exceeded"))
        wait_until(lambda: read(service).get("webhook_attempts_total delivered", 0) >= 1)
        figures = read(service)
        assert "PRIVATE" not in httpx.get(f"{service.url}/metrics", trust_env=False, timeout=60).text
    expected = {
        "ended_jobs_total succeeded": 3,
        "ended_jobs_total document_corrupt": 1,
        "pages_total text_layer": 3,
        "pages_total ocr": 1,
        "pages_total none": 1,
        "failed_pages_total": 1,
        "blank_pages_total": 1,
        "decided_pages_total local": 4,
        "pages_by_type_total invoice": 2,
        "pages_by_type_total contract": 1,
        "pages_by_type_total other": 1,
        "none_of_these_pages_total": 0,
        "page_confidence_bucket 0.8": 0,
        "page_confidence_bucket 0.9": 4,
        "page_confidence_bucket +Inf": 4,
        "page_confidence_count": 4,
        "refused_requests_total quota_exceeded": 1,
    }
    assert {name: figures.get(name) for name in expected} == expected
    assert figures["page_confidence_sum"] == pytest.approx(0.89 + 0.88 + 0.89 + 0.89)
    for stage in ("open", "read", "ocr", "classify"):
        assert figures[f"page_seconds_total {stage}"] > 0
