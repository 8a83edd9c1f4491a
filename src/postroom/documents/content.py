"""What a classifier is given of a page."""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING

from postroom.schemas import Box, DocumentKind, TextSource

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


@dataclasses.dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text on the upright page.

    Attributes:
        text: Without line breaks, never empty.
        box: Where it stands, as fractions of the page.
        confidence: 1.0 from a text layer; the OCR engine's own, 0–1.
    """

    text: str
    box: Box
    confidence: float = 1.0


@dataclasses.dataclass(frozen=True, slots=True)
class TextLayer:
    """The text that a page brings along.

    Attributes:
        lines: In the order in which the file's author wrote them; empty without a text layer.
        turned: Degrees (0, 90, 180, 270) by which most of it stands turned clockwise.
    """

    lines: tuple[TextLine, ...] = ()
    turned: int = 0


@dataclasses.dataclass(frozen=True)
class PageContent:
    """One page, read and turned upright.

    Attributes:
        number: 1-based.
        kind: Of the document it is in.
        width: In PDF points for a PDF, in pixels for an image.
        height: Likewise.
        lines: Text in reading order, top to bottom.
        text_source: Where `lines` came from.
        picture: RGB render, ``uint8`` of shape (height, width, 3), long side `PICTURE_SIDE` pixels or less.
        blank: True when nothing is on the page: neither text nor ink.
        rotation: Degrees (0, 90, 180, 270) by which the page was turned clockwise to make it upright.
    """

    number: int
    kind: DocumentKind
    width: float
    height: float
    lines: tuple[TextLine, ...]
    text_source: TextSource
    picture: npt.NDArray[np.uint8]
    blank: bool = False
    rotation: int = 0

    @functools.cached_property
    def text(self) -> str:
        """The lines, joined by line breaks."""
        return "\n".join(line.text for line in self.lines)


PICTURE_SIDE = 768
"""Long side of `PageContent.picture`, in pixels: enough for layout, cheap to render."""
