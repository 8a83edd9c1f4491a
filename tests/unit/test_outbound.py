"""Downloads from real servers on loopback, most of which mean harm."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from postroom.errors import DocumentTooLarge, DownloadFailed, InvalidRequest
from postroom.outbound import check_url, fetch, post
from postroom.outbound.addresses import Resolve
from postroom.outbound.target import tls_context
from postroom.settings import OutboundSettings
from tests.origin import GOOD, TLS, Answer, Serve, drip, flood, say


def settings(*networks: str, **options: Any) -> OutboundSettings:
    return OutboundSettings.model_validate({"allow_networks": networks or ("127.0.0.1/32",), **options})


class Names:
    """A resolver that knows only what it was told; a name's last answer stays."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self._answers = {name.replace("_", "."): list(each) for name, each in answers.items()}
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        if host not in self._answers:
            return [host]
        answers = self._answers[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]


def download(
    url: str,
    limits: OutboundSettings | None = None,
    *,
    max_bytes: int = 1_000_000,
    resolve: Resolve | None = None,
) -> bytes:
    body = bytearray()
    fetch(url, body.extend, limits or settings(), max_bytes=max_bytes, resolve=resolve)
    return bytes(body)


def refusal(url: str, limits: OutboundSettings | None = None, *, resolve: Resolve | None = None) -> str:
    with pytest.raises(DownloadFailed) as refused:
        download(url, limits, resolve=resolve)
    return refused.value.detail


def test_downloads(serve: Serve) -> None:
    assert download(serve(say(GOOD)).url) == b"hello"


def test_downloads_chunks_and_bodies_that_end_with_the_connection(serve: Serve) -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"
    assert download(serve(say(chunked)).url) == b"hello"
    assert download(serve(say(b"HTTP/1.0 200 OK\r\n\r\nhello")).url) == b"hello"


def test_names_the_host_and_keeps_the_query(serve: Serve) -> None:
    server = serve(say(GOOD))
    names = Names(files_example=[["127.0.0.1"]])
    download(f"http://files.example:{server.port}/a%20b.pdf?X-Signature=a%2Fb", resolve=names)
    line, *fields = server.heads[0].decode().lower().split("\r\n")
    assert line == "get /a%20b.pdf?x-signature=a%2fb http/1.1"
    assert f"host: files.example:{server.port}" in fields
    assert not any(field.startswith(("cookie", "authorization", "referer")) for field in fields)


