"""From a page's features to the logits of the caller's categories and of "none of these"."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from postroom.classification.local.embeddings import embed
from postroom.classification.local.features import PageFeatures
from postroom.classification.local.lexicon import DocumentType, document_types, fold, known_types, singular
from postroom.classification.local.text_features import normalise
from postroom.classification.local.weights import Weights
from postroom.schemas import Category

Matrix = npt.NDArray[np.float32]

RELATED = 0.45
"""Cosine of two names from which on they are taken to mean something alike."""

TOP_WORDS = 40
TEXT_SHARE = 600
"""Characters of the page that are embedded: its beginning."""


@dataclasses.dataclass(frozen=True, slots=True)
class Candidate:
    """A category as the classifier sees it.

    Attributes:
        kinds: The lexicon's types that its name means; empty for a name that is not known.
        words: The folded words of its name and description, for a name that is not known.
        embedding: Of the same; None for a known name.
        relatives: For a name that is not known: how much each type is like it, sums to 1 or is all 0.
        strength: How alike the nearest type is, 0–1.
    """

    kinds: tuple[int, ...]
    words: tuple[str, ...] = ()
    embedding: Matrix | None = None
    relatives: Matrix | None = None
    strength: float = 0.0


@dataclasses.dataclass(frozen=True, slots=True)
class Candidates:
    """The categories of a request, and the types that speak for none of them."""

    each: tuple[Candidate, ...]
    others: npt.NDArray[np.int64]

    @property
    def need_embedding(self) -> bool:
        """Whether the page's text must be embedded."""
        return any(not candidate.kinds for candidate in self.each)


def understand(categories: Sequence[Category], weights: Weights) -> Candidates:
    """What the categories mean; depends on nothing else, so that it is worth keeping."""
    each = tuple(_candidate(category, weights) for category in categories)
    return Candidates(each, other_types(each))


def _candidate(category: Category, weights: Weights) -> Candidate:
    kinds = known_types(category.name)
    return Candidate(kinds) if kinds else unknown_candidate(category, weights)


def unknown_candidate(
    category: Category, weights: Weights, without: frozenset[int] = frozenset()
) -> Candidate:
    """A category whose name the lexicon does not have; `without` hides types, for training."""
    description = f"{category.name}: {category.description}" if category.description else category.name
    name, whole = embed([category.name, description])
    nearest = np.full(len(document_types()), -1.0, np.float32)
    np.maximum.at(nearest, weights.name_kinds, weights.name_embeddings @ name)
    for kind in without:
        nearest[kind] = -1.0
    top = float(nearest.max())
    share = np.where(nearest >= RELATED, np.exp((nearest - top) / 0.06), 0.0).astype(np.float32)
    total = float(share.sum())
    words = tuple(dict.fromkeys(singular(fold(description)).split()))
    relatives = share / total if total else share
    return Candidate((), words, whole, relatives, max(0.0, top - RELATED) / (1 - RELATED))


def other_types(each: Sequence[Candidate], without: frozenset[int] = frozenset()) -> npt.NDArray[np.int64]:
    """The types that are neither candidates, nor kin of one, nor much like one."""
    excluded = set(without)
    for candidate in each:
        for kind in candidate.kinds:
            excluded |= kin()[kind]
        if candidate.relatives is not None:
            excluded |= {int(kind) for kind in np.flatnonzero(candidate.relatives > 0.3)}
    return np.array([kind for kind in range(len(document_types())) if kind not in excluded], np.int64)


@functools.cache
def kin() -> tuple[frozenset[int], ...]:
    """For each type: itself, and what else such a page may rightly be called."""
    position = {kind.key: number for number, kind in enumerate(document_types())}

    def family(number: int, kind: DocumentType) -> frozenset[int]:
        return frozenset({number, *(position[key] for key in kind.kin)})

    return tuple(family(number, kind) for number, kind in enumerate(document_types()))


def page_embedding(text: str) -> Matrix:
    """Of the beginning of the page's text."""
    return embed([normalise(text)[:TEXT_SHARE]])[0]


def similarities(embedding: Matrix, weights: Weights) -> tuple[float, float]:
    """Mean and deviation of the cosines of the page with all the lexicon's names: what is usual for it."""
    cosines = weights.name_embeddings @ embedding
    return float(cosines.mean()), float(cosines.std()) + 1e-3


def unknown_features(
    candidate: Candidate, page: PageFeatures, embedding: Matrix, usual: tuple[float, float], kinds: Matrix
) -> Matrix:
    """The columns `weights.UNKNOWN_COLUMNS`.

    Args:
        candidate: Without a known name.
        page: The page's features.
        embedding: Of the page's text.
        usual: From `similarities`.
        kinds: The logits of all the types for the page.
    """
    assert candidate.embedding is not None
    assert candidate.relatives is not None
    words = [word.rstrip(":") for word in page.words]
    body = {singular(word) for word in words}
    top = {singular(word) for word in words[:TOP_WORDS]}
    content = [word for word in candidate.words if len(word) > 2] or list(candidate.words)
    similarity = (float(candidate.embedding @ embedding) - usual[0]) / usual[1]
    relatives = float(candidate.relatives @ (kinds - kinds.mean())) * candidate.strength
    return np.array(
        [
            1.0,
            sum(word in top for word in content[:4]) / max(1, len(content[:4])),
            sum(word in body for word in content) / max(1, len(content)),
            similarity,
            candidate.strength,
            relatives,
        ],
        np.float32,
    )


def logits(candidates: Candidates, page: PageFeatures, embedding: Matrix | None, weights: Weights) -> Matrix:
    """One logit for each category, and the last for "none of these"."""
    kinds = page.table @ weights.known
    usual = similarities(embedding, weights) if embedding is not None else (0.0, 1.0)
    values: list[float] = []
    for candidate in candidates.each:
        if candidate.kinds:
            values.append(log_sum_exp(kinds[list(candidate.kinds)]))
        else:
            assert embedding is not None
            columns = unknown_features(candidate, page, embedding, usual, kinds)
            values.append(float(columns @ weights.unknown))
    others = log_sum_exp(kinds[candidates.others])
    values.append(weights.none_bias + weights.none_scale * others)
    return np.array(values, np.float32)


def log_sum_exp(values: Matrix) -> float:
    """Log Σ exp, without overflow; very small for none."""
    if not len(values):
        return -20.0
    top = float(values.max())
    return top + float(np.log(np.exp(values - top).sum()))
