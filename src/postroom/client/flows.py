"""What each call does, step by step, without sending anything: a client takes the steps, in its own way.

A flow is a generator. It yields a step and is sent what came of it.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import time
from collections.abc import Callable, Generator, Mapping
from typing import IO, Any, TypeVar

import httpx

from postroom.client import calls, compat
from postroom.client.calls import Http, OnProgress, Outcome
from postroom.errors import DeadlineExceeded, ServerUnreachable
from postroom.schemas import Job

T = TypeVar("T")


@dataclasses.dataclass(frozen=True)
class Send:
    """Send the request; what comes of it is the answer, or why there is none."""

    build: Callable[[Http], httpx.Request]


@dataclasses.dataclass(frozen=True)
class Sleep:
    """Do nothing for a while."""

    seconds: float


@dataclasses.dataclass(frozen=True)
class Listen:
    """Read server-sent events and tell `take` the name and the data of each, until it is satisfied.

    Whatever goes wrong ends it: what follows asks in another way.
    """

    build: Callable[[Http], httpx.Request]
    take: Callable[[str, str], bool]
    deadline: float


Flow = Generator[Send | Sleep | Listen, Any, T]


def call(
    build: Callable[[Http], httpx.Request], *, repeatable: bool, deadline: float | None = None
) -> Flow[httpx.Response]:
    """One call, sent again where that helps and is safe."""
    for attempt in itertools.count():
        outcome: Outcome = yield Send(build)
        delay = calls.retry_delay(attempt, outcome, repeatable=repeatable, deadline=deadline)
        if delay is None:
            return calls.read_answer(outcome)
        yield Sleep(delay)
    raise AssertionError("unreachable")


def read(path: str, parameters: Mapping[str, str] | None = None) -> Flow[httpx.Response]:
    """A read."""
    return call(lambda http: calls.get_request(http, path, parameters), repeatable=True)


def post(path: str, body: Any = None, *, repeatable: bool = False) -> Flow[httpx.Response]:
    """A change, told in JSON."""
    return call(lambda http: http.build_request("POST", path, json=body), repeatable=repeatable)


def delete(path: str) -> Flow[httpx.Response]:
    """Forget something; not sent again, as a second call would not find it."""
    return call(lambda http: http.build_request("DELETE", path), repeatable=False)


def submit(
    source: IO[bytes] | None, name: str | None, fields: Mapping[str, str], key: str | None
) -> Flow[Job]:
    """The submit of one document, whose file is streamed; with an idempotency key it may be sent again."""

    def build(http: Http) -> httpx.Request:
        files = None
        if source is not None:
            source.seek(0)
            files = {"pdf_file": (name, source)}
        headers = {"Idempotency-Key": key} if key else {}
        return http.build_request(
            "POST", "/v1/jobs" if key else "/classify", data=dict(fields), files=files, headers=headers
        )

    answer = yield from call(build, repeatable=key is not None)
    return calls.read_value(Job, answer.content) if key else compat.read_accepted(answer.content, name)


def look(job_id: str, *, hosted: bool, deadline: float | None = None, hold: float = 0.0) -> Flow[Job]:
    """The job as it is now, or within `hold` seconds once it has ended, if the server can hold a look."""
    if hosted:
        path = "/classify/" + calls.job_path(job_id).rpartition("/")[2]
        answer = yield from call(
            lambda http: calls.get_request(http, path, None, deadline), repeatable=True, deadline=deadline
        )
        return compat.read_status(answer.content)
    parameters = {"wait": f"{hold:.0f}"} if hold >= 1 else None
    answer = yield from call(
        lambda http: calls.get_request(http, calls.job_path(job_id), parameters, deadline),
        repeatable=True,
        deadline=deadline,
    )
    return calls.read_value(Job, answer.content)


def wait(job_id: str, seconds: float, on_progress: OnProgress | None, *, hosted: bool) -> Flow[Job]:
    """The job once it has ended: by events, by looks that the server holds, or by looks ever more seldom."""
    deadline = time.monotonic() + seconds
    if not hosted:
        ended = yield from _listen(job_id, deadline, on_progress)
        if ended is not None:
            return ended
    for delay in calls.poll_delays():
        asked = time.monotonic()
        hold = min(calls.LONG_POLL, deadline - asked - 1)
        job = yield from look(job_id, hosted=hosted, deadline=deadline, hold=hold)
        calls.show_progress(job, on_progress)
        if job.status.final:
            return job
        left = deadline - time.monotonic()
        if left <= 0:
            raise DeadlineExceeded(f"the job has not ended within {seconds:g} s; it goes on")
        if not 1 <= hold <= time.monotonic() - asked + 0.5:
            yield Sleep(min(delay, left))
    raise AssertionError("unreachable")


def _listen(job_id: str, deadline: float, on_progress: OnProgress | None) -> Flow[Job | None]:
    ended: list[Job] = []

    def take(event: str, data: str) -> bool:
        if event == "job":
            ended.append(calls.read_value(Job, data))
        elif event == "progress" and on_progress is not None:
            progress = json.loads(data)
            if progress["pages_total"]:
                on_progress(progress["pages_done"], progress["pages_total"])
        return bool(ended)

    yield Listen(
        lambda http: calls.get_request(http, calls.job_path(job_id, "events"), None, deadline), take, deadline
    )
    if ended:
        calls.show_progress(ended[0], on_progress)
        return ended[0]
    return None


def understood(response: httpx.Response) -> bool:
    """True when an answer is a stream of events."""
    kind = response.headers.get("content-type", "").partition(";")[0]
    return response.is_success and kind == "text/event-stream"


UNHEARD = (httpx.TransportError, ServerUnreachable, ValueError, KeyError, TypeError)
"""What may go wrong with events, after which looks go on."""