def test_no_proxy_and_no_cookies(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = serve(say(GOOD))
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
    redirect = b"HTTP/1.1 302 Found\r\nSet-Cookie: a=b\r\nLocation: %s\r\n\r\n"
    end = serve(say(GOOD))
    assert download(serve(say(redirect % end.url.encode())).url) == b"hello"
    assert proxy.heads == []
    assert b"cookie" not in end.heads[0].lower()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "invoice.pdf",
        "/etc/passwd",
        "file:///etc/passwd",
        "ftp://files.example/a.pdf",
        "gopher://files.example/",
        "javascript:alert(1)",
        "data:application/pdf;base64,JVBERg==",
        "http://",
        "http:///a.pdf",
        "https://user:secret@files.example/a.pdf",
        "http://files.example\\@127.0.0.1/",
        "http://files.example:0/",
        "http://files.example:99999/",
        "http://files.example:port/",
        "http://files .example/",
        "http://files\n.example/",
        "http://files%2eexample/",
        "http://files..example/",
        "http://-files.example/",
        f"http://{'a' * 64}.example/",
        f"http://files.example/{'a' * 5_000}",
        "http://127.0.0.1/",
        "http://127.0.0.1./",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://017700000001/",
        "http://127%2e0.0.1/",
        "http://\uff11\uff12\uff17.0.0.1/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[fe80::1%25eth0]/",
        "http://[fd00:ec2::254]/",
    ],
)
def test_refused_at_once(url: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        check_url(url, OutboundSettings())
    assert "secret" not in refused.value.detail
    assert refused.value.__context__ is None or "secret" not in str(refused.value.__context__)


@pytest.mark.parametrize(
    "url",
    [
        "http://files.example",
        "https://files.example:8443/a.pdf?X-Amz-Signature=0a#page=2",
        "HTTPS://Files.Example./a.pdf",
        "http://bücher.example/",
        "http://a_b.files.example/",
        "http://8.8.8.8/a.pdf",
        "http://[2606:4700::1111]/a.pdf",
    ],
)
def test_accepted_for_now(url: str) -> None:
    check_url(url, OutboundSettings())


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.192",
        "192.168.1.1",
        "198.18.0.1",
        "203.0.113.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b:1::7f00:1",
        "100::1",
        "2001:db8::1",
        "2001:0:7f00:1::",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_no_name_leads_to_an_address_that_is_not_public(address: str) -> None:
    names = Names(files_example=[[address]])
    assert "not public" in refusal("http://files.example/", OutboundSettings(), resolve=names)


def test_a_setting_allows_a_network(serve: Serve) -> None:
    server = serve(say(GOOD))
    check_url(server.url, settings("127.0.0.0/8"))
    with pytest.raises(InvalidRequest):
        check_url(server.url, settings("127.0.0.2/32", "::1/128"))
    names = Names(mapped_example=[["::ffff:127.0.0.1"]])
    assert download(f"http://mapped.example:{server.port}/", resolve=names) == b"hello"


def test_a_name_that_changes_its_mind_gains_nothing(serve: Serve) -> None:
    allowed = serve(say(GOOD), "127.0.0.1")
    secret = serve(say(GOOD.replace(b"hello", b"creds")), "127.0.0.2", allowed.port)
    names = Names(rebinding_example=[["127.0.0.1"], ["127.0.0.2"]])
    assert download(f"http://rebinding.example:{allowed.port}/", resolve=names) == b"hello"
    assert names.asked == ["rebinding.example"]
    assert secret.heads == []


def test_one_bad_address_among_good_ones_is_refused(serve: Serve) -> None:
    server = serve(say(GOOD))
    names = Names(mixed_example=[["127.0.0.1", "10.0.0.1"]])
    assert "not public" in refusal(f"http://mixed.example:{server.port}/", resolve=names)
    assert server.heads == []


def test_the_next_address_is_tried(serve: Serve) -> None:
    server = serve(say(GOOD))
    names = Names(two_example=[["127.0.0.3", "127.0.0.1"]])
    url = f"http://two.example:{server.port}/"
    assert download(url, settings("127.0.0.0/8"), resolve=names) == b"hello"


@pytest.mark.parametrize("answer", [[], OSError("no such host"), UnicodeError("label too long")])
def test_a_name_without_an_address(answer: list[str] | Exception) -> None:
    def resolve(host: str, port: int) -> list[str]:
        if isinstance(answer, Exception):
            raise answer
        return answer

    assert "resolved" in refusal("http://files.example/", resolve=resolve)


def test_the_system_resolves_names(serve: Serve) -> None:
    server = serve(say(GOOD))
    url = f"http://localhost:{server.port}/"
    assert "not public" in refusal(url, OutboundSettings())
    assert download(url, settings("127.0.0.0/8", "::1/128")) == b"hello"


def test_a_resolver_that_hangs() -> None:
    never = threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        never.wait(10)
        return []

    start = time.monotonic()
    assert "in time" in refusal("http://files.example/", settings(connect_seconds=0.1), resolve=resolve)
    assert time.monotonic() - start < 2
    never.set()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_follows_redirects(serve: Serve, status: int) -> None:
    end = serve(say(GOOD))
    middle = serve(say(b"HTTP/1.1 %d Moved\r\nLocation: %s\r\n\r\n" % (status, end.url.encode())))
    assert download(middle.url) == b"hello"


def test_follows_a_relative_redirect(serve: Serve) -> None:
    def answer(connection: socket.socket, _stopped: threading.Event) -> None:
        moved = b"HTTP/1.1 302 Found\r\nLocation: ../final.pdf\r\n\r\n"
        connection.sendall(GOOD if b"GET /final.pdf" in server.heads[-1] else moved)

    server = serve(answer)
    assert download(f"http://127.0.0.1:{server.port}/a/b.pdf") == b"hello"


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.2:{port}/",
        "//127.0.0.2:{port}/",
        "http://2130706434:{port}/",
        "http://[::ffff:127.0.0.2]:{port}/",
        "http://inside.example:{port}/",
        "http://user:secret@127.0.0.1:{port}/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "http://[/",
        "",
    ],
)
def test_a_redirect_is_checked_like_the_first_url(serve: Serve, location: str) -> None:
    secret = serve(say(GOOD), "127.0.0.2")
    target = location.format(port=secret.port).encode()
    server = serve(say(b"HTTP/1.1 302 Found\r\nLocation: %s\r\n\r\n" % target))
    names = Names(inside_example=[["127.0.0.2"]])
    assert "secret" not in refusal(server.url, resolve=names)
    assert secret.heads == []


