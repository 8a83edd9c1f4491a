"""Budgets."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.hand import sign
from made_up.page import Page
from made_up.prose import BUSINESS, paragraph
from made_up.words import Invention

from .registry import variant

HEADS = """[Salaries and wages|Personnel|Payroll];[Fringe benefits|Employee benefits];[Office supplies|Supplies];[Travel and entertainment|Travel];[Telephone and postage|Communications];[Rent and utilities|Occupancy];[Equipment|Capital equipment];[Advertising|Media|Promotion];[Market research|Consumer research];[Consultants|Professional fees|Contract services];[Training|Conferences];Insurance;[Maintenance and repairs|Repairs];[Printing|Publications];[Contingency|Miscellaneous];[Computer services|Software]"""


PLACES = ["Department of Parks and Recreation", "Marketing", "Research and Development", "Parish Council", "School District No. 4", "Summer Festival", "Project Lighthouse", "Household", "Quality Assurance", "Public Works", "Youth Orchestra", "Brand Group", "Field Station", "Library Services"]  # fmt: skip


def planned(thing: Invention, count: int) -> list[tuple[str, float]]:
    heads = [thing.spin(each) for each in HEADS.split(";")]
    return [
        (heads[int(n)], float(round(thing.price(500, 180000), -2)))
        for n in sorted(thing.random.permutation(len(heads))[:count])
    ]


@variant("budget")
def planned_actual(thing: Invention) -> Page:
    """Budget against actual with variances."""
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "serif", "typewriter"]), base=9)
    page.para(
        thing.spin(
            "{p}: [Budget report|Statement of budget and actual|Operating budget|Budget variance report]",
            p=pick(random, PLACES),
        ),
        15,
        bold=True,
        after=4,
    )
    page.line(
        thing.spin(
            "[For the year ended {d}|Fiscal year {y}|Year to date, {d}]",
            d=thing.date(),
            y=f"{thing.year}-{(thing.year + 1) % 100:02}",
        ),
        after=12,
    )
    rows = [["", "Budget", "Actual", "Variance", "%"]]
    totals = [0.0, 0.0]
    for name, plan in planned(thing, int(random.integers(6, 14))):
        actual = round(plan * float(random.normal(1, 0.12)))
        totals = [totals[0] + plan, totals[1] + actual]
        rows.append(
            [
                name,
                f"{plan:,.0f}",
                f"{actual:,.0f}",
                f"({actual - plan:,.0f})" if actual > plan else f"{plan - actual:,.0f}",
                f"{(actual / plan - 1) * 100:.1f}",
            ]
        )
    rows.append(
        [
            "Total expenditure",
            f"{totals[0]:,.0f}",
            f"{totals[1]:,.0f}",
            f"{totals[0] - totals[1]:,.0f}",
            f"{(totals[1] / totals[0] - 1) * 100:.1f}",
        ]
    )
    page.rows(
        rows,
        [40, 16, 16, 16, 10],
        style=pick(random, ["ruled", "grid", "zebra", "band"]),
        aligns="lrrrr",
        bold_last=True,
    )
    page.para(paragraph(random, BUSINESS, thing, 1, 3))
    return page


@variant("budget")
def typed_budget(thing: Invention) -> Page:
    """Typed, leader dots, a total with two rules, initials."""
    random = thing.random
    page = Page(random, kind="typewriter", base=10.5, margin=75)
    page.line(
        thing.spin("[PROPOSED BUDGET|BUDGET REQUEST|BUDGET ESTIMATE|TENTATIVE BUDGET] - {y}", y=thing.year),
        align="centre",
    )
    page.line(pick(random, PLACES).upper(), align="centre", after=20)
    total = 0.0
    for letter, group in zip("ABC", ("Personnel", "Operating Expenses", "Other"), strict=True):
        page.line(f"{letter}.  {group}", after=3)
        for name, plan in planned(thing, int(random.integers(2, 5))):
            total += plan
            dots = "." * max(3, 46 - len(name))
            page.line(f"    {name} {dots} {plan:>10,.0f}")
        page.y -= 8
    page.line(f"{'':50}{'-' * 11}", after=2)
    page.line(f"    {'TOTAL':46} ${total:>10,.0f}", after=24)
    page.para(
        thing.spin(
            "[Approval of these funds is requested for|This request covers] the period {a} through {b}. [Funds not spent will be carried forward.|A revised estimate will follow in the third quarter.]",
            a=thing.date(long=True),
            b=thing.date(long=True),
        )
    )
    page.line("Approved: ____________________   Date: __________")
    if chance(random, 0.5):
        sign(page, page.left + 80, page.y + 6)
    return page


@variant("budget")
def monthly_budget(thing: Invention) -> Page:
    """Months across, sums down."""
    random = thing.random
    page = Page(random, (792, 612), kind="sans", base=7, margin=30)
    page.line(
        thing.spin("[Budget {y}|Annual budget by month|Cash budget {y}|Household budget {y}]", y=thing.year),
        15,
        bold=True,
        after=8,
    )
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    rows, sums = [["", *months, "Total"]], [0.0] * 13
    for name, plan in [("Income", 240000.0), *planned(thing, int(random.integers(8, 15)))]:
        values = [round(plan / 12 * float(v)) for v in random.uniform(0.7, 1.3, 12)]
        values.append(sum(values))
        sums = [a + b for a, b in zip(sums, values, strict=True)] if name != "Income" else sums
        rows.append([name, *[f"{v:,}" for v in values]])
    rows.append(["Total budgeted", *[f"{v:,.0f}" for v in sums]])
    page.rows(
        rows,
        [22, *[8] * 12, 10],
        style=pick(random, ["grid", "zebra"]),
        aligns="l" + "r" * 13,
        bold_last=True,
        pad=3,
    )
    return page


@variant("budget")
def grant_budget(thing: Invention) -> Page:
    """A budget with a justification of each line."""
    random = thing.random
    page = Page(random, kind="serif", base=10)
    page.line(
        thing.spin(
            "[BUDGET AND JUSTIFICATION|Proposed project budget|Budget proposal|Media budget recommendation]"
        ),
        14,
        bold=True,
        align="centre",
        after=4,
    )
    page.line(f"{pick(random, PLACES)}, {thing.date(long=True)}", align="centre", after=12)
    plan = planned(thing, int(random.integers(4, 8)))
    page.rows(
        [
            ["Item", "Requested", "Matching", "Total"],
            *[[n, f"${v:,.0f}", f"${v * 0.25:,.0f}", f"${v * 1.25:,.0f}"] for n, v in plan],
            ["Total budget", *[f"${sum(v for _, v in plan) * k:,.0f}" for k in (1, 0.25, 1.25)]],
        ],
        [46, 18, 18, 18],
        style="grid",
        aligns="lrrr",
        bold_last=True,
    )
    for name, value in plan:
        page.para(
            f"{name} (${value:,.0f}). "
            + thing.spin(
                "[This amount covers|We request support for] [two part-time assistants|materials for three workshops|the lease of equipment|mailings and telephone interviews|field trips to four sites] [for twelve months|at the current rate|based on last year's costs]. [An increase of 5% over the prior year is assumed.|No indirect costs are charged.|Quotes are attached.]"
            )
        )
    return page
