"""Makes the clean picture of a page look like an old scan, a fax, a photocopy or a photograph."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from .fonts import chance, pick

Picture = npt.NDArray[np.uint8]
PAGE_INCHES = 11.4
"""Assumed length of a page's long side."""


def degrade(picture: Picture, random: np.random.Generator) -> Picture:
    """A worn version of a page's picture, at least 200 px wide and high.

    Args:
        picture: Height × width × 3, upright, of any resolution; 100 to 200 dpi are best.
        random: Decides on the kind of wear and how strong it is.

    Returns:
        A picture of the same shape family: height × width × 3; the resolution is another.
    """
    strength = float(random.beta(1.6, 1.8))
    if chance(random, 0.18):
        return _photograph(picture, random, strength)
    return _scanned(picture, random, strength)


def _scanned(picture: Picture, random: np.random.Generator, strength: float) -> Picture:
    dpi = random.uniform(75, 110) if chance(random, 0.55) else random.uniform(110, 180)
    page = _resized(picture, dpi).convert("L")
    page = _handled(page, random, strength)
    page = _turned(page, random, strength)
    page = page.filter(ImageFilter.GaussianBlur(random.uniform(0.2, 0.5 + 0.7 * strength) * dpi / 120))
    grey = np.asarray(page, np.float32)
    grey = _shaded(grey, random, strength)
    grey += _noise(random, grey.shape, 3 + 14 * strength)
    if chance(random, 0.6):
        grey = _two_tone(grey, random, strength)
    else:
        grey = np.clip((grey - 128) * random.uniform(0.85, 1.6) + 128 + random.uniform(-12, 30), 0, 255)
    grey = _specks(grey, random, strength)
    grey = _edges(grey, random, strength)
    return np.repeat(grey.astype(np.uint8)[:, :, None], 3, axis=2)


def _photograph(picture: Picture, random: np.random.Generator, strength: float) -> Picture:
    page = _resized(picture, random.uniform(90, 150))
    width, height = page.size
    margin = random.uniform(0.01, 0.1)
    table = tuple(int(np.clip(v, 5, 250)) for v in random.normal(random.uniform(40, 190), 14, 3))
    big = Image.new("RGB", (int(width * (1 + 2 * margin)), int(height * (1 + 2 * margin))), table)
    big.paste(page, (int(width * margin), int(height * margin)))
    lean = 0.015 + 0.05 * strength
    corners = [(0, 0), (0, big.height), (big.width, big.height), (big.width, 0)]
    moved = [
        value
        for x, y in corners
        for value in (x + big.width * random.normal(0, lean), y + big.height * random.normal(0, lean))
    ]
    big = big.transform(big.size, Image.Transform.QUAD, moved, Image.Resampling.BILINEAR, fillcolor=table)
    big = big.filter(ImageFilter.GaussianBlur(random.uniform(0.2, 0.6 + strength)))
    colours = np.asarray(big, np.float32)
    light = _light(random, colours.shape[:2], 0.15 + 0.45 * strength)[:, :, None]
    tint = 1 + random.normal(0, 0.02, 3).astype(np.float32)
    colours = colours * light * tint + _noise(random, colours.shape[:2], 2 + 6 * strength)[:, :, None]
    return np.clip(colours, 0, 255).astype(np.uint8)


def _resized(picture: Picture, dpi: float) -> Image.Image:
    page = Image.fromarray(picture)
    scale = dpi * PAGE_INCHES / max(page.size)
    size = (max(200, round(page.width * scale)), max(200, round(page.height * scale)))
    return page.resize(size, Image.Resampling.BILINEAR)


def _handled(page: Image.Image, random: np.random.Generator, strength: float) -> Image.Image:
    """What an office did to the page: holes, a stamp, a number at the edge, notes, a staple."""
    page = page.copy()
    pen = ImageDraw.Draw(page)
    width, height = page.size
    if chance(random, 0.2):
        radius = width * random.uniform(0.008, 0.014)
        x = width * random.uniform(0.02, 0.05)
        fill = int(random.integers(0, 90))
        for y in pick(random, [(0.35, 0.65), (0.1, 0.5, 0.9), (0.2, 0.4, 0.6, 0.8)]):
            pen.ellipse([x - radius, y * height - radius, x + radius, y * height + radius], fill=fill)
    if chance(random, 0.35):
        _number(page, random)
    if chance(random, 0.15):
        _stamp(page, random)
    if chance(random, 0.1 + 0.15 * strength):
        for _ in range(int(random.integers(1, 5))):
            _note(pen, random, width, height)
    if chance(random, 0.12):
        x, y = width * random.uniform(0.02, 0.12), height * random.uniform(0.01, 0.05)
        pen.line([x, y, x + width * 0.03, y + height * random.uniform(0, 0.02)], fill=40, width=2)
    return page


