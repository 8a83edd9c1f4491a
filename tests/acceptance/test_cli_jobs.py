"""`postroom jobs` and `postroom webhooks` against the real service."""

from __future__ import annotations

import json

from tests.acceptance.test_cli import run
from tests.files import make
from tests.service import KEY, Service


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
    assert run("jobs", "delete", good, *where).returncode == 0
    assert run("jobs", "show", good, *where).returncode == 4
    assert run("webhooks", "list", *where).returncode == 0
    assert run("webhooks", "replay", "no-such-delivery", *where).returncode == 4
