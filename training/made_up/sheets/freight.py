"""Bills of lading and other papers of carriers."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.hand import sign
from made_up.ornaments import barcode
from made_up.page import Page
from made_up.words import Invention

from .registry import variant

SHIPPING = {
    "en": "[Shipper|Consignor|Exporter];Consignee;Notify party;[Vessel|Ocean vessel];[Voyage no.|Flight];[Port of loading|Place of receipt];[Port of discharge|Place of delivery];[Marks and numbers|Container no.];[No. of packages|Pkgs];[Description of goods|Kind of packages; description of goods];[Gross weight kg|Gross weight];[Measurement m3|Volume];Freight [prepaid|collect|payable at destination]",
    "de": "Absender;Empfänger;Meldeadresse;Schiff;Reise Nr.;Ladehafen;Löschhafen;Zeichen und Nummern;Anzahl;Bezeichnung des Gutes;Bruttogewicht kg;Rauminhalt m3;Fracht bezahlt",
    "fr": "Expéditeur;Destinataire;Notifier;Navire;Voyage;Port de chargement;Port de déchargement;Marques et numéros;Nombre de colis;Nature de la marchandise;Poids brut kg;Cubage m3;Fret payé",
    "es": "Remitente;Consignatario;Notificar a;Buque;Viaje;Puerto de carga;Puerto de descarga;Marcas y números;Bultos;Descripción de la mercancía;Peso bruto kg;Volumen m3;Flete pagado",
    "it": "Mittente;Destinatario;Notify;Nave;Viaggio;Porto di carico;Porto di scarico;Marche e numeri;Colli;Descrizione della merce;Peso lordo kg;Volume m3;Nolo pagato",
    "pt": "Expedidor;Consignatário;Notificar;Navio;Viagem;Porto de embarque;Porto de descarga;Marcas e números;Volumes;Descrição da mercadoria;Peso bruto kg;Cubagem m3;Frete pago",
    "nl": "Afzender;Geadresseerde;Notify;Schip;Reis;Laadhaven;Loshaven;Merken en nummers;Aantal colli;Omschrijving goederen;Brutogewicht kg;Volume m3;Vracht betaald",
}


CARGO = "[240|18|1,120|36] [cartons|pallets|drums|bales|crates] [machine parts|ceramic tiles|green coffee|cotton yarn|wine in bottles|frozen fish fillets|paint, flammable, UN 1263|tractor spares|paper rolls|household goods]"


CARRIAGE = """Received by the carrier from the shipper in apparent good order and condition, unless otherwise noted herein, the goods described above for carriage from the port of loading to the port of discharge, subject to the terms on the reverse side.
In witness whereof the master or agent of the said vessel has signed {n} original bills of lading, all of this tenor and date, one of which being accomplished, the others to stand void.
The property described below, in apparent good order, except as noted (contents and condition of contents of packages unknown), is to be carried to the said destination.
Carriage is subject, notwithstanding any clause to the contrary, to the convention on the contract for the international carriage of goods by road."""


def _cells(
    page: Page, rows: list[list[tuple[str, list[str], float]]], tall: float, font: str | None = None
) -> None:
    """Rows of boxes, each with a small label, what was filled in, and its share of the width."""
    for row in rows:
        x = page.left
        for label, lines, share in row:
            wide = page.measure * share / sum(each[2] for each in row)
            page.box(x, page.y - tall, wide, tall)
            page.fit(x + 3, page.y - 8, label, wide - 6, 6.5)
            for step, each in enumerate(lines):
                page.fit(x + 6, page.y - 20 - 11 * step, each, wide - 12, page.base, font=font)
            x += wide
        page.y -= tall


def _shipment(thing: Invention) -> tuple[list[str], list[list[str]], list[str]]:
    firms = [thing.firm() for _ in range(3)]
    blocks = [[firm.name, *firm.address] for firm in firms]
    if chance(thing.random, 0.4):
        blocks[2] = ["SAME AS CONSIGNEE"]
    ship = (
        pick(thing.random, ["MV", "SS", "M/V"])
        + " "
        + pick(
            thing.random,
            ["Northern Star", "Aurora", "Santa Clara", "Pacific Trader", "Elbe Express", "Kestrel"],
        )
    )
    places = pick(
        thing.random,
        [
            "Rotterdam Santos",
            "Hamburg Montreal",
            "Felixstowe Durban",
            "Genoa Oakland",
            "Le-Havre Dakar",
            "Valencia Veracruz",
        ],
    ).split()
    return (
        [thing.spin(each) for each in SHIPPING[thing.lang].split(";")]
        if thing.lang != "en"
        else thing.spin(SHIPPING["en"].replace("; desc", ", desc")).split(";"),
        blocks,
        [ship, thing.digits(3) + "W", *places],
    )


@variant("bill_of_lading", english=0.7)
def ocean_bill(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind="sans", base=8.5, margin=30)
    label, blocks, way = _shipment(thing)
    title = {
        "en": pick(
            random,
            [
                "BILL OF LADING",
                "OCEAN BILL OF LADING",
                "SEA WAYBILL",
                "BILL OF LADING FOR COMBINED TRANSPORT",
            ],
        ),
        "de": "KONNOSSEMENT",
        "fr": "CONNAISSEMENT",
        "es": "CONOCIMIENTO DE EMBARQUE",
        "it": "POLIZZA DI CARICO",
        "pt": "CONHECIMENTO DE EMBARQUE",
        "nl": "COGNOSSEMENT",
    }[thing.lang]
    page.put(page.right, page.y - 14, title, 14, bold=True, align="right")
    page.put(page.left, page.y - 12, thing.firm().name.upper(), 11, bold=True)
    page.y -= 22
    number = f"B/L {thing.code()}"
    _cells(
        page,
        [
            [(label[0], blocks[0], 0.5), (number, [thing.code()], 0.5)],
            [(label[1], blocks[1], 0.5), ("Booking ref.", [thing.digits(8)], 0.5)],
            [(label[2], blocks[2], 0.5), ("Forwarding agent", [thing.firm().name], 0.5)],
        ],
        62,
        pick(random, ["Courier", None]),
    )
    _cells(page, [[(label[n], [way[n - 3]], 0.25) for n in (3, 4, 5, 6)]], 28)
    rows = [[label[n] for n in range(7, 12)]]
    for _ in range(int(random.integers(1, 4))):
        goods = thing.spin(CARGO)
        rows.append(
            [
                f"{pick(random, ['MSKU', 'TRLU', 'N/M', 'CAXU'])} {thing.digits(7)}",
                goods.split()[0],
                goods,
                thing.number(thing.price(400, 24000), 0),
                thing.number(thing.price(2, 60)),
            ]
        )
    page.rows(rows, [20, 10, 46, 13, 13], style="ruled", aligns="lrlrr", size=8)
    page.y = min(page.y, page.bottom + 230)
    page.line(label[12].upper(), bold=True, after=8)
    page.para(
        thing.spin(CARRIAGE.splitlines()[int(random.integers(2))], n=pick(random, ["three (3)", "two (2)"])),
        7,
    )
    page.para(thing.spin(CARRIAGE.splitlines()[1], n="three (3)"), 7)
    _cells(
        page,
        [
            [
                ("Place and date of issue", [f"{way[2]}, {thing.date()}"], 0.4),
                ("Number of originals", ["3"], 0.2),
                ("Signed for the carrier", [], 0.4),
            ]
        ],
        48,
    )
    sign(page, page.right - 140, page.y + 14)
    return page


@variant("bill_of_lading", english=0.6)
def road_note(thing: Invention) -> Page:
    """A lorry's note with numbered boxes."""
    random = thing.random
    page = Page(random, kind="sans", base=9, margin=34)
    label, blocks, way = _shipment(thing)
    title = {
        "en": "CONSIGNMENT NOTE",
        "de": "FRACHTBRIEF",
        "fr": "LETTRE DE VOITURE",
        "es": "CARTA DE PORTE",
        "it": "LETTERA DI VETTURA",
        "pt": "GUIA DE TRANSPORTE",
        "nl": "VRACHTBRIEF",
    }[thing.lang]
    page.colour(*page.accent)
    page.line(
        f"{title}  {pick(random, ['CMR', 'INTERNATIONAL', ''])}  {thing.digits(7)}", 15, bold=True, after=6
    )
    _cells(
        page,
        [
            [(f"1  {label[0]}", blocks[0], 1), ("16  Carrier", [thing.firm().name, thing.town()], 1)],
            [(f"2  {label[1]}", blocks[1], 1), (f"17  {label[2]}", blocks[2], 1)],
            [
                ("3  Place of delivery", [way[3]], 1),
                ("4  Taking over the goods", [f"{way[2]}, {thing.date()}"], 1),
            ],
        ],
        56,
    )
    page.colour(0.0)
    goods = [thing.spin(CARGO) for _ in range(int(random.integers(1, 5)))]
    page.rows(
        [
            [f"{n}  {label[c]}" for n, c in ((6, 7), (7, 8), (9, 9), (11, 10), (12, 11))],
            *[
                [
                    thing.code(),
                    g.split()[0],
                    g,
                    thing.number(thing.price(100, 9000), 0),
                    thing.number(thing.price(1, 40)),
                ]
                for g in goods
            ],
        ],
        [16, 12, 44, 14, 14],
        style="grid",
        size=8,
    )
    page.y = page.bottom + 120
    page.para(CARRIAGE.splitlines()[3], 7.5)
    _cells(
        page,
        [
            [
                ("22  Signature of sender", [], 1),
                ("23  Signature of carrier", [], 1),
                ("24  Goods received", [], 1),
            ]
        ],
        70,
    )
    for n in range(int(random.integers(1, 4))):
        sign(page, page.left + 20 + n * page.measure / 3, page.y + 22)
    return page


