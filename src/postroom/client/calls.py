"""What a client says and understands, without sending anything: the same for both clients."""

from __future__ import annotations

import dataclasses
import io
import json
import random
from collections.abc import Callable, Iterable, Sequence
from os import PathLike
from pathlib import Path
from typing import IO, Any

import httpx

from postroom.errors import (
    CapacityError,
    InvalidCategories,
    PostroomError,
    QuotaExceeded,
    RateLimited,
    ServerUnreachable,
    tree,
)
from postroom.schemas import Category, Classification, Job, JobStatus, Problem, from_json, to_json

File = str | PathLike[str] | bytes
OnProgress = Callable[[int, int], None]

RETRIES = 4
"""How often a call that may be repeated is sent again."""

FIRST_POLL, LAST_POLL = 0.1, 5.0
"""Seconds between two looks at a job: most jobs take less than a second, and none needs more looks."""


def submit_request(
    client: httpx.Client | httpx.AsyncClient,
    file: IO[bytes],
    name: str,
    categories: Sequence[Category],
    max_pages: int | None,
) -> httpx.Request:
    """The submit of one document; the file is streamed."""
    fields = {"categories": json.dumps([to_json(category) for category in categories])}
    if max_pages is not None:
        fields["max_pages"] = str(max_pages)
    return client.build_request("POST", "/v1/jobs", data=fields, files={"pdf_file": (name, file)})


def open_file(file: File) -> tuple[IO[bytes], str]:
    """The document as an open file, and a name for it."""
    if isinstance(file, bytes):
        return io.BytesIO(file), "document"
    path = Path(file)
    return path.open("rb"), path.name


def read_categories(categories: Iterable[str | Category]) -> tuple[Category, ...]:
    """The categories as the schemas know them.

    Raises:
        InvalidCategories: There are none.
    """
    read = tuple(Category(each) if isinstance(each, str) else each for each in categories)
    if not read:
        raise InvalidCategories("Name at least one category.")
    return read


def read_job(outcome: httpx.Response | httpx.TransportError) -> Job:
    """The job in a good answer.

    Raises:
        PostroomError: The error that the answer tells, or that there was none.
    """
    if isinstance(outcome, httpx.TransportError):
        raise ServerUnreachable(f"the server can't be reached: {outcome}") from outcome
    if outcome.is_success:
        return from_json(Job, outcome.json())
    raise read_error(outcome)


def read_error(response: httpx.Response) -> PostroomError:
    """The error of the tree that a bad answer tells."""
    try:
        body: Any = response.json()
        problem = Problem(**{field.name: body[field.name] for field in dataclasses.fields(Problem)})
    except (ValueError, KeyError, TypeError):
        return _error("", f"the server answered {response.status_code}", retry_after(response))
    return _error(problem.code, problem.detail, retry_after(response))


def result_of(job: Job) -> Classification:
    """The result of a job that has ended.

    Raises:
        PostroomError: What it failed with.
    """
    if job.result is not None:
        return job.result
    if job.problem is not None:
        raise _error(job.problem.code, job.problem.detail, None)
    raise _error(str(job.status), f"the job was {job.status}", None)


def retry_delay(
    attempt: int, outcome: httpx.Response | httpx.TransportError, *, repeatable: bool
) -> float | None:
    """Seconds to wait before the call is sent again; None when it is not to be.

    A call that is not repeatable is sent again only when the server can't have taken it.

    Args:
        attempt: From 0.
        outcome: The answer, or why there was none.
        repeatable: True for calls that change nothing.
    """
    if attempt >= RETRIES:
        return None
    asked = 0.0
    if isinstance(outcome, httpx.Response):
        refused = outcome.status_code in (429, 503)
        passing = outcome.status_code in (408, 500, 502, 504)
        asked = retry_after(outcome) or 0.0
    else:
        refused = isinstance(outcome, httpx.ConnectError | httpx.ConnectTimeout)
        passing = True
    if not refused and not (repeatable and passing):
        return None
    backoff = min(8.0, 0.5 * 2**attempt) * random.uniform(0.75, 1.0)  # noqa: S311 — jitter
    return max(backoff, min(asked, 60.0))


def retry_after(response: httpx.Response) -> float | None:
    """What the Retry-After header says, in seconds."""
    text = response.headers.get("retry-after", "")
    return float(text) if text.isdigit() else None


def poll_delays() -> Iterable[float]:
    """Seconds between looks at a job: growing by half, with jitter."""
    delay = FIRST_POLL
    while True:
        yield delay * random.uniform(0.8, 1.0)  # noqa: S311 — jitter
        delay = min(LAST_POLL, delay * 1.5)


def show_progress(job: Job, on_progress: OnProgress | None) -> None:
    """Tell the caller how far the job is, once that is known."""
    if on_progress and job.pages_total and job.status is not JobStatus.FAILED:
        on_progress(job.pages_done, job.pages_total)


def _error(code: str, detail: str, wait: float | None) -> PostroomError:
    kind = next((leaf for leaf in tree() if leaf.code == code and not leaf.__subclasses__()), PostroomError)
    if issubclass(kind, QuotaExceeded):
        error: PostroomError = QuotaExceeded(current=0, limit=0)
        error.detail = detail
        return error
    if issubclass(kind, RateLimited):
        return RateLimited(retry_after=round(wait or 1))
    if issubclass(kind, CapacityError):
        return kind(detail, retry_after=round(wait or 5))
    return kind(detail)
