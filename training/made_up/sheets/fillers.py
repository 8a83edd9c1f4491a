"""Pages that only fill paper: words without sense, test pages, samples."""

from __future__ import annotations

import numpy as np

from made_up.fonts import chance, pick
from made_up.page import Page
from made_up.words import Invention

from .registry import variant

LATIN = [
    "lorem",
    "ipsum",
    "dolor",
    "sit",
    "amet",
    "consectetur",
    "adipiscing",
    "elit",
    "sed",
    "do",
    "eiusmod",
    "tempor",
    "incididunt",
    "ut",
    "labore",
    "et",
    "dolore",
    "magna",
    "aliqua",
    "enim",
    "ad",
    "minim",
    "veniam",
    "quis",
    "nostrud",
    "exercitation",
    "ullamco",
    "laboris",
    "nisi",
    "aliquip",
    "ex",
    "ea",
    "commodo",
    "consequat",
    "duis",
    "aute",
    "irure",
    "in",
    "reprehenderit",
    "voluptate",
    "velit",
    "esse",
    "cillum",
    "eu",
    "fugiat",
    "nulla",
    "pariatur",
    "excepteur",
    "sint",
    "occaecat",
    "cupidatat",
    "non",
    "proident",
    "sunt",
    "culpa",
    "qui",
    "officia",
    "deserunt",
    "mollit",
    "anim",
    "id",
    "est",
    "laborum",
    "vivamus",
    "pellentesque",
    "habitant",
    "morbi",
    "tristique",
    "senectus",
    "netus",
    "malesuada",
    "fames",
    "ac",
    "turpis",
    "egestas",
    "vestibulum",
    "ante",
    "primis",
    "faucibus",
    "orci",
    "luctus",
    "ultrices",
    "posuere",
    "cubilia",
    "curae",
    "donec",
    "quam",
    "felis",
    "nec",
    "pretium",
    "quisque",
]
PANGRAMS = [
    "The quick brown fox jumps over the lazy dog.",
    "Pack my box with five dozen liquor jugs.",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 0123456789",
    "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich.",
    "Portez ce vieux whisky au juge blond qui fume.",
]
SHORT = [
    "Hello, world!", "Hello World", "Test", "This is a test.", "Test page", "Sample PDF", "Page 1", "Untitled", "Example",
    "This is a sample document.", "Title", "Header", "Some text", "foo bar", "asdf", "Dummy PDF file", "A simple PDF",
    "This page intentionally left blank", "Test document 1", "Line 1", "Hola mundo", "Bonjour", "Hallo Welt", "ABC 123",
]  # fmt: skip


def _sentence(random: np.random.Generator, words: list[str]) -> str:
    count = int(random.integers(4, 18))
    text = " ".join(pick(random, words) for _ in range(count))
    return text[0].upper() + text[1:] + pick(random, [".", ".", ".", "?", ","])


def _syllables(random: np.random.Generator) -> list[str]:
    """Words of no language."""
    parts = [a + b for a in "bcdfglmnprstv" for b in "aeiou"]
    return ["".join(pick(random, parts) for _ in range(int(random.integers(1, 5)))) for _ in range(80)]


@variant("placeholder_text")
def paragraphs(thing: Invention) -> Page:
    """Words without sense, set like a real text: with a heading, in a column or two."""
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "serif"]))
    words = LATIN if chance(random, 0.75) else _syllables(random)
    if chance(random, 0.6):
        page.line(_sentence(random, words).rstrip(".?,")[:50].title(), page.base * 1.8, bold=True, after=8)
    columns = int(pick(random, [1, 1, 1, 2, 3]))
    gap, top = 18.0, page.y
    wide = (page.measure - gap * (columns - 1)) / columns
    stop = float(random.uniform(0, 0.8)) * page.height
    for column in range(columns):
        page.y = top
        while not page.full and page.y > stop:
            text = " ".join(_sentence(random, words) for _ in range(int(random.integers(1, 8))))
            page.para(text, x=page.left + column * (wide + gap), width=wide)
    return page


@variant("placeholder_text")
def few_words(thing: Invention) -> Page:
    """What one writes to see whether a program or a printer works."""
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "serif", "typewriter"]))
    page.y -= float(random.uniform(0, 0.5)) * page.height
    size = float(random.uniform(8, 40))
    text = pick(random, SHORT)
    for _ in range(int(pick(random, [1, 1, 2, 3, 8]))):
        page.line(text, size, align=pick(random, ["left", "left", "centre"]))
        if chance(random, 0.6):
            text = pick(random, SHORT)
    return page


@variant("placeholder_text")
def type_specimen(thing: Invention) -> Page:
    """The same sentence in many sizes, lines with numbers, or every letter."""
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "serif", "typewriter"]))
    text, size, count = pick(random, PANGRAMS), 6.0, 0
    numbered = chance(random, 0.4)
    while not page.full and count < int(random.integers(6, 40)):
        count += 1
        page.line(f"{count}. {text}" if numbered else text, page.base if numbered else min(size, 30))
        size *= 1.15
    return page
