"""The words that every room shares, as frozen values.

Plain dataclasses, so that ``import postroom`` stays light; `to_json` and `from_json` turn them into
JSON-ready dictionaries and back (used for stored results, pool messages, the API and the client).
"""

from __future__ import annotations

import dataclasses
import functools
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal, TypeVar, cast

TextSource = Literal["text_layer", "ocr", "none"]
"""Where a page's text came from."""

DocumentKind = Literal["pdf", "image"]

ClassifierKind = Literal["local", "vision"]
"""Who decided: the offline classifier or the vision model."""


class JobStatus(StrEnum):
    """queued → running → succeeded, failed or cancelled; the last three are final."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def final(self) -> bool:
        """True when the job can't change any more."""
        return self in (JobStatus.SUCCEEDED, JobStatus.FAILED, JobStatus.CANCELLED)


class Priority(StrEnum):
    """Which of a service's waiting jobs is taken up first; within a priority, the oldest."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


@dataclasses.dataclass(frozen=True, slots=True)
class Category:
    """A candidate class that the caller names.

    Attributes:
        name: Returned verbatim; 1 to 500 characters.
        description: What belongs in it, in the caller's words; used as evidence, never returned.
    """

    name: str
    description: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the upright page as fractions of its width and height (0–1, origin top left)."""

    left: float
    top: float
    right: float
    bottom: float


@dataclasses.dataclass(frozen=True, slots=True)
class Evidence:
    """Something on the page that spoke for a category.

    Attributes:
        category: The category it spoke for.
        kind: ``text`` (a span of the page's text) or ``layout`` (a feature of the page's picture).
        text: The span itself, at most 120 characters, or the layout feature's name.
        weight: Share of the category's score, 0–1; comparable within one page only.
        box: Where on the page; None for a layout feature.
        points: The same box in PDF points (left, top, right, bottom; origin top left), for PDFs only.
    """

    category: str
    kind: Literal["text", "layout"]
    text: str
    weight: float
    box: Box | None = None
    points: tuple[float, float, float, float] | None = None


