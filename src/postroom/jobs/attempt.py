"""One attempt at a job, or at a part of a large one: from its row to its end.

An attempt can break off anywhere. What it has saved is not done again by the next, wherever that is made.
"""

from __future__ import annotations

import itertools
import logging
import math
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, TypeVar

from postroom import outbound, tracing
from postroom.classification.aggregate import aggregate
from postroom.classification.vision.referral import Referral
from postroom.documents.document import sniff
from postroom.documents.ranges import PageRanges
from postroom.errors import (
    DocumentLost,
    DownloadFailed,
    PostroomError,
    StorageFull,
    StorageUnavailable,
    WorkerLost,
)
from postroom.jobs.counters import SUCCEEDED
from postroom.jobs.engine import Engine
from postroom.jobs.observer import Observer
from postroom.jobs.parts import Part, Parts, share_out, workflow_name
from postroom.jobs.pool import TOGETHER_SECONDS, Begun, Pool, Start
from postroom.jobs.reads import JobWork
from postroom.jobs.spending import Ledger
from postroom.jobs.store import JobStore, Unqueue
from postroom.schemas import Classification, DocumentKind, PagePrediction, Problem
from postroom.settings import Settings
from postroom.storage.objects import Objects

if TYPE_CHECKING:
    import sqlalchemy as sa

    from postroom.classification.vision.vision import Vision

Value = TypeVar("Value")

Event = Begun | Start | PagePrediction | Referral | None

log = logging.getLogger(__name__)

SAVE_SECONDS = 0.25
"""When a running job's new pages and progress are written at the latest, while more come."""
PAUSE_SECONDS = 0.1
"""The same when there is nothing new at the moment."""
LOOK_SECONDS = 3.0
"""How often a job of which nothing is new is looked at: it may have been cancelled."""