def test_redirects_end(serve: Serve) -> None:
    server = serve(say(b"HTTP/1.1 302 Found\r\nLocation: /again\r\n\r\n"))
    assert "more than 3 times" in refusal(server.url, settings(max_redirects=3))
    assert len(server.heads) == 4


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.0 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n",
    ],
    ids=["until the end", "chunks", "a length under the limit of a larger body"],
)
def test_an_endless_body_is_cut_off(serve: Serve, head: bytes) -> None:
    chunk = b"2710\r\n" + b"x" * 10_000 + b"\r\n" if b"chunked" in head else b"x" * 10_000
    body = bytearray()
    with pytest.raises(DocumentTooLarge, match=r"0\.05 MB"):
        fetch(serve(flood(head, chunk)).url, body.extend, settings(), max_bytes=50_000)
    assert len(body) <= 50_000


@pytest.mark.parametrize("length", [b"50001", b"9" * 19])
def test_a_body_that_says_it_is_too_large_is_not_read(serve: Serve, length: bytes) -> None:
    body = bytearray()
    server = serve(flood(b"HTTP/1.1 200 OK\r\nContent-Length: %s\r\n\r\n" % length, b"x"))
    with pytest.raises(DocumentTooLarge):
        fetch(server.url, body.extend, settings(), max_bytes=50_000)
    assert not body


def test_a_body_may_have_just_the_size_allowed(serve: Serve) -> None:
    assert download(serve(say(GOOD)).url, max_bytes=5) == b"hello"


def test_no_more_than_the_length_that_was_said(serve: Serve) -> None:
    assert download(serve(flood(GOOD, b"more")).url) == b"hello"


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"",
    ],
)
def test_a_broken_answer(serve: Serve, answer: bytes) -> None:
    assert "not HTTP" in refusal(serve(say(answer)).url)


@pytest.mark.parametrize("status", [204, 206, 304, 400, 401, 403, 404, 410, 500, 503])
def test_anything_but_200(serve: Serve, status: int) -> None:
    server = serve(say(b"HTTP/1.1 %d Whatever\r\nContent-Length: 0\r\n\r\n" % status))
    assert refusal(server.url) == f"the server answered {status}"


def test_compressed_data_is_not_unpacked(serve: Serve) -> None:
    bomb = gzip.compress(bytes(1_000_000))
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(bomb)
    server = serve(say(head + bomb))
    assert "compressed" in refusal(server.url)
    assert b"accept-encoding: identity" in server.heads[0].lower()