def _number(page: Image.Image, random: np.random.Generator) -> None:
    """The number that an archive stamps on each page."""
    digits = "".join(str(d) for d in random.integers(0, 10, int(random.integers(5, 11))))
    words = pick(random, ["", "", "", "No. ", "Page ", "A", "EX ", "TR-"]) + digits
    tag = _word(words, max(9, page.height * random.uniform(0.01, 0.017)))
    if chance(random, 0.3):
        tag = tag.rotate(90, expand=True, fillcolor=255)
    x = pick(random, [0.04, 0.45, 0.96 - tag.width / page.width])
    y = pick(random, [0.015, 0.97 - tag.height / page.height, 0.97 - tag.height / page.height])
    place = (int(x * page.width), int(y * page.height))
    page.paste(0, (*place, place[0] + tag.width, place[1] + tag.height), tag.point(lambda v: 255 - v))


def _stamp(page: Image.Image, random: np.random.Generator) -> None:
    words = pick(
        random,
        ["RECEIVED", "CONFIDENTIAL", "COPY", "PAID", "FILED", "DRAFT", "APPROVED", "EINGEGANGEN", "REÇU",
         f"{random.integers(1, 29)} {pick(random, ['JAN', 'MAR', 'MAY', 'JUL', 'OCT', 'NOV'])} {random.integers(1961, 2003)}"],
    )  # fmt: skip
    tag = _word(words, page.height * random.uniform(0.015, 0.035), edge=chance(random, 0.5))
    tag = tag.rotate(random.uniform(-20, 20), expand=True, fillcolor=255, resample=Image.Resampling.BILINEAR)
    strength = random.uniform(0.4, 0.9)
    x = int(random.uniform(0.05, 0.7) * page.width)
    y = int(random.uniform(0.03, 0.85) * page.height)
    page.paste(30, (x, y, x + tag.width, y + tag.height), tag.point(lambda v: int((255 - v) * strength)))


def _word(words: str, size: float, *, edge: bool = False) -> Image.Image:
    font = ImageFont.load_default(size)
    box = font.getbbox(words)
    gap = int(size * 0.4)
    tag = Image.new("L", (int(box[2]) + 2 * gap, int(box[3]) + 2 * gap), 255)
    pen = ImageDraw.Draw(tag)
    pen.text((gap, gap), words, 0, font)
    if edge:
        pen.rectangle([1, 1, tag.width - 2, tag.height - 2], outline=0, width=max(1, int(size / 10)))
    return tag