@variant("bill_of_lading")
def straight_bill(thing: Invention) -> Page:
    """A domestic short form, typed over, with hazard columns and a declaration."""
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "sans"]), base=8.5, margin=32)
    _, blocks, _way = _shipment(thing)
    page.line(
        pick(
            random,
            [
                "STRAIGHT BILL OF LADING - SHORT FORM",
                "UNIFORM FREIGHT BILL",
                "FREIGHT BILL",
                "Trucking Bill of Lading - Not Negotiable",
            ],
        ),
        13,
        bold=True,
        align="centre",
        after=4,
    )
    page.line(
        f"Name of carrier: {thing.firm().name}     Shipper's No. {thing.digits(6)}     Carrier's No. {thing.digits(5)}",
        after=4,
    )
    page.para(CARRIAGE.splitlines()[2], 7)
    _cells(
        page,
        [
            [("TO: Consignee", blocks[1], 1), ("FROM: Shipper", blocks[0], 1)],
            [
                ("Route / Trailer no.", [thing.code()], 1),
                ("Date", [thing.date()], 0.6),
                ("C.O.D. amount", [thing.money(thing.price(50, 3000))], 0.6),
            ],
        ],
        54,
        "Courier",
    )
    rows = [
        [
            "No. pkgs",
            "HM",
            "Kind of package, description of articles",
            "*Weight (lbs)",
            "Class or rate",
            "Charges",
        ]
    ]
    total = 0
    for _ in range(int(random.integers(2, 6))):
        weight = int(random.integers(20, 4000))
        total += weight
        goods = thing.spin(CARGO).split(" ", 1)
        rows.append(
            [
                goods[0],
                pick(random, ["", "", "X"]),
                goods[1],
                f"{weight:,}",
                pick(random, ["50", "70", "85", "100"]),
                "",
            ]
        )
    rows += [[""] * 6 for _ in range(5)]
    rows.append(["", "", "TOTAL", f"{total:,}", "", thing.money(thing.price(60, 1500))])
    page.rows(rows, [9, 5, 46, 14, 12, 14], style="grid", aligns="rclrcr", size=8)
    page.para(
        "This is to certify that the above named materials are properly classified, described, packaged, marked and labeled and are in proper condition for transportation according to the applicable regulations.",
        7,
    )
    page.y -= 20
    for x, name in ((0.0, "Shipper, per"), (0.5, "Carrier, per / Pieces received")):
        page.canvas.line(page.left + x * page.measure, page.y, page.left + (x + 0.42) * page.measure, page.y)
        page.put(page.left + x * page.measure, page.y - 9, name, 7)
        sign(page, page.left + x * page.measure + 20, page.y + 3)
    return page


