"""Large documents are shared out in parts; everybody gets a share of the service."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import cast

import httpx
import sqlalchemy as sa

from postroom.storage.database import Database
from postroom.storage.tables import parts
from tests.files import make
from tests.service import FINAL, Service, wait_until

PARTS = {"POSTROOM_JOBS__PART_PAGES": "10"}


def other_key(service: Service, name: str) -> httpx.Client:
    made = subprocess.run(
        [sys.executable, "-m", "postroom", "keys", "create", f"--name={name}", f"--data-dir={service.folder}"],
        env=service.environment, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return httpx.Client(
        base_url=service.url, headers={"api-key": made.stdout.strip()}, timeout=30, trust_env=False
    )


def pages_of(job: dict[str, object]) -> list[int]:
    result = job["result"]
    assert isinstance(result, dict)
    return [page["page"] for page in cast("list[dict[str, int]]", result["page_results"])]


def test_a_large_document_is_whole_and_ends_once(tmp_path: Path, backend: dict[str, str]) -> None:
    with Service(tmp_path, "--workers=2", **PARTS, **backend) as service:
        texts = [f"Invoice {number}" for number in range(1, 81)]
        texts[41] = "@CRASH Invoice"
        job = service.submit(make.pdf(texts))
        done = service.wait(job, 120)
        assert pages_of(done) == list(range(1, 81))
        assert done["result"]["total_pages"] == 80
        wrong = [page["page"] for page in done["result"]["page_results"] if page["confidence"] == 0]
        assert wrong == [42]
        assert any("shared out in 8 parts" in line for line in service.log)


def test_its_progress_never_falls_and_a_worker_may_die(tmp_path: Path, backend: dict[str, str]) -> None:
    with Service(tmp_path, "--workers=2", **PARTS, **backend) as service:
        job = service.submit(make.pdf([f"@SLOW Invoice {number}" for number in range(60)]))
        url = f"/v1/jobs/{job}"

        def done() -> int:
            return service.client.get(url).json()["pages_done"]

        wait_until(lambda: done() >= 10, 60)
        wait_until(service.worker).kill()
        seen = [done()]

        def ended() -> bool:
            seen.append(done())
            return service.status(job)["status"] in FINAL

        wait_until(ended, 120)
        assert seen == sorted(seen)
        assert pages_of(service.status(job)) == list(range(1, 61))


def test_a_worker_that_is_lost_has_one_part_to_be_done_again(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=2", **PARTS) as service:
        database = Database.at(tmp_path / "postroom.db")
        begun = sa.select(sa.func.count()).where(parts.c.attempts > 0)
        left = sa.select(sa.func.count()).select_from(parts)
        seen: set[int] = set()

        def look(wanted: sa.Select[int]) -> int:
            with database.read() as connection:
                seen.add(connection.execute(begun).scalar_one())
                return connection.execute(wanted).scalar_one()

        job = service.submit(make.pdf([f"@SLOW Invoice {number}" for number in range(40)]))
        wait_until(lambda: look(left) == 4, 60)
        wait_until(lambda: look(left) == 0, 120)
        assert pages_of(service.wait(job)) == list(range(1, 41))
        assert max(seen) == 1
        database.close()


def test_a_deleted_job_stops_its_parts(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=1", **PARTS) as service:
        job = service.submit(make.pdf([f"@SLOW Invoice {number}" for number in range(200)]))
        wait_until(lambda: service.client.get(f"/v1/jobs/{job}").json()["pages_done"] >= 3, 60)
        assert service.client.delete(f"/jobs/{job}").status_code == 200
        # 200 slow pages would take a minute.
        assert service.wait(service.submit(make.pdf(["Contract"])), 20)["status"] == "completed"


def test_a_large_document_does_not_hold_up_a_small_one(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=1", **PARTS) as service:
        large = service.submit(make.pdf([f"@SLOW Invoice {number}" for number in range(300)]))
        wait_until(lambda: service.client.get(f"/v1/jobs/{large}").json()["pages_done"] >= 3, 60)
        small = [service.submit(make.pdf([f"Contract {number}"])) for number in range(5)]
        for job in small:
            assert service.wait(job, 40)["status"] == "completed"
        assert service.status(large)["status"] == "processing"


def test_a_part_that_loses_its_workers_ends_the_job(tmp_path: Path) -> None:
    settings = {"POSTROOM_DOCUMENTS__PAGE_SECONDS": "300", **PARTS}
    with Service(tmp_path, "--workers=1", **settings) as service:
        job = service.submit(make.pdf(["@HANG Invoice"] * 12))
        database = Database.at(tmp_path / "postroom.db")
        most = sa.select(sa.func.max(parts.c.attempts))

        def attempts() -> int:
            with database.read() as connection:
                return connection.execute(most).scalar() or 0

        for attempt in range(1, 4):
            wait_until(lambda attempt=attempt: attempts() >= attempt, 60)
            wait_until(service.worker).kill()
        service.wait(job, 60)
        assert service.client.get(f"/v1/jobs/{job}").json()["problem"]["code"] == "worker_lost"
        database.close()


def test_a_document_that_is_gone_is_told_so(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=0") as service:
        job = service.submit(make.pdf(["Invoice"]))
        for path in (tmp_path / "objects").glob("??/*"):
            path.unlink()
    with Service(tmp_path, "--workers=1") as service:
        service.wait(job)
        assert service.client.get(f"/v1/jobs/{job}").json()["problem"]["code"] == "document_lost"


def test_a_key_that_floods_the_service_leaves_room_for_another(
    tmp_path: Path, backend: dict[str, str]
) -> None:
    with Service(tmp_path, "--workers=1", **backend) as service, other_key(service, "other") as other:
        flood = [service.submit(make.pdf([f"@SLOW Invoice {number}"])) for number in range(200)]
        jobs: list[str] = []
        for number in range(5):
            files = {"pdf_file": make.pdf([f"Contract {number}"])}
            answer = other.post("/classify", files=files, data={"categories": '["a"]'})
            assert answer.status_code == 202, answer.text
            jobs.append(answer.json()["job_id"])
        for job in jobs:
            wait_until(lambda job=job: other.get(f"/classify/{job}").json()["status"] == "completed", 60)
        ended = sum(service.status(job)["status"] == "completed" for job in flood)
        assert ended < len(flood) / 4
