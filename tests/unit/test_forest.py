"""The shipped trees answer as the library that grew them, and pages of unlike shape have unlike numbers."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from postroom.classification.local.forest import LEAST, Forest
from postroom.classification.local.shape import measure_shape
from postroom.documents.content import TextLine
from postroom.schemas import Box

TRAINING = Path(__file__).parents[2] / "training"


def test_trees_answer_as_the_library_that_grew_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(TRAINING), *sys.path])
    grow: Any = importlib.import_module("models")
    ensemble: Any = importlib.import_module("sklearn.ensemble")
    random = np.random.default_rng(3)
    numbers = random.normal(size=(400, 12)).astype(np.float32)
    kinds = np.array([4, 7, 30])[(numbers[:, 0] > 0).astype(int) + (numbers[:, 3] > 0.5)]
    model = ensemble.ExtraTreesClassifier(40, min_samples_leaf=3, random_state=1).fit(numbers, kinds)
    forest: Forest = grow.as_forest(model)
    assert forest.kinds.tolist() == [4, 7, 30]
    unseen = random.normal(size=(200, 12)).astype(np.float32)
    answers = np.exp(np.stack([forest.log_probabilities(page) for page in unseen])) - LEAST
    assert np.abs(answers - model.predict_proba(unseen)).max() < 0.005


def lines(*texts: str, left: float = 0.1, height: float = 0.02) -> list[TextLine]:
    return [
        TextLine(text, Box(left, 0.05 * n, min(1.0, left + len(text) / 100), 0.05 * n + height))
        for n, text in enumerate(texts, 1)
    ]


@pytest.mark.parametrize(
    ("number", "much", "little"),
    [
        ("questions", lines("How old are you?", "Wie geht es Ihnen?"), lines("I am forty.", "Gut.")),
        ("numbered", lines("1. Scope", "1.2 Terms", "(iv) Cost"), lines("Scope", "Terms", "1984 was cold")),
        ("number_lines", lines("12 400", "31.5 %", "7"), lines("Twelve", "Rooms 3", "Seven")),
        ("ending_colon", lines("Name:", "Date of birth:"), lines("Name", "Date: unknown")),
        ("centred", lines("x" * 40, left=0.3), lines("x" * 40, left=0.0)),
        ("height_ratio", [*lines("Title", height=0.06), *lines("a", "b", "c")], lines("Title", "a", "b")),
    ],
)
def test_shape(number: str, much: list[TextLine], little: list[TextLine]) -> None:
    assert measure_shape(much)[number] > measure_shape(little)[number]


def test_a_page_without_lines_has_the_same_numbers_all_of_them_nothing() -> None:
    empty = measure_shape([])
    assert list(empty) == list(measure_shape(lines("Invoice", "Total 12.00")))
    assert set(empty.values()) == {0.0}


def test_the_numbers_of_a_page_of_ten_thousand_lines_are_those_of_its_beginning() -> None:
    long = [TextLine("Item 1", Box(0.1, 0.5, 0.2, 0.51))] * 10_000
    assert measure_shape(long) == measure_shape(long[:1000])
