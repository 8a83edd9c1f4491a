"""Printed lists: of parts, members, medicines, polling stations."""

from __future__ import annotations

from collections.abc import Sequence

from made_up.fonts import chance, pick
from made_up.page import Page
from made_up.words import Invention

from .registry import variant

ITEMS: Sequence[tuple[str, str]] = (
    ("List of medicines approved;No.;Item;Form;Specification;Pack;Yes/No", "[Tablet|Capsule|Syrup|Injection|Ointment] [5|10|250|500] mg"),
    ("Register of members;No.;Name;Town;Joined;Branch;Fee", "[Full|Junior|Honorary|Life] member"),
    ("Spare parts list;Pos.;Part no.;Description;Material;Qty;Remarks", "[Hex bolt|Washer|Bearing|Gasket|Spring|Bracket|Seal ring] [M6|M8|40 mm|DIN 125|steel]"),
    ("Price list;Code;Article;Size;Colour;Unit price;Stock", "[Chair|Shelf|Lamp|Table|Rug|Curtain] [oak|white|grey|large|small]"),
    ("Polling stations;Ward;Number;Place;Registered;Votes;Turnout", "[School|Town hall|Library|Fire station|Parish hall]"),
    ("Timetable of deliveries;Route;Stop;Place;Arrive;Leave;Load", "[Depot|Market|Harbour|Station] [North|South|East]"),
)  # fmt: skip


@variant("spreadsheet")
def item_list(thing: Invention) -> Page:
    """A printed list: numbered items with what they are, some in two lines."""
    random = thing.random
    size = (792, 612) if chance(random, 0.3) else None
    page = Page(random, size, kind=pick(random, ["sans", "sans", "serif", "typewriter"]), base=8.0, margin=40)
    heads, item = pick(random, ITEMS)
    title, *names = heads.split(";")
    page.line(f"{title} {pick(random, ['', str(thing.year), f'({thing.place()})'])}", 12, bold=True, align=pick(random, ["left", "centre"]), after=6)  # fmt: skip
    rest = random.choice(["code", "person", "place", "number", "mark"], len(names) - 3)
    rows = [names]
    for number in range(1, int(random.integers(18, 45))):
        cells = [_cell(thing, kind) for kind in rest]
        rows.append([str(number), thing.code(), thing.spin(item), *cells])
    style = pick(random, ["grid", "grid", "ruled", "bare", "zebra"])
    page.rows(rows, [1, 2, 3.4, *[2] * len(rest)], style=style, aligns="c" + "l" * (len(names) - 1), pad=1.5)
    if chance(random, 0.6):
        page.put(page.width / 2, page.bottom - 20, str(random.integers(2, 400)), 8, align="centre")
    return page


def _cell(thing: Invention, kind: str) -> str:
    random = thing.random
    if kind == "mark":
        return pick(random, ["Yes", "No", "x", "-", "", "n/a"])
    if kind == "number":
        return thing.number(thing.price(1, 5000), pick(random, [0, 2]))
    return {"code": thing.code, "person": thing.person, "place": thing.place}[kind]()
