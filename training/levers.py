"""What each part of the classifier is worth: the figures without it, by leave-one-source-out: `make levers DATA=folder`."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from combiner import Pages
from texts import Origin, Sample
from train import CACHE, figures_of, fit_combiners, fit_folds, read_samples

from postroom.classification.local.features import COLUMNS, TypeModels
from postroom.classification.local.shape import measure_shape
from postroom.classification.local.weights import Weights

COLUMN_LEVERS = ("text", "cues", "title", "looks", "picture", "meaning")
"""Each with its columns of `features.COLUMNS`, which begin with its name."""
SAMPLE_LEVERS: dict[str, tuple[Origin, ...]] = {
    "laid-out texts": ("typeset", "worn"),
    "invented documents": ("drawn",),
}
WEIGHT_LEVERS: dict[str, tuple[str, int | slice]] = {
    "calibration by quality and count": ("calibration", slice(None)),
    "types that speak for none of these": ("none", 1),
    "unknown names: words": ("unknown", slice(1, 3)),
    "unknown names: meaning": ("unknown", 3),
    "unknown names: types like them": ("unknown", slice(4, 6)),
}
"""Each with the attribute of `Weights` and the places in it that are set to 0, after all is fitted."""
GROUPS = ("corpus", "pictures", "worn")
ACCURACIES = ("accuracy, 36 categories", "accuracy, 4 categories")
ON_THE_CORPUS = {
    "ECE 4": "ECE, 4 categories",
    "AUROC of none of these": "AUROC of none of these",
    "4, the right name unknown": "accuracy, 4 categories, the right one not in the lexicon",
}
"""Column heads, and the figures of the corpus that stand in them."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, default=CACHE)
    options = parser.parse_args()
    samples = read_samples(options.data, options.cache)
    pull(samples, *fit_folds(samples))


def pull(samples: Sequence[Sample], models: Sequence[TypeModels], pages: Pages) -> None:
    """Print a line for each lever; `models` and `pages` are what all of them together give."""
    heads = [f"{group}: 36, 4 categories" for group in GROUPS] + [f"corpus: {head}" for head in ON_THE_CORPUS]
    print(" | ".join(["left out", *heads]))
    weights = fit_combiners(pages, models)[1]
    show("nothing", figures_of(pages, weights))
    for lever, (name, places) in WEIGHT_LEVERS.items():
        show(lever, figures_of(pages, [silence(each, name, places) for each in weights]))
    for lever in COLUMN_LEVERS:
        muted = mute(pages, [name for name in COLUMNS if name.split("_")[0] == lever])
        show(lever, figures_of(muted, fit_combiners(muted, models)[1]))
    models, pages = fit_folds(samples, unseen=list(measure_shape(())))
    show("shape of the text", figures_of(pages, fit_combiners(pages, models)[1]))
    for lever, origins in SAMPLE_LEVERS.items():
        models, pages = fit_folds(samples, origins)
        show(lever, figures_of(pages, fit_combiners(pages, models, origins)[1]))


def mute(pages: Pages, columns: Sequence[str]) -> Pages:
    """The pages with nothing in these columns."""
    positions = [COLUMNS.index(name) for name in columns]
    features = []
    for each in pages.features:
        table = each.table.copy()
        table[:, positions] = 0
        features.append(dataclasses.replace(each, table=table))
    return dataclasses.replace(pages, features=features)


def silence(weights: Weights, name: str, places: int | slice) -> Weights:
    """The weights with zeros at these places of the attribute `name`."""
    values = getattr(weights, name).copy()
    values[places] = 0
    return dataclasses.replace(weights, **{name: values})


def show(name: str, figures: dict[str, Any]) -> None:
    cells = [", ".join(f"{figures[group][each]:.3f}" for each in ACCURACIES) for group in GROUPS]
    cells += [f"{figures['corpus'][each]:.3f}" for each in ON_THE_CORPUS.values()]
    print(" | ".join([name, *cells]), flush=True)


if __name__ == "__main__":
    main()
