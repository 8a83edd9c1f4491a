"""kill -9 of everything that can die, and a database that refuses: every accepted job ends, once."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from postroom.storage.database import Database
from postroom.storage.tables import jobs as jobs_table
from postroom.storage.tables import pages
from tests.files import make
from tests.service import Service, wait_until

JOBS = 50

REFUSES_RESULTS = """
CREATE TRIGGER no_results BEFORE UPDATE OF result ON jobs WHEN NEW.result IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'no results'); END
"""


def documents() -> list[bytes]:
    """Jobs of one to five pages, every page slow enough to be caught at work."""
    return [
        make.pdf([f"@SLOW Invoice {number} page {page}" for page in range(number % 5 + 1)])
        for number in range(JOBS)
    ]


def finished(service: Service, jobs: list[str]) -> int:
    return sum(service.status(job)["status"] == "completed" for job in jobs)


def check_all_end(service: Service, jobs: list[str]) -> None:
    for number, job in enumerate(jobs):
        result: dict[str, Any] = service.wait(job, 120)["result"]
        assert result, f"job {number} failed"
        assert [page["page"] for page in result["page_results"]] == list(range(1, number % 5 + 2))
        assert result["processed_pages"] == number % 5 + 1


@pytest.mark.parametrize("victim", ["pool process", "worker", "service"])
def test_every_job_survives(tmp_path: Path, backend: dict[str, str], victim: str) -> None:
    with Service(tmp_path, "--workers=2", **backend) as service:
        jobs = [service.submit(document) for document in documents()]
        for share in (0.1, 0.4):
            wait_until(lambda share=share: finished(service, jobs) >= share * JOBS, 60)
            before = {job: service.status(job) for job in jobs[:10]}
            if victim == "pool process":
                wait_until(service.pool)[0].kill()
            elif victim == "worker":
                worker = wait_until(service.worker)
                pool = service.pool()
                worker.kill()
                wait_until(
                    lambda pool=pool: (
                        not any(child.is_running() and child.status() != "zombie" for child in pool)
                    )
                )
            else:
                service.kill()
                service.start()
            for job, status in before.items():
                if status["status"] == "completed":
                    assert service.status(job) == status
        check_all_end(service, jobs)
    url = backend.get("POSTROOM_DATABASE_URL")
    database = Database.connect(url, 3) if url else Database.at(tmp_path / "postroom.db")
    with database.read() as connection:
        by_status = sa.select(jobs_table.c.status, sa.func.count()).group_by(jobs_table.c.status)
        assert [tuple(row) for row in connection.execute(by_status)] == [("succeeded", JOBS)]
        assert connection.execute(sa.select(sa.func.count()).select_from(pages)).scalar() == 0
    database.close()


def test_a_job_that_loses_every_worker_is_given_up(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=1", POSTROOM_JOBS__MAX_ATTEMPTS="3") as service:
        job = service.submit(make.pdf(["@HANG"]))
        for attempt in (1, 2, 3):
            assert wait_until(lambda attempt=attempt: attempts(tmp_path, job) == attempt, 60)
            worker = wait_until(service.worker)
            worker.kill()
            wait_until(lambda worker=worker: not worker.is_running())
        body = service.wait(job)
        assert (body["status"], body["result"]) == ("failed", None)
        assert "3 workers were lost" in body["error"]
        assert service.classify(make.pdf([make.invoice()]))["status"] == "completed"


def attempts(folder: Path, job: str) -> int:
    database = Database.at(folder / "postroom.db")
    with database.read() as connection:
        found = connection.execute(
            sa.select(jobs_table.c.attempts).where(jobs_table.c.id == job)
        ).scalar_one()
    database.close()
    return found


def test_a_worker_that_stands_still_is_replaced(tmp_path: Path) -> None:
    quick = {"POSTROOM_JOBS__HEARTBEAT_SECONDS": "0.3", "POSTROOM_JOBS__SILENT_LOOKS": "5"}
    with Service(tmp_path, "--workers=2", **quick) as service:
        jobs = [service.submit(document) for document in documents()]
        wait_until(lambda: finished(service, jobs) >= 5, 60)
        worker = wait_until(service.worker)
        worker.suspend()
        wait_until(lambda: not worker.is_running(), 30)
        check_all_end(service, jobs)
        assert any("was silent at 5 looks" in line for line in service.log)


def test_a_clean_stop_loses_nothing(tmp_path: Path) -> None:
    service = Service(tmp_path, "--workers=2", POSTROOM_JOBS__STOP_SECONDS="1")
    jobs = [service.submit(document) for document in documents()]
    wait_until(lambda: finished(service, jobs) >= 5, 60)
    assert service.stop() == 0
    with Service(tmp_path, "--workers=2") as restarted:
        check_all_end(restarted, jobs)


@pytest.mark.parametrize("mark", [{"RECYCLE_DOCUMENTS": "2"}, {"RECYCLE_MEMORY_MB": "1"}])
def test_pool_processes_are_replaced_before_they_are_worn_out(tmp_path: Path, mark: dict[str, str]) -> None:
    settings = {f"POSTROOM_DOCUMENTS__{name}": value for name, value in mark.items()}
    with Service(tmp_path, "--workers=1", **settings) as service:
        first = wait_until(service.pool)[0]
        jobs = [service.submit(make.pdf([f"Invoice {number}"] * 9)) for number in range(4)]
        for job in jobs:
            assert service.wait(job)["result"]["processed_pages"] == 9
        wait_until(lambda: not first.is_running())
        assert any("is replaced" in line for line in service.log)
        assert not any("a pool process died" in line for line in service.log)


def test_a_document_that_kills_its_reader_costs_only_itself(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=1", POSTROOM_DOCUMENTS__PAGE_SECONDS="2") as service:
        killer = service.submit(make.pdf(["@CRASH"]))
        hanging = service.submit(make.pdf(["@HANG", make.invoice()]))
        odd = service.submit(make.pdf(["@RAISE", "@HOG", make.invoice()]))
        good = service.submit(make.pdf([make.invoice()]))
        assert service.wait(good)["status"] == "completed"
        body = service.wait(killer)
        assert body["status"] == "failed"
        assert "crashes its reader" in body["error"]
        assert [page["success"] for page in service.wait(hanging)["result"]["page_results"]] == [False, True]
        pages = service.wait(odd)["result"]["page_results"]
        assert [page["success"] for page in pages] == [False, False, True]
        assert "nobody expects" not in str(pages)


def test_a_job_whose_result_cant_be_kept_ends_all_the_same(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=1") as service:
        with contextlib.closing(sqlite3.connect(tmp_path / "postroom.db")) as database:
            database.execute(REFUSES_RESULTS)
        for pages in (["Invoice"], ["@SLOW Invoice"] * 3):
            job = service.submit(make.pdf(pages))
            assert service.wait(job, 60)["status"] == "failed"
        assert service.client.get(f"/v1/jobs/{job}").json()["problem"]["code"] == "internal_error"
