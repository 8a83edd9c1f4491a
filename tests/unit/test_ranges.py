"""Ranges of pages, and the segments that pages fall into."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postroom.classification.aggregate import segments
from postroom.documents.ranges import PageRanges
from postroom.schemas import PagePrediction

NUMBERS = st.integers(1, 60)
SPANS = st.lists(st.tuples(NUMBERS, st.none() | st.integers(0, 20)), min_size=1, max_size=8)


@given(SPANS, st.integers(1, 80), st.integers(1, 80))
def test_ranges_choose_what_they_name(spans: list[tuple[int, int | None]], count: int, most: int) -> None:
    text = ", ".join(f"{first}-{'' if more is None else first + more}" for first, more in spans)
    wanted = {
        number
        for first, more in spans
        for number in range(first, count + 1 if more is None else min(count, first + more) + 1)
    }
    ranges = PageRanges.parse(text)
    assert ranges.choose(count, most) == tuple(sorted(wanted)[:most])
    assert PageRanges.parse(str(ranges)) == ranges
    assert str(ranges).count("-") <= text.count("-")


@given(st.sets(NUMBERS, min_size=1))
def test_ranges_of_numbers_are_those_numbers(numbers: set[int]) -> None:
    assert set(PageRanges.of(numbers).choose(100, 100)) == numbers
    assert PageRanges.parse(str(PageRanges.of(numbers))) == PageRanges.of(numbers)


@pytest.mark.parametrize(
    "text", ["", ",", "0", "-", "-3", "3-1", "1;2", "1.5", "a", "\u0661", "1-2-3", "1" * 10]
)
def test_what_is_no_range(text: str) -> None:
    with pytest.raises(ValueError, match="Write pages as"):
        PageRanges.parse(text)


@given(st.text(max_size=1_200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert PageRanges.parse(text).spans
    except ValueError as error:
        assert text not in str(error) or len(text) < 20  # noqa: PT017


PAGES = st.lists(
    st.tuples(st.integers(1, 2), st.sampled_from(["a", "b", "blank", "failed"])), min_size=1, max_size=12
)


@given(PAGES)
def test_every_good_page_is_in_one_segment(drawn: list[tuple[int, str]]) -> None:
    pages: list[PagePrediction] = []
    number = 0
    for step, kind in drawn:
        number += step
        category = None if kind == "failed" else "b" if kind == "blank" else kind
        pages.append(
            PagePrediction(
                number=number,
                category=category,
                confidence=0.5,
                scores={"a": 0.5, "b": 0.4},
                none_of_these=0.1,
                blank=kind == "blank",
                error="broken" if kind == "failed" else None,
            )
        )
    by_number = {page.number: page for page in pages}
    found = segments(pages)
    covered = [n for each in found for n in range(each.first_page, each.last_page + 1)]
    assert covered == [page.number for page in pages if page.error is None]
    for each in found:
        inside = [by_number[n] for n in range(each.first_page, each.last_page + 1)]
        speaking = [page for page in inside if not page.blank]
        assert {page.category for page in speaking or inside} == {each.category}
        assert each.confidence == 0.5
    for before, after in itertools.pairwise(found):
        if after.first_page == before.last_page + 1:
            assert before.category != after.category
