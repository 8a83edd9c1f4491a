"""Tax forms."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.page import Page
from made_up.words import Invention

from .registry import variant

BOXES = """Wages, salaries, tips;Taxable interest;Dividends;Pensions and annuities;Business income or (loss);Total income;Deductions;Taxable income;Tax withheld;Amount you owe;Refund;Credits for dependants;Rental income;Capital gain;Health insurance contributions;Estimated tax payments"""


FISCAL = {
    "en": ("[Department of Revenue|State Tax Commission|Inland Revenue|Ministry of Finance]", "[Individual Income Tax Return|Employer's Quarterly Return|Statement of Tax Withheld|Sales and Use Tax Return|Property Tax Declaration]", "Tax year", "Taxpayer's name", "Social security number", "Filing status", BOXES, "Under penalties of perjury, I declare that I have examined this return and to the best of my knowledge it is true, correct and complete."),
    "de": ("Finanzamt", "Einkommensteuererklärung", "Steuerjahr", "Name", "Steuernummer", "Familienstand", "Bruttoarbeitslohn;Lohnsteuer;Solidaritätszuschlag;Kirchensteuer;Einkünfte aus Kapitalvermögen;Werbungskosten;Sonderausgaben;Zu versteuerndes Einkommen", "Ich versichere, die Angaben wahrheitsgemäß nach bestem Wissen und Gewissen gemacht zu haben."),
    "fr": ("Direction des finances publiques", "Déclaration des revenus", "Année", "Nom et prénom", "Numéro fiscal", "Situation de famille", "Traitements et salaires;Pensions;Revenus fonciers;Charges déductibles;Revenus des capitaux;Impôt retenu;Revenu imposable", "Je certifie que les renseignements portés sur cette déclaration sont exacts."),
    "es": ("Agencia Tributaria", "Declaración del impuesto sobre la renta", "Ejercicio", "Apellidos y nombre", "NIF", "Estado civil", "Rendimientos del trabajo;Rendimientos del capital;Base imponible;Retenciones;Deducciones;Cuota líquida;Resultado a ingresar", "Declaro que los datos consignados son ciertos."),
    "it": ("Agenzia delle Entrate", "Dichiarazione dei redditi", "Anno", "Cognome e nome", "Codice fiscale", "Stato civile", "Redditi da lavoro;Redditi dei terreni;Oneri deducibili;Imposta lorda;Ritenute;Imposta netta", "Il contribuente dichiara che i dati sono veritieri."),
    "pt": ("Autoridade Tributária", "Declaração de rendimentos", "Ano", "Nome", "NIF", "Estado civil", "Rendimento bruto;Retenções na fonte;Deduções;Rendimento coletável;Imposto a pagar", "Declaro que os elementos são verdadeiros."),
    "nl": ("Belastingdienst", "Aangifte inkomstenbelasting", "Jaar", "Naam", "BSN", "Burgerlijke staat", "Loon;Pensioen;Eigen woning;Aftrekposten;Vermogen;Ingehouden loonheffing", "Ik verklaar dat de gegevens juist zijn."),
}  # fmt: skip


@variant("tax_form", english=0.75)
def numbered_return(thing: Invention) -> Page:
    """Numbered lines with amounts in boxes at the right."""
    random = thing.random
    text = [thing.spin(each) for each in FISCAL[thing.lang]]
    page = Page(random, kind="sans", base=8.5, margin=32)
    page.box(page.left, page.y - 40, 80, 40)
    page.put(
        page.left + 5,
        page.y - 14,
        pick(random, ["Form", "FORM", "Schedule"]) if thing.lang == "en" else "Form.",
        8,
    )
    page.put(
        page.left + 5,
        page.y - 33,
        f"{random.integers(10, 990)}{pick(random, ['', '-A', 'EZ', '-SR', 'B'])}",
        17,
        bold=True,
    )
    page.put(page.width / 2 + 20, page.y - 16, text[1], 14, bold=True, align="centre")
    page.put(page.width / 2 + 20, page.y - 32, text[0], 9, align="centre")
    page.put(page.right, page.y - 24, f"{text[2]} {thing.year}", 12, bold=True, align="right")
    page.y -= 46
    filled = chance(random, 0.6)
    for names in (
        (text[3], text[4]),
        ("Home address (number and street)" if thing.lang == "en" else thing.town(), text[5]),
    ):
        for n, name in enumerate(names):
            page.box(page.left + n * page.measure * 0.65, page.y - 28, page.measure * (0.65, 0.35)[n], 28)
            page.put(page.left + n * page.measure * 0.65 + 3, page.y - 9, name, 7)
            if filled:
                page.put(
                    page.left + n * page.measure * 0.65 + 8,
                    page.y - 23,
                    (thing.person(), thing.code())[n],
                    10,
                    font="Courier",
                )
        page.y -= 28
    page.y -= 8
    lines = text[6].split(";")
    hint = [
        "Attach Form W-2",
        "see instructions, page 14",
        "from Schedule C, line 31",
        "Add lines 1 through 7",
        "Subtract line 9 from line 8. If zero or less, enter -0-",
        "Check here if you are over 65",
        "Multiply line 12 by 4.95%",
        "",
    ]
    for number in range(1, int(random.integers(14, 30))):
        if page.y < page.bottom + 70:
            break
        page.y -= 17
        page.put(page.left, page.y, str(number), bold=True)
        words = pick(random, lines) + (f". {pick(random, hint)}" if thing.lang == "en" else "")
        wide = page.put(page.left + 22, page.y, words[:78])
        page.put(page.right - 118, page.y, ". " * max(0, int((page.measure - 145 - wide) / 6)), align="right")
        page.box(page.right - 112, page.y - 4, 20, 17)
        page.put(page.right - 102, page.y, str(number), 7, align="centre")
        page.box(page.right - 92, page.y - 4, 92, 17)
        if filled and chance(random, 0.6):
            page.put(
                page.right - 4, page.y, f"{thing.price(20, 90000):,.0f}", 9, font="Courier", align="right"
            )
    page.y -= 12
    page.para(text[7], 7.5)
    page.line(f"{'Sign here' if thing.lang == 'en' else ''} ______________________________   {thing.date()}")
    return page


@variant("tax_form", english=0.75)
def wage_boxes(thing: Invention) -> Page:
    """A statement of small lettered boxes."""
    random = thing.random
    text = [thing.spin(each) for each in FISCAL[thing.lang]]
    page = Page(random, kind="sans", base=8, margin=40)
    lines = text[6].split(";")
    for copy in range(int(random.integers(1, 4))):
        page.line(
            f"{text[1]}   {thing.year}   {'Copy ' + 'ABC'[copy] + ' - ' + pick(random, ['For employee records', 'File with your return', 'For payer']) if thing.lang == 'en' else ''}",
            10,
            bold=True,
            after=3,
        )
        top = page.y
        for n, (name, value) in enumerate(
            (
                ("Payer's name and address" if thing.lang == "en" else text[0], thing.firm().name),
                (text[3], thing.person()),
                (text[4], f"{thing.digits(3)}-{thing.digits(2)}-{thing.digits(4)}"),
            )
        ):
            page.box(page.left, top - 44 * (n + 1), page.measure * 0.5, 44)
            page.put(page.left + 3, top - 44 * n - 9, f"{'abc'[n]}  {name}", 6.5)
            page.put(page.left + 12, top - 44 * n - 30, value, 9.5, font="Courier")
        for n in range(6):
            x, y = page.left + page.measure * (0.5 + 0.25 * (n % 2)), top - 44 * (n // 2 + 1)
            page.box(x, y, page.measure * 0.25, 44)
            page.fit(x + 3, y + 35, f"{n + 1}  {lines[n % len(lines)]}", page.measure * 0.25 - 6, 6.5)
            page.put(
                x + page.measure * 0.25 - 6,
                y + 12,
                f"{thing.price(50, 60000):,.2f}",
                9.5,
                font="Courier",
                align="right",
            )
        page.y = top - 140
        page.line(text[0], 8, after=26)
        if page.y < 220:
            break
    return page


@variant("tax_form")
def tax_notice(thing: Invention) -> Page:
    """Boxes for single letters, parts in black bars."""
    random = thing.random
    text = [thing.spin(each) for each in FISCAL["en"]]
    page = Page(random, kind="sans", base=8.5, margin=34)
    page.line(text[0].upper(), 10)
    page.line(text[1], 16, bold=True, after=6)
    for part in range(1, 5):
        page.box(page.left, page.y - 15, page.measure, 15, fill=0.0)
        page.colour(1.0)
        page.put(
            page.left + 4,
            page.y - 11,
            f"PART {part}  {pick(random, ['Identification', 'Income', 'Deductions', 'Computation of tax', 'Payments and credits', 'Signature'])}",
            bold=True,
        )
        page.colour(0.0)
        page.y -= 20
        for _ in range(int(random.integers(2, 6))):
            if page.full:
                return page
            page.y -= 16
            page.put(page.left, page.y, pick(random, text[6].split(";")))
            count = int(random.integers(8, 13))
            for n in range(count):
                page.box(page.right - 13 * (count - n), page.y - 4, 13, 15)
                if chance(random, 0.5):
                    page.put(page.right - 13 * (count - n) + 6, page.y, thing.digits(1), 9, align="centre")
            page.y -= 4
        page.y -= 8
    page.para(text[7], 7.5)
    return page


@variant("tax_form")
def worksheet(thing: Invention) -> Page:
    """Instructions with a worksheet, as in a return's booklet."""
    random = thing.random
    text = [thing.spin(each) for each in FISCAL["en"]]
    page = Page(random, kind="serif", base=9, margin=45)
    page.line(
        f"{text[1]}: {pick(random, ['Worksheet for line', 'Schedule', 'Instructions for line'])} {random.integers(1, 60)}",
        13,
        bold=True,
        after=4,
    )
    page.line(f"{text[0]}    {thing.year}", after=8)
    for number in range(1, 16):
        page.para(
            thing.spin(
                "[Enter the amount from line {a}|Add lines {a} and {b}|Subtract line {a} from line {b}|Multiply line {a} by 0.{b}|Is line {a} more than line {b}? If yes, enter the difference; if no, skip to line {c}|Enter {m} if single, or twice that amount if married filing jointly]",
                a=number,
                b=number + 3,
                c=number + 5,
                m=f"${random.integers(1, 40) * 500:,}",
            )
            + " ..... ________",
            hang=f"{number}.",
            after=5,
        )
    page.para(
        thing.spin(
            "[Penalties and interest.|Where to file.|Who must file.] [Interest is charged on taxes not paid by the due date, even if an extension of time to file is granted.|Mail the return to the address for your county not later than April 15.|You must file if your gross income was at least the amount shown in the chart for your filing status and age.]"
        )
    )
    return page
