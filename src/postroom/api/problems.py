"""Errors as problem details (RFC 9457)."""

from __future__ import annotations

from typing import Any

from fastapi.responses import JSONResponse, Response

from postroom.errors import CapacityError, InvalidParameter, MethodNotAllowed, PostroomError, RateLimited
from postroom.schemas import to_json


def problem_response(error: PostroomError) -> Response:
    """The error as ``application/problem+json``; `code` is the stable word, `advice` says what to do."""
    headers: dict[str, str] = {}
    if isinstance(error, CapacityError | RateLimited):
        headers["Retry-After"] = str(error.retry_after)
    body: dict[str, Any] = {"type": "about:blank"} | to_json(error.problem)
    if isinstance(error, InvalidParameter):
        body["errors"] = list(error.errors)
    if isinstance(error, MethodNotAllowed) and error.allow:
        headers["Allow"] = error.allow
    return JSONResponse(
        body,
        status_code=error.status,
        headers=headers,
        media_type="application/problem+json",
    )
