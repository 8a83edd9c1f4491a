"""What stands between Postgres and its clients, and tells them a process number of its own, as poolers do."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import struct
import threading
from collections.abc import Generator
from typing import cast

import psycopg
import sqlalchemy as sa

BACKEND_KEY_DATA, READY_FOR_QUERY = b"K", b"Z"
"""Types of messages (Postgres, "Message Formats")."""

HEADER = struct.Struct("!cI")
NUMBER = struct.Struct("!I")


@contextlib.contextmanager
def pooler(url: str) -> Generator[str]:
    """The URL by which the database at `url` is reached through a pooler."""
    with psycopg.connect(url) as connection:
        host, port = connection.info.host, connection.info.port
    unix = host.startswith("/")
    family = socket.AF_UNIX if unix else socket.AF_INET
    server = _Server(("127.0.0.1", 0), _Client)
    server.upstream = family, f"{host}/.s.PGSQL.{port}" if unix else (host, port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    through = sa.make_url(url).set(
        host="127.0.0.1", port=server.server_address[1], query={"sslmode": "disable", "gssencmode": "disable"}
    )
    try:
        yield through.render_as_string(hide_password=False)
    finally:
        server.shutdown()
        server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    upstream: tuple[socket.AddressFamily, str | tuple[str, int]]


class _Client(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        client = cast("socket.socket", self.request)
        family, address = cast("_Server", self.server).upstream
        with socket.socket(family) as server:
            server.connect(address)
            threading.Thread(target=_copy, args=(client, server), daemon=True).start()
            _greet(server, client)
            _copy(server, client)


def _greet(server: socket.socket, client: socket.socket) -> None:
    """Pass on what comes before the first query, but for the number of the server's process."""
    kind = b""
    while kind != READY_FOR_QUERY:
        header = server.recv(HEADER.size, socket.MSG_WAITALL)
        if not header:
            return
        kind, length = HEADER.unpack(header)
        body = server.recv(length - NUMBER.size, socket.MSG_WAITALL)
        if kind == BACKEND_KEY_DATA:
            (number,) = NUMBER.unpack_from(body)
            body = NUMBER.pack(number ^ 1) + body[NUMBER.size :]
        client.sendall(header + body)


def _copy(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):  # either side may go first
        while data := source.recv(65_536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
