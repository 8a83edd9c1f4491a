"""Live events of a job, as server-sent events (WHATWG HTML, section 9.2).

``progress`` tells where the job is, ``page`` brings the prediction of a page as soon as it is saved, and
``job`` the job that has ended; then the stream ends. An event's id tells which pages were sent so far
(``1-8,11``), so that `Last-Event-ID` goes on, at whichever API process, without sending a page twice.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from postroom.api import native_openapi as openapi
from postroom.api.auth import Caller
from postroom.api.fields import invalid_parameter
from postroom.api.keys import ApiKey
from postroom.api.state import State
from postroom.api.submission import find_job
from postroom.api.watch import Watched
from postroom.documents.ranges import PageRanges
from postroom.errors import NotFound
from postroom.jobs.show import show_job
from postroom.schemas import to_json_bytes
from postroom.settings import DocumentSettings

router = APIRouter(prefix="/v1", tags=["jobs"])

HEARTBEAT_SECONDS = 15.0
"""Longest silence: proxies and clients must see that the connection lives."""

NOTHING, END = "0", "end"
"""The ids before the first page, and of the last event."""


@router.get("/jobs/{job_id}/events", **openapi.EVENTS)
async def events(request: Request, job_id: str, caller: Caller) -> Response:
    """The job's progress, each page's prediction as it comes, and at last the job, as server-sent events."""
    state = State.of(request)
    job = await find_job(state, job_id, caller)
    last = request.headers.get("last-event-id") or NOTHING
    if last == END:
        # What tells a browser not to come again.
        return Response(status_code=204)
    stream = _stream(state, job.id, caller, _read_id(last, state.services.settings.documents))
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


async def _stream(state: State, job_id: str, caller: ApiKey, sent: set[int]) -> AsyncIterator[bytes]:
    with state.watch.follow(job_id) as watched:
        shown: dict[str, Any] | None = None
        while not state.watch.closed:
            version = watched.version
            for number in [number for number in watched.pages if number not in sent]:
                sent.add(number)
                yield _event("page", watched.pages[number], _id(sent))
            if watched.ended:
                break
            if (progress := _progress(watched)) and progress != shown:
                shown = progress
                yield _event("progress", json.dumps(progress), _id(sent))
            if not await watched.changed(version, HEARTBEAT_SECONDS):
                yield b":\n\n"
        if not watched.ended or watched.gone:
            return
    try:
        job = await state.read(show_job, state.services, job_id, caller.id)
    except NotFound:
        return
    for page in job.result.pages if job.result else ():
        if page.number not in sent:
            sent.add(page.number)
            yield _event("page", to_json_bytes(page).decode(), _id(sent))
    yield _event("job", to_json_bytes(job).decode(), END)


def _progress(watched: Watched) -> dict[str, Any] | None:
    if (change := watched.change) is None:
        return None
    return {
        "status": change.status,
        "pages_done": change.pages_done,
        "pages_total": change.pages_total,
        "queue_position": watched.place,
    }


def _event(name: str, data: str, event_id: str) -> bytes:
    # JSON has no line breaks of its own; one would end the event's line.
    return f"id: {event_id}\nevent: {name}\ndata: {data}\n\n".encode()


def _id(sent: set[int]) -> str:
    return str(PageRanges.of(sent)) or NOTHING


def _read_id(text: str, limits: DocumentSettings) -> set[int]:
    if text == NOTHING:
        return set()
    wrong = invalid_parameter("Last-Event-ID", "Send the id of an event, unchanged.")
    try:
        ranges = PageRanges.parse(text)
    except ValueError:
        raise wrong from None
    if ranges.spans[-1][1] is None:
        raise wrong
    # A made-up id must not name more pages than a job can have.
    return set(ranges.choose(limits.max_document_pages, limits.max_pages))
