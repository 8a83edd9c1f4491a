"""Drawn documents with invented content: several layouts and wordings of each type."""

from __future__ import annotations

import importlib
import pkgutil
from typing import NamedTuple

import numpy as np

from made_up.fonts import pick
from made_up.words import Invention, language

from .registry import VARIANTS

__all__ = ["KINDS", "Sheet", "draw"]

for _module in pkgutil.iter_modules(__path__):
    # Every module of this folder enters its drawings when it is imported.
    importlib.import_module(f"{__name__}.{_module.name}")

KINDS = tuple(sorted(VARIANTS))
"""The types that can be drawn, keys of the lexicon."""


class Sheet(NamedTuple):
    """A drawn document.

    Attributes:
        pdf: One page.
        source: ``made up``, the type and the variant's name; documents of one variant look and read alike.
        language: A two-letter code.
    """

    pdf: bytes
    source: str
    language: str


def draw(kind: str, random: np.random.Generator) -> Sheet:
    """A document of the type `kind`, one of `KINDS`, in one of its variants, each as likely."""
    chosen = pick(random, VARIANTS[kind])
    thing = Invention(random, language(random, chosen.english))
    return Sheet(chosen.draw(thing).bytes(), f"made up {kind} {chosen.name}", thing.lang)
