"""One trace from the request over the workers to the webhook, and none when nobody asked for it."""

from __future__ import annotations

import collections
import itertools
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.collector import Collector, Span
from tests.endpoint import Endpoint
from tests.files import make
from tests.receiver import Receiver
from tests.service import KEY, ROOT, Service, wait_until

CALLER = "00f067aa0ba902b7"


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector() as made:
        yield made


def settings(collector: Collector, **more: str) -> dict[str, str]:
    return {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "OTEL_BSP_SCHEDULE_DELAY": "50"} | more


def submit(service: Service, trace_id: str, document: bytes, **fields: str) -> str:
    response = service.client.post(
        "/v1/jobs",
        headers={"traceparent": f"00-{trace_id}-{CALLER}-01", "tracestate": "vendor=1"},
        files={"file": ("PRIVATE-NAME.pdf", document)},
        data={"categories": '["Invoice", "Contract", "PRIVATE-CATEGORY"]', **fields},
    )
    assert response.status_code == 202, response.text
    return response.json()["id"]


def tree(spans: list[Span]) -> dict[str, int]:
    """How often each way from the trace's first span down to another occurs."""
    by_id = {span.id: span for span in spans}

    def path(span: Span) -> str:
        parent = by_id.get(span.parent_id)
        return f"{path(parent)} > {span.name}" if parent else span.name

    return dict(collections.Counter(path(span) for span in spans))


def test_a_trace_goes_from_the_request_to_the_webhook(
    tmp_path: Path, backend: dict[str, str], collector: Collector
) -> None:
    small, large = "4bf92f3577b34da6a3ce929d0e0e4736", "5bf92f3577b34da6a3ce929d0e0e4736"
    with (
        Receiver(tmp_path / "hooks") as receiver,
        Service(
            tmp_path / "data",
            "--workers=1",
            POSTROOM_WEBHOOK__URL=receiver.url,
            POSTROOM_JOBS__PART_PAGES="2",
            POSTROOM_LOG_FORMAT="json",
            **settings(collector, **backend),
        ) as service,
    ):
        scan = submit(service, small, make.scan(make.contract()))
        parts = submit(service, large, make.pdf([make.invoice(number) for number in range(4)]))
        for job in (scan, parts):
            service.wait(job)
        wait_until(lambda: receiver.told() == 2)
        service.stop()
        told = {each.body["job_id"]: each.traceparent for each in receiver.received()}
    request, stages = "POST /v1/jobs", ("open", "read", "ocr", "classify")
    job = f"{request} > job"
    assert tree(collector.spans(small)) == {
        request: 1,
        job: 1,
        f"{job} > page": 1,
        **{f"{job} > page > {stage}": 1 for stage in stages},
        f"{job} > webhook": 1,
    }
    spans = collector.spans(large)
    part = f"{job} > part"
    found = tree(spans)
    assert found.pop(f"{part} > page > open", 0) >= 1
    assert found == {
        request: 1,
        job: 1,
        part: 2,
        f"{part} > page": 4,
        f"{part} > page > read": 4,
        f"{part} > page > classify": 4,
        f"{part} > webhook": 1,
    }
    assert next(span for span in spans if span.name == request).parent_id == CALLER
    assert {span.attributes["postroom.page"] for span in spans if span.name == "page"} == {1, 2, 3, 4}
    assert [span.attributes.get("postroom.outcome") for span in spans if span.name == "part"].count(
        "succeeded"
    ) == 1
    for trace_id, job_id in ((small, scan), (large, parts)):
        (webhook,) = (span for span in collector.spans(trace_id) if span.name == "webhook")
        assert told[job_id] == f"00-{trace_id}-{webhook.id}-01", "the receiver can go on with the trace"
        assert webhook.attributes["http.response.status_code"] == 200
    assert {span.service for span in spans} == {"postroom"}
    by_id = {span.id: span for span in spans}
    for span in spans:
        assert span.start <= span.end
        if span.name not in ("part", "webhook", "job") and (parent := by_id.get(span.parent_id)):
            assert parent.start <= span.start <= span.end <= parent.end, f"{span.name} is within its parent"
    pages = [span for span in spans if span.name == "page"]
    for before, after in itertools.pairwise(pages):
        # The pool has one process. A hundred-thousandth of a second for what rounding does.
        assert before.end <= after.start + 10_000, "however late the worker took them"
    lines = [json.loads(line) for line in service.log if line.startswith("{")]
    ended = next(line for line in lines if "ended: succeeded" in line["message"] and scan in line["message"])
    assert ended["trace_id"] == small


