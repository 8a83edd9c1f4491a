"""`postroom doctor` finds what belongs to nothing, and mends it; a healthy service has nothing to find."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from postroom import settings as settings_module
from postroom.jobs.services import Services
from postroom.storage.tables import jobs, pages
from tests.files import make
from tests.service import Service


def doctor(service: Service, *options: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "postroom", "doctor", f"--data-dir={service.folder}", *options],
        env=service.environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return done.returncode, done.stdout


def services_of(service: Service, monkeypatch: Any) -> Services:
    for name, value in service.environment.items():
        if name.startswith("POSTROOM_") and not name.startswith("POSTROOM_TEST_"):
            monkeypatch.setenv(name, value)
    return Services.from_settings(settings_module.load(data_dir=service.folder))


def test_a_healthy_service_has_nothing_to_find(tmp_path: Path, backend: dict[str, str]) -> None:
    with Service(tmp_path, "--workers=1", **backend) as service:
        done = service.classify(make.pdf([make.invoice()]))
        service.classify(b"%PDF-1.7 rubbish")
        service.submit(make.pdf(["@SLOW waiting"]))
        assert service.client.delete(f"/jobs/{done['job_id']}").status_code == 200
        assert doctor(service) == (0, "")


def test_what_belongs_to_nothing_is_found_and_mended(
    tmp_path: Path, backend: dict[str, str], monkeypatch: Any
) -> None:
    with Service(tmp_path, "--workers=0", **backend) as service:
        unqueued, lost, forgotten, expired = (service.submit(make.pdf([f"document {n}"])) for n in range(4))
        services = services_of(service, monkeypatch)
        now = datetime.now(UTC)
        old = now - timedelta(days=1)
        services.engine.forget(unqueued)
        with services.objects.receive(100) as document:
            document.write(b"nobody's")
            nobodys = services.objects.secure(document)
            services.objects.place(document)
        if not backend:
            os.utime(tmp_path / "objects" / nobodys[:2] / nobodys, (old.timestamp(), old.timestamp()))
        with services.database.write() as connection:
            connection.execute(jobs.update().where(jobs.c.id == unqueued).values(created_at=old))
            connection.execute(jobs.update().where(jobs.c.id == expired).values(expires_at=old))
            connection.execute(pages.insert().values(job_id=expired, number=1, prediction="{}"))
            connection.execute(jobs.update().where(jobs.c.id == expired).values(status="failed"))
            connection.execute(jobs.delete().where(jobs.c.id == forgotten))
        work = services.store.work(lost)
        assert work
        assert work.sha256
        services.objects.delete(work.sha256)
        code, told = doctor(service, "--json")
        assert code == 1
        findings = [json.loads(line) for line in told.splitlines()]
        assert [unqueued] in [finding["names"] for finding in findings]
        assert not any(finding["mended"] for finding in findings)
        code, found = doctor(service)
        assert code == 1
        for finding in (
            "1 expired jobs that were not swept",
            "1 queued work whose job is gone",
            "1 open jobs that are in no queue",
            "1 jobs with left-over pages",
            "1 open jobs whose document is gone",
        ):
            assert finding in found
        # The document of the row that was deleted is too young to count; so is everything in the new bucket.
        assert ("1 documents without a job" in found) == (not backend)
        assert doctor(service, "--fix")[0] == 1
        assert doctor(service) == (1, f"1 open jobs whose document is gone\n  {lost}\n")
        assert service.client.delete(f"/jobs/{lost}").status_code == 200
        assert doctor(service) == (0, "")
        with services.database.read() as connection:
            assert set(connection.execute(sa.select(jobs.c.id)).scalars()) == {unqueued}
        if not backend:
            assert not services.objects.exists(nobodys)
        services.close()
        service.stop()
    with Service(tmp_path, "--workers=1", **backend) as service:
        assert service.wait(unqueued)["status"] == "completed"
