"""What the OpenAPI document says of routes that read their form by hand and answer as the contract says."""

from __future__ import annotations

from typing import Any

TEXT = {"type": "string"}
_NUMBER = {"type": "number"}
INTEGER = {"type": "integer"}


def object_shape(properties: dict[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    """The schema of an object with these properties and no others."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def json_answer(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    """An answer in JSON."""
    return {"description": description, "content": {"application/json": {"schema": schema}}}


_DETAIL = object_shape({"detail": TEXT})
_REFUSED = object_shape(
    {"detail": TEXT, "success": {"type": "boolean"}, "error": TEXT}, optional=("success", "error")
)
_MISSING = object_shape(
    {
        "detail": {
            "type": "array",
            "items": object_shape(
                {"type": TEXT, "loc": {"type": "array", "items": TEXT}, "msg": TEXT, "input": {}}
            ),
        }
    }
)
_QUOTA = object_shape(
    {
        "detail": object_shape(
            {
                "message": TEXT,
                "status": TEXT,
                "quota_data": object_shape({"current": INTEGER, "limit": INTEGER, "remaining": INTEGER}),
            }
        )
    }
)
_BUSY = object_shape(
    {
        "error": object_shape(
            {
                "code": TEXT,
                "message": TEXT,
                "details": object_shape({"reason": TEXT, "retry_after": INTEGER}),
            }
        )
    }
)
_ACCEPTED = object_shape(
    {
        "job_id": {"type": "string", "format": "uuid"},
        "status": {"type": "string", "enum": ["processing"]},
        "message": TEXT,
        "quota_remaining": INTEGER,
    }
)
_CONFIDENCE = {"type": "number", "minimum": 0, "maximum": 1}
_PAGE = object_shape(
    {
        "page": {"type": "integer", "minimum": 1},
        "success": {"type": "boolean"},
        "classification": TEXT,
        "confidence": _CONFIDENCE,
        "raw_result": TEXT,
        "error": TEXT,
    },
    optional=("raw_result", "error"),
)
_RESULT_FIELDS = {
    "success": {"type": "boolean"},
    "classification": TEXT,
    "confidence": _CONFIDENCE,
    "total_pages": INTEGER,
    "processed_pages": INTEGER,
    "page_results": {"type": "array", "items": _PAGE},
    "raw_result": TEXT,
    "processing_time": _NUMBER,
}
_RESULT = object_shape(
    {name: schema for name, schema in _RESULT_FIELDS.items() if name != "processing_time"},
    optional=("page_results", "raw_result"),
)
_NULL = {"type": "null"}
_STATUS = object_shape(
    {
        "job_id": {"type": "string", "format": "uuid"},
        "status": {"type": "string", "enum": ["queued", "processing", "completed", "failed"]},
        "progress": TEXT,
        "error": {"anyOf": [TEXT, _NULL]},
        "result": {"anyOf": [_RESULT, _NULL]},
    }
)
_NULLABLE_TEXT = {"anyOf": [TEXT, _NULL]}
_JOB = object_shape(
    {
        "id": {"type": "string", "format": "uuid"},
        "status": {"type": "string", "enum": ["queued", "PROCESSING", "COMPLETED", "FAILED"]},
        "type": TEXT,
        "created_at": {"type": "string", "format": "date-time"},
        "updated_at": {"type": "string", "format": "date-time"},
        "pdf_name": _NULLABLE_TEXT,
        "pdf_hash": _NULLABLE_TEXT,
        "user_id": TEXT,
        "error": _NULLABLE_TEXT,
    }
)
_USAGE = object_shape(
    {
        "org_id": TEXT,
        "org_name": TEXT,
        "current_usage": INTEGER,
        "usage_limit": INTEGER,
        "remaining_quota": INTEGER,
        "last_billed_date": {"type": "string", "format": "date"},
    }
)

_UNAUTHORIZED = {
    401: json_answer("The key is missing or not valid", _DETAIL),
    403: json_answer("The key lacks the scope", _DETAIL),
}
_TOO_OFTEN = {429: json_answer("Too many requests in a minute; see Retry-After", _DETAIL)}
_NOT_FOUND = {404: json_answer("Unknown, expired, or another key's", _DETAIL)}
_BUSY_RESPONSES = {
    503: json_answer("At capacity; see Retry-After", _BUSY),
}
SECURITY: list[dict[str, list[str]]] = [{"ApiKey": []}]

SECURITY_SCHEMES = {"ApiKey": {"type": "apiKey", "in": "header", "name": "api-key"}}

_NAME = {"type": "string", "pattern": r"\S"}
CATEGORIES: dict[str, Any] = {
    "type": "string",
    "description": 'JSON array of strings, or of objects with "name" and maybe "description"; no name twice.',
    "contentMediaType": "application/json",
    "contentSchema": {
        "type": "array",
        "minItems": 1,
        "items": {
            "anyOf": [
                _NAME,
                {"type": "object", "properties": {"name": _NAME, "description": TEXT}, "required": ["name"]},
            ]
        },
    },
    "examples": ['[{"name": "Invoice", "description": "Bills"}, {"name": "Contract"}]'],
}
MAX_PAGES = {
    "type": "string",
    "pattern": "^0*[1-9][0-9]*$",
    "description": "Classify only so many pages.",
    "examples": ["4"],
}
HTTP_URL = {"type": "string", "format": "uri", "pattern": "^https?://"}
_COMMON_FIELDS = {
    "categories": CATEGORIES,
    "conditions": CATEGORIES | {"description": "The older name of `categories`."},
    "max_pages": MAX_PAGES,
    "webhook_url": HTTP_URL
    | {"description": "Is told once the job has ended, besides the key's webhook endpoints."},
}
FILE = {"type": "string", "format": "binary", "description": "A PDF, JPG, PNG, GIF, WebP, BMP or TIFF file."}
FILE_TYPES = "application/pdf, image/jpeg, image/png, image/gif, image/webp, image/bmp, image/tiff"
URL = HTTP_URL | {"description": "Where the server fetches the file."}


def form_shape(
    fields: dict[str, Any], required: tuple[str, ...], documents: tuple[str, ...]
) -> dict[str, Any]:
    """The schema of a form, and the types of its files.

    Args:
        fields: Their schemas.
        required: Of them, those of which one at least must be there.
        documents: Of them, those of which exactly one must be there.
    """
    sources = [{"required": [name]} for name in documents]
    either = [{"required": [name]} for name in required]
    schema = {"type": "object", "properties": fields, "allOf": [{"anyOf": either}, {"oneOf": sources}]}
    files = {name: {"contentType": FILE_TYPES} for name in ("pdf_file", "file") if name in fields}
    return {"schema": schema, "encoding": files} if files else {"schema": schema}


def _form(fields: dict[str, Any]) -> dict[str, Any]:
    return form_shape(fields | _COMMON_FIELDS, ("categories", "conditions"), tuple(fields))


_SUBMIT_RESPONSES: dict[int | str, dict[str, Any]] = {
    202: json_answer("Accepted", _ACCEPTED),
    400: json_answer("The form can't be used", _REFUSED),
    402: json_answer("The quota of this month is used up", _QUOTA),
    413: json_answer("The file is too large", _DETAIL),
    422: json_answer("Neither categories nor conditions", _MISSING),
    429: json_answer("Too many submits; see Retry-After", _DETAIL),
    507: json_answer("The file could not be stored", _DETAIL),
    **_UNAUTHORIZED,
    **_BUSY_RESPONSES,
}

SUBMIT: dict[str, Any] = {
    "operation_id": "submit",
    "responses": _SUBMIT_RESPONSES,
    "openapi_extra": {
        "security": SECURITY,
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": _form({"pdf_file": FILE, "file": FILE, "file_url": URL}),
                "application/x-www-form-urlencoded": _form({"file_url": URL}),
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
        "openapi_extra": {"security": SECURITY},
    }


STATUS = _read("status", json_answer("The job", _STATUS))
JOB = _read("job_record", json_answer("The job's record", _JOB))
JOB_RESULT = _read(
    "job_result",
    json_answer(
        "The result",
        object_shape(
            {name: schema for name, schema in _RESULT_FIELDS.items() if name != "success"},
            optional=("page_results", "raw_result"),
        ),
    ),
    _400=json_answer("Still processing", _DETAIL),
    _500=json_answer("The job failed", _DETAIL),
)
JOB_DELETE = _read("delete_job", json_answer("Deleted", object_shape({"message": TEXT})))
del JOB_DELETE["responses"][429]  # only reads and submits are counted
USAGE: dict[str, Any] = {
    "operation_id": "get_usage",
    "responses": {200: json_answer("Usage", _USAGE), **_UNAUTHORIZED, **_TOO_OFTEN},
    "openapi_extra": {"security": SECURITY},
}
