"""What the service asks again and again takes no longer the more jobs have ended."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from postroom.jobs import doctor
from postroom.jobs.forecast import Forecast
from postroom.jobs.intake import NewJob
from postroom.jobs.reads import JobFilter
from postroom.jobs.services import Services
from postroom.schemas import Category, Classification, Job, JobStatus, PagePrediction
from postroom.settings import Settings
from postroom.storage.tables import api_keys, jobs
from tests.finished_jobs import fill, job_id
from tests.servers import Postgres
from tests.statements import asked, plan

COUNT = 20_000
KEY = "key"
FULL_SCAN = re.compile(
    r"Seq Scan on jobs\b|SCAN jobs(?! USING INDEX ix_jobs_(open|queued))|SEARCH jobs .*\(sha256>",
    re.MULTILINE,
)
"""How Postgres and SQLite call a table that is read from one end to the other; but who waits is found by all."""

BATCH = "00000000-0000-4000-8000-000000000000"
LISTS = {
    "all": JobFilter(),
    "status": JobFilter(status=JobStatus.FAILED),
    "category": JobFilter(category="Letter"),
    "time": JobFilter(created_before=datetime.now(UTC) - timedelta(days=2)),
    "metadata": JobFilter(metadata={"customer": "0000"}),
    "more metadata": JobFilter(metadata={"customer": "0000", "site": "1"}),
    "batch": JobFilter(batch_id=BATCH),
    "batch and status": JobFilter(batch_id=BATCH, status=JobStatus.FAILED),
    "batch and metadata": JobFilter(batch_id=BATCH, metadata={"site": "1"}),
}
MOST_STEPS = 5_000
"""Of SQLite's machine for a list of 20 jobs; to read all that match takes more, even if they are but 200."""


@pytest.fixture(scope="module", params=["SQLite", "Postgres"])
def services(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """With many finished jobs, and one that waits."""
    where: dict[str, Any] = {}
    if request.param == "Postgres":
        postgres: Postgres = request.getfixturevalue("postgres")
        where["database_url"] = postgres.new_database()
    services = Services.from_settings(Settings(data_dir=tmp_path_factory.mktemp("many"), **where))
    services.migrate()
    row = {"id": KEY, "name": KEY, "hash": secrets.token_hex(32), "created_at": datetime.now(UTC)}
    with services.database.write() as connection:
        connection.execute(api_keys.insert(), row)
    fill(services.database, finished(services), COUNT)
    submit(services)
    yield services
    services.close()


def submit(services: Services, sha256: str | None = None) -> str:
    url = None if sha256 else "https://example.com/a.pdf"
    new = NewJob(key_id=KEY, categories=(Category("a"),), max_pages=10, file_url=url, sha256=sha256)
    return services.store.submit([new], None, services.engine.enqueue).job_ids[0]


def finished(services: Services) -> str:
    job = submit(services)
    services.store.start(job)
    page = PagePrediction(number=1, category="a", confidence=0.7, scores={"a": 0.7}, none_of_these=0.3)
    result = Classification(
        category="a", confidence=0.7, scores={"a": 0.7}, none_of_these=0.3, kind="pdf",
        total_pages=1, pages=(page,), model_version="test",
    )  # fmt: skip
    assert services.store.finish(job, result)
    with services.database.write() as connection:
        connection.execute(jobs.update().values(sha256="0" * 64, cache_key="0" * 64))
    return job


def waiting(services: Services) -> Job:
    found = services.store.find(KEY, JobFilter(status=JobStatus.QUEUED), 1)
    return found[0]


def ask_everything(services: Services) -> None:
    """What clients, workers, sweeps, monitoring and the doctor ask."""
    store, some, now = services.store, job_id(COUNT // 2), datetime.now(UTC)
    store.state(some, KEY)
    store.job(some, KEY)
    store.result(some)
    store.work(some)
    for wanted in LISTS.values():
        store.find(KEY, wanted, 20)
        store.find(KEY, wanted, 20, (now - timedelta(days=1), some))
    services.forecast.of(waiting(services))
    services.forecast.places([some])
    store.open_jobs(100, KEY)
    store.open_jobs(100)
    store.submits_this_minute(KEY, 100)
    store.figures()
    store.delete_expired(200)
    store.remove_unreferenced(["f" * 64])
    submit(services)
    doctor.examine(services)


def plans(services: Services) -> dict[str, str]:
    """How the database does each of the statements about jobs, as it explains it."""
    return {
        statement: plan(services.database, statement, parameters)
        for statement, parameters in asked(services.database, lambda: ask_everything(services)).items()
        if re.match(r"SELECT|DELETE|UPDATE", statement) and re.search(r"\bjobs\b", statement)
    }


def test_no_question_reads_all_jobs(services: Services) -> None:
    found = plans(services)
    assert len(found) > 20
    scans = {statement: plan for statement, plan in found.items() if FULL_SCAN.search(plan)}
    assert not scans, "\n\n".join(f"{statement}\n{plan}" for statement, plan in scans.items())


@pytest.mark.parametrize("services", ["SQLite"], indirect=True)
@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("after", [None, (datetime.now(UTC) - timedelta(days=1), "0")], ids=["first", "next"])
def test_a_list_reads_little_more_than_it_shows(
    services: Services, name: str, after: tuple[datetime, str] | None
) -> None:
    assert steps(services, lambda: services.store.find(KEY, LISTS[name], 20, after)) < MOST_STEPS


@pytest.mark.parametrize("services", ["SQLite"], indirect=True)
def test_a_submit_reads_no_other_jobs(services: Services) -> None:
    one = services.store.find(KEY, JobFilter(category="Letter"), 1)[0]
    assert steps(services, lambda: submit(services, one.sha256)) < MOST_STEPS


@pytest.mark.parametrize("services", ["SQLite"], indirect=True)
def test_a_forecast_reads_few_jobs(services: Services) -> None:
    job, unmeasured = waiting(services), Forecast(services.database)
    assert steps(services, lambda: unmeasured.of(job)) < MOST_STEPS


def steps(services: Services, call: Callable[[], object]) -> int:
    """Of SQLite's machine, for all that the call asks."""
    hundreds: list[int] = []

    def count(connection: Any, *_: Any) -> None:
        connection.set_progress_handler(lambda: hundreds.append(100), 100)

    event.listen(services.database.engine, "checkout", count)
    call()
    event.remove(services.database.engine, "checkout", count)
    return sum(hundreds)
