"""Is it alive, is it ready. These need no key."""

from __future__ import annotations

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from postroom.api.state import State
from postroom.errors import CapacityError, StorageFull

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
    checks = await to_thread.run_sync(_checks, state)
    good = all(value == "ok" for value in checks.values())
    body = {"status": "ok" if good else "unavailable", "checks": checks}
    return JSONResponse(body, status_code=200 if good else 503)


def _checks(state: State) -> dict[str, str]:
    checks = {"worker": "ok" if state.worker_alive() else "restarting"}
    try:
        checks["queue"] = "full" if state.submit_limits.full() else "ok"
        checks["database"] = "ok"
    except CapacityError:
        checks["database"] = "unreachable"
    try:
        state.services.objects.check()
        checks["storage"] = "ok"
    except CapacityError as error:
        checks["storage"] = "full" if isinstance(error, StorageFull) else "unreachable"
    return checks
