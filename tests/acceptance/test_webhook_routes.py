"""Endpoints, their secrets, and the log of deliveries, as a key meets them over HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.acceptance.test_keys_and_limits import client, postroom
from tests.files import make
from tests.receiver import Received, Receiver
from tests.service import Service, wait_until

PUBLIC = "https://receiver.example/hook"
UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def hooked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with Service(
        tmp_path_factory.mktemp("webhooks"),
        "--workers=1",
        POSTROOM_OUTBOUND__ALLOW_NETWORKS='["127.0.0.0/8"]',
        POSTROOM_WEBHOOK__SECONDS="3",
    ) as service:
        yield service


@pytest.fixture
def key(hooked: Service, request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    """A client with a key of its own."""
    name = request.node.name[:200]
    with client(hooked, postroom(hooked, "keys", "create", f"--name={name}")) as own:
        yield own


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Receiver]:
    with Receiver(tmp_path / "receiver") as server:
        yield server


def register(key: httpx.Client, url: str = PUBLIC, **more: Any) -> dict[str, Any]:
    answer = key.post("/v1/webhook-endpoints", json={"url": url, "events": ["job.completed"], **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


def submit(key: httpx.Client, path: str = "/v1/jobs", document: bytes = b"", **fields: str) -> str:
    files = {"file": document or make.pdf([make.invoice()])}
    answer = key.post(path, files=files, data={"categories": '["Invoice", "Contract"]', **fields})
    assert answer.status_code == 202, answer.text
    return answer.json().get("id") or answer.json()["job_id"]


def told(receiver: Receiver, count: int = 1) -> list[Received]:
    wait_until(lambda: receiver.told() >= count)
    return receiver.received()


def test_an_endpoint_is_told_of_what_it_asked_for(key: httpx.Client, receiver: Receiver) -> None:
    endpoint = register(key, receiver.url, events=["job.failed"])
    receiver.kill()
    receiver.start(endpoint["secret"])
    submit(key)
    failed = submit(key, document=b"%PDF-1.7 rubbish")
    (message,) = told(receiver)
    assert message.valid
    assert message.body["type"] == "job.failed"
    assert message.body["data"]["id"] == failed
    assert message.body["data"]["problem"]["code"] == "document_corrupt"
    assert message.body["timestamp"] >= message.body["data"]["created_at"]
    (delivery,) = log(key, 1, status="delivered")
    assert delivery["event_id"] == message.id
    assert (delivery["attempts"], delivery["last_status_code"]) == (1, 200)
    assert (delivery["job_id"], delivery["endpoint_id"]) == (failed, endpoint["id"])


def log(key: httpx.Client, count: int, **query: str) -> list[dict[str, Any]]:
    def found() -> list[dict[str, Any]] | None:
        rows = key.get("/v1/webhook-deliveries", params=query).json()["data"]
        return rows if len(rows) == count else None

    return wait_until(found)


def test_the_compat_format_is_what_a_status_read_shows(key: httpx.Client, receiver: Receiver) -> None:
    register(key, receiver.url, format="compat")
    job = submit(key, "/classify")
    (message,) = told(receiver)
    assert message.body == key.get(f"/classify/{job}").json()
    assert list(message.body) == ["job_id", "status", "progress", "error", "result"]


@pytest.mark.parametrize(("path", "shown"), [("/classify", "/classify/"), ("/v1/jobs", "/v1/jobs/")])
def test_the_webhook_url_of_a_job_is_told_in_the_words_of_its_api(
    key: httpx.Client, receiver: Receiver, path: str, shown: str
) -> None:
    secret = key.post("/v1/webhook-secret/rotate").json()["secret"]
    receiver.kill()
    receiver.start(secret)
    job = submit(key, path, webhook_url=receiver.url)
    (message,) = told(receiver)
    assert message.valid
    read = key.get(shown + job).json()
    if path == "/classify":
        assert message.body == read
    else:
        assert message.body["type"] == "job.completed"
        assert message.body["data"]["result"] == read["result"]
    (delivery,) = log(key, 1)
    assert (delivery["endpoint_id"], delivery["url"]) == (None, receiver.url)


def test_the_secret_is_shown_once_and_the_old_one_signs_too_after_a_rotation(
    key: httpx.Client, receiver: Receiver
) -> None:
    endpoint = register(key, receiver.url)
    first = endpoint["secret"]
    path = f"/v1/webhook-endpoints/{endpoint['id']}"
    assert key.get(path).json()["secret"] is None
    assert first not in key.get("/v1/webhook-endpoints").text
    rotated = key.post(f"{path}/rotate")
    assert rotated.headers["cache-control"] == "no-store"
    for number, secret in enumerate((first, rotated.json()["secret"]), 1):
        receiver.kill()
        receiver.start(secret)
        tested = key.post(f"{path}/test")
        assert tested.status_code == 202
        assert tested.json()["type"] == "endpoint.test"
        message = told(receiver, number)[-1]
        assert message.valid
        assert message.body["type"] == "endpoint.test"
        assert message.body["data"] == {"endpoint_id": endpoint["id"]}


def test_a_delivery_is_replayed_with_the_same_id(key: httpx.Client, receiver: Receiver) -> None:
    register(key, receiver.url)
    job = submit(key)
    told(receiver)
    (delivery,) = log(key, 1, job_id=job, status="delivered")
    replayed = key.post(f"/v1/webhook-deliveries/{delivery['id']}/replay")
    assert replayed.status_code == 202
    assert replayed.json()["status"] == "pending"
    first, second = told(receiver, 2)
    assert first == second
    assert log(key, 1, status="delivered")[0]["id"] == delivery["id"]


def test_a_receiver_that_is_down_is_told_when_it_is_back(key: httpx.Client, receiver: Receiver) -> None:
    register(key, receiver.url)
    receiver.kill()
    job = submit(key)
    wait_until(lambda: log(key, 1)[0]["last_error"])
    (delivery,) = log(key, 1, status="pending")
    assert delivery["last_error"] == "the server can't be reached"
    assert delivery["next_attempt_at"]
    receiver.start()
    assert told(receiver)[0].body["data"]["id"] == job


def test_a_switched_off_endpoint_is_told_nothing(key: httpx.Client, receiver: Receiver) -> None:
    endpoint = register(key, receiver.url)
    path = f"/v1/webhook-endpoints/{endpoint['id']}"
    assert key.patch(path, json={"enabled": False, "description": "off"}).json()["enabled"] is False
    assert key.post(f"{path}/test").status_code == 400
    job = submit(key)
    wait_until(lambda: key.get(f"/v1/jobs/{job}").json()["status"] == "succeeded")
    assert key.get("/v1/webhook-deliveries").json() == {"data": [], "next_cursor": None}
    changed = key.patch(path, json={"enabled": True, "events": ["job.failed"], "format": "compat"}).json()
    assert (changed["enabled"], changed["events"], changed["format"]) == (True, ["job.failed"], "compat")
    assert (changed["description"], changed["url"]) == ("off", receiver.url)
    assert key.delete(path).status_code == 204
    assert key.get(path).status_code == 404


def test_private_receivers_are_refused_unless_their_network_is_allowed(
    key: httpx.Client, own_service: Service
) -> None:
    for url in (
        "http://10.0.0.1/",
        "http://169.254.169.254/latest",
        "http://[::ffff:10.0.0.1]/",
        "http://0x7f.1/",
    ):
        answer = key.post("/v1/webhook-endpoints", json={"url": url, "events": ["job.failed"]})
        assert answer.status_code == 422, url
        assert answer.json()["errors"][0]["pointer"] == "/url"
    for path in ("/classify", "/v1/jobs"):
        refused = key.post(
            path,
            files={"file": make.pdf(["x"])},
            data={"categories": '["a"]', "webhook_url": "http://192.168.0.1/"},
        )
        assert refused.status_code in (400, 422)
        assert "webhook_url" in refused.text
    # Without the setting, loopback is refused as well.
    loopback = {"url": "http://127.0.0.1:1/", "events": ["job.failed"]}
    assert own_service.client.post("/v1/webhook-endpoints", json=loopback).status_code == 422


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/url"),
        ({"url": PUBLIC}, "/events"),
        ({"url": PUBLIC, "events": []}, "/events"),
        ({"url": PUBLIC, "events": ["job.lost"]}, "/events/0"),
        ({"url": PUBLIC, "events": ["job.failed"], "format": "xml"}, "/format"),
        ({"url": PUBLIC, "events": ["job.failed"], "secret": "mine"}, "/secret"),
        ({"url": PUBLIC, "events": ["job.failed"], "description": "a\0b"}, "/description"),
        ({"url": PUBLIC, "events": ["job.failed"], "description": "x" * 501}, "/description"),
        ({"url": "ftp://receiver.example/", "events": ["job.failed"]}, "/url"),
        ({"url": "https://carol:hunter2@receiver.example/", "events": ["job.failed"]}, "/url"),
        ({"url": f"https://receiver.example/{'x' * 5_000}", "events": ["job.failed"]}, "/url"),
        ({"url": 7, "events": ["job.failed"]}, "/url"),
        ([], ""),
    ],
    ids=str,
)
def test_a_bad_endpoint_is_refused_with_the_place(key: httpx.Client, body: Any, pointer: str) -> None:
    answer = key.post("/v1/webhook-endpoints", content=json.dumps(body))
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "invalid_parameter"
    assert pointer in [each["pointer"] for each in answer.json()["errors"]]
    assert "hunter2" not in answer.text


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[" * 60_000, b"\xff", b'{"url": NaN}'], ids=lambda body: repr(body[:9])
)
def test_what_is_not_json_is_refused(key: httpx.Client, body: bytes) -> None:
    assert key.post("/v1/webhook-endpoints", content=body).status_code == 422


def test_an_oversized_body_is_refused(key: httpx.Client) -> None:
    body = json.dumps({"url": PUBLIC, "events": ["job.failed"], "description": "x" * 70_000})
    assert key.post("/v1/webhook-endpoints", content=body).status_code == 413


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "0"),
        ("limit", "101"),
        ("limit", "many"),
        ("status", "lost"),
        ("cursor", "nonsense"),
        ("cursor", "é"),
        ("cursor", "MDAwMS0wMS0wMVQwMDowMDowMCswMDowMSA"),
        ("job_id", "1"),
        ("endpoint_id", "1"),
    ],
)
def test_a_bad_parameter_of_the_log_is_refused(key: httpx.Client, name: str, value: str) -> None:
    answer = key.get("/v1/webhook-deliveries", params={name: value})
    assert answer.status_code == 422
    assert [each["parameter"] for each in answer.json()["errors"]] == [name]
    assert "nonsense" not in answer.text


def test_the_log_comes_in_pages_the_newest_first(key: httpx.Client) -> None:
    endpoint = register(key, "https://nobody.invalid/")
    tests = [key.post(f"/v1/webhook-endpoints/{endpoint['id']}/test").json()["id"] for _ in range(5)]
    seen: list[str] = []
    query = {"limit": "2", "endpoint_id": endpoint["id"]}
    while True:
        page = key.get("/v1/webhook-deliveries", params=query).json()
        seen += [each["id"] for each in page["data"]]
        if page["next_cursor"] is None:
            break
        query["cursor"] = page["next_cursor"]
    assert seen == tests[::-1]


def test_another_key_finds_nothing(key: httpx.Client, hooked: Service) -> None:
    endpoint = register(hooked.client, "https://nobody.invalid/")
    path = f"/v1/webhook-endpoints/{endpoint['id']}"
    delivery = hooked.client.post(f"{path}/test").json()
    for method, url in (
        ("GET", path),
        ("PATCH", path),
        ("DELETE", path),
        ("POST", f"{path}/rotate"),
        ("POST", f"{path}/test"),
        ("GET", f"/v1/webhook-deliveries/{delivery['id']}"),
        ("POST", f"/v1/webhook-deliveries/{delivery['id']}/replay"),
    ):
        for target in (url, url.replace(endpoint["id"], UNKNOWN).replace(delivery["id"], UNKNOWN)):
            answer = key.request(method, target, json={})
            assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), (method, target)
    assert key.get("/v1/webhook-endpoints").json() == {"data": []}
    assert key.get("/v1/webhook-deliveries").json()["data"] == []


def test_webhooks_need_the_scope_admin(hooked: Service) -> None:
    reader = postroom(hooked, "keys", "create", "--name=reader", "--scope=read", "--scope=classify")
    with client(hooked, reader) as own:
        for method, path in (
            ("GET", "/v1/webhook-endpoints"),
            ("POST", "/v1/webhook-endpoints"),
            ("POST", "/v1/webhook-secret/rotate"),
            ("GET", "/v1/webhook-deliveries"),
            ("POST", f"/v1/webhook-deliveries/{UNKNOWN}/replay"),
        ):
            answer = own.request(method, path)
            assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    no_key = httpx.get(f"{hooked.url}/v1/webhook-endpoints", trust_env=False)
    assert (no_key.status_code, no_key.json()["code"]) == (401, "unauthorized")


def test_the_end_of_a_batch_is_told_once_to_whoever_asked(key: httpx.Client, receiver: Receiver) -> None:
    endpoint = register(key, receiver.url, events=["batch.finished"])
    batch = key.post("/v1/batches", json={"name": "post", "webhook_url": f"{receiver.url}/batch"}).json()
    submit(key, batch_id=batch["id"])
    submit(key, document=b"%PDF-1.7 rubbish", batch_id=batch["id"])
    assert key.post(f"/v1/batches/{batch['id']}/close").status_code == 200
    first, second = told(receiver, 2)
    assert first.id == second.id, "one event for two receivers"
    assert first.body == second.body
    assert first.body["type"] == "batch.finished"
    assert first.body["data"] == key.get(f"/v1/batches/{batch['id']}").json()
    assert {each["endpoint_id"] for each in log(key, 2, status="delivered")} == {None, endpoint["id"]}
