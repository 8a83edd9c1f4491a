"""Who is asking. Decided from the headers alone, before a byte of the body is read."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from postroom.api.keys import ApiKey
from postroom.api.state import State
from postroom.errors import Unauthorized

MISSING = "API key is required. Please provide 'api-key' in the request header."


async def authenticate(request: Request) -> ApiKey:
    """The caller's key, from ``api-key``, ``X-API-Key`` or ``Authorization: Bearer`` (contract 1.1).

    Raises:
        Unauthorized: No key, or one that is not valid.
    """
    headers = request.headers
    secret = headers.get("api-key") or headers.get("x-api-key")
    if not secret:
        scheme, _, token = headers.get("authorization", "").partition(" ")
        secret = token.strip() if scheme.lower() == "bearer" else ""
    if not secret:
        raise Unauthorized(MISSING)
    state = State.of(request)
    return await state.read(state.keys.check, secret)


Caller = Annotated[ApiKey, Depends(authenticate)]


async def _limit_submits(request: Request, caller: Caller) -> None:
    state = State.of(request)
    await state.read(state.submit_limits.check, caller.id)


SubmitLimit = Annotated[None, Depends(_limit_submits)]
"""Refuses a submit of the caller that is one too many."""
