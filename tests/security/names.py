"""A name server on loopback that changes its mind, and what asks it."""

from __future__ import annotations

import collections
import socket
import threading
from collections.abc import Mapping, Sequence
from typing import Any, Self

import dns.flags
import dns.message
import dns.query
import dns.rcode
import dns.rdatatype
import dns.rrset

ADDRESS = {dns.rdatatype.A: socket.AF_INET, dns.rdatatype.AAAA: socket.AF_INET6}


class NameServer:
    """Answers over UDP, with a time to live of 0.

    Args:
        answers: For each name, the addresses that are told at the first question, at the second, and so on;
            the last stay.
    """

    def __init__(
        self, answers: Mapping[str, Sequence[Sequence[str]]], host: str = "127.0.0.1", port: int = 0
    ) -> None:
        self._answers = answers
        self._asked = collections.Counter[tuple[str, int]]()
        self.questions: list[str] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((host, port))
        self.host, self.port = self._socket.getsockname()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def resolve(self, host: str, port: int) -> list[str]:
        """The addresses of `host`, asked for as a resolver does."""
        found: list[str] = []
        for kind in ADDRESS:
            question = dns.message.make_query(host, kind)
            reply: Any = dns.query.udp(question, self.host, port=self.port, timeout=5)
            found += [str(record) for records in reply.answer for record in records]
        return found

    def _serve(self) -> None:
        while True:
            data, sender = self._socket.recvfrom(4_096)
            if not data:
                return
            self._socket.sendto(self._reply(dns.message.from_wire(data)).to_wire(), sender)

    def _reply(self, query: dns.message.Message) -> dns.message.Message:
        question = query.question[0]
        name = question.name.to_text(omit_final_dot=True).lower()
        reply = dns.message.make_response(query, recursion_available=True)
        reply.flags |= dns.flags.AA
        if name not in self._answers:
            reply.set_rcode(dns.rcode.NXDOMAIN)
            return reply
        self.questions.append(name)
        turns = self._answers[name]
        turn = turns[min(self._asked[name, question.rdtype], len(turns) - 1)]
        self._asked[name, question.rdtype] += 1
        is_ipv6 = question.rdtype == dns.rdatatype.AAAA
        addresses = [address for address in turn if (":" in address) == is_ipv6]
        if addresses and question.rdtype in ADDRESS:
            reply.answer.append(dns.rrset.from_text(question.name, 0, "IN", question.rdtype, *addresses))
        return reply

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.sendto(b"", (self.host, self.port))
        self._thread.join(timeout=5)
        self._socket.close()
