"""A job, its result and its document are kept so long, and then no longer."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from postroom.jobs.services import Services
from postroom.settings import load
from tests.files import make
from tests.service import Service, wait_until


def let_expire(folder: Path) -> str:
    """Make every job's last moment lie in the past; says for how many days they would have been kept."""
    database = sqlite3.connect(folder / "postroom.db", timeout=30)
    try:
        days = database.execute("SELECT julianday(expires_at) - julianday(created_at) FROM jobs").fetchone()
        with database:
            database.execute("UPDATE jobs SET expires_at = '2026-01-01 00:00:00.000000'")
        return f"{days[0]:.3f}"
    finally:
        database.close()


def test_an_expired_job_is_not_found_and_its_document_is_removed(tmp_path: Path) -> None:
    document = make.pdf(["@SLOW " + make.invoice()])
    with Service(tmp_path, "--workers=1") as service:
        job = service.submit(document)
        assert service.wait(job)["status"] == "completed"
        assert let_expire(tmp_path) == "7.000"
        for path in (f"/classify/{job}", f"/jobs/{job}", f"/jobs/{job}/result", f"/v1/jobs/{job}"):
            assert service.client.get(path).status_code == 404
        assert service.client.delete(f"/jobs/{job}").status_code == 404
        # The next sweep is the one of the next start.
        service.stop()
        service.start()
        wait_until(lambda: not [path for path in (tmp_path / "objects").rglob("*") if path.is_file()])
        # What has expired answers nothing any more; that it was sent stays counted.
        assert service.status(service.submit(document))["status"] == "processing"
        assert service.client.get("/org/get_usage").json()["current_usage"] == 2


def test_what_is_over_leaves_the_queue_and_no_trouble_in_the_log(
    tmp_path: Path, backend: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in backend.items():
        monkeypatch.setenv(name, value)
    settings = {"POSTROOM_JOBS__PART_PAGES": "10", "POSTROOM_JOBS__POLL_SECONDS": "0.2"}
    with (
        Service(tmp_path, "--workers=1", **settings, **backend) as service,
        contextlib.closing(Services.from_settings(load(data_dir=tmp_path))) as services,
    ):
        # The first are begun before the queue is looked at, where they may be; the others come through it.
        ended = [service.submit(make.pdf([f"Invoice {number}"])) for number in range(6)]
        ended.append(service.submit(b"%PDF-1.7 broken"))
        ended.append(service.submit(make.pdf(["Invoice in parts"] * 25)))
        cancelled, deleted = (service.submit(make.pdf([f"@SLOW {number}"] * 9)) for number in range(2))
        wait_until(lambda: service.client.get(f"/v1/jobs/{cancelled}").json()["pages_done"])
        assert service.client.post(f"/v1/jobs/{cancelled}/cancel").status_code == 200
        assert service.client.delete(f"/jobs/{deleted}").status_code == 200
        for job in ended:
            service.wait(job)
        wait_until(lambda: not list(services.engine.job_ids()))
    log = "".join(service.log)
    assert "ERROR" not in log
    assert "(dbos:" not in log, "the engine says that it found no entry"
    assert "pool process died" not in log
