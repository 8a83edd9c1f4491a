"""The shipped weights: what `make model` writes and the classifier reads."""

from __future__ import annotations

import dataclasses
import functools
import io
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from postroom.classification.local.features import COLUMNS, Linear, TypeModels
from postroom.classification.local.forest import Forest
from postroom.errors import ClassifierUnavailable

Matrix = npt.NDArray[np.float32]

FILE = "weights.npz"
VERSION_FILE = "version.txt"

UNKNOWN_COLUMNS = ("bias", "title_words", "body_words", "similarity", "strength", "relatives")
"""What is known of a page for a category without a name in the lexicon; see `scoring.unknown_features`."""

DESCRIBED_COLUMNS = ("bias", "body_words", "similarity")
"""What a description adds to a name that the lexicon has; see `scoring.described_features`."""


CALIBRATION_COLUMNS = ("bias", "poverty", "illegible", "candidates")
"""What decides how sure the logits may be; see `scoring.sharpness`."""


@dataclasses.dataclass(frozen=True, slots=True)
class Weights:
    """Everything that was learnt.

    Attributes:
        models: Of the types.
        known: How the columns of `features.COLUMNS` are weighed.
        unknown: How `UNKNOWN_COLUMNS` are weighed.
        described: How `DESCRIBED_COLUMNS` are weighed.
        none: For "none of these": a bias, how much the types that are no candidates speak for it,
            and how much a text that says little does.
        calibration: How `CALIBRATION_COLUMNS` are weighed.
        name_embeddings: Of the lexicon's names, shape (names, 384).
        name_kinds: Which type each name is of.
    """

    models: TypeModels
    known: Matrix
    unknown: Matrix
    described: Matrix
    none: Matrix
    calibration: Matrix
    name_embeddings: Matrix
    name_kinds: npt.NDArray[np.int64]


def save(weights: Weights, folder: Path) -> None:
    """Write the weights; the large matrix in 8 bits with a scale for each class."""
    text, picture, meaning = weights.models.text, weights.models.picture, weights.models.meaning
    scale: Matrix = np.abs(text.weights).max(axis=0) / np.float32(127)
    np.savez_compressed(
        folder / FILE,
        text_weights=np.round(text.weights / scale).astype(np.int8),
        text_scale=scale,
        text_bias=text.bias,
        text_kinds=text.kinds,
        **{f"picture_{name}": value for name, value in dataclasses.asdict(picture).items()},
        meaning_weights=meaning.weights,
        meaning_bias=meaning.bias,
        meaning_kinds=meaning.kinds,
        known=weights.known,
        unknown=weights.unknown,
        described=weights.described,
        none=weights.none,
        calibration=weights.calibration,
        name_embeddings=weights.name_embeddings.astype(np.float16),
        name_kinds=weights.name_kinds,
    )


@functools.cache
def load_weights() -> Weights:
    """The shipped weights.

    Raises:
        ClassifierUnavailable: They are missing, or of another version of this code.
    """
    try:
        data = resources.files("postroom.classification.local").joinpath(FILE).read_bytes()
        with np.load(io.BytesIO(data)) as file:
            stored: dict[str, npt.NDArray[Any]] = dict(file)
        weights = Weights(
            models=_models(stored),
            known=stored["known"],
            unknown=stored["unknown"],
            described=stored["described"],
            none=stored["none"],
            calibration=stored["calibration"],
            name_embeddings=stored["name_embeddings"].astype(np.float32),
            name_kinds=stored["name_kinds"],
        )
    except (OSError, KeyError, ValueError) as error:
        raise ClassifierUnavailable(
            "the classifier's weights are missing or damaged; install again"
        ) from error
    columns = (len(weights.known), len(weights.unknown), len(weights.described))
    if columns != (len(COLUMNS), len(UNKNOWN_COLUMNS), len(DESCRIBED_COLUMNS)):
        raise ClassifierUnavailable("the classifier's weights are of another version; install again")
    return weights


def _models(stored: dict[str, npt.NDArray[Any]]) -> TypeModels:
    def linear(name: str) -> Linear:
        return Linear(stored[f"{name}_weights"], stored[f"{name}_bias"], stored[f"{name}_kinds"])

    words = linear("text")
    return TypeModels(
        text=Linear(words.weights.astype(np.float32) * stored["text_scale"], words.bias, words.kinds),
        picture=Forest(
            **{field.name: stored[f"picture_{field.name}"] for field in dataclasses.fields(Forest)}
        ),
        meaning=linear("meaning"),
    )
