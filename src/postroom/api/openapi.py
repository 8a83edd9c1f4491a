"""What the OpenAPI document says of routes that read their form by hand and answer as the contract says."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, TypeAdapter

from postroom.schemas import Job, WebhookDelivery, WebhookEndpoint

_TEXT = {"type": "string"}
_NUMBER = {"type": "number"}
_INTEGER = {"type": "integer"}


def _object(properties: dict[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _json(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


_DETAIL = _object({"detail": _TEXT})
_REFUSED = _object(
    {"detail": _TEXT, "success": {"type": "boolean"}, "error": _TEXT}, optional=("success", "error")
)
_MISSING = _object(
    {
        "detail": {
            "type": "array",
            "items": _object(
                {"type": _TEXT, "loc": {"type": "array", "items": _TEXT}, "msg": _TEXT, "input": {}}
            ),
        }
    }
)
_QUOTA = _object(
    {
        "detail": _object(
            {
                "message": _TEXT,
                "status": _TEXT,
                "quota_data": _object({"current": _INTEGER, "limit": _INTEGER, "remaining": _INTEGER}),
            }
        )
    }
)
_BUSY = _object(
    {
        "error": _object(
            {
                "code": _TEXT,
                "message": _TEXT,
                "details": _object({"reason": _TEXT, "retry_after": _INTEGER}),
            }
        )
    }
)
_ACCEPTED = _object(
    {
        "job_id": {"type": "string", "format": "uuid"},
        "status": {"type": "string", "enum": ["processing"]},
        "message": _TEXT,
        "quota_remaining": _INTEGER,
    }
)
_CONFIDENCE = {"type": "number", "minimum": 0, "maximum": 1}
_PAGE = _object(
    {
        "page": {"type": "integer", "minimum": 1},
        "success": {"type": "boolean"},
        "classification": _TEXT,
        "confidence": _CONFIDENCE,
        "raw_result": _TEXT,
        "error": _TEXT,
    },
    optional=("raw_result", "error"),
)
_RESULT_FIELDS = {
    "success": {"type": "boolean"},
    "classification": _TEXT,
    "confidence": _CONFIDENCE,
    "total_pages": _INTEGER,
    "processed_pages": _INTEGER,
    "page_results": {"type": "array", "items": _PAGE},
    "raw_result": _TEXT,
    "processing_time": _NUMBER,
}
_RESULT = _object(
    {name: schema for name, schema in _RESULT_FIELDS.items() if name != "processing_time"},
    optional=("page_results", "raw_result"),
)
_NULL = {"type": "null"}
_STATUS = _object(
    {
        "job_id": {"type": "string", "format": "uuid"},
        "status": {"type": "string", "enum": ["queued", "processing", "completed", "failed"]},
        "progress": _TEXT,
        "error": {"anyOf": [_TEXT, _NULL]},
        "result": {"anyOf": [_RESULT, _NULL]},
    }
)
_NULLABLE_TEXT = {"anyOf": [_TEXT, _NULL]}
_JOB = _object(
    {
        "id": {"type": "string", "format": "uuid"},
        "status": {"type": "string", "enum": ["queued", "PROCESSING", "COMPLETED", "FAILED"]},
        "type": _TEXT,
        "created_at": {"type": "string", "format": "date-time"},
        "updated_at": {"type": "string", "format": "date-time"},
        "pdf_name": _NULLABLE_TEXT,
        "pdf_hash": _NULLABLE_TEXT,
        "user_id": _TEXT,
        "error": _NULLABLE_TEXT,
    }
)
_USAGE = _object(
    {
        "org_id": _TEXT,
        "org_name": _TEXT,
        "current_usage": _INTEGER,
        "usage_limit": _INTEGER,
        "remaining_quota": _INTEGER,
        "last_billed_date": {"type": "string", "format": "date"},
    }
)

_UNAUTHORIZED = {
    401: _json("The key is missing or not valid", _DETAIL),
    403: _json("The key lacks the scope", _DETAIL),
}
_TOO_OFTEN = {429: _json("Too many requests in a minute; see Retry-After", _DETAIL)}
_NOT_FOUND = {404: _json("Unknown, expired, or another key's", _DETAIL)}
_BUSY_RESPONSES = {
    503: _json("At capacity; see Retry-After", _BUSY),
}
_SECURITY: list[dict[str, list[str]]] = [{"ApiKey": []}]

SECURITY_SCHEMES = {"ApiKey": {"type": "apiKey", "in": "header", "name": "api-key"}}

_CATEGORIES = {
    "type": "string",
    "description": 'JSON array of objects with "name" and optionally "description", or of strings.',
    "examples": ['[{"name": "Invoice", "description": "Bills"}, {"name": "Contract"}]'],
}
_COMMON_FIELDS = {
    "categories": _CATEGORIES,
    "conditions": _CATEGORIES | {"description": "The older name of `categories`."},
    "max_pages": {"type": "string", "description": "Classify only so many pages.", "examples": ["4"]},
    "webhook_url": {
        "type": "string",
        "format": "uri",
        "description": "Is told once the job has ended, besides the key's webhook endpoints.",
    },
}
_FILE = {"type": "string", "format": "binary", "description": "A PDF, JPG, PNG, GIF, WebP, BMP or TIFF file."}
_URL = {"type": "string", "format": "uri", "description": "Where the server fetches the file."}


def _form(fields: dict[str, Any]) -> dict[str, Any]:
    return {"schema": {"type": "object", "properties": fields | _COMMON_FIELDS}}


_SUBMIT_RESPONSES: dict[int | str, dict[str, Any]] = {
    202: _json("Accepted", _ACCEPTED),
    400: _json("The form can't be used", _REFUSED),
    402: _json("The quota of this month is used up", _QUOTA),
    413: _json("The file is too large", _DETAIL),
    422: _json("Neither categories nor conditions", _MISSING),
    429: _json("Too many submits; see Retry-After", _DETAIL),
    507: _json("The file could not be stored", _DETAIL),
    **_UNAUTHORIZED,
    **_BUSY_RESPONSES,
}

SUBMIT: dict[str, Any] = {
    "operation_id": "submit",
    "responses": _SUBMIT_RESPONSES,
    "openapi_extra": {
        "security": _SECURITY,
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": _form({"pdf_file": _FILE, "file": _FILE, "file_url": _URL}),
                "application/x-www-form-urlencoded": _form({"file_url": _URL}),
            },
        },
    },
}
SUBMIT_BY_URL: dict[str, Any] = SUBMIT | {"operation_id": "submit_by_url"}


def _read(operation_id: str, answer: dict[str, Any], **more: dict[str, Any]) -> dict[str, Any]:
    responses: dict[int | str, Any] = {200: answer, **_UNAUTHORIZED, **_NOT_FOUND, **_TOO_OFTEN}
    responses |= {int(name[1:]): value for name, value in more.items()}
    return {
        "operation_id": operation_id,
        "responses": responses,
        "openapi_extra": {"security": _SECURITY},
    }


STATUS = _read("status", _json("The job", _STATUS))
JOB = _read("job_record", _json("The job's record", _JOB))
JOB_RESULT = _read(
    "job_result",
    _json(
        "The result",
        _object(
            {name: schema for name, schema in _RESULT_FIELDS.items() if name != "success"},
            optional=("page_results", "raw_result"),
        ),
    ),
    _400=_json("Still processing", _DETAIL),
    _500=_json("The job failed", _DETAIL),
)
JOB_DELETE = _read("delete_job", _json("Deleted", _object({"message": _TEXT})))
USAGE: dict[str, Any] = {
    "operation_id": "get_usage",
    "responses": {200: _json("Usage", _USAGE), **_UNAUTHORIZED, **_TOO_OFTEN},
    "openapi_extra": {"security": _SECURITY},
}

_SHAPES: Any = TypeAdapter(Job).json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
V1_SHAPES: dict[str, Any] = {
    **_SHAPES.pop("$defs"),
    "Job": _SHAPES,
    "ProblemDetails": _object(
        {
            "type": _TEXT,
            "code": _TEXT,
            "title": _TEXT,
            "detail": _TEXT,
            "status": _INTEGER,
            "retryable": {"type": "boolean"},
            "advice": _TEXT,
            "errors": {
                "type": "array",
                "items": _object(
                    {"parameter": _TEXT, "pointer": _TEXT, "detail": _TEXT}, optional=("parameter", "pointer")
                ),
            },
        },
        optional=("errors",),
    ),
    "WebhookEndpoint": TypeAdapter(WebhookEndpoint).json_schema(mode="serialization"),
    "WebhookDelivery": TypeAdapter(WebhookDelivery).json_schema(mode="serialization"),
}
"""Schemas of /v1, for the document's components."""

