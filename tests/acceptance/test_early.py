"""Neither a job nor who asks for it waits for somebody's next look, and nothing is lost by not waiting."""

from __future__ import annotations

import contextlib
from pathlib import Path

from postroom import settings
from postroom.jobs.services import Services
from tests.files import make
from tests.service import Service, wait_until


def test_an_idle_worker_begins_at_once(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=1", POSTROOM_JOBS__POLL_SECONDS="600") as service:
        for number in range(3):
            job = service.submit(make.pdf([f"Invoice {number}"]))
            assert service.wait(job, 30)["status"] == "completed"
        with contextlib.closing(Services.from_settings(settings.load(data_dir=tmp_path))) as services:
            assert not list(services.engine.job_ids()), "what has ended still waits for a worker"


def test_a_job_that_comes_while_one_is_at_work_is_next(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=1", POSTROOM_JOBS__POLL_SECONDS="600") as service:
        first, second = (service.submit(make.pdf([f"@SLOW Invoice {number}"] * 6)) for number in range(2))
        assert service.wait(second, 30)["status"] == "completed"
        assert service.wait(first, 30)["status"] == "completed"


def test_a_job_begun_early_by_a_worker_that_dies_is_found_in_the_queue(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=1", POSTROOM_JOBS__POLL_SECONDS="5") as service:
        job = service.submit(make.pdf(["@SLOW Invoice"] * 4))
        wait_until(lambda: service.status(job)["progress"] != "Starting classification...")
        wait_until(service.worker).kill()
        assert service.wait(job)["result"]["processed_pages"] == 4


def test_who_waits_hears_at_once(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=1", POSTROOM_JOBS__WATCH_SECONDS="600") as service:
        for number, written in enumerate((str.lower, str.upper)):
            job = written(service.submit(make.pdf([f"Invoice {number}"])))
            answer = service.client.get(f"/v1/jobs/{job}?wait=60", timeout=30)
            assert answer.json()["status"] == "succeeded"

        job = service.submit(make.pdf(["@SLOW Invoice"] * 4))
        with service.client.stream("GET", f"/v1/jobs/{job}/events", timeout=30) as stream:
            names = [
                line.removeprefix("event: ") for line in stream.iter_lines() if line.startswith("event:")
            ]
        assert names.count("page") == 4
        assert names.index("page") < names.index("job") - 4, "all pages came with the end"
