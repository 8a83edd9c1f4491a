"""The native API's batches: many documents, one progress, one end."""

from __future__ import annotations

import json
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import Field

from postroom.api import native_openapi as openapi
from postroom.api.auth import Caller, SubmitLimit
from postroom.api.body import TEXT, Body, read_json
from postroom.api.fields import MAX_BATCH_NAME, check_metadata, read_id, read_webhook_url
from postroom.api.keys import ApiKey
from postroom.api.state import State
from postroom.api.submission import accept_batch
from postroom.errors import NotFound
from postroom.schemas import Batch, to_json, to_json_bytes

router = APIRouter(prefix="/v1", tags=["batches"])


class BatchBody(Body):
    """A batch to be made."""

    name: Annotated[str, Field(max_length=MAX_BATCH_NAME, pattern=TEXT)] | None = None
    metadata: dict[str, str] = Field(default_factory=dict[str, str])
    webhook_url: str | None = None


@router.post("/batches", status_code=201, **openapi.BATCH_CREATE)
async def create(request: Request, caller: Caller, _limit: SubmitLimit) -> Response:
    """Make a batch, from JSON an open one without jobs, from a form a closed one with a job for each file."""
    state = State.of(request)
    if request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        batch_id, submitted = await accept_batch(request, caller)
        batch = to_json(await _read(state, batch_id, caller)) | {"job_ids": list(submitted.job_ids)}
        body = json.dumps(batch, ensure_ascii=False).encode()
        return Response(body, 202, _location(batch_id), media_type="application/json")
    body = await read_json(request, BatchBody)
    batches = state.services.batches
    new = batches.new(
        caller.id,
        body.name,
        check_metadata(body.metadata),
        read_webhook_url(body.webhook_url, state.services.settings.outbound),
    )
    await to_thread.run_sync(batches.create, new)
    return _json(await _read(state, new.id, caller), 201, _location(new.id))


@router.get("/batches/{batch_id}", **openapi.BATCH)
async def read(request: Request, batch_id: str, caller: Caller) -> Response:
    """The batch: how many of its jobs are where, and how many pages are done."""
    return _json(await _read(State.of(request), batch_id, caller))


@router.post("/batches/{batch_id}/close", **openapi.BATCH_CLOSE)
async def close(request: Request, batch_id: str, caller: Caller) -> Response:
    """Say that no more jobs come: the batch is finished once all have ended."""
    state = State.of(request)
    batch = await _read(state, batch_id, caller)
    await to_thread.run_sync(state.services.batches.close, batch.id, caller.id)
    return _json(await _read(state, batch.id, caller))


async def _read(state: State, batch_id: str, caller: ApiKey) -> Batch:
    known = read_id(batch_id, "Batch not found")
    batch = await to_thread.run_sync(state.services.batches.read, known, caller.id)
    if batch is None:
        raise NotFound("Batch not found")
    return batch


def _location(batch_id: str) -> dict[str, str]:
    return {"Location": f"/v1/batches/{batch_id}"}


def _json(batch: Batch, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(to_json_bytes(batch), status, headers, media_type="application/json")
