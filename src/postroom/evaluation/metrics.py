"""The figures of an evaluation, from scores alone: no files, no classifier."""

from __future__ import annotations

import dataclasses
import importlib
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

BINS = 10
TARGETS = (0.9, 0.95, 0.98, 0.99)
SURE = 0.9


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """One call: what was true, and what was answered.

    Attributes:
        label: The true category.
        scores: Probability of each candidate, 0–1.
    """

    label: str
    scores: Mapping[str, float]

    @property
    def winner(self) -> str:
        """The most probable category."""
        return max(self.scores, key=self.scores.__getitem__)

    @property
    def confidence(self) -> float:
        """Of the winner."""
        return self.scores[self.winner]

    @property
    def right(self) -> bool:
        """Whether the winner is the true category."""
        return self.winner == self.label

    def among_first(self, count: int) -> bool:
        """Whether the true category is among the `count` most probable ones."""
        ranked = sorted(self.scores, key=lambda name: -self.scores[name])
        return self.label in ranked[:count]


@dataclasses.dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Answers of a like confidence: `low` ≤ confidence < `high`."""

    low: float
    high: float
    answers: int
    confidence: float
    accuracy: float


@dataclasses.dataclass(frozen=True, slots=True)
class Coverage:
    """How many answers one may believe at an accuracy.

    Attributes:
        target: The accuracy that is asked for, 0–1.
        threshold: The least confidence with which it is reached; None when it never is.
        share: Of the answers that are at least so confident, 0–1.
        accuracy: Of those answers.
        low: 95 % Wilson interval of that accuracy.
        high: Its other end.
    """

    target: float
    threshold: float | None
    share: float
    accuracy: float
    low: float
    high: float


@dataclasses.dataclass(frozen=True, slots=True)
class Sure:
    """Answers with a confidence of at least `SURE`: their share, and how many of them are right."""

    share: float
    accuracy: float


@dataclasses.dataclass(frozen=True, slots=True)
class CategoryFigures:
    """One category: precision, recall and F1, 0–1, and how many documents are of it."""

    name: str
    precision: float
    recall: float
    f1: float
    documents: int


@dataclasses.dataclass(frozen=True, slots=True)
class Figures:
    """Quality of a set of answers; every share is 0–1."""

    answers: int
    accuracy: float
    accuracy_low: float
    accuracy_high: float
    top3: float
    macro_f1: float
    calibration_error: float
    sure: Sure
    reliability: tuple[ReliabilityBin, ...]
    coverage: tuple[Coverage, ...]


def figures(answers: Sequence[Answer]) -> Figures:
    """Accuracy, calibration and coverage of one answer or more."""
    right = np.array([answer.right for answer in answers])
    confidence = np.array([answer.confidence for answer in answers])
    reliability = reliability_bins(answers)
    sure = confidence >= SURE
    low, high = wilson_interval(int(right.sum()), len(right))
    return Figures(
        answers=len(answers),
        accuracy=float(right.mean()),
        accuracy_low=low,
        accuracy_high=high,
        top3=float(np.mean([answer.among_first(3) for answer in answers])),
        macro_f1=float(np.mean([category.f1 for category in by_category(answers)])),
        calibration_error=calibration_error(reliability),
        sure=Sure(float(sure.mean()), float(right[sure].mean()) if sure.any() else 0.0),
        reliability=reliability,
        coverage=tuple(coverage_at(answers, target) for target in TARGETS),
    )


def reliability_bins(answers: Sequence[Answer]) -> tuple[ReliabilityBin, ...]:
    """The answers in `BINS` bins of equal width by their confidence; empty bins are left out."""
    right = np.array([answer.right for answer in answers])
    confidence = np.array([answer.confidence for answer in answers])
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return tuple(
        ReliabilityBin(
            low=number / BINS,
            high=(number + 1) / BINS,
            answers=int((place == number).sum()),
            confidence=float(confidence[place == number].mean()),
            accuracy=float(right[place == number].mean()),
        )
        for number in range(BINS)
        if (place == number).any()
    )


def calibration_error(reliability: Sequence[ReliabilityBin]) -> float:
    """Expected calibration error (Guo et al., 2017): mean gap between confidence and accuracy."""
    total = sum(each.answers for each in reliability)
    return sum(each.answers * abs(each.confidence - each.accuracy) for each in reliability) / max(1, total)


def coverage_at(answers: Sequence[Answer], target: float) -> Coverage:
    """The largest share of answers, the most confident first, of which at least `target` are right."""
    ranked = sorted(answers, key=lambda answer: -answer.confidence)
    hits, best, best_hits = 0, 0, 0
    for count, answer in enumerate(ranked, 1):
        hits += answer.right
        # Answers of the same confidence can't be told apart by a threshold.
        last = count == len(ranked) or ranked[count].confidence < answer.confidence
        if last and hits / count >= target:
            best, best_hits = count, hits
    low, high = wilson_interval(best_hits, best)
    return Coverage(
        target=target,
        threshold=ranked[best - 1].confidence if best else None,
        share=best / max(1, len(ranked)),
        accuracy=best_hits / best if best else 0.0,
        low=low,
        high=high,
    )


def wilson_interval(hits: int, count: int, deviations: float = 1.96) -> tuple[float, float]:
    """The interval of a share (Wilson, 1927), 95 % by default; (0, 1) when there is nothing to count."""
    if not count:
        return 0.0, 1.0
    share, square = hits / count, deviations**2
    centre = (share + square / (2 * count)) / (1 + square / count)
    reach = (
        deviations * math.sqrt(share * (1 - share) / count + square / (4 * count**2)) / (1 + square / count)
    )
    return max(0.0, centre - reach), min(1.0, centre + reach)


def by_category(answers: Sequence[Answer]) -> tuple[CategoryFigures, ...]:
    """Precision, recall and F1 of every true category."""
    names = sorted({answer.label for answer in answers})
    precision, recall, f1, count = _sklearn().precision_recall_fscore_support(
        [answer.label for answer in answers],
        [answer.winner for answer in answers],
        labels=names,
        zero_division=0.0,
    )
    return tuple(
        CategoryFigures(name, float(precision[n]), float(recall[n]), float(f1[n]), int(count[n]))
        for n, name in enumerate(names)
    )


def confusion(answers: Sequence[Answer], names: Sequence[str]) -> list[list[int]]:
    """Documents by true category (rows) and answer (columns), in the order of `names`."""
    labels = [answer.label for answer in answers]
    winners = [answer.winner for answer in answers]
    return _sklearn().confusion_matrix(labels, winners, labels=list(names)).tolist()


def area_under_roc(present: Sequence[float], absent: Sequence[float]) -> float:
    """How well `none_of_these` tells sets without the true category (`absent`) from sets with it, 0–1."""
    truth = [False] * len(present) + [True] * len(absent)
    return float(_sklearn().roc_auc_score(truth, [*present, *absent]))


def _sklearn() -> Any:
    # Untyped; this is the only line that knows it.
    return importlib.import_module("sklearn.metrics")
