"""Trains the shipped weights and takes their figures: `make model DATA=folder`.

The folder holds ``training/*.jsonl.gz`` (labelled texts), ``training/images`` (labelled page pictures) and
``corpus`` (labelled documents); docs/concepts/model.md says what is in ours. The result is the same each time.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
import pickle
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import made
import numpy as np
from combiner import (
    Pages,
    choose_pages,
    draw_cases,
    embed_names,
    fit_calibration,
    fit_described,
    fit_known,
    fit_unknown,
    known_elsewhere,
    ordinary,
)
from joblib import Parallel, delayed
from made_up import fonts
from models import fit_models, fold_of, text_matrix
from report import by_type, cascade, figures
from sklearn.exceptions import ConvergenceWarning
from texts import Origin, Sample, corpus_samples, image_samples, read_texts, text_page, text_samples

from postroom.classification.local import layout
from postroom.classification.local.features import TypeModels, page_features, picture_vector
from postroom.classification.local.scoring import page_embedding
from postroom.classification.local.weights import (
    CALIBRATION_COLUMNS,
    DESCRIBED_COLUMNS,
    FILE,
    UNKNOWN_COLUMNS,
    VERSION_FILE,
    Weights,
    save,
)

PACKAGE = Path(__file__).parents[1] / "src/postroom/classification/local"
FOLDS = 5
SEED = 20_260_101
CACHE = Path("/tmp/postroom-samples")
NO_PAGE = text_page("")


def read_samples(data: Path, cache: Path) -> list[Sample]:
    """Everything under `data`, and what is made of it.

    Kept in the folder `cache`, because reading takes its time; delete it where `data`, or how pages are read,
    has changed.

    Raises:
        SystemExit: A typeface is missing, without which other documents would be made.
    """
    if lacking := fonts.missing():
        raise SystemExit(
            f"Typefaces are missing, {lacking[0]} among {len(lacking)} files. "
            f"Install the Debian packages that {fonts.__file__} names."
        )
    here = Path(__file__).parent
    real = _kept(cache, "real", [here / "texts.py"], lambda: _real_samples(data))
    sources = [here / "texts.py", here / "made.py", *sorted((here / "made_up").rglob("*.py"))]
    made_of_texts = _kept(cache, "made", sources, lambda: _made_samples(data))
    samples = [*real, *made_of_texts]
    return [*samples, *made.phrase_samples(samples)]


def _kept(cache: Path, name: str, sources: Sequence[Path], make: Callable[[], list[Sample]]) -> list[Sample]:
    """What `make` gives, or gave when the files `sources` were as they are now."""
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
    path = cache / f"{name}-{digest[:12]}.pkl"
    if path.exists():
        with path.open("rb") as file:
            return pickle.load(file)
    samples = make()
    cache.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        pickle.dump(samples, file)
    return samples


def _real_samples(data: Path) -> list[Sample]:
    texts = list(read_texts(data / "training"))
    return [*text_samples(texts), *image_samples(data / "training"), *corpus_samples(data / "corpus")]


def _made_samples(data: Path) -> list[Sample]:
    run = Parallel(n_jobs=2, batch_size=8)
    samples: list[Sample] = []
    texts = read_texts(data / "training")
    for laid_out in run(delayed(made.lay_out)(text, seed) for text, seed in made.chosen_texts(texts)):
        samples += laid_out
    samples += run(delayed(made.draw_sample)(key, number) for key, number in made.drawings())
    samples += run(delayed(made.nothing_sample)(number) for number in range(made.NOTHINGS))
    return samples


def fit_folds(
    samples: Sequence[Sample], without: Sequence[Origin] = (), unseen: Sequence[str] = ()
) -> tuple[list[TypeModels], Pages]:
    """The models of each fold, fitted without its sources, those of all at the end; and pages as they see them.

    Nothing is learnt from samples of the origins `without`, nor from the layout's numbers `unseen`.
    """
    folds = fold_of(samples, FOLDS)
    words = text_matrix(samples)
    measured = [layout.measure(sample.page) for sample in samples]
    numbers = np.stack([picture_vector(each) for each in measured])
    numbers[:, [name in unseen for name in measured[0]]] = 0
    embeddings = np.stack([page_embedding(sample.page.text) for sample in samples])

    # Without their pages they are light enough to be sent to other processes.
    bare = [dataclasses.replace(sample, page=NO_PAGE) for sample in samples]

    def fit(fold: int) -> TypeModels:
        warnings.simplefilter("ignore", ConvergenceWarning)
        kept = [n for n, of in enumerate(folds) if of != fold and bare[n].origin not in without]
        return fit_models([bare[n] for n in kept], words[kept], numbers[kept], embeddings[kept])

    models = Parallel(n_jobs=2)(delayed(fit)(fold) for fold in [*range(FOLDS), -1])
    chosen = choose_pages(samples, SEED)
    features = [page_features(samples[n].page, embeddings[n], models[folds[n]]) for n in chosen]
    known = known_elsewhere(samples, folds)
    return models, Pages(
        [bare[n] for n in chosen], features, embeddings[chosen], folds[chosen], known[chosen]
    )


def combine(pages: Pages, chosen: Sequence[int], models: TypeModels, names: Weights | None) -> Weights:
    """The weights of a combiner fitted on the pages `chosen`."""
    cases = draw_cases(pages.samples, chosen, SEED)
    known, none = fit_known(pages, cases)
    if names is None:
        embeddings, kinds = embed_names()
    else:
        embeddings, kinds = names.name_embeddings, names.name_kinds
    weights = Weights(
        models=models,
        known=known.astype(np.float32),
        unknown=np.zeros(len(UNKNOWN_COLUMNS), np.float32),
        described=np.zeros(len(DESCRIBED_COLUMNS), np.float32),
        none=none.astype(np.float32),
        calibration=np.zeros(len(CALIBRATION_COLUMNS), np.float32),
        name_embeddings=embeddings,
        name_kinds=kinds,
    )
    unknown = fit_unknown(pages, cases[::2], weights, SEED).astype(np.float32)
    described = fit_described(pages, cases[::2], weights, SEED).astype(np.float32)
    calibration = fit_calibration(pages, cases, weights).astype(np.float32)
    return dataclasses.replace(weights, unknown=unknown, described=described, calibration=calibration)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--figures", type=Path, help="write the figures as JSON")
    options = parser.parse_args()

    models, pages = fit_folds(read_samples(options.data, options.cache))
    final, fold_weights = fit_combiners(pages, models)
    taken = figures_of(pages, fold_weights)
    print(json.dumps(taken, indent=2))
    if options.figures:
        options.figures.write_text(json.dumps(taken, indent=2) + "\n", encoding="utf-8")

    save(final, PACKAGE)
    digest = hashlib.sha256(
        (PACKAGE / FILE).read_bytes() + (PACKAGE / "lexicon.toml").read_bytes()
    ).hexdigest()
    (PACKAGE / VERSION_FILE).write_text(f"local-{digest[:12]}\n", encoding="utf-8")


def fit_combiners(
    pages: Pages, models: Sequence[TypeModels], without: Sequence[Origin] = ()
) -> tuple[Weights, list[Weights]]:
    """The weights that are shipped, and those of each fold; nothing is learnt from pages of the origins `without`."""
    taught = [n for n, sample in enumerate(pages.samples) if pages.known[n] and sample.origin not in without]
    final = combine(pages, taught, models[-1], None)
    of_folds = [
        combine(pages, [n for n in taught if pages.folds[n] != fold], models[fold], final)
        for fold in range(FOLDS)
    ]
    return final, of_folds


def figures_of(pages: Pages, weights: list[Weights]) -> dict[str, object]:
    """The figures of each group of pages; each page is judged by what has not seen its source."""
    chosen, samples = range(len(pages.samples)), pages.samples
    groups = {
        "corpus": [n for n in chosen if samples[n].origin == "corpus"],
        "pictures": [n for n in chosen if samples[n].origin == "image"],
        "typeset": [n for n in chosen if samples[n].origin == "typeset"],
        "worn": [n for n in chosen if samples[n].origin == "worn"],
    }
    known = set(ordinary())
    groups |= {name: [n for n in group if samples[n].kind in known] for name, group in groups.items()}

    def weights_of(page: int) -> Weights:
        return weights[pages.folds[page]]

    taken: dict[str, object] = {
        name: figures(pages, group, weights_of, SEED) for name, group in groups.items()
    }
    taken["corpus by type"] = by_type(pages, groups["corpus"], weights_of)
    taken["cascade on the corpus"] = cascade(pages, groups["corpus"], weights_of, SEED)
    return taken


if __name__ == "__main__":
    main()
