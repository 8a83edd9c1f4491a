"""What stands on pages besides text: logos, letterheads, codes, portraits, charts."""

from __future__ import annotations

import numpy as np
from PIL import Image
from reportlab.lib.utils import ImageReader

from .fonts import chance, face, pick
from .page import Page
from .words import Firm, Invention


def logo(page: Page, x: float, y: float, size: float, letters: str = "A") -> None:
    """A firm's mark in a square whose lower left corner is given."""
    random, canvas = page.random, page.canvas
    canvas.saveState()
    page.colour(*page.accent)
    shape = int(random.integers(6))
    if shape == 0:
        canvas.circle(x + size / 2, y + size / 2, size / 2, fill=1)
    elif shape == 1:
        canvas.rect(x, y, size, size, fill=1)
    elif shape == 2:
        for step in range(3):
            canvas.rect(x + step * size * 0.35, y, size * 0.25, size * (0.4 + 0.3 * step), fill=1, stroke=0)
    elif shape == 3:
        path = canvas.beginPath()
        path.moveTo(x, y)
        path.lineTo(x + size / 2, y + size)
        path.lineTo(x + size, y)
        path.close()
        canvas.drawPath(path, fill=1)
    elif shape == 4:
        canvas.setLineWidth(size * 0.1)
        canvas.circle(x + size / 2, y + size / 2, size * 0.42, fill=0)
        canvas.line(x + size * 0.1, y + size * 0.2, x + size * 0.9, y + size * 0.8)
    else:
        canvas.ellipse(x, y + size * 0.2, x + size * 1.2, y + size * 0.8, fill=1)
    if shape in {0, 1}:
        page.colour(1.0)
        page.put(x + size / 2, y + size * 0.28, letters[:1], size * 0.62, bold=True, align="centre")
    canvas.restoreState()


def letterhead(page: Page, firm: Firm) -> None:
    """A firm's name and address at the top, in one of several manners; moves the cursor below."""
    random = page.random
    shape = int(random.integers(6))
    size = float(random.uniform(13, 22))
    contact = [firm.street, firm.town, f"Tel {firm.phone}", *([firm.site] if chance(random, 0.6) else [])]
    page.colour(*page.accent)
    if shape == 0:
        logo(page, page.left, page.y - 34, 34, firm.name)
        page.put(page.left + 46, page.y - 16, firm.name, size, bold=True)
        page.put(page.left + 46, page.y - 30, " · ".join(contact), 8)
        page.y -= 48
    elif shape == 1:
        page.line(firm.name, size, bold=True, align="centre")
        page.line(" - ".join(contact), 8.5, align="centre", after=8)
        page.rule(after=14)
    elif shape == 2:
        logo(page, page.right - 40, page.y - 40, 40, firm.name)
        page.line(firm.name, size, bold=True)
        for each in contact:
            page.line(each, 8.5)
        page.y -= 10
    elif shape == 3:
        page.box(0, page.height - 58, page.width, 58, fill=page.accent, stroke=0)
        page.colour(1.0)
        page.put(page.left, page.height - 36, firm.name, size, bold=True)
        page.put(page.right, page.height - 36, contact[-1], 9, align="right")
        page.y = page.height - 84
    elif shape == 4:
        for number, each in enumerate([firm.name, *contact]):
            page.put(page.right, page.y - 11 * number - 9, each, 9, bold=number == 0, align="right")
        page.y -= 70
    else:
        page.line(firm.name.upper(), size * 0.8, italic=True)
        page.rule(width=2, after=4)
        page.line("  |  ".join(contact), 8, after=8)
    page.colour(0.0)


def letter_top(page: Page, firm: Firm) -> None:
    """Now and then a letterhead set in another typeface than the page's, as printed stationery is."""
    kept = page.face
    page.face = face(page.random, pick(page.random, ["serif", "sans"]))
    letterhead(page, firm)
    page.face = kept


def barcode(page: Page, x: float, y: float, width: float, height: float) -> None:
    random = page.random
    at = x
    while at < x + width:
        bar = float(random.choice([0.8, 1.2, 2.0]))
        page.canvas.rect(at, y, bar, height, stroke=0, fill=1)
        at += bar + float(random.choice([0.8, 1.4, 2.2]))


def square_code(page: Page, x: float, y: float, size: float) -> None:
    """A two-dimensional code."""
    count = 25
    dot = size / count
    dark = page.random.random((count, count)) < 0.48
    for row, column in ((0, 0), (0, count - 7), (count - 7, 0)):
        dark[row : row + 7, column : column + 7] = True
        dark[row + 1 : row + 6, column + 1 : column + 6] = False
        dark[row + 2 : row + 5, column + 2 : column + 5] = True
    for row in range(count):
        for column in np.flatnonzero(dark[row]):
            page.canvas.rect(x + column * dot, y + row * dot, dot, dot, stroke=0, fill=1)


