"""Clients that send slowly, endlessly, or never read: each is ended, and the service goes on."""

from __future__ import annotations

import contextlib
import itertools
import socket
import time
from collections.abc import Callable, Generator, Iterable, Iterator

import psutil
import pytest

from tests.files import make
from tests.service import KEY, Service, wait_until

PATIENCE = 20.0
"""Seconds in which a connection must have ended: many times the limits, for machines that are busy."""

HEAD = f"POST /classify HTTP/1.1\r\nHost: a\r\napi-key: {KEY}\r\n".encode()
FORM = HEAD + b"Content-Type: multipart/form-data; boundary=b\r\n"
CHUNKED = FORM + b"Transfer-Encoding: chunked\r\n\r\n"
FILE = b'--b\r\nContent-Disposition: form-data; name="pdf_file"; filename="a.pdf"\r\n\r\n%PDF-1.7\n'
FIELD = b'--b\r\nContent-Disposition: form-data; name="%d"\r\n\r\n'


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


@contextlib.contextmanager
def connected(service: Service) -> Generator[socket.socket]:
    host, _, port = service.url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as connection:
        yield connection


def converse(service: Service, sent: Iterable[bytes], pause: float = 0.0) -> tuple[bytes, int]:
    """What the server says until it ends the connection, and how many bytes it took for that."""
    said, taken = b"", 0
    deadline = time.monotonic() + PATIENCE
    with connected(service) as connection:
        pieces = iter(sent)
        while time.monotonic() < deadline:
            connection.settimeout(pause or 0.0001)
            with contextlib.suppress(TimeoutError):
                try:
                    got = connection.recv(65_536)
                except ConnectionResetError:
                    return said, taken
                if not got:
                    return said, taken
                said += got
            connection.settimeout(PATIENCE)
            try:
                piece = next(pieces, b"")
                connection.sendall(piece)
                taken += len(piece)
            except (BrokenPipeError, ConnectionResetError):
                with contextlib.suppress(OSError):
                    while got := connection.recv(65_536):
                        said += got
                return said, taken
    raise AssertionError(f"the connection did not end; the server said {said[:200]!r}")


def is_cut_off(connection: socket.socket) -> bool:
    """Ask for one more answer, without taking any."""
    try:
        connection.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n")
    except (BrokenPipeError, ConnectionResetError):
        return True
    return False


def memory(service: Service) -> int:
    return psutil.Process(service.process.pid).memory_info().rss


def is_well(service: Service) -> bool:
    return service.client.get("/livez").status_code == 200


@pytest.mark.parametrize(
    "start",
    [b"", b"\r\n", b"GET /livez HTTP/1.1\r\nHost: a\r\nX: ", b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\nGET /"],
    ids=["nothing", "an empty line", "half a head", "half a second head"],
)
@pytest.mark.parametrize("drop", [b"", b"a"], ids=["silence", "trickle"])
def test_a_head_that_does_not_come(impatient: Service, start: bytes, drop: bytes) -> None:
    converse(impatient, itertools.chain([start], itertools.repeat(drop if start.strip() else b"")), 0.05)
    assert is_well(impatient)


@pytest.mark.parametrize(
    ("start", "more"),
    [
        (b"GET /", b"a" * 50_000),
        (b"GET /livez HTTP/1.1\r\nHost: a\r\nX: ", b"a" * 50_000),
        (b"GET /livez HTTP/1.1\r\nHost: a\r\n", b"X: y\r\n" * 5_000),
        (CHUNKED + b"1;", b"a" * 50_000),
        (CHUNKED + b"1\r\n-\r\n0\r\nX: ", b"a" * 50_000),
        (CHUNKED + b"1\r\n-\r\n0\r\n", b"X: y\r\n" * 5_000),
    ],
    ids=["address", "header", "headers", "chunk extension", "trailer", "trailers"],
)
def test_a_head_without_end(impatient: Service, start: bytes, more: bytes) -> None:
    before = memory(impatient)
    said, taken = converse(impatient, itertools.chain([start], itertools.repeat(more)))
    assert not said or said.startswith((b"HTTP/1.1 431", b"HTTP/1.1 400")), said
    assert taken < 20_000_000
    assert memory(impatient) - before < 50_000_000
    assert is_well(impatient)


def test_a_large_head_is_refused_and_a_fair_one_is_not(impatient: Service) -> None:
    for size, status in ((60_000, b"200"), (70_000, b"431")):
        head = b"GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: %b\r\n\r\n" % (b"a" * size)
        assert converse(impatient, [head])[0].startswith(b"HTTP/1.1 " + status)


@pytest.mark.parametrize(
    "fields",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"Content-Length: -5\r\n\r\n",
        b"Content-Length: 99999999999999999999\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n-5\r\n",
        b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        b"X\0: y\r\n\r\n",
    ],
)
def test_requests_that_two_servers_would_read_differently(impatient: Service, fields: bytes) -> None:
    said, _ = converse(impatient, [HEAD + fields])
    assert said.startswith(b"HTTP/1.1 400"), said


