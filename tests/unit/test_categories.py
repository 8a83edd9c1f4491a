from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postroom.api.categories import read_categories
from postroom.errors import InvalidCategories
from postroom.schemas import Category
from postroom.settings import UploadSettings

LIMITS = UploadSettings()
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(str.strip)


@given(st.lists(names, min_size=1, max_size=20, unique=True), st.sampled_from(["categories", "conditions"]))
def test_every_way_to_write_a_list_of_names_means_the_same(written: list[str], field: str) -> None:
    expected = tuple(Category(name) for name in written)
    objects = [{"name": name, "ignored": 1} for name in written]
    for value in (written, objects, [*objects[:1], *written[1:]]):
        for ascii_only in (True, False):
            text = json.dumps(value, ensure_ascii=ascii_only)
            assert read_categories({field: text}, LIMITS) == expected


@given(st.text(max_size=200) | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_anything_else_is_refused_and_nothing_else_is_raised(text: str) -> None:
    try:
        categories = read_categories({"categories": text}, LIMITS)
    except InvalidCategories:
        return
    assert [category.name for category in categories] == json.loads(text)


@pytest.mark.parametrize("text", ["[" * 100_000, '[{"name": ' * 50_000, "[1" + "0" * 5_000 + "]"])
def test_deep_and_long_json_is_refused(text: str) -> None:
    with pytest.raises(InvalidCategories):
        read_categories({"categories": text}, LIMITS)
