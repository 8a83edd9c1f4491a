"""From a page's features to the logits of the caller's categories and of "none of these"."""

from __future__ import annotations

import dataclasses
import functools
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from postroom.classification.local.embeddings import embed
from postroom.classification.local.features import PageFeatures
from postroom.classification.local.lexicon import (
    DocumentType,
    document_types,
    fold,
    head_types,
    is_catch_all,
    known_types,
    singular,
)
from postroom.classification.local.weights import Weights
from postroom.schemas import Category

Matrix = npt.NDArray[np.float32]

RELATED = 0.45
"""Cosine of two names from which on they are taken to mean something alike."""

TOP_WORDS = 40
PAGE_CHARACTERS, PAGE_TOKENS = 500, 64
"""How much of a page is embedded: its beginning. Twice as much takes twice as long and tells no more."""


TAKEN = 4.0
"""How much less likely, as a logit, "none of these" is where a category catches all that fits no other."""


@dataclasses.dataclass(frozen=True, slots=True)
class Candidate:
    """A category as the classifier sees it.

    Attributes:
        kinds: The lexicon's types that its name means; empty for a name that is not known.
        words: The folded words of its name and description; of a known name, those of the description alone.
        embedding: Of the same; None for a known name without a description.
        relatives: For a name that is not known: how much each type is like it, sums to 1 or is all 0.
        strength: How alike the nearest type is, 0–1.
        catch_all: Whether it is for whatever fits no other category.
    """

    kinds: tuple[int, ...]
    words: tuple[str, ...] = ()
    embedding: Matrix | None = None
    relatives: Matrix | None = None
    strength: float = 0.0
    catch_all: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Candidates:
    """The categories of a request, and the types that speak for none of them."""

    each: tuple[Candidate, ...]
    others: npt.NDArray[np.int64]


def understand(categories: Sequence[Category], weights: Weights) -> Candidates:
    """What the categories mean; depends on nothing else, so that it is worth keeping."""
    meant = Counter(kind for category in categories for kind in _meant(category.name))
    each = tuple(_candidate(category, weights, meant) for category in categories)
    return Candidates(each, other_types(each))


def _meant(name: str) -> tuple[int, ...]:
    return () if is_catch_all(name) else known_types(name) or head_types(name)


def _candidate(category: Category, weights: Weights, meant: Counter[int]) -> Candidate:
    if is_catch_all(category.name):
        return Candidate((), catch_all=True)
    kinds = _meant(category.name)
    if not kinds:
        return unknown_candidate(category, weights)
    # Where the types alone don't tell it from its like (`passport` and `driving licence`), its words must.
    if not known_types(category.name) or any(meant[kind] > 1 for kind in kinds):
        return described_candidate(kinds, _whole(category))
    return described_candidate(kinds, category.description) if category.description else Candidate(kinds)


def _whole(category: Category) -> str:
    return f"{category.name}: {category.description}" if category.description else category.name


def described_candidate(kinds: tuple[int, ...], description: str) -> Candidate:
    """A category whose name means `kinds`, and which the caller describes besides."""
    return Candidate(kinds, _plain_words(description), embed([description])[0])


def unknown_candidate(
    category: Category, weights: Weights, without: frozenset[int] = frozenset()
) -> Candidate:
    """A category whose name the lexicon does not have; `without` hides types, for training."""
    description = _whole(category)
    name, whole = embed([category.name, description])
    nearest = np.full(len(document_types()), -1.0, np.float32)
    np.maximum.at(nearest, weights.name_kinds, weights.name_embeddings @ name)
    for kind in without:
        nearest[kind] = -1.0
    top = float(nearest.max())
    share = np.where(nearest >= RELATED, np.exp((nearest - top) / 0.06), 0.0).astype(np.float32)
    total = float(share.sum())
    relatives = share / total if total else share
    return Candidate((), _plain_words(description), whole, relatives, max(0.0, top - RELATED) / (1 - RELATED))


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
    return embed([" ".join(text[:PAGE_CHARACTERS].split())], PAGE_TOKENS)[0]


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
    top, body = _shared_words(candidate, page)
    similarity = (float(candidate.embedding @ embedding) - usual[0]) / usual[1]
    relatives = float(candidate.relatives @ (kinds - kinds.mean())) * candidate.strength
    return np.array([1.0, top, body, similarity, candidate.strength, relatives], np.float32)


