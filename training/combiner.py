"""Fits how the columns of `features` are weighed: conditional logits over sampled sets of categories.

The models behind the columns have not seen the page's source (leave-one-source-out), so that the combiner
learns how far they can be trusted on documents of a kind that they have not seen.
"""

from __future__ import annotations

import dataclasses
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
    kin,
    log_sum_exp,
    other_types,
    page_embedding,
    similarities,
    unknown_candidate,
    unknown_features,
)
from postroom.classification.local.weights import UNKNOWN_COLUMNS, Weights
from postroom.schemas import Category

Vector = npt.NDArray[np.float64]

SETS_PER_PAGE = 6
OTHER_CANDIDATES = (1, 3, 3, 3, 7, 15, 35)
"""How many wrong categories stand beside the right one: mostly few, as in real calls."""
ABSENT = 0.25
"""Share of sets without the right category."""
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
    """Pages with their features, as the combiner sees them."""

    samples: list[Sample]
    features: list[PageFeatures]

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
    """The corpus' first pages, and of every other source a few of each type."""
    random = np.random.default_rng(seed)
    chosen: list[int] = []
    groups: defaultdict[tuple[int, str, bool], list[int]] = defaultdict(list)
    for number, sample in enumerate(samples):
        if sample.corpus and sample.first:
            chosen.append(number)
        elif sample.weight == 1:
            groups[sample.kind, sample.source, sample.pictured].append(number)
    for _, members in sorted(groups.items()):
        chosen += [int(n) for n in random.choice(members, min(len(members), PAGES_PER_SOURCE), replace=False)]
    return chosen


def draw_cases(samples: Sequence[Sample], pages: Sequence[int], seed: int) -> list[Case]:
    """Sets of categories for the pages, most from the ordinary types, some from all."""
    random = np.random.default_rng(seed)
    everything = np.arange(len(document_types()))
    cases: list[Case] = []
    for page in pages:
        sample = samples[page]
        weight = 2.0 if sample.corpus else 1.5 if sample.pictured else 0.5
        for _ in range(SETS_PER_PAGE):
            pool = ordinary() if random.random() < 0.6 else everything
            wrong = [int(kind) for kind in pool if kind not in kin()[sample.kind]]
            count = min(len(wrong), int(random.choice(OTHER_CANDIDATES)))
            drawn = [int(kind) for kind in random.choice(wrong, count, replace=False)]
            absent = bool(random.random() < ABSENT)
            kinds = drawn if absent else [sample.kind, *drawn]
            others = other_types([Candidate((kind,)) for kind in kinds])
            cases.append(Case(page, kinds, -1 if absent else 0, others, weight))
    return cases


def fit_known(tables: npt.NDArray[np.float32], cases: Sequence[Case]) -> Vector:
    """Weights of `COLUMNS`, then the bias and the scale of none of these; all the cases at once."""
    width = len(COLUMNS)
    pages, page = np.unique([case.page for case in cases], return_inverse=True)
    table = tables[pages].astype(np.float64)
    weight = np.array([case.weight for case in cases])
    candidates = np.zeros((len(cases), tables.shape[1]), np.bool_)
    others = np.zeros_like(candidates)
    for row, case in enumerate(cases):
        candidates[row, case.kinds] = others[row, case.others] = True
    # The right category's column; the last stands for none of these.
    right = np.array([case.kinds[case.right] if case.right >= 0 else tables.shape[1] for case in cases])
    rows, order = np.arange(len(cases)), np.argsort(page, kind="stable")
    starts = np.searchsorted(page[order], np.arange(len(pages)))

    def loss(parameters: Vector) -> tuple[float, Vector]:
        bias, scale = parameters[-2:]
        kinds = (table @ parameters[:width])[page]
        pull = np.where(others, kinds, -np.inf)
        top = pull.max(axis=1, keepdims=True)
        pull = np.exp(pull - top)
        crowd = top[:, 0] + np.log(pull.sum(axis=1))
        pull /= pull.sum(axis=1, keepdims=True)
        logits = np.column_stack([np.where(candidates, kinds, -np.inf), bias + scale * crowd])
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        value = -(weight * np.log(shares[rows, right] + 1e-12)).sum()
        shares[rows, right] -= 1
        shares *= weight[:, None]
        none = shares[:, -1]
        slopes = np.add.reduceat((shares[:, :-1] + scale * none[:, None] * pull)[order], starts, axis=0)
        gradient = np.append(np.einsum("pt,ptc->c", slopes, table), [none.sum(), none @ crowd]) / weight.sum()
        return value / weight.sum() + PENALTY * (parameters**2).sum(), gradient + 2 * PENALTY * parameters

    start = np.zeros(width + 2)
    start[[COLUMNS.index("text"), COLUMNS.index("cues"), COLUMNS.index("title")]] = 0.5, 0.5, 1.0
    start[-1] = 1.0
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 80}).x


def fit_unknown(pages: Pages, cases: Sequence[Case], weights: Weights, seed: int) -> Vector:
    """Weights of `UNKNOWN_COLUMNS`, by pretending that the lexicon lacks a name (label dropout)."""
    random = np.random.default_rng(seed)
    embeddings: dict[int, npt.NDArray[np.float32]] = {}
    rows: list[tuple[Vector, Vector, int, float]] = []
    for case in cases:
        if case.page not in embeddings:
            embeddings[case.page] = page_embedding(pages.samples[case.page].page.text)
        row = hide_names(pages.features[case.page], embeddings[case.page], case, weights, random)
        if row:
            rows.append((*row, case.right, case.weight))

    def loss(parameters: Vector) -> tuple[float, Vector]:
        value, gradient = 0.0, np.zeros_like(parameters)
        for columns, fixed, right, weight in rows:
            logits = columns @ parameters + fixed
            shares = np.exp(logits - logits.max())
            shares /= shares.sum()
            value -= weight * np.log(shares[right] + 1e-12)
            shares[right] -= 1
            gradient += weight * (shares @ columns)
        return value / len(rows) + PENALTY * (parameters**2).sum(), gradient / len(
            rows
        ) + 2 * PENALTY * parameters

    return minimize(loss, np.zeros(len(UNKNOWN_COLUMNS)), jac=True, method="L-BFGS-B").x


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
    fixed[-1] = weights.none_bias + weights.none_scale * log_sum_exp(kinds[others])
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
