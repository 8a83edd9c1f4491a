"""What can be told of a page's picture without reading it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

INK_CONTRAST = 40
"""How much darker or lighter than the paper a pixel must be to count as ink, of 255."""

BLANK_INK = 0.0006
"""Share of ink below which a page without text is blank: dust and a punch hole, but no line of writing."""

MARGIN = 0.04
"""Share of each side that is not looked at for blankness: scanners leave dark edges."""


def ink_share(picture: npt.NDArray[np.uint8]) -> float:
    """Share of the page's pixels, margins left out, that differ from the paper's colour; 0–1."""
    height, width = picture.shape[:2]
    top, left = int(height * MARGIN), int(width * MARGIN)
    inner = picture[top : height - top or None, left : width - left or None]
    grey = inner.mean(axis=2, dtype=np.float32)
    if grey.size == 0:
        return 0.0
    paper = float(np.median(grey))
    return float((np.abs(grey - paper) > INK_CONTRAST).mean())


def is_blank(picture: npt.NDArray[np.uint8]) -> bool:
    """True when a page without text has nothing else on it either."""
    return ink_share(picture) < BLANK_INK
