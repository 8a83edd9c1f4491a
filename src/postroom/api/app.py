"""The ASGI app: routes, and one renderer for every error."""

from __future__ import annotations

import logging
import uuid
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from postroom.api import compat, system
from postroom.api.openapi import SECURITY_SCHEMES
from postroom.api.state import State
from postroom.errors import PostroomError

log = logging.getLogger(__name__)


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
    )
    app.state.postroom = state
    app.include_router(compat.router)
    app.include_router(system.router)
    app.add_exception_handler(PostroomError, _postroom_error)
    app.add_exception_handler(Exception, _unknown_error)
    _describe(app)
    return app


async def _postroom_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, PostroomError)
    if error.status >= 500:
        log.warning("%s: %s", error.code, error.detail)
    return compat.error_response(error)


async def _unknown_error(_request: Request, error: Exception) -> Response:
    trace = uuid.uuid4().hex
    log.error("unexpected error %s", trace, exc_info=error)
    return JSONResponse({"detail": "Internal server error"}, status_code=500, headers={"X-Request-Id": trace})


def _describe(app: FastAPI) -> None:
    make = app.openapi

    def openapi() -> dict[str, Any]:
        document = make()
        document.setdefault("components", {})["securitySchemes"] = SECURITY_SCHEMES
        return document

    app.openapi = openapi
