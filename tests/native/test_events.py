"""Live events: what comes, in which order, and how a stream goes on after it was cut."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.files import make
from tests.native.conftest import Submit, ended, post
from tests.service import Service

Event = tuple[str, str, Any]


def listen(client: httpx.Client, job_id: str, last: str | None = None) -> Iterator[Event]:
    """Id, name and data of each event, until the stream ends."""
    headers = {} if last is None else {"Last-Event-ID": last}
    with client.stream("GET", f"/v1/jobs/{job_id}/events", headers=headers) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        fields: dict[str, str] = {}
        for line in response.iter_lines():
            if line:
                name, _, value = line.partition(": ")
                fields[name] = value
            elif "event" in fields:
                yield fields["id"], fields["event"], json.loads(fields["data"])
                fields = {}


def slow(pages: int) -> bytes:
    return make.pdf([f"@SLOW Invoice {number} {secrets.token_hex(4)}" for number in range(pages)])


def test_every_page_comes_once_and_the_job_last(tmp_path: Path, backend: dict[str, str]) -> None:
    with Service(tmp_path, "--workers=2", **backend) as service:
        job = post(service.client, slow(12)).json()
        events = list(listen(service.client, job["id"]))
        pages = [data["number"] for _, name, data in events if name == "page"]
        assert sorted(pages) == list(range(1, 13))
        assert [name for _, name, _ in events].count("job") == 1
        assert events[-1][:2] == ("end", "job")
        assert events[-1][2] == service.client.get(f"/v1/jobs/{job['id']}").json()
        done = [data["pages_done"] for _, name, data in events if name == "progress"]
        assert done == sorted(done)
        assert len(set(done)) > 2
        # What came while the job ran was no earlier told by its result.
        first_page = next(place for place, (_, name, _) in enumerate(events) if name == "page")
        assert any(name == "progress" for _, name, _ in events[first_page:])


def test_a_stream_that_was_cut_goes_on(service: Service, submit: Submit) -> None:
    job = submit(slow(10))
    seen: list[int] = []
    last = ""
    for event_id, name, data in listen(service.client, job["id"]):
        last = event_id
        seen += [data["number"]] if name == "page" else []
        if len(seen) == 3:
            break
    for _, name, data in listen(service.client, job["id"], last):
        seen += [data["number"]] if name == "page" else []
    assert sorted(seen) == list(range(1, 11))


def test_a_job_that_has_ended_is_told_at_once(service: Service, submit: Submit) -> None:
    job = submit(slow(2))
    ended(service.client, job["id"])
    events = [(event_id, name) for event_id, name, _ in listen(service.client, job["id"])]
    assert events == [("1", "page"), ("1-2", "page"), ("end", "job")]
    assert [name for _, name, _ in listen(service.client, job["id"], "1-2")] == ["job"]
    again = service.client.get(f"/v1/jobs/{job['id']}/events", headers={"Last-Event-ID": "end"})
    assert (again.status_code, again.content) == (204, b"")


@pytest.mark.parametrize("last", ["a", "1-", "3-1", "1," * 1_000])
def test_ids_that_are_none(service: Service, submit: Submit, last: str) -> None:
    answer = service.client.get(f"/v1/jobs/{submit()['id']}/events", headers={"Last-Event-ID": last})
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, "Last-Event-ID")


def test_a_cancelled_and_a_deleted_job_end_their_streams(own_service: Service) -> None:
    client = own_service.client
    cancelled, deleted = (post(client, make.pdf(["@HANG", *[name] * 3])).json()["id"] for name in "ab")
    stream = listen(client, cancelled)
    assert next(stream)[1] == "progress"
    client.post(f"/v1/jobs/{cancelled}/cancel")
    *_, last = stream
    assert (last[1], last[2]["status"]) == ("job", "cancelled")
    stream = listen(client, deleted)
    assert next(stream)[1] == "progress"
    client.delete(f"/v1/jobs/{deleted}")
    assert all(name != "job" for _, name, _ in stream)


def test_a_stop_does_not_wait_for_streams(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=0") as service:
        stream = listen(service.client, post(service.client, slow(1)).json()["id"])
        assert next(stream)[1:] == (
            "progress",
            {"status": "queued", "pages_done": 0, "pages_total": None, "queue_position": 1},
        )
        service.process.terminate()
        started = time.monotonic()
        assert list(stream) == []
        assert time.monotonic() - started < 4
