"""What every parameter must do, asked of all that the OpenAPI document names: a new one is asked too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.files import make
from tests.service import Service

UNKNOWN = "00000000-0000-4000-8000-000000000000"
IDS = ["no-id", UNKNOWN, "x" * 300, "%00", "%F0%9F%93%AE"]
NUMBERS = ["zero", "0", "-1", "1.5", ""]
LIMITS = ["zero", "0", "-1", "101", "1.5", ""]
TIMES = ["yesterday", "2026-05-03", "2026-13-03T14:00:00Z", "x" * 41]
CURSORS = ["made-up", "MjAyNiAx", "x" * 201, "%%%", "\N{POSTBOX}"]
URLS = ["receiver.example", "ftp://receiver.example", "http://", "http://127.0.0.2:bad/", "http://a\0b"]
LISTS = ["{", "{}", "[]", "[7]", '[{"name": " "}]', '["a", "a"]', '["\\ud800"]']
PAIRS = ["{", "[]", '{"a": 1}', '{"": "a"}', '{"a": "\\u0000"}', '{"a": "' + "x" * 513 + '"}']
DOCUMENTS = [b"", b"a plain text"]

BAD: dict[tuple[str, str], list[Any]] = {
    ("path", "job_id"): IDS,
    ("path", "batch_id"): IDS,
    ("path", "endpoint_id"): IDS,
    ("path", "delivery_id"): IDS,
    ("path", "number"): ["zero", "0", "-1", "1000001", "1.5"],
    ("query", "limit"): LIMITS,
    ("query", "cursor"): CURSORS,
    ("query", "status"): ["begun", ""],
    ("query", "category"): ["x" * 501, "a\0b"],
    ("query", "batch_id"): ["no-id", ""],
    ("query", "endpoint_id"): ["no-id", ""],
    ("query", "job_id"): ["no-id", ""],
    ("query", "created_after"): TIMES,
    ("query", "created_before"): TIMES,
    ("query", "wait"): ["soon", "-1", "61", "nan", "inf", ""],
    ("query", "width"): ["wide", "63", "2001", "64.5", ""],
    ("header", "Idempotency-Key"): ["", "two words", "x" * 256],
    ("header", "Last-Event-ID"): ["tomorrow", "-1", "x" * 300],
    ("form", "file"): DOCUMENTS,
    ("form", "pdf_file"): DOCUMENTS,
    ("form", "file_url"): URLS,
    ("form", "categories"): LISTS,
    ("form", "conditions"): LISTS,
    ("form", "max_pages"): ["zero", "0", "-1", "1.5"],
    ("form", "pages"): ["zero", "0", "3-1", "1,,2", "1" * 1001],
    ("form", "priority"): ["urgent", "HIGH"],
    ("form", "metadata"): PAIRS,
    ("form", "webhook_url"): URLS,
    ("form", "sha256"): ["no hash", "a" * 63, "g" * 64],
    ("form", "batch_id"): ["no-id", UNKNOWN],
    ("form", "name"): ["x" * 201, "a\0b"],
    ("json", "url"): ["", 7, None, "x" * 4097, *URLS],
    ("json", "events"): [[], ["job.begun"], "job.failed", None],
    ("json", "format"): ["v2", 7, None],
    ("json", "description"): ["x" * 501, "a\0b", 7],
    ("json", "enabled"): ["perhaps", 7, None],
    ("json", "name"): ["x" * 201, "a\0b", 7],
    ("json", "metadata"): [[], "a", {"a": 1}, {"": "a"}, {"a": "x" * 513}, {"a": "\0"}],
    ("json", "webhook_url"): [7, *URLS],
}
"""What each parameter can't be, by its kind of place and its name."""

CALLED = {"pdf_file": "file", "conditions": "categor|conditions", "categories": "categor|conditions"}
"""What the answer calls a parameter where it has another word for it: the contract has two for one thing.

Of the categories, an answer tells which one is wrong.
"""


