"""The durable workflow: what happens to a job from the queue to its end.

The engine (DBOS) keeps a job in its queue until a worker has seen it through: a worker that dies leaves
the job to be started again. Nothing here is remembered by the engine between attempts: every step can be
repeated, because each looks in the job's row for what is done already.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import random
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from dbos import DBOS, DBOSClient, WorkflowSerializationFormat

from postroom import outbound
from postroom.classification.aggregate import aggregate
from postroom.classification.vision.referral import Referral
from postroom.documents.document import sniff
from postroom.documents.ranges import PageRanges
from postroom.errors import DownloadFailed, PostroomError, StorageFull, StorageUnavailable, WorkerLost
from postroom.jobs.pool import Begun, Pool, Start
from postroom.jobs.reads import JobWork
from postroom.jobs.spending import Ledger
from postroom.jobs.store import JobStore
from postroom.schemas import Classification, PagePrediction, Problem
from postroom.settings import Settings
from postroom.storage.database import Database
from postroom.storage.objects import Objects

if TYPE_CHECKING:
    from postroom.classification.vision.vision import Vision

Event = Begun | Start | PagePrediction | Referral | None

log = logging.getLogger(__name__)

APPLICATION = "postroom"
WORKFLOW = "classify"
WORKFLOW_VERSION = "1"
"""Raise it when a running job could not be taken over by the new code."""
QUEUE = "classify"
LISTED_AT_ONCE = 1_000
SAVE_SECONDS = 0.25
"""How often a running job's pages and progress are written."""
LOOK_SECONDS = 1.0
"""How often a job that waits for its document to be opened is looked at: it may have been cancelled."""


class Engine:
    """Puts jobs into the durable queue; used by the API."""

    def __init__(self, database: Database) -> None:
        self._client = DBOSClient(
            system_database_engine=database.engine,
            application_name=APPLICATION,
            lazy=True,
            retry_connection_errors=False,
        )

    @staticmethod
    def migrate(database: Database) -> None:
        """Bring the engine's own tables to the newest shape."""
        # On Postgres the engine has a lock of its own, and builds indexes that wait for open transactions.
        with contextlib.nullcontext() if database.remote else database.exclusive("migrate"):
            DBOS.migrate(database.url)

    def enqueue(self, connection: sa.Connection, job_id: str, priority: int) -> None:
        """Put the job into the queue, within the transaction of `connection`; the lower `priority` first."""
        self._client.enqueue_in_transaction(
            connection,
            {
                "workflow_name": WORKFLOW,
                "queue_name": QUEUE,
                "workflow_id": job_id,
                "app_version": WORKFLOW_VERSION,
                "serialization_type": WorkflowSerializationFormat.PORTABLE,
                "priority": priority,
            },
            job_id,
        )

    def job_ids(self) -> Iterator[str]:
        """The jobs that the engine knows of, whatever became of them."""
        for start in itertools.count(0, LISTED_AT_ONCE):
            found = self._client.list_workflows(
                name=WORKFLOW,
                limit=LISTED_AT_ONCE,
                offset=start,
                load_input=False,
                load_output=False,
            )
            yield from (each.workflow_id for each in found)
            if len(found) < LISTED_AT_ONCE:
                return

    def at_work(self, job_ids: list[str]) -> set[str]:
        """Those of the jobs that are queued or in a worker's hands."""
        found = self._client.list_workflows(
            workflow_ids=job_ids,
            status=["ENQUEUED", "PENDING", "DELAYED"],
            load_input=False,
            load_output=False,
        )
        return {each.workflow_id for each in found}

    def forget(self, job_id: str) -> None:
        """Take a deleted or cancelled job out of the queue, and forget that it was there."""
        self._client.delete_workflows([job_id])

    def close(self) -> None:
        """Release what the client holds."""
        self._client.destroy()


