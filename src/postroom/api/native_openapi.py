"""What the OpenAPI document says of the native API: its shapes, with an example for each."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, TypeAdapter

from postroom.api.body import TEXT as NO_NUL
from postroom.api.openapi import (
    CATEGORIES,
    FILE,
    FILE_TYPES,
    HTTP_URL,
    INTEGER,
    MAX_PAGES,
    SECURITY,
    TEXT,
    URL,
    form_shape,
    json_answer,
    object_shape,
)
from postroom.schemas import Batch, Job, JobPage, PagePrediction, WebhookDelivery, WebhookEndpoint

_ID = "1b4e28ba-2fa1-41d2-883f-0016d3cca427"
_SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

QUEUED_EXAMPLE: dict[str, Any] = {
    "id": _ID,
    "status": "queued",
    "file_name": "invoice.pdf",
    "pages_done": 0,
    "pages_total": None,
    "created_at": "2026-05-03T14:00:00.120000Z",
    "updated_at": "2026-05-03T14:00:00.120000Z",
    "result": None,
    "problem": None,
    "vision": None,
    "sha256": _SHA256,
    "priority": "normal",
    "metadata": {"customer": "42"},
    "batch_id": None,
    "queue_position": 3,
    "eta_seconds": 1.6,
    "started_at": None,
    "finished_at": None,
    "expires_at": "2026-05-10T14:00:00.120000Z",
    "category": None,
    "confidence": None,
    "timings": {"queued_seconds": None, "running_seconds": None},
}
_PAGE_EXAMPLE: dict[str, Any] = {
    "number": 1,
    "category": "Invoice",
    "confidence": 0.97,
    "scores": {"Invoice": 0.97, "Contract": 0.01},
    "none_of_these": 0.02,
    "text_source": "text_layer",
    "blank": False,
    "evidence": [
        {
            "category": "Invoice",
            "kind": "text",
            "text": "Invoice number",
            "weight": 0.4,
            "box": {"left": 0.1, "top": 0.1, "right": 0.3, "bottom": 0.12},
            "points": [59.5, 84.2, 178.5, 101.0],
        }
    ],
    "error": None,
    "classifier": "local",
    "raw": None,
    "fallback": None,
    "quality": {"characters": 812, "confidence": 1.0, "rotation": 0, "issues": []},
}
_SUCCEEDED_EXAMPLE: dict[str, Any] = QUEUED_EXAMPLE | {
    "status": "succeeded",
    "pages_done": 1,
    "pages_total": 1,
    "queue_position": None,
    "eta_seconds": None,
    "started_at": "2026-05-03T14:00:00.210000Z",
    "finished_at": "2026-05-03T14:00:00.290000Z",
    "updated_at": "2026-05-03T14:00:00.290000Z",
    "category": "Invoice",
    "confidence": 0.97,
    "timings": {"queued_seconds": 0.09, "running_seconds": 0.08},
    "result": {
        "category": "Invoice",
        "confidence": 0.97,
        "scores": {"Invoice": 0.97, "Contract": 0.01},
        "none_of_these": 0.02,
        "kind": "pdf",
        "total_pages": 1,
        "pages": [_PAGE_EXAMPLE],
        "model_version": "local-1",
        "segments": [{"category": "Invoice", "first_page": 1, "last_page": 1, "confidence": 0.97}],
    },
}
_BATCH_EXAMPLE: dict[str, Any] = {
    "id": _ID,
    "name": "May",
    "metadata": {"customer": "42"},
    "closed": False,
    "status": "open",
    "jobs": {"queued": 0, "running": 0, "succeeded": 0, "failed": 0, "cancelled": 0, "total": 0},
    "pages_done": 0,
    "pages_total": 0,
    "created_at": "2026-05-03T14:00:00.120000Z",
    "finished_at": None,
    "expires_at": "2026-05-10T14:00:00.120000Z",
}


_FINISHED_EXAMPLE = _BATCH_EXAMPLE | {
    "closed": True,
    "status": "finished",
    "finished_at": "2026-05-03T14:01:00Z",
}


def _shapes(*kinds: Any) -> dict[str, Any]:
    """The JSON schemas of these values and of all that they hold, by name."""
    found: dict[str, Any] = {}
    for kind in kinds:
        schema: Any = TypeAdapter(kind).json_schema(
            mode="serialization", ref_template="#/components/schemas/{model}"
        )
        found |= schema.pop("$defs", {})
        found[kind.__name__] = schema
    return found


_ERROR = object_shape({"pointer": TEXT, "parameter": TEXT, "detail": TEXT}, optional=("pointer", "parameter"))
SHAPES: dict[str, Any] = _shapes(Batch, PagePrediction, JobPage, Job, WebhookEndpoint, WebhookDelivery) | {
    "ProblemDetails": object_shape(
        {
            "type": TEXT,
            "code": TEXT,
            "title": TEXT,
            "detail": TEXT,
            "status": INTEGER,
            "retryable": {"type": "boolean"},
            "advice": TEXT,
            "errors": {"type": "array", "items": _ERROR},
        },
        optional=("errors",),
    ),
}
"""Schemas for the document's components."""

