"""What on the page spoke for the winner and the runner-up."""

from __future__ import annotations

from collections.abc import Sequence

from postroom.classification.local.features import PageFeatures, look_table
from postroom.classification.local.layout import LOOKS
from postroom.classification.local.lexicon import fold, singular
from postroom.classification.local.scoring import Candidate, Candidates
from postroom.documents.content import PageContent, TextLine
from postroom.schemas import Category, Evidence

MOST_SPANS = 5
MOST_LOOKS = 2
MAX_LENGTH = 120
TITLE_WEIGHT = 3.0
"""A title speaks as loud as a few cues."""


def explain(
    page: PageContent,
    features: PageFeatures,
    categories: Sequence[Category],
    candidates: Candidates,
    scores: dict[str, float],
) -> tuple[Evidence, ...]:
    """Up to `MOST_SPANS` text spans and `MOST_LOOKS` layout features for each of the two best categories."""
    best = sorted(range(len(categories)), key=lambda number: -scores[categories[number].name])[:2]
    found: list[Evidence] = []
    for number in best:
        name = categories[number].name
        candidate = candidates.each[number]
        spans = _known_spans(features, candidate) if candidate.kinds else _unknown_spans(page, candidate)
        total = sum(spans.values()) or 1.0
        heaviest = sorted(spans.items(), key=lambda item: (-item[1], item[0]))[:MOST_SPANS]
        found += [_span(page, name, page.lines[line], weight / total) for line, weight in heaviest]
        found += _looks(features, name, candidate)
    return tuple(found)


def _known_spans(features: PageFeatures, candidate: Candidate) -> dict[int, float]:
    """Weights of the lines that hold the type's title or phrases."""
    lines: dict[int, float] = {}
    for phrase in features.found:
        if phrase.kind in candidate.kinds:
            lines[phrase.line] = lines.get(phrase.line, 0.0) + phrase.weight
    for kind in candidate.kinds:
        if kind in features.titles:
            line = features.titles[kind]
            lines[line] = lines.get(line, 0.0) + TITLE_WEIGHT
    return lines


def _unknown_spans(page: PageContent, candidate: Candidate) -> dict[int, float]:
    """Weights of the lines that hold words of the category's name or description."""
    wanted = {word for word in candidate.words if len(word) > 2}
    lines: dict[int, float] = {}
    for number, line in enumerate(page.lines[:200]):
        shared = wanted.intersection(singular(fold(line.text)).split())
        if shared:
            lines[number] = float(len(shared))
    return lines


def _span(page: PageContent, category: str, line: TextLine, weight: float) -> Evidence:
    box = line.box
    points = None
    if page.kind == "pdf":
        points = (
            box.left * page.width,
            box.top * page.height,
            box.right * page.width,
            box.bottom * page.height,
        )
    return Evidence(category, "text", line.text[:MAX_LENGTH], weight, box, points)


def _looks(features: PageFeatures, category: str, candidate: Candidate) -> list[Evidence]:
    rows = [look_table()[kind] * features.look_values for kind in candidate.kinds]
    if not rows:
        return []
    row = max(rows, key=lambda values: float(values.sum()))
    order = sorted(range(len(LOOKS)), key=lambda look: -float(row[look]))[:MOST_LOOKS]
    return [
        Evidence(category, "layout", LOOKS[look], float(row[look]))
        for look in order
        if features.look_values[look] > 0.5 and row[look] > 0
    ]
