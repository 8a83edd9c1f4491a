"""Drawn documents with invented content: several layouts and wordings of each type."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from made_up.fonts import pick
from made_up.words import Invention, language

from . import (
    accounts,
    adverts,
    agencies,
    books,
    budgets,
    certificates,
    cheques,
    clinics,
    contracts,
    courts,
    datasheets,
    drawings,
    folders,
    forms,
    freight,
    identity,
    incidents,
    laboratory,
    letters,
    mail,
    manuals,
    meetings,
    memos,
    music,
    news,
    notes,
    papers,
    payslips,
    policies,
    receipts,
    resumes,
    slides,
    specifications,
    spreadsheets,
    statements,
    surveys,
    taxes,
    tickets,
    trade,
    trials,
    utilities,
    visiting,
)
from .registry import VARIANTS

__all__ = ["FAMILIES", "KINDS", "Sheet", "draw"]

FAMILIES = (
    accounts,
    adverts,
    agencies,
    books,
    budgets,
    certificates,
    cheques,
    clinics,
    contracts,
    courts,
    datasheets,
    drawings,
    folders,
    forms,
    freight,
    identity,
    incidents,
    laboratory,
    letters,
    mail,
    manuals,
    meetings,
    memos,
    music,
    news,
    notes,
    papers,
    payslips,
    policies,
    receipts,
    resumes,
    slides,
    specifications,
    spreadsheets,
    statements,
    surveys,
    taxes,
    tickets,
    trade,
    trials,
    utilities,
    visiting,
)
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
