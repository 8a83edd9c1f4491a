"""The seam: everything that can score categories for a page."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any, Protocol

from postroom.documents.content import PageContent
from postroom.errors import ClassifierUnavailable
from postroom.schemas import Category, PagePrediction
from postroom.settings import Settings


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


def load_classifier(factory: str) -> Classifier:
    """The classifier that ``module:function`` makes.

    Raises:
        ClassifierUnavailable: There is no such function, or the classifier can't be loaded.
    """
    module, name = _find(factory)
    return getattr(module, name)()


def classifier_version(factory: str) -> str:
    """The version of the classifier that `factory` makes, without loading it.

    Raises:
        ClassifierUnavailable: The module can't be found or does not tell.
    """
    module, _ = _find(factory)
    return module.version()


def model_version(settings: Settings) -> str:
    """Names all that decides an answer: the offline classifier, and the vision model with its settings.

    Raises:
        ClassifierUnavailable: As `classifier_version`.
    """
    local = classifier_version(settings.classifier.factory)
    if settings.classifier.kind == "local":
        return local
    from postroom.classification.vision import version

    return version(settings, local)


def _find(factory: str) -> tuple[Any, str]:
    module_name, _, name = factory.partition(":")
    try:
        module: Any = importlib.import_module(module_name)
    except ImportError as error:
        raise ClassifierUnavailable(f"The classifier {factory} can't be imported: {error}") from error
    for needed in (name, "version"):
        if not callable(getattr(module, needed, None)):
            raise ClassifierUnavailable(f"The classifier's module {module_name} has no function {needed}()")
    return module, name
