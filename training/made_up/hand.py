"""Handwriting drawn stroke by stroke: each writer has letters of another slant, width and wobble."""

from __future__ import annotations

import dataclasses
import unicodedata

import numpy as np
import numpy.typing as npt
from reportlab.pdfgen.pathobject import PDFPathObject

from .page import Page

# Letters in a box 1 wide; the x-height is 1, the baseline 0; strokes are parted by "/".
LETTERS = {
    "a": "9,9 5,10 1,6 2,1 6,0 9,5 9,9 9,2 11,0", "b": "1,20 1,2 4,0 9,3 8,8 4,9 1,6", "c": "9,8 5,10 1,6 2,1 6,0 9,2",
    "d": "9,8 5,10 1,6 2,1 6,0 9,5 9,20 9,2 11,0", "e": "1,5 8,6 7,10 3,9 1,4 4,0 9,2", "f": "9,18 6,20 4,16 4,0/1,10 8,10",
    "g": "9,9 5,10 1,6 2,1 6,1 9,5 9,9 9,-7 5,-10 1,-7", "h": "1,20 1,0/1,6 5,10 8,8 8,2 10,0", "i": "3,10 3,2 5,0/3,14 3,14.6",
    "j": "5,10 5,-7 2,-10 -1,-7/5,14 5,14.6", "k": "1,20 1,0/8,10 1,4 8,0 10,0", "l": "2,20 2,3 4,0 6,1",
    "m": "1,10 1,0/1,6 4,10 6,8 6,0/6,6 9,10 12,8 12,2 14,0", "n": "1,10 1,0/1,6 5,10 8,8 8,2 10,0", "o": "6,10 1,7 2,1 6,0 9,4 8,9 5,10 9,9",
    "p": "1,10 1,-10/1,7 5,10 9,7 8,2 4,0 1,3", "q": "9,9 5,10 1,6 2,1 6,1 9,5 9,9 9,-10 11,-7", "r": "1,10 1,0/1,6 4,9 8,9",
    "s": "8,9 4,10 2,7 6,5 8,2 5,0 1,1", "t": "4,17 4,2 6,0 8,1/1,11 8,11", "u": "1,10 1,3 4,0 8,4 8,10 8,2 10,0", "v": "1,10 4,0 8,10 10,10",
    "w": "1,10 3,0 6,8 9,0 12,10 13,10", "x": "1,10 8,0/8,10 1,0", "y": "1,10 2,4 5,3 9,8 9,10 8,-6 4,-10 0,-7", "z": "1,10 8,10 1,0 9,0",
    "0": "5,18 1,13 1,5 5,0 9,5 9,13 5,18", "1": "2,14 5,18 5,0", "2": "1,14 5,18 9,14 7,8 1,0 9,0", "3": "1,17 6,18 8,14 4,10 9,6 6,0 1,1",
    "4": "6,18 1,6 10,6/7,10 7,0", "5": "8,18 2,18 2,11 7,11 9,5 5,0 1,1", "6": "8,18 3,12 1,5 5,0 9,4 6,9 2,6", "7": "1,18 9,18 4,0",
    "8": "5,10 1,14 5,18 9,14 5,10 1,4 5,0 9,4 5,10", "9": "9,13 5,18 1,14 4,9 9,12 8,5 5,0", ".": "2,0 2.6,0.5", ",": "3,1 1,-3",
    "-": "1,6 7,6", "'": "2,20 1,16", "!": "2,19 2,5/2,0 2,0.6", "?": "1,15 5,19 8,15 4,9 4,5/4,0 4,0.6", ":": "2,8 2,8.6/2,1 2,1.6",
    "/": "1,-3 8,20", "(": "5,20 1,9 4,-4", ")": "1,20 5,9 1,-4", "+": "1,7 9,7/5,11 5,3", "=": "1,9 8,9/1,5 8,5", "&": "9,0 2,12 5,18 7,13 1,5 4,0 9,6",
}  # fmt: skip
CAPITALS = {
    "A": "0,0 6,20 12,0/2,8 10,8", "B": "1,20 1,0/1,20 8,18 7,11 1,11/7,11 11,5 6,0 1,0", "C": "11,17 6,20 1,12 2,3 7,0 11,3", "D": "1,20 1,0 8,1 12,10 8,19 1,20",
    "E": "10,19 3,20 3,11 8,11 2,10 2,1 9,0", "F": "1,0 2,19 11,20/2,10 8,11", "G": "11,17 6,20 1,12 2,3 7,0 11,6 11,9 7,9", "H": "1,20 1,0/11,20 11,0/1,10 11,10",
    "I": "3,20 3,0", "J": "8,20 8,3 4,0 0,4", "K": "1,20 1,0/11,20 1,9 11,0", "L": "2,20 2,1 10,0", "M": "0,0 2,20 7,4 12,20 14,0", "N": "1,0 1,20 10,0 10,20",
    "O": "6,20 1,14 1,5 6,0 11,5 11,14 6,20", "P": "1,0 1,20 8,19 10,14 7,10 1,10", "Q": "6,20 1,14 1,5 6,0 11,5 11,14 6,20/7,5 12,-2",
    "R": "1,0 1,20 8,19 9,14 6,10 1,10 10,0", "S": "10,17 6,20 2,16 9,7 7,1 1,2", "T": "0,20 12,20/6,20 6,0", "U": "1,20 1,5 6,0 11,5 11,20", "V": "0,20 6,0 12,20",
    "W": "0,20 4,0 7,14 10,0 14,20", "X": "1,20 11,0/11,20 1,0", "Y": "0,20 6,10 12,20/6,10 6,0", "Z": "1,20 11,20 1,0 11,0",
}  # fmt: skip


