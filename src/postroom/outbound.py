"""The only way to a URL that a user gave us.

http and https only. The host is resolved once, every address is checked, and the connection goes to the
address that was checked, so that a name that resolves to something else a moment later gains nothing. Each
redirect starts over. Bytes are capped by whoever takes them, time and redirects here. No proxy, no cookies,
no compression (nothing to unpack, nothing to explode).
"""

from __future__ import annotations

import functools
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address

import httpcore
import httpx

from postroom.errors import DownloadFailed, InvalidRequest
from postroom.settings import OutboundSettings

MAX_URL_LENGTH = 4_096
IDLE_SECONDS = 30.0
"""Longest silence in the middle of a download."""

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
NOT_PUBLIC = "the URL leads to an address that is not public"

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], list[str]]


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
    resolve: Resolve | None = None,
) -> None:
    """Download `url` and hand its bytes to `write` as they come.

    Args:
        url: Whatever a user gave.
        write: Takes the next bytes; it raises when there are too many, which ends the download.
        settings: Limits, and private networks that are allowed.
        resolve: Gives the addresses of a host and port; the system's resolver when None.

    Raises:
        DownloadFailed: Refused, unreachable, too slow, or an answer other than 200.
    """
    deadline = time.monotonic() + settings.total_seconds
    for _ in range(settings.max_redirects + 1):
        target = _parse(url, settings)
        address = _resolve(target, settings, resolve or _system_resolve)
        location = _get(target, address, write, settings, deadline)
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
    try:
        literal = ipaddress.ip_address(target.host)
    except ValueError:
        return target
    _check_address(literal, settings)
    return target


def _resolve(target: httpx.URL, settings: OutboundSettings, resolve: Resolve) -> str:
    """One address of the host, after all of them were checked."""
    port = target.port or (443 if target.scheme == "https" else 80)
    try:
        # A zone index names an interface of ours; no public address has one.
        addresses = [ipaddress.ip_address(address) for address in resolve(target.host, port)]
    except (OSError, UnicodeError, ValueError) as error:
        raise DownloadFailed("the host name can't be resolved") from error
    if not addresses:
        raise DownloadFailed("the host name can't be resolved")
    for address in addresses:
        _check_address(address, settings)
    return str(addresses[0])


def _system_resolve(host: str, port: int) -> list[str]:
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _check_address(address: Address, settings: OutboundSettings) -> None:
    for candidate in _meanings(address):
        allowed = any(
            candidate in network
            for network in settings.allow_networks
            if network.version == candidate.version
        )
        if not allowed and (not candidate.is_global or candidate.is_multicast):
            raise DownloadFailed(f"{NOT_PUBLIC}; see POSTROOM_OUTBOUND__ALLOW_NETWORKS")


def _meanings(address: Address) -> Iterable[Address]:
    """The address, or the IPv4 address inside it: several ways of writing it would reach the same host."""
    if isinstance(address, IPv4Address):
        return [address]
    embedded = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in NAT64:
        embedded.append(IPv4Address(int(address) & 0xFFFFFFFF))
    inner = [candidate for candidate in embedded if candidate]
    return inner or [address]


def _get(
    target: httpx.URL,
    address: str,
    write: Callable[[bytes], object],
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
    headers = [(b"Accept", b"*/*"), (b"Accept-Encoding", b"identity"), (b"User-Agent", b"postroom")]
    try:
        with (
            httpcore.ConnectionPool(
                ssl_context=_tls() if target.scheme == "https" else None,
                network_backend=_Pinned(address, deadline),
            ) as pool,
            pool.stream("GET", str(target), headers=headers, extensions={"timeout": timeouts}) as response,
        ):
            fields = {name.lower(): value.decode("latin-1") for name, value in response.headers}
            if response.status in (301, 302, 303, 307, 308) and b"location" in fields:
                return fields[b"location"]
            if response.status != 200:
                raise DownloadFailed(f"the server answered {response.status}")
            if fields.get(b"content-encoding", "identity") != "identity":
                raise DownloadFailed("the server sent compressed data, though it was asked not to")
            for chunk in response.iter_stream():
                if time.monotonic() > deadline:
                    raise DownloadFailed(f"it took longer than {settings.total_seconds:g} s")
                write(chunk)
    except httpcore.TimeoutException as error:
        raise DownloadFailed("the server did not answer in time") from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise DownloadFailed("the connection failed") from error
    return None


@functools.cache
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


class _Pinned(httpcore.NetworkBackend):
    """Connects to one address, whatever the host is called; the name still has to match the certificate."""

    def __init__(self, address: str, deadline: float) -> None:
        self._address = address
        self._deadline = deadline
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002 — the address that was checked takes its place
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._backend.connect_tcp(self._address, port, timeout, local_address, socket_options)
        return _Deadlined(stream, self._deadline)


class _Deadlined(httpcore.NetworkStream):
    """A stream on which no wait outlasts the download's deadline, however the sender trickles."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def _left(self, timeout: float | None) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return min(left, timeout or left)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._left(timeout))
        return _Deadlined(secured, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
