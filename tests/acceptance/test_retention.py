"""A job, its result and its document are kept so long, and then no longer."""

from __future__ import annotations

import sqlite3
from pathlib import Path

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
