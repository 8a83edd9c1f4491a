"""Newspaper pages and cuttings."""

from __future__ import annotations

from made_up.flow import columns
from made_up.fonts import chance, pick
from made_up.ornaments import photograph
from made_up.page import Page
from made_up.prose import NEWS, paragraph
from made_up.words import Invention

from .registry import variant

HEADLINES = """[Council|Senate|Company|Union|School board] [votes to|refuses to|plans to|may] [raise taxes|close plant|cut jobs|build bridge|ban parking]
[Fire|Flood|Storm|Crash] [destroys|hits|closes] [mill|harbor|downtown {p}|highway]
{p} [mayor|teacher|doctor|farmer] [wins prize|quits|charged with fraud|honored]
[Study|Report|Panel] [links|questions|backs] [diet and disease|new drug|school lunches|air rules]
[Stocks|Prices|Exports] [slide|soar|steady] as [rates rise|oil falls|traders wait]"""


def _headline(thing: Invention) -> str:
    return thing.spin(pick(thing.random, HEADLINES.splitlines()), p=thing.place())


@variant("news_article")
def cutting(thing: Invention) -> Page:
    """A cutting pasted on a sheet, its source written or stamped above."""
    random = thing.random
    page = Page(random, kind="serif", base=float(random.uniform(8, 10)), margin=40)
    paper = pick(
        random,
        [
            "The Daily Ledger",
            "Evening Standard-Times",
            "The Harbor Gazette",
            "Business Courier",
            "The Observer",
            "Morning Call",
        ],
    )
    page.put(
        page.left,
        page.top,
        f"{paper}, {thing.date(thing.day(old=True), long=True)}",
        9,
        font="Courier" if chance(random, 0.5) else None,
    )
    wide = page.measure * float(random.uniform(0.4, 0.95))
    page.right = page.left + wide
    page.y -= 30
    page.para(_headline(thing), float(random.uniform(18, 34)), bold=True, after=6)
    page.line(f"By {thing.person().upper()}", 8, after=2)
    page.line(
        thing.spin("[Staff writer|Special to the paper|Associated Wire Service]"), 8, italic=True, after=6
    )
    texts = [
        f"{thing.place().upper()} - " + paragraph(random, NEWS, thing, 2, 3),
        *[paragraph(random, NEWS, thing, 1, 2) for _ in range(int(random.integers(6, 16)))],
    ]
    columns(page, texts, max(1, round(wide / 170)), first=8, align="justify", picture=chance(random, 0.4))
    return page


@variant("news_article")
def front_page(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind="serif", base=7.5, margin=26)
    page.line(
        pick(random, ["The Daily Ledger", "THE HARBOR GAZETTE", "The Valley Times", "Evening Star"]),
        float(random.uniform(36, 54)),
        bold=True,
        align="centre",
        after=4,
    )
    page.rule(after=3)
    page.line(
        f"Vol. {random.integers(10, 150)}   {thing.place()}, {thing.date(thing.day(old=True), long=True)}   Price {random.integers(1, 9)}0 cents",
        8,
        align="centre",
        after=3,
    )
    page.rule(after=8)
    page.para(_headline(thing), 34, bold=True, align="centre", after=8)
    texts: list[str] = []
    for _ in range(12):
        texts += [_headline(thing), *[paragraph(random, NEWS, thing, 2, 4) for _ in range(4)]]
    columns(page, texts, int(random.integers(4, 7)), first=6, align="justify", picture=True, gap=9)
    return page


@variant("news_article")
def web_story(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "serif"]), base=11, margin=70)
    page.put(
        page.left,
        page.height - 26,
        f"{thing.firm().site}   {pick(random, ['World', 'Business', 'Local', 'Sport'])}   Subscribe   Sign in",
        8,
    )
    page.para(_headline(thing), 24, bold=True, after=6)
    page.line(
        f"By {thing.person()}  |  Published {thing.date(long=True)}, updated {random.integers(1, 12)} hours ago",
        8.5,
        after=10,
    )
    if chance(random, 0.7):
        photograph(page, page.left, page.y - 190, page.measure, 185)
        page.y -= 204
    for _ in range(8):
        page.para(paragraph(random, NEWS, thing, 1, 2))
    return page


@variant("news_article")
def wire_story(thing: Invention) -> Page:
    """A news agency's text, typed or printed from a database."""
    random = thing.random
    page = Page(random, kind="typewriter", base=10, margin=64)
    page.line(
        thing.spin(
            "[Copyright {y} The Harbor Gazette|DOCUMENT {n} OF 40|BC-{p}|NEWS SUMMARY]",
            y=thing.year,
            n=int(random.integers(1, 40)),
            p=thing.place(),
        )
    )
    page.line(
        f"{thing.date(long=True)}, {pick(random, ['FINAL EDITION', 'Section B; Page 4', 'A01', 'Late City Edition'])}",
        after=8,
    )
    page.line(f"HEADLINE: {_headline(thing)}")
    page.line(f"BYLINE: {thing.person()}", after=8)
    for _ in range(7):
        page.para(paragraph(random, NEWS, thing, 1, 3), first=24)
    return page