def test_a_job_that_two_threads_of_a_worker_come_to_is_looked_at_once(
    tmp_path: Path, collector: Collector
) -> None:
    trace_id = "6bf92f3577b34da6a3ce929d0e0e4736"

    def in_hand() -> bool:
        """Whether the queue has given it to a worker."""
        with sqlite3.connect(tmp_path / "postroom.db") as database:
            (found,) = database.execute("SELECT status FROM workflow_status").fetchall()
        return found == ("PENDING",)

    with Service(tmp_path, "--workers=1", POSTROOM_JOBS__PART_PAGES="2", **settings(collector)) as service:
        (reader,) = wait_until(service.pool)
        reader.suspend()  # so that the job, which was begun at once, comes through the queue too
        job = submit(service, trace_id, make.pdf([make.invoice(number) for number in range(4)]))
        wait_until(in_hand)
        reader.resume()
        service.wait(job)
        service.stop()
    names = collections.Counter(span.name for span in collector.spans(trace_id))
    assert (names["job"], names["part"]) == (1, 2)


def test_spans_hold_no_secrets(tmp_path: Path, collector: Collector) -> None:
    with (
        Endpoint() as endpoint,
        Receiver(tmp_path / "hooks") as receiver,
        Service(
            tmp_path / "data",
            "--workers=1",
            POSTROOM_CLASSIFIER__KIND="vision",
            POSTROOM_VISION__BASE_URL=endpoint.url,
            POSTROOM_VISION__MODEL="a-model",
            POSTROOM_VISION__INPUT="both",
            POSTROOM_LOG_FORMAT="json",
            POSTROOM_OUTBOUND__ALLOW_NETWORKS='["127.0.0.0/8"]',
            **settings(collector, OTEL_SERVICE_NAME="mail"),
        ) as service,
    ):
        hook = f"{receiver.url}?token=PRIVATE-TOKEN"
        metadata = '{"who": "PRIVATE-METADATA"}'
        for number, text in enumerate(("", "@RAISE", "@CRASH")):
            document = make.pdf([f"{text} {make.invoice()} PRIVATE-TEXT"])
            job = submit(service, f"{number + 1:032x}", document, webhook_url=hook, metadata=metadata)
            service.wait(job)
        data = {"file_url": "http://127.0.0.1:1/PRIVATE-URL", "categories": '["PRIVATE-CATEGORY", "b"]'}
        service.wait(service.client.post("/classify", data=data).json()["job_id"])
        query = {"category": "PRIVATE-CATEGORY", "metadata.who": "PRIVATE-METADATA"}
        assert service.client.get("/v1/jobs", params=query).status_code == 200
        assert service.client.get("/readyz").status_code == 200
        wait_until(lambda: receiver.told() == 3)
        service.stop()
    spans = collector.spans()
    assert "vision" in {span.name for span in spans}
    assert {span.attributes["url.query"] for span in spans if "url.query" in span.attributes} == {"REDACTED"}
    failed = {span.name: span.attributes["error.type"] for span in spans if span.failed}
    assert failed == {"job": "download_failed", "fetch": "DownloadFailed"}
    assert {span.service for span in spans} == {"mail"}
    assert not [span for span in spans if "readyz" in span.name], "probes would fill the store"
    sent = b"".join(collector.bodies)
    for secret in ("PRIVATE", KEY, "INVOICE"):
        assert secret.encode() not in sent
    raised = [json.loads(line) for line in service.log if "could not be classified" in line]
    assert raised[0]["trace_id"] == f"{2:032x}", "from the pool process"


def test_a_collector_that_is_away_harms_nobody(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=1", OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:1") as service:
        assert service.classify(make.pdf([make.invoice()]))["status"] == "completed"
        assert service.stop() == 0


IMPORTS = """
import sys, threading
from postroom import tracing
import postroom.api.server, postroom.jobs.worker
before = threading.active_count()
tracing.start()
print(sorted(name for name in sys.modules if name.startswith("opentelemetry.sdk"))[:1])
print(threading.active_count() - before, tracing.carry())
"""


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1", "OTEL_SDK_DISABLED": "True"},
        {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1", "OTEL_TRACES_EXPORTER": "none"},
    ],
)
def test_off_costs_nothing(variables: dict[str, str]) -> None:
    shown = subprocess.check_output(
        [sys.executable, "-c", IMPORTS], env=os.environ | variables, text=True, cwd=ROOT
    )
    assert shown.split("\n")[:2] == ["[]", "0 None"]


WITHOUT = "import sys; sys.modules['opentelemetry.sdk.trace'] = None; from postroom import cli; cli.main()"


@pytest.mark.parametrize(
    ("variables", "missing"),
    [
        ({"OTEL_TRACES_EXPORTER": "otlp"}, "opentelemetry.sdk.trace"),
        ({"OTEL_TRACES_EXPORTER": "zipkin"}, "the exporter zipkin"),
    ],
)
def test_what_is_not_installed_is_said_at_the_start(
    tmp_path: Path, variables: dict[str, str], missing: str
) -> None:
    program = WITHOUT if "sdk" in missing else "from postroom import cli; cli.main()"
    command = [sys.executable, "-c", program, "serve", "--port=0", f"--data-dir={tmp_path / 'data'}"]
    ended = subprocess.run(
        command, env=os.environ | variables, text=True, capture_output=True, timeout=120, check=False
    )
    assert ended.returncode != 0
    assert f"{missing} is not installed" in ended.stderr
    assert "pip install 'postroom[telemetry]'" in ended.stderr
    assert not (tmp_path / "data").exists()
