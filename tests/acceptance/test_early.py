"""A job does not wait for the worker's next look at the queue, and loses nothing by not waiting."""

from __future__ import annotations

from pathlib import Path

from tests.files import make
from tests.service import Service, wait_until


def test_an_idle_worker_begins_at_once(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=1", POSTROOM_JOBS__POLL_SECONDS="600") as service:
        for number in range(3):
            job = service.submit(make.pdf([f"Invoice {number}"]))
            assert service.wait(job, 30)["status"] == "completed"


def test_a_job_begun_early_by_a_worker_that_dies_is_found_in_the_queue(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=1", POSTROOM_JOBS__POLL_SECONDS="5") as service:
        job = service.submit(make.pdf(["@SLOW Invoice"] * 4))
        wait_until(lambda: service.status(job)["progress"] != "Starting classification...")
        wait_until(service.worker).kill()
        assert service.wait(job)["result"]["processed_pages"] == 4
