"""Tickets and boarding passes."""

from __future__ import annotations

from made_up.fonts import pick
from made_up.ornaments import barcode, square_code
from made_up.page import Page
from made_up.words import MONTHS, Invention

from .registry import variant

CITIES = "LISBON LIS;OSLO OSL;DENVER DEN;MUNICH MUC;TORONTO YYZ;DUBLIN DUB;LYON LYS;SEVILLE SVQ;MILAN MXP;BOSTON BOS;GHENT GNE"


@variant("ticket", english=0.8)
def boarding_pass(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, (560, 210), kind="sans", margin=16)
    a, b = (each.split() for each in (pick(random, CITIES.split(";")), pick(random, CITIES.split(";"))))
    page.box(0, 180, 560, 30, fill=page.accent, stroke=0)
    page.colour(1.0)
    page.put(
        16, 190, pick(random, ["BOARDING PASS", "Boarding pass / Carte d'accès", "BORDKARTE"]), 13, bold=True
    )
    page.put(
        544,
        190,
        f"{pick(random, ['Nordwind', 'Aerolux', 'Blue Heron Air', 'TransAlpine'])}",
        12,
        align="right",
    )
    page.colour(0.0)
    name = thing.person().upper().split()
    facts = [
        ("PASSENGER", f"{name[-1]}/{name[0]}"),
        ("FLIGHT", f"{pick(random, ['NW', 'AX', 'BH'])} {thing.digits(3)}"),
        ("DATE", f"{random.integers(1, 29):02}{pick(random, MONTHS['en'])[:3].upper()}"),
        ("FROM", " ".join(a)),
        ("TO", " ".join(b)),
        ("GATE", f"{pick(random, list('ABCD'))}{random.integers(1, 60)}"),
        ("SEAT", f"{random.integers(1, 40)}{pick(random, list('ABCDEF'))}"),
        ("BOARDING", f"{random.integers(5, 23):02}:{random.integers(0, 60):02}"),
        ("CLASS", "ECONOMY Y"),
        ("ETKT", thing.digits(13)),
    ]
    for n, (title, value) in enumerate(facts):
        x, y = 16 + 125 * (n % 3), 150 - 38 * (n // 3)
        page.put(x, y, title, 7)
        page.fit(x, y - 14, value, 118, 13, bold=True)
    page.canvas.setDash(2, 3)
    page.canvas.line(410, 0, 410, 180)
    for n, (title, value) in enumerate(facts[:7]):
        page.put(420, 166 - 22 * n, title, 6)
        page.fit(420, 155 - 22 * n, value, 90, 10, bold=True)
    square_code(page, 300, 20, 80)
    return page


@variant("ticket", english=0.6)
def entrance(thing: Invention) -> Page:
    """For a concert, a train or a tram: narrow, few words, a code."""
    random = thing.random
    page = Page(
        random,
        (float(random.uniform(300, 460)), 150),
        kind=pick(random, ["sans", "serif", "typewriter"]),
        margin=14,
    )
    page.box(3, 3, page.width - 6, 144, stroke=1.2)
    title = (
        thing.spin(
            "[ADMIT ONE|The Lanterns - Live in concert|Museum of Glass - Day ticket|Rail single ticket|City Theatre: The Seagull|Harbour Ferry - Return|Cup final]"
        )
        if thing.lang == "en"
        else {
            "de": "FAHRKARTE Hin- und Rückfahrt",
            "fr": "BILLET plein tarif",
            "es": "ENTRADA general",
            "it": "BIGLIETTO intero",
            "pt": "BILHETE simples",
            "nl": "TOEGANGSBEWIJS",
        }[thing.lang]
    )
    page.fit(page.width / 2, 112, title, page.width - 40, 19, bold=True, align="centre")
    rows = [
        f"{thing.date(long=True)}   {random.integers(9, 22):02}:{pick(random, ['00', '30', '15'])}",
        f"{thing.place()}   "
        + thing.spin(
            "[Row {r}  Seat {s}|Platform {s}|Coach {s} Seat {r}|General admission]",
            r=int(random.integers(1, 40)),
            s=int(random.integers(1, 60)),
        ),
        f"{thing.money(thing.price(3, 90))}   No. {thing.digits(7)}",
    ]
    for n, row in enumerate(rows):
        page.fit(page.width / 2, 88 - 18 * n, row, page.width - 80, 11, align="centre")
    barcode(page, page.width / 2 - 70, 12, 140, 28)
    return page
