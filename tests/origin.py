"""Servers on loopback that files are fetched from, most of which mean harm."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path

TLS = Path(__file__).parent / "files" / "tls"
GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"

TLS_HANDSHAKE = b"\x16"

Answer = Callable[[socket.socket, threading.Event], None]


def say(answer: bytes) -> Answer:
    def say_it(connection: socket.socket, _stopped: threading.Event) -> None:
        connection.sendall(answer)
        connection.shutdown(socket.SHUT_WR)
        # A connection that is closed with something unread on it is reset, and takes the answer with it.
        while connection.recv(4096):
            continue

    return say_it


def drip(head: bytes, drop: bytes) -> Answer:
    """Sends `drop` again and again, each so soon that no single wait is long."""

    def answer(connection: socket.socket, stopped: threading.Event) -> None:
        connection.sendall(head)
        while not stopped.wait(0.02):
            connection.sendall(drop)

    return answer


def flood(head: bytes, chunk: bytes) -> Answer:
    def answer(connection: socket.socket, stopped: threading.Event) -> None:
        connection.sendall(head)
        while not stopped.is_set():
            connection.sendall(chunk)

    return answer


class Server:
    """Answers each connection with `answer`, once it has read a request's head; keeps the heads."""

    def __init__(self, answer: Answer, host: str = "127.0.0.1", port: int = 0, *, tls: bool = False) -> None:
        self._answer = answer
        self._listener = socket.create_server((host, port))
        self._tls: ssl.SSLContext | None = None
        if tls:
            self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._tls.load_cert_chain(TLS / "server.pem")
        self._stopped = threading.Event()
        self._threads = [threading.Thread(target=self._accept)]
        self.port: int = self._listener.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://{host}:{self.port}/file.pdf"
        self.heads: list[bytes] = []
        self._threads[0].start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                thread = threading.Thread(target=self._serve, args=(connection,))
                self._threads.append(thread)
                thread.start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        # A client that goes away in the middle is what most of these tests are about.
        with connection, contextlib.suppress(OSError):
            if self._tls:
                connection = self._tls.wrap_socket(connection, server_side=True)
            with connection:
                head = b""
                while b"\r\n\r\n" not in head and not head.startswith(TLS_HANDSHAKE):
                    head += connection.recv(4096) or b"\r\n\r\n"
                self.heads.append(head)
                self._answer(connection, self._stopped)

    def close(self) -> None:
        self._stopped.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=5)
            assert not thread.is_alive()


Serve = Callable[..., Server]
