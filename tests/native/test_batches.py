"""Many documents with one progress and one end."""

from __future__ import annotations

import secrets
import uuid
from typing import Any

import httpx
import pytest

from tests.files import make
from tests.native.conftest import Submit, ended, post
from tests.service import Service, wait_until


def document(text: str = "Invoice") -> bytes:
    return make.pdf([f"{text} {secrets.token_hex(6)}"])


def send(client: httpx.Client, documents: list[bytes], **fields: Any) -> httpx.Response:
    files = [("file", (f"{number}.pdf", each)) for number, each in enumerate(documents)]
    return client.post("/v1/batches", files=files, data={"categories": '["Invoice", "Contract"]'} | fields)


def finished(service: Service, batch_id: str) -> dict[str, Any]:
    def look() -> dict[str, Any] | None:
        batch = service.client.get(f"/v1/batches/{batch_id}").json()
        return batch if batch["status"] == "finished" else None

    return wait_until(look, 60)


def test_a_batch_that_grows(service: Service, submit: Submit) -> None:
    made = service.client.post("/v1/batches", json={"name": "May", "metadata": {"customer": "42"}})
    assert made.status_code == 201, made.text
    batch = made.json()
    assert made.headers["location"] == f"/v1/batches/{batch['id']}"
    assert (batch["name"], batch["metadata"], batch["status"]) == ("May", {"customer": "42"}, "open")
    jobs = [submit(document(), batch_id=batch["id"]) for _ in range(3)]
    failed = submit(b"%PDF-1.7 rubbish", batch_id=batch["id"])
    for job in (*jobs, failed):
        assert job["batch_id"] == batch["id"]
        ended(service.client, job["id"])
    still_open = service.client.get(f"/v1/batches/{batch['id']}").json()
    assert (still_open["status"], still_open["finished_at"]) == ("open", None)
    closed = service.client.post(f"/v1/batches/{batch['id']}/close").json()
    assert (closed["status"], closed["pages_done"], closed["pages_total"]) == ("finished", 3, 3)
    assert closed["jobs"] == {
        "queued": 0, "running": 0, "succeeded": 3, "failed": 1, "cancelled": 0, "total": 4,
    }  # fmt: skip
    assert service.client.post(f"/v1/batches/{batch['id']}/close").json() == closed
    late = post(service.client, document(), batch_id=batch["id"])
    assert (late.status_code, late.json()["code"]) == (409, "batch_closed")
    listed = service.client.get("/v1/jobs", params={"batch_id": batch["id"]}).json()["data"]
    assert [job["id"] for job in listed] == [failed["id"], *(job["id"] for job in reversed(jobs))]


def test_many_files_in_one_form(service: Service) -> None:
    response = send(
        service.client, [document(), document("Contract"), document()], name="all", priority="low"
    )
    assert response.status_code == 202, response.text
    batch = response.json()
    assert (batch["closed"], batch["name"], len(batch["job_ids"])) == (True, "all", 3)
    assert finished(service, batch["id"])["jobs"]["succeeded"] == 3
    jobs = [service.client.get(f"/v1/jobs/{job}").json() for job in batch["job_ids"]]
    assert [job["category"] for job in jobs] == ["Invoice", "Contract", "Invoice"]
    assert [job["file_name"] for job in jobs] == ["0.pdf", "1.pdf", "2.pdf"]
    assert {job["priority"] for job in jobs} == {"low"}


def test_files_that_were_answered_before_finish_their_batch_at_once(service: Service) -> None:
    documents = [document(), document()]
    finished(service, send(service.client, documents).json()["id"])
    again = send(service.client, documents).json()
    assert (again["status"], again["jobs"]["succeeded"]) == ("finished", 2)


def test_a_cancelled_and_a_deleted_job_end_their_batch(own_service: Service) -> None:
    client = own_service.client
    batch = send(client, [make.pdf(["@HANG"]), make.pdf(["@HANG", "@HANG"])]).json()
    assert batch["status"] == "running"
    client.post(f"/v1/jobs/{batch['job_ids'][0]}/cancel")
    client.delete(f"/v1/jobs/{batch['job_ids'][1]}")
    after = client.get(f"/v1/batches/{batch['id']}").json()
    assert (after["status"], after["jobs"]["cancelled"], after["jobs"]["total"]) == ("finished", 1, 1)


def test_one_bad_file_refuses_them_all(own_service: Service) -> None:
    answer = send(own_service.client, [document(), b"no document", document()])
    assert (answer.status_code, answer.json()["code"]) == (400, "unsupported_media_type")
    assert answer.json()["detail"].startswith("File 2")
    assert own_service.client.get("/v1/jobs").json()["data"] == []
    assert own_service.client.get("/org/get_usage").json()["current_usage"] == 0


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"name": 1}, "/name"),
        ({"name": "a" * 201}, "/name"),
        ({"name": "\0"}, "/name"),
        ({"metadata": []}, "/metadata"),
        ({"metadata": {"a": None}}, "/metadata/a"),
        ({"webhook_url": 1}, "/webhook_url"),
        ({"webhook_url": "http://169.254.169.254/"}, "/webhook_url"),
    ],
)
def test_fields_that_are_not_valid(service: Service, body: Any, pointer: str) -> None:
    answer = service.client.post("/v1/batches", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 422), (b"[]", 422), (b"{", 422), (b"[" * 60_000, 422), (b" " * 100_001, 413), (b"\xff", 422)],
    ids=lambda value: repr(value)[:8],
)
def test_bodies_that_are_none(service: Service, body: bytes, status: int) -> None:
    headers = {"Content-Type": "application/json"}
    answer = service.client.post("/v1/batches", content=body, headers=headers)
    assert answer.status_code == status


def test_forms_that_are_none(service: Service) -> None:
    assert send(service.client, [document()], categories="[]").status_code == 400
    assert send(service.client, [document()], batch_id=str(uuid.uuid4())).status_code == 422
    too_many = send(service.client, [document()] * 91)
    assert (too_many.status_code, too_many.json()["code"]) == (400, "invalid_request")


@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("POST", "/close")])
def test_another_keys_batch_is_not_found(
    service: Service, stranger: httpx.Client, method: str, path: str
) -> None:
    batch = service.client.post("/v1/batches", json={}).json()["id"]
    for batch_id in (batch, str(uuid.uuid4()), "none"):
        answer = stranger.request(method, f"/v1/batches/{batch_id}{path}")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert post(stranger, document(), batch_id=batch).status_code == 404
    assert service.client.get(f"/v1/batches/{batch}").json()["status"] == "open"