def described_features(
    candidate: Candidate, page: PageFeatures, embedding: Matrix, usual: tuple[float, float]
) -> Matrix:
    """The columns `weights.DESCRIBED_COLUMNS` of a category with a known name and a description."""
    assert candidate.embedding is not None
    similarity = (float(candidate.embedding @ embedding) - usual[0]) / usual[1]
    return np.array([1.0, _shared_words(candidate, page)[1], similarity], np.float32)


def _plain_words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(singular(fold(text)).split()))


def _shared_words(candidate: Candidate, page: PageFeatures) -> tuple[float, float]:
    """Shares of the category's first words at the page's top, and of all its words on the page."""
    top, body = _word_sets(tuple(page.words))
    content = [word for word in candidate.words if len(word) > 2] or list(candidate.words)
    first = content[:4]
    return (
        sum(word in top for word in first) / max(1, len(first)),
        sum(word in body for word in content) / max(1, len(content)),
    )


@functools.lru_cache(maxsize=4)
def _word_sets(words: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The words at a page's top, and all of them, in the singular; every unknown category asks for them."""
    plain = [singular(word.rstrip(":")) for word in words]
    return frozenset(plain[:TOP_WORDS]), frozenset(plain)


def logits(candidates: Candidates, page: PageFeatures, embedding: Matrix, weights: Weights) -> Matrix:
    """One calibrated logit for each category, and the last for "none of these"."""
    kinds = page.table @ weights.known
    none = none_logit(kinds, candidates.others, page.poverty, weights)
    meant = any(candidate.embedding is not None for candidate in candidates.each)
    usual = similarities(embedding, weights) if meant else (0.0, 1.0)
    values: list[float] = []
    for candidate in candidates.each:
        if candidate.catch_all:
            values.append(none)
        elif candidate.kinds:
            value = log_sum_exp(kinds[list(candidate.kinds)])
            if candidate.embedding is not None:
                value += float(described_features(candidate, page, embedding, usual) @ weights.described)
            values.append(value)
        else:
            columns = unknown_features(candidate, page, embedding, usual, kinds)
            values.append(float(columns @ weights.unknown))
    taken = any(candidate.catch_all for candidate in candidates.each)
    values.append(none - TAKEN if taken else none)
    return np.array(values, np.float32) * np.float32(sharpness(page, len(candidates.each), weights))


def sharpness(page: PageFeatures, count: int, weights: Weights) -> float:
    """What the logits are multiplied by: it depends on how much a page says, how well, and on the choice.

    It changes no order, only how sure the probabilities are.

    Args:
        page: The page's features.
        count: Of the categories.
        weights: Their `calibration` is used.
    """
    return float(np.exp(np.clip(weights.calibration @ calibration_features(page, count), -1.5, 1.5)))


def calibration_features(page: PageFeatures, count: int) -> Matrix:
    """The columns `weights.CALIBRATION_COLUMNS`."""
    illegible = page.numbers["ocr"] * (1 - page.numbers["confidence"])
    return np.array([1.0, page.poverty, 4 * illegible, np.log(count / 4)], np.float32)


def none_logit(kinds: Matrix, others: npt.NDArray[np.int64], poverty: float, weights: Weights) -> float:
    """The logit of "none of these" where the types `others` are no candidates."""
    return float(weights.none @ np.array([1.0, log_sum_exp(kinds[others]), poverty], np.float32))


def log_sum_exp(values: Matrix) -> float:
    """Log Σ exp, without overflow; very small for none."""
    if not len(values):
        return -20.0
    top = float(values.max())
    return top + float(np.log(np.exp(values - top).sum()))
