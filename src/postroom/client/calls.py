"""What a client says and understands, without sending anything: the same for both clients."""

from __future__ import annotations

import dataclasses
import io
import random
import time
from collections.abc import Callable, Iterable, Mapping
from email.utils import parsedate_to_datetime
from os import PathLike
from pathlib import Path
from typing import IO, Any, TypedDict, TypeVar
from urllib.parse import quote

import httpx
from pydantic import ValidationError

from postroom.client import compat
from postroom.errors import (
    CapacityError,
    InvalidCategories,
    InvalidRequest,
    PostroomError,
    QuotaExceeded,
    RateLimited,
    ServerUnreachable,
    Unauthorized,
    leaves,
)
from postroom.schemas import Category, Classification, Job, JobStatus, Problem, from_json_bytes

File = str | PathLike[str] | bytes
OnProgress = Callable[[int, int], None]
Http = httpx.Client | httpx.AsyncClient
Outcome = httpx.Response | httpx.TransportError
"""An answer, or why there was none."""

_T = TypeVar("_T")


class ClientOptions(TypedDict):
    """Keyword arguments of httpx's clients."""

    base_url: httpx.URL
    headers: dict[str, str]
    timeout: httpx.Timeout


TIMEOUT = httpx.Timeout(60.0, connect=10.0)
"""How long the server may be silent, in seconds."""

RETRIES = 4
"""How often a call that may be repeated is sent again."""

FIRST_RETRY, LAST_RETRY = 0.5, 8.0
"""Seconds before a call is sent again, unless the server asks for more."""

MAX_RETRY_AFTER = 60.0
"""The longest wait that the server may ask for, in seconds."""

FIRST_POLL, LAST_POLL = 1.0, 30.0
"""Seconds between two looks at a job, where the server can't tell by itself that it has ended."""

LONG_POLL = 30.0
"""Seconds that the server is asked to hold a look at a job that has not ended."""


def client_options(base_url: str, api_key: str) -> ClientOptions:
    """What both clients are made with.

    Raises:
        InvalidRequest: `base_url` is not an http or https URL.
        Unauthorized: `api_key` can't be a key.
    """
    try:
        url = httpx.URL(base_url)
    except httpx.InvalidURL as error:
        raise InvalidRequest(f"the server's address is not a URL: {error}") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise InvalidRequest("the server's address must be a URL such as http://127.0.0.1:8000")
    if not api_key or not all("!" <= letter <= "~" for letter in api_key):
        raise Unauthorized("the API key is empty, or holds a letter that no key has")
    return {"base_url": url, "headers": {"api-key": api_key}, "timeout": TIMEOUT}


def get_request(
    http: Http, path: str, parameters: Mapping[str, str] | None = None, deadline: float | None = None
) -> httpx.Request:
    """A read, which waits no longer than until the deadline on the monotonic clock."""
    timeout = TIMEOUT
    if deadline is not None:
        left = max(0.1, deadline - time.monotonic())
        timeout = httpx.Timeout(min(left, 60.0), connect=min(left, 10.0))
    return http.build_request("GET", path, params=parameters, timeout=timeout)


def job_path(job_id: str, *more: str) -> str:
    """Where a job is; an id can't leave its place."""
    return "/".join(["/v1/jobs", quote(job_id, safe=""), *more])


def batch_path(batch_id: str, *more: str) -> str:
    """Where a batch is."""
    return "/".join(["/v1/batches", quote(batch_id, safe=""), *more])


def delivery_path(delivery_id: str, *more: str) -> str:
    """Where a webhook delivery is."""
    return "/".join(["/v1/webhook-deliveries", quote(delivery_id, safe=""), *more])


def open_file(file: File) -> tuple[IO[bytes], str]:
    """The document as an open file, and a name for it."""
    if isinstance(file, bytes):
        return io.BytesIO(file), "document"
    path = Path(file)
    return path.open("rb"), path.name


