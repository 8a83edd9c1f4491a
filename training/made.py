"""Pages for types and looks of which there are few real ones: texts laid out and worn, and invented documents."""

from __future__ import annotations

import io
import random
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from made_up.scan import degrade
from made_up.sheets import KINDS, draw
from made_up.typeset import typeset
from made_up.words import FIRST, LAST
from PIL import Image
from texts import Sample, Text, kinds, text_page

from postroom.classification.local.lexicon import document_types
from postroom.documents.content import PageContent
from postroom.documents.document import open_document
from postroom.documents.text import read_page
from postroom.settings import DocumentSettings

TYPESET_PER_SOURCE = 8
"""Texts of each source and type that are laid out as pages."""
UNTYPICAL = ("handwritten", "sheet_music", "technical_drawing")
"""Types whose looks no text can be given."""
DRAWN_PER_TYPE = 40
WORN_SHARE = 0.5
WORN_WEIGHT, DRAWN_WEIGHT, PHRASES_WEIGHT = 0.5, 0.3, 0.3
SCAN_SIDE = 1_700
"""Long side, in pixels, of the page that is scanned."""
NOTHINGS = 120
"""Pages that say nothing: of none of any categories."""
FEW = 30
"""A type that can't be drawn, with fewer real texts than this, gets so many made of its phrases."""


def chosen_texts(texts: Iterable[Text]) -> list[tuple[Text, int]]:
    """Which texts are laid out, each with a seed."""
    groups: defaultdict[tuple[str, str], list[Text]] = defaultdict(list)
    for text in texts:
        if not text.recognised and text.key not in UNTYPICAL:
            groups[text.key, text.source].append(text)
    chosen: list[tuple[Text, int]] = []
    for (key, source), members in sorted(groups.items()):
        seed = zlib.crc32(f"{key} {source}".encode())
        count = min(len(members), TYPESET_PER_SOURCE)
        picked = np.random.default_rng(seed).choice(len(members), count, replace=False)
        chosen += [(members[n], seed + place) for place, n in enumerate(picked)]
    return chosen


def lay_out(text: Text, seed: int) -> list[Sample]:
    """The text as a clean page, and as a scan of it."""
    generator = np.random.default_rng(seed)
    pdf = typeset(text.key, text.text, generator)
    clean, worn = _read(pdf), _read(_scan(pdf, generator))
    kind = kinds()[text.key]
    return [
        Sample(kind, text.source, clean, "typeset", text.first, WORN_WEIGHT),
        Sample(kind, text.source, worn, "worn", text.first, WORN_WEIGHT),
    ]


def drawings() -> list[tuple[str, int]]:
    """Which documents are drawn: the type's key and a number."""
    return [(key, number) for key in KINDS for number in range(DRAWN_PER_TYPE)]


def draw_sample(key: str, number: int) -> Sample:
    """An invented document, clean or worn."""
    generator = np.random.default_rng([zlib.crc32(key.encode()), number])
    sheet = draw(key, generator)
    worn = generator.random() < WORN_SHARE
    page = _read(_scan(sheet.pdf, generator) if worn else sheet.pdf)
    return Sample(kinds()[key], sheet.source, page, "drawn", weight=DRAWN_WEIGHT)


def nothing_sample(number: int) -> Sample:
    """A page of numbers, of one word, of the same again and again, of letters without sense, or of noise."""
    generator = np.random.default_rng([zlib.crc32(b"nothing"), number])
    text = _gibberish(number % 6, generator)
    pdf = typeset(
        str(generator.choice(["letter", "report", "book", "memo", "spreadsheet", "form"])), text, generator
    )
    page = _read(_scan(pdf, generator) if generator.random() < WORN_SHARE else pdf)
    return Sample(-1, f"nothing {number % 6}", page, "nothing")


def _gibberish(way: int, generator: np.random.Generator) -> str:
    count = int(generator.integers(5, 300))

    def word(letters: str) -> str:
        return "".join(generator.choice(list(letters), int(generator.integers(2, 9))))

    if way == 0:
        return "\n".join(" ".join(word("0123456789") for _ in range(4)) for _ in range(count // 4 + 1))
    if way == 1:
        return word("abcdefghijklmnoprstuvw").title()
    if way == 2:
        words = " ".join(word("abcdefghilmnoprstu") for _ in range(int(generator.integers(1, 6))))
        return "\n".join(f"{words} {n}" for n in range(count))
    if way == 3:
        return " ".join(word("abcdefghijklmnopqrstuvwxyz") for _ in range(count))
    if way == 4:
        return " ".join(word("éà#~°§^*%.,;:|/\\<>={}[]()!?0aex ") for _ in range(count))
    return "\n".join(word("aeioulnrst") for _ in range(count // 20 + 1))


def _scan(pdf: bytes, generator: np.random.Generator) -> bytes:
    with open_document(pdf, DocumentSettings()) as document:
        picture = degrade(document.page(1).render(SCAN_SIDE), generator)
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=int(generator.integers(35, 90)))
    return file.getvalue()


def _read(data: bytes) -> PageContent:
    with open_document(data, DocumentSettings()) as document:
        return read_page(document, 1)


def phrase_samples(samples: Sequence[Sample]) -> Iterator[Sample]:
    """Texts for types of which there are few: the lexicon's own phrases among values, in no order."""
    count = Counter(sample.kind for sample in samples)
    random_ = random.Random(7)
    for position, kind in enumerate(document_types()):
        if count[position] >= FEW or kind.key in KINDS:
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
            page = text_page("\n".join(lines))
            yield Sample(position, f"made up {number % 5}", page, "phrases", weight=PHRASES_WEIGHT)


def _value(random_: random.Random) -> str:
    return random_.choice(
        [
            f"{random_.randint(1, 28):02}.{random_.randint(1, 12):02}.{random_.randint(1990, 2026)}",
            f"{random_.uniform(1, 5000):,.2f}",
            f"{random_.choice(FIRST['en'].split())} {random_.choice(LAST['en'].split())}",
            str(random_.randint(1, 10**7)),
            "",
        ]
    )
