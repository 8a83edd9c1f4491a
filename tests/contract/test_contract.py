"""The wire contract's conformance cases, each against the real service; numbers are the contract's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from tests.files import make
from tests.service import KEY, Service, wait_until

TWO_PAGES = make.pdf([make.invoice(1), make.invoice(2)])
CATEGORIES = [{"name": "Invoice", "description": "Bills"}, {"name": "Contract"}]
JOB_KEYS = {"job_id", "status", "message", "quota_remaining"}
STATUS_KEYS = {"job_id", "status", "progress", "error", "result"}
RESULT_KEYS = {"success", "classification", "confidence", "total_pages", "processed_pages", "page_results"}
PAGE_KEYS = {"page", "success", "classification", "confidence", "raw_result"}


def post(service: Service, document: bytes = TWO_PAGES, /, **fields: Any) -> httpx.Response:
    data = {name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()}
    return service.client.post("/classify", files={"pdf_file": ("a.pdf", document)}, data=data)


def test_01_submit_answers_with_exactly_the_four_keys(service: Service) -> None:
    response = post(service, categories=CATEGORIES)
    body = response.json()
    assert response.status_code == 202
    assert response.headers["content-type"] == "application/json"
    assert body.keys() == JOB_KEYS
    assert body["status"] == "processing"
    assert body["message"] == "Classification started"
    assert isinstance(body["quota_remaining"], int)


def test_02_status_has_exactly_the_five_keys_and_progress_never_goes_back(service: Service) -> None:
    document = make.pdf([f"@SLOW page {n}" for n in range(8)])
    job_id = service.submit(document)
    seen: list[int] = []

    def completed() -> bool:
        status = service.status(job_id)
        if status["status"] == "completed":
            return True
        assert status.keys() == STATUS_KEYS
        assert status["error"] is None
        assert status["result"] is None
        if status["progress"] != "Starting classification...":
            words = status["progress"].split()
            assert words[:2] + words[3:] == ["Processing", "page", "of", "8"]
            seen.append(int(words[2]))
        return False

    wait_until(completed)
    assert seen == sorted(seen)
    assert set(seen) <= set(range(1, 9))
    assert len(set(seen)) > 1, "progress was never seen to move"


def test_03_04_result_of_a_pdf(service: Service) -> None:
    body = service.classify(TWO_PAGES, CATEGORIES)
    assert (body["status"], body["progress"], body["error"]) == (
        "completed",
        "Classification completed",
        None,
    )
    result = body["result"]
    assert result.keys() == RESULT_KEYS
    assert result["success"] is True
    assert result["classification"] == "Invoice"
    assert (result["total_pages"], result["processed_pages"]) == (2, 2)
    assert [page["page"] for page in result["page_results"]] == [1, 2]
    for page in result["page_results"]:
        assert page.keys() == PAGE_KEYS
        assert page["raw_result"] == page["classification"]
        assert 0 <= page["confidence"] <= 1


def test_05_one_page_decides_alone(service: Service) -> None:
    result = service.classify(make.pdf([make.invoice()]))["result"]
    page = result["page_results"][0]
    assert result["confidence"] == page["confidence"]
    assert result["classification"] == page["classification"]


def test_06_confidence_is_the_mean_of_agreeing_pages(service: Service) -> None:
    result = service.classify(TWO_PAGES)["result"]
    mean = sum(page["confidence"] for page in result["page_results"]) / 2
    assert result["confidence"] == pytest.approx(mean, abs=1e-9)


def test_07_a_finished_job_does_not_change(service: Service) -> None:
    job_id = service.submit(TWO_PAGES)
    assert service.wait(job_id) == service.status(job_id) == service.status(job_id)


def test_08_27_unknown_jobs_are_not_found(service: Service) -> None:
    for unknown in ("00000000-0000-4000-8000-000000000000", "no-such-job", "..%5c..", "💥"):
        response = service.client.get(f"/classify/{unknown}")
        assert response.status_code == 404
        assert response.json() == {"detail": "Job not found"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"conditions": ["invoice", "contract"]}, "invoice"),
        ({"conditions": ["invoice - Business invoices", "contract"]}, None),
        ({"categories": ["invoice", "contract"]}, "invoice"),
        ({"conditions": [{"name": "invoice"}], "unknown_field": "ignored"}, "invoice"),
        ({"categories": ["invoice"], "conditions": ["contract"]}, "invoice"),
        ({"categories": "", "conditions": ["invoice"]}, "invoice"),
        ({"categories": ["only one"]}, "only one"),
    ],
    ids=[
        "9 conditions",
        "10 described",
        "11 strings",
        "objects in conditions",
        "categories win",
        "empty one",
        "13 one",
    ],
)
def test_09_to_13_ways_to_name_categories(
    service: Service, fields: dict[str, Any], expected: str | None
) -> None:
    response = post(service, **fields)
    assert response.status_code == 202, response.text
    classification = service.wait(response.json()["job_id"])["result"]["classification"]
    assert classification == (expected or fields["conditions"][0])


@pytest.mark.parametrize(
    "name", ['Say "A/B"', "two\nlines", "Rechnung für Öl", "💶", "فاتورة", " spaces ", "x" * 500]
)
def test_12_names_come_back_verbatim(service: Service, name: str) -> None:
    result = service.classify(TWO_PAGES, [name, "Contract"])["result"]
    assert result["classification"] == name


def test_14_urlencoded_file_url(service: Service, file_server: str) -> None:
    url = f"{file_server}/invoice.pdf"
    escaped = urlencode({"file_url": url, "categories": json.dumps(CATEGORIES)})
    raw = f"file_url={url}&categories={json.dumps(CATEGORIES)}"  # as curl's -d sends it
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    for path, body in (("/classify", escaped), ("/classify", raw), ("/classify-by-url", raw)):
        response = service.client.post(path, content=body.encode(), headers=headers)
        assert response.status_code == 202, response.text
        assert service.wait(response.json()["job_id"])["status"] == "completed"


def test_15_an_image_is_an_image_whatever_it_is_called(service: Service) -> None:
    document = make.image(make.picture(make.invoice()))
    result = service.classify(document)["result"]
    assert result.keys() == {
        "success", "classification", "confidence", "raw_result", "total_pages", "processed_pages"
    }  # fmt: skip
    assert (result["total_pages"], result["processed_pages"]) == (1, 1)


def test_15_every_frame_of_a_tiff_is_a_page(service: Service) -> None:
    document = make.tiff([make.picture(make.invoice(n)) for n in (1, 2, 3)])
    result = service.classify(document)["result"]
    assert [page["page"] for page in result["page_results"]] == [1, 2, 3]


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/classify"), ("GET", "/classify/x"), ("GET", "/org/get_usage")]
)
def test_16_keys_are_needed(service: Service, method: str, path: str) -> None:
    without = httpx.request(method, service.url + path, trust_env=False)
    wrong = httpx.request(method, service.url + path, headers={"api-key": "wrong"}, trust_env=False)
    assert without.status_code == wrong.status_code == 401
    assert without.json() == {
        "detail": "API key is required. Please provide 'api-key' in the request header."
    }
    assert wrong.json() == {"detail": "Invalid API key"}


@pytest.mark.parametrize(
    "header", [{"api-key": KEY}, {"X-API-Key": KEY}, {"Authorization": f"Bearer {KEY}"}], ids=str
)
def test_17_three_headers_carry_the_key(service: Service, header: dict[str, str]) -> None:
    assert httpx.get(f"{service.url}/org/get_usage", headers=header, trust_env=False).status_code == 200


def test_18_neither_file_nor_url(service: Service) -> None:
    response = service.client.post("/classify", data={"categories": '["a"]'})
    assert response.status_code == 400
    assert response.json() == {"detail": "Either pdf_file or file_url must be provided"}


def test_19_both_file_and_url(service: Service) -> None:
    response = post(service, categories=["a"], file_url="http://example.org/a.pdf")
    assert response.status_code == 400
    assert response.json() == {"detail": "Provide either pdf_file or file_url, not both"}


@pytest.mark.parametrize("fields", [{}, {"categories": ""}, {"categories": "", "conditions": ""}], ids=str)
def test_20_no_categories(service: Service, fields: dict[str, str]) -> None:
    response = post(service, **fields)
    assert response.status_code == 422
    assert response.json() == {
        "detail": [{"type": "missing", "loc": ["body", "categories"], "msg": "Field required", "input": None}]
    }


@pytest.mark.parametrize("text", ["[{", "nope", "[1, 2", "['invoice', 'contract']", "invoice,contract"])
def test_21_categories_that_are_not_json(service: Service, text: str) -> None:
    said = "Invalid conditions format. Must be a valid JSON string."
    for field in ("categories", "conditions"):
        response = post(service, TWO_PAGES, **{field: text})
        assert response.status_code == 400
        assert response.json() == {"detail": said, "success": False, "error": said}


@pytest.mark.parametrize(
    "value",
    [
        [], {"name": "a"}, "a,b", 7, [{"description": "x"}], [{"name": ""}], [{"name": 7}], [None], [["a"]],
        ["a", "a"], [f"c{n}" for n in range(1001)], ["x" * 10_000], ["\ud800"], [{"name": "a", "description": 1}],
    ],
    ids=lambda value: repr(value)[:20],
)  # fmt: skip
def test_21_categories_of_the_wrong_shape(service: Service, value: Any) -> None:
    response = post(service, categories=json.dumps(value))
    assert response.status_code == 400
    assert isinstance(response.json()["detail"], str)


def test_23_too_large(service: Service) -> None:
    response = post(service, b"%PDF-1.7" + bytes(3_000_001), categories=["a"])
    assert response.status_code == 413
    assert response.json() == {"detail": "File size exceeds maximum limit of 3MB."}


def test_24_only_the_first_pages_when_asked(service: Service) -> None:
    document = make.pdf([make.invoice(n) for n in range(6)])
    result = service.classify(document, max_pages="4")["result"]
    assert len(result["page_results"]) == result["processed_pages"] == 4
    assert result["total_pages"] == 6
    assert len(service.classify(document)["result"]["page_results"]) == 6


def test_25_rubbish_in_a_pdf(service: Service) -> None:
    body = service.classify(b"%PDF-1.7" + b"rubbish" * 50)
    assert (body["status"], body["progress"], body["result"]) == ("failed", "Classification failed", None)
    assert body["error"] == "Failed to process document: File appears to be corrupted"


def test_26_plain_text_is_refused(service: Service) -> None:
    response = post(service, b"Dear Sir or Madam", categories=["a"])
    assert response.status_code == 400
    assert response.json()["detail"].startswith("Unsupported file type")


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "not a url", "ftp://example.org/a", "http://u:p@a.org/"]
)
def test_28_urls_that_are_refused_at_once(service: Service, url: str) -> None:
    response = service.client.post("/classify", data={"file_url": url, "categories": '["a"]'})
    assert response.status_code == 400
    assert url not in response.text


@pytest.mark.parametrize("path", ["/missing.pdf", "/page.html", "/empty"])
def test_28_urls_that_give_no_document(service: Service, file_server: str, path: str) -> None:
    response = service.client.post("/classify", data={"file_url": file_server + path, "categories": '["a"]'})
    assert service.wait(response.json()["job_id"])["status"] == "failed"


def test_29_urls_into_private_networks(tmp_path: Path, file_server: str) -> None:
    port = file_server.rpartition(":")[2]
    hosts = ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0.0.0.0", "169.254.169.254"]
    hosts += ["10.0.0.1", "192.168.0.1", "172.16.0.1", "100.64.0.1", "[fe80::1]", "[fd00::1]", "localhost"]
    with Service(tmp_path, "--workers=1") as service:
        for host in hosts:
            data = {"file_url": f"http://{host}:{port}/invoice.pdf", "categories": '["a"]'}
            response = service.client.post("/classify", data=data)
            # A name is only looked up by the worker.
            if response.status_code == 202:
                assert service.wait(response.json()["job_id"])["status"] == "failed", host
            else:
                assert response.status_code == 400, host


def test_31_a_failed_page_is_reported_and_does_not_vote(service: Service) -> None:
    document = make.pdf([make.invoice(1), "@CRASH", make.invoice(3)])
    result = service.classify(document, ["Contract", "Invoice"])["result"]
    assert result["classification"] == "Invoice"
    assert (result["total_pages"], result["processed_pages"]) == (3, 2)
    page = result["page_results"][1]
    assert page.keys() == {"page", "success", "classification", "confidence", "error"}
    assert (page["success"], page["classification"], page["confidence"]) == (False, "Contract", 0.0)


def test_32_encrypted(service: Service) -> None:
    body = service.classify(make.pdf([make.invoice()], password="secret"))
    assert body["status"] == "failed"
    assert "password" in body["error"]


def test_34_never_a_redirect(service: Service) -> None:
    job_id = service.submit(TWO_PAGES)
    for path in (f"/classify/{job_id}", f"/classify/{job_id}/"):
        assert service.client.get(path).status_code == 200
    for path in ("/classify", "/classify/"):
        assert service.client.post(path, data={"x": "y"}).status_code == 400


@pytest.mark.parametrize("field", ["pdf_file", "file"])
def test_35_a_part_without_a_file_name_is_the_file(service: Service, field: str) -> None:
    body = (
        f'--b\r\nContent-Disposition: form-data; name="{field}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    ).encode() + TWO_PAGES + (
        b'\r\n--b\r\nContent-Disposition: form-data; name="categories"\r\n\r\n["Invoice"]\r\n--b--\r\n'
    )  # fmt: skip
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    response = service.client.post("/classify", content=body, headers=headers)
    assert response.status_code == 202, response.text
    assert service.wait(response.json()["job_id"])["status"] == "completed"


def test_blank_pages_do_not_vote(service: Service) -> None:
    document = make.pdf([None, make.invoice(), None])
    result = service.classify(document, ["Contract", "Invoice"])["result"]
    assert result["classification"] == "Invoice"
    assert result["confidence"] == result["page_results"][1]["confidence"]


def test_a_document_of_blank_pages_still_answers(service: Service) -> None:
    assert service.classify(make.pdf([None, None]))["status"] == "completed"


def test_other_paths_and_methods(service: Service) -> None:
    assert service.client.get("/nowhere").json() == {"detail": "Not Found"}
    assert service.client.put("/classify").json() == {"detail": "Method Not Allowed"}


def test_health_needs_no_key(service: Service) -> None:
    for path in ("/health", "/livez"):
        response = httpx.get(service.url + path, trust_env=False)
        assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert httpx.get(f"{service.url}/readyz", trust_env=False).json()["status"] == "ok"


def test_job_record_result_and_deletion(service: Service) -> None:
    job_id = service.submit(make.pdf(["Contract to be deleted"]))
    service.wait(job_id)
    record = service.client.get(f"/jobs/{job_id}").json()
    assert (record["id"], record["status"], record["type"]) == (job_id, "COMPLETED", "classification")
    result = service.client.get(f"/jobs/{job_id}/result").json()
    assert "success" not in result
    assert result["processing_time"] > 0
    assert service.client.delete(f"/jobs/{job_id}").json() == {"message": f"Job {job_id} deleted"}
    for path in (f"/jobs/{job_id}", f"/jobs/{job_id}/result"):
        assert service.client.get(path).json() == {"detail": f"Job {job_id} not found"}
    assert service.client.get(f"/classify/{job_id}").status_code == 404
    assert not (service.folder / "objects" / record["pdf_hash"][:2] / record["pdf_hash"]).exists()


def test_the_result_of_a_job_without_one(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=1") as service:
        slow = service.submit(make.pdf(["@HANG"]))
        response = service.client.get(f"/jobs/{slow}/result")
        assert (response.status_code, response.json()) == (400, {"detail": "Job is still processing"})
        wait_until(lambda: service.client.get(f"/jobs/{slow}").json()["status"] == "PROCESSING")
        assert service.client.delete(f"/jobs/{slow}").status_code == 200
        failed = service.submit(b"%PDF-1.7 rubbish")
        error = service.wait(failed)["error"]
        response = service.client.get(f"/jobs/{failed}/result")
        assert (response.status_code, response.json()) == (500, {"detail": error})
        record = service.client.get(f"/jobs/{failed}").json()
        assert (record["status"], record["error"]) == ("FAILED", error)


def test_a_waiting_job_is_shown_as_queued_when_asked_for(tmp_path: Path) -> None:
    for show, status in (("false", "processing"), ("true", "queued")):
        folder = tmp_path / status
        with Service(folder, "--workers=0", POSTROOM_COMPAT__SHOW_QUEUED=show) as service:
            body = service.status(service.submit(make.pdf(["waits"])))
            assert (body["status"], body["progress"]) == (status, "Starting classification...")


def test_headers_of_other_clients_do_no_harm(service: Service) -> None:
    headers = {"Idempotency-Key": "6e8bc430", "X-APIMatic-Language": "python"}
    files, data = {"pdf_file": make.pdf(["headers"])}, {"categories": '["a"]'}
    jobs = [service.client.post("/classify", files=files, data=data, headers=headers) for _ in range(2)]
    assert [job.status_code for job in jobs] == [202, 202]
    assert [service.wait(job.json()["job_id"])["status"] for job in jobs] == ["completed"] * 2
    odd = {"Content-Type": "application/json", **headers}
    assert service.client.get(f"/classify/{jobs[0].json()['job_id']}", headers=odd).status_code == 200


def test_the_same_request_answers_from_the_stored_result(service: Service) -> None:
    document = make.pdf(["@SLOW " + make.contract()])
    first = service.submit(document)
    result = service.wait(first)["result"]
    second = service.submit(document)
    assert second != first
    at_once = service.status(second)
    assert (at_once["status"], at_once["result"]) == ("completed", result)
    assert service.status(service.submit(document, ["Contract", "Invoice"]))["status"] == "processing"
