"""Taking jobs out of the queue: each goes to one worker, in order, and no key takes all the places."""

from __future__ import annotations

import re
import secrets
import threading
from collections import Counter
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import ProgrammingError

from postroom.errors import StorageUnavailable
from postroom.jobs.claimer import Claimer
from postroom.jobs.engine import QUEUE
from postroom.jobs.services import Services
from postroom.settings import Settings
from tests.servers import Postgres
from tests.service import wait_until
from tests.statements import asked, plan

PLACES, SHARE = 16, 8


@pytest.fixture(params=["SQLite", "Postgres"])
def services(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Services]:
    where: dict[str, Any] = {}
    if request.param == "Postgres":
        postgres: Postgres = request.getfixturevalue("postgres")
        where["database_url"] = postgres.new_database()
    services = Services.from_settings(Settings(data_dir=tmp_path, **where))
    services.migrate()
    yield services
    services.close()


def enqueue(services: Services, count: int, key_id: str = "key", priority: int = 2) -> list[str]:
    """Jobs of which the engine alone knows."""
    job_ids = [f"{number:05}-{secrets.token_hex(4)}" for number in range(count)]
    with services.database.write() as connection:
        for job_id in job_ids:
            services.engine.enqueue(connection, job_id, key_id, priority)
    return job_ids


def test_of_many_workers_each_job_goes_to_one(services: Services) -> None:
    job_ids = enqueue(services, 120)

    def claim(worker: int) -> list[str]:
        mine: list[str] = []
        while some := services.engine.claim(QUEUE, "key", 7, f"worker-{worker}"):
            assert len(some) <= 7
            mine += some
        return mine

    with ThreadPoolExecutor(6) as executor:
        claimed = list(executor.map(claim, range(6)))
    assert Counter(job for mine in claimed for job in mine) == Counter(job_ids)
    assert services.engine.waiting_keys(QUEUE) == []


def test_the_most_urgent_come_first_and_then_the_oldest(services: Services) -> None:
    low, middle = enqueue(services, 2, priority=3), enqueue(services, 2)
    high = enqueue(services, 2, priority=1)
    claimed = services.engine.claim(QUEUE, "key", 5, "worker")
    assert set(claimed[:2]) == set(high)
    assert set(claimed[2:4]) == set(middle)
    assert set(claimed[4:]) < set(low)


def test_every_key_that_has_jobs_is_found(services: Services) -> None:
    for key_id in ("a", "b", "c"):
        enqueue(services, 3, key_id)
    assert sorted(services.engine.waiting_keys(QUEUE)) == ["a", "b", "c"]
    assert len(services.engine.claim(QUEUE, "b", 8, "worker")) == 3
    assert sorted(services.engine.waiting_keys(QUEUE)) == ["a", "c"]


