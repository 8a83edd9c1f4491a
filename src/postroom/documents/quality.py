"""What can be told of a page without reading it: ink, blankness, a text layer that is rubbish."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from PIL import Image

from postroom.documents.content import PageContent
from postroom.schemas import Box, Issue, PageQuality

INK_SIDE = 384
"""Long side, in pixels, of the picture in which ink is looked for; noise and dust fade at this size."""

BLOCK = 24
"""Pixels, each way, of a block whose median is taken for the paper's brightness."""

UNLIKE_PAPER = 70
"""How far a block's median may be from the page's, of 255, to be taken for paper in worse light."""

CELL = 2
"""Pixels, each way, of a cell; neighbouring cells with ink are one mark."""

MANY_CELLS = 0.06
"""Share of cells with ink above which a page can't be blank."""

MARGIN = 0.05
"""Of the long side. What touches the edge and stays within it is a shadow or the scanner's bed."""

SPECK = 6
"""Pixels, each way, of the largest speck of dust: 1.6 % of the long side, 5 mm on A4."""

HOLE = 14
"""Pixels, each way, of the largest punch hole."""

HOLE_TO_EDGE = 0.09
"""Of the long side: how far from the edge the centre of a punch hole may be."""

STREAK = (8, 0.6)
"""Pixels across, and share of the page along, of a line that dirt in a scanner draws."""

LITTLE_INK = 12
"""Pixels of ink that are nothing, when the dirt is counted out."""

STRANGE = 0.2
"""Share of characters that no writing has, above which a text layer is not believed."""

NO_WRITING = re.compile("[\x00-\x08\x0b-\x1f\ufffd\ue000-\uf8ff]")
"""Control, replacement and private-use characters."""

PAIRS = {
    "a": "dlnrstu", "b": "e", "c": "eho", "d": "aeo", "e": "acdilnrs", "g": "e", "h": "aei",
    "i": "cenost", "l": "aeil", "m": "ae", "n": "degot", "o": "fmnrsu", "q": "u", "r": "aeio",
    "s": "ceit", "t": "aehio", "u": "enr", "v": "e",
}  # fmt: skip
"""Frequent pairs of letters in the languages of Europe: the letters that often follow each letter."""

LEAST_PAIRS = 0.16
"""Share of `PAIRS` among a text's pairs of letters: 0.25 and more in prose, less in ciphers."""

ENOUGH_PAIRS = 100
"""Pairs of Latin letters from which on their share tells anything."""

ENOUGH_TEXT = 2_000
"""Characters of a text layer that are looked at to believe it or not."""

LITTLE_TEXT = 40
"""Characters below which a page says little."""

POOR_CONFIDENCE = 0.8
"""Mean confidence of OCR below which much may be misread."""

_Scalar = TypeVar("_Scalar", np.bool_, np.float32)

Ink = npt.NDArray[np.bool_]
Cells = npt.NDArray[np.int64]
Mark = Sequence[tuple[int, int]]


def find_ink(picture: npt.NDArray[np.uint8], ignore: Iterable[Box] = ()) -> Ink:
    """Cells of the page that hold ink, darker or lighter than the paper around them.

    Args:
        picture: RGB of shape (height, width, 3).
        ignore: Parts of the page in which ink does not count.

    Returns:
        Shape (rows, columns), one for each `CELL` x `CELL` pixels at `INK_SIDE`.
    """
    ink = _ink_pixels(picture)
    height, width = ink.shape
    for box in ignore:
        # Some room around: glyphs reach over their boxes.
        top, bottom = int((box.top - 0.005) * height), int((box.bottom + 0.005) * height) + 1
        left, right = int((box.left - 0.005) * width), int((box.right + 0.005) * width) + 1
        ink[max(0, top) : bottom, max(0, left) : right] = False
    return _cells(ink) > 0


def is_blank(picture: npt.NDArray[np.uint8]) -> bool:
    """True when a page without text has nothing else on it either.

    Not counted are dust, punch holes, dark edges, and straight lines from edge to edge that dirt in a
    scanner draws. Paper of any colour, and unevenly lit, is paper.
    """
    pixels = _ink_pixels(picture)
    cells = _cells(pixels)
    if np.count_nonzero(cells) > MANY_CELLS * cells.size + 4:
        return False
    left = 0
    for mark in _marks(cells):
        left += 0 if _is_dirt(mark, cells) else _ink(mark, cells)
        if left > LITTLE_INK:
            return False
    return True


