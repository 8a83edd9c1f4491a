"""Finds the lexicon's phrases on a page: one pass over the words, whatever the number of phrases."""

from __future__ import annotations

import dataclasses
import functools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from postroom.classification.local.lexicon import document_types, fold
from postroom.documents.content import TextLine

MAX_WORDS = 1_500
"""Words of a page that are looked at."""

WORD = re.compile(r"[^\W_]+:?|[@#$€£]")
TOP_WORDS = 40
"""The first so many words count as the page's top."""

TITLE_LINES = 6


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """A phrase of a type on the page: its words, from word `start` of the page on, in line `line`."""

    phrase: str
    kind: int
    start: int
    line: int
    weight: float


@dataclasses.dataclass(frozen=True, slots=True)
class _Cue:
    words: tuple[str, ...]
    kind: int
    weight: float
    title: bool


def page_words(lines: Sequence[TextLine]) -> tuple[list[str], list[int]]:
    """The folded words of the page (with the colon after them), and the line that each stands in."""
    words: list[str] = []
    where: list[int] = []
    for number, line in enumerate(lines):
        for word in phrase_words(line.text):
            words.append(word)
            where.append(number)
        if len(words) >= MAX_WORDS:
            break
    return words, where


def phrase_words(text: str) -> list[str]:
    """The folded words of a phrase; `from:` keeps its colon, because it is what makes it a cue."""
    return [_folded(word) for word in WORD.findall(text)]


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()  # what `fold` would do, many times as fast
    return fold(word) + (":" if word.endswith(":") else "") if word[0].isalnum() else word


def cue_scores(words: Sequence[str], where: Sequence[int]) -> tuple[npt.NDArray[np.float32], list[Found]]:
    """A score of each type, from the phrases found, and the phrases; long pages hit more by chance."""
    counts: Counter[_Cue] = Counter()
    first: dict[_Cue, int] = {}
    index = _index()
    for start, word in enumerate(words):
        # `from:` is met by the cue `from:` and by the cue `from`.
        plain = word.rstrip(":")
        for cue in index.get(word, ()) + (index.get(plain, ()) if plain != word else ()):
            if _matches(words, start, cue.words):
                counts[cue] += 1
                first.setdefault(cue, start)
    damping = 1 + math.log1p(len(words) / 130)
    scores = np.zeros(len(document_types()), np.float32)
    found: list[Found] = []
    for cue, count in counts.items():
        early = first[cue] < TOP_WORDS
        weight = cue.weight * (1 + 0.25 * (min(3, count) - 1)) * ((1.8 if cue.title else 1.2) if early else 1)
        weight /= damping
        scores[cue.kind] += weight
        found.append(Found(" ".join(cue.words), cue.kind, first[cue], where[first[cue]], weight))
    return scores, found


def title_scores(lines: Sequence[TextLine]) -> tuple[npt.NDArray[np.float32], dict[int, int]]:
    """How much of a title line each type's names and titles fill, 0–1, and which line that is."""
    scores = np.zeros(len(document_types()), np.float32)
    best: dict[int, int] = {}
    for number, prominence in _title_lines(lines):
        words = [word.rstrip(":") for word in phrase_words(lines[number].text)][:25]
        for start, word in enumerate(words):
            for title, kind in _titles().get(word, ()):
                if tuple(words[start : start + len(title)]) == title:
                    score = prominence * (len(title) / len(words)) ** 0.7
                    if score > scores[kind]:
                        scores[kind] = score
                        best[kind] = number
    return scores, best


def _title_lines(lines: Sequence[TextLine]) -> Iterable[tuple[int, float]]:
    """The lines that may be a title, with their prominence: the first ones, and the largest ones."""
    if not lines:
        return
    heights = [line.box.bottom - line.box.top for line in lines]
    usual = sorted(heights)[len(heights) // 2] or 1e-6
    large = sorted(range(len(lines)), key=lambda number: -heights[number])[:TITLE_LINES]
    top = sorted(range(len(lines)), key=lambda number: lines[number].box.top)[:TITLE_LINES]
    for number in dict.fromkeys([*top, *large]):
        size = min(1.0, 0.5 + 0.4 * (heights[number] / usual - 1))
        place = 1.0 if lines[number].box.top < 0.35 else 0.6
        yield number, max(0.35, size) * place


def _matches(words: Sequence[str], start: int, phrase: tuple[str, ...]) -> bool:
    if start + len(phrase) > len(words):
        return False
    for offset, wanted in enumerate(phrase):
        word = words[start + offset]
        if word != wanted and word.rstrip(":") != wanted:
            return False
    return True


@functools.cache
def _index() -> dict[str, tuple[_Cue, ...]]:
    """The cues by their first word."""
    types = document_types()
    spread = Counter(phrase for kind in types for phrase in {*kind.cues, *kind.titles})
    table: defaultdict[str, list[_Cue]] = defaultdict(list)
    for position, kind in enumerate(types):
        seen: set[tuple[str, ...]] = set()
        for title, phrases in ((True, kind.titles), (False, kind.cues)):
            for phrase in phrases:
                words = tuple(phrase_words(phrase))
                if not words or words in seen:
                    continue
                seen.add(words)
                rarity = math.log((len(types) + 1) / (spread[phrase] + 0.5)) / math.log(len(types) + 1)
                weight = rarity * ((1.0 if title else 0.5) + 0.25 * len(words))
                table[words[0]].append(_Cue(words, position, weight, title))
    return {word: tuple(cues) for word, cues in table.items()}


@functools.cache
def _titles() -> dict[str, tuple[tuple[tuple[str, ...], int], ...]]:
    """Names and titles of the types by their first word."""
    table: defaultdict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    for position, kind in enumerate(document_types()):
        for phrase in dict.fromkeys([*kind.names, *kind.titles]):
            words = tuple(word.rstrip(":") for word in phrase_words(phrase))
            if words and len("".join(words)) > 2:
                table[words[0]].append((words, position))
    return {word: tuple(titles) for word, titles in table.items()}
