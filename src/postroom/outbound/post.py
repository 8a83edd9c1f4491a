"""Posts a message to a URL that a user gave."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Mapping, Sequence

import httpcore

from postroom.errors import DownloadFailed
from postroom.outbound.addresses import Network, Resolve
from postroom.outbound.connection import PinnedBackend
from postroom.outbound.target import parse_url, reason_of, resolve_url, tls_context

READ_BYTES = 16_384
"""So much of the answer's body is read, and thrown away, that a receiver can end its answer in peace."""


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """What the receiver said.

    Attributes:
        status: HTTP status code.
        retry_after: Its Retry-After header; None without one.
    """

    status: int
    retry_after: str | None


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    allowed: Sequence[Network],
    seconds: float,
    resolve: Resolve | None = None,
) -> Answer:
    """Post `body` once; redirects are not followed.

    Args:
        url: Whatever a user gave.
        body: JSON in UTF-8.
        headers: Besides those that say what the body is and who sends it.
        allowed: Networks that may be connected to though they are not public.
        seconds: For all of it, from the look-up of the host to the end of the answer.
        resolve: Gives the addresses of a host and port; the system's resolver when None.

    Raises:
        DownloadFailed: Refused, unreachable, or too slow.
    """
    deadline = time.monotonic() + seconds
    target = parse_url(url, allowed)
    addresses = resolve_url(target, allowed, resolve, seconds)
    fields = list({"Content-Type": "application/json", "User-Agent": "postroom", **headers}.items())
    timeouts = dict.fromkeys(("connect", "read", "write", "pool"), seconds)
    try:
        with (
            httpcore.ConnectionPool(
                ssl_context=tls_context() if target.scheme == "https" else None,
                network_backend=PinnedBackend(addresses, deadline),
            ) as pool,
            pool.stream(
                "POST", str(target), headers=fields, content=body, extensions={"timeout": timeouts}
            ) as response,
        ):
            answered = {name.lower(): value.decode("latin-1") for name, value in response.headers}
            _read_some(response)
            return Answer(response.status, answered.get(b"retry-after"))
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise DownloadFailed(reason_of(error, seconds, deadline)) from error


def _read_some(response: httpcore.Response) -> None:
    left = READ_BYTES
    for chunk in response.iter_stream():
        left -= len(chunk)
        if left <= 0:
            return
