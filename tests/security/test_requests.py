"""What is sent to be taken for something else: paths, headers, log lines, numbers, and JSON without a bottom."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.files import make
from tests.service import KEY, Service

NASTY = {
    "up": "../../../../etc/passwd",
    "up, encoded": "..%2f..%2fetc%2fpasswd",
    "up, Windows": "..\\..\\windows\\win.ini",
    "absolute": "/etc/passwd",
    "drive": "C:\\boot.ini",
    "stream": "a.pdf::$DATA",
    "nothing": "..",
    "end of string": "a.pdf\0.exe",
    "new line": "a.pdf\r\nSet-Cookie: owned=1\r\n\r\n<script>",
    "log line": "a.pdf\n2026-01-01 00:00:00,000 ERROR   postroom: the key is " + "0" * 8,
    "terminal": "\x1b]0;owned\x07\x1b[31m.pdf",
    "right to left": "fdp.\u202etxe.pdf",
    "separator": "a\u2028b\u2029c.pdf",
    "quotes": 'a"; filename="b.pdf',
    "SQL": "'); DROP TABLE jobs; --.pdf",
    "template": "{{7*7}}${7*7}%(levelname)s%n{0}.pdf",
    "long": "a" * 4_000 + ".pdf",
    "half a character": "a\ud800.pdf",
}


def form(name: str, document: bytes, categories: object) -> tuple[bytes, dict[str, str]]:
    """A form with the name as it is, however wrong; clients would mend it."""
    head = f'--b\r\nContent-Disposition: form-data; name="pdf_file"; filename="{name}"\r\n\r\n'
    tail = '\r\n--b\r\nContent-Disposition: form-data; name="categories"\r\n\r\n'
    body = head.encode("utf-8", "surrogatepass") + document + tail.encode() + json.dumps(categories).encode()
    return body + b"\r\n--b--", {"Content-Type": "multipart/form-data; boundary=b"}


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with Service(
        tmp_path_factory.mktemp("outer") / "data", "--workers=1", POSTROOM_LOG_LEVEL="debug"
    ) as service:
        yield service


@pytest.mark.parametrize("name", NASTY.values(), ids=NASTY)
def test_file_names(ours: Service, name: str) -> None:
    body, headers = form(name, make.pdf([f"INVOICE {len(name)}"]), ["Invoice"])
    response = ours.client.post("/v1/jobs", content=body, headers=headers)
    assert response.status_code in (202, 400), response.text
    assert "set-cookie" not in response.headers
    if response.status_code == 202:
        job = response.json()
        assert ours.wait(job["id"])["status"] == "completed"
        shown = ours.client.get(f"/v1/jobs/{job['id']}").json()["file_name"] or ""
        assert len(shown) <= 255
        assert shown.isprintable()
        assert not re.search(r"[/\\]", shown)
        assert shown not in (".", "..")
    outside = [path for path in ours.folder.parent.rglob("*") if not path.is_relative_to(ours.folder)]
    assert outside == []
    stored = [path for path in (ours.folder / "objects").rglob("*") if path.is_file()]
    assert all(re.fullmatch("[0-9a-f]{64}", path.name) for path in stored)
    assert list((ours.folder / "incoming").iterdir()) == []


@pytest.mark.parametrize("name", NASTY.values(), ids=NASTY)
def test_category_names(ours: Service, name: str) -> None:
    if "\ud800" in name or len(name) > 500:
        body, headers = form("a.pdf", make.pdf(["INVOICE"]), [name])
        assert ours.client.post("/classify", content=body, headers=headers).status_code == 400
        return
    job = ours.classify(make.pdf([f"INVOICE {len(name)}"]), [{"name": name, "description": name}])
    assert job["result"]["classification"] == name


@pytest.mark.parametrize(
    "job_id",
    [
        *(
            "..",
            "../keys",
            "..%2fkeys",
            "%2e%2e/%2e%2e/etc/passwd",
            "....//",
            "%00",
            "a%0d%0aSet-Cookie:%20a=b",
        ),
        *("' OR '1'='1", "1; DROP TABLE jobs", "{job_id}", "*", "%", "%ff%fe", "a" * 5_000, "0" * 32, "null"),
        "00000000-0000-0000-0000-000000000000",
    ],
)
@pytest.mark.parametrize("path", ["/classify/", "/jobs/", "/v1/jobs/"])
def test_ids(ours: Service, path: str, job_id: str) -> None:
    # Sent as it is: the client would tidy the path.
    request = httpx.Request("GET", ours.url, headers={"api-key": KEY}, extensions={})
    request.url = httpx.URL(ours.url).copy_with(raw_path=(path + job_id).replace(" ", "%20").encode())
    response = ours.client.send(request)
    assert response.status_code in (404, 405), response.text
    assert "set-cookie" not in response.headers
    assert "Traceback" not in response.text


def test_nothing_of_that_is_in_the_log(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=1", POSTROOM_LOG_LEVEL="debug") as service:
        for name in NASTY.values():
            body, headers = form(name, make.pdf([f"INVOICE {len(name)}"]), ["Invoice"])
            response = service.client.post("/classify", content=body, headers=headers)
            if response.status_code == 202:
                service.wait(response.json()["job_id"])
            service.client.get("/classify/" + name.encode("utf-8", "replace").hex())
            service.client.get("/livez", headers={"X-Name": "a", "User-Agent": "PRIVATE-AGENT\x1b[31m"})
        service.stop()
    lines = [line for line in service.log if line.strip()]
    assert len(lines) > 5, "the log was not read"
    # Each line is one that we wrote: a time, a level and a name; or the announcement.
    own = re.compile(r"\d{4}-\d\d-\d\d [\d:,]+ [A-Z]+ +[\w.]+: |Postroom listens|.*PRIVATE-AGENT")
    assert [line for line in lines if not own.match(line)] == []
    log = "".join(lines)
    for part in (
        "passwd",
        "win.ini",
        "owned",
        "the key is",
        "DROP TABLE",
        "\x1b",
        "\u202e",
        "PRIVATE-AGENT",
        "7*7",
    ):
        assert part not in log


JSON = {
    "deep arrays": "[" * 100_000 + "]" * 100_000,
    "deep arrays without end": "[" * 100_000,
    "deep objects": '{"name":' * 100_000 + "1" + "}" * 100_000,
    "deep in a list": '["a",' + "[" * 100_000 + "]" * 100_000 + "]",
    "a huge number": "[" + "9" * 100_000 + "]",
    "a huge exponent": "[1e999999999]",
    "not numbers": "[NaN, Infinity, -Infinity]",
    "a long name": json.dumps(["a" * 1_900_000]),
    "a long description": json.dumps([{"name": "a", "description": "a" * 1_900_000}]),
    "many names": json.dumps([f"name {n}" for n in range(100_000)]),
    "the same names": json.dumps(["a"] * 500),
    "half a character": '["\\ud800"]',
    "a number": "1",
    "an object": '{"__proto__": {"name": "a"}}',
    "no name": '[{"name": {"$ne": null}}]',
    "nothing": "null",
    "a byte order mark": '\ufeff["a"]',
}


@pytest.mark.parametrize("categories", JSON.values(), ids=JSON)
@pytest.mark.parametrize("path", ["/classify", "/v1/jobs"])
def test_json(ours: Service, path: str, categories: str) -> None:
    started = time.monotonic()
    response = ours.client.post(path, files={"pdf_file": make.pdf(["a"])}, data={"categories": categories})
    assert response.status_code == 400, response.text
    assert len(response.content) < 2_000, "what was sent is not sent back"
    assert time.monotonic() - started < 10
    assert ours.client.get("/livez").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        "[" * 60_000,
        '{"url":' * 8_000 + "1" + "}" * 8_000,
        '{"url": "http://a.example", "events": ' + "[" * 30_000 + "]" * 30_000 + "}",
        '{"url": ' + "9" * 60_000 + "}",
        '{"url": "http://a.example", "events": ["job.completed"], "description": "' + "a" * 60_000 + '"}',
        '{"url": "http://a.example/\\r\\nX: y", "events": ["job.completed"]}',
        '{"url": "http://169.254.169.254/", "events": ["job.completed"]}',
        '{"url": "http://[::ffff:10.0.0.1]/", "events": ["job.completed"]}',
        '{"url": "http://user:pass@a.example/", "events": ["job.completed"]}',
        '{"url": "file:///etc/passwd", "events": ["job.completed"]}',
        "{" + ",".join(f'"field {n}": 1' for n in range(3_000)) + "}",
    ],
    ids=lambda body: body[:40],
)
def test_json_bodies(ours: Service, body: str) -> None:
    headers = {"Content-Type": "application/json"}
    response = ours.client.post("/v1/webhook-endpoints", content=body, headers=headers)
    assert response.status_code == 422, response.text
    assert ours.client.get("/v1/webhook-endpoints").json() == {"data": []}


def test_too_long_a_field(ours: Service) -> None:
    categories = json.dumps(["a" * 2_100_000])
    response = ours.client.post(
        "/classify", files={"pdf_file": make.pdf(["a"])}, data={"categories": categories}
    )
    assert response.status_code == 400
    response = ours.client.post(
        "/classify", data={"categories": "a" * 7_000_000, "file_url": "http://a.example"}
    )
    assert response.status_code == 400


def test_many_fields(ours: Service) -> None:
    fields = {f"field {n}": "a" for n in range(101)}
    files = {"pdf_file": make.pdf(["a"])}
    assert ours.client.post("/classify", files=files, data=fields).status_code == 400
    assert ours.client.post("/classify", data=fields).status_code == 400


def test_two_files(ours: Service) -> None:
    files = [("pdf_file", make.pdf(["a"])), ("file", make.pdf(["b"]))]
    response = ours.client.post("/classify", files=files, data={"categories": '["a"]'})
    assert response.status_code == 400
    assert list((ours.folder / "incoming").iterdir()) == []


@pytest.mark.parametrize(
    "value",
    ["wrong", "", "Bearer", "a" * 60_000, "é", "' OR 1=1 --", KEY.upper(), KEY + " x", KEY[:-1]],
    ids=lambda value: value[:12],
)
@pytest.mark.parametrize("header", ["api-key", "x-api-key", "authorization"])
def test_keys_that_are_none(ours: Service, header: str, value: str) -> None:
    text = f"Bearer {value}".strip() if header == "authorization" else value
    for method, path in (("GET", "/org/get_usage"), ("POST", "/classify"), ("POST", "/v1/jobs")):
        response = httpx.request(
            method,
            ours.url + path,
            headers=[(header.encode(), text.encode("latin-1"))],
            trust_env=False,
            timeout=30,
        )
        assert response.status_code == 401
        assert len(response.content) < 1_000