@pytest.mark.parametrize(
    "answer",
    [
        drip(b"HTTP/1.0 200 OK\r\n\r\n", b"x"),
        drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        drip(b"", b""),
    ],
    ids=["body", "head", "interim answers", "nothing"],
)
def test_a_sender_that_trickles_is_cut_off(serve: Serve, answer: Answer) -> None:
    start = time.monotonic()
    assert refusal(serve(answer).url, settings(total_seconds=0.3)) == "it took longer than 0.3 s"
    assert time.monotonic() - start < 2


def test_redirects_share_the_time(serve: Serve) -> None:
    def answer(connection: socket.socket, stopped: threading.Event) -> None:
        stopped.wait(0.1)
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /again\r\n\r\n")

    start = time.monotonic()
    refusal(serve(answer).url, settings(total_seconds=0.3, max_redirects=100))
    assert time.monotonic() - start < 2


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert refusal(f"http://127.0.0.1:{port}/") == "the server can't be reached"


def test_what_the_taker_raises_goes_through(serve: Serve) -> None:
    def write(chunk: bytes) -> None:
        raise MemoryError

    with pytest.raises(MemoryError):
        fetch(serve(say(GOOD)).url, write, settings(), max_bytes=1_000)


@pytest.fixture
def authority(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "authority.pem"))
    tls_context.cache_clear()
    yield
    tls_context.cache_clear()


def test_tls_is_checked_against_the_name_not_the_address(serve: Serve, authority: None) -> None:
    server = serve(say(GOOD), tls=True)
    names = Names(files_example=[["127.0.0.1"]], other_example=[["127.0.0.1"]])
    assert download(f"https://files.example:{server.port}/", resolve=names) == b"hello"
    assert "certificate" in refusal(f"https://other.example:{server.port}/", resolve=names)
    assert "certificate" in refusal(server.url)
    assert len(server.heads) == 1


def test_tls_from_an_unknown_authority(serve: Serve) -> None:
    server = serve(say(GOOD), tls=True)
    names = Names(files_example=[["127.0.0.1"]])
    assert "certificate" in refusal(f"https://files.example:{server.port}/", resolve=names)


def test_tls_with_a_server_that_does_not_speak_it(serve: Serve) -> None:
    server = serve(say(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
    assert "TLS" in refusal(server.url.replace("http:", "https:"))


def send(url: str, *networks: str, seconds: float = 5.0, resolve: Resolve | None = None) -> str:
    """What the receiver answered, or why it got nothing."""
    allowed = settings(*networks or ("127.0.0.0/8",)).allow_networks
    try:
        answer = post(url, b"{}", {"webhook-id": "evt_1"}, allowed=allowed, seconds=seconds, resolve=resolve)
    except DownloadFailed as error:
        return error.detail
    return f"{answer.status} {answer.retry_after}"


def test_posts_go_to_addresses_that_were_checked_and_no_others(serve: Serve) -> None:
    server = serve(say(b"HTTP/1.1 204 No Content\r\nRetry-After: 7\r\n\r\n"))
    assert send(server.url) == "204 7"
    assert send(server.url, "10.0.0.0/8").startswith("the URL leads to an address that is not public")
    # The second answer is what a rebinding name server would give between the check and the connection.
    names = Names(hook_example=[["127.0.0.1"], ["127.0.0.2"]])
    assert send(f"http://hook.example:{server.port}/", resolve=names) == "204 7"
    assert names.asked == ["hook.example"]
    assert b"POST /file.pdf" in server.heads[0]
    assert b"webhook-id: evt_1" in server.heads[0]


def test_a_post_follows_no_redirect_and_reads_no_endless_answer(serve: Serve) -> None:
    assert send(serve(say(b"HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\n\r\n")).url) == "302 None"
    endless = flood(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 4_096)
    assert send(serve(endless).url) == "200 None"


def test_a_post_ends_at_its_deadline_however_the_receiver_trickles(serve: Serve) -> None:
    start = time.monotonic()
    assert (
        send(serve(drip(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n")).url, seconds=0.4)
        == "it took longer than 0.4 s"
    )
    assert time.monotonic() - start < 3
