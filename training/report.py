"""The figures of the model card, taken by leave-one-source-out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from combiner import Case, Pages, hide_names, ordinary
from sklearn.metrics import roc_auc_score

from postroom.classification.local.lexicon import document_types
from postroom.classification.local.scoring import (
    Candidate,
    Candidates,
    kin,
    logits,
    other_types,
)
from postroom.classification.local.weights import Weights
from postroom.settings import ClassifierSettings

Shares = npt.NDArray[np.float64]
DRAWS = 8
"""Sets of candidates drawn for each page."""
CASCADE_WAYS, CASCADE_ACCURACY = 8, 0.97
"""Candidates in the table of the cascade, and how often its vision model is supposed to be right."""
CASCADE_NONE = ClassifierSettings().cascade_none_of_these
THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)


def softmax(values: npt.NDArray[np.float32]) -> Shares:
    shares = np.exp(values.astype(np.float64) - values.max())
    return shares / shares.sum()


def known_shares(pages: Pages, page: int, kinds: Sequence[int], weights: Weights) -> Shares:
    each = tuple(Candidate((kind,)) for kind in kinds)
    candidates = Candidates(each, other_types(each))
    return softmax(logits(candidates, pages.features[page], pages.embeddings[page], weights))


def calibration_error(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """Expected calibration error over ten equal bins (Guo et al., 2017)."""
    values, hits = np.array(confidence), np.array(right)
    bins = np.minimum((values * 10).astype(int), 9)
    return float(
        sum((bins == b).mean() * abs(values[bins == b].mean() - hits[bins == b].mean()) for b in set(bins))
    )


def figures(
    pages: Pages, chosen: Sequence[int], weights_of: Callable[[int], Weights], seed: int
) -> dict[str, float]:
    """Accuracy with all categories and with four, calibration, coverage, none of these, unknown names."""
    random = np.random.default_rng(seed)
    everything = ordinary()
    all_right: list[bool] = []
    all_confidence: list[float] = []
    four_right: list[bool] = []
    four_confidence: list[float] = []
    none: list[float] = []
    absent: list[bool] = []
    one_unknown: list[bool] = []
    all_unknown: list[bool] = []
    for page in chosen:
        right, weights = pages.samples[page].kind, weights_of(page)
        shares = known_shares(pages, page, everything, weights)
        all_right.append(everything[int(shares[:-1].argmax())] == right)
        all_confidence.append(float(shares[:-1].max()))
        embedding = pages.embeddings[page]
        for _ in range(DRAWS):
            wrong = [
                int(kind) for kind in random.choice([k for k in everything if k != right], 4, replace=False)
            ]
            shares = known_shares(pages, page, [right, *wrong[:3]], weights)
            four_right.append(int(shares[:-1].argmax()) == 0)
            four_confidence.append(float(shares[:-1].max()))
            none += [float(shares[-1]), float(known_shares(pages, page, wrong, weights)[-1])]
            absent += [False, True]
            case = Case(
                page, [right, *(k for k in wrong[:3] if k not in kin()[right])], 0, np.zeros(0, np.int64), 1.0
            )
            for unknown, hits in ((case.kinds[:1], one_unknown), (case.kinds, all_unknown)):
                hidden = hide_names(pages.features[page], embedding, case, weights, random, unknown)
                assert hidden is not None
                columns, fixed = hidden
                hits.append(int((columns @ weights.unknown + fixed)[:-1].argmax()) == 0)
    sure = np.array(four_confidence) >= 0.9
    return {
        "pages": len(chosen),
        "accuracy, 36 categories": float(np.mean(all_right)),
        "accuracy, 4 categories": float(np.mean(four_right)),
        "ECE, 36 categories": calibration_error(all_confidence, all_right),
        "ECE, 4 categories": calibration_error(four_confidence, four_right),
        "accuracy at confidence of .9 or more, 4 categories": float(np.array(four_right)[sure].mean()),
        "share of calls at confidence of .9 or more, 4 categories": float(sure.mean()),
        "AUROC of none of these": float(roc_auc_score(absent, none)),
        "accuracy, 4 categories, the right one not in the lexicon": float(np.mean(one_unknown)),
        "accuracy, 4 categories, none of them in the lexicon": float(np.mean(all_unknown)),
    }


def by_type(
    pages: Pages, chosen: Sequence[int], weights_of: Callable[[int], Weights]
) -> dict[str, tuple[int, float]]:
    """Pages and accuracy with 36 categories for each type."""
    hits: defaultdict[str, list[bool]] = defaultdict(list)
    everything = ordinary()
    for page in chosen:
        right = pages.samples[page].kind
        shares = known_shares(pages, page, everything, weights_of(page))
        hits[document_types()[right].names[0]].append(everything[int(shares[:-1].argmax())] == right)
    return {name: (len(rights), float(np.mean(rights))) for name, rights in sorted(hits.items())}


def cascade(
    pages: Pages, chosen: Sequence[int], weights_of: Callable[[int], Weights], seed: int
) -> list[dict[str, float]]:
    """For each confidence under which a page is sent to a vision model: the share sent, the accuracy expected."""
    random = np.random.default_rng(seed)
    everything = ordinary()
    right: list[bool] = []
    confidence: list[float] = []
    none: list[float] = []
    for page in chosen:
        kind = pages.samples[page].kind
        others = [each for each in everything if each != kind]
        for _ in range(DRAWS):
            wrong = [int(each) for each in random.choice(others, CASCADE_WAYS - 1, replace=False)]
            shares = known_shares(pages, page, [kind, *wrong], weights_of(page))
            right.append(int(shares[:-1].argmax()) == 0)
            confidence.append(float(shares[:-1].max()))
            none.append(float(shares[-1]))
    table: list[dict[str, float]] = []
    for threshold in THRESHOLDS:
        sent = np.array(confidence) < threshold
        if threshold:
            sent |= np.array(none) > CASCADE_NONE
        accuracy = np.where(sent, CASCADE_ACCURACY, right).mean()
        table.append({"threshold": threshold, "share sent": float(sent.mean()), "accuracy": float(accuracy)})
    return table
