"""The OCR seam: a picture in, lines of text out."""

from __future__ import annotations

import functools
import importlib
import io
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
        if min(height, width) < 8:
            return ()
        encoded = io.BytesIO()
        # BMP is not compressed: nothing is lost and no time is spent.
        Image.fromarray(picture).save(encoded, "BMP")
        found: dict[int, dict[str, Any]] = self._engine.ocr(encoded.getvalue())["bounds"]
        return tuple(
            _line(bound, width, height)
            for bound in found.values()
            if bound["confidence"] >= MIN_CONFIDENCE and bound["text"].strip()
        )


@functools.cache
def default_engine() -> OcrEngine:
    """The engine of this process, made when the first scan comes."""
    return PaddleOcr()


def _line(bound: dict[str, Any], width: int, height: int) -> TextLine:
    (left, top), (right, bottom) = bound["topLeftCoord"], bound["bottomRightCoord"]
    box = Box(
        max(0.0, left / width), max(0.0, top / height), min(1.0, right / width), min(1.0, bottom / height)
    )
    return TextLine(" ".join(bound["text"].split()), box, float(bound["confidence"]))
