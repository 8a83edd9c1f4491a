"""Who is asking. Decided from the headers alone, before a byte of the body is read."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from postroom.api.keys import ApiKey
from postroom.api.limits import STANDING
from postroom.api.state import State
from postroom.errors import Forbidden, Unauthorized

MISSING = "API key is required. Please provide 'api-key' in the request header."


async def authenticate(request: Request) -> ApiKey:
    """The caller's key, which may do what the request asks; a read is counted.

    Raises:
        Unauthorized: No key, or one that is not valid.
        Forbidden: The key lacks ``read`` for a read, or ``classify`` for anything else.
        RateLimited: The key has read as often as it may.
    """
    key = await _known(request)
    if request.method == "GET":
        _require(key, "read")
        await State.of(request).read_limit.hit(request.scope, key.id)
    else:
        _require(key, "classify")
    return key


async def authenticate_admin(request: Request) -> ApiKey:
    """The caller's key, which may manage webhooks; the request is counted as a read.

    Raises:
        Unauthorized: No key, or one that is not valid.
        Forbidden: The key lacks ``admin``.
        RateLimited: The key has asked as often as it may.
    """
    key = await _known(request)
    _require(key, "admin")
    await State.of(request).read_limit.hit(request.scope, key.id)
    return key


async def _known(request: Request) -> ApiKey:
    """The key from ``api-key``, ``X-API-Key`` or ``Authorization: Bearer`` (contract 1.1)."""
    headers = request.headers
    secret = headers.get("api-key") or headers.get("x-api-key")
    if not secret:
        scheme, _, token = headers.get("authorization", "").partition(" ")
        secret = token.strip() if scheme.lower() == "bearer" else ""
    if not secret:
        raise Unauthorized(MISSING)
    state = State.of(request)
    return await state.read(state.keys.check, secret)


def _require(key: ApiKey, scope: str) -> None:
    if scope not in key.scopes:
        raise Forbidden(f"The key lacks the scope {scope}.")


Caller = Annotated[ApiKey, Depends(authenticate)]

Admin = Annotated[ApiKey, Depends(authenticate_admin)]


async def limit_submits(request: Request, caller: Caller) -> None:
    """Let one more submit of the caller through, and note how the key stands to the limit.

    Raises:
        RateLimited: The key has sent as many in the last minute as it may.
        QueueFull: As many jobs wait as may, of this key or in all.
    """
    state = State.of(request)
    standing = await state.read(state.submit_limits.check, caller.id)
    if standing:
        request.scope[STANDING] = standing


SubmitLimit = Annotated[None, Depends(limit_submits)]
"""Refuses a submit of the caller that is one too many."""
