"""Till rolls and other receipts."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.hand import sign, write, writer
from made_up.ornaments import barcode, logo
from made_up.page import Page
from made_up.words import Invention

from .cheques import in_words
from .registry import variant

TILL = {
    "en": ("milk 2%;whole wheat bread;bananas kg;cheddar;eggs large 12;tomatoes;ground beef;orange juice;paper towels;AA batteries;chicken soup;apples gala;coffee beans;yoghurt;dish soap;cappuccino;club sandwich;house salad;draft beer;unleaded 95;cheeseburger;fries;lemonade;shampoo;light bulb;notebook A5", "Subtotal;Tax;TOTAL;Cash;Change;Thank you for shopping with us;Cashier;Items"),
    "de": ("Vollmilch 1l;Brötchen 6 St;Bananen;Butter;Eier 10er;Kaffee;Mineralwasser;Joghurt;Schokolade;Waschmittel;Pils 0,5;Schnitzel", "Zwischensumme;MwSt 7%;SUMME EUR;Bar;Rückgeld;Vielen Dank für Ihren Einkauf;Kasse;Artikel"),
    "fr": ("Lait demi-écrémé;Baguette;Beurre doux;Café moulu;Eau minérale;Pommes;Camembert;Menu du jour;Vin rouge 25cl;Yaourt nature", "Sous-total;TVA;TOTAL;Espèces;Rendu;Merci de votre visite;Caisse;Articles"),
    "es": ("Leche entera;Pan de molde;Aceite oliva;Café con leche;Tomates;Agua mineral;Menú del día;Cerveza;Queso curado", "Subtotal;IVA;TOTAL;Efectivo;Cambio;Gracias por su visita;Cajero;Artículos"),
    "it": ("Latte intero;Pane;Caffè espresso;Acqua naturale;Pasta 500g;Mozzarella;Coperto;Vino casa", "Subtotale;IVA;TOTALE EURO;Contanti;Resto;Grazie e arrivederci;Cassa;Pezzi"),
    "pt": ("Leite meio gordo;Pão;Café;Água 0,5;Bolo;Arroz;Queijo;Prato do dia", "Subtotal;IVA;TOTAL;Numerário;Troco;Obrigado pela visita;Caixa;Artigos"),
    "nl": ("Halfvolle melk;Brood;Koffie;Kaas jong;Appels;Pils;Broodje kaas;Wasmiddel", "Subtotaal;Btw;TOTAAL;Contant;Terug;Bedankt en tot ziens;Kassa;Artikelen"),
}  # fmt: skip


def _roll(thing: Invention, kind: str, *, dotted: bool, coded: bool) -> Page:
    random = thing.random
    wide = float(random.uniform(170, 250))
    items = TILL[thing.lang][0].split(";")
    count = int(random.integers(1, min(18, len(items)) + 1))
    base = wide / float(random.uniform(21, 27))
    page = Page(
        random,
        (wide, base * 1.45 * (count + int(random.integers(17, 26)))),
        kind=kind,
        base=base,
        margin=base,
    )
    page.leading = 1.3
    label = TILL[thing.lang][1].split(";")
    firm = thing.firm()
    if chance(random, 0.5):
        logo(page, page.width / 2 - 14, page.y - 28, 26, firm.name)
        page.y -= 34
    page.line(
        firm.name.split()[0].upper()
        + " "
        + {
            "en": pick(
                random, ["MARKET", "STORES", "DELI", "CAFE", "HARDWARE", "PHARMACY", "GRILL", "FUELS"]
            ),
            "de": "MARKT",
            "fr": "MARCHÉ",
            "es": "BAR",
            "it": "BAR",
            "pt": "CAFÉ",
            "nl": "MARKT",
        }[thing.lang],
        base * 1.4,
        bold=True,
        align="centre",
    )
    for each in (firm.street, firm.town, f"Tel {firm.phone}", *([firm.tax] if chance(random, 0.5) else [])):
        page.line(each, align="centre")
    page.line("-" * 60 if dotted else "", after=2)
    page.line(
        f"{thing.date()} {random.integers(7, 23):02}:{random.integers(0, 60):02}:{random.integers(0, 60):02}   {label[6]} {random.integers(1, 9)} #{thing.digits(4)}"
    )
    total = 0.0
    for n in random.permutation(len(items))[:count]:
        value, quantity = thing.price(0.5, 30), 1 if chance(random, 0.8) else int(random.integers(2, 5))
        total += value * quantity
        name = items[int(n)].upper() if dotted else items[int(n)]
        page.y -= base
        page.fit(
            page.left,
            page.y,
            (thing.digits(6) + " " if coded else "") + (f"{quantity} x " if quantity > 1 else "") + name,
            page.measure * 0.72,
            base,
        )
        page.put(
            page.right,
            page.y,
            thing.number(value * quantity) + (pick(random, [" A", " B", ""]) if coded else ""),
            align="right",
        )
        page.y -= base * 0.3
    page.line("-" * 60 if dotted else "", after=2)
    tax = round(total * float(pick(random, [0.05, 0.07, 0.0825, 0.2])), 2)
    card = chance(random, 0.5)
    tendered = total + tax if card else float(-(-(total + tax) // 5) * 5)
    pay = pick(random, ["VISA", "MASTERCARD", "DEBIT"]) if card else label[3]
    for number, (name, value) in enumerate(
        [
            (label[0], total),
            (label[1], tax),
            (label[2], total + tax),
            (pay, tendered),
            (label[4], tendered - total - tax),
        ]
    ):
        if number == 4 and card:
            continue
        size = base * (1.35 if number == 2 else 1)
        page.y -= size
        page.put(page.left, page.y, name, size, bold=number == 2)
        page.put(
            page.right, page.y, thing.money(value, sign=number == 2), size, bold=number == 2, align="right"
        )
        page.y -= size * 0.3
    if card:
        page.line(f"**** **** **** {thing.digits(4)}  AUTH {thing.digits(6)}")
        page.line(
            thing.spin("[APPROVED|Card payment approved|Cardholder copy - please retain]")
            if thing.lang == "en"
            else "OK"
        )
    page.line(f"{label[7]}: {count}", after=4)
    page.line(label[5], align="centre")
    if thing.lang == "en":
        page.line(
            thing.spin(
                "[Returns within 30 days with receipt|Have a nice day!|Please come again|Survey: tell us how we did|VAT No. 123 4567 89]"
            ),
            align="centre",
            after=6,
        )
    if chance(random, 0.5) and page.y > base * 4:
        barcode(page, page.left + 10, max(base, page.y - base * 3), page.measure - 20, base * 2.4)
    return page


@variant("receipt", english=0.6)
def matrix_roll(thing: Invention) -> Page:
    return _roll(thing, "typewriter", dotted=True, coded=False)


@variant("receipt", english=0.6)
def thermal_roll(thing: Invention) -> Page:
    return _roll(thing, "sans", dotted=False, coded=False)


@variant("receipt", english=0.7)
def coded_roll(thing: Invention) -> Page:
    return _roll(thing, "typewriter", dotted=chance(thing.random, 0.5), coded=True)


@variant("receipt", english=0.8)
def receipt_book(thing: Invention) -> Page:
    """A slip of a receipt book, filled by hand."""
    random = thing.random
    page = Page(random, (480, 220), kind="serif", margin=20)
    page.box(8, 8, 464, 204, stroke=1.2)
    title = {
        "en": "RECEIPT",
        "de": "QUITTUNG",
        "fr": "REÇU",
        "es": "RECIBO",
        "it": "RICEVUTA",
        "pt": "RECIBO",
        "nl": "KWITANTIE",
    }[thing.lang]
    words = {
        "en": ("Received from", "the sum of", "for", "Signature"),
        "de": ("Von", "Betrag", "für", "Unterschrift"),
        "fr": ("Reçu de", "la somme de", "pour", "Signature"),
        "es": ("He recibido de", "la cantidad de", "por", "Firma"),
        "it": ("Ricevo da", "la somma di", "per", "Firma"),
        "pt": ("Recebi de", "a quantia de", "referente a", "Assinatura"),
        "nl": ("Ontvangen van", "de som van", "voor", "Handtekening"),
    }[thing.lang]
    page.put(24, 182, title, 18, bold=True)
    page.put(300, 182, f"No. {thing.digits(4)}    {thing.date()}", 10)
    by, amount = writer(random), thing.price(10, 900)
    values = [
        thing.person(),
        f"{in_words(int(amount))}" if thing.lang == "en" else thing.money(amount),
        thing.spin("[rent|piano lessons|repair of bicycle|deposit|firewood|two chairs]")
        if thing.lang == "en"
        else "1",
    ]
    for number, (name, value) in enumerate(zip(words[:3], values, strict=True)):
        y = 148 - 30 * number
        width = page.put(24, y, name, 10)
        page.canvas.line(30 + width, y - 2, 456, y - 2)
        write(page, value, 44 + width, y + 1, 7, by)
    page.box(24, 24, 120, 30)
    write(page, thing.money(amount), 34, 33, 8, by)
    page.canvas.line(280, 34, 456, 34)
    page.put(280, 22, words[3], 8)
    sign(page, 300, 40)
    return page


@variant("receipt")
def online_receipt(thing: Invention) -> Page:
    """A page that confirms a payment on the web."""
    random = thing.random
    page = Page(random, kind="sans", margin=70)
    firm = thing.firm()
    logo(page, page.left, page.y - 30, 30, firm.name)
    page.y -= 60
    page.line(
        thing.spin("Receipt [from {f}|for your payment|#{n}]", f=firm.name, n=thing.code()),
        20,
        bold=True,
        after=12,
    )
    total = thing.price(5, 300)
    page.rows(
        [
            ["Amount paid", "Date paid", "Payment method"],
            [thing.money(total * 1.1), thing.date(), f"Visa ending {thing.digits(4)}"],
        ],
        [1, 1, 1],
        style="bare",
    )
    page.line("Summary", bold=True, after=6)
    page.rows(
        [
            [
                thing.spin(
                    "[Monthly subscription|Taxi ride|Parking 3 h|Concert ticket|Donation|E-book|Photo prints]"
                ),
                thing.money(total),
            ],
            ["Tax", thing.money(total * 0.1)],
            ["Amount charged", thing.money(total * 1.1)],
        ],
        [3, 1],
        style="ruled",
        aligns="lr",
        head=False,
        bold_last=True,
    )
    page.para(
        thing.spin(
            "If you have any questions, contact us at {m} or call {p}. [You are receiving this because you made a purchase.|Keep this receipt for your records.]",
            m=thing.mail("help desk", firm.site),
            p=firm.phone,
        ),
        9,
    )
    return page
