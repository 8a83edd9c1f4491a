"""Lays a text out as a page that such a document looks like."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
from reportlab.lib.pagesizes import A4, LETTER

from .fonts import chance, pick
from .hand import sign
from .ornaments import chart, letter_top, photograph
from .page import Page, plain, wrap
from .words import Invention

Layout = Callable[[list[str], np.random.Generator], Page]


def typeset(kind: str, text: str, random: np.random.Generator) -> bytes:
    """A PDF of one page with as much of `text` as it holds, in a layout that a document of `kind` has.

    Args:
        kind: A type's key in the lexicon; one without a layout of its own gets a plain one.
        text: Lines as they were read; empty lines part paragraphs.
        random: Decides on the layout, the typeface and the measures.
    """
    layouts = LAYOUTS.get(kind, (report_page, typed_page, prose_page))
    return pick(random, layouts)(blocks(text), random).bytes()


def blocks(text: str) -> list[str]:
    """The paragraphs and lines of a text: lines that were broken only for want of width are joined."""
    found: list[str] = []
    open_ = False
    for raw in plain(text).splitlines():
        line = " ".join(raw.split())
        if not line:
            open_ = False
            continue
        if open_ and found and (line[0].islower() or not found[-1].endswith((".", ":", "!", "?", ";"))):
            found[-1] += f" {line}"
        else:
            found.append(line)
        open_ = len(line) > 58
    return found or ["-"]


def _title(block: str) -> bool:
    return len(block) < 90 and not block.endswith((".", ",", ";"))


def letter_page(paragraphs: list[str], random: np.random.Generator) -> Page:
    page = Page(
        random,
        kind=pick(random, ["typewriter", "typewriter", "serif", "sans"]),
        margin=float(random.uniform(60, 90)),
    )
    if chance(random, 0.75):
        letter_top(page, Invention(random).firm())
        page.y -= random.uniform(5, 30)
    for block in paragraphs:
        short = len(block) < 45
        page.para(block, after=0 if short else None, first=0 if chance(random, 0.9) else 30)
    if not page.full and page.y > page.bottom + 60:
        sign(page, page.left + random.uniform(0, page.measure * 0.5), page.y - 30, random.uniform(7, 11))
    return page


def memo_page(paragraphs: list[str], random: np.random.Generator) -> Page:
    page = Page(
        random,
        kind=pick(random, ["typewriter", "typewriter", "sans", "serif"]),
        margin=float(random.uniform(55, 90)),
    )
    if chance(random, 0.6):
        word = pick(
            random, ["MEMORANDUM", "Memo", "INTEROFFICE MEMORANDUM", "Inter-office correspondence", "M E M O"]
        )
        page.line(
            word, random.uniform(12, 22), bold=True, align=pick(random, ["left", "centre", "right"]), after=12
        )
        if chance(random, 0.5):
            page.rule(after=14)
    ruled = False
    for number, block in enumerate(paragraphs):
        if number > 2 and not ruled and len(block) > 120:
            ruled = True
            page.rule(after=12)
        page.para(block, after=2 if len(block) < 60 else None)
    return page


def email_page(paragraphs: list[str], random: np.random.Generator) -> Page:
    page = Page(
        random,
        kind=pick(random, ["sans", "sans", "typewriter", "serif"]),
        margin=float(random.uniform(35, 70)),
    )
    if chance(random, 0.5):
        page.line(Invention(random).person(), 12, bold=True)
        page.rule(width=2, after=8)
    for block in paragraphs:
        found = re.match(r"^(From|To|Cc|CC|Date|Sent|Subject|Re|Reply-To|Attachments?):?\s(.*)", block)
        if found and chance(random, 0.9):
            page.put(page.left, page.y - page.base, f"{found[1]}:", bold=True)
            page.para(found[2], x=page.left + 70, after=1)
        else:
            page.para(block, after=page.base * random.choice([0.2, 0.6, 1.0]))
    page.put(page.right, page.bottom - 14, f"{random.integers(1, 4)}", 8, align="right")
    return page


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
    head = paragraphs[0] if _title(paragraphs[0]) else " ".join(paragraphs[0].split()[:8])
    page.para(head, random.uniform(16, 34), bold=True, align=pick(random, ["left", "centre"]), after=8)
    if chance(random, 0.5):
        page.line(f"By {Invention(random).person()}", 8.5, italic=True, after=4)
    count = int(random.integers(1, 3)) if cut else int(random.integers(2, 6))
    columns(page, paragraphs[1:] or paragraphs, count, first=8, align="justify", picture=chance(random, 0.45))
    return page


def columns(page: Page, paragraphs: Sequence[str], count: int, *, first: float = 0, align: str = "left", picture: bool = False, gap: float = 12) -> None:  # fmt: skip
    """Fills the rest of the page with columns, over and over if the text is too short for them."""
    random = page.random
    wide = (page.measure - gap * (count - 1)) / count
    top, left, bottom = page.y, page.left, page.bottom
    spot = int(random.integers(count)) if picture else -1
    queue = list(paragraphs)
    for column in range(count):
        x = left + column * (wide + gap)
        page.y = top
        if column == spot:
            tall = wide * random.uniform(0.6, 1.0)
            photograph(page, x, page.y - tall, wide, tall)
            page.y -= tall + 8
        while queue and not page.full:
            rows = wrap(plain(queue[0]), page.face.plain, page.base, wide - first)
            held = max(1, int((page.y - bottom) / (page.base * page.leading)))
            page.para(
                " ".join(rows[:held]),
                x=x,
                width=wide,
                first=first,
                align=align,
                after=2,
                bold=_title(queue[0]) and chance(random, 0.5),
            )
            queue[:1] = [" ".join(rows[held:])] if len(rows) > held else []
        if column and chance(random, 0.15):
            page.canvas.line(x - gap / 2, bottom, x - gap / 2, top)


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
        title = _title(block)
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
        page.para(block, x=page.left + (0 if _title(block) else 18), after=8)
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
        if _title(block) and len(block) < 60:
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
            block, align="justify", bold=_title(block) and len(block) < 50, first=0 if _title(block) else 24
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
            first=0 if _title(block) else 30,
            align="centre" if number < 4 and _title(block) else "left",
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


def slide_page(paragraphs: list[str], random: np.random.Generator) -> Page:
    """A slide; old ones are dark or framed."""
    size = pick(random, [(720.0, 540.0), (720.0, 405.0), (A4[1], A4[0]), (LETTER[1], LETTER[0])])
    page = Page(
        random, size, kind=pick(random, ["sans", "sans", "serif"]), margin=float(random.uniform(36, 60))
    )
    dark = chance(random, 0.3)
    if dark:
        page.box(0, 0, page.width, page.height, fill=tuple(v * 0.5 for v in page.accent), stroke=0)
    elif chance(random, 0.3):
        page.box(0, page.height - 80, page.width, 80, fill=page.accent, stroke=0)
    elif chance(random, 0.3):
        page.box(18, 18, page.width - 36, page.height - 36, stroke=1.5)
    page.colour(1.0 if dark else 0.0)
    page.y = page.height - 30
    page.para(
        paragraphs[0][:80],
        random.uniform(24, 36),
        bold=True,
        align=pick(random, ["left", "centre"]),
        after=22,
    )
    size_ = float(random.uniform(14, 22))
    mark = pick(random, ["•", "-", "»", "–", "o"])
    half = chance(random, 0.25)
    for block in paragraphs[1:]:
        page.para(
            block[:130], size_, hang=mark, width=page.measure * (0.5 if half else 0.95), after=size_ * 0.4
        )
    if half:
        chart(page, page.width * 0.62, page.height * 0.2, page.width * 0.3, page.height * 0.4)
    page.put(page.right, 16, str(random.integers(1, 60)), 9, align="right")
    return page


def resume_page(paragraphs: list[str], random: np.random.Generator) -> Page:
    page = Page(
        random,
        kind=pick(random, ["sans", "serif", "serif", "typewriter"]),
        margin=float(random.uniform(45, 75)),
    )
    page.line(
        paragraphs[0][:60],
        random.uniform(14, 24),
        bold=True,
        align=pick(random, ["left", "centre"]),
        after=10,
    )
    side = chance(random, 0.35)
    for block in paragraphs[1:]:
        head = _title(block) and (block.isupper() or block.endswith(":") or len(block) < 26)
        if head:
            page.y -= 4
            page.para(block, page.base + 1, bold=True, after=2)
            if chance(random, 0.4):
                page.rule(after=4)
        else:
            page.para(
                block, x=page.left + (90 if side else 0), hang="•" if chance(random, 0.25) else "", after=3
            )
    return page


def questionnaire_page(paragraphs: list[str], random: np.random.Generator) -> Page:
    page = Page(
        random, kind=pick(random, ["sans", "serif", "typewriter"]), margin=float(random.uniform(40, 65))
    )
    boxed, number = chance(random, 0.6), 0
    page.para(paragraphs[0], page.base + 5, bold=True, align="centre", after=10)
    for block in paragraphs[1:]:
        if page.full:
            break
        if block.endswith("?"):
            number += 1
            page.para(block, bold=True, hang=f"{number}.", after=4)
        elif len(block) < 50 and number:
            if boxed:
                page.tick(page.left + 26, page.y - page.base, page.base * 0.85)
            else:
                page.put(
                    page.right, page.y - page.base, "." * 12 + f" {random.integers(1, 9)}", align="right"
                )
            page.para(block.lstrip("□ "), x=page.left + 42, after=2)
        else:
            page.para(block)
    return page


def form_page(paragraphs: list[str], random: np.random.Generator) -> Page:
    """Lines and boxes around short lines."""
    page = Page(
        random,
        kind=pick(random, ["sans", "sans", "serif"]),
        base=float(random.uniform(7.5, 9.5)),
        margin=float(random.uniform(28, 50)),
    )
    page.para(paragraphs[0], page.base + 6, bold=True, align=pick(random, ["left", "centre"]), after=8)
    style = pick(random, ["cells", "lines", "mixed"])
    for block in paragraphs[1:]:
        if page.full:
            break
        if len(block) > 90:
            page.para(block)
        elif style == "cells" or (style == "mixed" and chance(random, 0.5)):
            tall = float(random.uniform(20, 30))
            page.box(page.left, page.y - tall, page.measure, tall)
            page.put(page.left + 3, page.y - page.base, block, page.base * 0.9)
            page.y -= tall
        else:
            page.y -= page.base + 7
            wide = page.put(page.left, page.y, block)
            if page.left + wide + 20 < page.right:
                page.canvas.line(page.left + wide + 4, page.y - 1, page.right, page.y - 1)
    return page


def till_page(paragraphs: list[str], random: np.random.Generator) -> Page:
    wide = float(random.uniform(180, 260))
    base = wide / float(random.uniform(22, 28))
    page = Page(
        random,
        (wide, min(wide * 4, max(wide * 1.6, 40 + base * 1.35 * len(paragraphs)))),
        kind=pick(random, ["typewriter", "typewriter", "sans"]),
        base=base,
        margin=10,
    )
    for number, block in enumerate(paragraphs):
        found = re.match(r"(.*?)\s+(-?[$€£]?\d[\d,.]*\d)$", block)
        if page.full:
            break
        if found:
            page.y -= base
            page.fit(page.left, page.y, found[1], page.measure * 0.72, base)
            page.put(page.right, page.y, found[2], base, align="right")
            page.y -= base * 0.25
        else:
            page.line(block, align="centre" if number < 5 or chance(random, 0.1) else "left")
    return page


def grid_page(paragraphs: list[str], random: np.random.Generator) -> Page:
    """Cells with letters over the columns and numbers beside the rows, or a bare print of them."""
    across = chance(random, 0.6)
    page = Page(
        random,
        (A4[1], A4[0]) if across else A4,
        kind="sans",
        base=float(random.uniform(6.5, 9)),
        margin=float(random.uniform(24, 50)),
    )
    rows = [re.split(r"\s{2,}|\t| \| ", block) for block in paragraphs]
    if max(map(len, rows)) < 3:
        rows = [block.split() for block in paragraphs]
    count = min(12, max(4, *map(len, rows)))
    cells = [
        [*row, *[""] * count][:count]
        for row in rows
        for row in (row[n : n + count] for n in range(0, len(row), count))
    ]
    if chance(random, 0.4):
        cells = [["", *"ABCDEFGHIJKL"[: count - 1]], *cells]
    page.rows(
        [[cell[:24] for cell in row] for row in cells],
        [1.0] * count,
        style=pick(random, ["grid", "grid", "zebra", "bare"]),
        size=page.base,
        head=chance(random, 0.6),
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
        if _title(block) and len(block) < 60:
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


def record_page(paragraphs: list[str], random: np.random.Generator) -> Page:
    """A clinic's form head over typed findings."""
    page = Page(
        random, kind=pick(random, ["typewriter", "sans", "serif"]), margin=float(random.uniform(45, 75))
    )
    thing = Invention(random)
    if chance(random, 0.7):
        page.line(
            f"{thing.place()} {pick(random, ['General Hospital', 'Medical Center', 'Family Practice', 'Clinic', 'Infirmary'])}",
            14,
            bold=True,
            align=pick(random, ["left", "centre"]),
            after=6,
        )
        page.box(page.left, page.y - 34, page.measure, 34)
        page.put(page.left + 4, page.y - 12, f"Patient: {thing.person()}", 9)
        page.put(page.left + page.measure / 2, page.y - 12, f"MRN: {thing.digits(7)}", 9)
        page.put(page.left + 4, page.y - 27, f"DOB: {thing.date(thing.day(old=True))}", 9)
        page.put(page.left + page.measure / 2, page.y - 27, f"Date: {thing.date()}", 9)
        page.y -= 46
    for block in paragraphs:
        page.para(block.lstrip(", "), bold=block.endswith(":"), after=4)
    return page


