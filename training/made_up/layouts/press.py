"""Reports, papers, books, newspapers and what else is printed."""

from __future__ import annotations

import numpy as np
from reportlab.lib.pagesizes import LETTER

from made_up.flow import columns, is_title
from made_up.fonts import chance, pick
from made_up.ornaments import photograph
from made_up.page import Page
from made_up.words import Invention


def news_page(paragraphs: list[str], random: np.random.Generator) -> Page:
    """A cutting or a page with a headline over columns."""
    cut = chance(random, 0.4)
    size = (float(random.uniform(230, 420)), float(random.uniform(420, 760))) if cut else None
    page = Page(
        random,
        size,
        kind=pick(random, ["serif", "serif", "serif", "sans"]),
        base=float(random.uniform(7.5, 9.5)),
        margin=float(random.uniform(14, 40)),
    )
    if not cut and chance(random, 0.6):
        page.line(
            pick(
                random,
                [
                    "The Morning Courier",
                    "Evening Post",
                    "The Valley Herald",
                    "Daily Dispatch",
                    "Tribune",
                    "Das Tagblatt",
                    "La Gazette",
                ],
            ),
            random.uniform(24, 44),
            bold=True,
            align="centre",
            after=4,
        )
        page.rule(after=3)
        page.line(
            f"{Invention(random).date(long=True)}    No. {random.integers(100, 9000)}",
            8,
            align="centre",
            after=3,
        )
        page.rule(after=8)
    head = paragraphs[0] if is_title(paragraphs[0]) else " ".join(paragraphs[0].split()[:8])
    page.para(head, random.uniform(16, 34), bold=True, align=pick(random, ["left", "centre"]), after=8)
    if chance(random, 0.5):
        page.line(f"By {Invention(random).person()}", 8.5, italic=True, after=4)
    count = int(random.integers(1, 3)) if cut else int(random.integers(2, 6))
    columns(page, paragraphs[1:] or paragraphs, count, first=8, align="justify", picture=chance(random, 0.45))
    return page


def paper_page(paragraphs: list[str], random: np.random.Generator) -> Page:
    page = Page(
        random,
        kind=pick(random, ["serif", "serif", "serif", "sans"]),
        base=float(random.uniform(8.5, 10)),
        margin=float(random.uniform(42, 66)),
    )
    thing = Invention(random)
    if chance(random, 0.6):
        page.line(
            f"{pick(random, ['Journal of', 'Annals of', 'Archives of', 'Letters in'])} {pick(random, ['Applied Science', 'Botany', 'Chemistry', 'Physiology', 'Computation'])} {random.integers(3, 90)} ({thing.year}) {random.integers(10, 900)}",
            8,
            italic=True,
            align=pick(random, ["left", "right", "centre"]),
            after=10,
        )
    page.para(
        paragraphs[0][:160],
        random.uniform(14, 20),
        bold=chance(random, 0.7),
        align=pick(random, ["left", "centre"]),
        after=8,
    )
    page.line(", ".join(thing.person() for _ in range(int(random.integers(1, 5)))), 10, align="left", after=8)
    rest = paragraphs[1:] or paragraphs
    if chance(random, 0.5):
        page.para(
            f"Abstract  {rest[0]}",
            page.base - 0.8,
            x=page.left + 24,
            width=page.measure - 48,
            align="justify",
            after=10,
        )
        rest = rest[1:] or rest
    columns(page, rest, 2 if chance(random, 0.75) else 1, first=8, align="justify", gap=18)
    page.put(page.width / 2, page.bottom - 16, str(random.integers(1, 900)), 8, align="centre")
    return page


def typed_page(paragraphs: list[str], random: np.random.Generator) -> Page:
    """Typed, perhaps with two spaces between the lines."""
    page = Page(
        random, kind="typewriter", base=float(random.uniform(9, 12)), margin=float(random.uniform(55, 90))
    )
    page.leading = float(random.choice([1.1, 1.2, 1.7, 2.0]))
    for number, block in enumerate(paragraphs):
        title = is_title(block)
        page.para(
            block,
            align="centre" if number == 0 and title else "left",
            first=0 if title else 30,
            bold=title and chance(random, 0.2),
        )
    page.put(page.width / 2, page.bottom - 20, f"-{random.integers(1, 40)}-", align="centre")
    return page


def rfc_page(paragraphs: list[str], random: np.random.Generator) -> Page:
    page = Page(random, LETTER, kind="typewriter", base=9.5, margin=60)
    page.put(
        page.left,
        page.top + 16,
        pick(random, ["Standards Working Group", "Draft", "Technical Note", "Specification"]),
    )
    page.put(page.right, page.top + 16, Invention(random).date(long=True), align="right")
    for block in paragraphs:
        page.para(block, x=page.left + (0 if is_title(block) else 18), after=8)
    page.put(page.right, page.bottom - 20, f"[Page {random.integers(1, 80)}]", align="right")
    return page


def report_page(paragraphs: list[str], random: np.random.Generator) -> Page:
    """Headings in another weight, paragraphs, running foot."""
    page = Page(random, kind=pick(random, ["sans", "serif"]), margin=float(random.uniform(50, 85)))
    page.para(
        paragraphs[0][:150],
        random.uniform(14, 24),
        bold=True,
        align=pick(random, ["left", "left", "centre"]),
        after=12,
    )
    if chance(random, 0.3):
        page.rule(width=1.5, after=12)
    align = pick(random, ["left", "justify"])
    for block in paragraphs[1:]:
        if is_title(block) and len(block) < 60:
            page.y -= 4
            page.colour(*page.accent)
            page.para(block, page.base + 2, bold=True, after=3)
            page.colour(0.0)
        else:
            page.para(block, align=align)
    page.put(
        pick(random, [page.right, page.width / 2]),
        page.bottom - 18,
        str(random.integers(1, 120)),
        8,
        align="right",
    )
    return page


