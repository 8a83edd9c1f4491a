"""Fits how the columns of `features` are weighed: conditional logits over sampled sets of categories.

The models behind the columns have not seen the page's source (leave-one-source-out), so that the combiner
learns how far they can be trusted on documents of a kind that they have not seen.
"""

from __future__ import annotations

import dataclasses
import functools
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from texts import Sample

from postroom.classification.local.embeddings import embed
from postroom.classification.local.features import COLUMNS, PageFeatures
from postroom.classification.local.lexicon import document_types
from postroom.classification.local.scoring import (
    Candidate,
    calibration_features,
    described_candidate,
    described_features,
    kin,
    none_logit,
    other_types,
    similarities,
    unknown_candidate,
    unknown_features,
)
from postroom.classification.local.weights import (
    CALIBRATION_COLUMNS,
    DESCRIBED_COLUMNS,
    UNKNOWN_COLUMNS,
    Weights,
)
from postroom.schemas import Category

Vector = npt.NDArray[np.float64]

SETS_PER_PAGE = 6
OTHER_CANDIDATES = (1, 3, 3, 3, 7, 15, 35)
"""How many wrong categories stand beside the right one: mostly few, as in real calls."""
ABSENT = 0.02
"""Share of sets without the right category. More of them make the answers too modest."""
CASE_WEIGHTS = {"corpus": 2.0, "image": 1.5, "typeset": 0.5, "worn": 0.5, "drawn": 0.3, "nothing": 0.2}
DRAWN_PAGES = 800
PAGES_PER_SOURCE = 10
PENALTY = 1e-3

ORDINARY = (
    "advertisement", "bank_statement", "book", "budget", "clinical_protocol", "contract", "court_document",
    "email", "file_folder", "financial_report", "form", "handwritten", "id_document", "incident_report",
    "invoice", "letter", "memo", "news_article", "presentation", "questionnaire", "receipt", "resume",
    "scientific_paper", "laboratory_report", "specification", "tax_form", "business_card", "spreadsheet",
    "datasheet", "government_report", "insurance_policy", "medical_record", "sheet_music", "bill_of_lading",
    "technical_drawing", "manual",
)  # fmt: skip
"""The 36 types that figures are given for."""


@dataclasses.dataclass(frozen=True)
class Pages:
    """Pages with their features, as the combiner sees them.

    Attributes:
        samples: The pages.
        features: As the models of its fold see each page.
        embeddings: Of the beginnings of the pages' texts, shape (pages, 384).
        folds: The fold of each, whose models have not seen its source.
        known: From `known_elsewhere`.
    """

    samples: list[Sample]
    features: list[PageFeatures]
    embeddings: npt.NDArray[np.float32]
    folds: npt.NDArray[np.int64]
    known: npt.NDArray[np.bool_]

    @property
    def tables(self) -> npt.NDArray[np.float32]:
        return np.stack([features.table for features in self.features])


@dataclasses.dataclass(frozen=True)
class Case:
    """One set of categories for one page; `right` is its position, or -1 when it is absent."""

    page: int
    kinds: list[int]
    right: int
    others: npt.NDArray[np.int64]
    weight: float


def ordinary() -> list[int]:
    position = {kind.key: number for number, kind in enumerate(document_types())}
    return [position[key] for key in ORDINARY]


def choose_pages(samples: Sequence[Sample], seed: int) -> list[int]:
    """The corpus' first pages, all that was laid out, and some of the pictures and of what was drawn."""
    random = np.random.default_rng(seed)
    chosen: list[int] = []
    groups: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for number, sample in enumerate(samples):
        if sample.origin in ("typeset", "worn", "nothing") or (sample.origin == "corpus" and sample.first):
            chosen.append(number)
        elif sample.origin == "image":
            groups[sample.kind, sample.source].append(number)
    for _, members in sorted(groups.items()):
        chosen += [int(n) for n in random.choice(members, min(len(members), PAGES_PER_SOURCE), replace=False)]
    drawn = [number for number, sample in enumerate(samples) if sample.origin == "drawn"]
    chosen += [int(n) for n in random.choice(drawn, min(len(drawn), DRAWN_PAGES), replace=False)]
    return sorted(chosen)


def known_elsewhere(samples: Sequence[Sample], folds: Sequence[int]) -> npt.NDArray[np.bool_]:
    """For each page, whether its type is known from outside its fold: from another real source, or invented.

    The shipped models know every type, so that the combiner must not learn from pages of a type that the
    models of their fold have never met.
    """
    where: defaultdict[int, set[int]] = defaultdict(set)
    for sample, fold in zip(samples, folds, strict=True):
        if sample.real or sample.origin == "drawn":
            where[sample.kind].add(int(fold))
    return np.array(
        [
            sample.nothing or bool(where[sample.kind] - {int(fold)})
            for sample, fold in zip(samples, folds, strict=True)
        ]
    )


