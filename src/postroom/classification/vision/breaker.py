"""A circuit breaker: an endpoint that is down is left in peace, and tried again by one request at a time."""

from __future__ import annotations

import time

FAILURES = 8
"""Failures in a row that open it."""

FIRST_REST, LONGEST_REST = 2.0, 30.0
"""Seconds until the first trial; doubled after every one that fails, up to the longest."""


class Breaker:
    """Counts failures in a row; used from one event loop only."""

    def __init__(self) -> None:
        self._failures = 0
        self._rest = FIRST_REST
        self._until = 0.0
        self._on_trial = False

    def rest(self) -> float:
        """Seconds for which nothing may be sent; 0 when the caller may, and then must, send."""
        if self._failures < FAILURES:
            return 0.0
        left = self._until - time.monotonic()
        if left > 0:
            return left
        # This request is the trial; the others wait until it has been answered, or lost.
        self._on_trial = True
        self._until = time.monotonic() + self._rest
        return 0.0

    def succeeded(self) -> None:
        """The endpoint has answered."""
        self._failures = 0
        self._rest = FIRST_REST
        self._on_trial = False

    def failed(self) -> None:
        """The endpoint did not answer, or said that it can't."""
        self._failures += 1
        if self._failures < FAILURES:
            return
        if self._on_trial:
            self._rest = min(LONGEST_REST, 2 * self._rest)
            self._on_trial = False
        self._until = max(self._until, time.monotonic() + self._rest)
