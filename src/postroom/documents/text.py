"""Reads a page: its text layer when that is good, else by OCR, and a small picture for the layout."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from postroom.documents.content import PICTURE_SIDE, PageContent, TextLine
from postroom.documents.document import Document, Page
from postroom.documents.ocr import OcrEngine, default_engine
from postroom.documents.quality import is_blank
from postroom.schemas import Box, TextSource

LEGIBLE = 0.75
"""Mean confidence below which a page may lie upside down."""

OCR_SIDE = 1600
"""Long side, in pixels, of the picture that OCR reads: small print on A4 is legible from about here."""

FEW_CHARACTERS = 40
"""A text layer shorter than this may be a scanner's stamp on a picture of text."""

GARBAGE = 0.2
"""Share of characters that no writing has, above which a text layer is not believed."""


def read_page(document: Document, number: int, ocr: OcrEngine | None = None) -> PageContent:
    """Page `number` (from 1) of the document, ready for a classifier.

    Args:
        document: An open document.
        number: 1-based.
        ocr: Reads pages without a good text layer; the process's default engine when None.

    Raises:
        DocumentCorrupt: The page can't be read or rendered.
        PageTooLarge: It has too many pixels.
        ClassifierUnavailable: OCR is needed and not installed.
    """
    page = document.page(number)
    try:
        picture = page.render(PICTURE_SIDE)
        lines = page.text_layer()
        source: TextSource = "text_layer" if lines else "none"
        rotation = 0
        if _needs_ocr(lines, picture):
            lines, rotation = _recognise(page, ocr or default_engine())
            source = "ocr" if lines else "none"
            picture = np.ascontiguousarray(np.rot90(picture, -rotation // 90))
        blank = not lines and is_blank(picture)
        turned = rotation % 180 == 90
        return PageContent(
            number=number,
            kind=document.kind,
            width=page.height if turned else page.width,
            height=page.width if turned else page.height,
            lines=lines,
            text_source=source,
            picture=picture,
            blank=blank,
            rotation=rotation,
        )
    finally:
        page.close()


def _needs_ocr(lines: Sequence[TextLine], picture: npt.NDArray[np.uint8]) -> bool:
    text = "".join(line.text for line in lines)
    if len(text) >= FEW_CHARACTERS:
        return _is_garbage(text)
    return not is_blank(_without(picture, [line.box for line in lines]))


def _is_garbage(text: str) -> bool:
    """Fonts without a mapping to Unicode give private-use, control and replacement characters."""
    strange = sum(
        character == "\ufffd" or "\ue000" <= character <= "\uf8ff" or (character < " ") for character in text
    )
    return strange > GARBAGE * len(text)


def _without(picture: npt.NDArray[np.uint8], boxes: Sequence[Box]) -> npt.NDArray[np.uint8]:
    """The picture with what the text layer accounts for painted over in the paper's colour."""
    if not boxes:
        return picture
    painted = picture.copy()
    height, width = picture.shape[:2]
    paper = np.median(picture.reshape(-1, 3), axis=0).astype(np.uint8)
    for box in boxes:
        # Some room around: glyphs reach over their boxes.
        top, bottom = int((box.top - 0.005) * height), int((box.bottom + 0.005) * height) + 1
        left, right = int((box.left - 0.005) * width), int((box.right + 0.005) * width) + 1
        painted[max(0, top) : bottom, max(0, left) : right] = paper
    return painted


def _recognise(page: Page, ocr: OcrEngine) -> tuple[tuple[TextLine, ...], int]:
    """The page's lines by OCR, and by how many degrees it had to be turned clockwise for them.

    The engine turns tall lines a quarter counter-clockwise before it reads them, so that their shape and
    their legibility together tell how the page lies; one more reading makes sure.
    """
    picture = page.render(OCR_SIDE)
    lines = ocr.read(picture)
    tall, legible = _are_tall(lines, picture), _confidence(lines) >= LEGIBLE
    if legible and not tall:
        return lines, 0
    if not lines and is_blank(picture):
        return lines, 0
    degrees = 180 if not tall else 270 if legible else 90
    turned = np.ascontiguousarray(np.rot90(picture, -degrees // 90))
    candidate = ocr.read(turned)
    better = _legibility(candidate) > (0.8 if tall and legible else 1.2) * _legibility(lines)
    if better and not _are_tall(candidate, turned):
        return candidate, degrees
    return lines, 0


def _are_tall(lines: Sequence[TextLine], picture: npt.NDArray[np.uint8]) -> bool:
    """Whether most lines are higher than wide, as on a page that lies on its side."""
    height, width = picture.shape[:2]
    words = [line for line in lines if len(line.text) >= 4]
    tall = sum(
        (line.box.bottom - line.box.top) * height > 1.5 * (line.box.right - line.box.left) * width
        for line in words
    )
    return tall > 0.5 * len(words) and tall >= 2


def _confidence(lines: Sequence[TextLine]) -> float:
    """Mean confidence of the characters, 0–1; 0 without any."""
    characters = sum(len(line.text) for line in lines)
    return sum(line.confidence * len(line.text) for line in lines) / characters if characters else 0.0


def _legibility(lines: Sequence[TextLine]) -> float:
    """How much was read, and how surely."""
    return sum(len(line.text) * max(0.0, line.confidence - 0.5) for line in lines)