@dataclass(frozen=True)
class Parameter:
    method: str
    path: str
    place: str
    name: str
    documented: frozenset[int]
    media_type: str = ""

    @property
    def called(self) -> str:
        """How an answer may call it: a thing that is not found by what it is, without its id."""
        return CALLED.get(self.name, self.name.removesuffix("_id"))


def parameters(service: Service) -> Iterator[Parameter]:
    """Each parameter and each field of each operation in the document."""
    document = service.client.get("/openapi.json").json()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            where = method.upper(), path
            documented = frozenset(int(status) for status in operation["responses"])
            for each in operation.get("parameters", ()):
                yield Parameter(*where, each["in"], each["name"], documented)
            for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
                schema = content["schema"]
                if "$ref" in schema:
                    schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
                place = "json" if media_type == "application/json" else "form"
                for name in schema["properties"]:
                    yield Parameter(*where, place, name, documented, media_type)


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service that works on nothing, and has as much patience as all the questions need."""
    settings = {
        "POSTROOM_LIMITS__READS_PER_MINUTE": "100000",
        "POSTROOM_LIMITS__SUBMITS_PER_MINUTE": "100000",
        "POSTROOM_OUTBOUND__ALLOW_NETWORKS": '["127.0.0.0/8"]',
    }
    with Service(tmp_path_factory.mktemp("patient"), "--workers=0", **settings) as service:
        yield service


@pytest.fixture(scope="module")
def ids(patient: Service) -> dict[str, str]:
    """One of each thing that a path names, so that nothing but the bad value is wrong."""
    own = patient.client
    new = {"url": "http://127.0.0.1:9/", "events": ["job.failed"]}
    endpoint = own.post("/v1/webhook-endpoints", json=new).json()["id"]
    return {
        "job_id": patient.submit(make.pdf(["one page"])),
        "batch_id": own.post("/v1/batches", json={}).json()["id"],
        "endpoint_id": endpoint,
        "delivery_id": own.post(f"/v1/webhook-endpoints/{endpoint}/test").json()["id"],
        "number": "1",
    }


def test_every_parameter_is_asked(patient: Service) -> None:
    named = {(each.place, each.name) for each in parameters(patient)}
    assert named == BAD.keys()


@pytest.mark.parametrize(("place", "name"), BAD)
def test_bad_values_get_a_clear_answer(patient: Service, ids: dict[str, str], place: str, name: str) -> None:
    asked = [each for each in parameters(patient) if (each.place, each.name) == (place, name)]
    wrong: list[str] = []
    for each in asked:
        for value in BAD[place, name]:
            answer = ask(patient.client, each, value, ids)
            if fault := unclear(answer, each):
                wrong.append(f"{each.method} {each.path} {name}={value!r:.60}: {fault}: {answer.text:.400}")
    assert not wrong, "\n".join(wrong)


def ask(client: httpx.Client, parameter: Parameter, value: Any, ids: dict[str, str]) -> httpx.Response:
    """The answer to a request in which all but this value is right."""
    filled = ids | ({parameter.name: value} if parameter.place == "path" else {})
    url = re.sub(r"\{(\w+)\}", lambda place: filled[place[1]], parameter.path)
    sent: dict[str, Any] = {}
    match parameter.place:
        case "query":
            sent = {"params": {parameter.name: value}}
        case "json":
            good: dict[str, Any] = {}
            if parameter.path == "/v1/webhook-endpoints":
                good = {"url": "http://127.0.0.1:9/", "events": ["job.failed"]}
            sent = {"json": good | {parameter.name: value}}
        case "header":
            sent = {"headers": {parameter.name: value}}
            if parameter.method == "POST":
                sent |= form("multipart/form-data", "categories", '["a"]')
        case "path" if parameter.method == "PATCH":
            sent = {"json": {"enabled": True}}
        case "form":
            sent = form(parameter.media_type, parameter.name, value)
        case _:
            pass
    return client.request(parameter.method, url, **sent)


def form(media_type: str, name: str, value: Any) -> dict[str, Any]:
    """A form with a document and categories, unless the value stands for them."""
    fields: dict[str, Any] = {} if name == "conditions" else {"categories": '["a", "b"]'}
    document: Any = make.pdf(["a form"])
    if isinstance(value, bytes):
        return {"data": fields, "files": {name: ("document.pdf", value)}}
    fields |= {name: value}
    if media_type == "application/x-www-form-urlencoded":
        source = {} if name in ("file_url", "sha256") else {"file_url": "http://127.0.0.1:9/a.pdf"}
        return {"data": source | fields}
    if name in ("file_url", "sha256"):
        return {"files": {field: (None, text) for field, text in fields.items()}}
    return {"data": fields, "files": {"file": ("document.pdf", document)}}


def unclear(answer: httpx.Response, parameter: Parameter) -> str | None:
    """What is wrong with the refusal; None if nothing is."""
    if not 400 <= answer.status_code < 500 or answer.status_code in (401, 403, 405, 429):
        return f"{answer.status_code} is not a refusal of this value"
    if answer.status_code not in parameter.documented:
        return f"{answer.status_code} is not documented"
    body = answer.json()
    if not parameter.path.startswith("/v1/"):
        said = str(body["detail"])
    elif answer.headers["content-type"] != "application/problem+json":
        return "not a problem"
    else:
        if not body["advice"]:
            return "says nothing of what to do"
        said = f"{body['title']} {body['detail']}"
        if "errors" in body:
            places = [each.get("parameter") or each["pointer"].split("/")[1] for each in body["errors"]]
            return None if parameter.name in places else "does not name the parameter"
    return None if re.search(parameter.called, said, re.IGNORECASE) else "does not name the parameter"


@pytest.fixture(scope="module")
def full(patient: Service, ids: dict[str, str]) -> dict[str, int]:
    """Seven of each thing that is listed; gives how many there are of each, by the list's path."""
    for number in range(6):
        patient.submit(make.pdf([f"job {number}"]))
        patient.client.post(f"/v1/webhook-endpoints/{ids['endpoint_id']}/test")
    return {"/v1/jobs": 7, "/v1/webhook-deliveries": 7}


