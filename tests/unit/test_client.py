"""Both clients against a real server on loopback that misbehaves on demand."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import io
import json
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

import httpx
import pytest

from postroom import AsyncClient, Category, Client
from postroom.client import calls
from postroom.errors import (
    CapacityError,
    DeadlineExceeded,
    DocumentEncrypted,
    InvalidCategories,
    InvalidRequest,
    NotFound,
    PostroomError,
    QuotaExceeded,
    RateLimited,
    ServerUnreachable,
    Unauthorized,
    leaves,
)
from postroom.schemas import Classification, Job, JobStatus, PagePrediction, to_json
from tests.files import make
from tests.service import KEY, Service

RESULT = Classification(
    category="Invoice",
    confidence=0.9,
    scores={"Invoice": 0.9, "Contract": 0.06},
    none_of_these=0.04,
    kind="pdf",
    total_pages=1,
    pages=(
        PagePrediction(
            number=1,
            category="Invoice",
            confidence=0.9,
            scores={"Invoice": 0.9, "Contract": 0.06},
            none_of_these=0.04,
            text_source="text_layer",
        ),
    ),
    model_version="test-1",
)


def job(status: str = "queued", **fields: Any) -> dict[str, Any]:
    now = datetime(2026, 5, 3, tzinfo=UTC)
    waiting = Job(
        id="0b6ff1a0-7b4b-4b8e-9a53-000000000000",
        status=JobStatus(status),
        file_name="a.pdf",
        pages_done=0,
        pages_total=None,
        created_at=now,
        updated_at=now,
    )
    return to_json(dataclasses.replace(waiting, **fields))


DONE = job("succeeded", pages_done=1, pages_total=1, result=RESULT)


class Handler(BaseHTTPRequestHandler):
    """Keeps requests and answers them in turn; the last answer stays."""

    @property
    def script(self) -> ScriptedServer:
        assert isinstance(self.server, ScriptedServer)
        return self.server

    def _handle(self) -> None:
        body = b""
        left = int(self.headers.get("Content-Length", "0"))
        while left:
            chunk = self.rfile.read(min(left, 1 << 16))
            if self.script.keep_bodies:
                body += chunk
            left -= len(chunk)
        if self.path.endswith("/events") and not self.script.has_events:
            say(b"", 404)(self)
            return
        self.script.requests.append((self.command, self.path, dict(self.headers), body))
        answers = self.script.answers
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        with contextlib.suppress(OSError):
            answer(self)

    do_GET = _handle  # noqa: N815 — the base class's names
    do_POST = _handle  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the base class's name
        """Quiet."""


Answer = Callable[[Handler], None]


class ScriptedServer(ThreadingHTTPServer):
    def __init__(self, *answers: Answer, keep_bodies: bool = True, has_events: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = list(answers)
        self.keep_bodies = keep_bodies
        self.has_events = has_events
        self.requests: list[tuple[str, str, dict[str, str], bytes]] = []
        self.stopping = threading.Event()
        self.url = f"http://127.0.0.1:{self.server_port}"


def say(body: Any, status: int = 200, **headers: str) -> Answer:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()

    def answer(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def refuse(error: PostroomError, **headers: str) -> Answer:
    return say({"type": "about:blank"} | to_json(error.problem), error.status, **headers)


def hang_up(handler: Handler) -> None:
    handler.close_connection = True


def hang(handler: Handler) -> None:
    handler.script.stopping.wait(10)


Serve = Callable[..., ScriptedServer]


@pytest.fixture
def serve() -> Iterator[Serve]:
    with contextlib.ExitStack() as stack:

        def start(*answers: Answer, **options: Any) -> ScriptedServer:
            server = stack.enter_context(ScriptedServer(*answers, **options))
            thread = threading.Thread(target=server.serve_forever, args=(0.01,))
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
            stack.callback(server.stopping.set)
            return server

        yield start


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FIRST_RETRY", "LAST_RETRY", "FIRST_POLL", "LAST_POLL"):
        monkeypatch.setattr(calls, name, 0.01)


@pytest.fixture(params=["sync", "async"])
def use(request: pytest.FixtureRequest) -> Use:
    return Use(request.param)


class Seen(list[tuple[int, int]]):
    """Takes progress."""

    def __call__(self, done: int, total: int) -> None:
        self.append((done, total))


class Use:
    """Makes one call with the one client or the other."""

    def __init__(self, kind: Literal["sync", "async"]) -> None:
        self._kind = kind

    def __call__(self, url: str, call: Callable[[Any], Any], key: str = "secret", **options: bool) -> Any:
        if self._kind == "sync":
            with Client(url, key, **options) as client:
                return call(client)

        async def run() -> Any:
            async with AsyncClient(url, key, **options) as client:
                return await call(client)

        return asyncio.run(run())


def test_classifies_with_the_real_service(use: Use, service: Service, tmp_path: Path) -> None:
    path = tmp_path / 'zoë\'s "file".pdf'
    path.write_bytes(make.pdf([make.contract(), make.contract()]))
    seen = Seen()
    answer = use(
        service.url,
        lambda client: client.classify(
            path,
            ["Invoice", Category("Agreement", "contracts")],
            max_pages=1,
            on_progress=seen,
        ),
        KEY,
    )
    assert answer.category == "Agreement"
    assert answer.scores.keys() == {"Invoice", "Agreement"}
    assert (answer.total_pages, len(answer.pages)) == (2, 1)
    assert seen[-1] == (1, 1)
    sent = use(service.url, lambda client: client.submit(path.read_bytes(), ["Invoice"]), KEY)
    ended = use(service.url, lambda client: client.wait(sent.id, seconds=30), KEY)
    assert (ended.id, ended.status) == (sent.id, JobStatus.SUCCEEDED)
    assert use(service.url, lambda client: client.get(sent.id), KEY) == ended


def test_what_is_sent(use: Use, serve: Serve) -> None:
    server = serve(say(job(), 202))
    use(server.url + "/behind/a/proxy/", lambda client: client.submit(b"%PDF", ["Rechnung", "Ünïcode 👍"]))
    [(method, path, headers, body)] = server.requests
    assert (method, path) == ("POST", "/behind/a/proxy/v1/jobs")
    assert headers["api-key"] == "secret"
    assert headers["Content-Type"].startswith("multipart/form-data")
    assert int(headers["Content-Length"]) == len(body)
    assert b'name="pdf_file"; filename=' in body
    fields = {
        part.split(b'name="')[1].split(b'"')[0]: part for part in body.split(b"--")[1:] if b"name=" in part
    }
    sent = json.loads(fields[b"categories"].partition(b"\r\n\r\n")[2])
    assert [entry["name"] for entry in sent] == ["Rechnung", "Ünïcode 👍"]


def test_an_id_can_not_leave_its_place_in_the_path(use: Use, serve: Serve) -> None:
    server = serve(say(DONE))
    use(server.url, lambda client: client.get("../org/get_usage?a=b"))
    assert server.requests[0][1] == "/v1/jobs/..%2Forg%2Fget_usage%3Fa%3Db"


def test_a_file_is_streamed(use: Use, serve: Serve, tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(40_000_000)
    server = serve(say(job(), 202), keep_bodies=False)
    tracemalloc.start()
    try:
        use(server.url, lambda client: client.submit(path, ["a"]))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert int(server.requests[0][2]["Content-Length"]) > 40_000_000
    assert peak < 8_000_000


def test_waits_until_the_end(use: Use, serve: Serve) -> None:
    looks = [job(), job("running"), job("running", pages_done=1, pages_total=3), DONE]
    server = serve(*(say(look) for look in looks))
    seen = Seen()
    ended = use(
        server.url,
        lambda client: client.wait("id", on_progress=seen),
    )
    assert ended.result == RESULT
    assert seen == [(1, 3), (1, 1)]
    assert len(server.requests) == 4


def test_looks_come_quickly_at_first_and_then_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    delays = calls.poll_delays()
    first = [next(iter(delays)) for _ in range(20)]
    assert 0.5 <= first[0] <= 1
    assert sum(first[:4]) <= 15
    assert 20 <= max(first) <= 30
    assert len(set(first[-5:])) == 5, "no jitter"


def test_a_wait_has_an_end(use: Use, serve: Serve) -> None:
    server = serve(say(job("running")))
    start = time.monotonic()
    with pytest.raises(DeadlineExceeded, match=r"within 0\.2 s"):
        use(server.url, lambda client: client.wait("id", seconds=0.2))
    assert 0.2 <= time.monotonic() - start < 2


def test_a_wait_has_an_end_though_the_server_is_silent(use: Use, serve: Serve) -> None:
    server = serve(hang)
    start = time.monotonic()
    with pytest.raises(ServerUnreachable):
        use(server.url, lambda client: client.wait("id", seconds=0.3))
    assert time.monotonic() - start < 2


def test_a_wait_has_an_end_though_the_server_asks_for_patience(use: Use, serve: Serve) -> None:
    server = serve(refuse(RateLimited(retry_after=30), Retry_After="30"))
    start = time.monotonic()
    with pytest.raises(RateLimited):
        use(server.url, lambda client: client.wait("id", seconds=0.3))
    assert time.monotonic() - start < 2


def test_a_failed_job_is_an_error(use: Use, serve: Serve) -> None:
    problem = DocumentEncrypted("a password is needed").problem
    server = serve(say(job(), 202), say(job("failed", problem=problem)))
    with pytest.raises(DocumentEncrypted, match="a password is needed"):
        use(server.url, lambda client: client.classify(b"%PDF", ["a"]))
    ended = use(server.url, lambda client: client.wait("id"))
    assert (ended.status, ended.problem) == (JobStatus.FAILED, problem)


@pytest.mark.parametrize("trouble", [say(b"", 500), say(b"", 502), say(b"", 408), say(b"", 429), hang_up])
def test_a_look_is_repeated(use: Use, serve: Serve, trouble: Answer) -> None:
    server = serve(trouble, trouble, say(DONE))
    assert use(server.url, lambda client: client.get("id")).result == RESULT
    assert len(server.requests) == 3


def test_a_look_is_not_repeated_for_ever(use: Use, serve: Serve) -> None:
    server = serve(say(b"", 500))
    with pytest.raises(PostroomError, match="500"):
        use(server.url, lambda client: client.get("id"))
    assert len(server.requests) == 1 + calls.RETRIES


@pytest.mark.parametrize("status", [429, 503])
def test_a_refused_document_is_sent_again_whole(use: Use, serve: Serve, status: int) -> None:
    server = serve(say(b"", status, Retry_After="0"), say(job(), 202))
    use(server.url, lambda client: client.submit(b"%PDF" + bytes(100_000), ["a"]))
    (_, _, _, first), (_, _, _, second) = server.requests
    assert len(first) == len(second) > 100_000


TROUBLE = [say(b"", 500), say(b"", 502), say(b"", 504), hang_up]
ACCEPTED = {"job_id": "1", "status": "processing", "message": "Classification started", "quota_remaining": 9}


@pytest.mark.parametrize("trouble", TROUBLE)
def test_a_document_is_sent_again_under_the_same_key(use: Use, serve: Serve, trouble: Answer) -> None:
    server = serve(trouble, say(job(), 202))
    use(server.url, lambda client: client.submit(b"%PDF", ["a"]))
    use(server.url, lambda client: client.submit(b"%PDF", ["a"], idempotency_key="mine"))
    first, again, other = (headers["Idempotency-Key"] for _, _, headers, _ in server.requests)
    assert first == again
    assert other == "mine"


@pytest.mark.parametrize("trouble", TROUBLE)
def test_a_document_that_may_have_been_taken_is_not_sent_again_without_a_key(
    use: Use, serve: Serve, trouble: Answer
) -> None:
    server = serve(trouble, say(ACCEPTED, 202))
    with pytest.raises(PostroomError):
        use(server.url, lambda client: client.submit(b"%PDF", ["a"]), compat=True)
    assert len(server.requests) == 1


def test_events_tell_of_the_end(use: Use, serve: Serve) -> None:
    told = [
        ("progress", {"status": "running", "pages_done": 1, "pages_total": 3, "queue_position": None}),
        ("page", {"number": 1}),
        ("job", DONE),
    ]
    stream = "".join(f"id: {name}\nevent: {name}\ndata: {json.dumps(data)}\n\n" for name, data in told)
    server = serve(say(b":\n\n" + stream.encode(), Content_Type="text/event-stream"), has_events=True)
    seen = Seen()
    assert use(server.url, lambda client: client.wait("id", on_progress=seen)).result == RESULT
    assert seen == [(1, 3), (1, 1)]
    assert [path for _, path, _, _ in server.requests] == ["/v1/jobs/id/events"]


def test_events_that_break_off_are_followed_by_looks_that_the_server_holds(use: Use, serve: Serve) -> None:
    server = serve(say(b"event: job\nda", Content_Type="text/event-stream"), say(DONE), has_events=True)
    assert use(server.url, lambda client: client.wait("id")).result == RESULT
    assert [path for _, path, _, _ in server.requests] == ["/v1/jobs/id/events", "/v1/jobs/id?wait=30"]


def test_a_job_that_has_ended_is_not_asked_for_again(serve: Serve) -> None:
    server = serve(say(job("running")), say(DONE))
    with Client(server.url, "secret") as client:
        assert not client.get(DONE["id"]).status.final
        assert client.get(DONE["id"]) == client.get(DONE["id"]) == client.wait(DONE["id"])
    assert len(server.requests) == 2


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_many_jobs_are_waited_for_with_bounded_concurrency(kind: str, service: Service) -> None:
    seen = Seen()
    documents = [make.pdf([make.invoice(), make.contract()][: 1 + number % 2]) for number in range(6)]
    if kind == "sync":
        with Client(service.url, KEY) as client:
            ids = [client.submit(document, ["Invoice", "Contract"]).id for document in documents]
            ended = list(client.wait_all(ids, concurrency=3, seconds=60, on_progress=seen))
    else:

        async def run() -> tuple[list[str], list[Job]]:
            async with AsyncClient(service.url, KEY) as client:
                ids = [(await client.submit(document, ["Invoice", "Contract"])).id for document in documents]
                jobs = client.wait_all(ids, concurrency=3, seconds=60, on_progress=seen)
                return ids, [job async for job in jobs]

        ids, ended = asyncio.run(run())
    assert {job.id for job in ended} == set(ids)
    assert all(job.status is JobStatus.SUCCEEDED for job in ended)
    assert seen == [(done, 6) for done in range(1, 7)]


def test_waiting_for_many_has_an_end(serve: Serve) -> None:
    server = serve(say(job("running")))
    start = time.monotonic()
    with Client(server.url, "secret") as client, pytest.raises(DeadlineExceeded):
        list(client.wait_all(["a", "b", "c"], seconds=0.3, concurrency=2))
    assert time.monotonic() - start < 5


def test_the_hosted_contract_gives_the_same_words(use: Use, service: Service) -> None:
    document = make.pdf([make.contract(), make.invoice(), make.contract()])
    names = ["Invoice", "Contract"]
    seen = Seen()
    hosted = use(
        service.url, lambda client: client.classify(document, names, on_progress=seen), KEY, compat=True
    )
    native = use(service.url, lambda client: client.classify(document, names), KEY)
    assert (hosted.category, hosted.confidence) == (native.category, native.confidence)
    assert [(page.number, page.category, page.confidence) for page in hosted.pages] == [
        (page.number, page.category, page.confidence) for page in native.pages
    ]
    assert seen[-1] == (3, 3)
    image = use(
        service.url,
        lambda client: client.classify(make.image(make.picture("INVOICE")), names),
        KEY,
        compat=True,
    )
    assert (image.kind, image.total_pages, len(image.pages)) == ("image", 1, 1)


@pytest.mark.parametrize(
    ("document", "categories", "error"),
    [
        (b"%PDF-1.7 rubbish", ["a"], "document_corrupt"),
        (make.pdf([make.invoice()], password="secret"), ["a"], "document_encrypted"),
        (b"no document", ["a"], "invalid_request"),
    ],
    ids=["rubbish", "encrypted", "text"],
)
def test_the_hosted_contract_gives_the_same_errors(
    use: Use, service: Service, document: bytes, categories: list[str], error: str
) -> None:
    with pytest.raises(PostroomError) as raised:
        use(service.url, lambda client: client.classify(document, categories), KEY, compat=True)
    assert raised.value.code == error


def test_the_hosted_contract_refuses_what_it_has_no_word_for(serve: Serve) -> None:
    server = serve(say(DONE))
    with Client(server.url, "secret", compat=True) as client:
        for call in (
            lambda: client.submit(b"%PDF", ["a"], priority="high"),
            lambda: client.cancel("a"),
            lambda: client.delete("a"),
            client.list,
            client.create_batch,
        ):
            with pytest.raises(InvalidRequest, match="hosted contract"):
                call()
    assert server.requests == []


def test_a_wrong_key_and_an_unknown_job_in_the_hosted_contract(use: Use, service: Service) -> None:
    with pytest.raises(Unauthorized):
        use(service.url, lambda client: client.get("a"), "wrong", compat=True)
    with pytest.raises(NotFound):
        use(service.url, lambda client: client.get("a"), KEY, compat=True)


def test_one_document_is_sent(use: Use, serve: Serve) -> None:
    server = serve(say(job(), 202))
    with pytest.raises(InvalidRequest, match="one of"):
        use(server.url, lambda client: client.submit(None, ["a"]))
    with pytest.raises(InvalidRequest, match="one of"):
        use(server.url, lambda client: client.submit(b"%PDF", ["a"], file_url="http://a.example"))
    assert server.requests == []
    use(server.url, lambda client: client.submit(None, ["a"], file_url="http://a.example"))
    assert b"file_url=" in server.requests[0][3]


def test_a_server_that_is_not_there(use: Use, serve: Serve) -> None:
    server = ScriptedServer(say(DONE))
    server.server_close()
    with pytest.raises(ServerUnreachable, match="can't be reached"):
        use(server.url, lambda client: client.submit(b"%PDF", ["a"]))


def test_what_is_repeated_and_when(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    refused = httpx.ConnectError("refused")
    assert calls.retry_delay(0, refused, repeatable=False)
    assert calls.retry_delay(0, httpx.ConnectTimeout("slow"), repeatable=False)
    assert calls.retry_delay(0, httpx.ReadTimeout("slow"), repeatable=False) is None
    assert calls.retry_delay(0, httpx.ReadTimeout("slow"), repeatable=True)
    assert calls.retry_delay(0, httpx.UnsupportedProtocol("gopher"), repeatable=True) is None
    delays = [calls.retry_delay(attempt, refused, repeatable=True) or 0.0 for attempt in range(4)]
    assert delays == sorted(delays)
    assert delays[0] <= 0.5
    assert delays[3] >= 3.0
    assert calls.retry_delay(4, refused, repeatable=True) is None
    assert calls.retry_delay(0, refused, repeatable=True, deadline=time.monotonic() + 0.1) is None


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        ("7", 7, 7),
        ("Mon, 01 Jan 2024 00:00:00 GMT", 0.3, 0.5),
        ("100000", 60, 60),
        ("-5", 0.3, 0.5),
        ("soon", 0.3, 0.5),
        ("²", 0.3, 0.5),
        ("", 0.3, 0.5),
    ],
)
def test_retry_after(monkeypatch: pytest.MonkeyPatch, header: str, least: float, most: float) -> None:
    monkeypatch.undo()
    response = httpx.Response(503, headers=[(b"Retry-After", header.encode())])
    delay = calls.retry_delay(0, response, repeatable=False)
    assert delay is not None
    assert least <= delay <= most


def test_retry_after_a_date() -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    delay = calls.retry_delay(0, httpx.Response(503, headers={"Retry-After": date}), repeatable=False)
    assert delay is not None
    assert 20 <= delay <= 30


LEAVES = list(leaves())


def example(leaf: type[Any]) -> PostroomError:
    if issubclass(leaf, QuotaExceeded):
        return leaf(current=10, limit=10)
    if issubclass(leaf, RateLimited):
        return leaf(retry_after=3)
    return leaf("just so")


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.__name__)
def test_every_error_comes_through(leaf: type[PostroomError]) -> None:
    error = example(leaf)
    body = {"type": "about:blank", "more": 1} | to_json(error.problem)
    read = calls.read_error(httpx.Response(error.status, json=body, headers={"Retry-After": "3"}))
    assert type(read) is leaf
    assert str(read) == read.detail == error.detail
    if isinstance(read, CapacityError | RateLimited):
        assert read.retry_after == 3


def test_an_error_of_a_newer_server(use: Use, serve: Serve) -> None:
    newer = to_json(NotFound("nothing here").problem) | {"code": "gone_fishing", "status": 418}
    server = serve(say(newer, 418))
    with pytest.raises(PostroomError, match="nothing here"):
        use(server.url, lambda client: client.get("id"))


def test_a_job_of_a_newer_server(use: Use, serve: Serve) -> None:
    server = serve(say(DONE | {"colour": 5, "result": DONE["result"] | {"language": "de"}}))
    assert use(server.url, lambda client: client.get("id")).result == RESULT


@pytest.mark.parametrize(
    "answer", [say(b"<html>It works!</html>"), say({"status": "ok"}), say([]), say(b""), say(b"\xff")]
)
def test_something_else_answers(use: Use, serve: Serve, answer: Answer) -> None:
    with pytest.raises(ServerUnreachable, match="not a Postroom server"):
        use(serve(answer).url, lambda client: client.get("id"))


@pytest.mark.parametrize("status", [301, 400, 404])
def test_something_else_refuses(use: Use, serve: Serve, status: int) -> None:
    server = serve(say(b"<html>no</html>", status, Location="/login"))
    with pytest.raises(PostroomError, match=str(status)):
        use(server.url, lambda client: client.get("id"))
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "url", ["", "localhost:8000", "127.0.0.1", "/v1", "ftp://a.example", "http://", "http://a\nb"]
)
def test_an_address_that_is_none(use: Use, url: str) -> None:
    with pytest.raises(InvalidRequest, match="address"):
        use(url, lambda client: client.get("id"))


@pytest.mark.parametrize("key", ["", "se cret", "secret\r\nX-Admin: 1", "sécret"])
def test_a_key_that_is_none(use: Use, key: str) -> None:
    with pytest.raises(Unauthorized) as refused:
        use("http://127.0.0.1:9", lambda client: client.get("id"), key)
    assert "cret" not in str(refused.value)


@pytest.mark.parametrize("categories", [[], "Invoice"])
def test_categories_that_are_none(use: Use, serve: Serve, categories: Any) -> None:
    server = serve(say(DONE))
    with pytest.raises(InvalidCategories):
        use(server.url, lambda client: client.submit(b"%PDF", categories))
    assert server.requests == []


def test_a_file_that_is_not_there(use: Use, serve: Serve, tmp_path: Path) -> None:
    server = serve(say(DONE))
    with pytest.raises(FileNotFoundError):
        use(server.url, lambda client: client.submit(tmp_path / "none.pdf", ["a"]))
    assert server.requests == []


def test_bytes_need_no_file() -> None:
    source, name = calls.open_file(b"%PDF")
    assert isinstance(source, io.BytesIO)
    assert name
