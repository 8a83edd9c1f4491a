"""A job's live events: what they say, and when a stream that broke off is opened again."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import AsyncIterator, Iterator
from typing import Literal, cast

import httpx
import httpx_sse

from postroom.client import calls
from postroom.client.calls import Http, Outcome
from postroom.errors import DeadlineExceeded, ServerUnreachable
from postroom.schemas import Job, JobStatus, PagePrediction


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a job is.

    Attributes:
        status: Its status.
        pages_done: Pages whose prediction is there.
        pages_total: Pages in all; None until that is known.
        queue_position: Its place in the queue; None unless it is queued.
    """

    status: JobStatus
    pages_done: int
    pages_total: int | None
    queue_position: int | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class JobEvent:
    """Something that has happened to a job.

    Attributes:
        id: Where the stream is; `Client.events(…, last_event_id=id)` goes on after it.
        type: What `data` is.
        data: The progress, the prediction of a page, or at last the job that has ended.
    """

    id: str
    type: Literal["progress", "page", "job"]
    data: Progress | PagePrediction | Job


_SCHEMAS: dict[str, type[Progress | PagePrediction | Job]] = {
    "progress": Progress,
    "page": PagePrediction,
    "job": Job,
}


class Listener:
    """Follows one job through as many streams as it takes; sends nothing itself.

    Args:
        job_id: The job.
        seconds: How long it is followed.
        last_event_id: Of the event after which to begin; None for all.
    """

    def __init__(self, job_id: str, seconds: float, last_event_id: str | None) -> None:
        self._path = calls.job_path(job_id, "events")
        self._seconds = seconds
        self.deadline = time.monotonic() + seconds
        self._last = last_event_id
        self._failures = 0
        self.ended = False

    def build(self, http: Http) -> httpx.Request:
        """The request for a stream that goes on where the last one was."""
        request = calls.get_request(http, self._path, None, self.deadline)
        request.headers["Accept"] = "text/event-stream"
        if self._last:
            request.headers["Last-Event-ID"] = self._last
        return request

    def read(self, told: httpx_sse.ServerSentEvent) -> JobEvent | None:
        """The event; None for one of a newer server.

        Raises:
            ServerUnreachable: It says something else.
        """
        self._failures = 0
        self._last = told.id or self._last
        if told.event not in _SCHEMAS:
            return None
        self.ended = told.event == "job"
        data = calls.read_value(_SCHEMAS[told.event], told.data)
        kind = cast("Literal['progress', 'page', 'job']", told.event)
        return JobEvent(id=told.id, type=kind, data=data)

    def delay(self, outcome: Outcome) -> float:
        """Seconds until the next stream is opened, after an answer that is none or a stream that broke off.

        Raises:
            PostroomError: Another stream would be in vain; the class says why.
            DeadlineExceeded: The time is over.
        """
        if isinstance(outcome, httpx.Response) and outcome.is_success:
            if outcome.status_code != NO_CONTENT:
                raise ServerUnreachable("what answers at this address is not a Postroom server")
            self.ended = True
            return 0.0
        delay = calls.retry_delay(self._failures, outcome, repeatable=True)
        if time.monotonic() + (delay or 0.0) > self.deadline:
            raise DeadlineExceeded(f"the job has not ended within {self._seconds:g} s; it goes on")
        if delay is None:
            calls.read_answer(outcome)
        self._failures += 1
        return delay or 0.0


NO_CONTENT = 204
"""What is answered when all was told before."""

CUT_OFF = httpx.RemoteProtocolError("the stream of events was cut off")
"""What becomes of a stream that ends without the job."""


def read_events(response: httpx.Response, deadline: float) -> Iterator[httpx_sse.ServerSentEvent]:
    """The events of a stream, until the deadline on the monotonic clock.

    A silent server sends a heartbeat each 15 seconds; the deadline is seen then.

    Raises:
        httpx.TransportError: It broke off, or the time is over.
    """
    assert isinstance(response.stream, httpx.SyncByteStream)
    response.stream = _Until(response.stream, deadline)
    yield from httpx_sse.EventSource(response).iter_sse()


async def read_events_async(
    response: httpx.Response, deadline: float
) -> AsyncIterator[httpx_sse.ServerSentEvent]:
    """`read_events`, without blocking the event loop."""
    assert isinstance(response.stream, httpx.AsyncByteStream)
    response.stream = _AsyncUntil(response.stream, deadline)
    async for event in httpx_sse.EventSource(response).aiter_sse():
        yield event


def _check(deadline: float) -> None:
    if time.monotonic() > deadline:
        raise httpx.ReadTimeout("the time is over")


class _Until(httpx.SyncByteStream):
    def __init__(self, stream: httpx.SyncByteStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._stream:
            yield chunk
            _check(self._deadline)

    def close(self) -> None:
        self._stream.close()


class _AsyncUntil(httpx.AsyncByteStream):
    def __init__(self, stream: httpx.AsyncByteStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            yield chunk
            _check(self._deadline)

    async def aclose(self) -> None:
        await self._stream.aclose()
