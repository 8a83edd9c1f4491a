"""`Client`: takes the steps of `flows` one after another."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from typing import Any, Self, Unpack

import httpx

from postroom.client import calls, flows
from postroom.client.calls import File, OnProgress, Outcome
from postroom.client.events import CUT_OFF, JobEvent, Listener, read_events
from postroom.client.finished import FinishedJobs
from postroom.client.flows import Flow, Listen, Sleep, T
from postroom.client.lists import Filter, delivery_pages, job_pages
from postroom.client.submission import Options, Submission, refuse_hosted
from postroom.errors import DeadlineExceeded
from postroom.schemas import Batch, Category, Classification, Job, WebhookDelivery

WAIT_SECONDS = 600.0
"""How long a job is waited for, unless the caller says otherwise."""

CONCURRENCY = 16
"""How many jobs are waited for at once, unless the caller says otherwise."""


class Client:
    """Talks to a Postroom server; may be shared between threads.

        with postroom.Client("http://127.0.0.1:8000", api_key=key) as client:
            answer = client.classify("invoice.pdf", ["Invoice", "Contract"])

    Args:
        base_url: Of the server.
        api_key: From `postroom keys create`.
        compat: Speak only the hosted contract (`POST /classify`, `GET /classify/{id}`), which this server and
            Unsiloed's hosted API both understand; the calls that it has no word for raise `InvalidRequest`.

    Raises:
        InvalidRequest: `base_url` is not an http or https URL.
        Unauthorized: `api_key` can't be a key.
    """

    def __init__(self, base_url: str, api_key: str, *, compat: bool = False) -> None:
        self._http = httpx.Client(**calls.client_options(base_url, api_key))
        self._hosted = compat
        self._finished = FinishedJobs()

    def classify(
        self,
        file: File | None,
        categories: Sequence[str | Category],
        *,
        seconds: float = WAIT_SECONDS,
        on_progress: OnProgress | None = None,
        **options: Unpack[Options],
    ) -> Classification:
        """Send a document and wait for the answer.

        Args:
            file: A path, or the bytes of the document; None with a `file_url` or a `sha256`.
            categories: The candidates.
            seconds: How long to wait.
            on_progress: Called with the pages done and the pages in all.
            options: As for `submit`.

        Raises:
            PostroomError: The request was refused, or the job failed; the class says why.
            DeadlineExceeded: The job has not ended in time; it goes on.
        """
        job = self.submit(file, categories, **options)
        return calls.result_of(self.wait(job.id, seconds=seconds, on_progress=on_progress))

    def submit(
        self, file: File | None, categories: Sequence[str | Category], **options: Unpack[Options]
    ) -> Job:
        """Send a document; the job goes on without this client.

        An idempotency key goes with it, the caller's or a new one, so that it is sent again after a broken
        connection without making a second job.

        Args:
            file: A path, or the bytes of the document; None with a `file_url` or a `sha256`.
            categories: The candidates.
            options: See `Options`.

        Raises:
            PostroomError: The request was refused; the class says why.
        """
        submission = Submission(**options)
        fields = submission.fields(categories, has_file=file is not None, hosted=self._hosted)
        key = submission.key(hosted=self._hosted)
        if file is None:
            return self._run(flows.submit(None, None, fields, key))
        source, name = calls.open_file(file)
        with source:
            return self._run(flows.submit(source, name, fields, key))

    def get(self, job_id: str) -> Job:
        """The job as it is now; once it has ended, from this client's memory."""
        kept = self._finished.find(job_id)
        return kept or self._finished.keep(self._run(flows.look(job_id, hosted=self._hosted)))

    def wait(
        self, job_id: str, *, seconds: float = WAIT_SECONDS, on_progress: OnProgress | None = None
    ) -> Job:
        """The job once it has ended, well or badly.

        It listens to the job's events; without those, it asks the server to hold its answer; without that, it
        looks ever more seldom, from each second to each 30 seconds.

        Raises:
            DeadlineExceeded: It has not ended in time; it goes on.
        """
        if kept := self._finished.find(job_id):
            return kept
        return self._finished.keep(self._run(flows.wait(job_id, seconds, on_progress, hosted=self._hosted)))

    def events(
        self, job_id: str, *, seconds: float = WAIT_SECONDS, last_event_id: str | None = None
    ) -> Iterator[JobEvent]:
        """What happens to the job, as it happens: its progress, each page's prediction, and at last the job.

        A stream that breaks off is opened again where it was, so that no page comes twice.

        Args:
            job_id: The job.
            seconds: How long to follow it; up to 15 s more when nothing happens.
            last_event_id: Begin after the event of this id; None for all.

        Raises:
            DeadlineExceeded: It has not ended in time; it goes on.
            PostroomError: There is no such job, or the server can't be reached; the class says why.
        """
        refuse_hosted("events", self._hosted)
        return self._events(Listener(job_id, seconds, last_event_id))

    def _events(self, listener: Listener) -> Iterator[JobEvent]:
        while not listener.ended:
            outcome: Outcome = CUT_OFF
            try:
                response = self._http.send(listener.build(self._http), stream=True)
                with contextlib.closing(response):
                    if not flows.understood(response):
                        response.read()
                        outcome = response
                    else:
                        for told in read_events(response, listener.deadline):
                            if event := listener.read(told):
                                if isinstance(event.data, Job):
                                    self._finished.keep(event.data)
                                yield event
                            if listener.ended:
                                return
            except httpx.TransportError as error:
                outcome = error
            time.sleep(listener.delay(outcome))  # a retry: a few in a row, none after the deadline

    def wait_all(
        self,
        job_ids: Iterable[str],
        *,
        seconds: float = WAIT_SECONDS,
        concurrency: int = CONCURRENCY,
        on_progress: OnProgress | None = None,
    ) -> Iterator[Job]:
        """The jobs as they end, well or badly; in no order.

        Args:
            job_ids: The jobs.
            seconds: How long to wait for all of them.
            concurrency: How many are waited for at once.
            on_progress: Called with the jobs that have ended and the jobs in all.

        Raises:
            DeadlineExceeded: Not all have ended in time; they go on.
        """
        ids = list(dict.fromkeys(job_ids))
        deadline = time.monotonic() + seconds
        stop = threading.Event()

        def one(job_id: str) -> Job | None:
            return None if stop.is_set() else self.wait(job_id, seconds=deadline - time.monotonic())

        pool = ThreadPoolExecutor(max(1, min(concurrency, len(ids))), thread_name_prefix="postroom-wait")
        try:
            waiting: set[Future[Job | None]] = {pool.submit(one, job_id) for job_id in ids}
            while waiting:
                ended, waiting = wait_for(waiting, max(0.0, deadline - time.monotonic()), FIRST_COMPLETED)
                if not ended:
                    raise DeadlineExceeded(
                        f"{len(waiting)} jobs have not ended within {seconds:g} s; they go on"
                    )
                for position, future in enumerate(ended, len(ids) - len(waiting) - len(ended) + 1):
                    if job := future.result():
                        if on_progress is not None:
                            on_progress(position, len(ids))
                        yield job
        finally:
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)

    def cancel(self, job_id: str) -> Job:
        """End a job that has not ended.

        Raises:
            JobFinal: It has.
        """
        refuse_hosted("cancel", self._hosted)
        answer = self._run(flows.post(calls.job_path(job_id, "cancel")))
        return self._finished.keep(calls.read_value(Job, answer.content))

    def delete(self, job_id: str) -> None:
        """Forget a job with its result and its document; a running one stops."""
        refuse_hosted("delete", self._hosted)
        self._run(flows.delete(calls.job_path(job_id)))
        self._finished.forget(job_id)

    def list(self, **which: Unpack[Filter]) -> Iterator[Job]:
        """The key's jobs, the newest first, each without its result; pages are fetched as they are needed."""
        refuse_hosted("list", self._hosted)
        return self._pages(job_pages(which))

    def create_batch(
        self,
        name: str | None = None,
        *,
        metadata: Mapping[str, str] | None = None,
        webhook_url: str | None = None,
    ) -> Batch:
        """Make a batch; `submit(…, batch_id=batch.id)` adds a job, `close_batch` says that no more come."""
        refuse_hosted("batches", self._hosted)
        body = {"name": name, "metadata": dict(metadata or {}), "webhook_url": webhook_url}
        told = {name: value for name, value in body.items() if value}
        return calls.read_value(Batch, self._run(flows.post("/v1/batches", told)).content)

    def get_batch(self, batch_id: str) -> Batch:
        """The batch as it is now."""
        refuse_hosted("batches", self._hosted)
        return calls.read_value(Batch, self._run(flows.read(calls.batch_path(batch_id))).content)

    def close_batch(self, batch_id: str) -> Batch:
        """Say that no more jobs come."""
        refuse_hosted("batches", self._hosted)
        answer = self._run(flows.post(calls.batch_path(batch_id, "close"), repeatable=True))
        return calls.read_value(Batch, answer.content)

    def webhook_deliveries(
        self, *, status: str | None = None, job_id: str | None = None, endpoint_id: str | None = None
    ) -> Iterator[WebhookDelivery]:
        """The log of webhook deliveries, the newest first; needs a key with the scope `admin`."""
        refuse_hosted("webhooks", self._hosted)
        return self._pages(delivery_pages(status=status, job_id=job_id, endpoint_id=endpoint_id))

    def replay_webhook(self, delivery_id: str) -> WebhookDelivery:
        """Make a delivery again, whatever became of it."""
        refuse_hosted("webhooks", self._hosted)
        answer = self._run(flows.post(calls.delivery_path(delivery_id, "replay")))
        return calls.read_value(WebhookDelivery, answer.content)

    def _pages(self, pages: Iterator[Flow[Sequence[T]]]) -> Iterator[T]:
        for page in pages:
            yield from self._run(page)

    def _run(self, flow: Flow[T]) -> T:
        """Take the steps of a flow to its end."""
        outcome: Any = None
        while True:
            try:
                step = flow.send(outcome)
            except StopIteration as end:
                return end.value
            if isinstance(step, Sleep):
                time.sleep(step.seconds)  # every flow has a deadline or a limit of its sleeps
                outcome = None
            elif isinstance(step, Listen):
                outcome = self._listen(step)
            else:
                outcome = self._send(step.build(self._http))

    def _send(self, request: httpx.Request) -> Outcome:
        try:
            return self._http.send(request)
        except httpx.TransportError as error:
            return error

    def _listen(self, step: Listen) -> None:
        request = step.build(self._http)
        request.headers["Accept"] = "text/event-stream"
        with contextlib.suppress(*flows.UNHEARD):
            response = self._http.send(request, stream=True)
            with contextlib.closing(response):
                if not flows.understood(response):
                    return
                for event in read_events(response, step.deadline):
                    if step.take(event.event, event.data):
                        return

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
