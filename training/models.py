"""Fits the two linear models: types by the words of a page, and types by its looks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression
from texts import Sample

from postroom.classification.local import layout
from postroom.classification.local.features import Linear, picture_vector
from postroom.classification.local.text_features import DIMENSIONS, vectorise

TEXT_STRENGTH, PICTURE_STRENGTH = 8.0, 0.05
"""Inverse regularisation (scikit-learn's C), chosen by leave-one-source-out."""

ITERATIONS = 40


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


def picture_matrix(samples: Sequence[Sample]) -> npt.NDArray[np.float32]:
    """Shape (samples, numbers of `layout.measure`)."""
    return np.stack([picture_vector(layout.measure(sample.page)) for sample in samples])


def fit_text(matrix: sparse.csr_matrix, samples: Sequence[Sample]) -> Linear:
    return _fit(matrix, samples, TEXT_STRENGTH)


def fit_picture(matrix: npt.NDArray[np.float32], samples: Sequence[Sample]) -> Linear:
    """On scaled numbers; the scale is folded into the weights."""
    mean, deviation = matrix.mean(axis=0), matrix.std(axis=0) + 1e-3
    model = _fit((matrix - mean) / deviation, samples, PICTURE_STRENGTH)
    weights = model.weights / deviation[:, None]
    return Linear(weights.astype(np.float32), (model.bias - mean @ weights).astype(np.float32), model.kinds)


def _fit(
    matrix: sparse.csr_matrix | npt.NDArray[np.float32], samples: Sequence[Sample], strength: float
) -> Linear:
    labels = np.array([sample.kind for sample in samples])
    model = LogisticRegression(C=strength, max_iter=ITERATIONS, tol=1e-3)
    model.fit(matrix, labels, sample_weight=balance(samples))
    return Linear(
        np.ascontiguousarray(model.coef_.T, dtype=np.float32),
        model.intercept_.astype(np.float32),
        model.classes_.astype(np.int64),
    )