_JOB_REFERENCE = {"$ref": "#/components/schemas/Job"}


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/ProblemDetails"}
    return {"description": description, "content": {"application/problem+json": {"schema": schema}}}


V1_SUBMIT: dict[str, Any] = SUBMIT | {
    "operation_id": "v1_submit",
    "responses": {
        status: _json("Accepted", _JOB_REFERENCE) if status == 202 else _problem(answer["description"])
        for status, answer in _SUBMIT_RESPONSES.items()
    },
}
V1_JOB: dict[str, Any] = {
    "operation_id": "v1_job",
    "responses": {
        200: _json("The job", _JOB_REFERENCE),
        401: _problem("The key is missing or not valid"),
        403: _problem("The key lacks the scope"),
        429: _problem("Too many requests in a minute; see Retry-After"),
        404: _problem("Unknown, expired, or another key's"),
    },
    "openapi_extra": {"security": _SECURITY},
}

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


def reference(name: str) -> dict[str, Any]:
    """A schema of `V1_SHAPES`."""
    return {"$ref": f"#/components/schemas/{name}"}


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
    found = {code: _problem(_PROBLEMS[code]) for code in sorted({401, 403, 429, 503, *problems})}
    extra: dict[str, Any] = {"security": _SECURITY}
    if body:
        content = {"application/json": {"schema": body.model_json_schema()}}
        extra["requestBody"] = {"required": True, "content": content}
    return {
        "operation_id": operation_id,
        "responses": {status: _json(*answer) if answer else {"description": "Done"}, **found},
        "openapi_extra": extra,
    }
