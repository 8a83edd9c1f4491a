"""How often a key may send documents and read jobs, and how many jobs may wait.

Submits and jobs are counted in the database, so that all API processes count together. A limit may be
overstepped by as many requests as are on their way at the same moment. Reads are far more: each process
counts them for itself, or all of them in Redis.
"""

from __future__ import annotations

import dataclasses
import logging
import math
import random
import time
from collections.abc import MutableMapping
from typing import Any, NamedTuple

from limits.aio.storage import MemoryStorage, RedisStorage
from limits.errors import StorageError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from postroom.errors import QueueFull, RateLimited, SettingsError
from postroom.jobs.store import JobStore
from postroom.settings import LimitSettings

log = logging.getLogger(__name__)

REMEMBER_SECONDS = 0.5
"""How long the length of the whole queue is believed without counting again."""

REDIS_SECONDS = 0.5
"""How long Redis is waited for."""

WITHOUT_REDIS_SECONDS = 5.0
"""How long reads go uncounted once Redis can't be reached."""

BLOCKS = 100
"""Into so many blocks a minute's reads are divided."""

STANDING = "postroom.standing"
"""Where a request's scope keeps how the caller stands to a limit."""


class Standing(NamedTuple):
    """How a key stands to a limit.

    Attributes:
        name: Of the limit.
        limit: Requests in a minute.
        left: Of them.
        seconds: Until there are more again.
    """

    name: str
    limit: int
    left: int
    seconds: int

    @property
    def headers(self) -> tuple[tuple[bytes, bytes], ...]:
        """As draft-ietf-httpapi-ratelimit-headers-10 writes it."""
        return (
            (b"ratelimit-policy", f'"{self.name}";q={self.limit};w=60'.encode()),
            (b"ratelimit", f'"{self.name}";r={self.left};t={self.seconds}'.encode()),
        )


class StandingHeaders:
    """Adds the headers to the answer of every request that was counted."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start" and STANDING in scope:
                message["headers"] = [*message["headers"], *scope[STANDING].headers]
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


@dataclasses.dataclass(slots=True)
class _Block:
    """Reads of a key that were counted ahead.

    Attributes:
        left: Of the block.
        elsewhere: Reads of this minute that nobody has counted yet.
        ends_at: When the minute is over, on the wall clock.
    """

    left: int
    elsewhere: int
    ends_at: float


class ReadLimit:
    """How often a key may read, in a minute that begins with its first read.

    Reads are counted ahead, by blocks of a hundredth of the limit, so that most of them cost nothing.
    """

    def __init__(self, settings: LimitSettings) -> None:
        self._limit = settings.reads_per_minute
        self._block = max(1, self._limit // BLOCKS)
        self._blocks: dict[str, _Block] = {}
        self._uncounted_until = float("-inf")
        self._storage: MemoryStorage | RedisStorage = (
            _redis(settings.redis_url.get_secret_value()) if settings.redis_url else MemoryStorage()
        )

    async def hit(self, scope: MutableMapping[str, Any], key_id: str) -> None:
        """Count one read of the key, and note in the request's scope how it stands.

        Raises:
            RateLimited: It is one too many.
        """
        if not self._limit:
            return
        now = time.time()
        block = self._blocks.get(key_id)
        if block is None or now >= block.ends_at or (block.left < 1 and block.elsewhere > 0):
            block = await self._take(key_id, now)
            if block is None:
                return
        block.left -= 1
        seconds = min(60, max(1, math.ceil(block.ends_at - now)))
        scope[STANDING] = Standing("reads", self._limit, max(0, block.left) + block.elsewhere, seconds)
        if block.left < 0:
            raise RateLimited(retry_after=seconds)

    async def _take(self, key_id: str, now: float) -> _Block | None:
        """Count the key's next block; None while Redis can't be reached: reads go on, rather than fail."""
        if time.monotonic() < self._uncounted_until:
            return None
        name = f"reads/{key_id}"
        try:
            count = await self._storage.incr(name, 60, self._block)
            ends_at = await self._storage.get_expiry(name)
        except StorageError as error:
            self._uncounted_until = time.monotonic() + WITHOUT_REDIS_SECONDS
            log.warning("reads are not counted for now: %s", error.storage_error)
            return None
        granted = max(0, self._block - max(0, count - self._limit))
        block = self._blocks.get(key_id)
        if block and now < block.ends_at:
            # Another read has taken one meanwhile.
            granted += max(0, block.left)
        self._blocks[key_id] = block = _Block(granted, max(0, self._limit - count), ends_at)
        return block


def _redis(url: str) -> RedisStorage:
    """Nothing is opened yet.

    Raises:
        SettingsError: Not the URL of a Redis.
    """
    if not url.startswith(("redis://", "rediss://", "redis+unix://")):
        raise SettingsError("POSTROOM_LIMITS__REDIS_URL must begin with redis:// or rediss://.")
    return RedisStorage(
        url,
        wrap_exceptions=True,
        implementation="redispy",
        key_prefix="postroom",
        socket_timeout=REDIS_SECONDS,
        socket_connect_timeout=REDIS_SECONDS,
    )


class SubmitLimits:
    """What a submit must pass before a byte of its body is read."""

    def __init__(self, store: JobStore, settings: LimitSettings) -> None:
        self._store = store
        self._settings = settings
        self._waiting = 0
        self._counted_at = float("-inf")

    def check(self, key_id: str) -> Standing | None:
        """Let one more submit of the key through.

        Returns:
            How the key stands to the limit of submits in a minute; None without one.

        Raises:
            RateLimited: The key has sent as many in the last minute as it may.
            QueueFull: As many jobs wait as may, of this key or in all.
            StorageUnavailable: The database can't be reached.
        """
        limits = self._settings
        standing: Standing | None = None
        if limits.submits_per_minute:
            sent, seconds = self._store.submits_this_minute(key_id, limits.submits_per_minute)
            wait = max(1, math.ceil(seconds))
            if sent >= limits.submits_per_minute:
                raise RateLimited(retry_after=wait)
            left = limits.submits_per_minute - sent - 1
            standing = Standing("submits", limits.submits_per_minute, left, wait)
        if self._store.open_jobs(limits.open_jobs_per_key, key_id) >= limits.open_jobs_per_key:
            raise QueueFull(
                f"{limits.open_jobs_per_key} documents of this key are not finished yet.",
                retry_after=_some_seconds(),
            )
        if self.open_jobs() >= limits.open_jobs:
            raise QueueFull(
                "The service has as many documents in hand as it may.", retry_after=_some_seconds()
            )
        return standing

    def open_jobs(self) -> int:
        """How many jobs of all keys have not ended; at most as many as may, and half a second old at most."""
        if time.monotonic() - self._counted_at > REMEMBER_SECONDS:
            self._waiting = self._store.open_jobs(self._settings.open_jobs)
            self._counted_at = time.monotonic()
        return self._waiting

    def full(self) -> bool:
        """Whether no job of any key would be accepted now."""
        return self.open_jobs() >= self._settings.open_jobs


def _some_seconds() -> int:
    """Not the same for everybody, or they would all come back at once."""
    return random.randint(5, 15)  # noqa: S311 — jitter
