"""The OCR seam: a picture in, lines of text out."""

from __future__ import annotations

import functools
import importlib
import io
from collections.abc import Iterator
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from PIL import Image

from postroom.documents.content import TextLine
from postroom.errors import ClassifierUnavailable
from postroom.schemas import Box

DETECTION_SIDE = 736
"""Long side, in pixels, of the picture in which lines are looked for."""

MIN_CONFIDENCE = 0.5
"""A line below it is noise more often than text."""

LONGEST = 2.2
"""A picture whose sides differ by more than this, such as a till roll's, is read in parts."""

PART = 1.5
"""Length of a part, in short sides of the picture."""


LEAST_SIDE = 8
"""A picture narrower than so many pixels holds no writing."""

_Corners = tuple[float, float, float, float]


class OcrEngine(Protocol):
    """Anything that reads pictures."""

    def read(self, picture: npt.NDArray[np.uint8]) -> tuple[TextLine, ...]:
        """The lines on an RGB picture of shape (height, width, 3), in reading order."""
        ...


class PaddleOcr:
    """PP-OCRv6 (tiny), run by the `faster-paddle` package on one thread; its weights are in the package."""

    def __init__(self) -> None:
        try:
            # Compiled and untyped; this is the only place that knows it.
            package: Any = importlib.import_module("faster_paddle")
        except ImportError as error:
            raise ClassifierUnavailable("faster-paddle is not installed; it reads scans") from error
        self._engine: Any = package.OcrEngine(
            model_size="tiny", threads=1, det_max_side=DETECTION_SIDE, det_min_side=0
        )

    def read(self, picture: npt.NDArray[np.uint8]) -> tuple[TextLine, ...]:
        """The lines on the picture; see `OcrEngine.read`."""
        height, width = picture.shape[:2]
        if min(height, width) < LEAST_SIDE:
            return ()
        if height > LONGEST * width:
            parts = [(picture[start:end], 0, start) for start, end in _cuts(picture)]
        elif width > LONGEST * height:
            parts = [(picture[:, start:end], start, 0) for start, end in _cuts(picture.swapaxes(0, 1))]
        else:
            parts = [(picture, 0, 0)]
        return tuple(
            TextLine(text, _box(corners, left, top, width, height), confidence)
            for part, left, top in parts
            for text, confidence, corners in self._lines(part)
        )

    def _lines(self, picture: npt.NDArray[np.uint8]) -> Iterator[tuple[str, float, _Corners]]:
        """Text, confidence and corners, in pixels, of the lines on a picture."""
        encoded = io.BytesIO()
        # BMP is not compressed: nothing is lost and no time is spent.
        Image.fromarray(picture).save(encoded, "BMP")
        found: dict[int, dict[str, Any]] = self._engine.ocr(encoded.getvalue())["bounds"]
        for bound in found.values():
            text, confidence = " ".join(bound["text"].split()), float(bound["confidence"])
            if text and confidence >= MIN_CONFIDENCE:
                yield text, confidence, (*bound["topLeftCoord"], *bound["bottomRightCoord"])


@functools.cache
def default_engine() -> OcrEngine:
    """The engine of this process, made when the first scan comes."""
    return PaddleOcr()


def _box(corners: _Corners, left: int, top: int, width: int, height: int) -> Box:
    """The box of a line on a part that begins at `left` and `top`, as fractions of the whole picture."""
    x0, y0, x1, y1 = corners
    return Box(
        max(0.0, (left + x0) / width),
        max(0.0, (top + y0) / height),
        min(1.0, (left + x1) / width),
        min(1.0, (top + y1) / height),
    )


def _cuts(picture: npt.NDArray[np.uint8]) -> Iterator[tuple[int, int]]:
    """First and last row of the parts of a long picture, cut where the rows have the least contrast."""
    height, width = picture.shape[:2]
    unrest = np.abs(np.diff(picture[:, :, 1].astype(np.int16), axis=1)).mean(axis=1)
    smooth = np.convolve(unrest, np.ones(5) / 5, mode="same")
    length, slack = int(PART * width), width // 4
    start = 0
    while height - start > length + slack:
        near = smooth[start + length - slack : start + length + slack]
        end = start + length - slack + int(near.argmin())
        yield start, end
        start = end
    yield start, height
