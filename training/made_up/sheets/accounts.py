"""Financial reports."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.hand import sign
from made_up.ornaments import chart, letterhead
from made_up.page import Page
from made_up.prose import paragraph
from made_up.words import Invention

from .registry import variant

NOTES = """The accompanying consolidated financial statements have been prepared in accordance with [generally accepted accounting principles|International Financial Reporting Standards] and include the accounts of the Company and its subsidiaries.
Revenue [increased|decreased] by {n}% to {money}, [primarily due to|reflecting] [higher volumes|lower selling prices|acquisitions completed in the second quarter|unfavourable exchange rates].
Inventories are stated at the lower of cost, determined on a first-in, first-out basis, or net realisable value.
Net income per share was $0.{n}, compared with $0.{k}{k} in the prior year; the weighted average number of shares outstanding was {m}.{k} million.
The Company's revolving credit facility provides for borrowings of up to {money} and matures in {year}.
Cash provided by operating activities was {money}; capital expenditures amounted to {n} percent of sales.
The Board of Directors declared a quarterly dividend, payable on {day} to shareholders of record.
Forward-looking statements are subject to risks and uncertainties that could cause actual results to differ materially."""


@variant("financial_report")
def balance_sheet(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "sans", "typewriter"]), base=9.5)
    page.line(thing.firm().name.upper(), 13, bold=True, align="centre")
    page.line(
        thing.spin("[CONSOLIDATED BALANCE SHEETS|Balance Sheet|STATEMENT OF FINANCIAL POSITION]"),
        11,
        bold=True,
        align="centre",
    )
    page.line(
        thing.spin("([in thousands|in millions], except per share data) [unaudited|]"),
        italic=True,
        align="centre",
        after=10,
    )
    rows = [["ASSETS", f"Dec. 31, {thing.year}", f"Dec. 31, {thing.year - 1}"]]
    assets = [round(float(v)) for v in random.uniform(500, 40000, 6)]
    before = [round(v * float(random.uniform(0.8, 1.2))) for v in assets]
    for name, a, b in zip(
        [
            "Cash and cash equivalents",
            "Accounts receivable, net",
            "Inventories",
            "Prepaid expenses",
            "Property, plant and equipment, net",
            "Goodwill",
        ],
        assets,
        before,
        strict=True,
    ):
        rows.append([name, f"{a:,}", f"{b:,}"])
    rows.append(["Total assets", f"$ {sum(assets):,}", f"$ {sum(before):,}"])
    page.rows(rows, [60, 20, 20], style="ruled", aligns="lrr", bold_last=True)
    rows = [["LIABILITIES AND SHAREHOLDERS' EQUITY", "", ""]]
    left, old = sum(assets), sum(before)
    for name in ("Accounts payable", "Accrued liabilities", "Long-term debt", "Deferred income taxes"):
        a, b = round(left * float(random.uniform(0.1, 0.3))), round(old * float(random.uniform(0.1, 0.3)))
        left, old = left - a, old - b
        rows.append([name, f"{a:,}", f"{b:,}"])
    rows += [
        ["Retained earnings and common stock", f"{left:,}", f"{old:,}"],
        ["Total liabilities and equity", f"$ {sum(assets):,}", f"$ {sum(before):,}"],
    ]
    page.rows(rows, [60, 20, 20], style="ruled", aligns="lrr", bold_last=True)
    page.para("See accompanying notes to the financial statements.", italic=True)
    return page


@variant("financial_report")
def results_release(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "serif"]))
    firm = thing.firm()
    letterhead(page, firm)
    page.para(
        thing.spin(
            "[Annual Report {y}|Interim report, first half of {y}|Management's discussion and analysis|Quarterly report: third quarter {y}]",
            y=thing.year,
        ),
        17,
        bold=True,
    )
    page.para(paragraph(random, NOTES, thing, 2, 4))
    rows = [["Key figures (millions)", str(thing.year), str(thing.year - 1), "Change"]]
    for name in (
        "Net sales",
        "Gross profit",
        "Operating income (EBIT)",
        "Net income",
        "Earnings per share",
        "Employees",
    ):
        a, b = thing.price(10, 4000), thing.price(10, 4000)
        rows.append([name, f"{a:,.1f}", f"{b:,.1f}", f"{(a / b - 1) * 100:+.1f}%"])
    page.rows(rows, [40, 20, 20, 16], style=pick(random, ["band", "zebra"]), aligns="lrrr")
    for title in ("Outlook", "Liquidity and capital resources", "Dividend")[: int(random.integers(1, 4))]:
        page.line(title, page.base + 2, bold=True, after=2)
        page.para(paragraph(random, NOTES, thing, 2, 3))
    if page.y > page.bottom + 110:
        chart(page, page.left + 20, page.bottom + 12, page.measure * 0.5, 80)
    return page


@variant("financial_report")
def income_statement(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind="typewriter" if chance(random, 0.4) else "serif", base=9.5)
    page.line(f"{thing.firm().name} and Subsidiaries", 12, bold=True, align="centre")
    page.line(
        thing.spin("[CONSOLIDATED STATEMENTS OF INCOME|Statement of Earnings|PROFIT AND LOSS ACCOUNT]"),
        11,
        align="centre",
        after=10,
    )
    years = [str(thing.year - n) for n in range(3)]
    sales = [thing.price(9000, 90000) for _ in years]
    cost = [v * 0.6 for v in sales]
    selling = [v * 0.22 for v in sales]
    net = [(a - b - c) * 0.7 for a, b, c in zip(sales, cost, selling, strict=True)]
    rows = [["Years ended June 30", *years]]
    for name, values in (
        ("Net sales", sales),
        ("Cost of goods sold", cost),
        ("Gross profit", [v * 0.4 for v in sales]),
        ("Selling, general and administrative", selling),
        ("Interest expense", [v * 0.01 for v in sales]),
        ("Provision for income taxes", [v * 0.43 for v in net]),
        ("Net income", net),
    ):
        rows.append([name, *[f"{v:,.0f}" for v in values]])
    page.rows(rows, [50, 16, 16, 16], style="ruled", aligns="lrrr", bold_last=True)
    page.line("NOTES TO FINANCIAL STATEMENTS", bold=True, after=4)
    for number in range(1, 6):
        page.para(paragraph(random, NOTES, thing, 1, 2), hang=f"{number}.")
    return page


@variant("financial_report")
def auditor_letter(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind="serif", base=10.5, margin=75)
    firm = thing.firm()
    page.line(
        pick(random, ["INDEPENDENT AUDITORS' REPORT", "Report of Independent Accountants"]),
        13,
        bold=True,
        align="centre",
        after=16,
    )
    page.para(f"To the Board of Directors and Shareholders of {firm.name}:")
    page.para(
        f"We have audited the accompanying consolidated balance sheets of {firm.name} as of December 31, {thing.year} and {thing.year - 1}, and the related statements of income, shareholders' equity and cash flows for the years then ended. These financial statements are the responsibility of the Company's management. Our responsibility is to express an opinion on these financial statements based on our audits.",
        align="justify",
    )
    page.para(
        "In our opinion, the financial statements present fairly, in all material respects, the financial position of the Company and the results of its operations and its cash flows in conformity with accepted accounting principles.",
        align="justify",
    )
    for _ in range(2):
        page.para(paragraph(random, NOTES, thing, 2, 3), align="justify")
    sign(page, page.left, page.y - 20)
    page.y -= 40
    page.line(f"{thing.place()}, {thing.date(long=True)}")
    return page
