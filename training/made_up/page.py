"""A page to draw on: a pen that knows its typeface, its margins and how far down it is."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import pypdfium2 as pdfium
from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from .fonts import Face, chance, face, pick

ACCENTS = [
    (0.10, 0.25, 0.50), (0.55, 0.08, 0.10), (0.05, 0.38, 0.25), (0.85, 0.45, 0.05), (0.25, 0.25, 0.28),
    (0.38, 0.12, 0.42), (0.02, 0.48, 0.58), (0.0, 0.0, 0.0), (0.0, 0.35, 0.75), (0.7, 0.1, 0.3),
]  # fmt: skip


def plain(text: str) -> str:
    """`text` in the signs that the standard typefaces have."""
    return text.replace("\t", "    ").encode("cp1252", "ignore").decode("cp1252")


def _flattened(pdf: bytes) -> bytes:
    document = pdfium.PdfDocument(pdf)
    try:
        size = document[0].get_size()
        picture = document[0].render(scale=130 / 72).to_pil()
    finally:
        document.close()
    file = io.BytesIO()
    canvas = Canvas(file, size, invariant=1)
    canvas.drawImage(ImageReader(picture), 0, 0, *size)
    canvas.save()
    return file.getvalue()


def wrap(text: str, font: str, size: float, width: float) -> list[str]:
    """`text` in lines of at most `width` points."""
    lines: list[str] = []
    line = ""
    room = width
    space = stringWidth(" ", font, size)
    for word in text.split():
        wide = stringWidth(word, font, size)
        if line and wide > room:
            lines.append(line)
            line, room = word, width - wide - space
        else:
            line = f"{line} {word}" if line else word
            room -= wide + space
    return [*lines, line] if line else lines


class Page:
    """One page; lengths are points, y goes up from the bottom edge, `y` is where the next line stands."""

    def __init__(
        self,
        random: np.random.Generator,
        size: tuple[float, float] | None = None,
        kind: str = "sans",
        base: float | None = None,
        margin: float | None = None,
    ) -> None:
        self.random = random
        self.width, self.height = size or (A4 if chance(random, 0.55) else LETTER)
        self._file = io.BytesIO()
        self.flat = False
        self.canvas = Canvas(self._file, (self.width, self.height), invariant=1)
        self.face: Face = face(random, kind)
        self.base = base or float(random.uniform(9, 11.5))
        self.left = margin if margin is not None else float(random.uniform(38, 80))
        self.right = self.width - self.left
        self.top = self.height - (margin if margin is not None else float(random.uniform(36, 76)))
        self.bottom = margin if margin is not None else float(random.uniform(36, 70))
        self.y = self.top
        self.accent = pick(random, ACCENTS) if chance(random, 0.7) else (0.0, 0.0, 0.0)
        self.leading = float(random.uniform(1.15, 1.4))

    def bytes(self) -> bytes:
        """The page as a PDF; where it is `flat`, as a picture without a text layer."""
        self.canvas.save()
        return _flattened(self._file.getvalue()) if self.flat else self._file.getvalue()

    @property
    def measure(self) -> float:
        """Width between the margins."""
        return self.right - self.left

    @property
    def full(self) -> bool:
        return self.y < self.bottom + self.base * 1.5

    def colour(self, red: float, green: float | None = None, blue: float | None = None) -> None:
        """Sets the colour of ink and fill; one number is a grey."""
        shade = Color(red, red if green is None else green, red if blue is None else blue)
        self.canvas.setFillColor(shade)
        self.canvas.setStrokeColor(shade)

    def font(self, *, bold: bool = False, italic: bool = False) -> str:
        return self.face.bold if bold else self.face.italic if italic else self.face.plain

    def put(
        self,
        x: float,
        y: float,
        text: str,
        size: float | None = None,
        *,
        font: str | None = None,
        bold: bool = False,
        italic: bool = False,
        align: str = "left",
        space: float = 0,
    ) -> float:
        """Writes `text` at a place, aligned ``left``, ``right`` or ``centre`` there; returns its width."""
        font = font or self.font(bold=bold, italic=italic)
        size = size or self.base
        text = plain(text)
        wide = stringWidth(text, font, size) + space * len(text)
        start = x - wide if align == "right" else x - wide / 2 if align == "centre" else x
        self.canvas.setFont(font, size)
        self.canvas.drawString(start, y, text, charSpace=space)
        return wide

    def fit(
        self,
        x: float,
        y: float,
        text: str,
        width: float,
        size: float,
        *,
        font: str | None = None,
        bold: bool = False,
        italic: bool = False,
        align: str = "left",
    ) -> float:
        """Like `put`, in smaller letters where `text` is wider than `width`."""
        font = font or self.font(bold=bold, italic=italic)
        wide = stringWidth(plain(text), font, size)
        return self.put(x, y, text, size * min(1.0, width / max(wide, 1)), font=font, align=align)

    def line(
        self, text: str, size: float | None = None, *, bold: bool = False, italic: bool = False,
        align: str = "left", after: float = 0, indent: float = 0,
    ) -> None:  # fmt: skip
        """Writes one line at the cursor and goes on below it, `after` points lower than the next line."""
        size = size or self.base
        x = {"left": self.left + indent, "right": self.right, "centre": (self.left + self.right) / 2}[align]
        self.y -= size
        self.fit(x, self.y, text, self.measure - indent, size, bold=bold, italic=italic, align=align)
        self.y -= size * (self.leading - 1) + after

    def para(
        self, text: str, size: float | None = None, *, x: float | None = None, width: float | None = None,
        bold: bool = False, italic: bool = False, align: str = "left", after: float | None = None,
        first: float = 0, hang: str = "",
    ) -> None:  # fmt: skip
        """Writes a paragraph at the cursor, as far as the page holds it.

        Args:
            text: Words; line ends do not count.
            size: Of the letters, `base` if not given.
            x: Left edge, the margin if not given.
            width: Of the lines, to the right margin if not given.
            bold: In the bold cut.
            italic: In the italic cut.
            align: ``left``, ``centre``, ``right`` or ``justify``.
            after: Space below, half a line if not given.
            first: Indent of the first line.
            hang: A number or bullet that stands before the paragraph.
        """
        size = size or self.base
        x = self.left if x is None else x
        if hang:
            indent = max(size * 1.6, stringWidth(plain(hang) + " ", self.face.plain, size))
            if not self.full:
                self.put(x, self.y - size, hang, size, bold=bold)
            x += indent
            width = (width or self.right - x + indent) - indent
        width = width or self.right - x
        font = self.font(bold=bold, italic=italic)
        text = plain(text)
        lines = wrap(text, font, size, width - first)
        for number, row in enumerate(lines):
            if self.full:
                return
            self.y -= size
            self._row(
                row,
                x + (first if number == 0 else 0),
                width,
                font,
                size,
                align,
                last=number == len(lines) - 1,
            )
            self.y -= size * (self.leading - 1)
        self.y -= size * 0.5 if after is None else after

    def _row(
        self, row: str, x: float, width: float, font: str, size: float, align: str, *, last: bool
    ) -> None:
        if align == "justify":
            words = row.split(" ")
            rest = width - stringWidth(row, font, size)
            if not last and len(words) > 2 and 0 < rest < width * 0.25:
                gap = rest / (len(words) - 1)
                for word in words:
                    x += self.put(x, self.y, word + " ", size, font=font) + gap
                return
            align = "left"
        start = {"left": x, "centre": x + width / 2, "right": x + width}[align]
        self.put(start, self.y, row, size, font=font, align=align)

    def rule(
        self, *, width: float = 0.7, after: float = 6, x: float | None = None, to: float | None = None
    ) -> None:
        self.canvas.setLineWidth(width)
        self.canvas.line(self.left if x is None else x, self.y, self.right if to is None else to, self.y)
        self.y -= after

    def box(self, x: float, y: float, width: float, height: float, *, fill: float | tuple[float, float, float] | None = None, stroke: float = 0.6) -> None:  # fmt: skip
        """A rectangle whose lower left corner is given; `fill` is a grey or a colour, `stroke` 0 for no edge."""
        self.canvas.saveState()
        if fill is not None:
            shade = Color(*((fill,) * 3 if isinstance(fill, float) else fill))
            self.canvas.setFillColor(shade)
        self.canvas.setLineWidth(stroke)
        self.canvas.rect(x, y, width, height, stroke=int(stroke > 0), fill=int(fill is not None))
        self.canvas.restoreState()

    def tick(self, x: float, y: float, size: float, *, on: bool = False, round_: bool = False) -> None:
        """A box to tick at a place; `on` draws the cross."""
        self.canvas.setLineWidth(0.7)
        if round_:
            self.canvas.circle(x + size / 2, y + size / 2, size / 2)
        else:
            self.canvas.rect(x, y, size, size)
        if on:
            self.canvas.line(x + 1, y + 1, x + size - 1, y + size - 1)
            self.canvas.line(x + 1, y + size - 1, x + size - 1, y + 1)

    def rows(
        self, rows: Sequence[Sequence[str]], shares: Sequence[float], *, style: str = "ruled", size: float | None = None,
        aligns: str = "", head: bool = True, x: float | None = None, width: float | None = None, bold_last: bool = False,
        pad: float | None = None,
    ) -> None:  # fmt: skip
        """Draws a table at the cursor, as far as the page holds it.

        Args:
            rows: Cells; the first row is the head if `head`.
            shares: Width of each column, in any unit.
            style: ``grid``, ``ruled``, ``zebra``, ``band`` (a filled head) or ``bare``.
            size: Of the letters.
            aligns: A letter per column: l, r or c.
            head: Whether the first row is a head.
            x: Left edge.
            width: Of the table.
            bold_last: Whether the last row is a sum.
            pad: Space above and below the letters of a row.
        """
        size = size or self.base * 0.92
        x = self.left if x is None else x
        width = width or self.right - x
        widths = [width * share / sum(shares) for share in shares]
        aligns = aligns or "l" * len(shares)
        pad = size * float(self.random.uniform(0.25, 0.6)) if pad is None else pad
        for number, row in enumerate(rows):
            bold = (head and number == 0) or (bold_last and number == len(rows) - 1)
            cells = [
                wrap(plain(cell), self.font(bold=bold), size, wide - 6) or [""]
                for cell, wide in zip(row, widths, strict=True)
            ]
            tall = max(len(cell) for cell in cells) * size * 1.15 + 2 * pad
            if self.y - tall < self.bottom:
                return
            self._cells(cells, widths, x, tall, size, pad, aligns, style, number, bold=bold, head=head)
            self.y -= tall
        self.y -= size * 0.6

    def _cells(
        self, cells: list[list[str]], widths: list[float], x: float, tall: float, size: float, pad: float,
        aligns: str, style: str, number: int, *, bold: bool, head: bool,
    ) -> None:  # fmt: skip
        top = head and number == 0
        canvas = self.canvas
        if style == "band" and top:
            self.box(x, self.y - tall, sum(widths), tall, fill=self.accent, stroke=0)
            self.colour(1.0)
        elif style == "zebra" and number % 2 == 0:
            self.box(x, self.y - tall, sum(widths), tall, fill=0.82 if top else 0.93, stroke=0)
        elif style == "ruled":
            canvas.setLineWidth(0.9 if top else 0.3)
            canvas.line(x, self.y - tall, x + sum(widths), self.y - tall)
        for cell, wide, align in zip(cells, widths, aligns, strict=True):
            if style == "grid":
                canvas.setLineWidth(0.5)
                canvas.rect(x, self.y - tall, wide, tall)
            place = {"l": x + 3, "r": x + wide - 3, "c": x + wide / 2}[align]
            for step, words in enumerate(cell):
                y = self.y - pad - size * (0.85 + 1.15 * step)
                self.put(
                    place, y, words, size, bold=bold, align={"l": "left", "r": "right", "c": "centre"}[align]
                )
            x += wide
        if style == "band" and top:
            self.colour(0.0)
