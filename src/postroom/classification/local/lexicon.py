"""The document types that are known without being told: names, titles, cues and looks."""

from __future__ import annotations

import dataclasses
import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from importlib import resources


@dataclasses.dataclass(frozen=True, slots=True)
class DocumentType:
    """One entry of ``lexicon.toml``; the meaning of the fields is explained at its top."""

    key: str
    names: tuple[str, ...]
    description: str
    titles: tuple[str, ...]
    cues: tuple[str, ...]
    layout: tuple[str, ...]
    kin: tuple[str, ...]


@functools.cache
def document_types() -> tuple[DocumentType, ...]:
    """Every type, in the order of the file."""
    text = (
        resources.files("postroom.classification.local").joinpath("lexicon.toml").read_text(encoding="utf-8")
    )
    return tuple(
        DocumentType(
            key,
            tuple(entry["names"]),
            entry["description"],
            tuple(entry["titles"]),
            tuple(entry["cues"]),
            tuple(entry["layout"]),
            tuple(entry["kin"]),
        )
        for key, entry in tomllib.loads(text).items()
    )


def fold(text: str) -> str:
    """Lower case, without accents, only letters, digits and single spaces: for comparing names."""
    plain = "".join(
        character
        for character in unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
        if not unicodedata.combining(character)
    )
    return " ".join(re.findall(r"[^\W_]+", plain))


def singular(name: str) -> str:
    """A folded name with each word's plural s cut off: `invoices` and `invoice` are the same category."""
    words = (
        word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] != "s" else word
        for word in name.split()
    )
    return " ".join(words)


FILLERS = frozenset(
    re.findall(
        r"\S+",
        "a an the of for or and document documents doc file files page pages scan scanned copy type kind "
        "dokument documento documenti documentos",
    )
)
"""Words that say nothing of the type: `invoice document` is an invoice."""


CATCH_ALLS = frozenset(
    [
        "other", "else", "anything else", "everything else", "something else", "misc", "miscellaneous",
        "unknown", "none", "none of these", "none of the above", "uncategorized", "uncategorised",
        "unclassified", "rest", "andere", "anderes", "sonstige", "sonstiges", "unbekannt", "autre", "divers",
        "inconnu", "otro", "otra", "varios", "desconocido", "altro", "altri", "vari", "sconosciuto", "outro",
        "outra", "diverso", "desconhecido", "overig", "overige", "anders", "diversen", "onbekend",
    ]
)  # fmt: skip
"""Folded names, in the singular, by which a caller means whatever fits no other category."""


def is_catch_all(name: str) -> bool:
    """Whether the category is for whatever fits no other."""
    return any(part in CATCH_ALLS for part in _parts(name))


def known_types(name: str) -> tuple[int, ...]:
    """Which types a category name means: positions in `document_types`; none when the name is not known.

    A name in several parts (`Invoice / Bill`, `Invoice (AP)`, `invoice - a bill from a supplier`) means
    what its first known part means.
    """
    for part in _parts(name):
        found = _by_name().get(part)
        if found:
            return found
    return ()


def _parts(name: str) -> Iterable[str]:
    whole = singular(fold(name))
    yield whole
    yield " ".join(word for word in whole.split() if word not in FILLERS)
    for part in re.split(r"[/|,;:()\[\]]| [-\u2013\u2014] | or | and ", name):
        folded = singular(fold(part))
        yield folded
        yield " ".join(word for word in folded.split() if word not in FILLERS)


@functools.cache
def _by_name() -> dict[str, tuple[int, ...]]:
    table: dict[str, list[int]] = {}
    own: dict[str, int] = {}
    for position, kind in enumerate(document_types()):
        for rank, name in enumerate(kind.names):
            folded = singular(fold(name))
            if rank == 0:
                own.setdefault(folded, position)
            if position not in table.setdefault(folded, []):
                table[folded].append(position)
    # A type's own name means that type alone, whatever other types are also called so.
    return {name: (own[name],) if name in own else tuple(found) for name, found in table.items()}
