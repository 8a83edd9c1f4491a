"""Downloads what a URL names."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import NoReturn

import httpcore
import httpx

from postroom.errors import DocumentTooLarge, DownloadFailed
from postroom.outbound.addresses import Resolve
from postroom.outbound.connection import PinnedBackend
from postroom.outbound.target import parse_url, reason_of, resolve_url, tls_context
from postroom.settings import OutboundSettings

IDLE_SECONDS = 30.0
"""Longest silence in the middle of a download."""

HEADERS = [(b"Accept", b"*/*"), (b"Accept-Encoding", b"identity"), (b"User-Agent", b"postroom")]


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
        target = parse_url(url, settings.allow_networks)
        wait = min(settings.connect_seconds, max(0.0, deadline - time.monotonic()))
        addresses = resolve_url(target, settings.allow_networks, resolve, wait)
        location = _get(target, addresses, _Capped(write, max_bytes), settings, deadline)
        if location is None:
            return
        try:
            url = str(target.join(location))
        except httpx.InvalidURL as error:
            raise DownloadFailed("the server redirected to something that is not a URL") from error
    raise DownloadFailed(f"the URL was redirected more than {settings.max_redirects} times")


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
                ssl_context=tls_context() if target.scheme == "https" else None,
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
        raise DownloadFailed(reason_of(error, settings.total_seconds, deadline)) from error
    return None


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
