from __future__ import annotations

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postroom.classification.aggregate import aggregate
from postroom.errors import DocumentCorrupt
from postroom.pipeline import failed_page
from postroom.schemas import Category, Classification, PagePrediction

CATEGORIES = (Category("a"), Category("b"), Category("c"))
NAMES = [category.name for category in CATEGORIES]


def page(number: int, weights: list[float], *, blank: bool = False) -> PagePrediction:
    total = sum(weights)
    shares = [weight / total for weight in weights]
    scores = dict(zip(NAMES, shares, strict=False))
    winner = max(scores, key=scores.__getitem__)
    return PagePrediction(
        number=number, category=winner, confidence=scores[winner], scores=scores,
        none_of_these=shares[3], blank=blank,
    )  # fmt: skip


def document(pages: list[PagePrediction]) -> Classification:
    return aggregate(pages, CATEGORIES, kind="pdf", total_pages=len(pages), model_version="test")


weights = st.lists(st.floats(0.01, 1), min_size=4, max_size=4)


@given(st.lists(weights, min_size=1, max_size=8))
def test_scores_and_none_of_these_sum_to_one(all_weights: list[list[float]]) -> None:
    answer = document([page(number, each) for number, each in enumerate(all_weights, 1)])
    assert math.isclose(sum(answer.scores.values()) + answer.none_of_these, 1, abs_tol=1e-9)
    assert answer.confidence == answer.scores[answer.category]
    backers = [each.confidence for each in answer.pages if each.category == answer.category]
    assert math.isclose(answer.confidence, sum(backers) / len(backers), abs_tol=1e-9)


@given(st.lists(weights, min_size=2, max_size=6), st.randoms())
def test_the_order_of_arrival_does_not_matter(all_weights: list[list[float]], random: Random) -> None:
    pages = [page(number, each) for number, each in enumerate(all_weights, 1)]
    shuffled = pages.copy()
    random.shuffle(shuffled)
    assert document(shuffled) == document(pages)


def test_the_first_page_outweighs_the_next_two() -> None:
    answer = document([page(1, [6, 2, 1, 1]), page(2, [2, 6, 1, 1]), page(3, [2, 1, 6, 1])])
    assert answer.category == "a"
    assert answer.confidence == pytest.approx(0.6)


def test_a_tie_goes_to_the_category_named_first() -> None:
    pages = [page(number, [5, 1, 1, 1] if number % 2 else [1, 5, 1, 1]) for number in (5, 6)]
    assert document(pages).category == "a"


def test_blank_and_failed_pages_do_not_vote() -> None:
    blank = page(1, [1, 9, 1, 1], blank=True)
    failed = failed_page(2, CATEGORIES, "broken")
    answer = document([blank, failed, page(3, [9, 1, 1, 1])])
    assert answer.category == "a"
    assert answer.processed_pages == 2


def test_only_blank_pages_still_answer() -> None:
    assert document([page(1, [1, 9, 1, 1], blank=True)]).category == "b"


def test_no_good_page_is_an_error_that_says_why() -> None:
    with pytest.raises(DocumentCorrupt, match="Page 1 crashes its reader"):
        document([failed_page(1, CATEGORIES, "Page 1 crashes its reader")])
