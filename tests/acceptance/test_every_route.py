"""What every route must do, asked of all that the OpenAPI document names: a new one is asked too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.acceptance.test_keys_and_limits import client, postroom
from tests.files import make
from tests.native.test_batches import finished, send
from tests.receiver import Receiver
from tests.service import Service, wait_until

UNKNOWN = "00000000-0000-4000-8000-000000000000"
PLACE = re.compile(r"\{(\w+)\}")


def routes(service: Service, ids: dict[str, str] | None = None) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path and description of each operation, with ids in their places."""
    known = {"number": "1"} | (ids or {})
    for path, operations in service.client.get("/openapi.json").json()["paths"].items():
        filled = PLACE.sub(lambda place: known.get(place[1], UNKNOWN), path)
        for method, operation in operations.items():
            yield method.upper(), filled, operation


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    settings = {"POSTROOM_LIMITS__READS_PER_MINUTE": "1", "POSTROOM_LIMITS__SUBMITS_PER_MINUTE": "1"}
    with Service(tmp_path_factory.mktemp("strict"), "--workers=0", **settings) as service:
        yield service


def test_every_route_wants_a_key(strict: Service) -> None:
    guarded = [route for route in routes(strict) if "security" in route[2]]
    assert len(guarded) > 25
    for method, path, _ in guarded:
        for headers in ({}, {"api-key": "wrong"}):
            answer = httpx.request(method, strict.url + path, headers=headers, trust_env=False, timeout=30)
            assert answer.status_code == 401, (method, path)


def test_every_limited_route_says_when_to_come_again(strict: Service) -> None:
    limited = [route for route in routes(strict) if "429" in route[2]["responses"]]
    assert {"/classify", "/v1/jobs", "/v1/batches", "/v1/webhook-endpoints"} <= {
        path for _, path, _ in limited
    }

    def used_up(method: str, path: str) -> None:
        wait_until(lambda: strict.client.request(method, path).status_code == 429)

    used_up("GET", "/org/get_usage")
    strict.submit(make.pdf(["limit"]))
    answers = {(method, path): strict.client.request(method, path) for method, path, _ in limited}
    assert [where for where, answer in answers.items() if answer.status_code != 429] == []
    for (method, path), answer in answers.items():
        assert 1 <= int(answer.headers["retry-after"]) <= 60, (method, path)
        if path.startswith("/v1/"):
            assert answer.headers["content-type"] == "application/problem+json", (method, path)
            assert answer.json()["code"] == "rate_limited", (method, path)


def test_nothing_of_another_key_is_found(service: Service) -> None:
    own = service.client
    endpoint = own.post(
        "/v1/webhook-endpoints", json={"url": "https://receiver.example/hook", "events": ["job.failed"]}
    ).json()["id"]
    ids = {
        "job_id": service.submit(make.pdf([make.invoice()])),
        "batch_id": own.post("/v1/batches", json={}).json()["id"],
        "endpoint_id": endpoint,
        "delivery_id": own.post(f"/v1/webhook-endpoints/{endpoint}/test").json()["id"],
    }
    named = [
        (method, path) for method, path, _ in routes(service, ids) if any(i in path for i in ids.values())
    ]
    assert len(named) > 15
    with client(service, postroom(service, "keys", "create", "--name=somebody else")) as stranger:
        for method, path in named:
            body = {"enabled": True} if method == "PATCH" else None
            assert stranger.request(method, path, json=body).status_code == 404, (method, path)
    kept = [
        path for method, path in named if method == "GET" and path.startswith("/v1") and path.count("/") == 3
    ]
    assert len(kept) == 4
    for path in kept:
        assert own.get(path).status_code == 200, path
    own.delete(f"/v1/webhook-endpoints/{endpoint}")


def test_the_end_of_a_batch_is_told(tmp_path: Path, backend: dict[str, str]) -> None:
    settings = backend | {"POSTROOM_OUTBOUND__ALLOW_NETWORKS": '["127.0.0.0/8"]'}
    with (
        Receiver(tmp_path / "receiver") as receiver,
        Service(tmp_path / "service", "--workers=1", **settings) as service,
    ):
        endpoint = service.client.post(
            "/v1/webhook-endpoints", json={"url": receiver.url, "events": ["batch.finished"]}
        ).json()
        receiver.kill()
        receiver.start(endpoint["secret"])
        documents = [make.pdf([make.invoice(number)]) for number in range(2)]
        batch = finished(service, send(service.client, [*documents, b"%PDF-1.7 rubbish"]).json()["id"])
        wait_until(lambda: receiver.told() == 1)
        (message,) = receiver.received()
        assert message.valid
        assert message.body["type"] == "batch.finished"
        assert message.body["data"] == batch
        assert (batch["jobs"]["succeeded"], batch["jobs"]["failed"]) == (2, 1)