Issue = Literal["blank", "no_text", "little_text", "poor_text", "rotated"]
"""What may have kept a page from being read well."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PageQuality:
    """How well a page could be read.

    Attributes:
        characters: Of its text.
        confidence: Mean confidence of the characters, 0–1: 1 from a text layer, the OCR engine's own
            otherwise; None without text.
        rotation: Degrees (0, 90, 180, 270) by which it was turned clockwise to be read.
        issues: What may have kept it from being read well.
    """

    characters: int
    confidence: float | None
    rotation: int
    issues: tuple[Issue, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PagePrediction:
    """What one page is.

    Attributes:
        number: 1-based page number.
        category: The most probable category; None when the page could not be read.
        confidence: Calibrated probability of `category`, 0–1.
        scores: Calibrated probability of every category; with `none_of_these` they sum to 1.
        none_of_these: Calibrated probability that the page is none of the categories.
        text_source: Where the text came from.
        blank: True for a page with nothing on it; a blank page does not vote.
        evidence: What spoke for the winner and the runner-up, the heaviest first.
        error: Why the page could not be classified, in words for a person; None for a good page.
        classifier: Which classifier decided.
        raw: The vision model's own words; None when it did not decide.
        fallback: Code of the error for which the offline answer stands in for the vision model's.
        quality: How well the page could be read; None when it could not be opened.
    """

    number: int
    category: str | None
    confidence: float
    scores: dict[str, float]
    none_of_these: float
    text_source: TextSource = "none"
    blank: bool = False
    evidence: tuple[Evidence, ...] = ()
    error: str | None = None
    classifier: ClassifierKind = "local"
    raw: str | None = None
    fallback: str | None = None
    quality: PageQuality | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Neighbouring pages of the same category, such as one document of a packet.

    Attributes:
        category: What they are.
        first_page: Number of the first, from 1.
        last_page: Number of the last.
        confidence: Mean confidence of its pages that are not blank, 0–1.
    """

    category: str
    first_page: int
    last_page: int
    confidence: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """What a document is.

    Attributes:
        category: The category that won the vote of the pages.
        confidence: Mean confidence of the pages that voted for it, 0–1; equals ``scores[category]``.
        scores: Every category's probability, averaged over the pages that voted for the winner;
            with `none_of_these` they sum to 1.
        none_of_these: Probability that the document is none of the categories.
        kind: ``pdf`` or ``image``.
        total_pages: Pages of the document, classified or not.
        pages: One prediction for each page used, in order.
        model_version: Name of the weights and settings that gave the answer; the same document,
            categories and version give the same answer to the last digit.
        segments: Runs of neighbouring pages of equal category, in order. A blank page belongs to the run
            before it, else to the one after; a failed page ends a run and belongs to none.
    """

    category: str
    confidence: float
    scores: dict[str, float]
    none_of_these: float
    kind: DocumentKind
    total_pages: int
    pages: tuple[PagePrediction, ...]
    model_version: str
    segments: tuple[Segment, ...] = ()

    @property
    def processed_pages(self) -> int:
        """Pages that were classified without an error."""
        return sum(page.error is None for page in self.pages)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An error as data: what `errors.PostroomError.problem` gives and every renderer shows.

    Attributes:
        code: Stable machine-readable word, such as ``document_encrypted``.
        title: The same for every occurrence of the code.
        detail: This occurrence, in words for a person; never echoes input.
        status: HTTP status code.
        retryable: True when the same request may succeed later.
        advice: What to do about it.
    """

    code: str
    title: str
    detail: str
    status: int
    retryable: bool
    advice: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """What was asked of the vision model.

    Attributes:
        pages: Pages it was asked about.
        requests: Requests sent, retries counted in.
        input_tokens: Tokens sent, as the endpoint counts them.
        output_tokens: Tokens answered, likewise.
        cost: By the prices that are set; 0 without any.
    """

    pages: int = 0
    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Timings:
    """Where a job's time went.

    Attributes:
        queued_seconds: From its acceptance until a worker took it up; None until then.
        running_seconds: From then to its end; None until then.
    """

    queued_seconds: float | None = None
    running_seconds: float | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A document on its way through the service.

    Attributes:
        id: A UUID in lower case.
        status: Where it is.
        file_name: As the client called it, for display only.
        pages_done: Pages classified so far; never falls.
        pages_total: Pages that will be classified; None until the document is open.
        created_at: When it was accepted (UTC).
        updated_at: When it last changed (UTC).
        result: Set when it succeeded; None in lists.
        problem: Set when it failed or was cancelled.
        vision: What the vision model was asked for it; None when it was asked nothing.
        sha256: Of the document's bytes, in hex; None until they are here.
        priority: Whether it goes before others in the queue.
        metadata: The caller's own words for it, by name.
        batch_id: The batch it belongs to.
        queue_position: Its place among the waiting jobs of all keys, by priority and time; None unless it is
            queued. Keys take turns: a job of a key with many waiting jobs may be taken up later than this
            says, one of a key with few sooner.
        eta_seconds: When it will probably have ended, from now, by what jobs have lately taken; None when
            that is not known, or it has ended.
        started_at: When a worker first took it up (UTC).
        finished_at: When it ended (UTC).
        expires_at: When it will be forgotten (UTC).
        category: Of the result.
        confidence: Of the result, 0–1.
        timings: Where its time went.
    """

    id: str
    status: JobStatus
    file_name: str | None
    pages_done: int
    pages_total: int | None
    created_at: datetime
    updated_at: datetime
    result: Classification | None = None
    problem: Problem | None = None
    vision: Spending | None = None
    sha256: str | None = None
    priority: Priority = Priority.NORMAL
    metadata: dict[str, str] = dataclasses.field(default_factory=dict[str, str])
    batch_id: str | None = None
    queue_position: int | None = None
    eta_seconds: float | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    expires_at: datetime | None = None
    category: str | None = None
    confidence: float | None = None
    timings: Timings = Timings()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class JobPage:
    """Some of a key's jobs, the newest first.

    Attributes:
        data: The jobs, each without its result.
        next_cursor: Asks for the jobs after these; None when there are none.
    """

    data: tuple[Job, ...]
    next_cursor: str | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BatchJobs:
    """How many of a batch's jobs are where."""

    queued: int = 0
    running: int = 0
    succeeded: int = 0
    failed: int = 0
    cancelled: int = 0
    total: int = 0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Jobs that somebody waits for together.

    Attributes:
        id: A UUID in lower case.
        name: As the client called it, for display only.
        metadata: The caller's own words for it, by name.
        closed: True when no more jobs can be added.
        status: ``open`` while jobs can be added, then ``running``, and ``finished`` once all have ended.
        jobs: How many of its jobs are where; those that were deleted are not counted.
        pages_done: Pages of its jobs that were classified.
        pages_total: Pages of those of its jobs that are open or have ended.
        created_at: When it was made (UTC).
        finished_at: When it was closed and its last job had ended (UTC).
        expires_at: When it will be forgotten (UTC).
    """

    id: str
    name: str | None
    metadata: dict[str, str]
    closed: bool
    status: Literal["open", "running", "finished"]
    jobs: BatchJobs
    pages_done: int
    pages_total: int
    created_at: datetime
    finished_at: datetime | None
    expires_at: datetime


EventType = Literal["job.completed", "job.failed", "job.cancelled", "batch.finished", "endpoint.test"]
"""What can have happened; the last only when somebody asks for it, to try an endpoint."""

WebhookFormat = Literal["v1", "compat"]
"""``v1``: an event with the job as ``/v1/jobs/{id}`` shows it; ``compat``: the body of ``/classify/{id}``."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WebhookEndpoint:
    """A receiver that a key has registered.

    Attributes:
        id: A UUID in lower case.
        url: Where events are posted.
        events: Which it is told of.
        format: Of the body.
        description: For people.
        enabled: False when it is switched off; then it is told of nothing.
        disabled_reason: Why the service switched it off; None when it did not.
        created_at: When it was made (UTC).
        secret: Signs what is sent; shown when it is made and at a rotation, else None.
    """

    id: str
    url: str
    events: tuple[EventType, ...]
    format: WebhookFormat
    description: str | None
    enabled: bool
    disabled_reason: str | None
    created_at: datetime
    secret: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WebhookDelivery:
    """An event on its way to one receiver.

    Attributes:
        id: A UUID in lower case.
        event_id: The same for every receiver of the event, and for every attempt: the header ``webhook-id``.
        type: What happened.
        endpoint_id: The receiver; None for the `webhook_url` of a job or a batch.
        url: Where it is posted.
        job_id: What it tells of, if that is a job.
        batch_id: What it tells of, if that is a batch.
        attempts: So far, the one in hand counted in.
        status: ``pending`` until it is ``delivered``, or ``failed`` when it was given up.
        last_status_code: What the receiver answered last; None when it gave no answer.
        last_error: Why the last attempt failed, in words for a person.
        next_attempt_at: When it is tried (again) (UTC); None when it is over.
        created_at: When it happened (UTC).
        delivered_at: When the receiver took it (UTC).
    """

    id: str
    event_id: str
    type: EventType
    endpoint_id: str | None
    url: str
    job_id: str | None
    batch_id: str | None
    attempts: int
    status: Literal["pending", "delivered", "failed"]
    last_status_code: int | None
    last_error: str | None
    next_attempt_at: datetime | None
    created_at: datetime
    delivered_at: datetime | None


_T = TypeVar("_T")


@functools.cache
def _adapter(schema: type[Any]) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(schema)


def to_json(value: Any) -> Any:
    """Any of this module's values as JSON-ready dictionaries and lists."""
    return _adapter(cast("type[Any]", type(value))).dump_python(value, mode="json")


def to_json_bytes(value: Any) -> bytes:
    """Any of this module's values as JSON text in UTF-8."""
    return _adapter(cast("type[Any]", type(value))).dump_json(value)


def from_json(schema: type[_T], data: Any) -> _T:
    """The value of type `schema` that `to_json` made `data` from.

    Raises:
        pydantic.ValidationError: `data` is not such a value.
    """
    return _adapter(schema).validate_python(data)


def from_json_bytes(schema: type[_T], text: str | bytes) -> _T:
    """Like `from_json`, from JSON text."""
    return _adapter(schema).validate_json(text)
