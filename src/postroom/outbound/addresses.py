"""Which addresses may be connected to, and how a host name becomes some of them."""

from __future__ import annotations

import ipaddress
import queue
import re
import socket
import threading
from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from postroom.errors import DownloadFailed

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Sequence[str]]

HOST_NAME = re.compile(r"([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.?")
NUMBER = re.compile(r"\d+|0x[0-9a-f]*")

NAT64 = IPv6Network("64:ff9b::/96")
METADATA = (IPv4Network("168.63.129.16/32"), IPv4Network("192.0.0.0/24"))
"""Where clouds tell machines their secrets, outside of the link-local and private networks."""

NOT_PUBLIC = "the URL leads to an address that is not public; see POSTROOM_OUTBOUND__ALLOW_NETWORKS"
NOT_RESOLVED = "the host name can't be resolved"


def check_host(host: str, allowed: Sequence[Network]) -> None:
    """Refuse what is neither a host name nor an address that may be connected to; nothing is looked up.

    Args:
        host: In lower case and ASCII, an IPv6 address without brackets.
        allowed: Networks that are allowed though they are not public.

    Raises:
        DownloadFailed: The host is refused.
    """
    try:
        literal = ipaddress.ip_address(host)
    except ValueError:
        # A resolver would take 127.1, 0x7f.1 and 2130706433 for addresses; we take them for nothing.
        last_label = host.rstrip(".").rpartition(".")[2]
        if not HOST_NAME.fullmatch(host) or NUMBER.fullmatch(last_label):
            raise DownloadFailed("it is not a valid URL") from None
    else:
        check_address(literal, allowed)


def check_address(address: Address, allowed: Sequence[Network]) -> None:
    """Refuse an address that is neither public nor in one of the networks `allowed`.

    Raises:
        DownloadFailed: The address is refused.
    """
    for candidate in _meanings(address):
        if not any(candidate in network for network in allowed) and not _is_public(candidate):
            raise DownloadFailed(NOT_PUBLIC)


def resolve_host(
    host: str, port: int, allowed: Sequence[Network], resolve: Resolve | None, seconds: float
) -> Sequence[str]:
    """The addresses of `host`, at least one, after all of them were checked.

    Args:
        host: As in `check_host`.
        port: Where the connection will go.
        allowed: As in `check_host`.
        resolve: Looks addresses up; the system's resolver when None.
        seconds: How long the answer is waited for.

    Raises:
        DownloadFailed: It can't be resolved, not in time, or not to public addresses alone.
    """
    # The system's resolver takes no deadline; its thread ends when the resolver gives up.
    answers: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answers.put((resolve or _system_resolve)(host, port))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=look_up, name="resolve", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise DownloadFailed("the host name was not resolved in time") from None
    if isinstance(answer, Exception):
        raise DownloadFailed(NOT_RESOLVED) from answer
    if not answer:
        raise DownloadFailed(NOT_RESOLVED)
    for address in answer:
        check_address(ipaddress.ip_address(address), allowed)
    return answer


def _system_resolve(host: str, port: int) -> list[str]:
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _is_public(address: Address) -> bool:
    """Stricter than `is_global`, which takes some reserved and retired networks for public."""
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not (isinstance(address, IPv6Address) and address.is_site_local)
        and not any(address in network for network in METADATA)
    )


def _meanings(address: Address) -> Iterable[Address]:
    """The address, or the IPv4 address inside it: several ways of writing it would reach the same host."""
    if isinstance(address, IPv4Address):
        return [address]
    embedded = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in NAT64:
        embedded.append(IPv4Address(int(address) & 0xFFFFFFFF))
    inner = [candidate for candidate in embedded if candidate]
    return inner or [address]
