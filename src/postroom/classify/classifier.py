"""The seam: everything that can score categories for a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from postroom.documents.content import PageContent
from postroom.schemas import Category, PagePrediction


class Classifier(Protocol):
    """Scores categories for a page. Fakes in tests enter here and nowhere else."""

    @property
    def version(self) -> str:
        """Names weights and settings; the same version gives the same answer to the last digit."""
        ...

    def classify_page(self, page: PageContent, categories: Sequence[Category]) -> PagePrediction:
        """The calibrated prediction for one page.

        Args:
            page: An upright page; may be blank or without text.
            categories: At least one; names are distinct.

        Returns:
            A prediction without an error; its scores follow the order of `categories`.

        Raises:
            ClassifierError: No answer could be had.
        """
        ...
