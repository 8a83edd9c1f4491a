"""Whatever happens to jobs, and in whatever order: they only go forward, end once, and keep their documents."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

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

from postroom.errors import DocumentCorrupt
from postroom.jobs.store import JobStore, NewJob
from postroom.schemas import Category, Classification, JobStatus, PagePrediction
from postroom.storage.database import Database
from postroom.storage.objects import FolderObjects
from postroom.storage.tables import api_keys, freed_documents, jobs, metadata, pages
from tests.servers import Postgres

ORDER = {JobStatus.QUEUED: 0, JobStatus.RUNNING: 1, JobStatus.SUCCEEDED: 2, JobStatus.FAILED: 2}
CATEGORIES = (Category("a"), Category("b"))


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
        self.queued: list[str] = []
        self.store = JobStore(
            self.database,
            self.objects,
            "test",
            timedelta(days=1),
            lambda _connection, job: self.ended.append(job),
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
            job, _ = self.store.submit(new, None, lambda _connection, job: self.queued.append(job))
        self.accepted += 1
        return job

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
            assert (row.problem is not None) == (status is JobStatus.FAILED)
            assert self.objects.path(row.sha256).exists()
            assert row.id in self.queued or status is JobStatus.SUCCEEDED
            assert self.ended.count(row.id) == int(status.final)

    @invariant()
    def nothing_is_left_over(self) -> None:
        with self.database.read() as connection:
            used = set(connection.execute(sa.select(jobs.c.sha256)).scalars())
            freed = connection.execute(sa.select(freed_documents.c.sha256)).all()
            orphans = connection.execute(
                sa.select(pages.c.job_id)
                .join(jobs, jobs.c.id == pages.c.job_id, isouter=True)
                .where(jobs.c.id.is_(None) | jobs.c.status.in_([JobStatus.SUCCEEDED, JobStatus.FAILED]))
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


def test_jobs_on_postgres(postgres: Postgres) -> None:
    url = postgres.new_database()

    class JobsOnPostgres(Jobs):
        def open_database(self, folder: Path) -> Database:
            return Database.connect(url, 3)

    few = settings(max_examples=10, stateful_step_count=25, deadline=None)
    run_state_machine_as_test(JobsOnPostgres, settings=few)
