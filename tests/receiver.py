"""A receiver of webhooks in a process of its own, which fails, hangs and restarts as it is told to.

`python -m tests.receiver FOLDER PORT SECRET FAIL HANG` listens on PORT (0 takes a free one, and prints it), answers
FAIL of its requests with 500 or 503 and lets HANG of them wait for ever. What it takes, it writes to FOLDER before it
answers, so that what is there was delivered, whatever is killed.
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

import uvicorn

from postroom.errors import SignatureInvalid
from postroom.webhooks.signature import verify
from tests.service import ROOT


class Receiver:
    """Starts, kills and reads the process."""

    def __init__(self, folder: Path, fail: float = 0.0, hang: float = 0.0, secret: str = "") -> None:
        self._folder = folder
        self._odds = (str(fail), str(hang))
        self.secret = secret
        self._port = 0
        folder.mkdir(exist_ok=True)
        self.start()

    def start(self, secret: str | None = None) -> None:
        """Start it, again too, on the same port."""
        self.secret = self.secret if secret is None else secret
        arguments = [str(self._folder), str(self._port), self.secret, *self._odds]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.receiver", *arguments], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        assert self._process.stdout
        self._port = int(self._process.stdout.readline())
        self.url = f"http://127.0.0.1:{self._port}/hook"

    def kill(self) -> None:
        """kill -9."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(timeout=30)
        assert self._process.stdout
        self._process.stdout.close()

    def received(self) -> list[Received]:
        """What it has taken so far."""
        path = self._folder / "received.jsonl"
        lines = path.read_text().split("\n")[:-1] if path.exists() else []
        return [Received(**json.loads(line)) for line in lines]

    def told(self) -> int:
        """How many messages it has taken so far."""
        path = self._folder / "received.jsonl"
        return path.read_bytes().count(b"\n") if path.exists() else 0

    def most_at_once(self) -> int:
        """The most requests that it has had in hand at a time."""
        return max((int(path.read_text() or 0) for path in self._folder.glob("at-once-*")), default=0)

    def requests(self) -> int:
        """How many requests came, those that it failed or hung on counted in."""
        path = self._folder / "requests"
        return path.stat().st_size if path.exists() else 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self.kill()


@dataclasses.dataclass(frozen=True, slots=True)
class Received:
    """A message that the receiver took."""

    id: str
    valid: bool
    traceparent: str | None
    body: dict[str, Any]


class _App:
    def __init__(self, folder: Path, secret: str, fail: float, hang: float) -> None:
        self._folder, self._secret, self._fail, self._hang = folder, secret, fail, hang
        self._in_hand = self._most = 0
        self._name = str(random.getrandbits(64))

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        self._in_hand += 1
        self._most = max(self._most, self._in_hand)
        (self._folder / f"at-once-{self._name}").write_text(str(self._most))
        # A letter for each: a number that is written anew is lost to a kill between emptying and writing.
        with (self._folder / "requests").open("ab") as log:
            log.write(b".")
        try:
            await self._answer(scope, receive, send)
        finally:
            self._in_hand -= 1

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        body, message = b"", await receive()
        while message["type"] == "http.request":
            body += message["body"]
            if not message.get("more_body"):
                break
            message = await receive()
        chance = random.random()
        if chance < self._hang:
            while (await receive())["type"] != "http.disconnect":
                continue
            return
        await asyncio.sleep(0.005)
        failed = chance < self._hang + self._fail
        if not failed:
            self._keep(body, {name.decode(): value.decode() for name, value in scope["headers"]})
        status = random.choice((500, 503)) if failed else 200
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b"{}"})

    def _keep(self, body: bytes, headers: dict[str, str]) -> None:
        try:
            if valid := bool(self._secret):
                verify(body, headers, self._secret)
        except SignatureInvalid:
            valid = False
        line = {
            "id": headers.get("webhook-id", ""),
            "valid": valid,
            "traceparent": headers.get("traceparent"),
            "body": json.loads(body),
        }
        with (self._folder / "received.jsonl").open("a") as log:
            log.write(json.dumps(line) + "\n")


class _Server(uvicorn.Server):
    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        sys.stdout.write(f"{self.servers[0].sockets[0].getsockname()[1]}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    where, port, shared_secret, fails, hangs = sys.argv[1:]
    app: Any = _App(Path(where), shared_secret, float(fails), float(hangs))
    _Server(uvicorn.Config(app, port=int(port), log_config=None, lifespan="off", backlog=512)).run()
