"""A service that fetches what users name must not be led into its own network.

The host names here are answered by a real name server, which a service of its own asks as any machine would.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from postroom.errors import DownloadFailed
from postroom.outbound import fetch
from postroom.settings import OutboundSettings
from tests.files import make
from tests.origin import GOOD, Serve, Server, drip, flood, say
from tests.security.names import NameServer
from tests.service import Service

ALLOWED, FORBIDDEN = "127.0.0.1", "127.0.0.2"
ONLY_ALLOWED = f'["{ALLOWED}/32"]'
NAMES = {
    "good.example": [[ALLOWED]],
    "rebinding.example": [[ALLOWED], [FORBIDDEN]],
    "forbidden.example": [[FORBIDDEN]],
    "mixed.example": [[ALLOWED, FORBIDDEN]],
    "six.example": [[ALLOWED, "::1"]],
    "metadata.example": [["169.254.169.254"]],
    "mapped.example": [["::ffff:169.254.169.254"]],
    "translated.example": [["64:ff9b::a9fe:a9fe"]],
    "tunnelled.example": [["2002:a9fe:a9fe::1"]],
    "nowhere.example": [["0.0.0.0"]],
}
SECRET = b"%PDF-1.7 the cloud's credentials"


def found(document: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(document), document)


def moved(url: str) -> bytes:
    return b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: %b\r\n\r\n" % url.encode()


@pytest.fixture
def forbidden(serve: Serve) -> Server:
    return serve(say(found(SECRET)), FORBIDDEN)


class Inside(Service):
    """A service on a machine whose name server is ours."""

    prefix = (
        "unshare",
        "--mount",
        "sh",
        "-c",
        'mount --bind "$RESOLVERS" /etc/resolv.conf && exec "$@"',
        "sh",
    )


def may_mount() -> bool:
    if sys.platform != "linux" or os.geteuid() != 0:
        return False
    command = ["unshare", "--mount", "sh", "-c", "mount --bind /etc/resolv.conf /etc/resolv.conf"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, NameServer]]:
    if not may_mount():
        pytest.skip("only root may give a process a name server of its own")
    folder = tmp_path_factory.mktemp("named")
    resolvers = folder / "resolv.conf"
    with NameServer(NAMES, f"127.53.{os.getpid() // 250 % 250}.{os.getpid() % 250 + 1}", 53) as names:
        resolvers.write_text(f"nameserver {names.host}\noptions timeout:2 attempts:1\n")
        settings = {
            "RESOLVERS": str(resolvers),
            "POSTROOM_OUTBOUND__ALLOW_NETWORKS": ONLY_ALLOWED,
            "POSTROOM_OUTBOUND__TOTAL_SECONDS": "3",
            "POSTROOM_UPLOAD__MAX_BYTES": "200000",
            # A proxy of the machine's must not be asked: it would look the names up again.
            "http_proxy": f"http://{FORBIDDEN}:9",
            "HTTP_PROXY": f"http://{FORBIDDEN}:9",
            "all_proxy": f"http://{FORBIDDEN}:9",
        }
        with Inside(folder / "data", "--workers=1", **settings) as service:
            yield service, names


def fetched(service: Service, url: str) -> dict[str, Any]:
    fields = {"file_url": url, "categories": json.dumps(["Invoice"])}
    response = service.client.post("/classify-by-url", data=fields)
    assert response.status_code == 202, response.text
    return service.wait(response.json()["job_id"])


def test_a_name_that_changes_its_mind(named: tuple[Service, NameServer], serve: Serve) -> None:
    service, names = named
    server = serve(say(found(make.pdf([make.invoice()]))), ALLOWED)
    secret = serve(say(found(SECRET)), FORBIDDEN, server.port)
    url = f"http://rebinding.example:{server.port}/a.pdf"
    assert fetched(service, url)["status"] == "completed"
    assert "rebinding.example" in names.questions
    # From now on the name leads elsewhere, and is looked at anew.
    assert "not public" in fetched(service, url)["error"]
    assert (len(server.heads), secret.heads) == (1, [])


@pytest.mark.parametrize(
    "name", [name for name in NAMES if name not in ("good.example", "rebinding.example")]
)
def test_names_that_lead_inside(named: tuple[Service, NameServer], serve: Serve, name: str) -> None:
    service, _ = named
    server = serve(say(found(SECRET)), "0.0.0.0")
    job = fetched(service, f"http://{name}:{server.port}/")
    assert job["status"] == "failed"
    assert "not public" in job["error"]
    assert server.heads == []


@pytest.mark.parametrize(
    "location",
    [
        f"http://{FORBIDDEN}:{{port}}/",
        "http://2130706434:{port}/",
        "http://0x7f.2:{port}/",
        "http://0177.0.0.2:{port}/",
        "http://[::ffff:127.0.0.2]:{port}/",
        "http://forbidden.example:{port}/",
        "http://good.example@127.0.0.2:{port}/",
        "http://127.0.0.2#@good.example/",
        "//forbidden.example:{port}/",
        "http:\\\\forbidden.example:{port}/",
        "file:///etc/passwd",
        "gopher://127.0.0.2:{port}/_GET",
    ],
)
def test_redirects_inside(
    named: tuple[Service, NameServer], serve: Serve, forbidden: Server, location: str
) -> None:
    server = serve(say(moved(location.format(port=forbidden.port))))
    job = fetched(named[0], f"http://good.example:{server.port}/")
    assert job["status"] == "failed"
    assert "127.0.0.2" not in job["error"]
    assert forbidden.heads == []


ANSWERS = {
    "redirects without end": (say(moved("/again")), "redirected more than 5 times"),
    "a body without end": (flood(b"HTTP/1.0 200 OK\r\n\r\n", b"%PDF-1.7 " * 1_000), "larger than 0.2 MB"),
    "a slow body": (drip(b"HTTP/1.0 200 OK\r\n\r\n%PDF-1.7", b"x"), "longer than 3 s"),
    "a slow head": (drip(b"HTTP/1.0 200 OK\r\n", b"X: y\r\n"), "longer than 3 s"),
    "a head without end": (flood(b"HTTP/1.0 200 OK\r\n", b"X: y\r\n" * 1_000), "not HTTP"),
    "a header without end": (flood(b"HTTP/1.0 200 OK\r\nX: ", b"y" * 10_000), "not HTTP"),
    "a bomb": (
        say(b"HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(10_000_000))),
        "compressed",
    ),
    "no document": (say(GOOD), "neither a PDF nor an image"),
}


@pytest.mark.parametrize(("answer", "reason"), ANSWERS.values(), ids=ANSWERS)
def test_servers_that_mean_harm(
    named: tuple[Service, NameServer], serve: Serve, answer: Any, reason: str
) -> None:
    service, _ = named
    assert reason in fetched(service, f"http://good.example:{serve(answer).port}/")["error"]
    assert list((service.folder / "incoming").iterdir()) == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.2/",
        "http://2130706434/",
        "http://017700000002/",
        "http://0x7f000002/",
        "http://127.2/",
        "http://127.0.2/",
        "http://[::ffff:127.0.0.2]/",
        "http://[::1]/",
        "http://[::]/",
        "http://[fe80::1%25lo]/",
        "http://[fc00::1]/",
        "http://[64:ff9b::7f00:2]/",
        "http://[64:ff9b:1::7f00:2]/",
        "http://[2002:7f00:2::1]/",
        "http://[2001:0:7f00:2::]/",
        "http://0.0.0.0/",
        "http://0/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.100.100.200/",
        "http://168.63.129.16/",
        "http://127.0.0.2:80\\@good.example/",
        "http://good.example@127.0.0.2/",
        "http://good.example:pass@good.example/",
        "file:///etc/passwd",
        "ftp://good.example/",
        "dict://good.example/",
        "gopher://good.example/",
        "http://good.example/\r\nX-Injected: yes",
        "http://good.example\r\n/",
    ],
)  # fmt: skip
def test_refused_before_a_job_is_made(impatient: Service, url: str) -> None:
    response = impatient.client.post("/classify-by-url", data={"file_url": url, "categories": '["a"]'})
    assert response.status_code == 400, response.text
    assert "pass@" not in response.text


def test_every_answer_of_the_name_server_is_checked(serve: Serve) -> None:
    """Without a name server for a whole process, at least the one call."""
    server = serve(say(GOOD), ALLOWED)
    secret = serve(say(GOOD), FORBIDDEN, server.port)
    settings = OutboundSettings.model_validate({"allow_networks": [f"{ALLOWED}/32"]})
    with NameServer(NAMES) as names:
        body = bytearray()
        url = f"http://rebinding.example:{server.port}/"
        fetch(url, body.extend, settings, max_bytes=1_000, resolve=names.resolve)
        assert body == b"hello"
        with pytest.raises(DownloadFailed, match="not public"):
            fetch(url, body.extend, settings, max_bytes=1_000, resolve=names.resolve)
        with pytest.raises(DownloadFailed, match="not public"):
            fetch(
                f"http://six.example:{server.port}/",
                body.extend,
                settings,
                max_bytes=9,
                resolve=names.resolve,
            )
    assert (len(server.heads), secret.heads) == (1, [])