def page_quality(page: PageContent) -> PageQuality:
    """How well the page could be read."""
    characters = sum(len(line.text) for line in page.lines)
    weighed = sum(line.confidence * len(line.text) for line in page.lines)
    confidence = weighed / characters if characters else None
    issues: list[Issue] = []
    if page.blank:
        issues.append("blank")
    elif not characters:
        issues.append("no_text")
    elif characters < LITTLE_TEXT:
        issues.append("little_text")
    if (confidence is not None and confidence < POOR_CONFIDENCE) or (characters and is_rubbish(page.text)):
        issues.append("poor_text")
    if page.rotation:
        issues.append("rotated")
    return PageQuality(
        characters=characters, confidence=confidence, rotation=page.rotation, issues=tuple(issues)
    )


def is_rubbish(text: str) -> bool:
    """Whether a text layer can't be what the page shows.

    Fonts without a mapping to Unicode give private-use, control and replacement characters, or letters
    that are shifted like a cipher's.
    """
    text = text[:ENOUGH_TEXT]
    strange = len(NO_WRITING.findall(text))
    return strange > STRANGE * len(text) or likeness(text) < LEAST_PAIRS


def likeness(text: str) -> float:
    """Share of a text's pairs of letters that are frequent in European languages, 0–1.

    1 where it can't be told: too few letters, or another script.
    """
    words: list[str] = re.findall(r"[a-z\u00e0-\u024f]+", text.lower())
    pairs = [pair for word in words for pair in itertools.pairwise(word)]
    letters = sum(character.isalpha() for character in text)
    if len(pairs) < ENOUGH_PAIRS or 2 * sum(map(len, words)) < letters:
        return 1.0
    return sum(second in PAIRS.get(first, "") for first, second in pairs) / len(pairs)


def _ink_pixels(picture: npt.NDArray[np.uint8]) -> Ink:
    factor = max(1, round(max(picture.shape[:2]) / INK_SIDE))
    grey = np.asarray(Image.fromarray(picture).convert("L").reduce(factor), dtype=np.float32)
    paper = np.median(_blocks(grey, BLOCK), axis=(1, 3))
    middle = np.median(grey)
    paper[np.abs(paper - middle) > UNLIKE_PAPER] = middle
    height, width = grey.shape
    paper = np.repeat(np.repeat(paper, BLOCK, axis=0), BLOCK, axis=1)[:height, :width]
    contrast = np.abs(grey - paper)
    noise = 1.5 * float(np.median(contrast))
    return contrast > min(60.0, max(20.0, 8 * noise))


def _blocks(pixels: npt.NDArray[_Scalar], side: int) -> npt.NDArray[_Scalar]:
    """The pixels as (rows, side, columns, side), the last row and column repeated to fill up."""
    height, width = pixels.shape
    filled = np.pad(pixels, ((0, -height % side), (0, -width % side)), mode="edge")
    return filled.reshape(filled.shape[0] // side, side, filled.shape[1] // side, side)


def _cells(ink: Ink) -> Cells:
    """Pixels of ink in each cell."""
    return _blocks(ink, CELL).sum(axis=(1, 3))


def _marks(cells: Cells) -> Iterator[Mark]:
    """Groups of neighbouring cells with ink."""
    left = {(int(row), int(column)) for row, column in np.argwhere(cells)}
    while left:
        mark = [left.pop()]
        for row, column in mark:
            near = {(row + y, column + x) for y in (-1, 0, 1) for x in (-1, 0, 1)} & left
            left -= near
            mark += near
        yield mark


def _ink(mark: Mark, cells: Cells) -> int:
    return sum(int(cells[row, column]) for row, column in mark)


def _is_dirt(mark: Mark, cells: Cells) -> bool:
    rows, columns = zip(*mark, strict=True)
    top, bottom, left, right = min(rows), max(rows) + 1, min(columns), max(columns) + 1
    height, width = (bottom - top) * CELL, (right - left) * CELL
    page_height, page_width = cells.shape[0] * CELL, cells.shape[1] * CELL
    if max(height, width) <= SPECK:
        return True
    if min(height, width) <= STREAK[0] and (
        height > STREAK[1] * page_height or width > STREAK[1] * page_width
    ):
        return True
    side = max(page_height, page_width)
    x, y = (left + right) / 2 * CELL, (top + bottom) / 2 * CELL
    to_edge = min(x, y, page_width - x, page_height - y)
    solid = _ink(mark, cells) > 0.5 * height * width
    if solid and max(height, width) <= HOLE and to_edge < HOLE_TO_EDGE * side:
        return True
    if min(top, left, cells.shape[0] - bottom, cells.shape[1] - right) > 0:
        return False
    margin = int(MARGIN * side / CELL)
    inside = [
        (row, column)
        for row, column in mark
        if margin <= row < cells.shape[0] - margin and margin <= column < cells.shape[1] - margin
    ]
    return _ink(inside, cells) <= LITTLE_INK
