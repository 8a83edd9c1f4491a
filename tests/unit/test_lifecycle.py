"""Whatever happens to jobs, and in whatever order: they only go forward, end once, and keep their documents."""

from __future__ import annotations

import hashlib
import itertools
import random
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
    run_state_machine_as_test,
)

from postroom.errors import BatchClosed, DocumentCorrupt, NotFound, PostroomError
from postroom.jobs.batches import Batches
from postroom.jobs.intake import NewJob
from postroom.jobs.store import JobStore
from postroom.schemas import Category, Classification, JobStatus, PagePrediction
from postroom.storage import tables
from postroom.storage.database import Database
from postroom.storage.objects import FolderObjects
from postroom.storage.tables import api_keys, freed_documents, jobs, metadata, pages
from tests.servers import Postgres

ORDER = {JobStatus.QUEUED: 0, JobStatus.RUNNING: 1} | dict.fromkeys(
    (JobStatus.SUCCEEDED, JobStatus.FAILED, JobStatus.CANCELLED), 2
)
CATEGORIES = (Category("a"), Category("b"))


def assert_refused(error: type[PostroomError], call: Callable[[], object]) -> None:
    with pytest.raises(error):
        call()


def page(number: int) -> PagePrediction:
    scores = {"a": 0.7, "b": 0.2}
    return PagePrediction(number=number, category="a", confidence=0.7, scores=scores, none_of_these=0.1)


def result() -> Classification:
    return Classification(
        category="a", confidence=0.7, scores={"a": 0.7, "b": 0.2}, none_of_these=0.1, kind="pdf",
        total_pages=1, pages=(page(1),), model_version="test",
    )  # fmt: skip


