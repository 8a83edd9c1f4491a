"""Is it alive, is it ready. These need no key."""

from __future__ import annotations

import sqlalchemy as sa
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from sqlalchemy.exc import SQLAlchemyError

from postroom.api.state import State

router = APIRouter(tags=["system"])


@router.get("/health")
@router.get("/livez")
async def alive() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz", responses={503: {"description": "Not ready; the body says what is missing"}})
async def ready(request: Request) -> Response:
    """Jobs can be accepted and will be worked on."""
    state = State.of(request)
    checks = {"database": "ok", "worker": "ok" if state.worker_alive() else "restarting"}
    try:
        with state.services.database.read() as connection:
            connection.execute(sa.text("SELECT 1"))
    except SQLAlchemyError:
        checks["database"] = "unreachable"
    good = all(value == "ok" for value in checks.values())
    body = {"status": "ok" if good else "unavailable", "checks": checks}
    return JSONResponse(body, status_code=200 if good else 503)