# Here and not with the answers: the framework leaves out what is null in those.
for _name, _examples in {
    "Job": [QUEUED_EXAMPLE, _SUCCEEDED_EXAMPLE],
    "JobPage": [{"data": [_SUCCEEDED_EXAMPLE | {"result": None}, QUEUED_EXAMPLE], "next_cursor": None}],
    "Batch": [_BATCH_EXAMPLE, _FINISHED_EXAMPLE],
    "PagePrediction": [_PAGE_EXAMPLE],
}.items():
    SHAPES[_name]["examples"] = _examples


def reference(name: str) -> dict[str, Any]:
    """A schema of `SHAPES`."""
    return {"$ref": f"#/components/schemas/{name}"}


def _answer(description: str, name: str) -> dict[str, Any]:
    return json_answer(description, reference(name))


def problem_answer(description: str) -> dict[str, Any]:
    """An answer with problem details."""
    media = {"schema": reference("ProblemDetails")}
    return {"description": description, "content": {"application/problem+json": media}}


_ALWAYS: dict[int | str, Any] = {
    401: problem_answer("The key is missing or not valid"),
    403: problem_answer("The key lacks the scope"),
    503: problem_answer("At capacity; see Retry-After"),
}
_TOO_OFTEN = {429: problem_answer("Too many requests in a minute; see Retry-After")}
_NOT_FOUND = {404: problem_answer("Unknown, expired, or another key's")}
_INVALID = {422: problem_answer("A parameter is not valid; `errors` says which")}
_REFUSED: dict[int | str, Any] = {
    400: problem_answer("The body can't be used"),
    402: problem_answer("The quota of this month is used up"),
    404: problem_answer("There is no such document, or no such batch"),
    409: problem_answer("The batch is closed"),
    413: problem_answer("The file is too large"),
    422: problem_answer("A field is not valid, or the idempotency key belongs to another request"),
    429: problem_answer("Too many submits; see Retry-After"),
    507: problem_answer("The file could not be stored"),
}

_SPAN = "[1-9][0-9]{0,8}(-([1-9][0-9]{0,8})?)?"
_METADATA = {
    "type": "object",
    "maxProperties": 16,
    "propertyNames": {"minLength": 1, "maxLength": 64, "pattern": NO_NUL},
    "additionalProperties": {"type": "string", "maxLength": 512, "pattern": NO_NUL},
}
_COMMON_FIELDS: dict[str, Any] = {
    "categories": CATEGORIES,
    "max_pages": MAX_PAGES,
    "pages": {
        "type": "string",
        "pattern": f"^ *{_SPAN} *(, *{_SPAN} *)*$",
        "maxLength": 1_000,
        "description": "Classify only these pages, such as `1-3,7,10-`, the lower end first.",
        "examples": ["1-3,7,10-"],
    },
    "priority": {
        "type": "string",
        "enum": ["high", "normal", "low"],
        "description": "Of the waiting jobs, those of a higher priority are taken up first.",
    },
    "metadata": {
        "type": "string",
        "description": "JSON object of up to 16 entries: names of up to 64 characters, strings of up to 512.",
        "contentMediaType": "application/json",
        "contentSchema": _METADATA,
        "examples": ['{"customer": "42"}'],
    },
    "webhook_url": HTTP_URL
    | {
        "description": "Who is told of the end, besides the key's webhook endpoints.",
        "examples": ["https://example.com/hook"],
    },
}
_JOB_FIELDS: dict[str, Any] = _COMMON_FIELDS | {
    "file_url": URL,
    "sha256": {
        "type": "string",
        "pattern": "^[0-9a-fA-F]{64}$",
        "description": "Of a document that another job of the key refers to.",
    },
    "batch_id": {"type": "string", "format": "uuid", "description": "An open batch that the job belongs to."},
}
FORM_EXAMPLE = {
    "categories": '[{"name": "Invoice", "description": "Bills"}, {"name": "Contract"}]',
    "pages": "1-3,7,10-",
    "priority": "high",
    "metadata": '{"customer": "42"}',
}
_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "The same key and request give the same job for 24 hours.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
    "example": "3f1d7c0a-upload-17",
}


def _form(fields: dict[str, Any], example: dict[str, str]) -> dict[str, Any]:
    documents = tuple(name for name in ("file", "pdf_file", "file_url", "sha256") if name in fields)
    return form_shape(fields, ("categories",), documents) | {"example": example}


def _operation(operation_id: str, responses: dict[int | str, Any], **extra: Any) -> dict[str, Any]:
    return {
        "operation_id": operation_id,
        "responses": responses | _ALWAYS,
        "openapi_extra": {"security": SECURITY, **extra},
    }


_JOB = {200: _answer("The job", "Job")}

