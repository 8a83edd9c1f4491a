"""The shape of a page's text: its signs, its numbering, how its lines stand; true in any language.

Numbers for the picture model, from the lines alone. They tell a questionnaire by its question marks and a
table by its rows where the words are new or badly read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from postroom.documents.content import TextLine

Vector = npt.NDArray[np.float64]

MOST_LINES = 400
"""The first lines say what a page looks like; a page of thousands need not take longer."""

DATE = re.compile(r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
TELEPHONE = re.compile(r"\+?\(?\d{2,4}\)?[\s/.-]\d{3,}")
ADDRESS = re.compile(r"www\.|https?:|\.com|\.org")
NUMBERED = re.compile(r"\s*(?:\(?[0-9ivxIVX]{1,4}[.)]|\d+(?:\.\d+)+)\s")
BULLET = re.compile(r"\s*[•●▪◦\-\u2013*·»>]\s?")
OPTION = re.compile(r"\s*(?:[oO0□☐○◯(\[]\s?[\])]?|\[\s?\]|\(\s?\))\s")
FIRST_PERSON = re.compile(r"\b(?:I|my|me|we|our|ich|wir|mein|je|nous|mon|yo|mi|io|eu|ik|wij)\b")
SECOND_PERSON = re.compile(r"\b(?:you|your|Sie|Ihr|Ihre|vous|votre|usted|su|Lei|você|uw)\b")
QUOTES = "\"“”«»„"  # fmt: skip
PLAIN = frozenset(".,;:!?()-/'\"%&@")
COLUMNS_ACROSS = 40
"""How finely the edges of lines are told apart when those that stand below each other are counted."""


def measure_shape(lines: Sequence[TextLine]) -> dict[str, float]:
    """The numbers, named; shares are 0–1, heights and places in fractions of the page."""
    some = lines[:MOST_LINES]
    return _signs([line.text for line in some]) | _geometry(some)


def _signs(lines: Sequence[str]) -> dict[str, float]:
    """How often signs, dates and numbering stand in the text, by words or by lines."""
    text = "\n".join(lines)
    tokens = text.split()
    words, count = max(1, len(tokens)), max(1, len(lines))

    def by_word(signs: str) -> float:
        return sum(text.count(sign) for sign in signs) / words

    def by_line(pattern: re.Pattern[str]) -> float:
        return sum(pattern.match(line) is not None for line in lines) / count

    def ending(sign: str) -> float:
        return sum(line.rstrip().endswith(sign) for line in lines) / count

    return {
        "questions": text.count("?") / count,
        "at_signs": float(text.count("@")),
        "percents": by_word("%"),
        "slashes": by_word("/"),
        "brackets": by_word("("),
        "quotes": by_word(QUOTES),
        "semicolons": by_word(";"),
        "exclamations": by_word("!"),
        "commas": by_word(","),
        "currencies": by_word("$€£"),
        "ending_sentence": ending("."),
        "ending_hyphen": ending("-"),
        "ending_colon": ending(":"),
        "dates": float(len(DATE.findall(text))),
        "years": float(len(YEAR.findall(text))),
        "telephones": float(len(TELEPHONE.findall(text))),
        "addresses": float(len(ADDRESS.findall(text))),
        "numbered": by_line(NUMBERED),
        "bullets": by_line(BULLET),
        "options": by_line(OPTION),
        "capital_lines": sum(line.isupper() for line in lines) / count,
        "number_lines": sum(sum(map(str.isdigit, line)) > 0.4 * len(line) for line in lines) / count,
        "capitalised": sum(token[:1].isupper() for token in tokens) / words,
        "word_length": sum(map(len, tokens)) / words,
        "different": len(set(text.lower().split())) / words,
        "first_person": len(FIRST_PERSON.findall(text)) / words,
        "second_person": len(SECOND_PERSON.findall(text)) / words,
        "strange": sum(not (sign.isalnum() or sign.isspace() or sign in PLAIN) for sign in text)
        / max(1, len(text)),
    }


def _geometry(lines: Sequence[TextLine]) -> dict[str, float]:
    """How high, wide and far apart the lines are, and where they begin and end; all 0 without lines."""
    edges = [(line.box.left, line.box.top, line.box.right, line.box.bottom) for line in lines]
    boxes: Vector = np.array(edges or [(0.0,) * 4])
    lefts, tops, rights, bottoms = (boxes[:, side] for side in range(4))
    lengths: Vector = np.array([float(len(line.text)) for line in lines] or [0.0])
    confidence: Vector = np.array([line.confidence for line in lines] or [0.0])
    heights, widths = bottoms - tops, rights - lefts
    low, middle, high = (float(value) for value in np.percentile(heights, (10, 50, 90)))
    highest = int(heights.argmax())
    steps: Vector = np.diff(np.sort(tops))
    gaps: Vector = steps[steps > 0.002] if (steps > 0.002).any() else np.zeros(1)
    left_edges, left_counts = np.unique(np.round(lefts * COLUMNS_ACROSS), return_counts=True)
    right_counts = np.unique(np.round(rights * COLUMNS_ACROSS), return_counts=True)[1]
    total = max(1.0, float(lengths.sum()))
    numbers = {
        "height_low": low,
        "height_high": high,
        "height_most": heights[highest],
        "height_ratio": heights[highest] / max(1e-4, middle),
        "height_variation": heights.std() / max(1e-4, heights.mean()),
        "highest_at": tops[highest],
        "highest_length": lengths[highest],
        "first_at": tops.min(),
        "last_at": bottoms.max(),
        "edges": (left_counts >= 3).sum(),
        "main_edge": left_counts.max() / len(boxes),
        "main_edge_at": left_edges[left_counts.argmax()] / COLUMNS_ACROSS,
        "main_right_edge": right_counts.max() / len(boxes),
        "centred": (np.abs((lefts + rights) / 2 - 0.5) < 0.03).mean(),
        "wide": (widths > 0.6).mean(),
        "narrow_lines": (widths < 0.15).mean(),
        "gap_median": np.median(gaps),
        "gap_high": np.percentile(gaps, 90),
        "gap_most": gaps.max(),
        "side_by_side": (steps < 0.004).mean() if len(steps) else 0.0,
        "text_at_top": lengths[tops < 0.25].sum() / total,
        "text_at_bottom": lengths[tops > 0.75].sum() / total,
        "confidence_low": np.percentile(confidence, 10),
        "confidence_spread": confidence.std(),
    }
    return {name: float(value) if len(lines) else 0.0 for name, value in numbers.items()}
