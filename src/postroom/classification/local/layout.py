"""What a page looks like: numbers from its lines and its picture, and the looks that the lexicon names."""

from __future__ import annotations

import itertools
import re
from typing import Any

import numpy as np
import numpy.typing as npt

from postroom.classification.local.shape import measure_shape
from postroom.documents.content import PageContent

LOOKS = (
    "landscape", "narrow", "sparse", "dense", "table", "money", "prose", "math", "notext", "images",
    "bigfont", "form", "twocol", "multicol", "small", "code", "large", "music", "list", "portrait", "slide",
    "staff", "handwriting", "scatter", "numeric", "pos",
)  # fmt: skip
"""The words that ``lexicon.toml`` uses; each is a number from 0 to 1 for a page."""

FUNCTION_WORDS = frozenset(
    re.findall(
        r"\S+",
        "the of and to in a is that for it as was with be by on not he his but at are this have from or had "
        "an they which one you were all her she there would their we him been has when who will no more if "
        "out so what der die das ist nicht mit von zu den ein eine und im auf für des dem sich als auch "
        "le la les et un une est pour dans que du au sur par ne pas "
        "el los las y en por con para del se lo al como il di che è per non della i gli "
        "o os as um uma do da em na ao het een van op dat niet zijn voor met te",
    )
)
MONEY = re.compile(r"(?:[$€£¥]|\b(?:USD|EUR|GBP|CHF|RM)\b)\s?\d|\b\d{1,3}(?:[.,\s]\d{3})*[.,]\d{2}\b")
CLOCK = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\b")
MATHEMATICS = "∑∫≤≥∈αβγλμσθ∀→\u00d7±√∂=+"
BLANKS = re.compile(r"_{3,}|\.{5,}|[☐☒□■]")
GRID = (8, 6)
"""Rows and columns of the ink grid."""


def measure(page: PageContent) -> dict[str, float]:
    """Numbers of the page that the looks and the picture model are made of; their names say what they are."""
    text, lines = page.text, page.lines
    words = re.findall(r"[^\W\d_]+", text)
    tokens = text.split()
    length = max(1, len(text))
    heights = np.array([line.box.bottom - line.box.top for line in lines]) if lines else np.zeros(1)
    widths = np.array([line.box.right - line.box.left for line in lines]) if lines else np.zeros(1)
    lefts = np.array([line.box.left for line in lines]) if lines else np.zeros(1)
    numbers = {
        "words": float(len(words)),
        "tokens": float(len(tokens)),
        "lines": float(len(lines)),
        "digits": sum(character.isdigit() for character in text) / length,
        "function_words": sum(word.lower() in FUNCTION_WORDS for word in words) / max(1, len(words)),
        "money": float(len(MONEY.findall(text))),
        "colons": text.count(":") / max(1, len(lines)),
        "blanks": float(len(BLANKS.findall(text))),
        "code": sum(text.count(sign) for sign in "{}();=<>[]") / length,
        "math": sum(text.count(sign) for sign in MATHEMATICS) / length,
        "short_tokens": sum(len(token) <= 2 for token in tokens) / max(1, len(tokens)),
        "upper": sum(word.isupper() for word in words) / max(1, len(words)),
        "clock": float(bool(CLOCK.search(text))),
        "confidence": float(np.mean([line.confidence for line in lines])) if lines else 1.0,
        "ocr": float(page.text_source == "ocr"),
        "aspect": page.width / page.height,
        "points": max(page.width, page.height) if page.kind == "pdf" else 0.0,
        "height_median": float(np.median(heights)),
        "height_top": float(np.percentile(heights, 95)),
        "width_median": float(np.median(widths)),
        "width_spread": float(np.std(widths)),
        "left_spread": float(np.std(lefts)),
        "right_half": float(np.mean(lefts > 0.5)),
        "line_length": length / max(1, len(lines)),
    }
    return numbers | measure_shape(lines) | _picture(page.picture)


