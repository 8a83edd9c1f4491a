"""The ASGI app: routes, and one renderer for every error."""

from __future__ import annotations

import logging
import uuid
from collections.abc import MutableMapping
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exception_handlers import http_exception_handler, request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from postroom.api import batches, compat, events, jobs, metrics, openapi, system, webhooks
from postroom.api.body import invalid
from postroom.api.limits import StandingHeaders
from postroom.api.native_openapi import SHAPES
from postroom.api.openapi import SECURITY_SCHEMES
from postroom.api.problems import problem_response
from postroom.api.state import State
from postroom.errors import (
    MethodNotAllowed,
    NotFound,
    PostroomError,
    QueueFull,
    QuotaExceeded,
    RateLimited,
)

log = logging.getLogger(__name__)

PROBES = ("/health", "/livez", "/readyz", "/metrics")
"""What machines ask all the time; not traced."""


def create_app(state: State) -> FastAPI:
    """The app over `state`."""
    app = FastAPI(
        title="Postroom",
        summary="What kind of document is this?",
        version=version("postroom"),
        # Never redirect: the official client does not follow (contract, section 6).
        redirect_slashes=False,
        # The pages of these load scripts from elsewhere; the document itself is at /openapi.json.
        docs_url=None,
        redoc_url=None,
        # Requests alone, where `tracing` is on: errors' messages and traces stay in the log.
        telemetry={
            "auto_configure": False,
            "logs": False,
            "metrics": False,
            "operation_spans": False,
            "exclude": _is_probe,
        },
    )
    app.state.postroom = state
    # The route that every client polls comes first, and not by its router, which would look for it twice.
    app.add_api_route("/classify/{job_id}", compat.status, tags=["classification"], **openapi.STATUS)
    app.include_router(compat.router)
    app.include_router(jobs.router)
    app.include_router(webhooks.router)
    app.include_router(events.router)
    app.include_router(batches.router)
    app.include_router(system.router)
    app.include_router(metrics.router)
    app.add_middleware(StandingHeaders)
    app.add_exception_handler(PostroomError, _postroom_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(Exception, _unknown_error)
    _describe(app)
    return app


def _is_probe(scope: MutableMapping[str, Any]) -> bool:
    return scope.get("path") in PROBES


async def _postroom_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, PostroomError)
    if error.status >= 500:
        log.warning("%s: %s", error.code, error.detail)
    if isinstance(error, RateLimited | QueueFull | QuotaExceeded):
        State.of(request).services.counters.note("refused", error.code)
    return _render(request, error)


async def _unknown_error(request: Request, error: Exception) -> Response:
    trace = uuid.uuid4().hex
    log.error("unexpected error %s", trace, exc_info=error)
    response = _render(request, PostroomError())
    response.headers["X-Request-Id"] = trace
    return response


async def _http_error(request: Request, error: Exception) -> Response:
    """The framework's own errors: an address or a method that is none."""
    assert isinstance(error, HTTPException)
    if not _is_native(request):
        return await http_exception_handler(request, error)
    if error.status_code == MethodNotAllowed.status:
        return problem_response(MethodNotAllowed(allow=(error.headers or {}).get("Allow")))
    return problem_response(NotFound() if error.status_code == NotFound.status else PostroomError())


async def _validation_error(request: Request, error: Exception) -> Response:
    """A parameter of the URL that the route declares."""
    assert isinstance(error, RequestValidationError)
    if not _is_native(request):
        return await request_validation_exception_handler(request, error)
    return problem_response(invalid(error.errors()))


def _is_native(request: Request) -> bool:
    return request.url.path.startswith("/v1/")


def _render(request: Request, error: PostroomError) -> Response:
    return problem_response(error) if _is_native(request) else compat.error_response(error)


def _describe(app: FastAPI) -> None:
    make = app.openapi

    def openapi() -> dict[str, Any]:
        document = make()
        components = document.setdefault("components", {})
        components["securitySchemes"] = SECURITY_SCHEMES
        components.setdefault("schemas", {}).update(SHAPES)
        return document

    app.openapi = openapi
