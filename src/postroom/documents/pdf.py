"""PDFs through PDFium. It is not thread-safe: a process reads one document at a time."""

from __future__ import annotations

import collections
import ctypes
import importlib
import math
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from postroom.documents.content import TextLayer, TextLine
from postroom.errors import DocumentCorrupt, DocumentEmpty, DocumentEncrypted, PageTooLarge, TooManyPages
from postroom.schemas import Box, DocumentKind
from postroom.settings import DocumentSettings

# The C functions: generated, and partly untyped.
raw: Any = importlib.import_module("pypdfium2.raw")

MAX_CHARACTERS = 100_000
"""Characters read of a page's text layer; more tell nothing new."""

GRID = 100_000
"""Steps in which PDFium tells a position on a page."""

MAX_OBJECTS = 200
"""Pages of more objects than this are drawn, not scanned: their pictures are not measured beforehand."""


class PdfDocument:
    """An open PDF."""

    kind: DocumentKind = "pdf"

    def __init__(self, source: Path | bytes, limits: DocumentSettings) -> None:
        self._limits = limits
        # A PDF of no pages is no error to PDFium, which would then tell its last one, of another document.
        # This one can't be that of a document that is here.
        raw.FPDF_LoadDocument(b"", None)
        try:
            self._pdf: Any = pdfium.PdfDocument(source)
            if self._pdf.get_formtype() == raw.FORMTYPE_ACRO_FORM:
                # What was filled in is drawn only when this is done before a page is opened.
                self._pdf.init_forms()
        except pdfium.PdfiumError as error:
            code = getattr(error, "err_code", None)
            if code == raw.FPDF_ERR_PASSWORD:
                raise DocumentEncrypted("the PDF is protected by a password") from error
            if code == raw.FPDF_ERR_FILE:
                raise DocumentEmpty("the PDF has no pages") from error
            raise DocumentCorrupt("File appears to be corrupted") from error
        self.page_count = len(self._pdf)
        if self.page_count > limits.max_document_pages:
            self.close()
            raise TooManyPages(
                f"the PDF has {self.page_count} pages; {limits.max_document_pages} are allowed"
            )

    def page(self, number: int) -> PdfPage:
        """Page `number`, from 1."""
        try:
            page = self._pdf[number - 1]
        except pdfium.PdfiumError as error:
            raise DocumentCorrupt(f"Page {number} can't be read") from error
        largest = _largest_picture(page)
        if largest > self._limits.max_pixels:
            page.close()
            raise PageTooLarge(
                f"Page {number} holds a picture of {largest} pixels; {self._limits.max_pixels} are allowed"
            )
        return PdfPage(page)

    def close(self) -> None:
        """Release the document."""
        self._pdf.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class PdfPage:
    """An open page of a PDF, turned and cropped as its /Rotate and /CropBox say."""

    def __init__(self, page: Any) -> None:
        self._page = page
        width, height = page.get_size()
        # Files with absurd or empty page boxes exist; a page is at least a point wide.
        self.width, self.height = max(1.0, width), max(1.0, height)

    def text_layer(self) -> TextLayer:
        """The lines in the order in which the file's author wrote them."""
        try:
            layer = self._page.get_textpage()
        except pdfium.PdfiumError:
            return TextLayer()
        try:
            return _TextReader(self._page, layer).read()
        finally:
            layer.close()

    def render(self, long_side: int) -> npt.NDArray[np.uint8]:
        """The page as RGB; its long side is exactly `long_side` pixels."""
        # PDFium's sizes are rounded up: stay a little below the whole number.
        scale = (long_side - 0.01) / max(self.width, self.height)
        try:
            bitmap = self._page.render(scale=scale, rev_byteorder=True)
        except pdfium.PdfiumError as error:
            raise DocumentCorrupt("the page can't be rendered") from error
        # A copy: the bitmap's memory is PDFium's and goes with it.
        picture: npt.NDArray[np.uint8] = bitmap.to_numpy()[:, :, :3].copy()
        bitmap.close()
        return picture

    def close(self) -> None:
        """Release the page."""
        self._page.close()


