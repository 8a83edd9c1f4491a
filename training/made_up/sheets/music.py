"""Sheet music."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.hand import write, writer
from made_up.page import Page
from made_up.words import Invention

from .registry import variant


def _staves(page: Page, thing: Invention, gap: float, *, words: bool, joined: int) -> None:
    random, canvas = thing.random, page.canvas
    y = page.y - gap * 4
    row = 0
    while y > page.bottom + gap * 6:
        canvas.setLineWidth(0.6)
        for n in range(5):
            canvas.line(page.left, y + n * gap, page.right, y + n * gap)
        bars = int(random.integers(3, 6))
        for n in range(bars + 1):
            x = page.left + page.measure * n / bars
            canvas.line(x, y, x, y + 4 * gap)
        canvas.setLineWidth(1.3)
        canvas.bezier(
            page.left + 8,
            y - gap,
            page.left + 22,
            y + gap * 5,
            page.left + 2,
            y + gap * 6,
            page.left + 14,
            y + gap,
        )
        canvas.circle(page.left + 11, y + gap, gap * 0.9)
        if row % joined == 0 and joined > 1:
            canvas.line(page.left - 4, y + 4 * gap, page.left - 4, y - gap * 7)
        x = page.left + 34
        while x < page.right - 12:
            step = int(random.integers(-2, 10))
            ny = y + step * gap / 2
            solid = chance(random, 0.75)
            canvas.setLineWidth(0.9)
            canvas.ellipse(x - gap * 0.62, ny - gap * 0.44, x + gap * 0.62, ny + gap * 0.44, fill=int(solid))
            up = step < 4
            stem = x + gap * 0.6 if up else x - gap * 0.6
            tip = ny + gap * 3.2 * (1 if up else -1)
            canvas.line(stem, ny, stem, tip)
            if solid and chance(random, 0.35):
                canvas.setLineWidth(2.4)
                canvas.line(stem, tip, stem + float(random.uniform(12, 20)), tip + float(random.normal(0, 2)))
            if words and chance(random, 0.7):
                page.put(
                    x,
                    y - gap * 3,
                    pick(
                        random,
                        [
                            "la",
                            "light",
                            "-ing",
                            "the",
                            "my",
                            "heart",
                            "oh",
                            "A-",
                            "men",
                            "di",
                            "wood",
                            "night",
                        ],
                    ),
                    7,
                    align="centre",
                )
            x += float(random.uniform(14, 30))
        if chance(random, 0.3):
            page.put(
                page.left + float(random.uniform(30, 300)),
                y - gap * 2.4,
                pick(random, ["p", "mf", "cresc.", "f", "rit.", "dolce"]),
                8,
                italic=True,
            )
        y -= gap * (12 if words else 9.5)
        row += 1


@variant("sheet_music")
def score(thing: Invention) -> Page:
    return _music(thing, words=False)


@variant("sheet_music")
def song(thing: Invention) -> Page:
    return _music(thing, words=True)


def _music(thing: Invention, *, words: bool, joined: int = 1, head: bool = True) -> Page:
    random = thing.random
    page = Page(random, kind="serif", margin=float(random.uniform(36, 56)))
    if head:
        page.line(
            pick(
                random,
                [
                    "Sonata in G",
                    "Evening Song",
                    "Menuet",
                    "March of the Mill",
                    "Lied ohne Worte",
                    "Valse triste",
                    "Ave Verum",
                    "Étude No. 4",
                ],
            ),
            float(random.uniform(18, 26)),
            bold=chance(random, 0.5),
            align="centre",
            after=4,
        )
        page.put(page.right, page.y - 10, thing.person(), 10, align="right")
        page.put(
            page.left,
            page.y - 10,
            pick(random, ["Allegro moderato", "Andante", "Vivace", "Langsam", "Presto", "Tempo di valse"]),
            10,
            italic=True,
        )
        page.y -= 30
    _staves(page, thing, float(random.uniform(4.5, 7.5)), words=words, joined=joined)
    page.put(
        page.width / 2,
        page.bottom - 14,
        pick(
            random,
            [str(random.integers(2, 60)), f"© {thing.year} {thing.firm().name}", f"Plate {thing.digits(4)}"],
        ),
        7,
        align="centre",
    )
    return page


@variant("sheet_music")
def piano_page(thing: Invention) -> Page:
    return _music(thing, words=False, joined=2, head=chance(thing.random, 0.5))


@variant("sheet_music")
def written_music(thing: Invention) -> Page:
    """A manuscript: staves by hand, a heading in a hand."""
    random = thing.random
    page = Page(random, margin=45)
    tint = float(random.uniform(0.85, 1))
    page.box(0, 0, page.width, page.height, fill=(tint, tint * 0.97, tint * 0.9), stroke=0)
    write(
        page,
        pick(random, ["Waltz", "Song for Anna", "Trio", "Violin 2"]),
        page.left + 130,
        page.y - 20,
        15,
        writer(random),
    )
    page.y -= 50
    page.colour(0.15)
    _staves(page, thing, float(random.uniform(5, 7)), words=chance(random, 0.3), joined=1)
    return page
