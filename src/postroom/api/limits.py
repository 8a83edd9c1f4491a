"""How often a key may send documents, and how many may wait. Status reads are never limited: clients poll.

Both are counted in the database, so that all API processes count together. A limit may be overstepped by as
many requests as are on their way at the same moment.
"""

from __future__ import annotations

import random
import time

from postroom.errors import QueueFull, RateLimited
from postroom.jobs.store import JobStore
from postroom.settings import LimitSettings

REMEMBER_SECONDS = 0.5
"""How long the length of the whole queue is believed without counting again."""


class SubmitLimits:
    """What a submit must pass before a byte of its body is read."""

    def __init__(self, store: JobStore, settings: LimitSettings) -> None:
        self._store = store
        self._settings = settings
        self._waiting = 0
        self._counted_at = float("-inf")

    def check(self, key_id: str) -> None:
        """Let one more submit of the key through.

        Raises:
            RateLimited: The key has sent as many in the last minute as it may.
            QueueFull: As many jobs wait as may, of this key or in all.
            StorageUnavailable: The database can't be reached.
        """
        limits = self._settings
        if limits.submits_per_minute:
            wait = self._store.seconds_to_next_submit(key_id, limits.submits_per_minute)
            if wait > 0:
                raise RateLimited(retry_after=max(1, round(wait)))
        if self._store.open_jobs(limits.open_jobs_per_key, key_id) >= limits.open_jobs_per_key:
            raise QueueFull(
                f"{limits.open_jobs_per_key} documents of this key are not finished yet.",
                retry_after=_some_seconds(),
            )
        if self.open_jobs() >= limits.open_jobs:
            raise QueueFull(
                "The service has as many documents in hand as it may.", retry_after=_some_seconds()
            )

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
