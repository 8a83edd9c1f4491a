"""Live events through both clients: each once, in order, however often the stream breaks off, and not for ever."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any, Literal

import pytest

from postroom import AsyncClient, Client, PagePrediction
from postroom.client.events import JobEvent, Progress
from postroom.errors import DeadlineExceeded, InvalidRequest, NotFound, PostroomError, ServerUnreachable
from postroom.schemas import Job, to_json
from tests.files import make
from tests.service import KEY, Service
from tests.unit.test_client import DONE, RESULT, Handler, Serve, job, quick, refuse, say, serve

__all__ = ["quick", "serve"]

PAGE = to_json(RESULT.pages[0])
PROGRESS = {"status": "running", "pages_done": 0, "pages_total": 1, "queue_position": None}
Follow = Callable[..., list[JobEvent]]


@pytest.fixture(params=["sync", "async"])
def follow(request: pytest.FixtureRequest) -> Follow:
    """All events that one client or the other tells of."""
    kind: Literal["sync", "async"] = request.param

    def all_of(url: str, job_id: str = "id", key: str = "secret", **options: Any) -> list[JobEvent]:
        if kind == "sync":
            with Client(url, key) as client:
                return list(client.events(job_id, **options))

        async def run() -> list[JobEvent]:
            async with AsyncClient(url, key) as client:
                return [event async for event in client.events(job_id, **options)]

        return asyncio.run(run())

    return all_of


def stream(*told: tuple[str, str, Any], cut: bytes = b"") -> Callable[[Handler], None]:
    lines = "".join(
        f"id: {number}\nevent: {name}\ndata: {json.dumps(data)}\n\n" for number, name, data in told
    )
    return say(lines.encode() + cut, Content_Type="text/event-stream")


def test_a_real_job_is_followed_to_its_end(follow: Follow, service: Service) -> None:
    submitted = service.submit(make.pdf([make.invoice(), make.contract()]))
    events = follow(service.url, submitted, KEY, seconds=60)
    pages = [event.data for event in events if isinstance(event.data, PagePrediction)]
    assert sorted(page.number for page in pages) == [1, 2]
    assert isinstance(events[-1].data, Job)
    assert (events[-1].type, events[-1].data.id) == ("job", submitted)
    first_page = next(event for event in events if event.type == "page")
    later = follow(service.url, submitted, KEY, seconds=60, last_event_id=first_page.id)
    assert len([event for event in later if event.type == "page"]) == 1
    assert follow(service.url, submitted, KEY, seconds=60, last_event_id=events[-1].id) == []


@pytest.mark.usefixtures("quick")
def test_a_stream_that_breaks_off_goes_on_where_it_was(follow: Follow, serve: Serve) -> None:
    server = serve(
        stream(("0", "progress", PROGRESS), ("1", "page", PAGE), cut=b"id: 2\nevent: pa"),
        say(b"", 503),
        stream(("1", "news", {}), ("end", "job", DONE)),
        has_events=True,
    )
    events = follow(server.url)
    assert [event.type for event in events] == ["progress", "page", "job"]
    assert isinstance(events[0].data, Progress)
    assert events[1].data == RESULT.pages[0]
    assert [headers.get("Last-Event-ID") for _, _, headers, _ in server.requests] == [None, "1", "1"]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refuse(NotFound("Job not found")), NotFound),
        (say(b"<html>"), ServerUnreachable),
        (say(b"", Content_Type="text/event-stream"), ServerUnreachable),
        (stream(("0", "progress", {"status": "asleep"})), ServerUnreachable),
    ],
    ids=["no such job", "another server", "always cut off", "not a progress"],
)
def test_what_is_in_vain_is_an_error(
    follow: Follow, serve: Serve, answer: Callable[[Handler], None], error: type[PostroomError]
) -> None:
    with pytest.raises(error):
        follow(serve(answer, has_events=True).url)


@pytest.mark.parametrize("call", ["events", "wait"])
def test_a_server_that_only_sends_heartbeats_is_not_followed_for_ever(serve: Serve, call: str) -> None:
    def beat(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.end_headers()
        while not handler.script.stopping.wait(0.05):
            handler.wfile.write(b":\n\n")
            handler.wfile.flush()

    start = time.monotonic()
    with (
        Client(serve(beat, say(job("running")), has_events=True).url, "secret") as client,
        pytest.raises((DeadlineExceeded, ServerUnreachable)),
    ):
        list(client.events("id", seconds=0.5)) if call == "events" else client.wait("id", seconds=0.5)
    assert 0.5 <= time.monotonic() - start < 5


def test_the_hosted_contract_has_no_events() -> None:
    with Client("http://127.0.0.1:1", "secret", compat=True) as client, pytest.raises(InvalidRequest):
        client.events("id")
