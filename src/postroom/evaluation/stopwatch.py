"""CPU and wall time by stage."""

from __future__ import annotations

import dataclasses
import time
from collections import defaultdict
from collections.abc import Callable
from statistics import fmean
from typing import TypeVar

_T = TypeVar("_T")


@dataclasses.dataclass(frozen=True, kw_only=True)
class StageTime:
    """Mean milliseconds of one stage, for documents (`open`) or pages (the others) of one source.

    Attributes:
        stage: ``open``, ``read`` (render, text layer, OCR) or ``classify``.
        source: ``pdf`` or ``image`` for `open`, else where the page's text came from.
        count: How often it was measured.
        cpu_ms: Of this process, all threads together.
        wall_ms: On the clock.
    """

    stage: str
    source: str
    count: int
    cpu_ms: float
    wall_ms: float


class Stopwatch:
    """Measures calls, and forgets the first of each stage: it loads models."""

    def __init__(self) -> None:
        self._measured: defaultdict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)

    def measure(self, stage: str, work: Callable[[], _T], source: Callable[[_T], str]) -> _T:
        """What `work` gives; its time counts for `stage` and for the source of what it gave."""
        cpu, wall = time.process_time(), time.perf_counter()
        result = work()
        spent = time.process_time() - cpu, time.perf_counter() - wall
        self._measured[stage, source(result)].append(spent)
        return result

    def times(self) -> tuple[StageTime, ...]:
        """The means, in the order in which the stages were met."""
        return tuple(
            StageTime(
                stage=stage,
                source=source,
                count=len(spent),
                cpu_ms=1000 * fmean(cpu for cpu, _ in spent[1:] or spent),
                wall_ms=1000 * fmean(wall for _, wall in spent[1:] or spent),
            )
            for (stage, source), spent in sorted(self._measured.items())
        )
