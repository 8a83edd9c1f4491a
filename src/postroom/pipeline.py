"""The table of contents: open → read → classify pages → ask the vision model, if one is set → aggregate.

The same code runs in process for `postroom.classify()`, and in the workers' pool processes for jobs.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from postroom.classification.aggregate import aggregate
from postroom.classification.classifier import Classifier
from postroom.documents.document import Document, open_document
from postroom.documents.quality import page_quality
from postroom.documents.stages import stage
from postroom.documents.text import read_page
from postroom.errors import PostroomError
from postroom.schemas import Category, Classification, PagePrediction
from postroom.settings import DocumentSettings

if TYPE_CHECKING:
    from postroom.classification.vision.referral import Referral, Referrer

Read = Iterator["PagePrediction | Referral"]
Settled = Iterator[PagePrediction | None]


def classify_document(
    source: Path | bytes,
    categories: Sequence[Category],
    classifier: Classifier,
    limits: DocumentSettings,
    *,
    referrer: Referrer | None = None,
    settle: Callable[[Read], Settled] | None = None,
    version: str | None = None,
    max_pages: int | None = None,
    on_page: Callable[[PagePrediction, int], None] | None = None,
) -> Classification:
    """What the document is.

    Args:
        source: A file, or its bytes.
        categories: At least one; names are distinct.
        classifier: Scores the pages.
        limits: Caps on pages and pixels.
        referrer: Refers pages to the vision model; None when there is none.
        settle: Puts referred pages to the vision model; goes with `referrer`.
        version: Names all that decides the answer; `classifier.version` when None.
        max_pages: Classify this many pages at most; `limits.max_pages` when None.
        on_page: Called after each page with its prediction and the number of pages in all.

    Raises:
        DocumentError: The document can't be opened, or no page of it can be read.
        ClassifierError: The classifier gave no answer.
    """
    with open_document(source, limits) as document:
        used = min(document.page_count, max_pages or limits.max_pages, limits.max_pages)
        pages: list[PagePrediction] = []
        read = classify_pages(document, range(1, used + 1), categories, classifier, referrer)
        for prediction in settle(read) if settle else cast("Iterator[PagePrediction]", read):
            if prediction is None:
                continue
            pages.append(prediction)
            if on_page:
                on_page(prediction, used)
        return aggregate(
            pages,
            categories,
            kind=document.kind,
            total_pages=document.page_count,
            model_version=version or classifier.version,
        )


def classify_pages(
    document: Document,
    numbers: Sequence[int],
    categories: Sequence[Category],
    classifier: Classifier,
    referrer: Referrer | None = None,
) -> Read:
    """A prediction for each of the pages `numbers` (1-based), or its referral, as soon as it is there.

    A page that can't be read gets a prediction with its error; the others go on.
    """
    for number in numbers:
        try:
            with stage("read"):
                page = read_page(document, number)
                quality = page_quality(page)
            with stage("classify"):
                prediction = classifier.classify_page(page, categories)
                prediction = dataclasses.replace(prediction, quality=quality)
                answer = referrer.refer(document, page, prediction) if referrer else prediction
            yield answer
        except PostroomError as error:
            yield failed_page(number, categories, error.detail)


def failed_page(number: int, categories: Sequence[Category], error: str) -> PagePrediction:
    """The prediction of a page that could not be classified; it does not vote."""
    return PagePrediction(
        number=number,
        category=None,
        confidence=0.0,
        scores={category.name: 0.0 for category in categories},
        none_of_these=1.0,
        error=error,
    )
