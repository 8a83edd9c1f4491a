"""How long the stages of a page take: `stage` marks one, `measured` gathers them."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Generator
from contextvars import ContextVar
from typing import Literal

Stage = Literal["fetch", "open", "read", "ocr", "classify", "vision"]
"""``fetch``: a document is downloaded; ``open``: it is opened; ``read``: a page's text layer and its small
picture; ``ocr``: its text is recognised; ``classify``: it is scored; ``vision``: the vision model answers."""

Seconds = dict[Stage, float]

_taken: ContextVar[Seconds | None] = ContextVar("postroom_stages", default=None)


@contextlib.contextmanager
def measured() -> Generator[Seconds]:
    """The wall-clock seconds of every stage within the block, filled in as the stages end."""
    taken: Seconds = {}
    token = _taken.set(taken)
    try:
        yield taken
    finally:
        _taken.reset(token)


@contextlib.contextmanager
def stage(name: Stage) -> Generator[None]:
    """The block is the stage `name`; what a stage within it takes counts as that stage alone."""
    taken = _taken.get()
    if taken is None:
        yield
        return
    before, started = sum(taken.values()), time.perf_counter()
    try:
        yield
    finally:
        within = sum(taken.values()) - before
        taken[name] = taken.get(name, 0.0) + time.perf_counter() - started - within
