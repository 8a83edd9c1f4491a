"""Reads the labelled documents that the type models learn from."""

from __future__ import annotations

import csv
import dataclasses
import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import numpy as np

from postroom.classification.local.lexicon import document_types
from postroom.documents.content import PageContent, TextLine
from postroom.documents.document import open_document
from postroom.documents.text import read_page
from postroom.errors import PostroomError
from postroom.schemas import Box
from postroom.settings import DocumentSettings

RENAMED = {
    "book_page": "book",
    "data_table": "spreadsheet",
    "shipping_document": "bill_of_lading",
    "technical_manual": "manual",
    "travel_document": "ticket",
    "policy_document": "policy",
    "newspaper_page": "news_article",
    "personal_letter": "letter",
    "play_or_screenplay": "play",
}
"""Labels that the lexicon calls something else."""

ALSO = {"report": "government_report"}
"""Texts that are of a second type as well: the reports are all of public bodies."""

DROPPED = {"transcript"}
"""Of speech in the texts, of grades in the lexicon."""

Origin = Literal["text", "image", "corpus", "typeset", "worn", "drawn", "phrases", "nothing"]
"""A text of which no page is known; a page picture; a document of the development corpus; a text laid out as
a page, and worn like an old scan; a document with invented content; the lexicon's own phrases; a page that says nothing."""


@dataclasses.dataclass(frozen=True)
class Sample:
    """A labelled page.

    Attributes:
        kind: Position of its type in the lexicon; -1 for a page that says nothing.
        source: Where it comes from; samples of one source are never on both sides of a split.
        page: The page; its picture is white when only its text is known.
        origin: How the page came about.
        first: Whether it is the first page of its document.
        weight: How much it counts.
    """

    kind: int
    source: str
    page: PageContent
    origin: Origin
    first: bool = True
    weight: float = 1.0

    @property
    def nothing(self) -> bool:
        """Whether it is of no type at all."""
        return self.origin == "nothing"

    @property
    def pictured(self) -> bool:
        """Whether the page's looks tell anything."""
        return self.origin not in ("text", "phrases", "nothing")

    @property
    def worded(self) -> bool:
        """Whether its words tell anything new; those of a typeset page are in its text already."""
        return self.origin not in ("typeset", "nothing")

    @property
    def real(self) -> bool:
        """Whether somebody wrote it for its purpose."""
        return self.origin not in ("drawn", "phrases", "nothing")


@dataclasses.dataclass(frozen=True)
class Text:
    """A labelled text: its type's key in the lexicon, where it comes from, and whether OCR read it."""

    key: str
    source: str
    text: str
    first: bool
    recognised: bool


def kinds() -> dict[str, int]:
    """The lexicon's types by their keys."""
    return {kind.key: position for position, kind in enumerate(document_types())}


def read_texts(folder: Path) -> Iterator[Text]:
    """The texts of ``*.jsonl.gz``."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                key = RENAMED.get(row["type"], row["type"])
                if key in DROPPED:
                    continue
                text = Text(key, row["source"], row["text"], row["part"] == "first", row["kind"] == "ocr")
                yield text
                if key in ALSO:
                    yield dataclasses.replace(text, key=ALSO[key])


def text_samples(texts: Iterable[Text]) -> Iterator[Sample]:
    """The texts as samples, without a page."""
    known = kinds()
    for text in texts:
        yield Sample(known[text.key], text.source, text_page(text.text), "text", text.first)


def text_page(text: str) -> PageContent:
    """A page of which only the text is known."""
    lines = [line for line in (" ".join(raw.split()) for raw in text.splitlines()) if line][:120]
    step = 0.9 / max(20, len(lines))
    placed = tuple(
        TextLine(line, Box(0.1, 0.05 + step * n, min(0.9, 0.1 + len(line) / 110), 0.05 + step * (n + 0.7)))
        for n, line in enumerate(lines)
    )
    white = np.full((64, 48, 3), 255, np.uint8)
    return PageContent(1, "pdf", 595, 842, placed, "text_layer", white)


def image_samples(folder: Path) -> Iterator[Sample]:
    """The page pictures of ``images``."""
    known = kinds()
    with (folder / "images" / "manifest.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = RENAMED.get(row["type"], row["type"])
            for page in _pages(folder / row["path"], 1):
                yield Sample(known[key], row["source"], page, "image", row["part"] == "first")


def corpus_samples(folder: Path) -> Iterator[Sample]:
    """The first two pages of each document of the corpus."""
    known = kinds()
    with (folder / "manifest.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = RENAMED.get(row["category"], row["category"])
            for number, page in enumerate(_pages(folder / row["path"], 2)):
                first = number == 0
                yield Sample(known[key], row["source"], page, "corpus", first, 1.0 if first else 0.5)


def _pages(path: Path, count: int) -> Iterator[PageContent]:
    try:
        with open_document(path, DocumentSettings()) as document:
            for number in range(1, min(count, document.page_count) + 1):
                yield read_page(document, number)
    except (PostroomError, OSError) as error:
        print(f"left out: {path.name}: {error}")
