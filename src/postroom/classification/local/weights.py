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

from postroom.classification.local.features import COLUMNS, Linear
from postroom.errors import ClassifierUnavailable

Matrix = npt.NDArray[np.float32]

FILE = "weights.npz"
VERSION_FILE = "version.txt"

UNKNOWN_COLUMNS = ("bias", "title_words", "body_words", "similarity", "strength", "relatives")
"""What is known of a page for a category without a name in the lexicon; see `scoring.unknown_features`."""


@dataclasses.dataclass(frozen=True, slots=True)
class Weights:
    """Everything that was learnt.

    Attributes:
        text: Types by the page's words.
        picture: Types by its looks.
        known: How the columns of `features.COLUMNS` are weighed.
        unknown: How `UNKNOWN_COLUMNS` are weighed.
        none_bias: What "none of these" starts with.
        none_scale: How much the types that are no candidates speak for it.
        name_embeddings: Of the lexicon's names, shape (names, 384).
        name_kinds: Which type each name is of.
    """

    text: Linear
    picture: Linear
    known: Matrix
    unknown: Matrix
    none_bias: float
    none_scale: float
    name_embeddings: Matrix
    name_kinds: npt.NDArray[np.int64]


def save(weights: Weights, folder: Path) -> None:
    """Write the weights; the large matrix in 8 bits with a scale for each class."""
    scale: Matrix = np.abs(weights.text.weights).max(axis=0) / np.float32(127)
    np.savez_compressed(
        folder / FILE,
        text_weights=np.round(weights.text.weights / scale).astype(np.int8),
        text_scale=scale,
        text_bias=weights.text.bias,
        text_kinds=weights.text.kinds,
        picture_weights=weights.picture.weights,
        picture_bias=weights.picture.bias,
        picture_kinds=weights.picture.kinds,
        known=weights.known,
        unknown=weights.unknown,
        none=np.array([weights.none_bias, weights.none_scale], np.float32),
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
            text=Linear(
                stored["text_weights"].astype(np.float32) * stored["text_scale"],
                stored["text_bias"],
                stored["text_kinds"],
            ),
            picture=Linear(stored["picture_weights"], stored["picture_bias"], stored["picture_kinds"]),
            known=stored["known"],
            unknown=stored["unknown"],
            none_bias=float(stored["none"][0]),
            none_scale=float(stored["none"][1]),
            name_embeddings=stored["name_embeddings"].astype(np.float32),
            name_kinds=stored["name_kinds"],
        )
    except (OSError, KeyError, ValueError) as error:
        raise ClassifierUnavailable(
            "the classifier's weights are missing or damaged; install again"
        ) from error
    if len(weights.known) != len(COLUMNS) or len(weights.unknown) != len(UNKNOWN_COLUMNS):
        raise ClassifierUnavailable("the classifier's weights are of another version; install again")
    return weights
