"""Slides."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.ornaments import chart
from made_up.page import Page
from made_up.prose import BUSINESS, LETTER, SCIENCE, filled, paragraph
from made_up.words import Invention, several

from .registry import variant


@variant("presentation", english=0.85)
def bullet_slide(thing: Invention) -> Page:
    random = thing.random
    page = Page(
        random,
        pick(random, [(720.0, 540.0), (720.0, 405.0), (792.0, 612.0)]),
        kind=pick(random, ["sans", "sans", "serif"]),
        margin=46,
    )
    dark = chance(random, 0.25)
    if dark:
        page.box(0, 0, page.width, page.height, fill=tuple(v * 0.5 for v in page.accent), stroke=0)
        page.colour(1.0)
    elif chance(random, 0.4):
        page.box(0, page.height - 12, page.width, 12, fill=page.accent, stroke=0)
    page.para(
        filled(random, "{topic}", thing, thing.lang).capitalize(),
        float(random.uniform(26, 38)),
        bold=True,
        align=pick(random, ["left", "centre"]),
        after=26,
    )
    size = float(random.uniform(16, 24))
    pool = [BUSINESS, SCIENCE][int(random.integers(2))] if thing.lang == "en" else LETTER[thing.lang]
    half = chance(random, 0.35)
    for _ in range(int(random.integers(3, 7))):
        text = paragraph(random, pool, thing, 1, 1, thing.lang)
        page.para(
            " ".join(text.split()[: int(random.integers(3, 10))]).rstrip(".,"),
            size,
            hang=pick(random, ["•", "•", "-", "»"]),
            width=page.measure * (0.5 if half else 1),
            after=size * 0.5,
        )
    if half:
        chart(page, page.width * 0.6, page.height * 0.2, page.width * 0.33, page.height * 0.45)
    page.put(page.right, 14, str(random.integers(2, 50)), 9, align="right")
    page.put(page.left, 14, thing.firm().name, 8)
    return page


@variant("presentation")
def title_slide(thing: Invention) -> Page:
    random = thing.random
    page = Page(
        random,
        pick(random, [(720.0, 540.0), (720.0, 405.0), (792.0, 612.0)]),
        kind=pick(random, ["sans", "serif"]),
        margin=60,
    )
    if chance(random, 0.5):
        page.box(
            0,
            0,
            page.width,
            page.height,
            fill=tuple(v * float(random.uniform(0.4, 1)) for v in page.accent),
            stroke=0,
        )
        page.colour(1.0)
    page.y = page.height * 0.68
    page.para(
        filled(random, "{topic}", thing).capitalize(),
        38,
        bold=True,
        align=pick(random, ["left", "centre"]),
        after=20,
    )
    align = pick(random, ["left", "centre"])
    page.line(thing.person(), 18, align=align)
    page.line(thing.firm().name, 15, align=align)
    page.line(thing.date(long=True), 13, align=align)
    return page


@variant("presentation")
def chart_slide(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, (720, 540), kind="sans", margin=40)
    page.para(
        thing.spin(
            "[Share of market|Results by region|Test results|Volume trend|Awareness and trial|Cost per unit] [{y}|(index, {y} = 100)|]",
            y=thing.year,
        ),
        28,
        bold=True,
        align="centre",
        after=10,
    )
    if chance(random, 0.5):
        chart(page, 90, 90, 540, 340)
    else:
        rows = [["", *[str(thing.year - n) for n in range(3, -1, -1)]]]
        rows += [
            [name, *[f"{random.uniform(1, 90):.1f}" for _ in range(4)]]
            for name in several(
                random,
                ["Brand A", "Brand B", "Regular", "King size", "East", "West", "Total", "Men", "Women"],
                4,
                7,
            )
        ]
        page.y -= 30
        page.rows(
            rows, [4, 2, 2, 2, 2], size=17, style=pick(random, ["ruled", "bare", "band"]), aligns="lrrrr"
        )
    page.put(
        page.left, 24, thing.spin("Source: [company data|panel survey|trade audit, {y}]", y=thing.year), 10
    )
    return page


@variant("presentation")
def typed_slide(thing: Invention) -> Page:
    """An overhead of the 1970s: capitals, centred, a frame or none, upright now and then."""
    random = thing.random
    page = Page(
        random,
        pick(random, [(792.0, 612.0), (612.0, 792.0)]),
        kind=pick(random, ["typewriter", "sans"]),
        margin=70,
    )
    if chance(random, 0.5):
        page.canvas.setLineWidth(2)
        page.canvas.roundRect(24, 24, page.width - 48, page.height - 48, 14)
    page.y = page.height * 0.82
    page.para(filled(random, "{topic}", thing).upper(), 22, align="centre", after=34)
    for _ in range(int(random.integers(2, 6))):
        text = paragraph(random, pick(random, [BUSINESS, SCIENCE]), thing, 1, 1).split()
        page.para(
            " ".join(text[: int(random.integers(2, 8))]).upper().rstrip(".,"),
            16,
            hang=pick(random, ["-", "o", "1."]),
            after=16,
        )
    return page