def _strokes(table: dict[str, str]) -> dict[str, list[npt.NDArray[np.float64]]]:
    return {
        sign: [np.array([[float(v) for v in point.split(",")] for point in stroke.split()]) / 10 for stroke in path.split("/")]
        for sign, path in table.items()
    }  # fmt: skip


GLYPHS = _strokes(LETTERS | CAPITALS)


@dataclasses.dataclass(frozen=True)
class Writer:
    """How somebody writes: shear, width and spacing of letters, unsteadiness, whether letters join."""

    slant: float
    wide: float
    gap: float
    wobble: float
    drift: float
    joined: bool
    pen: float
    ink: tuple[float, float, float]
    tall: float


def writer(random: np.random.Generator) -> Writer:
    ink = [(0.05, 0.05, 0.08), (0.08, 0.12, 0.5), (0.02, 0.02, 0.3), (0.25, 0.2, 0.15), (0.1, 0.1, 0.1)]
    return Writer(
        slant=random.normal(0.25, 0.22),
        wide=random.uniform(0.65, 1.2),
        gap=random.uniform(0.1, 0.4),
        wobble=random.uniform(0.03, 0.11),
        drift=random.normal(0, 0.012),
        joined=bool(random.random() < 0.65),
        pen=random.uniform(0.6, 1.5),
        ink=ink[int(random.integers(len(ink)))],
        tall=random.uniform(0.75, 1.1),
    )


def write(page: Page, text: str, x: float, y: float, size: float, by: Writer, width: float = 1e9) -> float:
    """Writes one line with its baseline at y, letters `size` points of x-height; returns where it ended."""
    canvas, random = page.canvas, page.random
    canvas.saveState()
    page.colour(*by.ink)
    canvas.setLineWidth(by.pen * (0.6 + size / 12))
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    start = x
    path = canvas.beginPath()
    last: tuple[float, float] | None = None
    signs = unicodedata.normalize("NFD", text.replace("ß", "ss"))
    for sign in signs:
        if sign == " ":
            x += size * (0.6 + by.gap) * random.uniform(0.8, 1.3)
            last = None
            if x - start > width:
                break
            continue
        strokes = GLYPHS.get(sign)
        if strokes is None:
            continue
        scale = size * random.uniform(0.9, 1.1)
        base = y + by.drift * (x - start) + random.normal(0, size * 0.05)
        for stroke in strokes:
            points = stroke + random.normal(0, by.wobble, stroke.shape)
            xs = x + (points[:, 0] * by.wide + points[:, 1] * by.slant) * scale
            ys = base + points[:, 1] * scale * np.where(points[:, 1] > 1, by.tall, 1)
            _curve(path, xs, ys, last if by.joined and sign.islower() else None)
            last = (float(xs[-1]), float(ys[-1])) if sign.islower() and len(strokes) == 1 else None
        x += scale * (strokes[0][:, 0].max() * by.wide + by.gap)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()
    return x


def _curve(
    path: PDFPathObject,
    xs: npt.NDArray[np.float64],
    ys: npt.NDArray[np.float64],
    last: tuple[float, float] | None,
) -> None:
    """A smooth line through the points (Catmull-Rom), from where the pen was if it did not leave the paper."""
    if last is None:
        path.moveTo(xs[0], ys[0])
    else:
        path.lineTo(xs[0], ys[0])
    count = len(xs)
    for n in range(count - 1):
        before, after = max(0, n - 1), min(count - 1, n + 2)
        path.curveTo(
            xs[n] + (xs[n + 1] - xs[before]) / 6, ys[n] + (ys[n + 1] - ys[before]) / 6,
            xs[n + 1] - (xs[after] - xs[n]) / 6, ys[n + 1] - (ys[after] - ys[n]) / 6,
            xs[n + 1], ys[n + 1],
        )  # fmt: skip


def sign(page: Page, x: float, y: float, size: float = 9) -> None:
    """A signature: a big first letter and a scrawl."""
    random = page.random
    by = writer(random)
    letters = "abcdefghiklmnoprstuvwz"
    name = "".join(letters[int(n)] for n in random.integers(0, len(letters), int(random.integers(3, 8))))
    first = "ABCDEFGHJKLMPRSTW"[int(random.integers(17))]
    by = dataclasses.replace(
        by, slant=random.uniform(0.2, 0.7), wobble=0.14, joined=True, drift=random.uniform(0, 0.15)
    )
    end = write(page, f"{first} {pick_capital(random)}{name}", x, y, size, by)
    if random.random() < 0.6:
        page.canvas.saveState()
        page.colour(*by.ink)
        page.canvas.setLineWidth(by.pen)
        page.canvas.bezier(x, y - size * 0.3, x + 20, y + size, end - 20, y - size, end + 10, y + size * 0.4)
        page.canvas.restoreState()


def pick_capital(random: np.random.Generator) -> str:
    return "ABCDEFGHKLMNPRSTVW"[int(random.integers(18))]