def read_categories(categories: Iterable[str | Category]) -> tuple[Category, ...]:
    """The categories as the schemas know them.

    Raises:
        InvalidCategories: There are none, or it is one string, which is a sequence of its letters.
    """
    if isinstance(categories, str):
        raise InvalidCategories('Give a list of categories: ["Invoice"], not "Invoice".')
    read = tuple(Category(each) if isinstance(each, str) else each for each in categories)
    if not read:
        raise InvalidCategories("Name at least one category.")
    return read


def read_answer(outcome: Outcome) -> httpx.Response:
    """The good answer of a call.

    Raises:
        PostroomError: The error that the answer tells, or that there was none.
    """
    if isinstance(outcome, httpx.TransportError):
        reason = str(outcome) or type(outcome).__name__
        raise ServerUnreachable(f"the server can't be reached: {reason}") from outcome
    if not outcome.is_success:
        raise read_error(outcome)
    return outcome


def read_value(schema: type[_T], content: bytes | str) -> _T:
    """The value in a good answer.

    Raises:
        ServerUnreachable: It is no such value.
    """
    try:
        return from_json_bytes(schema, content)
    except ValidationError as error:
        raise ServerUnreachable("what answers at this address is not a Postroom server") from error


def read_error(response: httpx.Response) -> PostroomError:
    """The error of the tree that a bad answer tells."""
    wait = retry_after(response)
    try:
        body: Any = response.json()
        problem = Problem(**{field.name: body[field.name] for field in dataclasses.fields(Problem)})
    except (ValueError, KeyError, TypeError):
        told = compat.error_detail(response)
        code = compat.CODES.get(response.status_code, "") if told else ""
        return _error(code, told or f"the server answered {response.status_code}", wait)
    return _error(problem.code, problem.detail, wait)


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
    attempt: int,
    outcome: Outcome,
    *,
    repeatable: bool,
    deadline: float | None = None,
) -> float | None:
    """Seconds to wait before the call is sent again; None when it is not to be.

    A call that is not repeatable is sent again only when the server can't have taken it.

    Args:
        attempt: From 0.
        outcome: The answer, or why there was none.
        repeatable: True for calls that change nothing.
        deadline: On the monotonic clock; nothing is sent again after it.
    """
    if attempt >= RETRIES or isinstance(outcome, httpx.UnsupportedProtocol | httpx.LocalProtocolError):
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
    backoff = min(LAST_RETRY, FIRST_RETRY * 2**attempt) * random.uniform(0.75, 1.0)  # noqa: S311 — jitter
    delay = max(backoff, min(asked, MAX_RETRY_AFTER))
    return None if deadline is not None and time.monotonic() + delay > deadline else delay


def retry_after(response: httpx.Response) -> float | None:
    """What the Retry-After header says, in seconds: a number, or a date (RFC 9110, section 10.2.3)."""
    text = response.headers.get("retry-after", "")
    if text.isdecimal():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None


def poll_delays() -> Iterable[float]:
    """Seconds between looks at a job: doubling, with jitter."""
    delay = FIRST_POLL
    while True:
        yield delay * random.uniform(0.8, 1.0)  # noqa: S311 — jitter
        delay = min(LAST_POLL, delay * 2)


def show_progress(job: Job, on_progress: OnProgress | None) -> None:
    """Tell the caller how far the job is, once that is known."""
    if on_progress is not None and job.pages_total and job.status is not JobStatus.FAILED:
        on_progress(job.pages_done, job.pages_total)


def _error(code: str, detail: str, wait: float | None) -> PostroomError:
    kind = next((leaf for leaf in leaves() if leaf.code == code), PostroomError)
    if issubclass(kind, QuotaExceeded):
        # The numbers are in the detail only.
        error: PostroomError = QuotaExceeded(current=0, limit=0)
        error.detail, error.args = detail, (detail,)
        return error
    if issubclass(kind, RateLimited):
        return RateLimited(retry_after=round(wait or 1))
    if issubclass(kind, CapacityError):
        return kind(detail, retry_after=round(wait or 5))
    return kind(detail)
