"""Reads the labelled documents that the type model learns from."""

from __future__ import annotations

import csv
import dataclasses
import gzip
import json
import pickle
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

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

DROPPED = {"transcript"}
"""Of speech in the texts, of grades in the lexicon."""

FEW = 30
"""A type with fewer real texts gets made-up ones besides."""


@dataclasses.dataclass(frozen=True)
class Sample:
    """A labelled page.

    Attributes:
        kind: Position of its type in the lexicon.
        source: Where it comes from; samples of one source are never on both sides of a split.
        page: The page; its picture is white when only its text is known.
        pictured: Whether the picture is real.
        first: Whether it is the first page of its document.
        corpus: Whether it is of the development corpus, on which figures are taken.
        weight: How much it counts.
    """

    kind: int
    source: str
    page: PageContent
    pictured: bool
    first: bool = True
    corpus: bool = False
    weight: float = 1.0


def read_samples(data: Path, cache: Path) -> list[Sample]:
    """Everything under `data`: ``training/*.jsonl.gz``, ``training/images`` and ``corpus``, and made-up texts."""
    if cache.exists():
        with cache.open("rb") as file:
            return pickle.load(file)
    samples = [*_texts(data / "training"), *_images(data / "training"), *_corpus(data / "corpus")]
    samples += _made_up(samples)
    cache.parent.mkdir(parents=True, exist_ok=True)
    with cache.open("wb") as file:
        pickle.dump(samples, file)
    return samples


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


def kinds() -> dict[str, int]:
    """The lexicon's types by their keys."""
    return {kind.key: position for position, kind in enumerate(document_types())}


def _texts(folder: Path) -> Iterator[Sample]:
    known = kinds()
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                label = RENAMED.get(row["type"], row["type"])
                if label in DROPPED:
                    continue
                yield Sample(
                    known[label],
                    row["source"],
                    text_page(row["text"]),
                    pictured=False,
                    first=row["part"] == "first",
                )


def _images(folder: Path) -> Iterator[Sample]:
    known = kinds()
    with (folder / "images" / "manifest.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            label = RENAMED.get(row["type"], row["type"])
            for page in _pages(folder / row["path"], 1):
                yield Sample(known[label], row["source"], page, pictured=True, first=row["part"] == "first")


def _corpus(folder: Path) -> Iterator[Sample]:
    known = kinds()
    with (folder / "manifest.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            label = RENAMED.get(row["category"], row["category"])
            for number, page in enumerate(_pages(folder / row["path"], 2)):
                weight = 1.0 if number == 0 else 0.5
                yield Sample(
                    known[label],
                    row["source"],
                    page,
                    pictured=True,
                    first=number == 0,
                    corpus=True,
                    weight=weight,
                )


def _pages(path: Path, count: int) -> Iterator[PageContent]:
    try:
        with open_document(path, DocumentSettings()) as document:
            for number in range(1, min(count, document.page_count) + 1):
                yield read_page(document, number)
    except (PostroomError, OSError) as error:
        print(f"left out: {path.name}: {error}")


FIRST_NAMES = [
    "Anna",
    "Jonas",
    "Maria",
    "Tomás",
    "Sophie",
    "Luca",
    "Ingrid",
    "Pedro",
    "Claire",
    "Hugo",
    "Elena",
    "Karim",
    "Ruth",
    "Victor",
]
LAST_NAMES = [
    "Berg",
    "Costa",
    "Dupont",
    "Ferrari",
    "Green",
    "Hansen",
    "Ivanov",
    "Keller",
    "Lopez",
    "Martin",
    "Novak",
    "Olsen",
    "Silva",
    "Weber",
]
PLACES = [
    "Lyon",
    "Porto",
    "Leeds",
    "Graz",
    "Utrecht",
    "Bilbao",
    "Turin",
    "Ghent",
    "Oslo",
    "Bristol",
    "Munich",
    "Seville",
    "Nantes",
    "Parma",
]


def _made_up(samples: list[Sample]) -> Iterator[Sample]:
    """Texts for types of which there are few: the lexicon's own phrases among values, in no order."""
    count = Counter(sample.kind for sample in samples)
    random_ = random.Random(7)
    for position, kind in enumerate(document_types()):
        if count[position] >= FEW:
            continue
        for number in range(FEW):
            lines: list[str] = []
            if random_.random() < 0.75:
                lines.append(random_.choice([*kind.names, *kind.titles]).title())
            cues = list(kind.cues)
            random_.shuffle(cues)
            for cue in cues[: random_.randint(6, 18)]:
                lines.append(f"{cue} {_value(random_)}" if random_.random() < 0.6 else cue)
            lines[1:1] = [_value(random_) for _ in range(random_.randint(1, 6))]
            yield Sample(
                position, f"made up {number % 5}", text_page("\n".join(lines)), pictured=False, weight=0.3
            )


def _value(random_: random.Random) -> str:
    return random_.choice(
        [
            f"{random_.randint(1, 28):02}.{random_.randint(1, 12):02}.{random_.randint(1990, 2026)}",
            f"{random_.uniform(1, 5000):,.2f}",
            f"{random_.choice(FIRST_NAMES)} {random_.choice(LAST_NAMES)}",
            f"{random_.randint(1, 200)} {random_.choice(PLACES)} {random_.randint(1000, 99999)}",
            str(random_.randint(1, 10**7)),
            "",
        ]
    )