def prose_page(paragraphs: list[str], random: np.random.Generator) -> Page:
    page = Page(random, kind=pick(random, ["serif", "sans"]), margin=float(random.uniform(55, 95)))
    for block in paragraphs:
        page.para(block, align="justify" if chance(random, 0.8) else "left")
    return page


def contract_page(paragraphs: list[str], random: np.random.Generator) -> Page:
    page = Page(
        random,
        kind=pick(random, ["serif", "serif", "typewriter", "sans"]),
        margin=float(random.uniform(60, 90)),
    )
    page.para(paragraphs[0][:120].upper(), random.uniform(12, 15), bold=True, align="centre", after=14)
    for block in paragraphs[1:]:
        page.para(
            block,
            align="justify",
            bold=is_title(block) and len(block) < 50,
            first=0 if is_title(block) else 24,
        )
    page.put(
        page.width / 2,
        page.bottom - 18,
        pick(random, [f"Page {random.integers(1, 20)} of 20", f"- {random.integers(1, 30)} -", ""]),
        8,
        align="centre",
    )
    return page


def court_page(paragraphs: list[str], random: np.random.Generator) -> Page:
    """Numbered lines at the left, or an opinion's page."""
    page = Page(random, LETTER, kind=pick(random, ["serif", "serif", "typewriter"]), base=11.5, margin=80)
    numbered = chance(random, 0.5)
    page.leading = 1.9 if numbered else 1.3
    if numbered:
        for number in range(28):
            page.put(
                page.left - 22,
                page.top - 12 - number * (page.top - page.bottom) / 28,
                str(number + 1),
                9,
                align="right",
            )
        page.canvas.line(page.left - 12, 20, page.left - 12, page.height - 20)
    for number, block in enumerate(paragraphs):
        page.para(
            block,
            first=0 if is_title(block) else 30,
            align="centre" if number < 4 and is_title(block) else "left",
            bold=number < 3,
        )
    return page


def book_page(paragraphs: list[str], random: np.random.Generator) -> Page:
    wide = float(random.uniform(300, 420))
    page = Page(
        random,
        (wide, wide * random.uniform(1.4, 1.65)),
        kind="serif",
        base=float(random.uniform(9, 11.5)),
        margin=float(random.uniform(36, 60)),
    )
    number = int(random.integers(2, 480))
    if chance(random, 0.25):
        page.y -= page.height * 0.15
        page.line(
            pick(
                random,
                [
                    f"CHAPTER {random.integers(1, 40)}",
                    f"{random.integers(1, 30)}",
                    "PROLOGUE",
                    f"Chapter {pick(random, ['One', 'Two', 'Seven', 'Nine'])}",
                ],
            ),
            15,
            align="centre",
            after=24,
        )
    else:
        page.put(
            page.width / 2,
            page.top + 10,
            pick(
                random,
                [
                    "THE LONG ROAD",
                    "A History of the Coast",
                    "Letters from the North",
                    "THE CLOCKMAKER",
                    "PART ONE",
                ],
            ),
            8,
            italic=True,
            align="centre",
        )
    for block in paragraphs:
        page.para(block, align="justify", first=14, after=0)
    odd = number % 2
    page.put(
        *pick(
            random, [(page.width / 2, page.bottom - 18), (page.right if odd else page.left, page.top + 10)]
        ),
        str(number),
        9,
        align="centre",
    )
    return page


def manual_page(paragraphs: list[str], random: np.random.Generator) -> Page:
    page = Page(random, kind=pick(random, ["sans", "sans", "serif"]), margin=float(random.uniform(45, 75)))
    page.put(
        page.left,
        page.top + 14,
        pick(
            random, ["User's Guide", "Operating Instructions", "Installation", "Owner's Manual", "Chapter 3"]
        ),
        8,
        italic=True,
    )
    page.canvas.line(page.left, page.top + 9, page.right, page.top + 9)
    step = 0
    for block in paragraphs:
        if page.full:
            break
        if is_title(block) and len(block) < 60:
            step = 0
            page.para(block, page.base + 4, bold=True, after=4)
        else:
            step += 1
            page.para(block, hang=f"{step}." if chance(random, 0.5) else "")
        if chance(random, 0.08) and page.y > page.bottom + 120:
            photograph(page, page.left + 30, page.y - 90, 140, 84)
            page.y -= 100
    page.put(page.right, page.bottom - 18, str(random.integers(2, 150)), 9, align="right")
    return page


def recipe_page(paragraphs: list[str], random: np.random.Generator) -> Page:
    page = Page(random, kind=pick(random, ["serif", "sans", "hand"]), base=float(random.uniform(10, 13)))
    page.line(
        paragraphs[0], random.uniform(18, 30), bold=True, align=pick(random, ["left", "centre"]), after=12
    )
    if chance(random, 0.4):
        photograph(page, page.right - 150, page.y - 120, 150, 110)
        page.right -= 170
    for block in paragraphs[1:]:
        page.para(block, hang="•" if len(block) < 60 and chance(random, 0.7) else "", after=3)
    return page


def columns_page(paragraphs: list[str], random: np.random.Generator) -> Page:
    page = Page(
        random,
        kind=pick(random, ["serif", "serif", "sans"]),
        base=float(random.uniform(8, 10)),
        margin=float(random.uniform(36, 60)),
    )
    page.para(paragraphs[0][:140], page.base + 5, bold=True, align="centre", after=10)
    columns(page, paragraphs[1:] or paragraphs, int(random.integers(2, 4)), align="justify")
    return page
