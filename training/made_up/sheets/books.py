"""Pages of books."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.ornaments import photograph
from made_up.page import Page
from made_up.prose import NARRATIVE, paragraph
from made_up.words import Invention

from .registry import variant


@variant("book")
def novel_page(thing: Invention) -> Page:
    random = thing.random
    wide = float(random.uniform(300, 420))
    page = Page(
        random,
        (wide, wide * float(random.uniform(1.35, 1.6))),
        kind="serif",
        base=float(random.uniform(9, 11)),
        margin=float(random.uniform(36, 58)),
    )
    number = int(random.integers(2, 500))
    page.put(
        page.width / 2,
        page.top + 12,
        pick(random, ["THE SALT ROAD", thing.person().upper(), "Winter in the Harbour", "CHAPTER SIX"]),
        7.5,
        align="centre",
        space=1,
    )
    if chance(random, 0.25):
        page.y -= 90
        page.line(pick(random, ["CHAPTER IV", "12", "The Letter", "Two"]), 15, align="centre", after=30)
    for _ in range(14):
        page.para(paragraph(random, NARRATIVE, thing, 2, 6), first=13, align="justify", after=0)
    page.put(page.width / 2, page.bottom - 18, str(number), 8.5, align="centre")
    return page


@variant("book")
def open_spread(thing: Invention) -> Page:
    """Two facing pages scanned at once, a shadow in the fold."""
    random = thing.random
    page = Page(random, (700, 500), kind="serif", base=8.6, margin=40)
    bottom = page.bottom
    number = int(random.integers(1, 200)) * 2
    for n in range(2):
        page.y, page.bottom = 455, bottom
        x = 42 + n * 345
        page.put(
            x + 135,
            466,
            pick(random, ["A HISTORY OF THE VALLEY", "of the Sea and Ships", "BOOK TWO"]),
            7,
            align="centre",
        )
        while not page.full:
            page.para(
                paragraph(random, NARRATIVE, thing, 3, 6), x=x, width=272, first=12, align="justify", after=0
            )
        page.put(x + (0 if n == 0 else 272), 466, str(number + n), 8)
    page.canvas.saveState()
    for n in range(12):
        page.colour(0.55 + n * 0.035)
        page.canvas.setLineWidth(1.2)
        page.canvas.line(350 - n, 0, 350 - n, 500)
        page.canvas.line(350 + n, 0, 350 + n, 500)
    page.canvas.restoreState()
    return page


@variant("book")
def title_page(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, (float(random.uniform(320, 420)), 560), kind="serif", margin=40)
    page.y = 480
    page.para(
        pick(
            random,
            [
                "A Treatise on the Management of Orchards",
                "The Salt Road",
                "Collected Letters",
                "An Introduction to Botany",
                "The History of the Harbour",
            ],
        ),
        float(random.uniform(20, 30)),
        align="centre",
        after=16,
    )
    page.line(
        pick(random, ["A Novel", "in two volumes", "Second edition", "with 40 illustrations"]),
        11,
        italic=True,
        align="centre",
        after=24,
    )
    page.line(thing.person().upper(), 14, align="centre")
    page.y = 110
    page.canvas.circle(page.width / 2, 130, 16)
    page.line(f"{thing.place().upper()}", 10, align="centre")
    page.line(
        f"{thing.firm().name.split()[0]} & {thing.person().split()[-1]}, Publishers", 10, align="centre"
    )
    page.line(str(thing.year), 10, align="centre")
    return page


@variant("book")
def textbook_page(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, (500, 680), kind="serif", base=10, margin=58)
    page.put(page.left, page.top + 14, f"{random.integers(2, 600)}", 9)
    page.put(
        page.right,
        page.top + 14,
        pick(random, ["Elementary Chemistry", "3.2 Rivers and Lakes", "Foundations of Grammar"]),
        9,
        italic=True,
        align="right",
    )
    page.line(
        pick(
            random,
            [
                "The formation of valleys",
                "On the use of the comma",
                "Acids and bases",
                "The guilds of the town",
            ],
        ),
        13,
        bold=True,
        after=6,
    )
    for n in range(6):
        page.para(paragraph(random, NARRATIVE, thing, 3, 6), align="justify", first=12, after=2)
        if n == 1 and chance(random, 0.6):
            photograph(page, page.left + 40, page.y - 140, page.measure - 80, 132)
            page.y -= 150
            page.line(
                f"Fig. {random.integers(2, 90)}. {thing.place()}", 8.5, italic=True, align="centre", after=6
            )
    return page
