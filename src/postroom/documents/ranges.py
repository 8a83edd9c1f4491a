"""Which pages of a document are wanted: ``1-3,7,10-``."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Self

MAX_TEXT = 1_000
"""Longest text that is read, in characters."""

SPAN = re.compile(r"([1-9]\d{0,8})(?:(-)([1-9]\d{0,8})?)?")
WORDS = 'Write pages as "1-3,7,10-": numbers from 1 and ranges of them, each with its lower end first.'


@dataclasses.dataclass(frozen=True, slots=True)
class PageRanges:
    """Page numbers from 1.

    Attributes:
        spans: First and last page of each range, in order and apart from each other; the last range may have
            no end (None).
    """

    spans: tuple[tuple[int, int | None], ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        """The ranges in `text`, in any order; what touches or overlaps becomes one.

        Raises:
            ValueError: It is something else; the message says what is right.
        """
        if len(text) > MAX_TEXT:
            raise ValueError(f"The pages take more than {MAX_TEXT} characters.")
        return cls(_merged([_span(part.strip()) for part in text.split(",")]))

    @classmethod
    def of(cls, numbers: Iterable[int]) -> Self:
        """The ranges of these pages."""
        return cls(_merged([(number, number) for number in numbers]))

    def choose(self, page_count: int, most: int) -> tuple[int, ...]:
        """The first `most` of the wanted pages that a document of `page_count` pages has."""
        return tuple(itertools.islice(self._numbers(page_count), most))

    def _numbers(self, page_count: int) -> Iterator[int]:
        for first, last in self.spans:
            yield from range(first, min(page_count, last or page_count) + 1)

    def __str__(self) -> str:
        return ",".join(
            str(first) if first == last else f"{first}-{last or ''}" for first, last in self.spans
        )


def _span(text: str) -> tuple[int, int | None]:
    found = SPAN.fullmatch(text)
    if found is None or not text.isascii():
        raise ValueError(WORDS)
    first = int(found[1])
    last = int(found[3]) if found[3] else None if found[2] else first
    if last is not None and last < first:
        raise ValueError(WORDS)
    return first, last


def _merged(spans: Iterable[tuple[int, int | None]]) -> tuple[tuple[int, int | None], ...]:
    merged: list[tuple[int, int | None]] = []
    for first, last in sorted(spans, key=lambda span: span[0]):
        if merged and (merged[-1][1] is None or first <= merged[-1][1] + 1):
            start, end = merged[-1]
            merged[-1] = start, None if end is None or last is None else max(end, last)
        else:
            merged.append((first, last))
    return tuple(merged)
