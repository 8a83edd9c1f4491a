"""Specifications of goods and works."""

from __future__ import annotations

from made_up.fonts import pick
from made_up.hand import sign
from made_up.ornaments import chart
from made_up.page import Page
from made_up.words import Invention, several

from .registry import variant

PRODUCT = "[Stainless steel pressure vessel|Greaseproof paper, coated|Corrugated shipping carton|Polyethylene film|Hydraulic hose|Ball valve DN 50|Canned peas, grade A|Woven cotton tape|Webbing, polyester|Concrete paving block|Adhesive, hot melt|Copper wire, annealed|Office chair, swivel]"


PROPERTIES = "Width mm;Basis weight g/m2;Tensile strength N/mm2;Thickness um;Porosity CU;Moisture content %;Brightness %;Elongation at break %;Hardness Shore A;Density kg/m3;Burst pressure bar;Colour L*;Ash %;Viscosity mPa s;Length mm;Diameter mm;pH value;Net weight g"  # fmt: skip


@variant("specification")
def material_specification(thing: Invention) -> Page:
    """A physical product's: properties, targets, tolerances, test methods."""
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "typewriter", "serif"]), base=9.5, margin=48)
    firm = thing.firm()
    page.rows(
        [
            [
                firm.name,
                thing.spin(
                    "[MATERIAL SPECIFICATION|Product Specification|PURCHASE SPECIFICATION|Raw Material Specification]"
                ),
                f"No. {thing.code()}",
            ],
            [
                f"Issued {thing.date()}",
                thing.spin(PRODUCT),
                f"Revision {random.integers(0, 12)}   Page 1 of {random.integers(1, 6)}",
            ],
        ],
        [3, 4, 3],
        style="grid",
        head=False,
        pad=5,
    )
    page.line("1. Scope", bold=True, after=2)
    page.para(
        thing.spin(
            "This specification covers the requirements for {p} [supplied to all manufacturing locations|used in the manufacture of finished goods|for outdoor service].",
            p=thing.spin(PRODUCT).lower(),
        )
    )
    page.line("2. Requirements", bold=True, after=2)
    rows = [["Property", "Unit", "Target", "Tolerance", "Min.", "Max.", "Test method"]]
    for each in [
        PROPERTIES.split(";")[int(n)] for n in random.permutation(18)[: int(random.integers(5, 11))]
    ]:
        name, _, unit = each.rpartition(" ")
        target = thing.price(1, 400)
        spread = target * float(random.uniform(0.01, 0.1))
        rows.append(
            [
                name,
                unit,
                f"{target:.1f}",
                f"± {spread:.2f}",
                f"{target - spread:.1f}",
                f"{target + spread:.1f}",
                f"{pick(random, ['ISO', 'ASTM D', 'TAPPI T', 'QC-'])}{random.integers(10, 6000)}",
            ]
        )
    page.rows(rows, [26, 11, 12, 14, 11, 11, 17], style=pick(random, ["grid", "ruled"]), aligns="lcrrrrl")
    for n, (head, text) in enumerate(
        (
            (
                "Packaging",
                "[Rolls shall be wrapped in moisture-proof paper|Cartons shall be stacked on pallets] and marked with [the lot number|the order number], net weight and date of manufacture.",
            ),
            (
                "Sampling and inspection",
                "[Sampling shall be in accordance with|Acceptance is by] level II, AQL 1.0. [A certificate of analysis must accompany each shipment.|Rejected lots are returned at the supplier's expense.]",
            ),
            (
                "Storage",
                "Store at 15 to 25 °C and [50|60] % relative humidity. Shelf life: [6|12|24] months.",
            ),
            (
                "Health and safety",
                "The material shall contain no [lead, cadmium or mercury|asbestos|added formaldehyde].",
            ),
        ),
        3,
    ):
        page.line(f"{n}. {head}", bold=True, after=2)
        page.para(thing.spin(text))
    page.line(
        f"Prepared by {thing.person()}    Approved by {thing.person()}    Supersedes {thing.date()}", 8.5
    )
    return page


@variant("specification")
def brand_specification(thing: Invention) -> Page:
    """A typed or printed list of a product's parts and materials with codes and values."""
    random = thing.random
    page = Page(random, kind="typewriter", base=9.5, margin=46)
    page.line(
        thing.spin(
            "[PRODUCT SPECIFICATION SHEET|MANUFACTURING SPECIFICATION|BRAND SPECIFICATIONS|CONSTRUCTION SPECIFICATION]  {c}",
            c=thing.code(),
        ),
        11,
        bold=True,
        align="centre",
        after=6,
    )
    page.line(
        f"DATE EFFECTIVE: {thing.date(thing.day(old=True))}    SUPERSEDES: {thing.date(thing.day(old=True))}    FACTORY: {thing.place().upper()}",
        after=8,
    )
    for group in several(
        random,
        [
            "DIMENSIONS",
            "BLEND",
            "WRAPPER",
            "FILTER ROD",
            "PACKAGING",
            "ADHESIVE",
            "CARTON",
            "CLOSURE",
            "FINISH",
            "HARDWARE",
        ],
        3,
        5,
    ):
        page.line(group, after=2)
        for each in [
            PROPERTIES.split(";")[int(n)] for n in random.permutation(18)[: int(random.integers(3, 6))]
        ]:
            value = thing.price(0.5, 300)
            page.line(
                f"   {each.upper():.<38} {value:>8.2f}  +/- {value * 0.04:>6.2f}   {pick(random, ['SUPPLIER', 'CODE', 'METHOD', 'REF'])} {thing.digits(4)}"
            )
        page.y -= 6
    page.line(f"APPROVED: ________________  {thing.person().upper()}   QUALITY ASSURANCE: ______________")
    sign(page, page.left + 80, page.y + 8)
    return page