class _TextReader:
    """Reads the text of one page with few calls: at every line's ends, not at every character."""

    def __init__(self, page: Any, layer: Any) -> None:
        self._layer = layer
        self._origin, self._along_x, self._along_y = _placement(page)
        self._page_turn = int(page.get_rotation())
        self._turns = collections.Counter[int]()

    def read(self) -> TextLayer:
        count = min(self._layer.count_chars(), MAX_CHARACTERS)
        # Lone surrogates are kept as U+FFFD: positions stay right, and rubbish can be told.
        text: str = self._layer.get_text_range(0, count, errors="replace") if count > 0 else ""
        lines = tuple(self._lines(text))
        return TextLayer(lines, self._turns.most_common(1)[0][0] if self._turns else 0)

    def _lines(self, text: str) -> Iterator[TextLine]:
        start = 0
        for raw_line in text.splitlines(keepends=True):
            end = start + _code_units(raw_line)
            words = raw_line.split()
            if words:
                # Leading and trailing spaces have no box of their own.
                first = start + len(raw_line) - len(raw_line.lstrip())
                last = start + _code_units(raw_line.rstrip()) - 1
                box = self._box(sorted({self._character(at) for at in (first, (first + last) // 2, last)}))
                if box:
                    self._turns[self._turn(self._character(first))] += len(raw_line)
                    # U+0002 is how PDFium writes a hyphen at the end of a line.
                    yield TextLine(" ".join(words).replace("\x02", "-"), box)
            start = end

    def _character(self, at: int) -> int:
        """The number of the character at a place in the text: some characters have no text."""
        found = raw.FPDFText_GetCharIndexFromTextIndex(self._layer.raw, at)
        return found if found >= 0 else at

    def _turn(self, character: int) -> int:
        """By how many degrees (0, 90, 180, 270) it stands turned clockwise on the page as it is shown."""
        angle = raw.FPDFText_GetCharAngle(self._layer.raw, character)
        return (round(math.degrees(angle) / 90) * 90 + self._page_turn) % 360 if angle >= 0 else 0

    def _box(self, characters: list[int]) -> Box | None:
        """The box around some characters of a line, as high as its font; None when it is off the page.

        The ends and the middle tell the extent of a line well enough.
        """
        xs: list[float] = []
        ys: list[float] = []
        corners = raw.FS_RECTF()
        for character in characters:
            if raw.FPDFText_GetLooseCharBox(self._layer.raw, character, corners):
                for x, y in ((corners.left, corners.top), (corners.right, corners.bottom)):
                    xs.append(self._origin[0] + self._along_x[0] * x + self._along_y[0] * y)
                    ys.append(self._origin[1] + self._along_x[1] * x + self._along_y[1] * y)
        if not xs or max(xs) <= 0 or min(xs) >= 1 or max(ys) <= 0 or min(ys) >= 1:
            return None
        return Box(max(0.0, min(xs)), max(0.0, min(ys)), min(1.0, max(xs)), min(1.0, max(ys)))


def _placement(page: Any) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
    """Where the page's own origin and units lie, as fractions of the page as it is shown.

    PDFium maps points to whole steps of a grid; far points keep the rounding small.
    """
    left, bottom, right, top = page.get_bbox()
    width, height = max(1.0, right - left), max(1.0, top - bottom)
    corner, at_right, at_top = (
        _to_grid(page, x, y) for x, y in ((left, bottom), (left + width, bottom), (left, bottom + height))
    )
    along_x = ((at_right[0] - corner[0]) / width, (at_right[1] - corner[1]) / width)
    along_y = ((at_top[0] - corner[0]) / height, (at_top[1] - corner[1]) / height)
    origin = (
        corner[0] - along_x[0] * left - along_y[0] * bottom,
        corner[1] - along_x[1] * left - along_y[1] * bottom,
    )
    return origin, along_x, along_y


def _to_grid(page: Any, x: float, y: float) -> tuple[float, float]:
    grid_x, grid_y = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page.raw, 0, 0, GRID, GRID, 0, x, y, grid_x, grid_y)
    return grid_x.value / GRID, grid_y.value / GRID


def _code_units(text: str) -> int:
    """Length in UTF-16, in which PDFium counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _largest_picture(page: Any) -> int:
    """Pixels of the largest picture on a page that looks scanned; PDFium would decode it whole."""
    count = raw.FPDFPage_CountObjects(page.raw)
    if count > MAX_OBJECTS:
        return 0
    width, height = ctypes.c_uint(), ctypes.c_uint()
    largest = 0
    for index in range(count):
        item = raw.FPDFPage_GetObject(page.raw, index)
        is_picture = raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_IMAGE
        if is_picture and raw.FPDFImageObj_GetImagePixelSize(item, width, height):
            largest = max(largest, width.value * height.value)
    return largest
