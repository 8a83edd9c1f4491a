"""How often a key may send documents. Status reads are never limited: clients poll."""

from __future__ import annotations

import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from postroom.errors import RateLimited


class SubmitLimiter:
    """Counts submits per key in a sliding minute, in this process's memory."""

    def __init__(self, per_minute: int) -> None:
        self._item = RateLimitItemPerMinute(per_minute) if per_minute else None
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def count(self, key_id: str) -> None:
        """Count one submit.

        Raises:
            RateLimited: It is one too many.
        """
        if self._item is None or self._limiter.hit(self._item, key_id):
            return
        reset = self._limiter.get_window_stats(self._item, key_id).reset_time
        raise RateLimited(retry_after=max(1, round(reset - time.time())))
