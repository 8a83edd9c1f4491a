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
    """A folded name without its words' plural endings: `invoices` and `invoice` are the same category."""
    return " ".join(_singular_word(word) for word in name.split())


def _singular_word(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 2 and word.endswith("s") and word[-2] != "s" else word


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


HEADS = frozenset(
    [
        "invoice", "bill", "receipt", "contract", "agreement", "lease", "letter", "email", "mail", "memo",
        "memorandum", "resume", "cv", "certificate", "diploma", "policy", "manual", "guide", "handbook",
        "brochure", "flyer", "leaflet", "catalogue", "catalog", "advertisement", "questionnaire", "survey",
        "exam", "minutes", "thesis", "book", "textbook", "recipe", "map", "drawing", "diagram", "cheque",
        "prescription", "speech", "newsletter", "poster", "budget", "diary", "slides", "presentation",
        "datasheet", "specification", "patent", "law", "newspaper", "newspaper article", "rechnung",
        "vertrag", "brief", "schreiben", "quittung", "zertifikat", "urkunde", "bescheinigung", "handbuch",
        "facture", "recu", "contrat", "lettre", "courrier", "certificat", "attestation", "manuel",
        "bulletin de paie", "factura", "recibo", "contrato", "carta", "certificado", "fattura", "ricevuta",
        "contratto", "lettera", "certificato", "fatura", "factuur", "overeenkomst", "certificaat",
        "handleiding",
    ]
)  # fmt: skip
"""Folded names that tell what a longer name is a kind of. Others (`report`, `card`) mean too much."""


def known_types(name: str) -> tuple[int, ...]:
    """Which types a category name means: positions in `document_types`; none when the name is not known.

    A name in several parts (`Invoice / Bill`, `Invoice (AP)`, `invoice - a bill from a supplier`) means
    what its first known part means.
    """
    for part in _parts(name):
        found = _by_name().get(part)
        if found:
            return found
    for part in _parts(name):
        found = _by_stem().get(_stem(part))
        if found:
            return found
    return ()


OF = frozenset(
    re.findall(
        r"\S+", "de d du des di del do da para per pour of on about for with to from an von fur uber van voor"
    )
)
"""Words behind which a name tells more of what stands before them."""


def head_types(name: str) -> tuple[int, ...]:
    """The types of which an unknown name tells a kind, such as `service contract` or `contrat de travail`."""
    words = singular(fold(_spaced(name))).split()
    heads = {singular(head) for head in HEADS}
    for split in range(1, len(words)):
        before, after = " ".join(words[:split]), " ".join(words[split:])
        if words[-1] in heads and words[split - 1] not in OF and after in _by_name():
            return _by_name()[after]
        if words[split] in OF and before in heads:
            return _by_name().get(before, ())
    for head in sorted(heads, key=len, reverse=True):
        # German and Dutch compounds.
        if words and len(head) > 4 and words[-1] != head and words[-1].endswith(head):
            return _by_name().get(head, ())
    return ()


def _parts(name: str) -> Iterable[str]:
    whole = singular(fold(_spaced(name)))
    yield whole
    yield " ".join(word for word in whole.split() if word not in FILLERS)
    for part in re.split(r"[/|,;:()\[\]&]| [-\u2013\u2014] | or | and ", _spaced(name)):
        folded = singular(fold(part))
        yield folded
        yield " ".join(word for word in folded.split() if word not in FILLERS)


def _spaced(name: str) -> str:
    """`BankStatement` as two words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)


def _stem(name: str) -> str:
    """The name without spaces and the endings that plurals have in the seven languages (`Rechnungen`)."""
    joined = "".join(name.split())
    stem = re.sub(r"(\w)\1$", r"\1", joined.rstrip("aeioun"))
    return stem if len(stem) > 2 else joined


@functools.cache
def _by_stem() -> dict[str, tuple[int, ...]]:
    """The types by the stems of their names; what is ambiguous is left out."""
    table: dict[str, tuple[int, ...]] = {}
    for name, kinds in _by_name().items():
        stem = _stem(name)
        table[stem] = kinds if table.get(stem, kinds) == kinds else ()
    return table


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
