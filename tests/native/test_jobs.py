"""The native API's jobs: what a client sends, reads, lists, cancels and deletes."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.files import make
from tests.native.conftest import Submit, ended, new_client, post
from tests.service import Service, wait_until

SLOW = [f"@SLOW Invoice page {number}" for number in range(30)]


def own(text: str = "") -> bytes:
    """A document that nobody has sent before."""
    return make.pdf([f"{make.invoice()}\n{text} {secrets.token_hex(6)}"])


def test_a_job_from_first_to_last(service: Service, submit: Submit) -> None:
    document = own()
    job = submit(document, metadata={"customer": "42"}, priority="high")
    assert job["sha256"] == hashlib.sha256(document).hexdigest()
    assert (job["priority"], job["metadata"], job["file_name"]) == ("high", {"customer": "42"}, "invoice.pdf")
    done = ended(service.client, job["id"])
    assert done["status"] == "succeeded"
    assert (done["category"], done["confidence"]) == ("Invoice", done["result"]["confidence"])
    assert done["result"]["segments"] == [
        {"category": "Invoice", "first_page": 1, "last_page": 1, "confidence": done["confidence"]}
    ]
    quality = done["result"]["pages"][0]["quality"]
    assert quality["characters"] > 100
    assert (quality["confidence"], quality["rotation"], quality["issues"]) == (1.0, 0, [])
    times = [done[name] for name in ("created_at", "started_at", "finished_at", "expires_at")]
    assert times == sorted(times)
    assert done["timings"]["queued_seconds"] >= 0
    assert done["timings"]["running_seconds"] > 0
    assert (done["queue_position"], done["eta_seconds"]) == (None, None)


def test_segments_of_a_packet(service: Service, submit: Submit) -> None:
    pages = ["Invoice one", None, "Invoice two", "Contract", "Invoice three"]
    result = ended(service.client, submit(make.pdf(pages))["id"])["result"]
    assert [(each["category"], each["first_page"], each["last_page"]) for each in result["segments"]] == [
        ("Invoice", 1, 3),
        ("Contract", 4, 4),
        ("Invoice", 5, 5),
    ]
    assert result["pages"][1]["quality"]["issues"] == ["blank"]


@pytest.mark.parametrize(
    ("pages", "max_pages", "read"),
    [("2", "", [2]), ("9,1-2,2-3", "", [1, 2, 3, 9]), ("8-", "", [8, 9, 10]), ("4-", "2", [4, 5])],
)
def test_only_the_pages_that_are_wanted(
    service: Service, submit: Submit, pages: str, max_pages: str, read: list[int]
) -> None:
    document = make.pdf([f"Invoice {number}" for number in range(10)])
    job = ended(service.client, submit(document, pages=pages, max_pages=max_pages)["id"])
    assert [page["number"] for page in job["result"]["pages"]] == read
    assert (job["pages_total"], job["result"]["total_pages"]) == (len(read), 10)


def test_pages_that_the_document_does_not_have(service: Service, submit: Submit) -> None:
    job = ended(service.client, submit(own(), pages="2-")["id"])
    assert (job["status"], job["problem"]["code"]) == ("failed", "page_out_of_range")


def test_a_document_that_is_here_need_not_be_sent_again(
    service: Service, submit: Submit, stranger: httpx.Client
) -> None:
    first = submit(own())
    again = post(service.client, None, sha256=first["sha256"].upper(), categories=["Contract"])
    assert again.status_code == 202, again.text
    assert ended(service.client, again.json()["id"])["category"] == "Contract"
    assert post(stranger, None, sha256=first["sha256"]).status_code == 404
    assert post(service.client, None, sha256="0" * 64).status_code == 404


def test_the_same_idempotency_key_gives_the_same_job(service: Service, stranger: httpx.Client) -> None:
    document, key = own(), secrets.token_hex()
    first = post(service.client, document, idempotency_key=key, metadata={"a": "1"})
    again = post(service.client, document, idempotency_key=key, metadata={"a": "1"})
    assert (again.status_code, again.json()["id"]) == (202, first.json()["id"])
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    for changed in (
        post(service.client, own(), idempotency_key=key, metadata={"a": "1"}),
        post(service.client, document, idempotency_key=key, metadata={"a": "2"}),
    ):
        assert (changed.status_code, changed.json()["code"]) == (422, "idempotency_key_reused")
    assert post(stranger, document, idempotency_key=key).json()["id"] != first.json()["id"]


def test_one_job_for_an_idempotency_key_that_comes_many_times_at_once(
    tmp_path: Path, backend: dict[str, str]
) -> None:
    def send(_number: int) -> httpx.Response:
        return post(service.client, make.pdf(["a"]), idempotency_key="k")

    with Service(tmp_path, "--workers=1", **backend) as service, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(16)))
        assert {answer.status_code for answer in answers} == {202}
        assert len({answer.json()["id"] for answer in answers}) == 1
        assert sum("Idempotent-Replayed" not in answer.headers for answer in answers) == 1
        assert service.client.get("/org/get_usage").json()["current_usage"] == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("priority", "urgent"),
        ("pages", "0"),
        ("pages", "3-1"),
        ("pages", "a"),
        ("pages", ",".join(["1"] * 600)),
        ("metadata", "[]"),
        ("metadata", "{"),
        ("metadata", {"a": 1}),
        ("metadata", {"": "a"}),
        ("metadata", {"a" * 65: "a"}),
        ("metadata", {"a": "a" * 513}),
        ("metadata", {"a": "\0"}),
        ("metadata", '{"a": "\\ud800"}'),
        ("metadata", {str(number): "a" for number in range(17)}),
        ("webhook_url", "ftp://example.com"),
        ("webhook_url", "http://10.0.0.1/"),
        ("batch_id", "mine"),
        ("max_pages", "0"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_fields_that_are_not_valid(service: Service, field: str, value: Any) -> None:
    response = post(service.client, own(), **{field: value})
    assert response.status_code == 422, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["code"] == "invalid_parameter"
    assert [each["pointer"] for each in problem["errors"]] == [f"/{field}"]


@pytest.mark.parametrize("key", ["a b", "ü", "a" * 256], ids=["space", "letter", "length"])
def test_idempotency_keys_that_are_none(service: Service, key: str) -> None:
    response = post(service.client, own(), idempotency_key=key.encode())
    assert (response.status_code, response.json()["errors"][0]["parameter"]) == (422, "Idempotency-Key")


@pytest.mark.parametrize(
    "fields", [{}, {"sha256": "0" * 64, "file_url": "http://127.0.0.1/"}], ids=["none", "two"]
)
def test_a_job_has_one_source(service: Service, fields: dict[str, str]) -> None:
    response = post(service.client, None, **fields)
    assert (response.status_code, response.json()["code"]) == (400, "invalid_request")
    assert post(service.client, own(), sha256="0" * 64).status_code == 400


def test_the_list_is_paged_newest_first(own_service: Service) -> None:
    client = own_service.client
    sent = [post(client, own()).json()["id"] for _ in range(7)]
    for job_id in sent:
        ended(client, job_id)
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = client.get("/v1/jobs", params={"limit": 3} | ({"cursor": cursor} if cursor else {})).json()
        seen += [job["id"] for job in page["data"]]
        assert all(job["result"] is None and job["category"] == "Invoice" for job in page["data"])
        if (cursor := page["next_cursor"]) is None:
            break
    assert seen == sent[::-1]


def test_the_list_is_filtered(service: Service, submit: Submit, stranger: httpx.Client) -> None:
    mark = secrets.token_hex(4)
    invoice = submit(own(), metadata={"mark": mark, "kind": "a"})
    contract = submit(make.pdf([f"Contract {mark}"]), metadata={"mark": mark, "kind": "b"})
    failed = submit(b"%PDF-1.7 rubbish" + mark.encode(), metadata={"mark": mark, "kind": "a"})
    for job in (invoice, contract, failed):
        ended(service.client, job["id"])

    def found(client: httpx.Client = service.client, **parameters: str) -> list[str]:
        response = client.get("/v1/jobs", params={"metadata.mark": mark} | parameters)
        assert response.status_code == 200, response.text
        return [job["id"] for job in response.json()["data"]]

    assert found() == [failed["id"], contract["id"], invoice["id"]]
    assert found(status="failed") == [failed["id"]]
    assert found(category="Contract") == [contract["id"]]
    assert found(service.client, **{"metadata.kind": "a"}) == [failed["id"], invoice["id"]]
    assert found(created_after=contract["created_at"]) == [failed["id"], contract["id"]]
    assert found(created_before=contract["created_at"]) == [invoice["id"]]
    # In UTC these are in the years 0 and 10000.
    assert found(created_before="0001-01-01T00:00:00+23:00") == []
    assert found(created_before="9999-12-31T23:59:59-23:00") == found()
    assert found(batch_id=str(uuid.uuid4())) == []
    assert found(stranger) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "0"),
        ("limit", "101"),
        ("limit", "x"),
        ("cursor", "x"),
        ("cursor", "!"),
        ("status", "done"),
        ("batch_id", "mine"),
        ("created_after", "yesterday"),
        ("created_before", "2026-05-03"),
        ("created_before", "2026-02-30T00:00:00Z"),
        ("page", "2"),
    ],
)
def test_parameters_of_the_list_that_are_not_valid(service: Service, name: str, value: str) -> None:
    response = service.client.get("/v1/jobs", params={name: value})
    assert response.status_code == 422, response.text
    assert response.json()["errors"][0]["parameter"] == name


@pytest.mark.parametrize("wait", ["-1", "61", "nan", "inf", "x"])
def test_waits_that_are_not_valid(service: Service, submit: Submit, wait: str) -> None:
    response = service.client.get(f"/v1/jobs/{submit()['id']}", params={"wait": wait})
    assert (response.status_code, response.json()["errors"][0]["parameter"]) == (422, "wait")


def test_a_long_poll_answers_when_the_job_ends(service: Service, submit: Submit) -> None:
    job = submit(make.pdf([*SLOW[:4], secrets.token_hex(4)]))
    started = time.monotonic()
    assert ended(service.client, job["id"])["status"] == "succeeded"
    assert time.monotonic() - started < 20


def test_a_long_poll_answers_in_time(own_service: Service) -> None:
    job = post(own_service.client, make.pdf(["@HANG"])).json()
    started = time.monotonic()
    answer = own_service.client.get(f"/v1/jobs/{job['id']}", params={"wait": 1}).json()
    assert 0.9 < time.monotonic() - started < 5
    assert answer["status"] in ("queued", "running")


def test_a_job_that_nothing_happens_to_is_not_written(tmp_path: Path) -> None:
    seen: set[str] = set()

    def has_ended() -> bool:
        job = service.client.get(f"/v1/jobs/{job_id}").json()
        if (job["status"], job["pages_done"]) == ("running", 1):
            seen.add(job["updated_at"])
        return job["status"] not in ("queued", "running")

    with Service(tmp_path, "--workers=1", POSTROOM_DOCUMENTS__PAGE_SECONDS="3") as service:
        job_id = post(service.client, make.pdf(["@SLOW Invoice", "@HANG"])).json()["id"]
        wait_until(has_ended)
    assert len(seen) == 1


def test_a_cancelled_job_stops_at_its_next_page(own_service: Service) -> None:
    client = own_service.client
    long = post(client, make.pdf(SLOW * 10)).json()["id"]
    wait_until(lambda: client.get(f"/v1/jobs/{long}").json()["pages_done"] > 0)
    cancelled = client.post(f"/v1/jobs/{long}/cancel")
    assert (cancelled.status_code, cancelled.json()["status"]) == (200, "cancelled")
    assert cancelled.json()["problem"]["code"] == "cancelled"
    # 300 pages would take 45 s; what comes next is not held up by them.
    started = time.monotonic()
    assert ended(client, post(client, own()).json()["id"])["status"] == "succeeded"
    assert time.monotonic() - started < 10
    again = client.post(f"/v1/jobs/{long}/cancel")
    assert (again.status_code, again.json()["code"]) == (409, "job_final")
    assert own_service.status(long)["status"] == "failed"
    assert client.get(f"/v1/jobs/{long}").json() == cancelled.json()


def test_a_waiting_job_is_cancelled_and_never_runs(tmp_path: Path, backend: dict[str, str]) -> None:
    with Service(tmp_path, "--workers=0", **backend) as service:
        job = post(service.client, own()).json()
        assert service.client.post(f"/v1/jobs/{job['id']}/cancel").json()["status"] == "cancelled"
        service.stop()
        service.options = ("--workers=1",)
        service.start()
        last = post(service.client, own()).json()
        assert ended(service.client, last["id"])["status"] == "succeeded"
        assert service.client.get(f"/v1/jobs/{job['id']}").json()["started_at"] is None


def test_a_deleted_job_is_gone(service: Service, submit: Submit) -> None:
    job = submit(own())
    ended(service.client, job["id"])
    deleted = service.client.delete(f"/v1/jobs/{job['id']}")
    assert (deleted.status_code, deleted.content) == (204, b"")
    for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/cancel"), ("GET", "/events")):
        answer = service.client.request(method, f"/v1/jobs/{job['id']}{path}")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_job_of_a_high_priority_goes_first(tmp_path: Path, backend: dict[str, str]) -> None:
    with Service(tmp_path, "--workers=1", **backend) as service:
        client = service.client
        normal = [post(client, make.pdf([f"@SLOW {n}", "@SLOW"])).json()["id"] for n in range(20)]
        low = post(client, own("low"), priority="low").json()
        high = post(client, own("high"), priority="high").json()
        assert low["queue_position"] > high["queue_position"]
        ended(client, high["id"])
        waiting = [client.get(f"/v1/jobs/{job}").json()["status"] == "queued" for job in normal]
        assert sum(waiting) >= 8
        assert client.get(f"/v1/jobs/{low['id']}").json()["status"] == "queued"


def test_the_place_in_the_queue_and_the_time_that_is_left(own_service: Service) -> None:
    client = own_service.client
    ended(client, post(client, make.pdf(["@SLOW a", "@SLOW b"])).json()["id"])
    jobs = [post(client, make.pdf([f"@SLOW {n}", *SLOW])).json()["id"] for n in range(12)]
    shown = [client.get(f"/v1/jobs/{job}").json() for job in jobs]
    places = [job["queue_position"] for job in shown if job["status"] == "queued"]
    assert places
    assert places == sorted(places)
    assert all(job["eta_seconds"] > 0 for job in shown if job["status"] == "queued")
    wait_until(lambda: client.get(f"/v1/jobs/{jobs[0]}").json()["pages_done"] > 2)
    assert client.get(f"/v1/jobs/{jobs[0]}").json()["eta_seconds"] > 0


ROUTES = [
    ("GET", "/v1/jobs/{id}"),
    ("DELETE", "/v1/jobs/{id}"),
    ("POST", "/v1/jobs/{id}/cancel"),
    ("GET", "/v1/jobs/{id}/events"),
]


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_another_keys_job_is_not_found(
    service: Service, submit: Submit, stranger: httpx.Client, method: str, path: str
) -> None:
    job = submit()["id"]
    for job_id in (job, str(uuid.uuid4()), "no-such-job", "%00"):
        answer = stranger.request(method, path.format(id=job_id))
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), job_id
    assert service.client.get(f"/v1/jobs/{job}").status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [*ROUTES, ("POST", "/v1/jobs"), ("GET", "/v1/jobs"), ("POST", "/v1/batches"), ("GET", "/v1/batches/{id}"), ("POST", "/v1/batches/{id}/close")],
)  # fmt: skip
def test_nothing_without_a_key(service: Service, method: str, path: str) -> None:
    address = service.url + path.format(id=uuid.uuid4())
    for headers in ({}, {"api-key": "wrong"}):
        answer = httpx.request(method, address, headers=headers, trust_env=False)
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1/nothing", 404, "not_found"),
        ("GET", "/v1/jobs/a/b/c", 404, "not_found"),
        ("PUT", "/v1/jobs", 405, "method_not_allowed"),
        ("GET", "/v1/jobs/a/cancel", 405, "method_not_allowed"),
    ],
)
def test_addresses_and_methods_that_are_none(
    service: Service, method: str, path: str, status: int, code: str
) -> None:
    answer = service.client.request(method, path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert ("allow" in answer.headers) == (status == 405)


def test_jobs_of_the_contract_are_jobs_too(service: Service) -> None:
    job_id = service.submit(own())
    service.wait(job_id)
    assert ended(service.client, job_id)["category"] == "Invoice"


def test_many_wait_at_once(own_service: Service) -> None:
    with new_client(own_service, "waiting") as client:
        job = post(client, make.pdf(SLOW[:10])).json()["id"]
        answers: list[str] = []
        threads = [
            threading.Thread(target=lambda: answers.append(ended(client, job)["status"])) for _ in range(50)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        assert answers == ["succeeded"] * 50
