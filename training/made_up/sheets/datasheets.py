"""Datasheets."""

from __future__ import annotations

from made_up.fonts import pick
from made_up.ornaments import chart, logo, square_code
from made_up.page import Page
from made_up.words import Invention

from .registry import variant
from .specifications import PROPERTIES


@variant("datasheet")
def absolute_ratings(thing: Invention) -> Page:
    """A component's page: pins, ratings, a typical circuit."""
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "serif"]), base=8.8, margin=46)
    code = thing.code()
    page.put(page.left, page.top + 14, code, 10, bold=True)
    page.put(page.right, page.top + 14, f"{thing.firm().site}", 8, align="right")
    page.line(
        f"{code}  {thing.spin('[Voltage regulator|Temperature sensor|Stepper driver|Operational amplifier|Power MOSFET|Wi-Fi module]')}",
        15,
        bold=True,
        after=8,
    )
    page.line("Absolute Maximum Ratings", 11, bold=True, after=2)
    page.rows(
        [
            ["Rating", "Value", "Unit"],
            *[
                [n, f"{random.uniform(-40, 150):.1f}", u]
                for n, u in (
                    ("Input voltage", "V"),
                    ("Junction temperature", "°C"),
                    ("Storage temperature", "°C"),
                    ("Power dissipation", "W"),
                    ("ESD (HBM)", "kV"),
                )
            ],
        ],
        [5, 2, 1],
        style="grid",
        aligns="lrc",
    )
    page.line("Pin Description", 11, bold=True, after=2)
    page.rows(
        [
            ["Pin", "Name", "Type", "Function"],
            *[
                [
                    str(n + 1),
                    name,
                    pick(random, ["I", "O", "P", "I/O"]),
                    thing.spin(
                        "[Supply voltage|Ground|Enable, active high|Serial data|Output|Not connected|Reset, active low|Feedback]"
                    ),
                ]
                for n, name in enumerate(
                    ["VDD", "GND", "EN", "SDA", "SCL", "OUT", "NC", "RST"][: int(random.integers(4, 9))]
                )
            ],
        ],
        [1, 2, 1, 6],
        style="ruled",
    )
    for _ in range(2):
        x = page.left + 30 + _ * page.measure / 2
        chart(
            page,
            x,
            page.bottom + 20,
            page.measure * 0.36,
            max(60.0, min(130.0, page.y - page.bottom - 50)),
            "lines",
        )
        page.put(
            x,
            page.bottom + 4,
            f"Figure {_ + 1}. {pick(random, ['Output vs. load', 'Typical efficiency', 'Current vs. temperature'])}",
            8,
        )
    return page


@variant("datasheet")
def material_data(thing: Invention) -> Page:
    """A chemical's or building material's sheet in words and values."""
    random = thing.random
    page = Page(random, kind="sans", base=9.5, margin=54)
    logo(page, page.right - 40, page.y - 36, 36)
    page.line(thing.spin("[TECHNICAL DATA SHEET|Product Information|Product Data Sheet]"), 11)
    page.line(
        thing.spin("[Epofix|Durolan|Hydrasil|Polyguard] {n}", n=thing.digits(3)), 22, bold=True, after=10
    )
    for head, text in (
        (
            "Description",
            "[Two-component epoxy adhesive|Water-based acrylic coating|Silicone sealant|Fibre insulation board] for [indoor and outdoor use|metal and concrete|industrial flooring].",
        ),
        (
            "Application",
            "Surfaces must be [clean, dry and free of grease|primed]. Apply with [roller, brush or spray|a notched trowel] at {n} to 35 °C. Pot life {n} minutes.",
        ),
    ):
        page.line(head, bold=True, after=2)
        page.para(thing.spin(text, n=int(random.integers(5, 25))))
    page.rows(
        [
            ["Typical properties", "Value", "Method"],
            *[
                [
                    each.rpartition(" ")[0],
                    f"{thing.price(1, 300):.1f} {each.rpartition(' ')[2]}",
                    f"ISO {thing.digits(4)}",
                ]
                for each in [PROPERTIES.split(";")[int(n)] for n in random.permutation(18)[:8]]
            ],
        ],
        [4, 2, 2],
        style=pick(random, ["zebra", "grid", "band"]),
        aligns="lrl",
    )
    page.para(
        "The information given is based on our present knowledge and does not constitute a guarantee of properties. Users should carry out their own tests.",
        8,
    )
    square_code(page, page.right - 50, page.bottom, 46)
    return page
