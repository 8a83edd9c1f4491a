"""Downloads what a URL names."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Sequence
from typing import NoReturn

import httpcore
import httpx

from postroom.errors import DocumentTooLarge, DownloadFailed, InvalidRequest
from postroom.outbound.addresses import Resolve, check_host, resolve_host
from postroom.outbound.connection import PinnedBackend
from postroom.settings import OutboundSettings

MAX_URL_LENGTH = 4_096
IDLE_SECONDS = 30.0
"""Longest silence in the middle of a download."""

HEADERS = [(b"Accept", b"*/*"), (b"Accept-Encoding", b"identity"), (b"User-Agent", b"postroom")]


def check_url(url: str, settings: OutboundSettings) -> None:
    """Refuse at once what could never be fetched; nothing is looked up.

    Raises:
        InvalidRequest: Not an http(s) URL with a host, or an address that is not public.
    """
    try:
        _parse(url, settings)
    except DownloadFailed as error:
        raise InvalidRequest(f"file_url can't be used: {error.detail}") from error


def fetch(
    url: str,
    write: Callable[[bytes], object],
    settings: OutboundSettings,
    *,
    max_bytes: int,
    resolve: Resolve | None = None,
) -> None:
    """Download `url` and hand its bytes to `write` as they come.

    Args:
        url: Whatever a user gave.
        write: Takes the next bytes; what it raises ends the download and goes through.
        settings: Limits, and private networks that are allowed.
        max_bytes: Largest body, whatever the server says of its length.
        resolve: Gives the addresses of a host and port; the system's resolver when None.

    Raises:
        DownloadFailed: Refused, unreachable, too slow, or an answer other than 200.
        DocumentTooLarge: More than `max_bytes`.
    """
    deadline = time.monotonic() + settings.total_seconds
    for _ in range(settings.max_redirects + 1):
        target = _parse(url, settings)
        addresses = resolve_host(
            _host(target),
            target.port or (443 if target.scheme == "https" else 80),
            settings.allow_networks,
            resolve,
            min(settings.connect_seconds, max(0.0, deadline - time.monotonic())),
        )
        location = _get(target, addresses, _Capped(write, max_bytes), settings, deadline)
        if location is None:
            return
        try:
            url = str(target.join(location))
        except httpx.InvalidURL as error:
            raise DownloadFailed("the server redirected to something that is not a URL") from error
    raise DownloadFailed(f"the URL was redirected more than {settings.max_redirects} times")


def _parse(url: str, settings: OutboundSettings) -> httpx.URL:
    if len(url) > MAX_URL_LENGTH:
        raise DownloadFailed(f"the URL is longer than {MAX_URL_LENGTH} characters")
    try:
        target = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise DownloadFailed("it is not a valid URL") from error
    if target.scheme not in ("http", "https") or not target.host:
        raise DownloadFailed("it is not an http or https URL")
    if target.userinfo:
        raise DownloadFailed("it holds a user name or password")
    if target.port is not None and not 0 < target.port < 65_536:
        raise DownloadFailed("it is not a valid URL")
    check_host(_host(target), settings.allow_networks)
    return target


def _host(target: httpx.URL) -> str:
    """The host as it goes over the wire: lower case, internationalised names encoded."""
    return target.raw_host.decode("ascii")


def _get(
    target: httpx.URL,
    addresses: Sequence[str],
    body: _Capped,
    settings: OutboundSettings,
    deadline: float,
) -> str | None:
    """One request; hands the body on, or returns where the answer redirects to."""
    timeouts = {
        "connect": settings.connect_seconds,
        "read": IDLE_SECONDS,
        "write": IDLE_SECONDS,
        "pool": settings.connect_seconds,
    }
    try:
        with (
            httpcore.ConnectionPool(
                ssl_context=_tls() if target.scheme == "https" else None,
                network_backend=PinnedBackend(addresses, deadline),
            ) as pool,
            pool.stream("GET", str(target), headers=HEADERS, extensions={"timeout": timeouts}) as response,
        ):
            fields = {name.lower(): value.decode("latin-1") for name, value in response.headers}
            if response.status in (301, 302, 303, 307, 308) and b"location" in fields:
                return fields[b"location"]
            if response.status != 200:
                raise DownloadFailed(f"the server answered {response.status}")
            if fields.get(b"content-encoding", "identity").lower() != "identity":
                raise DownloadFailed("the server sent compressed data, though it was asked not to")
            body.expect(fields.get(b"content-length", ""))
            for chunk in response.iter_stream():
                body.write(chunk)
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise DownloadFailed(_reason(error, settings, deadline)) from error
    return None


def _reason(error: Exception, settings: OutboundSettings, deadline: float) -> str:
    if time.monotonic() >= deadline:
        return f"it took longer than {settings.total_seconds:g} s"
    if isinstance(error, httpcore.TimeoutException):
        return "the server did not answer in time"
    if isinstance(error.__context__, ssl.SSLError):
        return "the server's certificate is not valid, or it does not speak TLS"
    if isinstance(error, httpcore.ConnectError):
        return "the server can't be reached"
    return "the connection broke, or what was sent is not HTTP"


def _tls() -> ssl.SSLContext:
    """Trusts the usual authorities, and those of the system besides: an organisation may have its own."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


class _Capped:
    """Hands bytes on until there are too many."""

    def __init__(self, write: Callable[[bytes], object], max_bytes: int) -> None:
        self._write = write
        self._max_bytes = max_bytes
        self._size = 0

    def expect(self, content_length: str) -> None:
        """Refuse at once what announces itself as too large."""
        if content_length.isdecimal() and float(content_length) > self._max_bytes:
            self._refuse()

    def write(self, chunk: bytes) -> None:
        self._size += len(chunk)
        if self._size > self._max_bytes:
            self._refuse()
        self._write(chunk)

    def _refuse(self) -> NoReturn:
        raise DocumentTooLarge(f"the file is larger than {self._max_bytes / 1e6:g} MB")
