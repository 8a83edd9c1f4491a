"""Postroom says what kind of document a PDF or image is.

    >>> import postroom
    >>> answer = postroom.classify("examples/invoice.pdf", ["Invoice", "Contract"])
    >>> answer.category, answer.confidence

`classify` works in this process, with no server; `Client` and `AsyncClient` talk to one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postroom.errors import InvalidCategories, PostroomError
from postroom.schemas import Box, Category, Classification, Evidence, PagePrediction

if TYPE_CHECKING:
    from postroom.classification.classifier import Classifier
    from postroom.client import AsyncClient, Client

__all__ = [
    "AsyncClient",
    "Box",
    "Category",
    "Classification",
    "Client",
    "Evidence",
    "PagePrediction",
    "PostroomError",
    "classify",
]


def classify(
    document: str | PathLike[str] | bytes,
    categories: Sequence[str | Category],
    *,
    max_pages: int | None = None,
    on_page: Callable[[PagePrediction, int], None] | None = None,
) -> Classification:
    """Say what kind of document this is, in this process.

    The first call loads the models (about a second); later calls reuse them.

    Args:
        document: A path, or the bytes of a PDF, JPG, PNG, GIF, WebP, BMP or TIFF file.
        categories: The candidates, at least one, with distinct names.
        max_pages: Classify only so many pages; all of them (up to 1,000) when None.
        on_page: Called after each page with its prediction and the number of pages that are used.

    Raises:
        InvalidCategories: No categories, or two of the same name.
        DocumentError: The document can't be opened, or no page of it can be read.
        ClassifierError: The models can't be loaded.
        OSError: The file can't be read.
    """
    from postroom.pipeline import classify_document
    from postroom.settings import load

    candidates = tuple(Category(each) if isinstance(each, str) else each for each in categories)
    if not candidates:
        raise InvalidCategories("Name at least one category.")
    if len({category.name for category in candidates}) < len(candidates):
        raise InvalidCategories("Two categories have the same name.")
    settings = load()
    source = document if isinstance(document, bytes) else Path(document)
    classifier = _classifier(settings.classifier.factory)
    return classify_document(
        source, candidates, classifier, settings.documents, max_pages=max_pages, on_page=on_page
    )


_classifiers: dict[str, Classifier] = {}


def _classifier(factory: str) -> Classifier:
    from postroom.classification.classifier import load_classifier

    if factory not in _classifiers:
        _classifiers[factory] = load_classifier(factory)
    return _classifiers[factory]


def __getattr__(name: str) -> Any:
    # The clients bring an HTTP library; `import postroom` stays light without them.
    if name in ("Client", "AsyncClient"):
        from postroom import client

        return getattr(client, name)
    raise AttributeError(f"module 'postroom' has no attribute {name!r}")