def test_jobs_of_another_version_are_left_alone(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    enqueue(services, 1)
    monkeypatch.setattr("postroom.jobs.engine.WORKFLOW_VERSION", "2")
    newer = enqueue(services, 1)
    assert services.engine.claim(QUEUE, "key", 8, "worker") == newer


def test_a_look_reads_few_of_the_jobs_that_wait(services: Services) -> None:
    enqueue(services, 4_000, "many")
    enqueue(services, 1, "few")
    with services.database.write() as connection:
        connection.exec_driver_sql("ANALYZE")

    def look() -> None:
        assert set(services.engine.waiting_keys(QUEUE)) == {"few", "many"}
        assert len(services.engine.claim(QUEUE, "many", 8, "worker")) == 8
        assert len(services.engine.claimed_by("worker")) == 8
        assert services.engine.take_over(["another"]) == 0
        assert services.engine.take_over(["worker"], all_but=True) == 0
        services.engine.adopt_earlier()

    ways = [
        plan(services.database, statement, parameters)
        for statement, parameters in asked(services.database, look).items()
        if "workflow_status" in statement
    ]
    assert len(ways) == 6
    too_many = r"Seq Scan on workflow_status|SCAN workflow_status|Sort|TEMP B-TREE"
    # What is not a look at the queue may read an index of nothing but what is in hand from end to end.
    in_hand = "SCAN workflow_status USING INDEX idx_workflow_status_pending"
    for number, way in enumerate(ways):
        assert not re.search(too_many, way if number in (0, 1) else way.replace(in_hand, "")), way


class Work:
    """Jobs that end when they are told to."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.begun: list[str] = []
        self.may_end = threading.Semaphore(0)

    def see_through(self, job_id: str) -> None:
        self.begun.append(job_id)
        assert self.may_end.acquire(timeout=60)
        self.services.engine.leave(job_id, "worker")

    def end(self, count: int) -> None:
        self.may_end.release(count)


@pytest.fixture
def claimer(services: Services) -> Generator[Callable[[Callable[[str], None], float], Claimer]]:
    started: list[Claimer] = []

    def start(run: Callable[[str], None], seconds: float) -> Claimer:
        claimer = Claimer(services.engine, QUEUE, "worker", PLACES, SHARE, seconds, run)
        claimer.start()
        started.append(claimer)
        return claimer

    yield start
    for each in started:
        each.stop()


Start = Callable[[Callable[[str], None], float], Claimer]


def test_a_key_has_its_share_of_the_places_and_gets_more_as_they_fall_free(
    services: Services, claimer: Start
) -> None:
    enqueue(services, 50)
    work = Work(services)
    # Between two looks there is an hour, but for those that the end of jobs calls for.
    claimer(work.see_through, 3_600)
    wait_until(lambda: len(work.begun) == SHARE)
    work.end(SHARE // 2)
    wait_until(lambda: len(work.begun) == SHARE + SHARE // 2)
    work.end(100)
    wait_until(lambda: len(work.begun) == 50)


def test_others_find_places_beside_a_key_with_many_jobs(services: Services, claimer: Start) -> None:
    enqueue(services, 50, "many")
    work = Work(services)
    claimer(work.see_through, 0.05)
    wait_until(lambda: len(work.begun) == SHARE)
    few = enqueue(services, 2, "few")
    wait_until(lambda: set(few) <= set(work.begun))
    enqueue(services, 50, "more")
    wait_until(lambda: len(work.begun) == PLACES)
    work.end(200)
    wait_until(lambda: len(work.begun) == 102)


def test_a_look_that_fails_is_repeated(
    services: Services, claimer: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0
    ask = services.engine.waiting_keys

    def fail_twice(queue: str) -> list[str]:
        nonlocal looks
        looks += 1
        if looks == 1:
            raise StorageUnavailable("gone")
        if looks == 2:
            raise ProgrammingError("", None, Exception())
        return ask(queue)

    monkeypatch.setattr(services.engine, "waiting_keys", fail_twice)
    job_ids = enqueue(services, 1)
    work = Work(services)
    work.end(1)
    claimer(work.see_through, 0.05)
    wait_until(lambda: work.begun == job_ids)


def test_a_job_that_can_not_be_seen_through_gives_its_place_to_the_next(
    services: Services, claimer: Start
) -> None:
    begun: list[str] = []

    def fail(job_id: str) -> None:
        begun.append(job_id)
        raise RuntimeError(job_id)

    job_ids = enqueue(services, 3 * PLACES)
    claimer(fail, 0.05)
    wait_until(lambda: sorted(begun) == sorted(job_ids))
    assert services.engine.at_work(job_ids) == set(job_ids), "none is lost: they are this worker's still"


def test_no_job_is_claimed_after_the_stop(services: Services, claimer: Start) -> None:
    work = Work(services)
    work.end(9)
    stopped = claimer(work.see_through, 0.01)
    stopped.stop()
    enqueue(services, 1)
    assert services.engine.waiting_keys(QUEUE) == ["key"]
