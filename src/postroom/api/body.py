"""JSON that a client sends, read up to a limit and held against its shape; and what is wrong with it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from fastapi import Request
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.requests import ClientDisconnect

from postroom.api.state import State
from postroom.errors import DocumentTooLarge, InvalidParameter, InvalidRequest

MAX_BYTES = 65_536
"""Longest JSON body."""

TEXT = r"^[^\x00]*$"
"""No database takes the character NUL in a text."""


class Body(BaseModel):
    """A JSON object of the native API; what it does not know, it refuses."""

    model_config = ConfigDict(extra="forbid", frozen=True)


_B = TypeVar("_B", bound=Body)


async def read_json(request: Request, shape: type[_B]) -> _B:
    """The request's body as a `shape`.

    Raises:
        InvalidRequest: It was cut off, or took too long.
        DocumentTooLarge: More than `MAX_BYTES`.
        InvalidParameter: Not JSON, or not such an object; tells where.
    """
    body = bytearray()
    seconds = State.of(request).services.settings.upload.idle_seconds
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MAX_BYTES:
                    raise DocumentTooLarge(f"A JSON body may have {MAX_BYTES} bytes.")
    except TimeoutError as error:
        raise InvalidRequest(f"The body took longer than {seconds:g} s.") from error
    except ClientDisconnect as error:
        raise InvalidRequest("The request was cut off.") from error
    try:
        return shape.model_validate_json(bytes(body))
    except ValidationError as error:
        raise invalid(error.errors(include_input=False, include_url=False)) from None


def invalid(errors: Iterable[Mapping[str, Any]]) -> InvalidParameter:
    """The error that tells of all that pydantic found wrong, without the values that were sent.

    Args:
        errors: As pydantic lists them. Where FastAPI did the reading, `loc` begins with ``query``,
            ``path``, ``header`` or ``body``; else it is a place in the body.
    """
    found = tuple(_place(error["loc"]) | {"detail": str(error["msg"])} for error in errors)
    where = ", ".join(dict.fromkeys(each.get("parameter") or each["pointer"] or "the body" for each in found))
    return InvalidParameter(f"Not valid: {where}.", found)


def _place(location: tuple[int | str, ...]) -> dict[str, str]:
    if location and location[0] in ("query", "path", "header"):
        return {"parameter": str(location[-1])}
    parts = location[1:] if location and location[0] == "body" else location
    return {"pointer": "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts)}
