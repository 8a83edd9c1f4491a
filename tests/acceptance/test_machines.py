"""Several API processes and workers on one Postgres: what one of them knows, all know, and nobody is waited for."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from tests.files import make
from tests.servers import Bucket, Postgres
from tests.service import Service, wait_until

Worker = subprocess.Popen[str]
QUICK = {"POSTROOM_JOBS__HEARTBEAT_SECONDS": "0.3"}


@pytest.fixture
def database(postgres: Postgres) -> dict[str, str]:
    return {"POSTROOM_DATABASE_URL": postgres.new_database(), **QUICK}


@pytest.fixture
def start_worker(tmp_path: Path, database: dict[str, str]) -> Iterator[Callable[[str], Worker]]:
    """Starts a worker as on a machine of its own: with a data folder of its own."""
    started: list[Worker] = []

    def start(machine: str) -> Worker:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("POSTROOM_")}
        environment |= {"POSTROOM_CLASSIFIER__FACTORY": "tests.fakes:load", **database}
        command = [
            sys.executable,
            "-m",
            "postroom",
            "worker",
            f"--data-dir={tmp_path / machine}",
            "--workers=1",
        ]
        process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
        started.append(process)
        log = process.stderr
        assert log
        wait_until(lambda: "is ready" in log.readline())
        threading.Thread(target=log.read, daemon=True).start()
        return process

    yield start
    for process in started:
        process.kill()
        process.wait(timeout=10)
        assert process.stderr
        process.stderr.close()


@pytest.fixture
def apis(tmp_path: Path, database: dict[str, str]) -> Iterator[list[Service]]:
    # Documents in one folder that both share, as on a network file system.
    (tmp_path / "objects").mkdir()
    for machine in ("api-1", "api-2", "machine-1", "machine-2"):
        (tmp_path / machine).mkdir()
        (tmp_path / machine / "objects").symlink_to(tmp_path / "objects")
    with contextlib.ExitStack() as stack:
        yield [
            stack.enter_context(Service(tmp_path / name, "--workers=0", **database))
            for name in ("api-1", "api-2")
        ]


def submit(service: Service, count: int, pages: int = 3) -> list[str]:
    return [
        service.submit(make.pdf([f"@SLOW Invoice {number} page {page}" for page in range(pages)]))
        for number in range(count)
    ]


def test_replicas_share_jobs_keys_and_limits(
    apis: list[Service], start_worker: Callable[[str], Worker]
) -> None:
    first, second = apis
    start_worker("machine-1")
    job = first.submit(make.pdf([make.invoice()]))
    assert second.wait(job)["status"] == "completed"
    stored = second.submit(make.pdf([make.invoice()]))
    assert first.status(stored)["status"] == "completed"
    assert first.client.get("/org/get_usage").json() == second.client.get("/org/get_usage").json()
    assert first.client.delete(f"/jobs/{job}").status_code == 200
    assert second.client.get(f"/classify/{job}").status_code == 404


def test_a_worker_that_never_comes_back_is_replaced(
    apis: list[Service], start_worker: Callable[[str], Worker], postgres: Postgres, database: dict[str, str]
) -> None:
    lost, other = start_worker("machine-1"), start_worker("machine-2")
    jobs = submit(apis[0], 12)
    wait_until(lambda: sum(apis[1].status(job)["progress"].startswith("Processing") for job in jobs) >= 2, 60)
    lost.kill()
    for job in jobs:
        assert apis[1].wait(job, 120)["result"]["processed_pages"] == 3
    count = "SELECT count(*) FROM workers"
    wait_until(lambda: postgres.execute(count, database["POSTROOM_DATABASE_URL"])[0][0] == 1)
    assert other.poll() is None


def test_a_worker_that_stood_still_ends_when_it_wakes_up(
    apis: list[Service], start_worker: Callable[[str], Worker]
) -> None:
    zombie = start_worker("machine-1")
    start_worker("machine-2")
    jobs = submit(apis[0], 12)
    wait_until(lambda: sum(apis[1].status(job)["progress"].startswith("Processing") for job in jobs) >= 2, 60)
    zombie.send_signal(signal.SIGSTOP)
    children = psutil.Process(zombie.pid).children()
    for job in jobs:
        assert apis[1].wait(job, 120)["result"]["processed_pages"] == 3
    ended = {job: apis[0].status(job) for job in jobs}
    zombie.send_signal(signal.SIGCONT)
    assert zombie.wait(timeout=20) == 75
    psutil.wait_procs(children, timeout=10)
    assert {job: apis[1].status(job) for job in jobs} == ended


def test_a_clean_stop_hands_the_jobs_on_at_once(
    apis: list[Service], start_worker: Callable[[str], Worker], database: dict[str, str]
) -> None:
    database["POSTROOM_JOBS__STOP_SECONDS"] = "0"
    stopped = start_worker("machine-1")
    jobs = submit(apis[0], 6)
    wait_until(lambda: any(apis[1].status(job)["progress"].startswith("Processing") for job in jobs), 60)
    stopped.terminate()
    assert stopped.wait(timeout=20) == 0
    start_worker("machine-2")
    for job in jobs:
        assert apis[1].wait(job, 120)["result"]["processed_pages"] == 3


def test_the_database_goes_away_for_a_while(tmp_path: Path) -> None:
    with (
        Postgres() as server,
        Service(tmp_path, "--workers=1", POSTROOM_DATABASE_URL=server.new_database(), **QUICK) as service,
    ):
        if server.given:
            pytest.skip("a server that is not ours is not stopped")
        jobs = submit(service, 6)
        wait_until(lambda: service.status(jobs[0])["progress"].startswith("Processing"))
        server.stop()
        answer = service.client.get(f"/classify/{jobs[0]}")
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
        assert service.client.get("/livez").status_code == 200
        ready = service.client.get("/readyz")
        assert ready.status_code == 503
        assert ready.json()["checks"]["database"] == "unreachable"
        server.start()
        wait_until(lambda: service.client.get("/readyz").status_code == 200)
        for job in jobs:
            assert service.wait(job, 60)["result"]["processed_pages"] == 3


def test_the_store_goes_away_for_a_while(tmp_path: Path) -> None:
    def ready(service: Service) -> tuple[int, dict[str, str]]:
        # As long as a probe waits: deploy/kubernetes.yaml.
        answer = service.client.get("/readyz", timeout=15)
        return answer.status_code, answer.json()["checks"]

    checks = {"worker": "ok", "queue": "ok", "database": "ok"}
    with Bucket() as bucket, Service(tmp_path, "--workers=1", **bucket.settings("a")) as service:
        assert ready(service) == (200, checks | {"storage": "ok"})
        bucket.stop()
        assert ready(service) == (503, checks | {"storage": "unreachable"})
        assert service.client.get("/livez").status_code == 200
        bucket.start()
        wait_until(lambda: ready(service) == (200, checks | {"storage": "ok"}))


def test_the_figures_are_those_of_the_whole_service(tmp_path: Path, backend: dict[str, str]) -> None:
    def read(service: Service) -> dict[str, float]:
        answer = httpx.get(f"{service.url}/metrics", trust_env=False)
        assert answer.status_code == 200
        lines = [line.split() for line in answer.text.splitlines() if not line.startswith("#")]
        return {name: float(value) for name, value in lines}

    with Service(tmp_path, "--workers=0", **backend) as service:
        assert read(service)["postroom_oldest_queued_seconds"] == 0
        submit(service, 3)
        figures = read(service)
        assert figures.pop("postroom_oldest_queued_seconds") > 0
        assert figures == {
            'postroom_open_jobs{status="queued"}': 3,
            'postroom_open_jobs{status="running"}': 0,
            "postroom_workers": 0,
            "postroom_freed_documents": 0,
            "postroom_documents_total": 3,
        }


def test_a_full_queue_says_when_to_come_back(tmp_path: Path, backend: dict[str, str]) -> None:
    limits = {"POSTROOM_LIMITS__OPEN_JOBS_PER_KEY": "2", "POSTROOM_LIMITS__OPEN_JOBS": "3"}
    with Service(tmp_path, "--workers=0", **limits, **backend) as service:
        jobs = submit(service, 2)
        refused = service.client.post(
            "/classify", files={"pdf_file": make.pdf(["x"])}, data={"categories": '["a"]'}
        )
        assert refused.status_code == 503
        assert 5 <= int(refused.headers["retry-after"]) <= 15
        assert refused.json()["error"]["code"] == "service_unavailable"
        assert refused.json()["error"]["details"]["reason"] == "queue_full"
        made = subprocess.run(
            [sys.executable, "-m", "postroom", "keys", "create", "--name=other", f"--data-dir={tmp_path}"],
            env=service.environment, capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
        with httpx.Client(headers={"api-key": made.stdout.strip()}, trust_env=False) as other:
            files, data = {"pdf_file": make.pdf(["y"])}, {"categories": '["a"]'}
            assert other.post(f"{service.url}/classify", files=files, data=data).status_code == 202
            wait_until(lambda: other.get(f"{service.url}/readyz").json()["checks"]["queue"] == "full")
            full = other.post(f"{service.url}/v1/jobs", files=files, data=data)
        assert (full.status_code, full.json()["code"]) == (503, "queue_full")
        assert service.client.delete(f"/jobs/{jobs[0]}").status_code == 200
        wait_until(lambda: service.client.get("/readyz").json()["checks"]["queue"] == "ok")
        assert service.submit(make.pdf(["z"]))


def test_what_was_claimed_and_not_begun_goes_back(
    apis: list[Service],
    start_worker: Callable[[str], Worker],
    postgres: Postgres,
    database: dict[str, str],
) -> None:
    """As when the database goes away after the engine has claimed a job and before it has read it."""
    start_worker("machine-1")
    claim = (
        "UPDATE dbos.workflow_status SET status = 'PENDING', executor_id = (SELECT id FROM workers)"
        " WHERE workflow_uuid = '{}' AND status = 'ENQUEUED' RETURNING workflow_uuid"
    )

    def claimed() -> str | None:
        """A job that the worker has not come to before."""
        job = apis[0].submit(make.pdf(["Invoice"]))
        return job if postgres.execute(claim.format(job), database["POSTROOM_DATABASE_URL"]) else None

    assert apis[0].wait(wait_until(claimed))["status"] == "completed"