def test_an_answered_body_without_end(impatient: Service) -> None:
    """Without a key the answer is 401 at once; what is still being sent is let in only for a while."""
    head = FORM.replace(KEY.encode(), b"wrong") + b"Content-Length: 1000000000\r\n\r\n"
    said, _ = converse(impatient, itertools.chain([head], itertools.repeat(b"a")), 0.05)
    assert said.startswith(b"HTTP/1.1 401")


def test_answers_that_nobody_takes(impatient: Service) -> None:
    with connected(impatient) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        wait_until(lambda: is_cut_off(connection), PATIENCE)
    assert is_well(impatient)


def test_requests_without_end_before_the_first_answer(impatient: Service) -> None:
    before = memory(impatient)
    said, taken = converse(impatient, itertools.repeat(b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n" * 2_000))
    assert not said or said.startswith(b"HTTP/1.1 200")
    assert taken < 20_000_000
    assert memory(impatient) - before < 50_000_000
    assert is_well(impatient)


def test_a_form_that_falls_silent(impatient: Service) -> None:
    said, _ = converse(impatient, itertools.chain([CHUNKED + chunk(FILE)], itertools.repeat(b"")), 0.05)
    assert b"Nothing was sent for 0.5 s." in said
    assert list((impatient.folder / "incoming").iterdir()) == []


def test_a_form_that_trickles(impatient: Service) -> None:
    said, _ = converse(
        impatient, itertools.chain([CHUNKED + chunk(FILE)], itertools.repeat(chunk(b"a"))), 0.05
    )
    assert b"The form took longer than 1.5 s." in said
    assert list((impatient.folder / "incoming").iterdir()) == []


@pytest.mark.parametrize("drop", [b"", b"{"], ids=["silence", "trickle"])
def test_json_that_does_not_come(impatient: Service, drop: bytes) -> None:
    head = CHUNKED.replace(b"/classify", b"/v1/webhook-endpoints").replace(
        b"multipart/form-data", b"application/json"
    )
    said, _ = converse(
        impatient, itertools.chain([head + chunk(b"{")], itertools.repeat(drop and chunk(drop))), 0.05
    )
    assert b"The body took longer than 0.5 s." in said


ENDLESS: dict[str, Callable[[], Iterator[bytes]]] = {
    "before the first part": lambda: itertools.repeat(b"a" * 50_000),
    "a file": lambda: itertools.chain([FILE], itertools.repeat(b"a" * 50_000)),
    "a field": lambda: itertools.chain([FIELD % 1], itertools.repeat(b"a" * 50_000)),
    "a field without a name": lambda: itertools.chain([b"--b\r\nA: b\r\n\r\n"], itertools.repeat(b"a" * 50_000)),
    "fields": lambda: (FIELD % number + b"a\r\n" for number in itertools.count()),
    "long fields": lambda: (FIELD % number + b"a" * 90_000 + b"\r\n" for number in itertools.count()),
    "a part's header": lambda: itertools.chain([b"--b\r\nA: "], itertools.repeat(b"a" * 50_000)),
    "a part's headers": lambda: itertools.chain([b"--b\r\n"], itertools.repeat(b"A: b\r\n" * 1_000)),
    "after the last part": lambda: itertools.chain([FIELD % 1, b"a\r\n--b--"], itertools.repeat(b"a" * 50_000)),
}  # fmt: skip


@pytest.mark.parametrize("endless", ENDLESS.values(), ids=ENDLESS)
def test_a_form_without_end(impatient: Service, endless: Callable[[], Iterator[bytes]]) -> None:
    before = memory(impatient)
    said, _ = converse(impatient, itertools.chain([CHUNKED], map(chunk, endless())))
    assert said.startswith((b"HTTP/1.1 400", b"HTTP/1.1 413")), said[:200]
    assert memory(impatient) - before < 50_000_000
    assert list((impatient.folder / "incoming").iterdir()) == []


def test_a_form_in_small_pieces_is_taken(impatient: Service) -> None:
    """The limits are no hindrance to who is slow but honest."""
    data = make.pdf([make.invoice()])
    body = (
        FILE.removesuffix(b"%PDF-1.7\n")
        + data
        + b'\r\n--b\r\nContent-Disposition: form-data; name="categories"'
    )
    body += b'\r\n\r\n["a"]\r\n--b--'
    pieces = [chunk(body[start : start + 100]) for start in range(0, len(body), 100)]
    head = CHUNKED.replace(b"Host: a", b"Host: a\r\nConnection: close")
    said, _ = converse(impatient, [head, *pieces, b"0\r\n\r\n"])
    assert said.startswith(b"HTTP/1.1 202"), said