def draw_cases(samples: Sequence[Sample], pages: Sequence[int], seed: int) -> list[Case]:
    """Sets of categories for the pages, most from the ordinary types, some from all."""
    random = np.random.default_rng(seed)
    everything = np.arange(len(document_types()))
    cases: list[Case] = []
    for page in pages:
        sample = samples[page]
        weight = CASE_WEIGHTS[sample.origin]
        for _ in range(SETS_PER_PAGE):
            pool = ordinary() if random.random() < 0.6 else everything
            wrong = [int(kind) for kind in pool if sample.nothing or kind not in kin()[sample.kind]]
            count = min(len(wrong), int(random.choice(OTHER_CANDIDATES)))
            drawn = [int(kind) for kind in random.choice(wrong, count, replace=False)]
            absent = sample.nothing or bool(random.random() < ABSENT)
            kinds = drawn if absent else [sample.kind, *drawn]
            others = other_types([Candidate((kind,)) for kind in kinds])
            cases.append(Case(page, kinds, -1 if absent else 0, others, weight))
    return cases


def fit_known(pages: Pages, cases: Sequence[Case]) -> tuple[Vector, Vector]:
    """Weights of `COLUMNS`, and those of none of these (`Weights.none`); all the cases at once."""
    tables = pages.tables
    width = len(COLUMNS)
    used, page = np.unique([case.page for case in cases], return_inverse=True)
    table = tables[used].astype(np.float64)
    poverty = np.array([pages.features[n].poverty for n in used])[page]
    weight = np.array([case.weight for case in cases])
    candidates = np.zeros((len(cases), tables.shape[1]), np.bool_)
    others = np.zeros_like(candidates)
    for row, case in enumerate(cases):
        candidates[row, case.kinds] = others[row, case.others] = True
    # The right category's column; the last stands for none of these.
    right = np.array([case.kinds[case.right] if case.right >= 0 else tables.shape[1] for case in cases])
    rows, order = np.arange(len(cases)), np.argsort(page, kind="stable")
    starts = np.searchsorted(page[order], np.arange(len(used)))

    def loss(parameters: Vector) -> tuple[float, Vector]:
        bias, scale, poor = parameters[-3:]
        kinds = (table @ parameters[:width])[page]
        pull = np.where(others, kinds, -np.inf)
        top = pull.max(axis=1, keepdims=True)
        pull = np.exp(pull - top)
        crowd = top[:, 0] + np.log(pull.sum(axis=1))
        pull /= pull.sum(axis=1, keepdims=True)
        logits = np.column_stack(
            [np.where(candidates, kinds, -np.inf), bias + scale * crowd + poor * poverty]
        )
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        value = -(weight * np.log(shares[rows, right] + 1e-12)).sum()
        shares[rows, right] -= 1
        shares *= weight[:, None]
        none = shares[:, -1]
        slopes = np.add.reduceat((shares[:, :-1] + scale * none[:, None] * pull)[order], starts, axis=0)
        gradient = np.append(
            np.einsum("pt,ptc->c", slopes, table), [none.sum(), none @ crowd, none @ poverty]
        )
        gradient /= weight.sum()
        return value / weight.sum() + PENALTY * (parameters**2).sum(), gradient + 2 * PENALTY * parameters

    start = np.zeros(width + 3)
    start[[COLUMNS.index("text"), COLUMNS.index("cues"), COLUMNS.index("title")]] = 0.5, 0.5, 1.0
    start[-2] = 1.0
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 80}).x
    return found[:width], found[width:]


def fit_unknown(pages: Pages, cases: Sequence[Case], weights: Weights, seed: int) -> Vector:
    """Weights of `UNKNOWN_COLUMNS`, by pretending that the lexicon lacks a name (label dropout)."""
    random = np.random.default_rng(seed)
    rows: list[tuple[Vector, Vector, int, float]] = []
    for case in cases:
        row = hide_names(pages.features[case.page], pages.embeddings[case.page], case, weights, random)
        if row:
            rows.append((*row, case.right, case.weight))

    return _fit_added(rows, len(UNKNOWN_COLUMNS))


def fit_described(pages: Pages, cases: Sequence[Case], weights: Weights, seed: int) -> Vector:
    """Weights of `DESCRIBED_COLUMNS`, with the lexicon's descriptions in place of a caller's, for half the names."""
    random = np.random.default_rng(seed)
    rows: list[tuple[Vector, Vector, int, float]] = []
    for case in cases:
        features, embedding = pages.features[case.page], pages.embeddings[case.page]
        kinds = features.table @ weights.known
        usual = similarities(embedding, weights)
        columns = np.zeros((len(case.kinds) + 1, len(DESCRIBED_COLUMNS)))
        for position, kind in enumerate(case.kinds):
            if random.random() < 0.5:
                columns[position] = described_features(_described(kind), features, embedding, usual)
        none = none_logit(kinds, case.others, features.poverty, weights)
        rows.append((columns, np.append(kinds[case.kinds], none), case.right, case.weight))
    return _fit_added(rows, len(DESCRIBED_COLUMNS))