@variant("specification")
def requirement_clauses(thing: Invention) -> Page:
    """Numbered "shall" clauses of a technical or building specification."""
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "sans", "typewriter"]), base=10, margin=64)
    page.line(
        thing.spin(
            "[TECHNICAL SPECIFICATION|SYSTEM REQUIREMENTS SPECIFICATION|SECTION {n} - {p}|Functional Specification|STANDARD SPECIFICATION FOR {p}]",
            n=thing.digits(5),
            p=thing.spin(PRODUCT).upper(),
        ),
        13,
        bold=True,
        align="centre",
        after=4,
    )
    page.line(
        f"Document {thing.code()}  Revision {pick(random, list('ABCD'))}  {thing.date()}",
        9,
        align="centre",
        after=10,
    )
    for part, head in enumerate(("GENERAL", "MATERIALS", "PERFORMANCE", "TESTING"), 1):
        page.line(f"{part}.0  {head}", bold=True, after=3)
        for n in range(1, int(random.integers(3, 6))):
            page.para(
                thing.spin(
                    "[The contractor|The supplier|The equipment|Each unit|The system] shall [withstand|provide|conform to|operate at|be tested at|be marked with] [a load of {v} kN without permanent deformation|the requirements of {s} {c}|ambient temperatures from -20 to +{t} °C|{v} V ± 10 %, 50 Hz|a pressure of {t} bar for ten minutes|the serial number and year of manufacture|at least two coats of primer]. [Deviations require written approval.|Welds shall be free of cracks and porosity.|Tolerances not stated are per {s} 2768-m.|]",
                    v=int(random.integers(2, 500)),
                    s=pick(random, ["ISO", "EN", "ASTM A", "BS"]),
                    c=thing.digits(4),
                    t=int(random.integers(2, 70)),
                ),
                hang=f"{part}.{n}",
                after=3,
            )
    return page


@variant("specification", "datasheet")
def technical_data(thing: Invention) -> Page:
    """Features, a picture, a table of data, order codes."""
    random = thing.random
    page = Page(random, kind="sans", base=9, margin=42)
    page.box(0, page.height - 60, page.width, 60, fill=page.accent, stroke=0)
    page.colour(1.0)
    page.put(
        page.left,
        page.height - 38,
        thing.spin("[{c} Series|Model {c}|{c} {p}]", c=thing.code(), p=thing.spin(PRODUCT)),
        17,
        bold=True,
    )
    page.colour(0.0)
    page.y = page.height - 76
    page.line(thing.spin("[Technical data sheet|Product data|Specifications|DATASHEET]"), 11, after=8)
    page.line("Features", bold=True, after=2)
    for each in several(
        random,
        [
            "Low power consumption",
            "RoHS compliant",
            "Operating range -40 to +85 °C",
            "Corrosion resistant housing",
            "CE and UL listed",
            "IP67 protection",
            "Maintenance free",
            "Wide input voltage 9-36 V",
            "Short circuit protection",
        ],
        4,
        7,
    ):
        page.para(each, hang="•", after=1)
    page.y -= 6
    page.line("Electrical / mechanical characteristics", bold=True, after=2)
    rows = [["Parameter", "Symbol", "Min", "Typ", "Max", "Unit"]]
    for name, symbol, unit in [
        ("Supply voltage", "VCC", "V"),
        ("Supply current", "ICC", "mA"),
        ("Operating temperature", "TA", "°C"),
        ("Output power", "PO", "W"),
        ("Response time", "tr", "ms"),
        ("Weight", "m", "g"),
        ("Max. pressure", "p", "bar"),
        ("Insulation resistance", "RI", "MOhm"),
        ("Frequency", "f", "MHz"),
    ]:
        low = float(random.uniform(0.1, 50))
        rows.append([name, symbol, f"{low:.1f}", f"{low * 1.4:.1f}", f"{low * 2:.1f}", unit])
    page.rows(rows, [36, 12, 12, 12, 12, 12], style=pick(random, ["grid", "zebra", "band"]), aligns="lcrrrc")
    if page.y > page.bottom + 150:
        chart(page, page.left + 30, page.y - 110, page.measure * 0.4, 95, "lines")
        page.canvas.rect(page.left + page.measure * 0.6, page.y - 100, 130, 70)
        page.canvas.circle(page.left + page.measure * 0.6 + 30, page.y - 65, 16)
        page.put(
            page.left + page.measure * 0.6 + 65,
            page.y - 114,
            f"{random.uniform(10, 90):.1f} mm",
            8,
            align="centre",
        )
        page.y -= 130
    page.rows(
        [
            ["Order code", "Version", "Package"],
            *[
                [
                    thing.code(),
                    pick(random, ["standard", "long life", "24 V"]),
                    pick(random, ["SOT-23", "DIN rail", "box of 10"]),
                ]
                for _ in range(3)
            ],
        ],
        [1, 1, 1],
        style="ruled",
    )
    page.line(
        f"{thing.firm().name}   {thing.date()}   Rev. {random.integers(1, 9)}   Subject to change without notice",
        7.5,
    )
    return page
