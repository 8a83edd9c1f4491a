"""Minutes and reports of committees."""

from __future__ import annotations

from made_up.fonts import pick
from made_up.page import Page
from made_up.prose import BUSINESS, paragraph
from made_up.words import Invention

from .registry import variant


@variant("minutes")
def meeting_minutes(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "typewriter", "sans"]), margin=64)
    page.line(
        thing.spin("[MINUTES OF THE MEETING|Minutes|Meeting notes] - {f}", f=thing.firm().name),
        14,
        bold=True,
        after=4,
    )
    page.line(
        f"{thing.date(long=True)}, {random.integers(8, 20)}:{pick(random, ['00', '30'])}, {thing.street()}",
        after=8,
    )
    page.para(f"Present: {', '.join(thing.person() for _ in range(5))}. Apologies: {thing.person()}.")
    for n, head in enumerate(
        (
            "Approval of the minutes",
            "Matters arising",
            "Treasurer's report",
            "Other business",
            "Next meeting",
        ),
        1,
    ):
        page.line(f"{n}. {head}", bold=True, after=2)
        page.para(
            paragraph(random, BUSINESS, thing, 1, 3)
            + thing.spin(
                " [Moved by {p}, seconded, carried.|Action: {p}.|The motion was adopted.|]", p=thing.person()
            )
        )
    return page


@variant("report")
def committee_report(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "sans", "typewriter"]), margin=66)
    page.line(
        thing.spin(
            "[Report of the Working Party|Annual Report|Project Status Report|Site Visit Report|Audit Report]"
        ),
        17,
        bold=True,
        after=4,
    )
    page.line(f"{thing.person()}, {thing.date(long=True)}", after=12)
    for n, head in enumerate(("Summary", "Background", "Observations", "Recommendations"), 1):
        page.line(f"{n}. {head}", page.base + 2, bold=True, after=3)
        page.para(paragraph(random, BUSINESS, thing, 3, 5))
    return page
