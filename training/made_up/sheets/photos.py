"""Photographs and pictures: what is no document at all."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader

from made_up.fonts import chance, pick
from made_up.page import Page
from made_up.words import Invention

from .registry import variant

Pixels = npt.NDArray[np.float64]
"""Shape (height, width, 3), from 0 to 1."""

SHORT_SIDE = 360


def _size(random: np.random.Generator) -> tuple[int, int]:
    """Rows and columns, in the shapes that cameras give."""
    long_side = int(SHORT_SIDE * pick(random, [4 / 3, 3 / 2, 16 / 9, 1.0]))
    return (SHORT_SIDE, long_side) if chance(random, 0.6) else (long_side, SHORT_SIDE)


def _colour(random: np.random.Generator) -> Pixels:
    return random.uniform(0.05, 0.95, 3)


def _noise(random: np.random.Generator, rows: int, columns: int, roughness: float) -> Pixels:
    """Noise with the spectrum of natural scenes: the higher the roughness, the smoother. From 0 to 1."""
    frequency = np.hypot(np.fft.fftfreq(rows)[:, None] * rows, np.fft.rfftfreq(columns)[None, :] * columns)
    spectrum = np.fft.rfft2(random.standard_normal((rows, columns))) / np.maximum(1, frequency) ** roughness
    values = np.fft.irfft2(spectrum, (rows, columns))
    low, high = np.percentile(values, [1, 99])
    return np.clip((values - low) / (high - low), 0, 1)


def _between(amount: Pixels, one: Pixels, other: Pixels) -> Pixels:
    return one + amount[..., None] * (other - one)


def _landscape(random: np.random.Generator, rows: int, columns: int) -> Pixels:
    down = np.linspace(0, 1, rows)[:, None] * np.ones(columns)
    sky = np.array(
        pick(random, [(0.45, 0.65, 0.92), (0.85, 0.75, 0.65), (0.75, 0.78, 0.82), (0.2, 0.25, 0.45)])
    )
    scene = _between(down, sky, np.minimum(1, sky + 0.25))
    clouds = _noise(random, rows, columns, 1.8)
    scene = _between(np.clip(clouds - 0.5, 0, 0.5), scene, np.ones(3))
    for layer in range(int(random.integers(1, 4))):
        ridge = (
            float(random.uniform(0.35, 0.5))
            + 0.15 * layer
            + 0.25 * (_noise(random, 2, columns, 1.7)[0] - 0.5)
        )
        ground = _between(_noise(random, rows, columns, 1.2), _colour(random) * 0.4, _colour(random) * 0.8)
        scene = np.where((down > ridge[None, :])[..., None], ground, scene)
    return scene


def _things(random: np.random.Generator, rows: int, columns: int) -> Pixels:
    """Round and square things under one light, in front of a soft ground."""
    y, x = np.mgrid[0:rows, 0:columns] / min(rows, columns)
    scene = _between(_noise(random, rows, columns, 2.2), _colour(random), _colour(random))
    for _ in range(int(random.integers(1, 9))):
        wide, tall = random.uniform(0.08, 0.6, 2)
        across, down = (x - random.uniform(0, x.max())) / wide, (y - random.uniform(0, y.max())) / tall
        far = np.hypot(across, down) if chance(random, 0.6) else np.maximum(abs(across), abs(down))
        light = np.clip(1 - 0.5 * np.hypot(across + 0.4, down + 0.4), 0.1, 1)
        skin = _between(
            _noise(random, rows, columns, float(random.uniform(1, 2))), _colour(random), _colour(random)
        )
        scene = np.where((far < 1)[..., None], skin * light[..., None], scene)
    return scene


def _texture(random: np.random.Generator, rows: int, columns: int) -> Pixels:
    grain = _noise(random, rows, columns, float(random.uniform(0.6, 1.6)))
    return _between(grain, _colour(random), _colour(random))


def _night(random: np.random.Generator, rows: int, columns: int) -> Pixels:
    y, x = np.mgrid[0:rows, 0:columns] / min(rows, columns)
    scene = _between(_noise(random, rows, columns, 1.8), np.zeros(3), _colour(random) * 0.3)
    for _ in range(int(random.integers(5, 40))):
        far = np.hypot(x - random.uniform(0, x.max()), y - random.uniform(0, y.max()))
        scene = scene + np.exp(-((far / random.uniform(0.005, 0.05)) ** 2))[..., None] * _colour(random)
    return np.clip(scene, 0, 1)


@variant("photo")
def photograph(thing: Invention) -> Page:
    """What a camera might have seen, alone, with a white edge, or on a sheet of paper."""
    random = thing.random
    rows, columns = _size(random)
    scene = pick(random, [_landscape, _landscape, _things, _things, _texture, _night])(random, rows, columns)
    if chance(random, 0.2):
        scene = np.repeat(scene.mean(axis=2, keepdims=True), 3, axis=2)
    scene = np.clip(scene + random.normal(0, random.uniform(0.0, 0.05), scene.shape), 0, 1)
    picture = Image.fromarray((scene * 255).astype(np.uint8))
    if chance(random, 0.3):
        picture = picture.filter(ImageFilter.GaussianBlur(float(random.uniform(0.5, 2))))
    if chance(random, 0.25):
        page = Page(random)
        wide = page.measure
        page.canvas.drawImage(
            ImageReader(picture), page.left, page.top - wide * rows / columns, wide, wide * rows / columns
        )
        return page
    edge = float(pick(random, [0.0, 0.0, 0.0, 12.0]))
    page = Page(random, (float(columns) + 2 * edge, float(rows) + 2 * edge))
    page.canvas.drawImage(ImageReader(picture), edge, edge, columns, rows)
    return page


@variant("photo")
def emblem(thing: Invention) -> Page:
    """A logo or an icon: a few flat shapes, sometimes a firm's name."""
    random = thing.random
    side = float(random.uniform(120, 400))
    page = Page(random, (side * float(random.uniform(0.8, 3)), side))
    canvas = page.canvas
    if chance(random, 0.4):
        page.colour(*_colour(random))
        canvas.rect(0, 0, page.width, page.height, stroke=0, fill=1)
    for _ in range(int(random.integers(1, 6))):
        page.colour(*_colour(random))
        x, y, r = (
            side * random.uniform(0.3, 0.7),
            side * random.uniform(0.3, 0.7),
            side * random.uniform(0.08, 0.4),
        )
        if chance(random, 0.5):
            canvas.circle(x, y, r, stroke=0, fill=1)
        else:
            path = canvas.beginPath()
            path.moveTo(x, y + r)
            for _ in range(int(random.integers(2, 6))):
                path.lineTo(x + random.uniform(-r, r), y + random.uniform(-r, r))
            canvas.drawPath(path, stroke=0, fill=1)
    if chance(random, 0.4):
        page.colour(*_colour(random))
        page.fit(
            side * 0.8,
            side * 0.42,
            thing.firm().name,
            max(60.0, page.width - side * 0.8),
            side * 0.25,
            bold=True,
        )
    return page
