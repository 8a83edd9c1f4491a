"""Jobs that versions before have accepted end after an upgrade."""

from __future__ import annotations

import hashlib
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from dbos import DBOSClient, EnqueueOptions, WorkflowSerializationFormat

import postroom.storage
from postroom.jobs.engine import Engine
from postroom.storage.database import Database
from tests.files import make
from tests.service import KEY, Service, wait_until

VERSIONS = {"0006": ("classify", None), "0008": ("jobs", "key")}
"""Revisions of the tables, with the queue that jobs were put into then and the key that they were shared out by."""

CATEGORIES = '[{"name": "Invoice", "description": null}, {"name": "Contract", "description": null}]'
SAVED_PAGE = (
    '{"number":1,"category":"Contract","confidence":0.5,"scores":{"Invoice":0.25,"Contract":0.5},'
    '"none_of_these":0.25,"text_source":"text_layer","blank":false}'
)


class Earlier:
    """A database and a folder as a version before has left them."""

    def __init__(self, folder: Path, url: str | None, revision: str) -> None:
        self._folder = folder
        self._queue, self._partition = VERSIONS[revision]
        self.database = Database.connect(url, 3) if url else Database.at(folder / "postroom.db")
        config = Config()
        config.set_main_option("script_location", str(Path(postroom.storage.__path__[0]) / "migrations"))
        with self.database.write() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
        Engine.migrate(self.database)
        self._client = DBOSClient(system_database_engine=self.database.engine, application_name="postroom")
        self._tables = sa.MetaData()
        self._tables.reflect(self.database.engine, only=["api_keys", "jobs", "pages"])
        self._now = datetime.now(UTC)
        self._insert(
            "api_keys", id="key", name="POSTROOM_API_KEY", hash=hashlib.sha256(KEY.encode()).hexdigest()
        )

    def _insert(self, table: str, **values: object) -> None:
        if table != "pages":
            values["created_at"] = self._now
        with self.database.write() as connection:
            connection.execute(self._tables.tables[table].insert().values(**values))

    def accept(self, document: bytes, status: str = "queued") -> str:
        job, sha256 = str(uuid.uuid4()), hashlib.sha256(document).hexdigest()
        path = self._folder / "objects" / sha256[:2] / sha256
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(document)
        self._insert(
            "jobs",
            id=job,
            key_id="key",
            status=status,
            sha256=sha256,
            categories=CATEGORIES,
            max_pages=1_000,
            pages_done=0,
            attempts=0,
            updated_at=self._now,
            expires_at=self._now + timedelta(days=7),
        )
        options: EnqueueOptions = {
            "workflow_name": "classify",
            "queue_name": self._queue,
            "workflow_id": job,
            "app_version": "1",
            "serialization_type": WorkflowSerializationFormat.PORTABLE,
        }
        if self._partition:
            options["queue_partition_key"] = self._partition
        with self.database.write() as connection:
            self._client.enqueue_in_transaction(connection, options, job)
        return job

    def begin(self, job: str) -> None:
        """Save a page of the job, and leave it in the hands of a worker that does not come back."""
        self._insert("pages", job_id=job, number=1, prediction=SAVED_PAGE)
        jobs, now = self._tables.tables["jobs"], self._now
        workflows = f"{'dbos.' if self.database.remote else ''}workflow_status"
        taken = (
            f"UPDATE {workflows} SET status = 'PENDING', executor_id = 'gone-0' WHERE workflow_uuid = :job"
        )
        with self.database.write() as connection:
            connection.execute(
                jobs.update()
                .where(jobs.c.id == job)
                .values(status="running", started_at=now, used_pages=3, pages_done=1, attempts=1)
            )
            assert connection.execute(sa.text(taken), {"job": job}).rowcount == 1

    def close(self) -> None:
        self._client.destroy()
        self.database.close()


@pytest.mark.parametrize("revision", VERSIONS)
def test_accepted_jobs_end_after_an_upgrade(tmp_path: Path, backend: dict[str, str], revision: str) -> None:
    url = backend.get("POSTROOM_DATABASE_URL")
    before = Earlier(tmp_path, url, revision)
    waiting = [before.accept(make.pdf([f"Invoice {number}"] * 2)) for number in range(5)]
    begun = before.accept(make.pdf(["Invoice begun"] * 3))
    before.begin(begun)
    broken = before.accept(b"%PDF-1.7 broken")
    before.close()
    settings = {"POSTROOM_DATABASE_URL": url} if url else {}
    with Service(tmp_path, "--workers=1", POSTROOM_JOBS__HEARTBEAT_SECONDS="0.3", **settings) as service:
        for job in waiting:
            assert service.wait(job)["result"]["processed_pages"] == 2
        pages = service.wait(begun)["result"]["page_results"]
        # What was done before is not done again.
        assert [page["classification"] for page in pages] == ["Contract", "Invoice", "Invoice"]
        assert service.wait(broken)["status"] == "failed"
        assert service.classify(make.pdf(["Contract"]))["status"] == "completed"


def test_a_worker_leaves_alone_what_only_a_later_version_can_run(
    tmp_path: Path, backend: dict[str, str]
) -> None:
    with Service(tmp_path, "--workers=0", **backend) as service:
        later = service.submit(make.pdf(["Invoice of a later version"]))
        url = backend.get("POSTROOM_DATABASE_URL")
        database = Database.connect(url, 3) if url else Database.at(tmp_path / "postroom.db")
        workflows = f"{'dbos.' if url else ''}workflow_status"
        with database.write() as connection:
            connection.execute(sa.text(f"UPDATE {workflows} SET application_version = '1000'"))
    with Service(tmp_path, "--workers=1", **backend) as service:
        jobs = [service.submit(make.pdf([f"Contract {number}"])) for number in range(3)]
        for job in jobs:
            assert service.wait(job)["status"] == "completed"
        assert wait_until(service.worker).is_running()
        assert service.status(later)["status"] == "processing"
        assert service.client.get(f"/v1/jobs/{later}").json()["status"] == "queued"
        with database.write() as connection:
            connection.execute(sa.text(f"UPDATE {workflows} SET application_version = '1'"))
        assert service.wait(later)["status"] == "completed"
    database.close()
