"""Which pages are left to the vision model, and what is shown of them. Runs where the document is open."""

from __future__ import annotations

import dataclasses
import io
from typing import Self

import numpy as np
from PIL import Image

from postroom.documents.content import PageContent
from postroom.documents.document import Document
from postroom.schemas import PagePrediction
from postroom.settings import ClassifierSettings, Settings, VisionSettings


@dataclasses.dataclass(frozen=True, slots=True)
class View:
    """What the vision model is shown of a page.

    Attributes:
        image: The upright page as a JPEG; None when only the text is shown.
        text: The page's text, cut to its cap; None when only the image is shown.
    """

    image: bytes | None
    text: str | None


@dataclasses.dataclass(frozen=True, slots=True)
class Referral:
    """A page that the vision model decides about, with the offline answer."""

    local: PagePrediction
    view: View

    @property
    def number(self) -> int:
        """The page's number, 1-based."""
        return self.local.number


class Referrer:
    """Decides which pages are referred; never a blank page, nor one that could not be read."""

    def __init__(self, classifier: ClassifierSettings, vision: VisionSettings) -> None:
        self._classifier = classifier
        self._vision = vision

    @classmethod
    def of(cls, settings: Settings) -> Self | None:
        """The referrer that the settings ask for; None when the offline classifier decides alone."""
        return None if settings.classifier.kind == "local" else cls(settings.classifier, settings.vision)

    def refer(
        self, document: Document, page: PageContent, local: PagePrediction
    ) -> PagePrediction | Referral:
        """The offline answer as it is, or a referral.

        Args:
            document: Open, with the page in it.
            page: The page as the offline classifier saw it.
            local: The offline answer for it.

        Raises:
            DocumentError: The page can't be rendered.
        """
        if page.blank or not self._is_wanted(local):
            return local
        image = self._render(document, page) if self._vision.input != "text" else None
        text = page.text[: self._vision.max_characters] if self._vision.input != "image" else None
        return Referral(local, View(image, text))

    def _is_wanted(self, local: PagePrediction) -> bool:
        return (
            self._classifier.kind == "vision"
            or local.confidence < self._classifier.cascade_confidence
            or local.none_of_these > self._classifier.cascade_none_of_these
        )

    def _render(self, document: Document, content: PageContent) -> bytes:
        page = document.page(content.number)
        try:
            picture = page.render(self._vision.long_side)
        finally:
            page.close()
        upright = np.ascontiguousarray(np.rot90(picture, -content.rotation // 90))
        buffer = io.BytesIO()
        Image.fromarray(upright).save(buffer, "JPEG", quality=self._vision.quality)
        return buffer.getvalue()
