"""What people and programs send by mistake or on purpose; the contract's own cases are in tests/contract."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from postroom.storage.objects import HELD_BYTES
from tests.files import make
from tests.service import KEY, Service, wait_until

POSTROOM = Path(sys.executable).parent / "postroom"


def speak(service: Service, sent: bytes, seconds: float = 5.0) -> bytes:
    """What the server says to these bytes, while the connection stays open."""
    host, _, port = service.url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=seconds) as connection:
        connection.sendall(sent)
        return connection.recv(4096)


def half_an_upload(key: str | None, length: int = 1_000_000, sent: int = 10_000) -> bytes:
    lines = ["POST /classify HTTP/1.1", "Host: localhost", f"Content-Length: {length}"]
    lines += ["Content-Type: multipart/form-data; boundary=b"] + ([f"api-key: {key}"] if key else [])
    body = '\r\n\r\n--b\r\nContent-Disposition: form-data; name="pdf_file"; filename="a.pdf"\r\n\r\n%PDF-1.7'
    return "\r\n".join(lines).encode() + body.encode() + b"x" * sent


def stored_files(service: Service) -> list[Path]:
    return [
        path
        for name in ("incoming", "objects")
        for path in (service.folder / name).rglob("*")
        if path.is_file()
    ]


def test_half_a_body_without_a_key_is_refused_at_once(service: Service) -> None:
    started = time.monotonic()
    assert speak(service, half_an_upload(None)).startswith(b"HTTP/1.1 401")
    assert time.monotonic() - started < 1


def test_too_much_is_refused_before_it_is_sent(service: Service) -> None:
    assert speak(service, half_an_upload(KEY, 10**12)).startswith(b"HTTP/1.1 413")


def test_a_client_that_disconnects_leaves_nothing_behind(own_service: Service) -> None:
    host, _, port = own_service.url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(half_an_upload(KEY, sent=2 * HELD_BYTES))
        wait_until(lambda: stored_files(own_service))
    wait_until(lambda: not stored_files(own_service))
    assert own_service.client.get("/org/get_usage").json()["current_usage"] == 0


def test_a_refused_request_leaves_nothing_behind(own_service: Service) -> None:
    document = make.pdf([make.invoice()])
    for fields in ({"categories": "[]"}, {"categories": '["a"]', "max_pages": "zero"}, {}):
        response = own_service.client.post("/classify", files={"pdf_file": document}, data=fields)
        assert response.status_code in (400, 422)
    assert stored_files(own_service) == []


@pytest.mark.parametrize(
    "body",
    [b"", b"--b", b"garbage", b"--b\r\n\r\n", b'--b\r\nContent-Disposition: form-data; name="categories"\r\n\r\n\xff\r\n--b--'],
    ids=repr,
)  # fmt: skip
def test_malformed_forms(service: Service, body: bytes) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    assert service.client.post("/classify", content=body, headers=headers).status_code == 400


@pytest.mark.parametrize(
    "parameter",
    [
        "charset=utf-8",
        "boundary=",
        'boundary=""',
        "boundary*=utf-8''b",
        "boundary*=undefined''b",
        f"boundary={'b' * 3000}",
    ],
    ids=lambda parameter: parameter[:20],
)
def test_boundaries_that_are_none(service: Service, parameter: str) -> None:
    headers = {"Content-Type": f"multipart/form-data; {parameter}"}
    assert service.client.post("/classify", content=b"--b--", headers=headers).status_code == 400


def test_other_content_types(service: Service) -> None:
    assert service.client.post("/classify", json={"categories": ["a"]}).status_code == 400


def test_file_names_are_never_paths(service: Service) -> None:
    files = {"pdf_file": ("../../etc/passwd", make.pdf(["names"]), "application/pdf")}
    job = service.client.post("/v1/jobs", files=files, data={"categories": '["a"]'}).json()
    assert job["file_name"] == "passwd"


@pytest.mark.parametrize(
    ("parameter", "shown"),
    [
        ("filename*=utf-8''%C3%BC.pdf", "ü.pdf"),
        ("filename*=undefined''a.pdf", None),
        ("filename*=idna''%ff.pdf", None),
        ("filename*=unicode_escape''%5Cud800a.pdf", "a.pdf"),
        ('filename="a\x01\x1b[31mb.pdf"', "a[31mb.pdf"),
    ],
    ids=["UTF-8", "no character set", "wrong character set", "half a character", "control characters"],
)
def test_odd_file_names_do_no_harm(service: Service, parameter: str, shown: str | None) -> None:
    head = f'--b\r\nContent-Disposition: form-data; name="pdf_file"; {parameter}\r\n\r\n'
    body = head.encode() + make.pdf([parameter])
    body += b'\r\n--b\r\nContent-Disposition: form-data; name="categories"\r\n\r\n["a"]\r\n--b--'
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    response = service.client.post("/v1/jobs", content=body, headers=headers)
    assert response.status_code == 202, response.text
    assert response.json()["file_name"] == shown


@pytest.mark.parametrize("text", ["0", "000", "-1", "1.5", "two", "²", " 4"])
def test_numbers_of_pages_that_are_none(service: Service, text: str) -> None:
    data = {"categories": '["a"]', "max_pages": text}
    response = service.client.post("/classify", files={"pdf_file": make.pdf(["x"])}, data=data)
    assert response.status_code == 400
    assert response.json() == {"detail": "max_pages must be a whole number of at least 1."}


@pytest.mark.parametrize(("text", "pages"), [("01", 1), ("2", 2), ("9" * 5_000, 3)], ids=["1", "2", "many"])
def test_any_whole_number_of_pages_will_do(service: Service, text: str, pages: int) -> None:
    document = make.pdf([make.invoice(number) for number in range(3)])
    assert service.classify(document, max_pages=text)["result"]["processed_pages"] == pages


def test_characters_that_a_database_can_not_hold(tmp_path: Path, backend: dict[str, str]) -> None:
    with Service(tmp_path, "--workers=1", **backend) as service:
        name = "Invoice\0 and more"
        head = '--b\r\nContent-Disposition: form-data; name="pdf_file"; filename="a\0b.pdf"\r\n\r\n'
        tail = '\r\n--b\r\nContent-Disposition: form-data; name="categories"\r\n\r\n'
        body = (
            head.encode() + make.pdf([make.invoice()]) + (tail + json.dumps([name])).encode() + b"\r\n--b--"
        )
        headers = {"Content-Type": "multipart/form-data; boundary=b"}
        answer = service.client.post("/classify", content=body, headers=headers)
        assert answer.status_code in (202, 400)
        if answer.status_code == 202:
            assert service.wait(answer.json()["job_id"])["result"]["classification"] == name
        assert service.classify(make.pdf(["other"]), [name])["result"]["classification"] == name
        data = {"file_url": "http://example.org/a\0b", "categories": '["a"]'}
        assert service.client.post("/classify", data=data).status_code == 400


def failure(service: Service, document: bytes) -> str:
    body = service.classify(document)
    assert (body["status"], body["result"]) == ("failed", None)
    return body["error"]


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (make.empty_pdf(), "no pages"),
        (make.png_header(40_000, 40_000), "40000 x 40000 pixels"),
        (make.png_header(100, 100), "can't be read"),
        (b"GIF89a" + b"x" * 50, "corrupted"),
        (make.image(make.picture(make.invoice()))[:3000], "can't be read"),
        (b"%PDF-1.7\n" + b"\0" * 5000, "corrupted"),
    ],
    ids=["no pages", "huge image", "empty image", "broken GIF", "half a PNG", "zeros"],
)
def test_documents_that_can_not_be_read(service: Service, document: bytes, reason: str) -> None:
    assert reason in failure(service, document)


def test_a_truncated_pdf_fails_or_is_repaired(service: Service) -> None:
    whole = make.pdf([make.invoice(n) for n in range(3)])
    assert service.classify(whole[: len(whole) * 2 // 3])["status"] in ("completed", "failed")


def test_one_broken_page_costs_only_itself(service: Service) -> None:
    result = service.classify(make.broken_page_pdf(3, 2))["result"]
    assert [page["success"] for page in result["page_results"]] == [True, False, True]


def test_a_page_of_a_million_points_is_read(service: Service) -> None:
    assert service.classify(make.huge_page_pdf())["status"] == "completed"


def test_5000_pages_are_cut_at_the_limit(tmp_path: Path) -> None:
    document = make.pdf([f"page {n}" for n in range(5_000)])
    with Service(tmp_path, "--workers=2", POSTROOM_DOCUMENTS__MAX_PAGES="50") as service:
        result = service.classify(document)["result"]
        assert (result["total_pages"], result["processed_pages"]) == (5_000, 50)
    with Service(tmp_path, "--workers=2", POSTROOM_DOCUMENTS__MAX_DOCUMENT_PAGES="100") as service:
        assert "5000 pages" in failure(service, document)


def test_quota(own_service: Service) -> None:
    made = subprocess.run(
        [POSTROOM, "keys", "create", "--name", "small", "--quota", "1", f"--data-dir={own_service.folder}"],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    client = httpx.Client(base_url=own_service.url, headers={"api-key": made.stdout.strip()}, trust_env=False)
    files, fields = {"pdf_file": make.pdf(["quota"])}, {"categories": '["a"]'}
    with client:
        accepted = client.post("/classify", files=files, data=fields).json()
        assert accepted["quota_remaining"] == 0
        refused = client.post("/classify", files=files, data=fields)
        usage = client.get("/org/get_usage").json()
        # What was accepted can still be read.
        assert client.get(f"/classify/{accepted['job_id']}").status_code == 200
    assert refused.status_code == 402
    assert refused.json() == {
        "detail": {
            "message": "Insufficient quota",
            "status": "QUOTA_EXCEEDED",
            "quota_data": {"current": 1, "limit": 1, "remaining": 0},
        }
    }
    assert (usage["org_name"], usage["current_usage"], usage["remaining_quota"]) == ("small", 1, 0)


def test_another_keys_job_is_not_found(own_service: Service) -> None:
    job = own_service.submit(make.pdf(["mine"]))
    made = subprocess.run(
        [POSTROOM, "keys", "create", "--name=other", f"--data-dir={own_service.folder}"],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    headers = {"api-key": made.stdout.strip()}
    for path in (f"/classify/{job}", f"/jobs/{job}", f"/jobs/{job}/result", f"/v1/jobs/{job}"):
        assert httpx.get(own_service.url + path, headers=headers, trust_env=False).status_code == 404
    assert httpx.delete(f"{own_service.url}/jobs/{job}", headers=headers, trust_env=False).status_code == 404
    assert own_service.wait(job)["status"] == "completed"


def test_too_many_submits(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=0", POSTROOM_LIMITS__SUBMITS_PER_MINUTE="2") as service:
        for _ in range(2):
            service.submit(make.pdf(["limit"]))
        response = service.client.post("/classify")
        assert response.status_code == 429
        assert response.json() == {"detail": "Rate limit exceeded"}
        assert 1 <= int(response.headers["retry-after"]) <= 60


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_refuses_and_loses_nothing(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk], check=False)
    if mounted.returncode:
        pytest.skip("can't mount a small disk here")
    try:
        with Service(disk, "--workers=1") as service:
            kept = service.submit(make.pdf([make.invoice()]))
            assert service.wait(kept)["status"] == "completed"
            document = b"%PDF-1.7" + os.urandom(8_000_000)
            response = service.client.post(
                "/classify", files={"pdf_file": document}, data={"categories": json.dumps(["a"])}
            )
            assert response.status_code == 507
            assert response.json() == {"detail": "Failed to upload file to storage. Please try again."}
            assert list((disk / "incoming").iterdir()) == []
            assert service.classify(make.pdf([make.invoice(2)]))["status"] == "completed"
            assert service.status(kept)["status"] == "completed"
    finally:
        subprocess.run(["umount", disk], check=True)