def _picture(picture: npt.NDArray[np.uint8]) -> dict[str, float]:
    """Numbers of the picture alone."""
    step = max(1, max(picture.shape[:2]) // 384)
    small = picture[::step, ::step].astype(np.float32)
    # Channel by channel: numpy is ten times as slow along an axis of three.
    red, green, blue = np.moveaxis(small, 2, 0)
    grey = (red + green + blue) / np.float32(3)
    height, width = grey.shape
    paper = float(np.percentile(grey, 85))
    dark = grey < paper - 40
    rows, columns = dark.mean(axis=1), dark.mean(axis=0)
    saturation = np.maximum(np.maximum(red, green), blue) - np.minimum(np.minimum(red, green), blue)
    long_rows = _longest_runs(dark, max(8, width // 4))
    long_columns = _longest_runs(dark.T, max(8, height // 6))
    starts = np.flatnonzero(long_rows & ~np.roll(long_rows, 1))
    gaps = np.diff(starts) if len(starts) > 1 else np.zeros(1)
    centre = columns[int(width * 0.46) : max(int(width * 0.46) + 1, int(width * 0.54))]
    numbers = {
        "ink": float(dark.mean()),
        "paper": paper / 255,
        "saturated": float((saturation > 60).mean()),
        "middle_grey": float(((grey > 60) & (grey < paper - 30)).mean()),
        "contrast": float(grey.std()) / 128,
        "horizontal_rules": float(len(starts)),
        "vertical_rules": float(np.count_nonzero(long_columns & ~np.roll(long_columns, 1))),
        "staves": float(((gaps >= 2) & (gaps <= 7)).sum()),
        "empty_rows": float((rows < 0.003).mean()),
        "empty_columns": float((columns < 0.003).mean()),
        "gutter": float(centre.min() / (columns.mean() + 1e-6)) if columns.mean() > 0 else 1.0,
        "row_rhythm": float(rows.std()),
        "column_rhythm": float(columns.std()),
    }
    grid = _grid(dark)
    return numbers | {f"ink_{index}": float(value) for index, value in enumerate(grid)}


def _longest_runs(dark: npt.NDArray[np.bool_], length: int) -> npt.NDArray[np.bool_]:
    """Which rows hold an unbroken dark run of at least `length` pixels."""
    if dark.shape[1] < length:
        return np.full(len(dark), fill_value=False)
    sums: npt.NDArray[np.int32] = np.cumsum(np.pad(dark, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    runs: Any = sums[:, length:] - sums[:, :-length]
    return np.asarray(runs.max(axis=1) >= length, np.bool_)


def _grid(dark: npt.NDArray[np.bool_]) -> npt.NDArray[np.float32]:
    """Share of ink in each cell of `GRID`, its square root, row by row."""
    rows = [index * dark.shape[0] // GRID[0] for index in range(GRID[0] + 1)]
    columns = [index * dark.shape[1] // GRID[1] for index in range(GRID[1] + 1)]
    cells = [
        float(dark[top:bottom, left:right].mean()) if bottom > top and right > left else 0.0
        for top, bottom in itertools.pairwise(rows)
        for left, right in itertools.pairwise(columns)
    ]
    return np.sqrt(np.array(cells, np.float32))


def looks(numbers: dict[str, float]) -> npt.NDArray[np.float32]:
    """How much the page has each of `LOOKS`, 0–1."""
    n = numbers
    aspect = n["aspect"]
    turned_a4 = float(np.exp(-(((aspect - 1.414) / 0.02) ** 2)))
    look = {
        "landscape": _step((aspect - 1.12) * 18),
        "narrow": _step((0.58 - aspect) * 20),
        "sparse": _step((90 - n["words"]) / 20),
        "dense": _step((n["words"] - 600) / 80),
        "table": _step((n["digits"] - 0.12) * 40),
        "money": _step((n["money"] / max(8.0, n["tokens"]) - 0.05) * 60),
        "prose": _step((n["function_words"] - 0.33) * 25) * _step((n["words"] - 80) / 25),
        "math": _step((n["math"] - 0.012) * 300),
        "notext": _step((12 - n["words"]) / 3),
        "images": _step((n["saturated"] - 0.2) * 12 + (n["middle_grey"] - 0.3) * 6),
        "bigfont": _step((n["height_top"] - 0.035) * 150),
        "form": 0.5 * _step((n["colons"] - 0.45) * 5) + 0.5 * _step((n["blanks"] - 3) * 0.8),
        "twocol": _step((0.25 - n["gutter"]) * 10) * _step((n["words"] - 250) / 50),
        "multicol": _step((n["words"] - 350) / 50) * _step((0.35 - n["gutter"]) * 8),
        "small": _step((0.75 - abs(aspect - 1.5)) * 6) * _step((120 - n["words"]) / 25),
        "code": _step((n["code"] - 0.03) * 150),
        "large": _step((n["points"] - 1300) / 80),
        "music": _step((n["horizontal_rules"] - 8) * 0.6) * _step((0.13 - n["function_words"]) * 40),
        "list": 0.3,
        "portrait": _step((0.95 - aspect) * 20),
        "slide": _step((aspect - 1.2) * 25) * _step((130 - n["words"]) / 15) * (1 - 0.6 * turned_a4),
        "staff": _step((n["staves"] - 8) * 0.8) * _step((0.14 - n["function_words"]) * 40),
        "handwriting": n["ocr"]
        * _step((0.85 - n["confidence"]) * 35)
        * _step(n["lines"] - 5)
        * _step((n["height_median"] - 0.02) * 200),
        "scatter": _step((n["short_tokens"] - 0.45) * 14)
        * _step((0.14 - n["function_words"]) * 40)
        * _step((n["tokens"] - 15) / 4),
        "numeric": _step((n["digits"] - 0.27) * 30)
        * _step((0.32 - n["function_words"]) * 30)
        * _step((n["tokens"] - 25) / 5),
        "pos": n["clock"]
        * _step((n["money"] - 1.5) * 2)
        * _step((190 - n["words"]) / 25)
        * _step((n["tokens"] - 12) / 4),
    }
    return np.array([look[name] for name in LOOKS], np.float32)


def _step(value: float) -> float:
    """A soft step from 0 to 1."""
    return float(1 / (1 + np.exp(-np.clip(value, -30, 30))))