def test_every_list_is_walked(patient: Service, full: dict[str, int]) -> None:
    lists = {each.path for each in parameters(patient) if (each.place, each.name) == ("query", "cursor")}
    assert lists == full.keys()


@pytest.mark.parametrize("path", ["/v1/jobs", "/v1/webhook-deliveries"])
@pytest.mark.parametrize("limit", [1, 3, 7])
def test_pages_are_whole_and_in_order(patient: Service, full: dict[str, int], path: str, limit: int) -> None:
    everything = patient.client.get(path, params={"limit": 100}).json()
    assert everything["next_cursor"] is None
    assert len(everything["data"]) == full[path]
    times = [each["created_at"] for each in everything["data"]]
    assert times == sorted(times, reverse=True)
    walked: list[Any] = []
    cursor: dict[str, Any] = {}
    while len(walked) < full[path]:
        page = patient.client.get(path, params={"limit": limit} | cursor).json()
        assert 1 <= len(page["data"]) <= limit
        walked += page["data"]
        cursor = {"cursor": page["next_cursor"]}
    assert cursor == {"cursor": None}
    assert [each["id"] for each in walked] == [each["id"] for each in everything["data"]]


@pytest.mark.parametrize("path", ["/v1/jobs", "/v1/webhook-deliveries"])
def test_damaged_cursors_are_refused(patient: Service, full: dict[str, int], path: str) -> None:
    assert path in full
    cursor = patient.client.get(path, params={"limit": 1}).json()["next_cursor"]
    for damaged in (cursor[:-5], cursor[5:], cursor + "!", "!" + cursor, cursor + cursor, cursor.upper()):
        answer = patient.client.get(path, params={"cursor": damaged})
        assert answer.status_code == 422, damaged
        (error,) = answer.json()["errors"]
        assert error["parameter"] == "cursor"
        assert "next_cursor" in error["detail"] or len(damaged) > 200
