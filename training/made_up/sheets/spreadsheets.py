"""Prints of spreadsheets."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.ornaments import chart
from made_up.page import Page
from made_up.words import Invention

from .budgets import planned
from .registry import variant


@variant("spreadsheet")
def grid_sheet(thing: Invention) -> Page:
    """Cells with letters and numbers at the edges."""
    random = thing.random
    page = Page(
        random,
        (842, 595) if chance(random, 0.6) else (595, 842),
        kind="sans",
        base=float(random.uniform(6.5, 8.5)),
        margin=25,
    )
    count = int(random.integers(5, 11))
    themes = [
        ("SKU;Product;Region;Units;Price;Revenue;Stock;Reorder;Supplier;Margin", "product"),
        ("ID;Name;Dept;Start;Hours;Rate;Gross;Tax;Net;Notes", "person"),
        ("Sample;Date;Site;pH;Temp;Turbidity;Nitrate;Lead;Flow;Flag", "sample"),
        ("Ticker;Open;High;Low;Close;Volume;Change;PE;Yield;Rank", "number"),
        ("Country;Code;Year;Population;GDP;Growth;Exports;Imports;Debt;Index", "place"),
    ]
    heads, theme = pick(random, themes)
    names = heads.split(";")[:count]
    rows = [["", *"ABCDEFGHIJ"[: len(names)]], ["1", *names]]
    for number in range(2, int(random.integers(18, 48))):
        first = thing.code() if theme != "place" else thing.place()
        second = (
            thing.person() if theme == "person" else thing.place() if theme == "product" else thing.date()
        )
        rest = [
            pick(
                random,
                [
                    f"{thing.price(0.1, 9000):.2f}",
                    f"{random.integers(1, 9999)}",
                    f"{random.uniform(0, 1):.3f}",
                    f"{random.uniform(-9, 40):.1f}%",
                ],
            )
            for _ in range(len(names))
        ]
        rows.append([str(number), first, second, *rest][: len(names) + 1])
    page.rows(
        rows,
        [5, *[12] * len(names)],
        style=pick(random, ["grid", "grid", "zebra"]),
        size=page.base,
        aligns="c" + "l" * 2 + "r" * (len(names) - 2),
        pad=1.5,
    )
    return page


@variant("spreadsheet")
def bare_print(thing: Invention) -> Page:
    """A print of a table without lines, a file's name in the head."""
    random = thing.random
    page = Page(random, (792, 612), kind=pick(random, ["sans", "typewriter"]), base=7.5, margin=36)
    page.put(
        page.width / 2,
        page.height - 22,
        f"{pick(random, ['Sheet1', 'data_final', 'Inventory', 'Q3', 'export'])}",
        8,
        align="centre",
    )
    columns = int(random.integers(6, 12))
    rows = [
        [
            f"{pick(random, ['Var', 'Col', 'Item', 'X', 'Y', 'Qty', 'Rate', 'Mean', 'Cost', 'N'])}{n}"
            for n in range(columns)
        ]
    ]
    rows += [
        [f"{random.normal(50, 30):.{n % 4}f}" for n in range(columns)]
        for _ in range(int(random.integers(20, 45)))
    ]
    page.rows(
        rows,
        [1] * columns,
        style=pick(random, ["bare", "ruled"]),
        aligns="r" * columns,
        size=page.base,
        pad=1,
    )
    page.put(page.width / 2, 16, "Page 1", 7, align="centre")
    return page


@variant("spreadsheet")
def ledger_sheet(thing: Invention) -> Page:
    """A stock or asset list with group sums in colour."""
    random = thing.random
    page = Page(random, kind="sans", base=8, margin=36)
    page.line(
        thing.spin(
            "[Inventory|Asset register|Price list|Project tracker|Sales by region|Contact list] {y}",
            y=thing.year,
        ),
        13,
        bold=True,
        after=6,
    )
    rows, grand = [["Item", "Location", "Qty", "Unit", "Value", "Total", "Status"]], 0.0
    for group in range(int(random.integers(2, 5))):
        total = 0.0
        for _ in range(int(random.integers(4, 12))):
            quantity, value = int(random.integers(1, 200)), thing.price(1, 200)
            total += quantity * value
            rows.append(
                [
                    thing.code(),
                    thing.place(),
                    str(quantity),
                    pick(random, ["ea", "kg", "m", "box"]),
                    f"{value:.2f}",
                    f"{quantity * value:,.2f}",
                    pick(random, ["OK", "low", "#N/A", "open", ""]),
                ]
            )
        grand += total
        rows.append([f"Subtotal {group + 1}", "", "", "", "", f"{total:,.2f}", ""])
    rows.append(["Grand total", "", "", "", "", f"{grand:,.2f}", ""])
    page.rows(rows, [18, 18, 8, 8, 12, 16, 10], style="grid", aligns="llrlrrl", bold_last=True, pad=1.5)
    return page


@variant("spreadsheet")
def charted_sheet(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, (842, 595), kind="sans", base=8, margin=30)
    page.line(thing.spin("[Dashboard|Summary|Results] {d}", d=thing.date()), 12, bold=True, after=6)
    rows = [["", *[f"{thing.year - 5 + n}" for n in range(6)], "Total"]]
    for name, plan in planned(thing, 9):
        values = [round(plan * float(v)) for v in random.uniform(0.6, 1.4, 6)]
        rows.append([name, *[f"{v:,}" for v in values], f"{sum(values):,}"])
    page.rows(rows, [22, *[10] * 7], style="grid", aligns="l" + "r" * 7, pad=2)
    for n in range(2):
        chart(
            page,
            page.left + 30 + n * page.measure / 2,
            page.bottom + 20,
            page.measure * 0.38,
            max(80.0, page.y - page.bottom - 50),
        )
    return page
