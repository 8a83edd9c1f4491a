"""The limits of a connection that uvicorn lacks: nobody holds one open, or fills the memory, for nothing.

They hold before it is known who is asking. What a body may be is for whoever reads it (`uploads.py`).
"""

from __future__ import annotations

import asyncio
from typing import ClassVar

from uvicorn._types import ASGI3Application
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from postroom.settings import ConnectionSettings

MAX_PIPELINED = 10
"""Requests that may wait on a connection while an earlier one is answered; who sends more is cut off."""


class Connection(HttpToolsProtocol):
    """uvicorn's connection, with an end to what has none.

    It ends when a request's head, or what a body has besides its bytes, is too long or takes too long; when
    the body of a request that has been answered does not end; and when an answer is not taken. `limits` is
    set in a subclass, because uvicorn makes the connections.
    """

    limits: ClassVar[ConnectionSettings]

    _idle_bytes = 0
    """Bytes received since the last one that was of use: a whole head, a piece of a body."""
    _too_long = False
    _patience: asyncio.TimerHandle | None = None
    _taking: asyncio.TimerHandle | None = None
    _running: RequestResponseCycle | None = None

    @classmethod
    def limited(cls, limits: ConnectionSettings) -> type[Connection]:
        """The class of connections with these limits."""
        return type("LimitedConnection", (cls,), {"limits": limits})

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] — as narrow as uvicorn's own
        """Wait for the first head."""
        super().connection_made(transport)
        self._wait_for_end()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the deadlines."""
        super().connection_lost(exc)
        self._wait_no_more()
        self.resume_writing()

    def data_received(self, data: bytes) -> None:
        """Count what is of no use."""
        self._idle_bytes += len(data)
        super().data_received(data)
        if self._idle_bytes > self.limits.max_head_bytes and not self.transport.is_closing():
            self._too_long = True
            self.send_400_response("")

    def on_message_begin(self) -> None:
        """A head begins."""
        super().on_message_begin()
        self._wait_for_end()

    def on_headers_complete(self) -> None:
        """A head is there."""
        size = len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
        if size > self.limits.max_head_bytes:
            self._too_long = True
            raise ValueError("the head is too long")  # the parser ends with it, and the request is refused
        if len(self.pipeline) >= MAX_PIPELINED:
            self._end()
            raise ValueError("too many requests wait")
        self._idle_bytes = 0
        self._wait_no_more()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of a body; whoever reads it has deadlines of its own."""
        self._idle_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """A request is complete."""
        self._idle_bytes = 0
        self._wait_no_more()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """An answer is complete; what is left of its request is let in, so that the client gets to see it."""
        is_waiting = self.cycle.more_body
        super().on_response_complete()
        if is_waiting:
            self._wait_for_end()

    def pause_writing(self) -> None:
        """The client does not take what it is sent."""
        super().pause_writing()
        self._taking = self.loop.call_later(self.limits.write_seconds, self._end)

    def resume_writing(self) -> None:
        """It does again."""
        super().resume_writing()
        if self._taking:
            self._taking.cancel()
            self._taking = None

    def send_400_response(self, msg: str) -> None:
        """Refuse what is not HTTP, or too long, and close."""
        if self.transport.is_closing():
            return
        if not self._too_long:
            super().send_400_response(msg)
            return
        self.transport.write(
            b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        )
        self.transport.close()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    def _wait_for_end(self) -> None:
        self._wait_no_more()
        self._patience = self.loop.call_later(self.limits.head_seconds, self._give_up)

    def _give_up(self) -> None:
        if self._running is None or self._running.response_complete:
            self._end()
        else:
            # It waits for an answer; what it sends beforehand may take as long as that.
            self._wait_for_end()

    def _end(self) -> None:
        if self._running:
            self._running.disconnected = True
        self.transport.abort()

    def _wait_no_more(self) -> None:
        if self._patience:
            self._patience.cancel()
            self._patience = None
