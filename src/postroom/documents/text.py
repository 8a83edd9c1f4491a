"""Reads a page: its text layer when that is good, else by OCR, and a small picture for the layout."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from postroom.documents.content import PICTURE_SIDE, PageContent, TextLine
from postroom.documents.document import Document, Page
from postroom.documents.ocr import OcrEngine, default_engine
from postroom.documents.quality import find_ink, is_blank, is_rubbish, likeness
from postroom.documents.stages import stage
from postroom.schemas import Box, TextSource

OCR_SIDE = 1600
"""Long side, in pixels, of the picture that OCR reads: small print on A4 is legible from about here."""

OCR_SHORT_SIDE = 720
"""Short side, in pixels, that a strip such as a till roll is given, as far as `OCR_LONGEST_SIDE` lets."""

OCR_LONGEST_SIDE = 6000

FEW_CHARACTERS = 250
"""A text layer shorter than this may be a stamp or a footer on a picture of text."""

UNREAD_INK = 0.01
"""Share of the page's cells with ink outside a short text layer from which on there may be more to read."""

LEGIBLE = 0.8
"""Mean confidence below which a page may lie upside down."""

PROBE_LINES = 6
"""Lines that are read a second time to see how a page lies."""

Picture = npt.NDArray[np.uint8]
Lines = tuple[TextLine, ...]


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
        layer = page.text_layer()
        lines, rotation = layer.lines, -layer.turned % 360
        if rotation:
            # PDFium puts lines into the order in which they are shown, here sideways.
            lines = tuple(sorted((_turn_line(line, rotation) for line in lines), key=_row_then_column))
        source: TextSource = "text_layer" if lines else "none"
        blank = not lines and is_blank(picture)
        if not blank and _needs_ocr(layer.lines, picture):
            with stage("ocr"):
                read, turn = _recognise(page, ocr or default_engine())
            if _is_better(read, lines):
                lines, rotation, source = read, turn, "ocr"
        turned = rotation % 180 == 90
        return PageContent(
            number=number,
            kind=document.kind,
            width=page.height if turned else page.width,
            height=page.width if turned else page.height,
            lines=lines,
            text_source=source,
            picture=_turn(picture, rotation),
            blank=blank,
            rotation=rotation,
        )
    finally:
        page.close()


def _needs_ocr(lines: Lines, picture: Picture) -> bool:
    if not lines:
        return True
    text = "\n".join(line.text for line in lines)
    if len(text) < FEW_CHARACTERS:
        return float(find_ink(picture, [line.box for line in lines]).mean()) > UNREAD_INK
    return is_rubbish(text)


def _is_better(read: Lines, layer: Lines) -> bool:
    """Whether what OCR read tells more than the text layer."""
    if not read or not layer:
        return bool(read)
    read_text, layer_text = ("\n".join(line.text for line in lines) for lines in (read, layer))
    if is_rubbish(layer_text):
        return likeness(read_text) > 1.2 * likeness(layer_text) or not is_rubbish(read_text)
    return len(read_text) > 1.5 * len(layer_text)


def _recognise(page: Page, ocr: OcrEngine) -> tuple[Lines, int]:
    """The page's lines by OCR, and by how many degrees it had to be turned clockwise for them.

    The engine turns tall lines a quarter counter-clockwise before it reads them, so that their shape and
    their legibility together tell how the page lies; one more reading makes sure.
    """
    longer = max(page.width, page.height) / min(page.width, page.height)
    picture = page.render(min(OCR_LONGEST_SIDE, max(OCR_SIDE, int(OCR_SHORT_SIDE * longer))))
    lines = ocr.read(picture)
    confidence = _confidence(lines)
    if _are_tall(lines, picture):
        degrees = 270 if confidence >= LEGIBLE else 90
    elif lines and confidence < LEGIBLE and _is_upside_down(picture, lines, confidence, ocr):
        degrees = 180
    else:
        return lines, 0
    turned = _turn(picture, degrees)
    candidate = ocr.read(turned)
    # A page of tall lines was read, if at all, in an order that makes no sense.
    if _are_tall(candidate, turned) or _confidence(candidate) < confidence - 0.05:
        return lines, 0
    return candidate, degrees


def _is_upside_down(picture: Picture, lines: Lines, confidence: float, ocr: OcrEngine) -> bool:
    """Reads some lines again, upside down, on a picture of their own: far less work than the whole page."""
    height, width = picture.shape[:2]
    strips: list[Picture] = []
    for line in sorted(lines, key=lambda line: -len(line.text))[:PROBE_LINES]:
        box = line.box
        strip = picture[
            int(box.top * height) : int(box.bottom * height) + 1,
            int(box.left * width) : int(box.right * width) + 1,
        ]
        strips.append(strip[::-1, ::-1])
    paper = np.median(picture.reshape(-1, 3)[::97], axis=0).astype(np.uint8)
    gap = 16
    probe = np.empty(
        (
            sum(len(strip) + gap for strip in strips) + gap,
            max(strip.shape[1] for strip in strips) + 2 * gap,
            3,
        ),
        np.uint8,
    )
    probe[:] = paper
    top = gap
    for strip in strips:
        probe[top : top + len(strip), gap : gap + strip.shape[1]] = strip
        top += len(strip) + gap
    return _confidence(ocr.read(probe)) > confidence + 0.1


def _turn(picture: Picture, degrees: int) -> Picture:
    """The picture turned clockwise."""
    return np.ascontiguousarray(np.rot90(picture, -degrees // 90)) if degrees else picture


def _turn_line(line: TextLine, degrees: int) -> TextLine:
    """The line on a page turned clockwise."""
    box = line.box
    for _ in range(degrees // 90):
        box = Box(1 - box.bottom, box.left, 1 - box.top, box.right)
    return TextLine(line.text, box, line.confidence)


def _row_then_column(line: TextLine) -> tuple[float, float]:
    return round(line.box.top + line.box.bottom, 2), line.box.left


def _are_tall(lines: Sequence[TextLine], picture: Picture) -> bool:
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
