"""Trains the shipped weights and takes their figures: `make model DATA=folder`.

The folder holds ``training/*.jsonl.gz`` (labelled texts), ``training/images`` (labelled page pictures) and
``corpus`` (labelled documents); docs/concepts/model.md says what is in ours. The result is the same each time.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from combiner import Pages, choose_pages, draw_cases, embed_names, fit_known, fit_unknown, ordinary
from joblib import Parallel, delayed
from models import fit_picture, fit_text, fold_of, picture_matrix, text_matrix
from report import by_type, figures
from sklearn.exceptions import ConvergenceWarning
from texts import Sample, read_samples

from postroom.classification.local.features import Linear, page_features
from postroom.classification.local.weights import FILE, UNKNOWN_COLUMNS, VERSION_FILE, Weights, save

PACKAGE = Path(__file__).parents[1] / "src/postroom/classification/local"
FOLDS = 5
SEED = 20_260_101


def fit_models(samples: Sequence[Sample]) -> tuple[Linear, Linear]:
    pictured = [sample for sample in samples if sample.pictured]
    # The number of iterations is part of the regularisation; it is meant to stop there.
    warnings.simplefilter("ignore", ConvergenceWarning)
    return fit_text(text_matrix(samples), samples), fit_picture(picture_matrix(pictured), pictured)


def leave_out(samples: Sequence[Sample], folds: Sequence[int]) -> list[tuple[Linear, Linear]]:
    """The two models of each fold, fitted without its sources."""
    kept = [
        [sample for sample, of in zip(samples, folds, strict=True) if of != fold] for fold in range(FOLDS)
    ]
    return Parallel(n_jobs=2)(delayed(fit_models)(each) for each in kept)


def combine(
    pages: Pages, chosen: Sequence[int], models: tuple[Linear, Linear], names: Weights | None
) -> Weights:
    """The weights of a combiner fitted on the pages `chosen`."""
    cases = draw_cases(pages.samples, chosen, SEED)
    known = fit_known(pages.tables, cases)
    if names is None:
        embeddings, kinds = embed_names()
    else:
        embeddings, kinds = names.name_embeddings, names.name_kinds
    weights = Weights(
        text=models[0],
        picture=models[1],
        known=known[:-2].astype(np.float32),
        unknown=np.zeros(len(UNKNOWN_COLUMNS), np.float32),
        none_bias=float(known[-2]),
        none_scale=float(known[-1]),
        name_embeddings=embeddings,
        name_kinds=kinds,
    )
    unknown = fit_unknown(pages, cases[::2], weights, SEED).astype(np.float32)
    return dataclasses.replace(weights, unknown=unknown)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, default=Path("/tmp/postroom-samples.pkl"))
    parser.add_argument("--figures", type=Path, help="write the figures as JSON")
    options = parser.parse_args()

    samples = read_samples(options.data, options.cache)
    folds = fold_of(samples, FOLDS)
    models = leave_out(samples, folds)
    features = [page_features(s.page, *models[fold]) for s, fold in zip(samples, folds, strict=True)]
    pages = Pages(samples, features)
    chosen = choose_pages(samples, SEED)

    final = combine(pages, chosen, fit_models(samples), None)
    fold_weights = [
        combine(pages, [n for n in chosen if folds[n] != fold], models[fold], final) for fold in range(FOLDS)
    ]
    taken = figures_of(pages, chosen, folds, fold_weights)
    print(json.dumps(taken, indent=2))
    if options.figures:
        options.figures.write_text(json.dumps(taken, indent=2) + "\n", encoding="utf-8")

    save(final, PACKAGE)
    digest = hashlib.sha256(
        (PACKAGE / FILE).read_bytes() + (PACKAGE / "lexicon.toml").read_bytes()
    ).hexdigest()
    (PACKAGE / VERSION_FILE).write_text(f"local-{digest[:12]}\n", encoding="utf-8")


def figures_of(
    pages: Pages, chosen: Sequence[int], folds: Sequence[int], weights: list[Weights]
) -> dict[str, object]:
    """The figures of documents, of pictures and of texts, each page judged by what has not seen its source."""
    known = set(ordinary())
    samples = pages.samples
    groups = {
        "corpus": [n for n in chosen if samples[n].corpus],
        "pictures": [
            n for n in chosen if samples[n].pictured and not samples[n].corpus and samples[n].kind in known
        ],
        "texts": [n for n in chosen if not samples[n].pictured and samples[n].kind in known],
    }

    def weights_of(page: int) -> Weights:
        return weights[folds[page]]

    taken: dict[str, object] = {
        name: figures(pages, group, weights_of, SEED) for name, group in groups.items()
    }
    taken["corpus by type"] = by_type(pages, groups["corpus"], weights_of)
    return taken


if __name__ == "__main__":
    main()
