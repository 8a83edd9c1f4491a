"""What a URL that a user gave us leads to, and why it could not be reached."""

from __future__ import annotations

import functools
import ssl
import time
from collections.abc import Sequence

import httpcore
import httpx

from postroom.errors import DownloadFailed, InvalidRequest
from postroom.outbound.addresses import Network, Resolve, check_host, resolve_host
from postroom.settings import OutboundSettings

MAX_URL_LENGTH = 4_096


def check_url(url: str, settings: OutboundSettings, field: str = "file_url") -> None:
    """Refuse at once what could never be reached; nothing is looked up.

    Args:
        url: Whatever a user gave.
        settings: Private networks that are allowed.
        field: What the user calls the URL.

    Raises:
        InvalidRequest: Not an http(s) URL with a host, or an address that is not public.
    """
    try:
        parse_url(url, settings.allow_networks)
    except DownloadFailed as error:
        raise InvalidRequest(f"{field} can't be used: {error.detail}") from error


def parse_url(url: str, allowed: Sequence[Network]) -> httpx.URL:
    """The URL in its parts.

    Args:
        url: Whatever a user gave.
        allowed: Networks that are allowed though they are not public.

    Raises:
        DownloadFailed: Not an http(s) URL with a host, or an address that is not public.
    """
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
    check_host(host_of(target), allowed)
    return target


def host_and_port(url: str) -> str:
    """Where the URL leads, as ``host:port``; empty for what is not a URL."""
    try:
        target = httpx.URL(url)
        return f"{host_of(target)}:{port_of(target)}" if target.host else ""
    except (httpx.InvalidURL, ValueError, TypeError):
        return ""


def host_of(target: httpx.URL) -> str:
    """The host as it goes over the wire: lower case, internationalised names encoded."""
    return target.raw_host.decode("ascii")


def port_of(target: httpx.URL) -> int:
    """The port, said or not."""
    return target.port or (443 if target.scheme == "https" else 80)


def resolve_url(
    target: httpx.URL, allowed: Sequence[Network], resolve: Resolve | None, seconds: float
) -> Sequence[str]:
    """The addresses behind the URL, at least one, after all of them were checked; see `resolve_host`."""
    return resolve_host(host_of(target), port_of(target), allowed, resolve, seconds)


def reason_of(error: Exception, seconds: float, deadline: float) -> str:
    """What went wrong on a connection that had `seconds` until `deadline`, in words for a person."""
    if time.monotonic() >= deadline:
        return f"it took longer than {seconds:g} s"
    if isinstance(error, httpcore.TimeoutException):
        return "the server did not answer in time"
    if isinstance(error.__context__, ssl.SSLError):
        return "the server's certificate is not valid, or it does not speak TLS"
    if isinstance(error, httpcore.ConnectError):
        return "the server can't be reached"
    return "the connection broke, or what was sent is not HTTP"


@functools.cache
def tls_context() -> ssl.SSLContext:
    """Trusts the usual authorities, and those of the system besides: an organisation may have its own."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context
