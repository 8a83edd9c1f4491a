"""PDFs through PDFium. It is not thread-safe: a process reads one document at a time."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from postroom.documents.content import TextLine
from postroom.errors import DocumentCorrupt, DocumentEmpty, DocumentEncrypted, TooManyPages
from postroom.schemas import Box, DocumentKind
from postroom.settings import DocumentSettings

MAX_CHARACTERS = 100_000
"""Characters read of a page's text layer; more tell nothing new."""

GRID = 100_000
"""Steps in which a position on a page is told: PDFium speaks of whole device pixels."""


class PdfDocument:
    """An open PDF."""

    kind: DocumentKind = "pdf"

    def __init__(self, source: Path | bytes, limits: DocumentSettings) -> None:
        try:
            self._pdf = pdfium.PdfDocument(source)
        except pdfium.PdfiumError as error:
            if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
                raise DocumentEncrypted("the PDF is protected by a password") from error
            raise DocumentCorrupt("File appears to be corrupted") from error
        self.page_count = len(self._pdf)
        if self.page_count == 0:
            self.close()
            raise DocumentEmpty("the PDF has no pages")
        if self.page_count > limits.max_document_pages:
            self.close()
            raise TooManyPages(
                f"the PDF has {self.page_count} pages; {limits.max_document_pages} are allowed"
            )

    def page(self, number: int) -> PdfPage:
        """Page `number`, from 1."""
        try:
            return PdfPage(self._pdf[number - 1])
        except pdfium.PdfiumError as error:
            raise DocumentCorrupt(f"Page {number} can't be read") from error

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
    """An open page of a PDF, turned as its /Rotate says."""

    def __init__(self, page: Any) -> None:
        self._page = page
        width, height = page.get_size()
        # Files with absurd or empty page boxes exist; a page is at least a point wide.
        self.width, self.height = max(1.0, width), max(1.0, height)

    def text_layer(self) -> tuple[TextLine, ...]:
        """The lines in the order in which the file's author wrote them."""
        try:
            layer = self._page.get_textpage()
        except pdfium.PdfiumError:
            return ()
        try:
            count = min(layer.count_chars(), MAX_CHARACTERS)
            text: str = layer.get_text_range(0, count, errors="ignore") if count > 0 else ""
            return tuple(self._lines(layer, text))
        finally:
            layer.close()

    def _lines(self, layer: Any, text: str) -> Iterator[TextLine]:
        start = 0
        for raw_line in text.splitlines(keepends=True):
            end = start + len(raw_line)
            # U+0002 is how PDFium writes a hyphen at the end of a line.
            line = " ".join(raw_line.replace("\x02", "-").split())
            if line:
                # Leading and trailing spaces have no box of their own.
                first = start + len(raw_line) - len(raw_line.lstrip())
                last = first + len(raw_line.strip()) - 1
                yield TextLine(line, self._box(layer, {first, (first + last) // 2, last}))
            start = end

    def _box(self, layer: Any, characters: set[int]) -> Box:
        """The box around some characters: the ends and the middle tell the extent of a line well enough."""
        corners: list[tuple[float, float]] = []
        for index in characters:
            left, bottom, right, top = layer.get_charbox(index)
            corners += [self._upright(left, bottom), self._upright(right, top)]
        xs, ys = zip(*corners, strict=True)
        return Box(min(xs), min(ys), max(xs), max(ys))

    def _upright(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own space as fractions of the page as it is shown (/Rotate and /CropBox)."""
        device_x, device_y = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(self._page.raw, 0, 0, GRID, GRID, 0, x, y, device_x, device_y)
        return min(1.0, max(0.0, device_x.value / GRID)), min(1.0, max(0.0, device_y.value / GRID))

    def render(self, long_side: int) -> npt.NDArray[np.uint8]:
        """The page as RGB; its long side is exactly `long_side` pixels."""
        scale = long_side / max(self.width, self.height)
        try:
            bitmap = self._page.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
        except pdfium.PdfiumError as error:
            raise DocumentCorrupt("the page can't be rendered") from error
        pixels: npt.NDArray[np.uint8] = bitmap.to_numpy()
        picture = pixels[:, :, :3].copy() if pixels.ndim == 3 else np.repeat(pixels[:, :, None], 3, axis=2)
        bitmap.close()
        return picture

    def close(self) -> None:
        """Release the page."""
        self._page.close()