def _note(pen: ImageDraw.ImageDraw, random: np.random.Generator, width: int, height: int) -> None:
    """A scrawl in the margin, an underlining or a ring."""
    ink = int(random.integers(20, 130))
    thick = max(1, width // 500)
    x, y = random.uniform(0.02, 0.85) * width, random.uniform(0.03, 0.95) * height
    shape = int(random.integers(3))
    if shape == 0:
        count = int(random.integers(10, 40))
        steps = np.cumsum(random.normal(width * 0.003, width * 0.002, count))
        ups = np.sin(np.arange(count) * random.uniform(1.2, 2.2)) * height * 0.005
        points = [(x + a, y + b * random.uniform(0.3, 1.6)) for a, b in zip(steps, ups, strict=True)]
        pen.line(points, fill=ink, width=thick, joint="curve")
    elif shape == 1:
        length = random.uniform(0.05, 0.4) * width
        points = [(x + length * t, y + random.normal(0, height * 0.0012)) for t in np.linspace(0, 1, 9)]
        pen.line(points, fill=ink, width=thick, joint="curve")
    else:
        w, h = random.uniform(0.05, 0.25) * width, random.uniform(0.015, 0.04) * height
        pen.arc([x, y, x + w, y + h], random.uniform(0, 60), random.uniform(330, 420), fill=ink, width=thick)


def _turned(page: Image.Image, random: np.random.Generator, strength: float) -> Image.Image:
    """Crooked on the glass, with what lies around the sheet."""
    angle = float(np.clip(random.normal(0, 0.3 + 1.1 * strength), -3, 3))
    around = 255 if chance(random, 0.65) else int(random.integers(0, 80))
    shift = (int(random.normal(0, 0.008) * page.width), int(random.normal(0, 0.008) * page.height))
    return page.rotate(angle, Image.Resampling.BILINEAR, translate=shift, fillcolor=around)


def _light(random: np.random.Generator, shape: tuple[int, ...], depth: float) -> npt.NDArray[np.float32]:
    """Uneven light, 1 at its best, over a picture."""
    coarse = random.uniform(1 - depth, 1, (4, 3)).astype(np.float32)
    image = Image.fromarray(coarse).resize((shape[1], shape[0]), Image.Resampling.BICUBIC)
    return np.asarray(image, np.float32)


def _shaded(
    grey: npt.NDArray[np.float32], random: np.random.Generator, strength: float
) -> npt.NDArray[np.float32]:
    grey = grey * _light(random, grey.shape, 0.05 + 0.25 * strength)
    fade = random.uniform(0, 0.35) * strength
    return grey + (255 - grey) * fade


def _noise(random: np.random.Generator, shape: tuple[int, ...], spread: float) -> npt.NDArray[np.float32]:
    """Grain; drawn once for a small tile and repeated with shifts, which is quicker and looks the same."""
    tile = random.standard_normal((256, 331), np.float32) * np.float32(spread)
    rows, columns = -(-shape[0] // 256), -(-shape[1] // 331)
    return np.tile(tile, (rows, columns))[: shape[0], : shape[1]]


def _two_tone(
    grey: npt.NDArray[np.float32], random: np.random.Generator, strength: float
) -> npt.NDArray[np.float32]:
    if chance(random, 0.2):
        dithered = Image.fromarray(np.clip(grey * 1.1, 0, 255).astype(np.uint8)).convert("1")
        return np.asarray(dithered, np.float32) * 255
    paper = float(np.percentile(grey[::7, ::7], 80))
    level = paper * random.uniform(0.55 + 0.1 * strength, 0.82)
    if paper < 130:  # a dark page: its letters are lighter than it
        level = (paper + float(np.percentile(grey[::7, ::7], 99))) / 2
    return np.where(grey > level, np.float32(255), np.float32(0))


def _specks(
    grey: npt.NDArray[np.float32], random: np.random.Generator, strength: float
) -> npt.NDArray[np.float32]:
    height, width = grey.shape
    count = int(height * width * 0.002 * strength**2 * random.random())
    grey[random.integers(0, height, count), random.integers(0, width, count)] = 0
    grey[random.integers(0, height, count), random.integers(0, width, count)] = 255
    for _ in range(int(random.poisson(12 * strength))):
        y, x = int(random.integers(0, height - 4)), int(random.integers(0, width - 4))
        grey[y : y + int(random.integers(1, 5)), x : x + int(random.integers(1, 5))] = random.uniform(0, 90)
    if chance(random, 0.2 * strength):
        for _ in range(int(random.integers(1, 4))):
            x = int(random.integers(0, width - 3))
            start = int(random.integers(0, height // 2)) if chance(random, 0.5) else 0
            grey[start:, x : x + int(random.integers(1, 3))] *= random.uniform(0, 0.8)
    return grey


def _edges(
    grey: npt.NDArray[np.float32], random: np.random.Generator, strength: float
) -> npt.NDArray[np.float32]:
    """Dark rims where the lid did not close or the sheet was too small."""
    if not chance(random, 0.2 + 0.3 * strength):
        return grey
    height, width = grey.shape
    for side in random.choice(4, int(random.integers(1, 4)), replace=False):
        length = height if side < 2 else width
        wide = random.uniform(0.003, 0.03) * width
        rim = wide + np.cumsum(random.normal(0, 0.3, length)) + np.linspace(0, random.normal(0, wide), length)
        rim = np.clip(rim, 0, width * 0.06).astype(int)
        band = np.arange(int(width * 0.06) + 1)[None, :] < rim[:, None]
        ink = random.uniform(0, 70)
        view = grey if side < 2 else grey.T
        view = view if side % 2 == 0 else view[:, ::-1]
        part = view[:, : band.shape[1]]
        part[band[:, : part.shape[1]]] = ink
    return grey
