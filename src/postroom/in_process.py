"""`postroom.classify` and the command line: the pipeline in this process, with the models of the settings."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from postroom.classification.classifier import Classifier, load_classifier, model_version
from postroom.classification.vision import make_vision
from postroom.errors import InvalidCategories
from postroom.pipeline import Read, Settled, classify_document
from postroom.schemas import Category, Classification, PagePrediction
from postroom.settings import ClassifierSettings, Settings, VisionSettings

if TYPE_CHECKING:
    from postroom.classification.vision.spending import Book
    from postroom.classification.vision.vision import Vision


def classify_here(
    document: str | PathLike[str] | bytes,
    categories: Sequence[str | Category],
    settings: Settings,
    *,
    max_pages: int | None = None,
    on_page: Callable[[PagePrediction, int], None] | None = None,
    book: Book | None = None,
) -> Classification:
    """See `postroom.classify`.

    Args:
        document: A path, or the file's bytes.
        categories: The candidates.
        settings: Which classifier decides, and its limits.
        max_pages: Classify only so many pages.
        on_page: Called after each page.
        book: Where the vision model's requests are entered, and which holds the budget; one for this
            document alone when None.

    Raises:
        InvalidCategories: No categories, or two of the same name.
        DocumentError: The document can't be opened, or no page of it can be read.
        ClassifierError: No answer could be had.
        OSError: The file can't be read.
    """
    candidates = tuple(Category(each) if isinstance(each, str) else each for each in categories)
    if not candidates:
        raise InvalidCategories("Name at least one category.")
    if len({category.name for category in candidates}) < len(candidates):
        raise InvalidCategories("Two categories have the same name.")
    classify = functools.partial(
        classify_document,
        document if isinstance(document, bytes) else Path(document),
        candidates,
        _classifier(settings.classifier.factory),
        settings.documents,
        max_pages=max_pages,
        on_page=on_page,
    )
    if settings.classifier.kind == "local":
        return classify()
    vision = _vision(settings.classifier, settings.vision)
    from postroom.classification.vision.referral import Referrer
    from postroom.classification.vision.spending import Budget, MemoryBook

    entered = book or MemoryBook(Budget.of(settings.vision.job_budget))

    def settle(read: Read) -> Settled:
        return vision.settle(read, candidates, entered, settings.jobs.deadline_seconds)

    return classify(referrer=Referrer.of(settings), settle=settle, version=model_version(settings))


@functools.cache
def _classifier(factory: str) -> Classifier:
    return load_classifier(factory)


_visions: dict[object, Vision] = {}


def _vision(classifier: ClassifierSettings, vision: VisionSettings) -> Vision:
    """One for each endpoint and its settings: its limits hold over all calls of this process."""
    which = (classifier, vision)
    if which not in _visions:
        _visions[which] = make_vision(classifier, vision)
    return _visions[which]