LAYOUTS: dict[str, tuple[Layout, ...]] = {
    "letter": (letter_page, letter_page, typed_page),
    "memo": (memo_page, memo_page, typed_page),
    "email": (email_page,),
    "news_article": (news_page,),
    "scientific_paper": (paper_page, paper_page, typed_page),
    "specification": (rfc_page, report_page, typed_page),
    "report": (report_page, typed_page),
    "government_report": (report_page, columns_page),
    "contract": (contract_page, contract_page, typed_page),
    "license": (contract_page, rfc_page),
    "legislation": (contract_page, columns_page),
    "terms_of_service": (prose_page, report_page),
    "court_document": (court_page, court_page, typed_page),
    "book": (book_page,),
    "presentation": (slide_page,),
    "resume": (resume_page,),
    "questionnaire": (questionnaire_page,),
    "form": (form_page,),
    "tax_form": (form_page,),
    "receipt": (till_page,),
    "spreadsheet": (grid_page,),
    "financial_report": (report_page, contract_page),
    "manual": (manual_page, manual_page, report_page),
    "recipe": (recipe_page,),
    "medical_record": (record_page, record_page, typed_page),
    "package_leaflet": (columns_page, report_page),
    "datasheet": (report_page, columns_page),
    "play": (book_page, typed_page),
    "diary": (book_page, prose_page),
    "clinical_protocol": (report_page, contract_page, typed_page),
}
"""The layouts of a type; one that stands twice is twice as likely."""
