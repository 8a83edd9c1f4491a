"""Inner pages of public bodies' reports, clerks' letters and field records."""

from __future__ import annotations

from made_up.flow import columns
from made_up.fonts import chance, pick
from made_up.hand import write, writer
from made_up.ornaments import chart
from made_up.page import Page
from made_up.prose import GOVERNMENT, LETTER, paragraph
from made_up.words import Invention

from .agencies import AGENCIES
from .registry import variant


@variant("government_report")
def numbered_chapter(thing: Invention) -> Page:
    """Numbered headings and prose, one figure with its source."""
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "sans"]), base=10, margin=62)
    chapter = int(random.integers(1, 9))
    page.put(page.left, page.top + 18, pick(random, AGENCIES), 8, italic=True)
    page.put(page.right, page.top + 18, f"Chapter {chapter}", 8, align="right")
    for part in range(1, 3):
        page.line(
            f"{chapter}.{part}  {thing.spin('[Findings|Background|Eligibility|Scope|Results]')}",
            13,
            bold=True,
            after=4,
        )
        page.para(paragraph(random, GOVERNMENT, thing, 6, 10), align="justify")
    page.line(
        f"{pick(random, ['Figure', 'Exhibit'])} {chapter}.{random.integers(1, 9)}  {thing.spin('[Spending|Cases|Households] by year')}",
        bold=True,
        after=4,
    )
    page.y -= 130
    chart(page, page.left + 30, page.y, page.measure - 60, 120, pick(random, ["bars", "lines"]))
    page.y -= 16
    page.line(f"Source: {pick(random, AGENCIES)}, {thing.year}.", 8, italic=True, after=8)
    page.para(paragraph(random, GOVERNMENT, thing, 6, 11), align="justify")
    page.put(page.width / 2, 26, str(random.integers(3, 200)), 9, align="centre")
    return page


@variant("government_report")
def highlights_bulletin(thing: Invention) -> Page:
    """A brief in columns under a coloured band."""
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "sans"]), base=9, margin=48)
    page.box(0, page.height - 70, page.width, 70, fill=page.accent, stroke=0)
    page.colour(1.0)
    page.put(page.left, page.height - 42, pick(random, AGENCIES), 16, bold=True)
    page.colour(0.0)
    page.y = page.height - 90
    page.line(thing.spin("[Highlights|What we found|Key findings|In brief]"), 13, bold=True, after=4)
    for _ in range(3):
        page.para(paragraph(random, GOVERNMENT, thing, 1, 1), hang="-")
    page.y -= 8
    text = [paragraph(random, GOVERNMENT, thing, 3, 5) for _ in range(24)]
    columns(page, text, int(random.integers(2, 4)))
    page.put(page.left, 26, f"{pick(random, AGENCIES)} | {thing.date(long=True)}", 8)
    return page


@variant("letter")
def clerk_letter(thing: Invention) -> Page:
    """From a clerk's office, about a numbered matter, with several copies."""
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "typewriter"]), base=10.5, margin=72)
    for text in (
        thing.spin("[OFFICE OF THE CLERK|COURT OF APPEALS|BOARD OF REVIEW]"),
        thing.street(),
        thing.town(),
    ):
        page.line(text, align="centre")
    page.y -= 14
    page.line(thing.date(long=True), after=12)
    for text in (thing.person(), thing.street(), thing.town()):
        page.line(text)
    page.y -= 10
    page.line(f"Re:  No. {thing.code()}", bold=True, indent=30)
    page.line(f"{thing.person()} v. {thing.firm().name}", bold=True, indent=54, after=12)
    page.line("Dear Counsel:", after=8)
    for _ in range(2):
        page.para(paragraph(random, LETTER["en"], thing, 2, 3), after=10)
    page.line("Sincerely,", indent=240, after=34)
    page.line(f"{thing.person()}, Clerk", indent=240, after=14)
    for n in range(int(random.integers(2, 6))):
        page.line(f"{'cc: ' if n == 0 else '     '}{thing.person()}", 9)
    return page


@variant("form")
def field_record(thing: Invention) -> Page:
    """Numbered boxes with small captions over a log."""
    random = thing.random
    page = Page(random, kind="sans", base=8, margin=36)
    page.line(thing.spin("[DRILLING RECORD|FIELD LOG|SAMPLING RECORD|WELL REPORT]"), 14, bold=True, after=8)
    by, number = writer(random), 0
    for _ in range(int(random.integers(2, 5))):
        count = int(random.integers(2, 6))
        for n in range(count):
            number += 1
            x, wide = page.left + n * page.measure / count, page.measure / count
            page.box(x, page.y - 28, wide, 28)
            page.fit(
                x + 3,
                page.y - 8,
                thing.spin("{n}. [Site|County|Date|Operator|Method|Elevation|Permit no.]", n=number),
                wide - 6,
                6,
            )
            if chance(random, 0.6):
                write(
                    page,
                    pick(random, [thing.place(), thing.date(), thing.digits(4)]),
                    x + 6,
                    page.y - 23,
                    5,
                    by,
                    wide - 14,
                )
        page.y -= 28
    page.y -= 10
    rows = [["From", "To", "Description", "Count", "Remarks"]]
    for n in range(int(random.integers(12, 28))):
        text = thing.spin("[|grey clay|fine sand|gravel, wet|weathered rock]")
        rows.append([str(n * 5), str(n * 5 + 5), text, thing.digits(2) if text else "", ""])
    page.rows(rows, [8, 8, 40, 10, 24], style="grid", pad=3)
    return page
