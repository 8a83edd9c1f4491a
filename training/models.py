"""Fits the models of the types: by the words of a page, by its looks, and by the meaning of its beginning."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.linear_model import LogisticRegression
from texts import Sample

from postroom.classification.local.features import Linear, TypeModels
from postroom.classification.local.forest import SHARES, Forest
from postroom.classification.local.text_features import DIMENSIONS, vectorise

TEXT_STRENGTH, MEANING_STRENGTH = 8.0, 20.0
"""Inverse regularisation (scikit-learn's C), chosen by leave-one-source-out."""

ITERATIONS = 40
"""Of the text model. Their number is part of the regularisation; it is meant to stop there."""
TREES, LEAST_IN_LEAF, ASKED = 200, 4, 0.3
"""Of the picture model: its trees, the fewest pages in a leaf, the share of the numbers that a node chooses from."""


def fold_of(samples: Sequence[Sample], folds: int) -> npt.NDArray[np.int64]:
    """A fold for each sample: all of one source in the same, and each type's sources spread over the folds."""
    sources: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for sample in samples:
        sources[sample.source][sample.kind] += 1
    load: list[Counter[int]] = [Counter() for _ in range(folds)]
    chosen: dict[str, int] = {}
    for source, kinds in sorted(sources.items(), key=lambda item: (-sum(item[1].values()), item[0])):
        main = kinds.most_common(1)[0][0]
        fold = min(range(folds), key=lambda each: (load[each][main], sum(load[each].values())))
        load[fold].update(kinds)
        chosen[source] = fold
    return np.array([chosen[sample.source] for sample in samples])


def balance(samples: Sequence[Sample]) -> npt.NDArray[np.float64]:
    """Weights with which neither a large type nor a large source drowns the others: the root of their sizes."""
    kinds = Counter(sample.kind for sample in samples)
    sources = Counter((sample.kind, sample.source) for sample in samples)
    weights = np.array(
        [
            sample.weight / (kinds[sample.kind] ** 0.35 * sources[sample.kind, sample.source] ** 0.35)
            for sample in samples
        ]
    )
    return weights / weights.mean()


def text_matrix(samples: Sequence[Sample]) -> sparse.csr_matrix:
    """Shape (samples, `DIMENSIONS`)."""
    vectors = [vectorise(sample.page.text) for sample in samples]
    starts = np.cumsum([0] + [len(buckets) for buckets, _ in vectors])
    return sparse.csr_matrix(
        (np.concatenate([w for _, w in vectors]), np.concatenate([b for b, _ in vectors]), starts),
        shape=(len(samples), DIMENSIONS),
        dtype=np.float32,
    )


def fit_models(
    samples: Sequence[Sample],
    words: sparse.csr_matrix,
    numbers: npt.NDArray[np.float32],
    embeddings: npt.NDArray[np.float32],
) -> TypeModels:
    """All three models.

    Args:
        samples: What is learnt from.
        words: From `text_matrix`, a row for each sample.
        numbers: The layout's, from `features.picture_vector`, shape (samples, numbers).
        embeddings: Of the beginnings of the pages' texts, shape (samples, 384).
    """
    worded = [n for n, sample in enumerate(samples) if sample.worded]
    pictured = [n for n, sample in enumerate(samples) if sample.pictured]
    with_words, with_picture = [samples[n] for n in worded], [samples[n] for n in pictured]
    return TypeModels(
        text=_fit(words[worded], with_words, TEXT_STRENGTH, ITERATIONS),
        picture=_grow(numbers[pictured], with_picture),
        meaning=_fit(embeddings[worded], with_words, MEANING_STRENGTH, 100),
    )


def _grow(numbers: npt.NDArray[np.float32], samples: Sequence[Sample]) -> Forest:
    model = ExtraTreesClassifier(
        TREES, min_samples_leaf=LEAST_IN_LEAF, max_features=ASKED, random_state=0, n_jobs=1
    )
    model.fit(numbers, [sample.kind for sample in samples], sample_weight=balance(samples))
    return as_forest(model)


def as_forest(model: ExtraTreesClassifier) -> Forest:
    """The trees of a fitted model in the form that is shipped."""
    trees = [tree.tree_ for tree in model.estimators_]
    counts = [tree.node_count for tree in trees]
    roots = np.cumsum([0, *counts[:-1]])
    nodes = np.arange(sum(counts))
    first = np.repeat(roots, counts)
    left = np.concatenate([tree.children_left for tree in trees])
    right = np.concatenate([tree.children_right for tree in trees])
    is_leaf = left < 0
    shares = np.concatenate([tree.value[:, 0, :] for tree in trees])[is_leaf]
    return Forest(
        questions=np.maximum(0, np.concatenate([tree.feature for tree in trees])).astype(np.uint8),
        thresholds=np.concatenate([tree.threshold for tree in trees]).astype(np.float32),
        below=np.where(is_leaf, nodes, first + left).astype(np.int32),
        above=np.where(is_leaf, nodes, first + right).astype(np.int32),
        leaves=np.maximum(0, np.cumsum(is_leaf) - 1).astype(np.int32),
        shares=np.round(shares / shares.sum(axis=1, keepdims=True) * SHARES).astype(np.uint8),
        roots=roots.astype(np.int32),
        kinds=model.classes_.astype(np.int64),
    )


def _fit(
    matrix: sparse.csr_matrix | npt.NDArray[np.float32],
    samples: Sequence[Sample],
    strength: float,
    iterations: int,
) -> Linear:
    labels = np.array([sample.kind for sample in samples])
    model = LogisticRegression(C=strength, max_iter=iterations, tol=1e-3)
    model.fit(matrix, labels, sample_weight=balance(samples))
    return Linear(
        np.ascontiguousarray(model.coef_.T, dtype=np.float32),
        model.intercept_.astype(np.float32),
        model.classes_.astype(np.int64),
    )
