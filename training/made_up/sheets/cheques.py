"""Cheques and payment slips."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.hand import sign, write, writer
from made_up.ornaments import person_block, square_code
from made_up.page import Page
from made_up.words import Invention

from .registry import variant

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: SIM905


TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905


def in_words(value: int) -> str:
    """A whole number below ten thousand in English words."""
    if value < 20:
        return ONES[value]
    if value < 100:
        return TENS[value // 10] + (f"-{ONES[value % 10]}" if value % 10 else "")
    size, name = (1000, "thousand") if value >= 1000 else (100, "hundred")
    rest = f" {in_words(value % size)}" if value % size else ""
    return f"{in_words(value // size)} {name}{rest}"


@variant("check", english=0.8)
def cheque(thing: Invention) -> Page:
    random = thing.random
    page = Page(
        random, (520, float(random.uniform(215, 250))), kind=pick(random, ["serif", "sans"]), margin=22
    )
    tint = [float(v) for v in random.uniform(0.82, 0.98, 3)]
    page.box(0, 0, page.width, page.height, fill=(tint[0], tint[1], tint[2]), stroke=1)
    amount = thing.price(10, 4000)
    words = {
        "en": ["Pay to the order of", "dollars", "Memo"],
        "de": ["Zahlen Sie gegen diesen Scheck an", "Euro", "Ort, Datum"],
        "fr": ["Payez contre ce chèque à l'ordre de", "euros", "Fait à"],
        "es": ["Páguese por este cheque a", "euros", "Fecha"],
        "it": ["A vista pagate per questo assegno a", "euro", "Luogo"],
        "pt": ["Pague por este cheque a", "euros", "Local"],
        "nl": ["Betaal tegen deze cheque aan", "euro", "Plaats"],
    }[thing.lang]
    home = person_block(thing)
    for number, each in enumerate(home):
        page.put(page.left, page.height - 28 - 11 * number, each, 9, bold=number == 0)
    page.put(page.right, page.height - 28, thing.digits(4), 13, align="right")
    by = writer(random) if chance(random, 0.6) else None

    def fill(x: float, y: float, text: str) -> None:
        if by:
            write(page, text, x, y, 7, by)
        else:
            page.put(x, y, text, 11, font="Courier")

    page.put(page.right - 180, page.height - 58, "Date", 8)
    fill(page.right - 150, page.height - 58, thing.date())
    page.put(page.left, page.height - 98, words[0], 8)
    page.canvas.line(page.left + 100, page.height - 100, page.right - 110, page.height - 100)
    fill(page.left + 130, page.height - 97, thing.person())
    page.box(page.right - 100, page.height - 108, 100, 24, fill=1.0)
    fill(page.right - 92, page.height - 101, thing.money(amount))
    page.canvas.line(page.left, page.height - 128, page.right - 60, page.height - 128)
    fill(
        page.left + 6,
        page.height - 125,
        f"{in_words(int(amount)).capitalize()} and {round(amount % 1 * 100):02}/100"
        if thing.lang == "en"
        else f"*** {thing.money(amount)} ***",
    )
    page.put(page.right, page.height - 126, words[1], 8, align="right")
    page.put(page.left, page.height - 152, thing.firm().name.split()[0] + " National Bank", 11, bold=True)
    page.put(page.left, 48, f"{words[2]} ____________________", 8)
    page.canvas.line(page.right - 190, 48, page.right, 48)
    sign(page, page.right - 170, 53)
    page.put(
        page.left + 40,
        20,
        f"|:{thing.digits(9)}|:  {thing.digits(10)}||'  {thing.digits(4)}",
        12,
        font="Courier-Bold",
    )
    return page


@variant("check")
def giro(thing: Invention) -> Page:
    """A payment slip with boxes to fill."""
    random = thing.random
    page = Page(random, (595, 300), kind="sans", base=9, margin=20)
    page.box(
        0,
        0,
        page.width,
        page.height,
        fill=(1.0, float(random.uniform(0.8, 0.97)), float(random.uniform(0.7, 0.9))),
        stroke=0,
    )
    page.line(
        pick(random, ["PAYMENT SLIP", "CREDIT TRANSFER", "MONEY ORDER", "BANK GIRO CREDIT"]),
        13,
        bold=True,
        after=10,
    )
    amount = thing.price(10, 900)
    for name, value in (
        ("Beneficiary", thing.firm().name),
        ("Account / IBAN", thing.iban()),
        ("Amount", thing.money(amount)),
        ("Reference", thing.digits(16)),
        ("Paid by", thing.person()),
    ):
        page.box(page.left + 110, page.y - 22, 330, 20, fill=1.0)
        page.put(page.left, page.y - 16, name)
        page.put(page.left + 116, page.y - 16, value, 11, font="Courier")
        page.y -= 28
    square_code(page, page.right - 90, page.height - 150, 80)
    page.put(
        page.left,
        22,
        f"Date ____________   Signature ______________________    {thing.digits(14)}+ {thing.digits(9)}>",
        9,
    )
    return page
