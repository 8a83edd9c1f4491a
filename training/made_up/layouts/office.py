"""Letters, memos, forms and what else offices write."""

from __future__ import annotations

import re

import numpy as np
from reportlab.lib.pagesizes import A4, LETTER

from made_up.flow import is_title
from made_up.fonts import chance, pick
from made_up.hand import sign
from made_up.ornaments import chart, letter_top
from made_up.page import Page
from made_up.words import Invention


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
        head = is_title(block) and (block.isupper() or block.endswith(":") or len(block) < 26)
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
