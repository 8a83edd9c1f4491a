"""The native API's jobs under /v1: everything that is known of a job, with every score and the evidence."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from anyio import fail_after, to_thread
from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from postroom.api import native_openapi as openapi
from postroom.api.auth import Caller, SubmitLimit
from postroom.api.body import TEXT
from postroom.api.cursors import read_cursor, write_cursor
from postroom.api.fields import invalid_parameter, read_id
from postroom.api.keys import ApiKey
from postroom.api.state import State
from postroom.api.submission import accept_native, find_job
from postroom.errors import CapacityError, JobFinal, NotFound
from postroom.jobs.page_image import draw_page
from postroom.jobs.reads import JobFilter
from postroom.jobs.show import show_job
from postroom.schemas import Job, JobPage, JobStatus, to_json_bytes

router = APIRouter(prefix="/v1", tags=["jobs"])

PARAMETERS = {"limit", "cursor", "status", "category", "batch_id", "created_after", "created_before"}
METADATA = "metadata."
DRAW_WAIT_SECONDS = 10
"""Longest wait for other pictures, before the request is refused."""
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)")

Wait = Annotated[
    float,
    Query(ge=0, le=60, allow_inf_nan=False, description="Answer at the end, or after so many seconds."),
]
Limit = Annotated[int, Query(ge=1, le=100, description="Jobs in one answer.")]
Cursor = Annotated[str | None, Query(max_length=200, description="`next_cursor` of the answer before.")]
Number = Annotated[int, Path(ge=1, le=1_000_000, description="Of the page; the first is 1.")]
Width = Annotated[int, Query(ge=64, le=2_000, description="Of the picture, in pixels.")]
Time = Annotated[str | None, Query(json_schema_extra={"format": "date-time"}, max_length=40)]


@router.post("/jobs", status_code=202, **openapi.SUBMIT)
async def submit(request: Request, caller: Caller, _limit: SubmitLimit) -> Response:
    """Accept a document for classification; poll the job with `GET /v1/jobs/{job_id}`."""
    state = State.of(request)
    submitted = await accept_native(request, caller)
    job = await _show(state, submitted.job_ids[0], caller)
    headers = {"Location": f"/v1/jobs/{job.id}"}
    if submitted.replayed:
        headers["Idempotent-Replayed"] = "true"
    return _json(job, 202, headers)


@router.get("/jobs", **openapi.LIST)
async def find(
    request: Request,
    caller: Caller,
    limit: Limit = 20,
    cursor: Cursor = None,
    status: JobStatus | None = None,
    category: Annotated[str | None, Query(max_length=500, pattern=TEXT)] = None,
    batch_id: UUID | None = None,
    created_after: Time = None,
    created_before: Time = None,
) -> Response:
    """The key's jobs, the newest first, without their results.

    Besides these parameters, `metadata.NAME=VALUE` lists the jobs whose metadata have this entry.
    """
    wanted = JobFilter(
        status=status,
        category=category,
        batch_id=str(batch_id) if batch_id else None,
        created_after=_time("created_after", created_after),
        created_before=_time("created_before", created_before),
        metadata=_metadata(request),
    )
    state = State.of(request)
    after = read_cursor(cursor) if cursor else None
    found = await to_thread.run_sync(state.services.store.find, caller.id, wanted, limit + 1, after)
    more = len(found) > limit
    following = write_cursor(found[limit - 1].created_at, found[limit - 1].id) if more else None
    page = JobPage(data=tuple(found[:limit]), next_cursor=following)
    return _json(page)


@router.get("/jobs/{job_id}", **openapi.JOB)
async def read(request: Request, job_id: str, caller: Caller, wait: Wait = 0) -> Response:
    """The job: its status, its progress, and its result or problem once it has ended."""
    state = State.of(request)
    if not wait:
        return _json(await _show(state, job_id, caller))
    # Watched before it is read, so that no change is missed between the two.
    with state.watch.follow(read_id(job_id, "Job not found"), at_once=False) as watched:
        job = await find_job(state, job_id, caller)
        if not job.status.final:
            await state.watch.wait_for_end(watched, wait)
    return _json(await _show(state, job_id, caller))


@router.post("/jobs/{job_id}/cancel", **openapi.CANCEL)
async def cancel(request: Request, job_id: str, caller: Caller) -> Response:
    """End the job; if it runs, it stops at its next page."""
    state = State.of(request)
    job = await find_job(state, job_id, caller)
    if not await to_thread.run_sync(state.services.store.cancel, job.id, caller.id):
        await find_job(state, job_id, caller)
        raise JobFinal
    await to_thread.run_sync(state.forget, job.id)
    return _json(await _show(state, job_id, caller))


@router.delete("/jobs/{job_id}", status_code=204, **openapi.DELETE)
async def delete(request: Request, job_id: str, caller: Caller) -> Response:
    """Forget the job, its result and, when no other job refers to it, its document; if it runs, it stops."""
    state = State.of(request)
    job = await find_job(state, job_id, caller)
    if not await to_thread.run_sync(state.services.store.delete, job.id, caller.id):
        raise NotFound("Job not found")
    await to_thread.run_sync(state.forget, job.id)
    return Response(status_code=204)


@router.get("/jobs/{job_id}/pages/{number}/image", **openapi.IMAGE)
async def image(
    request: Request, job_id: str, number: Number, caller: Caller, width: Width = 800
) -> Response:
    """A page of the job's document as a JPEG, for whoever checks the answer."""
    state = State.of(request)
    job = await find_job(state, job_id, caller)
    if job.sha256 is None:
        raise NotFound("The document has not been fetched yet")
    try:
        with fail_after(DRAW_WAIT_SECONDS):
            await state.drawing.acquire()
    except TimeoutError:
        raise CapacityError("Many pages are being drawn.") from None
    try:
        picture = await to_thread.run_sync(_draw, state, job.sha256, number, width)
    finally:
        state.drawing.release()
    return Response(picture, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})


def _draw(state: State, sha256: str, number: int, width: int) -> bytes:
    try:
        with state.services.objects.local(sha256) as path:
            return draw_page(path, number, width, state.services.settings.documents)
    except FileNotFoundError:
        raise NotFound("The document is gone") from None


async def _show(state: State, job_id: str, caller: ApiKey) -> Job:
    known = read_id(job_id, "Job not found")
    return await state.read(show_job, state.services, known, caller.id)


def _json(value: Job | JobPage, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(to_json_bytes(value), status, headers, media_type="application/json")


def _metadata(request: Request) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name.startswith(METADATA) and "\0" not in name + value:
            found[name.removeprefix(METADATA)] = value
        elif name not in PARAMETERS:
            raise invalid_parameter(name[:64], "There is no such parameter.")
    return found


def _time(name: str, text: str | None) -> datetime | None:
    if text is None:
        return None
    wrong = invalid_parameter(name, "Write a time as 2026-05-03T14:00:00Z.")
    if not RFC_3339.fullmatch(text):
        raise wrong
    try:
        time = datetime.fromisoformat(text.upper())
    except ValueError:
        raise wrong from None
    try:
        return time.astimezone(UTC)
    except OverflowError:
        # In UTC it falls out of the years 1 to 9999; a day more or less is nothing there.
        return time.replace(tzinfo=UTC)
