"""`Client` and `AsyncClient`: the same calls, one loop each around `calls`."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Sequence
from typing import Self

import httpx

from postroom.client import calls
from postroom.client.calls import File, OnProgress
from postroom.errors import DeadlineExceeded
from postroom.schemas import Category, Classification, Job

WAIT_SECONDS = 600.0
"""How long a job is waited for, unless the caller says otherwise."""


class Client:
    """Talks to a Postroom server.

        with postroom.Client("http://127.0.0.1:8000", api_key=key) as client:
            answer = client.classify("invoice.pdf", ["Invoice", "Contract"])

    Args:
        base_url: Of the server.
        api_key: From `postroom keys create`.

    Raises:
        InvalidRequest: `base_url` is not an http or https URL.
        Unauthorized: `api_key` can't be a key.
    """

    def __init__(self, base_url: str, api_key: str) -> None:
        self._http = httpx.Client(**calls.client_options(base_url, api_key))

    def classify(
        self,
        file: File,
        categories: Sequence[str | Category],
        *,
        max_pages: int | None = None,
        seconds: float = WAIT_SECONDS,
        on_progress: OnProgress | None = None,
    ) -> Classification:
        """Send a document and wait for the answer.

        Args:
            file: A path, or the bytes of the document.
            categories: The candidates.
            max_pages: Classify only so many pages.
            seconds: How long to wait.
            on_progress: Called with the pages done and the pages in all.

        Raises:
            PostroomError: The request was refused, or the job failed; the class says why.
            DeadlineExceeded: The job has not ended in time; it goes on.
        """
        job = self.submit(file, categories, max_pages=max_pages)
        return calls.result_of(self.wait(job.id, seconds=seconds, on_progress=on_progress))

    def submit(
        self, file: File, categories: Sequence[str | Category], *, max_pages: int | None = None
    ) -> Job:
        """Send a document; the job goes on without this client."""
        candidates = calls.read_categories(categories)
        source, name = calls.open_file(file)
        with source:

            def build() -> httpx.Request:
                source.seek(0)
                return calls.submit_request(self._http, source, name, candidates, max_pages)

            return self._send(build, repeatable=False)

    def get(self, job_id: str) -> Job:
        """The job as it is now."""
        return self._get(job_id, None)

    def _get(self, job_id: str, deadline: float | None) -> Job:
        return self._send(
            lambda: calls.job_request(self._http, job_id, deadline), repeatable=True, deadline=deadline
        )

    def _send(
        self, build: Callable[[], httpx.Request], *, repeatable: bool, deadline: float | None = None
    ) -> Job:
        for attempt in itertools.count():
            outcome: httpx.Response | httpx.TransportError
            try:
                outcome = self._http.send(build())
            except httpx.TransportError as error:
                outcome = error
            delay = calls.retry_delay(attempt, outcome, repeatable=repeatable, deadline=deadline)
            if delay is None:
                return calls.read_job(outcome)
            time.sleep(delay)  # a retry: grows, with jitter, and ends with the deadline
        raise AssertionError("unreachable")

    def wait(
        self, job_id: str, *, seconds: float = WAIT_SECONDS, on_progress: OnProgress | None = None
    ) -> Job:
        """The job once it has ended, well or badly.

        Raises:
            DeadlineExceeded: It has not ended in time; it goes on.
        """
        deadline = time.monotonic() + seconds
        for delay in calls.poll_delays():
            job = self._get(job_id, deadline)
            calls.show_progress(job, on_progress)
            if job.status.final:
                return job
            left = deadline - time.monotonic()
            if left <= 0:
                raise DeadlineExceeded(f"the job has not ended within {seconds:g} s; it goes on")
            time.sleep(min(delay, left))  # polling is what this call is for; it ends with the deadline
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncClient:
    """`Client` for asyncio; see there."""

    def __init__(self, base_url: str, api_key: str) -> None:
        self._http = httpx.AsyncClient(**calls.client_options(base_url, api_key))

    async def classify(
        self,
        file: File,
        categories: Sequence[str | Category],
        *,
        max_pages: int | None = None,
        seconds: float = WAIT_SECONDS,
        on_progress: OnProgress | None = None,
    ) -> Classification:
        """Send a document and wait for the answer; see `Client.classify`."""
        job = await self.submit(file, categories, max_pages=max_pages)
        return calls.result_of(await self.wait(job.id, seconds=seconds, on_progress=on_progress))

    async def submit(
        self, file: File, categories: Sequence[str | Category], *, max_pages: int | None = None
    ) -> Job:
        """Send a document; the job goes on without this client."""
        candidates = calls.read_categories(categories)
        source, name = await asyncio.to_thread(calls.open_file, file)
        with source:

            def build() -> httpx.Request:
                source.seek(0)
                return calls.submit_request(self._http, source, name, candidates, max_pages)

            return await self._send(build, repeatable=False)

    async def get(self, job_id: str) -> Job:
        """The job as it is now."""
        return await self._get(job_id, None)

    async def _get(self, job_id: str, deadline: float | None) -> Job:
        return await self._send(
            lambda: calls.job_request(self._http, job_id, deadline), repeatable=True, deadline=deadline
        )

    async def _send(
        self, build: Callable[[], httpx.Request], *, repeatable: bool, deadline: float | None = None
    ) -> Job:
        for attempt in itertools.count():
            outcome: httpx.Response | httpx.TransportError
            try:
                outcome = await self._http.send(build())
            except httpx.TransportError as error:
                outcome = error
            delay = calls.retry_delay(attempt, outcome, repeatable=repeatable, deadline=deadline)
            if delay is None:
                return calls.read_job(outcome)
            await asyncio.sleep(delay)
        raise AssertionError("unreachable")

    async def wait(
        self, job_id: str, *, seconds: float = WAIT_SECONDS, on_progress: OnProgress | None = None
    ) -> Job:
        """The job once it has ended, well or badly; see `Client.wait`."""
        deadline = time.monotonic() + seconds
        for delay in calls.poll_delays():
            job = await self._get(job_id, deadline)
            calls.show_progress(job, on_progress)
            if job.status.final:
                return job
            left = deadline - time.monotonic()
            if left <= 0:
                raise DeadlineExceeded(f"the job has not ended within {seconds:g} s; it goes on")
            await asyncio.sleep(min(delay, left))
        raise AssertionError("unreachable")

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
