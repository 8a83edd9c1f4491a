"""The offline classifier: a lexicon, models of words, looks and meaning, and a combiner.

It needs no network, no key and no GPU; docs/concepts/model.md says how it works and how good it is.
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postroom.classification.local.classifier import LocalClassifier


def load() -> LocalClassifier:
    """The classifier with its weights.

    Raises:
        ClassifierUnavailable: The weights or what they need can't be loaded.
    """
    from postroom.classification.local.classifier import LocalClassifier

    return LocalClassifier()


@functools.cache
def version() -> str:
    """Names the weights and the code that reads them, without loading either."""
    return (
        resources.files("postroom.classification.local")
        .joinpath("version.txt")
        .read_text(encoding="utf-8")
        .strip()
    )