@functools.cache
def _described(kind: int) -> Candidate:
    return described_candidate((kind,), document_types()[kind].description)


def _fit_added(rows: Sequence[tuple[Vector, Vector, int, float]], width: int) -> Vector:
    """Weights of columns that are added to fixed logits; each row is a set: columns, logits, right one, weight."""
    widest = max(len(fixed) for _, fixed, _, _ in rows)
    columns = np.zeros((len(rows), widest, width))
    fixed = np.full((len(rows), widest), -np.inf)
    for number, (values, logits, _, _) in enumerate(rows):
        # From the end: the last one stands for none of these, and may be the right one as -1.
        columns[number, : len(logits) - 1], columns[number, -1] = values[:-1], values[-1]
        fixed[number, : len(logits) - 1], fixed[number, -1] = logits[:-1], logits[-1]
    right = np.array([right for _, _, right, _ in rows])
    weight = np.array([weight for _, _, _, weight in rows])
    numbers = np.arange(len(rows))

    def loss(parameters: Vector) -> tuple[float, Vector]:
        logits = columns @ parameters + fixed
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        value = -(weight * np.log(shares[numbers, right] + 1e-12)).sum() / len(rows)
        shares[numbers, right] -= 1
        gradient = np.einsum("rc,rcw->w", weight[:, None] * shares, columns) / len(rows)
        return value + PENALTY * (parameters**2).sum(), gradient + 2 * PENALTY * parameters

    return minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B").x


def fit_calibration(pages: Pages, cases: Sequence[Case], weights: Weights) -> Vector:
    """Weights of `CALIBRATION_COLUMNS`: those with which the logits, as they are, are the likeliest."""
    widest = max(len(case.kinds) for case in cases) + 1
    logits = np.full((len(cases), widest), -np.inf)
    columns = np.zeros((len(cases), len(CALIBRATION_COLUMNS)))
    for row, case in enumerate(cases):
        features = pages.features[case.page]
        kinds = features.table @ weights.known
        logits[row, : len(case.kinds)] = kinds[case.kinds]
        logits[row, -1] = none_logit(kinds, case.others, features.poverty, weights)
        columns[row] = calibration_features(features, len(case.kinds))
    right = np.array([case.right for case in cases])
    weight = np.array([case.weight for case in cases])
    rows = np.arange(len(cases))

    def loss(parameters: Vector) -> tuple[float, Vector]:
        scale = np.exp(columns @ parameters)[:, None]
        scaled = scale * logits
        shares = np.exp(scaled - scaled.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        value = -(weight * np.log(shares[rows, right] + 1e-12)).sum()
        expected = (shares * np.where(shares > 0, scaled, 0)).sum(axis=1)
        gradient = columns.T @ (weight * (expected - scaled[rows, right]))
        return (
            value / weight.sum() + PENALTY * (parameters**2).sum(),
            gradient / weight.sum() + 2 * PENALTY * parameters,
        )

    return minimize(loss, np.zeros(columns.shape[1]), jac=True, method="L-BFGS-B").x


def hide_names(
    features: PageFeatures,
    embedding: npt.NDArray[np.float32],
    case: Case,
    weights: Weights,
    random: np.random.Generator,
    hidden: Sequence[int] | None = None,
) -> tuple[Vector, Vector] | None:
    """The set with the names of `hidden` unknown: columns and fixed logits, the last row for none of these.

    About half of the names, at random, when `hidden` is None; None when it comes out empty.
    """
    if hidden is None:
        hidden = [kind for kind in case.kinds if random.random() < 0.5]
    if not hidden:
        return None
    kinds = features.table @ weights.known
    usual = similarities(embedding, weights)
    each: list[Candidate] = []
    columns = np.zeros((len(case.kinds) + 1, len(UNKNOWN_COLUMNS)))
    fixed = np.zeros(len(case.kinds) + 1)
    for position, kind in enumerate(case.kinds):
        if kind in hidden:
            names = document_types()[kind].names
            name = names[int(random.integers(min(3, len(names))))]
            candidate = _hidden_candidate(name, kind, weights)
            columns[position] = unknown_features(candidate, features, embedding, usual, kinds)
        else:
            candidate = Candidate((kind,))
            fixed[position] = kinds[kind]
        each.append(candidate)
    others = other_types(each, frozenset(hidden))
    fixed[-1] = none_logit(kinds, others, features.poverty, weights)
    return columns, fixed


_hidden: dict[tuple[str, int], Candidate] = {}


def _hidden_candidate(name: str, kind: int, weights: Weights) -> Candidate:
    if (name, kind) not in _hidden:
        _hidden[name, kind] = unknown_candidate(Category(name), weights, kin()[kind])
    return _hidden[name, kind]


def embed_names() -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
    """The lexicon's names, embedded, and the type of each."""
    pairs = [(name, number) for number, kind in enumerate(document_types()) for name in kind.names]
    return embed([name for name, _ in pairs]), np.array([number for _, number in pairs])
