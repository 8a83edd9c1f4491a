"""`AsyncClient`: takes the steps of `flows` without blocking the event loop."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from typing import Any, Self, Unpack

import httpx

from postroom.client import calls, flows
from postroom.client.calls import File, OnProgress, Outcome
from postroom.client.client import CONCURRENCY, WAIT_SECONDS
from postroom.client.events import CUT_OFF, JobEvent, Listener, read_events_async
from postroom.client.finished import FinishedJobs
from postroom.client.flows import Flow, Listen, Sleep, T
from postroom.client.lists import Filter, delivery_pages, job_pages
from postroom.client.submission import Options, Submission, refuse_hosted
from postroom.schemas import Batch, Category, Classification, Job, WebhookDelivery


class AsyncClient:
    """`Client` for asyncio; see there."""

    def __init__(self, base_url: str, api_key: str, *, compat: bool = False) -> None:
        self._http = httpx.AsyncClient(**calls.client_options(base_url, api_key))
        self._hosted = compat
        self._finished = FinishedJobs()

    async def classify(
        self,
        file: File | None,
        categories: Sequence[str | Category],
        *,
        seconds: float = WAIT_SECONDS,
        on_progress: OnProgress | None = None,
        **options: Unpack[Options],
    ) -> Classification:
        """Send a document and wait for the answer; see `Client.classify`."""
        job = await self.submit(file, categories, **options)
        return calls.result_of(await self.wait(job.id, seconds=seconds, on_progress=on_progress))

    async def submit(
        self, file: File | None, categories: Sequence[str | Category], **options: Unpack[Options]
    ) -> Job:
        """Send a document; the job goes on without this client. See `Client.submit`."""
        submission = Submission(**options)
        fields = submission.fields(categories, has_file=file is not None, hosted=self._hosted)
        key = submission.key(hosted=self._hosted)
        if file is None:
            return await self._run(flows.submit(None, None, fields, key))
        source, name = await asyncio.to_thread(calls.open_file, file)
        with source:
            return await self._run(flows.submit(source, name, fields, key))

    async def get(self, job_id: str) -> Job:
        """The job as it is now; once it has ended, from this client's memory."""
        kept = self._finished.find(job_id)
        return kept or self._finished.keep(await self._run(flows.look(job_id, hosted=self._hosted)))

    async def wait(
        self, job_id: str, *, seconds: float = WAIT_SECONDS, on_progress: OnProgress | None = None
    ) -> Job:
        """The job once it has ended, well or badly; see `Client.wait`."""
        if kept := self._finished.find(job_id):
            return kept
        return self._finished.keep(
            await self._run(flows.wait(job_id, seconds, on_progress, hosted=self._hosted))
        )

    def events(
        self, job_id: str, *, seconds: float = WAIT_SECONDS, last_event_id: str | None = None
    ) -> AsyncIterator[JobEvent]:
        """What happens to the job, as it happens; see `Client.events`."""
        refuse_hosted("events", self._hosted)
        return self._events(Listener(job_id, seconds, last_event_id))

    async def _events(self, listener: Listener) -> AsyncIterator[JobEvent]:
        while not listener.ended:
            outcome: Outcome = CUT_OFF
            try:
                response = await self._http.send(listener.build(self._http), stream=True)
                async with contextlib.aclosing(response):
                    if not flows.understood(response):
                        await response.aread()
                        outcome = response
                    else:
                        async for told in read_events_async(response, listener.deadline):
                            if event := listener.read(told):
                                if isinstance(event.data, Job):
                                    self._finished.keep(event.data)
                                yield event
                            if listener.ended:
                                return
            except httpx.TransportError as error:
                outcome = error
            await asyncio.sleep(listener.delay(outcome))

    async def wait_all(
        self,
        job_ids: Iterable[str],
        *,
        seconds: float = WAIT_SECONDS,
        concurrency: int = CONCURRENCY,
        on_progress: OnProgress | None = None,
    ) -> AsyncIterator[Job]:
        """The jobs as they end, well or badly; see `Client.wait_all`."""
        ids = list(dict.fromkeys(job_ids))
        deadline = time.monotonic() + seconds
        places = asyncio.Semaphore(max(1, concurrency))

        async def one(job_id: str) -> Job:
            async with places:
                return await self.wait(job_id, seconds=deadline - time.monotonic())

        tasks = [asyncio.create_task(one(job_id)) for job_id in ids]
        try:
            for done, ended in enumerate(asyncio.as_completed(tasks), 1):
                job = await ended
                if on_progress is not None:
                    on_progress(done, len(ids))
                yield job
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def cancel(self, job_id: str) -> Job:
        """End a job that has not ended.

        Raises:
            JobFinal: It has.
        """
        refuse_hosted("cancel", self._hosted)
        answer = await self._run(flows.post(calls.job_path(job_id, "cancel")))
        return self._finished.keep(calls.read_value(Job, answer.content))

    async def delete(self, job_id: str) -> None:
        """Forget a job with its result and its document; a running one stops."""
        refuse_hosted("delete", self._hosted)
        await self._run(flows.delete(calls.job_path(job_id)))
        self._finished.forget(job_id)

    def list(self, **which: Unpack[Filter]) -> AsyncIterator[Job]:
        """The key's jobs, the newest first, each without its result; pages are fetched as they are needed."""
        refuse_hosted("list", self._hosted)
        return self._pages(job_pages(which))

    async def create_batch(
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
        return calls.read_value(Batch, (await self._run(flows.post("/v1/batches", told))).content)

    async def get_batch(self, batch_id: str) -> Batch:
        """The batch as it is now."""
        refuse_hosted("batches", self._hosted)
        return calls.read_value(Batch, (await self._run(flows.read(calls.batch_path(batch_id)))).content)

    async def close_batch(self, batch_id: str) -> Batch:
        """Say that no more jobs come."""
        refuse_hosted("batches", self._hosted)
        answer = await self._run(flows.post(calls.batch_path(batch_id, "close"), repeatable=True))
        return calls.read_value(Batch, answer.content)

    def webhook_deliveries(
        self, *, status: str | None = None, job_id: str | None = None, endpoint_id: str | None = None
    ) -> AsyncIterator[WebhookDelivery]:
        """The log of webhook deliveries, the newest first; needs a key with the scope `admin`."""
        refuse_hosted("webhooks", self._hosted)
        return self._pages(delivery_pages(status=status, job_id=job_id, endpoint_id=endpoint_id))

    async def replay_webhook(self, delivery_id: str) -> WebhookDelivery:
        """Make a delivery again, whatever became of it."""
        refuse_hosted("webhooks", self._hosted)
        answer = await self._run(flows.post(calls.delivery_path(delivery_id, "replay")))
        return calls.read_value(WebhookDelivery, answer.content)

    async def _pages(self, pages: Iterator[Flow[Sequence[T]]]) -> AsyncIterator[T]:
        for page in pages:
            for each in await self._run(page):
                yield each

    async def _run(self, flow: Flow[T]) -> T:
        """Take the steps of a flow to its end."""
        outcome: Any = None
        while True:
            try:
                step = flow.send(outcome)
            except StopIteration as end:
                return end.value
            if isinstance(step, Sleep):
                await asyncio.sleep(step.seconds)
                outcome = None
            elif isinstance(step, Listen):
                outcome = await self._listen(step)
            else:
                outcome = await self._send(step.build(self._http))

    async def _send(self, request: httpx.Request) -> Outcome:
        try:
            return await self._http.send(request)
        except httpx.TransportError as error:
            return error

    async def _listen(self, step: Listen) -> None:
        request = step.build(self._http)
        request.headers["Accept"] = "text/event-stream"
        with contextlib.suppress(*flows.UNHEARD):
            response = await self._http.send(request, stream=True)
            async with contextlib.aclosing(response):
                if not flows.understood(response):
                    return
                async for event in read_events_async(response, step.deadline):
                    if step.take(event.event, event.data):
                        return

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
