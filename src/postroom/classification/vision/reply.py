"""What a reply says: which label, and how probable every label is. Pure."""

from __future__ import annotations

import dataclasses
import json
import math
import re
from collections.abc import Sequence
from typing import Any, cast

RANK_ODDS = 4.0
"""Without log-probabilities: how much more probable a stated place is than the next."""

_OBJECT = re.compile(r"\{.*\}", re.DOTALL)
_BEFORE = re.compile(rb'"category"\s*:\s*"')
_EDGES = " \t\r\n\"'`*.:"


@dataclasses.dataclass(frozen=True, slots=True)
class Token:
    """A token of a reply.

    Attributes:
        data: Its bytes in UTF-8; a character may be split between tokens.
        logprob: Natural logarithm of its probability.
        alternatives: What could have stood there, itself included, with the logarithms.
    """

    data: bytes
    logprob: float
    alternatives: tuple[tuple[bytes, float], ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Statement:
    """The label that a reply names.

    Attributes:
        label: Its place among the labels.
        runner_up: Place of the second best, if one is stated.
        words: The label as it stands in the reply, between its quotes.
        quoted: Whether a quote ends it.
    """

    label: int
    runner_up: int | None
    words: str
    quoted: bool


def read_statement(text: str, labels: Sequence[str]) -> Statement | None:
    """The label that `text` names, as JSON or in plain words; None when it names none, or several."""
    stated = _read_object(text)
    if stated is not None:
        category = stated.get("category")
        if not isinstance(category, str) or (label := _find(category, labels)) is None:
            return None
        runner_up = stated.get("runner_up")
        second = _find(runner_up, labels) if isinstance(runner_up, str) else None
        return Statement(label, None if second == label else second, category, quoted=True)
    bare = text.strip(_EDGES)
    if (label := _find(bare, labels)) is not None:
        return Statement(label, None, bare, quoted=False)
    found = _named(text, labels)
    return Statement(found[0], None, labels[found[0]], quoted=False) if len(found) == 1 else None


def label_scores(
    text: str, statement: Statement, labels: Sequence[str], tokens: Sequence[Token]
) -> list[float]:
    """How probable each label is, before calibration; sums to 1.

    Along the tokens of the chosen label, each alternative is a way to other labels and gives them what it
    weighs. What the model gave to no label is shared evenly. Without log-probabilities, the stated places
    count.
    """
    data = text.encode()
    begin = _BEFORE.search(data) if statement.quoted else None
    ways = [_written(label, quoted=statement.quoted) for label in labels]
    ways[statement.label] = _written(statement.words, quoted=statement.quoted)
    start = data.find(ways[statement.label], begin.end() if begin else 0)
    if start < 0 or b"".join(token.data for token in tokens) != data:
        return _by_place(statement, len(labels))
    shares = _along(ways, statement.label, start, tokens)
    unsaid = max(0.0, 1.0 - sum(shares)) / len(labels)
    total = max(1.0, sum(shares))
    return [(share + unsaid) / total for share in shares]


def _written(label: str, *, quoted: bool) -> bytes:
    """The label as it stands in a reply; within JSON, with the quote that ends it."""
    return json.dumps(label, ensure_ascii=False)[1:].encode() if quoted else label.encode()


def _along(ways: Sequence[bytes], chosen: int, start: int, tokens: Sequence[Token]) -> list[float]:
    shares = [0.0] * len(ways)
    reached, offset = 1.0, 0
    path = ways[chosen]
    for token in tokens:
        begin, offset = offset, offset + len(token.data)
        if offset <= start:
            continue
        if begin >= start + len(path):
            break
        lead, before = token.data[: max(0, start - begin)], max(0, begin - start)
        for data, logprob in token.alternatives:
            if data == token.data or not data.startswith(lead) or data == lead:
                continue
            heirs = _heirs(ways, path[:before], data[len(lead) :])
            for heir in heirs:
                shares[heir] += reached * math.exp(logprob) / len(heirs)
        reached *= math.exp(min(0.0, token.logprob))
    shares[chosen] += reached
    return shares


def _heirs(ways: Sequence[bytes], before: bytes, data: bytes) -> list[int]:
    """The labels that begin with `before` and can go on with `data`."""
    found: list[int] = []
    for number, way in enumerate(ways):
        rest = way[len(before) :]
        if way.startswith(before) and rest and (rest.startswith(data) or data.startswith(rest)):
            found.append(number)
    return found


def _by_place(statement: Statement, labels: int) -> list[float]:
    weights = [RANK_ODDS**-2] * labels
    if statement.runner_up is None:
        weights = [RANK_ODDS**-1] * labels
    else:
        weights[statement.runner_up] = RANK_ODDS**-1
    weights[statement.label] = 1.0
    return [weight / sum(weights) for weight in weights]


def _read_object(text: str) -> dict[str, Any] | None:
    found = _OBJECT.search(text)
    if not found:
        return None
    try:
        value: object = json.loads(found[0])
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None


def _find(words: str, labels: Sequence[str]) -> int | None:
    """The place of the label that `words` are: exactly, or but for case and spaces when only one is so."""
    if words in labels:
        return labels.index(words)
    alike = [number for number, label in enumerate(labels) if _fold(label) == _fold(words)]
    return alike[0] if len(alike) == 1 else None


def _named(text: str, labels: Sequence[str]) -> list[int]:
    """The labels that stand in `text` as words of their own, but not those within a longer one."""
    rest = text.casefold()
    found: list[int] = []
    for number in sorted(range(len(labels)), key=lambda number: -len(labels[number])):
        pattern = rf"(?<!\w){re.escape(labels[number].casefold())}(?!\w)"
        rest, count = re.subn(pattern, "\0", rest)
        if count:
            found.append(number)
    return found


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())