def portrait(page: Page, x: float, y: float, width: float, height: float) -> None:
    """The photograph of a face, roughly."""
    random, canvas = page.random, page.canvas
    canvas.saveState()
    shade = float(random.uniform(0.6, 0.9))
    page.box(x, y, width, height, fill=(shade, shade, min(1.0, shade + 0.08)), stroke=0.5)
    path = canvas.beginPath()
    path.rect(x, y, width, height)
    canvas.clipPath(path, stroke=0)
    coat = [float(v) for v in random.uniform(0.05, 0.6, 3)]
    page.colour(*coat)
    canvas.ellipse(x + width * 0.08, y - height * 0.3, x + width * 0.92, y + height * 0.3, fill=1, stroke=0)
    skin = float(random.uniform(0.35, 0.95))
    hair = float(random.uniform(0.02, 0.5))
    page.colour(hair, hair * 0.8, hair * 0.6)
    canvas.ellipse(x + width * 0.24, y + height * 0.36, x + width * 0.76, y + height * 0.92, fill=1, stroke=0)
    page.colour(skin, skin * 0.8, skin * 0.68)
    canvas.rect(x + width * 0.42, y + height * 0.18, width * 0.16, height * 0.2, fill=1, stroke=0)
    canvas.ellipse(x + width * 0.29, y + height * 0.28, x + width * 0.71, y + height * 0.84, fill=1, stroke=0)
    page.colour(0.1)
    for eye in (0.42, 0.58):
        canvas.ellipse(
            x + width * (eye - 0.03),
            y + height * 0.57,
            x + width * (eye + 0.03),
            y + height * 0.6,
            fill=1,
            stroke=0,
        )
    canvas.setLineWidth(0.6)
    canvas.line(x + width * 0.45, y + height * 0.41, x + width * 0.55, y + height * 0.41)
    canvas.line(x + width * 0.5, y + height * 0.55, x + width * 0.48, y + height * 0.48)
    canvas.restoreState()


def photograph(page: Page, x: float, y: float, width: float, height: float) -> None:
    """A halftone-like picture: a landscape of soft shapes."""
    random = page.random

    tone = random.uniform(60, 210, 3) if chance(random, 0.5) else np.full(3, random.uniform(90, 200))
    coarse = np.clip(tone + random.normal(0, 45, (5, 6, 1)) + random.normal(0, 12, (5, 6, 3)), 0, 255).astype(
        np.uint8
    )
    image = Image.fromarray(coarse).resize((90, 75), Image.Resampling.BICUBIC)
    array = np.asarray(image).astype(np.int16)
    horizon = int(random.integers(25, 55))
    array[horizon:] = array[horizon:] * 0.6
    for _ in range(int(random.integers(2, 7))):
        top, left = int(random.integers(5, 60)), int(random.integers(0, 75))
        array[top : top + int(random.integers(8, 40)), left : left + int(random.integers(5, 25))] += int(
            random.integers(-110, 110)
        )
    array += random.normal(0, 9, array.shape).astype(np.int16)
    page.canvas.drawImage(
        ImageReader(Image.fromarray(np.clip(array, 0, 255).astype(np.uint8))), x, y, width, height
    )
    if chance(random, 0.5):
        page.box(x, y, width, height, stroke=0.5)


def chart(page: Page, x: float, y: float, width: float, height: float, kind: str | None = None) -> None:
    """Bars, lines, points or slices with axes and numbers."""
    random, canvas = page.random, page.canvas
    kind = kind or pick(random, ["bars", "lines", "points", "slices"])
    canvas.saveState()
    if kind == "slices":
        start, radius = 0.0, min(width, height) * 0.42
        for share in random.dirichlet([2.0] * int(random.integers(3, 7))):
            page.canvas.setFillColorRGB(*[float(v) for v in random.uniform(0.2, 0.95, 3)])
            canvas.wedge(
                x + width / 2 - radius,
                y + height / 2 - radius,
                x + width / 2 + radius,
                y + height / 2 + radius,
                start,
                share * 360,
                fill=1,
            )
            start += share * 360
        canvas.restoreState()
        return
    canvas.setLineWidth(0.8)
    canvas.line(x, y, x, y + height)
    canvas.line(x, y, x + width, y)
    count = int(random.integers(4, 12))
    step = width / count
    for tick in range(5):
        page.put(x - 3, y + height * tick / 5, str(int(tick * random.integers(1, 4) * 10)), 6, align="right")
    for n in range(count):
        page.put(x + step * (n + 0.5), y - 8, str(n + 1), 6, align="centre")
    for _ in range(1 if kind == "bars" else int(random.integers(1, 4))):
        values = np.clip(np.cumsum(random.normal(0.03, 0.16, count)) + random.uniform(0.2, 0.5), 0.04, 0.98)
        page.canvas.setFillColorRGB(*page.accent)
        for n in range(count):
            px, py = x + step * (n + 0.5), y + height * float(values[n])
            if kind == "bars":
                canvas.rect(px - step * 0.32, y, step * 0.64, py - y, fill=1, stroke=0)
            elif kind == "points":
                canvas.circle(px, py, 1.8, fill=int(random.integers(2)))
            elif n:
                canvas.line(px - step, y + height * float(values[n - 1]), px, py)
    canvas.restoreState()


def person_block(thing: Invention) -> list[str]:
    """A private person's name and address."""
    return [thing.person(), thing.street(), thing.town()]
