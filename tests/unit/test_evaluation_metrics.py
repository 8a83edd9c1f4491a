from __future__ import annotations

import pytest

from postroom.evaluation.metrics import (
    Answer,
    area_under_roc,
    by_category,
    calibration_error,
    confusion,
    coverage_at,
    figures,
    reliability_bins,
    wilson_interval,
)


def answer(label: str, winner: str, confidence: float) -> Answer:
    rest = (1 - confidence) / 2
    return Answer(label, {name: confidence if name == winner else rest for name in ("a", "b", "c")})


ANSWERS = [answer("a", "a", 0.95), answer("a", "a", 0.9), answer("b", "b", 0.85), answer("b", "c", 0.65)]


def test_accuracy_counts_right_answers() -> None:
    found = figures(ANSWERS)
    assert found.answers == 4
    assert found.accuracy == 0.75
    assert found.top3 == 1
    assert found.sure.share == 0.5
    assert found.sure.accuracy == 1


def test_among_first_needs_the_true_category_in_front() -> None:
    scores = {"a": 0.4, "b": 0.3, "c": 0.2, "d": 0.1}
    assert Answer("c", scores).among_first(3)
    assert not Answer("d", scores).among_first(3)
    assert not Answer("missing", scores).among_first(4)


def test_precision_recall_and_confusion_by_hand() -> None:
    a, b = by_category(ANSWERS)
    assert (a.name, a.precision, a.recall, a.documents) == ("a", 1, 1, 2)
    assert (b.name, b.precision, b.recall, b.documents) == ("b", 1, 0.5, 2)
    assert confusion(ANSWERS, ["a", "b", "c"]) == [[2, 0, 0], [0, 1, 1], [0, 0, 0]]


def test_calibration_error_is_the_mean_gap() -> None:
    # Bins: .9-1.0 (.925 against 1), .8-.9 (.85 against 1), .6-.7 (.65 against 0).
    expected = (2 * 0.075 + 0.15 + 0.65) / 4
    assert calibration_error(reliability_bins(ANSWERS)) == pytest.approx(expected)


def test_a_confidence_of_one_has_a_bin() -> None:
    (only,) = reliability_bins([Answer("a", {"a": 1.0, "b": 0.0})])
    assert (only.low, only.high, only.answers) == (0.9, 1.0, 1)


def test_coverage_takes_the_surest_answers() -> None:
    found = coverage_at(ANSWERS, 0.99)
    assert found.share == 0.75
    assert found.threshold == pytest.approx(0.85)
    assert found.low < found.accuracy == 1 <= found.high


def test_coverage_never_splits_equal_confidences() -> None:
    alike = [answer("a", "a", 0.8), answer("a", "a", 0.8), answer("b", "c", 0.8)]
    found = coverage_at(alike, 0.9)
    assert (found.share, found.threshold) == (0, None)


def test_wilson_interval_matches_the_published_example() -> None:
    # Newcombe (1998), table I: 81 of 263.
    low, high = wilson_interval(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    assert wilson_interval(0, 0) == (0, 1)


def test_none_of_these_is_judged_by_its_order() -> None:
    assert area_under_roc([0.1, 0.2], [0.3, 0.4]) == 1
    assert area_under_roc([0.3, 0.4], [0.1, 0.2]) == 0
    assert area_under_roc([0.5], [0.5]) == 0.5