SUBMIT = _operation(
    "v1_submit",
    {202: _answer("Accepted; `Location` is the job's address", "Job"), **_REFUSED},
    parameters=[_IDEMPOTENCY_KEY],
    requestBody={
        "required": True,
        "content": {
            "multipart/form-data": _form({"file": FILE, "pdf_file": FILE} | _JOB_FIELDS, FORM_EXAMPLE),
            "application/x-www-form-urlencoded": _form(
                _JOB_FIELDS, FORM_EXAMPLE | {"file_url": "https://example.com/invoice.pdf"}
            ),
        },
    },
)
LIST = _operation(
    "v1_jobs",
    {
        200: _answer("Some of the jobs", "JobPage"),
        **_INVALID,
        **_TOO_OFTEN,
    },
)
JOB = _operation("v1_job", {**_JOB, **_NOT_FOUND, **_INVALID, **_TOO_OFTEN})
CANCEL = _operation("v1_cancel", {**_JOB, **_NOT_FOUND, 409: problem_answer("The job has ended already")})
DELETE = _operation("v1_delete", {204: {"description": "Forgotten"}, **_NOT_FOUND})
IMAGE = _operation(
    "v1_page_image",
    {
        200: {
            "description": "The page",
            "content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}},
        },
        **_NOT_FOUND,
        **_INVALID,
        **_TOO_OFTEN,
    },
)
EVENTS = _operation(
    "v1_events",
    {
        200: {
            "description": "A stream of `progress`, `page` and `job` events; it ends with the job",
            "content": {
                "text/event-stream": {
                    "schema": TEXT,
                    "example": 'id: 0\nevent: progress\ndata: {"status": "running", "pages_done": 0, '
                    '"pages_total": 2, "queue_position": null}\n\n',
                }
            },
        },
        204: {"description": "All was sent before, says Last-Event-ID"},
        **_NOT_FOUND,
        **_INVALID,
        **_TOO_OFTEN,
    },
    parameters=[
        {
            "name": "Last-Event-ID",
            "in": "header",
            "description": "The id of the last event that came; the stream goes on after it.",
            "schema": {"type": "string"},
            "example": "1-8,11",
        }
    ],
)

_WITH_JOBS = {
    "allOf": [reference("Batch")],
    "properties": {"job_ids": {"type": "array", "items": {"type": "string", "format": "uuid"}}},
    "required": ["job_ids"],
}
_BATCH_NAME = {"type": "string", "maxLength": 200, "pattern": NO_NUL}
_BATCH_JSON = object_shape(
    {
        "name": {"anyOf": [_BATCH_NAME, {"type": "null"}]},
        "metadata": _METADATA,
        "webhook_url": {"anyOf": [HTTP_URL, {"const": ""}, {"type": "null"}]},
    },
    optional=("name", "metadata", "webhook_url"),
)
_BATCH_FORM: dict[str, Any] = {
    "schema": {
        "type": "object",
        "properties": {"file": {"type": "array", "items": FILE, "minItems": 1, "maxItems": 90}}
        | {"name": _BATCH_NAME}
        | _COMMON_FIELDS,
        "required": ["file", "categories"],
    },
    "encoding": {"file": {"contentType": FILE_TYPES}},
    "example": FORM_EXAMPLE | {"name": "May"},
}
BATCH_JSON_EXAMPLE = {"name": "May", "metadata": {"customer": "42"}}
BATCH_CREATE = _operation(
    "v1_batch_create",
    {
        201: _answer("An open batch without jobs", "Batch"),
        202: {
            "description": "A closed batch with a job for each file",
            "content": {"application/json": {"schema": _WITH_JOBS}},
        },
        **_REFUSED,
    },
    requestBody={
        "required": True,
        "content": {
            "application/json": {
                "schema": _BATCH_JSON,
                "example": BATCH_JSON_EXAMPLE,
            },
            "multipart/form-data": _BATCH_FORM,
        },
    },
)
BATCH = _operation("v1_batch", {200: _answer("The batch", "Batch"), **_NOT_FOUND, **_TOO_OFTEN})
BATCH_CLOSE = _operation(
    "v1_batch_close",
    {
        200: _answer("The batch", "Batch"),
        **_NOT_FOUND,
    },
)

_PROBLEMS = {
    400: "Refused; the detail says why",
    401: "The key is missing or not valid",
    403: "The key lacks the scope",
    404: "Unknown, or another key's",
    413: "The body is too long",
    422: "Something in the URL or the body is not valid; `errors` says where",
    429: "Too many requests in a minute; see Retry-After",
    503: "At capacity; see Retry-After",
}


def native(
    operation_id: str,
    status: int,
    answer: tuple[str, dict[str, Any]] | None,
    *problems: int,
    body: type[BaseModel] | None = None,
) -> dict[str, Any]:
    """What a route of /v1 says of itself.

    Args:
        operation_id: Its name.
        status: HTTP status of its answer.
        answer: What that is, and its schema; None for an empty one.
        problems: HTTP statuses of its problems, besides those that every route has.
        body: The shape of the JSON that it takes.
    """
    found = {code: problem_answer(_PROBLEMS[code]) for code in sorted({401, 403, 429, 503, *problems})}
    extra: dict[str, Any] = {"security": SECURITY}
    if body:
        content = {"application/json": {"schema": body.model_json_schema()}}
        extra["requestBody"] = {"required": True, "content": content}
    return {
        "operation_id": operation_id,
        "responses": {status: json_answer(*answer) if answer else {"description": "Done"}, **found},
        "openapi_extra": extra,
    }
