"""From the pages' predictions to the document's classification.

Contract, section 3.3: the winner is found by a vote weighted by position and confidence; the document's
confidence is the plain mean over the winner's pages, which fits every published example.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from postroom.errors import ClassifierReplyInvalid, DocumentCorrupt
from postroom.schemas import Category, Classification, DocumentKind, PagePrediction, Segment

FIRST_PAGE_WEIGHTS = (3.0, 2.0, 1.5)
"""Votes of pages 1, 2 and 3; every later page has one."""


def aggregate(
    pages: Sequence[PagePrediction],
    categories: Sequence[Category],
    *,
    kind: DocumentKind,
    total_pages: int,
    model_version: str,
) -> Classification:
    """The document's classification.

    Failed pages do not vote. Blank pages do not vote either, unless there is nothing else.

    Args:
        pages: One prediction a page, in any order.
        categories: The candidates in the caller's order, which decides ties.
        kind: Of the document.
        total_pages: Pages of the document, classified or not.
        model_version: Of the classifier.

    Raises:
        DocumentCorrupt: No page could be classified.
        ClassifierReplyInvalid: Nor was the vision model's answer for any of them of use.
    """
    ordered = sorted(pages, key=lambda page: page.number)
    good = [page for page in ordered if page.error is None]
    if not good:
        reason = next((page.error for page in ordered if page.error), None)
        if reason and all(page.classifier == "vision" for page in ordered):
            raise ClassifierReplyInvalid(reason)
        raise DocumentCorrupt(f"no page could be read ({reason})" if reason else "no page could be read")
    voters = [page for page in good if not page.blank] or good

    votes = {category.name: 0.0 for category in categories}
    for page in voters:
        if page.category is not None:
            votes[page.category] += page.confidence * _weight(page.number)
    winner = max(votes, key=votes.__getitem__)
    backers = [page for page in voters if page.category == winner] or voters

    scores = {name: fmean(page.scores[name] for page in backers) for name in votes}
    return Classification(
        category=winner,
        confidence=scores[winner],
        scores=scores,
        none_of_these=fmean(page.none_of_these for page in backers),
        kind=kind,
        total_pages=total_pages,
        pages=tuple(ordered),
        model_version=model_version,
        segments=segments(ordered),
    )


def segments(pages: Sequence[PagePrediction]) -> tuple[Segment, ...]:
    """Runs of neighbouring pages of equal category.

    Args:
        pages: In order; numbers may be missing, and then a run ends.
    """
    all_blank = all(page.blank for page in pages if page.error is None)
    runs: list[list[PagePrediction]] = []
    for page in pages:
        if page.error is not None or page.category is None:
            continue
        run = runs[-1] if runs and runs[-1][-1].number == page.number - 1 else None
        named = run and next((each.category for each in run if all_blank or not each.blank), None)
        if run and ((page.blank and not all_blank) or named in (None, page.category)):
            run.append(page)
        else:
            runs.append([page])
    return tuple(_segment(run) for run in runs)


def _segment(run: Sequence[PagePrediction]) -> Segment:
    speaking = [page for page in run if not page.blank] or run
    category = speaking[0].category
    assert category is not None
    return Segment(
        category=category,
        first_page=run[0].number,
        last_page=run[-1].number,
        confidence=fmean(page.confidence for page in speaking),
    )


def _weight(number: int) -> float:
    return FIRST_PAGE_WEIGHTS[number - 1] if number <= len(FIRST_PAGE_WEIGHTS) else 1.0