@variant("bill_of_lading", english=0.8)
def air_waybill(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind="sans", base=8, margin=28)
    label, blocks, _way = _shipment(thing)
    number = f"{thing.digits(3)}-{thing.digits(8)}"
    page.put(page.left, page.y - 12, number, 12, bold=True)
    page.put(
        page.right,
        page.y - 12,
        pick(random, ["Air Waybill", "NOT NEGOTIABLE AIR WAYBILL", "House Air Waybill"]),
        12,
        bold=True,
        align="right",
    )
    barcode(page, page.left + 160, page.y - 18, 130, 18)
    page.y -= 24
    _cells(
        page,
        [
            [
                (f"{label[0]}'s name and address" if thing.lang == "en" else label[0], blocks[0], 1),
                ("Issued by", [thing.firm().name], 1),
            ],
            [
                (label[1], blocks[1], 1),
                ("Accounting information", [pick(random, ["FREIGHT PREPAID", "FREIGHT COLLECT"])], 1),
            ],
        ],
        60,
    )
    _cells(
        page,
        [
            [
                ("Airport of departure", [pick(random, ["FRA", "JFK", "LHR", "AMS", "MAD"])], 1),
                ("To", [pick(random, ["NRT", "GRU", "DXB", "SIN"])], 1),
                (
                    "Flight/Date",
                    [f"{pick(random, ['LX', 'BA', 'KL', 'QR'])}{thing.digits(3)} / {random.integers(1, 29)}"],
                    1,
                ),
                ("Currency", ["USD"], 0.6),
                ("Declared value for carriage", ["NVD"], 1),
            ]
        ],
        28,
    )
    _cells(
        page,
        [
            [
                (
                    "Handling information",
                    [pick(random, ["KEEP DRY", "PERISHABLE", "HANDLE WITH CARE", "1 ENVELOPE ATTACHED"])],
                    1,
                )
            ]
        ],
        34,
    )
    weight = float(random.integers(5, 900))
    rate = thing.price(1, 9)
    rows = [
        [
            "No. of pieces",
            "Gross weight",
            "Rate class",
            "Chargeable weight",
            "Rate / charge",
            "Total",
            "Nature and quantity of goods",
        ],
        [
            str(random.integers(1, 40)),
            f"{weight:.1f} K",
            "Q",
            f"{weight:.1f}",
            f"{rate:.2f}",
            f"{weight * rate:,.2f}",
            thing.spin(CARGO),
        ],
        *[[""] * 7 for _ in range(8)],
    ]
    page.rows(rows, [8, 12, 8, 12, 12, 14, 34], style="grid", size=7.5)
    _cells(
        page,
        [
            [
                ("Prepaid", [f"{weight * rate:,.2f}"], 1),
                ("Other charges", ["AWC 15.00  FSC 42.10"], 2),
                ("Total prepaid", [f"{weight * rate + 57.1:,.2f}"], 1),
            ],
            [("Signature of shipper or his agent", [], 1), (f"Executed on {thing.date()}", [], 1)],
        ],
        40,
    )
    sign(page, page.left + 40, page.y + 12)
    return page