class Attempts:
    """Attempts at jobs, for the threads of one worker.

    Args:
        settings: Of this worker.
        engine: Takes the parts of large documents.
        store: Where jobs are.
        parts: Where parts are.
        objects: Where documents are.
        pool: Reads them.
        model_version: Of the classifier.
        vision: Asked about the pages that the pool refers to it, if there is one.
        ledger: What vision may spend.
        observer: Is told how long things take.
        changed: Called with a job's id when there is something new of it in the database.
    """

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        store: JobStore,
        parts: Parts,
        objects: Objects,
        pool: Pool,
        model_version: str,
        vision: Vision | None,
        ledger: Ledger,
        observer: Observer,
        changed: Callable[[str], None],
    ) -> None:
        self._settings = settings
        self._engine = engine
        self._store = store
        self._parts = parts
        self._objects = objects
        self._pool = pool
        self._model_version = model_version
        self._vision = vision
        self._ledger = ledger
        self._observer = observer
        self._tell = changed
        self._begun: set[str] = set()
        self._ended = threading.Condition()

    def wait(self, seconds: float) -> None:
        """Wait up to `seconds` until those that have begun are over."""
        with self._ended:
            self._ended.wait_for(lambda: not self._begun, timeout=seconds)

    def run(
        self, job_id: str, unqueue: Unqueue, number: int | None = None, *, was_early: bool = False
    ) -> None:
        """Run a job to its end, or share it out; or run a part, whose last one ends the job.

        Args:
            job_id: The job. One that has ended or is gone is left alone.
            unqueue: Takes it, or the part, out of its queue, in the transaction that ends or shares it out.
            number: Of the part; None for the job itself.
            was_early: When it came, another thread of this worker had begun the job before its turn.

        Raises:
            StorageUnavailable: The database or the documents can't be reached; nothing has ended.
            StorageFull: Likewise, for want of space.
        """
        work = self._store.work(job_id)
        if work is None or work.status.final:
            return
        if was_early and number is None and work.total_pages is not None:
            return  # it was shared out by the thread that began it early
        try:
            with self._traced(work, number) as span:
                outcome = self._outcome(work, unqueue, number)
                if outcome and (outcome := self._finish(job_id, outcome, unqueue)):
                    self._tell(job_id)
                    how = outcome.code if isinstance(outcome, Problem) else SUCCEEDED
                    log.info("job %s ended: %s", job_id, how)
                    span.set("postroom.outcome", how)
                if isinstance(outcome, Problem):
                    span.failed(outcome.code)
        finally:
            with self._ended:
                self._begun.discard(workflow_name(job_id, number))
                self._ended.notify_all()

    def _finish(
        self, job_id: str, outcome: Classification | Problem, unqueue: Unqueue
    ) -> Classification | Problem | None:
        """End the job; gives what it ended with, or None when it had ended already or is gone."""
        finish = self._store.finish
        try:
            ended = whatever_the_storage_does(job_id, lambda: finish(job_id, outcome, unqueue))
        except Exception:
            # The engine would call it done now, and the job would be open for ever.
            log.exception("the outcome of job %s can't be kept", job_id)
            outcome = problem = PostroomError().problem
            ended = whatever_the_storage_does(job_id, lambda: finish(job_id, problem, unqueue))
        return outcome if ended else None

    @staticmethod
    def _traced(work: JobWork, number: int | None) -> AbstractContextManager[tracing.Span]:
        """This attempt, in the trace of the request that the job came with."""
        attributes: dict[str, str | int] = {"postroom.job.id": work.id}
        if number is None:
            return tracing.continued(work.trace_context, "job", attributes)
        return tracing.continued(work.trace_context, "part", attributes | {"postroom.part": number})

    def _outcome(
        self, work: JobWork, unqueue: Unqueue, number: int | None
    ) -> Classification | Problem | None:
        """What the job ends with; None when it was deleted meanwhile, or parts of it are left."""
        try:
            return self._classify(work, unqueue) if number is None else self._classify_part(work, number)
        except (StorageUnavailable, StorageFull):
            raise
        except PostroomError as error:
            return error.problem
        except _Gone:
            return None
        except FileNotFoundError:
            log.exception("the document of job %s is gone", work.id)
            return DocumentLost().problem
        except Exception:
            # A defect of ours: the job ends with it, and the log has the trace.
            log.exception("job %s failed", work.id)
            return PostroomError().problem

    def _begin(self, job_id: str, number: int | None = None) -> None:
        """Note that there is an attempt; while the storage is out of reach, the pages that come are kept."""
        name = workflow_name(job_id, number)
        with self._ended:
            self._begun.add(name)
        if number is None:
            whatever_the_storage_does(name, lambda: self._store.start(job_id))
        else:
            whatever_the_storage_does(name, lambda: self._parts.start(job_id, number))

    def _classify(self, work: JobWork, unqueue: Unqueue) -> Classification | None:
        if work.total_pages is not None:
            return self._take_up_parts(work)
        self._check_attempts(work.attempts)
        sha256 = work.sha256 or self._fetch(work)
        predictions = self._store.saved_pages(work.id) if work.started_at else []
        start, _ = self._classify_pages(work, sha256, predictions)
        if start.used_pages > len(predictions):
            self._share_out(work, start, unqueue)
            return None
        return self._aggregate(work, predictions, start.kind, start.total_pages)

    def _share_out(self, work: JobWork, start: Start, unqueue: Unqueue) -> None:
        """Leave the pages of a large document to its parts."""
        parts = share_out(start.used_pages, self._settings.jobs.part_pages)
        enqueue = self._enqueue_part(work)
        self._parts.add(work.id, start.kind, start.total_pages, parts, enqueue, unqueue)
        log.info("job %s is shared out in %d parts", work.id, len(parts))

    def _take_up_parts(self, work: JobWork) -> Classification | None:
        """Queue those parts that no queue holds: the doctor has found the job idle."""
        left = self._parts.of(work.id)
        known = self._engine.at_work(workflow_name(work.id, part.number) for part in left)
        idle = [part.number for part in left if workflow_name(work.id, part.number) not in known]
        self._parts.requeue(idle, self._enqueue_part(work))
        return self._end_of_parts(work)

    def _enqueue_part(self, work: JobWork) -> Callable[[sa.Connection, int], None]:
        return lambda connection, number: self._engine.enqueue_part(
            connection, work.id, number, work.key_id, work.priority
        )

    def _classify_part(self, work: JobWork, number: int) -> Classification | None:
        part = next((each for each in self._parts.of(work.id) if each.number == number), None)
        if part:
            self._check_attempts(part.attempts)
            assert work.sha256
            assert work.used_pages
            numbers = set(part.ranges(work).choose(work.total_pages or 0, work.max_pages))
            saved = [page for page in self._store.saved_pages(work.id) if page.number in numbers]
            _, unsaved = self._classify_pages(work, work.sha256, saved, part)
            self._save(work.id, unsaved, work.used_pages, number, done=True)
        return self._end_of_parts(work)

    def _end_of_parts(self, work: JobWork) -> Classification | None:
        """The result when no part is left. Several may come here; the job ends once."""
        if self._parts.of(work.id):
            return None
        assert work.kind
        assert work.total_pages
        return self._aggregate(work, self._store.saved_pages(work.id), work.kind, work.total_pages)

    def _check_attempts(self, attempts: int) -> None:
        limit = self._settings.jobs.max_attempts
        if attempts >= limit:
            raise WorkerLost(f"{limit} workers were lost while they worked on this document")

    def _aggregate(
        self, work: JobWork, predictions: list[PagePrediction], kind: DocumentKind, total_pages: int
    ) -> Classification:
        return aggregate(
            predictions,
            work.categories,
            kind=kind,
            total_pages=total_pages,
            model_version=self._model_version,
        )

    def _fetch(self, work: JobWork) -> str:
        """Download the job's document and store it."""
        assert work.file_url
        self._begin(work.id)
        with self._objects.receive(self._settings.upload.max_bytes) as document:
            with self._observer.stage("fetch"):
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
        self, work: JobWork, sha256: str, predictions: list[PagePrediction], part: Part | None = None
    ) -> tuple[Start, list[PagePrediction]]:
        """Add to `predictions`, which were saved before, the other pages of the job or the part.

        Returns:
            What the document is, and the pages that are not saved yet. A large document that is not shared
            out yet is only opened.
        """
        seconds = self._settings.jobs.deadline_seconds
        ranges = part.ranges(work) if part else work.page_ranges and PageRanges.parse(work.page_ranges)
        with self._objects.local(sha256) as path:
            events: Iterator[Event] = self._pool.classify(
                path,
                work.categories,
                work.max_pages,
                ranges=ranges or None,
                priority=work.priority,
                skip=frozenset(page.number for page in predictions),
                most_pages=sys.maxsize if part else self._settings.jobs.part_pages,
                seconds=seconds,
            )
            if vision := self._vision:
                book = self._ledger.book(work.id, work.key_id)
                events = self._observer.asking(
                    events, lambda read: vision.settle(read, work.categories, book, seconds)
                )
            return self._follow(work, events, predictions, part)

    def _follow(
        self,
        work: JobWork,
        events: Iterator[Event],
        predictions: list[PagePrediction],
        part: Part | None,
    ) -> tuple[Start, list[PagePrediction]]:
        """Take in what the pool reports, and save it as it comes."""
        start: Start | None = None
        unsaved: list[PagePrediction] = []
        number = part.number if part else None
        used_pages = work.used_pages if part else None
        looked_at, news_since = time.monotonic(), math.inf
        for event in events:
            now = time.monotonic()
            if isinstance(event, Begun):
                self._begin(work.id, number)
                looked_at = time.monotonic()
            elif isinstance(event, Start):
                start = event
                if part is None:
                    used_pages, news_since = event.used_pages, now
            elif isinstance(event, PagePrediction):
                predictions.append(event)
                unsaved.append(event)
                # The pool may have had it for a while; what the vision model answers comes at once.
                news_since = min(news_since, now if self._vision else now - TOGETHER_SECONDS)
            if start and len(predictions) >= start.used_pages:
                continue  # the end is written with these
            # A pause is used; but while a vision model answers there are many.
            if used_pages and now - news_since >= (PAUSE_SECONDS if event is None else SAVE_SECONDS):
                self._save(work.id, unsaved, used_pages, number)
                unsaved.clear()
                looked_at, news_since = time.monotonic(), math.inf
            elif now - looked_at >= LOOK_SECONDS:
                if not self._store.is_open(work.id):
                    raise _Gone
                looked_at = time.monotonic()
        assert start
        return start, unsaved

    def _save(
        self,
        job_id: str,
        predictions: list[PagePrediction],
        used_pages: int,
        part: int | None,
        *,
        done: bool = False,
    ) -> None:
        """Save pages; while the storage is out of reach they are kept here, and not classified again."""
        save = self._store.save_pages
        if not whatever_the_storage_does(
            workflow_name(job_id, part), lambda: save(job_id, predictions, used_pages, part, done=done)
        ):
            raise _Gone
        self._tell(job_id)


def whatever_the_storage_does(name: str, run: Callable[[], Value]) -> Value:
    """What `run` gives, called again, ever later, as long as the storage is out of reach or full.

    Args:
        name: Of the job or part, for the log.
        run: Can be repeated.
    """
    waits = (min(5.0, 0.5 * 2**n) for n in itertools.count())
    while True:
        try:
            return run()
        except (StorageUnavailable, StorageFull) as error:
            # The storage can't be reached or is full: that is not the document's fault.
            # A worker that is stopped meanwhile leaves the job to the next one.
            wait = next(waits) * random.uniform(0.5, 1.0)  # noqa: S311 — jitter
            log.warning("job %s waits %.1f s for the storage: %s", name, wait, error)
            time.sleep(wait)  # a retry: grows to 5 s, and ends with the storage's trouble or the worker


class _Gone(Exception):
    """The job was deleted or cancelled while it ran."""
