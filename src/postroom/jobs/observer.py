"""What a worker does, told to whoever watches: the counters and the trace."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import TypeVar

from postroom import tracing
from postroom.classification.vision.referral import Referral
from postroom.documents.stages import Seconds, Stage
from postroom.jobs.counters import Counters
from postroom.jobs.pool_process import PageDone
from postroom.schemas import PagePrediction

T = TypeVar("T")

PAGE_STAGES: tuple[Stage, ...] = ("open", "read", "ocr", "classify")
"""Stages in a pool process."""


class Observer:
    """Told by the worker of every stage that ends. Safe to use from any thread.

    Args:
        counters: Where the seconds are added up.
        page_seconds: Longest time that a page can have taken.
    """

    def __init__(self, counters: Counters, page_seconds: float) -> None:
        self._counters = counters
        self._page_seconds = page_seconds

    def page_done(self, done: PageDone) -> None:
        """A pool process has done a page of the job that this thread is at."""
        # They come from a process that opens what strangers send: a name or a value may be any.
        seconds: Seconds = {
            name: done.seconds[name]
            for name in PAGE_STAGES
            if 0 <= done.seconds.get(name, -1.0) <= self._page_seconds
        }
        self._count(seconds)
        ago = min(max(0.0, time.time() - done.at), self._page_seconds)
        attributes = {"postroom.page": done.page.number}
        tracing.past("page", sum(seconds.values()), attributes, seconds.items(), ago)

    @contextlib.contextmanager
    def stage(self, name: Stage) -> Generator[None]:
        """The block is a stage of the worker's own."""
        started = time.perf_counter()
        try:
            with tracing.span(name):
                yield
        finally:
            self._count({name: time.perf_counter() - started})

    def asking(
        self,
        events: Iterable[PagePrediction | Referral | T],
        settle: Callable[[Iterable[PagePrediction | Referral | T]], Iterator[PagePrediction | T | None]],
    ) -> Iterator[PagePrediction | T | None]:
        """What `settle` makes of `events`, while the time from each referral to its prediction is taken."""
        asked: dict[int, float] = {}

        def noting() -> Iterator[PagePrediction | Referral | T]:
            for event in events:
                if isinstance(event, Referral):
                    asked[event.number] = time.perf_counter()
                yield event

        for event in settle(noting()):
            if isinstance(event, PagePrediction) and event.number in asked:
                seconds = time.perf_counter() - asked.pop(event.number)
                self._count({"vision": seconds})
                tracing.past("vision", seconds, {"postroom.page": event.number})
            yield event

    def webhook(self, delivered: bool) -> None:  # noqa: FBT001 — a callback's only argument
        """A receiver was asked to take a webhook."""
        self._counters.note("webhook_attempts", "delivered" if delivered else "failed")

    def _count(self, seconds: Seconds) -> None:
        for stage, value in seconds.items():
            self._counters.note("page_seconds", stage, value)
