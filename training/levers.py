"""What each part of the classifier is worth: the figures without it, by leave-one-source-out: `make levers DATA=folder`."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from combiner import Pages
from models import fold_of
from texts import Origin
from train import CACHE, FOLDS, figures_of, fit_combiners, fit_folds, read_samples

from postroom.classification.local.features import COLUMNS

COLUMN_LEVERS = ("text", "cues", "title", "looks", "picture", "meaning")
"""Each with its columns of `features.COLUMNS`, which begin with its name."""
SAMPLE_LEVERS: dict[str, tuple[Origin, ...]] = {
    "laid-out texts": ("typeset", "worn"),
    "invented documents": ("drawn",),
}
GROUPS = ("corpus", "pictures", "worn")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, default=CACHE)
    options = parser.parse_args()
    samples = read_samples(options.data, options.cache)
    folds = fold_of(samples, FOLDS)
    models, pages = fit_folds(samples, folds)
    print("left out | " + " | ".join(f"{group}: 36, 4 categories" for group in GROUPS))
    show("nothing", figures_of(pages, folds, fit_combiners(pages, folds, models)[1]))
    for lever in COLUMN_LEVERS:
        muted = mute(pages, [name for name in COLUMNS if name.split("_")[0] == lever])
        show(lever, figures_of(muted, folds, fit_combiners(muted, folds, models)[1]))
    for lever, origins in SAMPLE_LEVERS.items():
        models, pages = fit_folds(samples, folds, origins)
        show(lever, figures_of(pages, folds, fit_combiners(pages, folds, models, origins)[1]))


def mute(pages: Pages, columns: Sequence[str]) -> Pages:
    """The pages with nothing in these columns."""
    positions = [COLUMNS.index(name) for name in columns]
    features = []
    for each in pages.features:
        table = each.table.copy()
        table[:, positions] = 0
        features.append(dataclasses.replace(each, table=table))
    return dataclasses.replace(pages, features=features)


def show(name: str, figures: dict[str, Any]) -> None:
    cells = [
        f"{figures[group]['accuracy, 36 categories']:.3f}, {figures[group]['accuracy, 4 categories']:.3f}"
        for group in GROUPS
    ]
    print(" | ".join([name, *cells]), flush=True)


if __name__ == "__main__":
    main()