class Jobs(RuleBasedStateMachine):
    known = Bundle("known")
    batches = Bundle("batches")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        root = Path(self.folder.name)
        self.database = self.open_database(root)
        self.database.migrate()
        with self.database.write() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())
        self.objects = FolderObjects(root)
        self.ended: list[str] = []
        self.ended_batches: list[str] = []
        self.queued: list[str] = []
        self.store = JobStore(
            self.database,
            self.objects,
            "test",
            timedelta(days=1),
            lambda _connection, job: self.ended.append(job),
            lambda _connection, batch: self.ended_batches.append(batch),
        )
        self.batches_ = Batches(
            self.database, timedelta(days=1), lambda _connection, batch: self.ended_batches.append(batch)
        )
        self.before: dict[str, tuple[JobStatus, int]] = {}
        self.accepted = 0
        with self.database.write() as connection:
            connection.execute(
                api_keys.insert().values(
                    id="key", name="key", hash="x", created_at=sa.func.current_timestamp()
                )
            )

    def open_database(self, folder: Path) -> Database:
        return Database.at(folder / "test.db")

    @rule(target=known, content=st.sampled_from([b"one", b"two", b"three"]))
    def submit(self, content: bytes) -> str:
        with self.objects.receive(100) as document:
            document.write(content)
            new = NewJob(key_id="key", categories=CATEGORIES, max_pages=9, document=document)
            submitted = self.store.submit([new], None, self.enqueue)
        self.accepted += 1
        return submitted.job_ids[0]

    def enqueue(self, _connection: sa.Connection, job: str, _key_id: str, priority: int) -> None:
        assert priority == 2
        self.queued.append(job)

    @rule(target=known, batch=batches, content=st.sampled_from([b"one", b"four"]))
    def submit_to_batch(self, batch: str, content: bytes) -> str:
        state = self.batches_.read(batch, "key")
        assert state
        if state.closed:
            assert_refused(BatchClosed, lambda: self.submit_to(batch, content))
            return self.submit_to(None, content)
        return self.submit_to(batch, content)

    def submit_to(self, batch: str | None, content: bytes) -> str:
        with self.objects.receive(100) as document:
            document.write(content)
            new = NewJob(key_id="key", categories=CATEGORIES, max_pages=9, document=document, batch_id=batch)
            job = self.store.submit([new], None, self.enqueue).job_ids[0]
        self.accepted += 1
        return job

    @rule(target=known, content=st.sampled_from([b"one", b"none"]))
    def submit_again(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        new = NewJob(key_id="key", categories=CATEGORIES, max_pages=8, sha256=sha256)
        if not self.objects.exists(sha256):
            assert_refused(NotFound, lambda: self.store.submit([new], None, self.enqueue))
            return self.submit_to(None, b"one")
        self.accepted += 1
        return self.store.submit([new], None, self.enqueue).job_ids[0]

    @rule(target=batches)
    def make_batch(self) -> str:
        new = self.batches_.new("key", "several", {}, None)
        self.batches_.create(new)
        return new.id

    @rule(batch=batches)
    def close_batch(self, batch: str) -> None:
        assert_refused(NotFound, lambda: self.batches_.close(batch, "other"))
        self.batches_.close(batch, "key")

    @rule(job=known)
    def cancel(self, job: str) -> None:
        state = self.store.state(job)
        assert self.store.cancel(job, "other") is False
        assert self.store.cancel(job, "key") == (state is not None and not state.status.final)

    @rule(job=known)
    def start(self, job: str) -> None:
        self.store.start(job)

    @rule(job=known, numbers=st.lists(st.integers(1, 5), max_size=4, unique=True))
    def save(self, job: str, numbers: list[int]) -> None:
        state = self.store.state(job)
        kept = self.store.save_pages(job, [page(number) for number in numbers], 5)
        assert kept == (state is not None and not state.status.final)

    @rule(job=known, good=st.booleans())
    def finish(self, job: str, *, good: bool) -> None:
        state = self.store.state(job)
        ended = self.store.finish(job, result() if good else DocumentCorrupt().problem)
        assert ended == (state is not None and not state.status.final)
        if ended:
            # The made-up result has one page, whatever was saved before.
            self.before.pop(job, None)

    @rule(job=consumes(known))
    def delete(self, job: str) -> None:
        assert self.store.delete(job, "other") is False
        assert self.store.delete(job, "key") is True
        assert self.store.state(job) is None
        self.before.pop(job, None)

    @invariant()
    def jobs_only_go_forward(self) -> None:
        with self.database.read() as connection:
            rows = connection.execute(sa.select(jobs)).all()
        for row in rows:
            status = JobStatus(row.status)
            last, done = self.before.get(row.id, (JobStatus.QUEUED, 0))
            assert ORDER[status] >= ORDER[last]
            assert row.pages_done >= done
            self.before[row.id] = (status, row.pages_done)
            assert (row.result is not None) == (status is JobStatus.SUCCEEDED)
            assert (row.category is not None) == (status is JobStatus.SUCCEEDED)
            assert (row.problem is not None) == (status in (JobStatus.FAILED, JobStatus.CANCELLED))
            assert self.objects.exists(row.sha256)
            assert row.id in self.queued or status is JobStatus.SUCCEEDED
            assert self.ended.count(row.id) == int(status.final)

    @invariant()
    def a_batch_ends_once_when_it_is_closed_and_its_jobs_have_ended(self) -> None:
        with self.database.read() as connection:
            rows = connection.execute(sa.select(tables.batches)).all()
            still_open = connection.execute(
                sa.select(jobs.c.batch_id).where(jobs.c.status.in_([JobStatus.QUEUED, JobStatus.RUNNING]))
            ).scalars()
            waiting = set(still_open)
        for row in rows:
            over = row.closed_at is not None and row.id not in waiting
            assert self.ended_batches.count(row.id) == int(over)
            shown = self.batches_.read(row.id)
            assert shown
            assert shown.status == ("finished" if over else "running" if row.closed_at else "open")

    @invariant()
    def pages_have_the_places_in_which_they_came(self) -> None:
        with self.database.read() as connection:
            rows = connection.execute(
                sa.select(jobs.c.pages_done, pages.c.position)
                .join(pages, pages.c.job_id == jobs.c.id)
                .order_by(jobs.c.id, pages.c.position)
            ).all()
        expected = itertools.chain.from_iterable(
            [(count, place) for place in range(1, count + 1)]
            for count in [row.pages_done for row in rows if row.position == 1]
        )
        assert [tuple(row) for row in rows] == list(expected)

    @invariant()
    def nothing_is_left_over(self) -> None:
        with self.database.read() as connection:
            used = set(connection.execute(sa.select(jobs.c.sha256)).scalars())
            freed = connection.execute(sa.select(freed_documents.c.sha256)).all()
            orphans = connection.execute(
                sa.select(pages.c.job_id)
                .join(jobs, jobs.c.id == pages.c.job_id, isouter=True)
                .where(jobs.c.id.is_(None) | ~jobs.c.status.in_([JobStatus.QUEUED, JobStatus.RUNNING]))
            ).all()
        stored = {path.name for path in Path(self.folder.name, "objects").rglob("*") if path.is_file()}
        assert stored == used
        assert not list(Path(self.folder.name, "incoming").iterdir())
        assert not orphans
        assert not freed
        assert self.store.documents_this_month("key")[0] == self.accepted

    def teardown(self) -> None:
        self.database.close()
        self.folder.cleanup()


Jobs.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestJobs = Jobs.TestCase


def on_postgres(postgres: Postgres) -> type[Jobs]:
    url = postgres.new_database()

    class JobsOnPostgres(Jobs):
        def open_database(self, folder: Path) -> Database:
            return Database.connect(url, 3)

    return JobsOnPostgres


def test_jobs_on_postgres(postgres: Postgres) -> None:
    few = settings(max_examples=10, stateful_step_count=25, deadline=None)
    run_state_machine_as_test(on_postgres(postgres), settings=few)


@pytest.mark.parametrize("where", ["SQLite", "Postgres"])
def test_pages_that_several_workers_save_at_the_same_time(where: str, request: pytest.FixtureRequest) -> None:
    """One of them was taken for dead and is not: each page is kept once, and counted once."""
    made = (Jobs if where == "SQLite" else on_postgres(request.getfixturevalue("postgres")))()
    job = made.submit_to(None, b"one")
    count = 60

    def work(worker: int) -> None:
        numbers = random.Random(worker).sample(range(1, count + 1), count)
        for start in range(0, count, 7):
            some = [page(number) for number in numbers[start : start + 7]]
            assert made.store.save_pages(job, some, count)

    with ThreadPoolExecutor(3) as executor:
        list(executor.map(work, range(3)))
    assert sorted(each.number for each in made.store.saved_pages(job)) == list(range(1, count + 1))
    state = made.store.state(job)
    assert state
    assert state.pages_done == count
    made.pages_have_the_places_in_which_they_came()
    made.teardown()
