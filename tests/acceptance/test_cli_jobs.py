"""`postroom jobs` and `postroom webhooks` against the real service."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.acceptance.test_cli import run
from tests.files import make
from tests.receiver import Receiver
from tests.service import KEY, Service, wait_until


def test_jobs_are_listed_shown_watched_cancelled_and_deleted(service: Service) -> None:
    where = ("--server", service.url, "--key", KEY)
    good = service.submit(make.pdf([make.invoice()]))
    bad = service.submit(b"%PDF-1.7 rubbish")
    watched = run("jobs", "watch", good, *where)
    assert json.loads(watched.stdout)["category"] == "Invoice"
    failed = run("jobs", "watch", bad, *where)
    assert failed.returncode == 6
    assert json.loads(failed.stdout)["status"] == "failed"
    listed = run("jobs", "list", "--status", "succeeded", "--json", "--limit", "200", *where)
    assert good in {json.loads(line)["id"] for line in listed.stdout.splitlines()}
    assert bad not in listed.stdout
    assert json.loads(run("jobs", "show", good, *where).stdout)["result"]["category"] == "Invoice"
    assert "error:" in run("jobs", "cancel", good, *where).stderr
    assert run("jobs", "delete", good, *where).stderr == f"The job {good} is forgotten.\n"
    assert run("jobs", "show", good, *where).returncode == 4
    assert run("webhooks", "list", *where).returncode == 0
    assert run("webhooks", "replay", "no-such-delivery", *where).returncode == 4


def test_deliveries_are_listed_and_replayed(tmp_path: Path) -> None:
    settings = {
        "POSTROOM_OUTBOUND__ALLOW_NETWORKS": '["127.0.0.0/8"]',
        "POSTROOM_WEBHOOK__SECONDS": "2",
        "POSTROOM_WEBHOOK__RETRY_HOURS": "0.0001",
    }
    with (
        Receiver(tmp_path / "receiver") as receiver,
        Service(tmp_path / "service", "--workers=1", **settings) as service,
    ):
        where = ("--server", service.url, "--key", KEY)
        service.client.post("/v1/webhook-endpoints", json={"url": receiver.url, "events": ["job.completed"]})

        def deliveries(*more: str) -> list[dict[str, Any]]:
            listed = run("webhooks", "list", "--json", *more, *where)
            return [json.loads(line) for line in listed.stdout.splitlines()]

        receiver.kill()
        jobs: list[str] = []
        for number in range(3):
            jobs.append(service.submit(make.pdf([make.invoice(number)])))
            wait_until(lambda: len(deliveries("--status", "failed")) == len(jobs), 60)
        newest, middle, oldest = deliveries("--status", "failed")
        assert [each["job_id"] for each in (oldest, middle, newest)] == jobs
        receiver.start()
        assert "1 deliveries" in run("webhooks", "replay", oldest["id"], *where).stderr
        wait_until(lambda: receiver.told() == 1)
        since = run("webhooks", "replay", "--failed", "--since", middle["created_at"], *where)
        assert "1 deliveries" in since.stderr, since.stderr
        wait_until(lambda: receiver.told() == 2)
        assert "1 deliveries" in run("webhooks", "replay", "--failed", *where).stderr
        wait_until(lambda: receiver.told() == 3)
        assert {each.body["data"]["id"] for each in receiver.received()} == set(jobs)
        wait_until(lambda: len(deliveries("--status", "delivered")) == 3)
        assert deliveries("--status", "failed") == []
        assert run("webhooks", "replay", *where).returncode == 2
        assert run("webhooks", "replay", newest["id"], "--since", "2026-05-03", *where).returncode == 2
