"""Pages of handwriting."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.hand import write, writer
from made_up.page import Page
from made_up.prose import BUSINESS, LETTER, NARRATIVE, filled, paragraph
from made_up.words import Invention

from .registry import variant


@variant("handwritten", english=0.6)
def ruled_note(thing: Invention) -> Page:
    """A page of a ruled pad."""
    return _scrawl(thing, lines=True, frame=False)


@variant("handwritten", english=0.6)
def plain_note(thing: Invention) -> Page:
    return _scrawl(thing, lines=False, frame=False)


def _scrawl(thing: Invention, *, lines: bool, frame: bool) -> Page:
    random = thing.random
    size = pick(random, [(595.0, 842.0), (612.0, 792.0), (420.0, 595.0), (396.0, 612.0)])
    page = Page(random, size, margin=float(random.uniform(25, 70)))
    step = float(random.uniform(20, 34))
    by, small = writer(random), step * float(random.uniform(0.26, 0.36))
    pool = (
        pick(random, [LETTER["en"], BUSINESS, NARRATIVE, NARRATIVE])
        if thing.lang == "en"
        else LETTER[thing.lang]
    )
    words = " ".join(paragraph(random, pool, thing, 3, 6, thing.lang) for _ in range(4)).split()
    if lines:
        page.canvas.saveState()
        page.colour(*pick(random, [(0.6, 0.7, 0.9), (0.75, 0.75, 0.75)]))
        y = page.top
        while y > 20:
            page.canvas.line(0, y - 3, page.width, y - 3)
            y -= step
        if chance(random, 0.5):
            page.colour(0.9, 0.4, 0.4)
            page.canvas.line(page.left - 8, 0, page.left - 8, page.height)
        page.canvas.restoreState()
    if frame:
        page.box(16, 16, page.width - 32, page.height - 32)
    y = page.top
    end = page.bottom + float(random.uniform(0, 0.5)) * page.height
    while y > end and words:
        x = page.left + float(random.normal(0, 4)) + (30 if chance(random, 0.12) else 0)
        stop = page.right - (float(random.uniform(0, 150)) if chance(random, 0.2) else 0)
        while words and x < stop - small * 5:
            x = write(page, words.pop(0), x, y, small, by) + small * (0.6 + by.gap)
        y -= step * (2 if chance(random, 0.1) else 1)
    return page


@variant("handwritten")
def note_list(thing: Invention) -> Page:
    """Short lines with dashes, some struck, an arrow, a box around a word."""
    random = thing.random
    page = Page(random, margin=50)
    by = writer(random)
    y, size = page.top, float(random.uniform(7, 13))
    write(
        page,
        pick(random, ["Notes", "To do", "Meeting " + thing.date(), "Call " + thing.person(), "Shopping"]),
        page.left,
        y,
        size * 1.3,
        by,
    )
    while y > page.bottom + 80:
        y -= size * float(random.uniform(2.8, 4.5))
        if chance(random, 0.15):
            continue
        words = filled(
            random,
            pick(random, ["- {topic}", "{n} x {money}", "{person}", "- ask {person}", "{day}", "= {x}"]),
            thing,
        )
        x = page.left + float(random.uniform(0, 90))
        end = write(page, words, x, y, size, by, page.measure - 60)
        if chance(random, 0.15):
            page.canvas.line(x, y + size * 0.4, end, y + size * 0.6)
        if chance(random, 0.1):
            page.canvas.ellipse(x - 8, y - size * 0.6, end + 8, y + size * 1.8)
    return page


@variant("handwritten")
def old_manuscript(thing: Invention) -> Page:
    """Dense, slanting, brown ink on tinted paper."""
    random = thing.random
    page = Page(random, margin=float(random.uniform(35, 60)))
    tint = float(random.uniform(0.8, 0.95))
    page.box(0, 0, page.width, page.height, fill=(tint, tint * 0.95, tint * 0.82), stroke=0)
    by = writer(random)
    by = type(by)(
        slant=float(random.uniform(0.35, 0.7)),
        wide=by.wide * 0.85,
        gap=0.12,
        wobble=by.wobble,
        drift=by.drift,
        joined=True,
        pen=by.pen,
        ink=(0.3, 0.2, 0.1),
        tall=1.2,
    )
    words = " ".join(paragraph(random, NARRATIVE, thing, 4, 6) for _ in range(7)).split()
    y, step = page.top, float(random.uniform(17, 25))
    while y > page.bottom and words:
        x = page.left
        while words and x < page.right - 40:
            x = write(page, words.pop(0), x, y, step * 0.3, by) + step * 0.22
        y -= step
    return page


@variant("handwritten")
def pen_letter(thing: Invention) -> Page:
    """A letter in a handwriting's typeface where the machine has one, else drawn."""
    random = thing.random
    page = Page(random, kind="hand", base=float(random.uniform(13, 19)), margin=60)
    if page.face.plain.startswith("Times"):
        return _scrawl(thing, lines=False, frame=False)
    page.flat = True
    page.colour(*writer(random).ink)
    page.line(thing.date(long=True), align="right", after=14)
    page.line(thing.spin("[Dear|Dearest|My dear] {p},", p=thing.person().split()[0]), after=8)
    for _ in range(3):
        page.para(paragraph(random, pick(random, [NARRATIVE, LETTER["en"]]), thing, 2, 4), first=20)
    page.line(thing.spin("[Love|Yours ever|With best wishes],"), indent=180)
    page.line(thing.person().split()[0], indent=200)
    return page