class Runner:
    """Sees one job through; used by the workers."""

    def __init__(
        self,
        settings: Settings,
        store: JobStore,
        objects: Objects,
        pool: Pool,
        model_version: str,
        vision: Vision | None,
        ledger: Ledger,
    ) -> None:
        self._settings = settings
        self._store = store
        self._objects = objects
        self._pool = pool
        self._model_version = model_version
        self._vision = vision
        self._ledger = ledger
        self._begun: set[str] = set()
        self._in_hand: set[str] = set()
        self._changed = threading.Condition()

    def drain(self, seconds: float) -> None:
        """Take up no new job, and wait up to `seconds` for those that have begun to end."""
        self._pool.drain()
        with self._changed:
            self._changed.wait_for(lambda: not self._begun, timeout=seconds)

    def register(self) -> None:
        """Make `run` the workflow that the engine starts for a job."""

        @DBOS.workflow(
            name=WORKFLOW,
            # Our own count of attempts without progress decides; the engine must never give up before it.
            max_recovery_attempts=None,
            serialization_type=WorkflowSerializationFormat.PORTABLE,
        )
        def classify(job_id: str) -> None:
            self.run(job_id)

    def begin_early(self, job_id: str) -> None:
        """Run the job before the engine comes to it, if the pool has nothing else to do.

        The queue still holds the job: whatever goes wrong here, the engine runs it in its turn.
        """
        if self._pool.busy() or not self._take_in_hand(job_id, wait=False):
            return
        try:
            self._run(job_id)
        except PostroomError as error:
            log.info("job %s is left to the queue: %s", job_id, error)
        finally:
            self._let_go(job_id)

    def run(self, job_id: str) -> None:
        """Run the job to its end. Safe to repeat: a job that has ended, or is gone, is left alone."""
        self._take_in_hand(job_id, wait=True)
        try:
            self._run_whatever_the_storage_does(job_id)
        finally:
            self._let_go(job_id)

    def _take_in_hand(self, job_id: str, *, wait: bool) -> bool:
        """Make sure that no other thread runs the job; False when one does and it is not waited for."""
        with self._changed:
            if not wait and job_id in self._in_hand:
                return False
            self._changed.wait_for(lambda: job_id not in self._in_hand)
            self._in_hand.add(job_id)
        return True

    def _let_go(self, job_id: str) -> None:
        with self._changed:
            self._in_hand.discard(job_id)
            self._changed.notify_all()

    def _run_whatever_the_storage_does(self, job_id: str) -> None:
        waits = (min(5.0, 0.5 * 2**n) for n in itertools.count())
        while True:
            try:
                return self._run(job_id)
            except (StorageUnavailable, StorageFull) as error:
                # The storage can't be reached or is full: that is not the document's fault.
                # A worker that is stopped meanwhile leaves the job to the next one.
                wait = next(waits) * random.uniform(0.5, 1.0)  # noqa: S311 — jitter
                log.warning("job %s waits %.1f s for the storage: %s", job_id, wait, error)
                time.sleep(wait)

    def _run(self, job_id: str) -> None:
        work = self._store.work(job_id)
        if work is None or work.status.final:
            return
        try:
            outcome = self._outcome(work)
            if outcome and self._store.finish(job_id, outcome):
                log.info("job %s ended: %s", job_id, getattr(outcome, "code", "succeeded"))
        finally:
            with self._changed:
                self._begun.discard(job_id)
                self._changed.notify_all()

    def _outcome(self, work: JobWork) -> Classification | Problem | None:
        """What the job ends with; None when it was deleted meanwhile."""
        try:
            return self._classify(work)
        except (StorageUnavailable, StorageFull):
            raise
        except PostroomError as error:
            return error.problem
        except _Gone:
            return None
        except Exception:
            # A defect of ours: the job ends with it, and the log has the trace.
            log.exception("job %s failed", work.id)
            return PostroomError().problem

    def _begin(self, job_id: str) -> None:
        with self._changed:
            self._begun.add(job_id)
        self._store.start(job_id)

    def _classify(self, work: JobWork) -> Classification:
        limit = self._settings.jobs.max_attempts
        if work.attempts >= limit:
            raise WorkerLost(f"{limit} workers were lost while they worked on this document")
        seconds = self._settings.jobs.deadline_seconds
        if work.started_at:
            seconds -= (datetime.now(UTC) - work.started_at).total_seconds()
        sha256 = work.sha256 or self._fetch(work)
        start, predictions = self._classify_pages(work, sha256, seconds)
        return aggregate(
            predictions,
            work.categories,
            kind=start.kind,
            total_pages=start.total_pages,
            model_version=self._model_version,
        )

    def _fetch(self, work: JobWork) -> str:
        """Download the job's document and store it."""
        assert work.file_url
        self._begin(work.id)
        with self._objects.receive(self._settings.upload.max_bytes) as document:
            outbound.fetch(
                work.file_url,
                document.write,
                self._settings.outbound,
                max_bytes=self._settings.upload.max_bytes,
            )
            if sniff(document.head) is None:
                raise DownloadFailed("what the URL answers with is neither a PDF nor an image")
            return self._store.keep_document(work.id, document)

    def _classify_pages(
        self, work: JobWork, sha256: str, seconds: float
    ) -> tuple[Start, list[PagePrediction]]:
        """All the pages: those that an earlier attempt has saved, and the rest from the pool."""
        predictions = self._store.saved_pages(work.id) if work.started_at else []
        with self._objects.local(sha256) as path:
            events: Iterator[Event] = self._pool.classify(
                path,
                work.categories,
                work.max_pages,
                ranges=PageRanges.parse(work.page_ranges) if work.page_ranges else None,
                priority=work.priority,
                skip=frozenset(page.number for page in predictions),
                seconds=seconds,
            )
            if self._vision:
                book = self._ledger.book(work.id, work.key_id)
                events = self._vision.settle(events, work.categories, book, seconds)
            return self._follow(work, events, predictions), predictions

    def _follow(
        self,
        work: JobWork,
        events: Iterator[Event],
        predictions: list[PagePrediction],
    ) -> Start:
        """Take in what the pool reports, and save it as it comes."""
        start: Start | None = None
        unsaved: list[PagePrediction] = []
        saved_at = time.monotonic()
        for event in events:
            if isinstance(event, Begun):
                self._begin(work.id)
            elif isinstance(event, Start):
                start = event
            elif isinstance(event, PagePrediction):
                predictions.append(event)
                unsaved.append(event)
            if start is None and time.monotonic() - saved_at >= LOOK_SECONDS:
                if not self._store.is_open(work.id):
                    raise _Gone
                saved_at = time.monotonic()
            complete = start is not None and len(predictions) >= start.used_pages
            if start and not complete and time.monotonic() - saved_at >= SAVE_SECONDS:
                if not self._store.save_pages(work.id, unsaved, start.used_pages):
                    raise _Gone
                unsaved.clear()
                saved_at = time.monotonic()
        assert start
        return start


class _Gone(Exception):
    """The job was deleted or cancelled while it ran."""
