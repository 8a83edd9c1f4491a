"""Bank statements, payslips, cheques, receipts, budgets, spreadsheets, financial reports and tax forms."""

from __future__ import annotations

import datetime as dt

from made_up.fonts import chance, pick
from made_up.hand import sign, write, writer
from made_up.ornaments import barcode, chart, letterhead, logo, person_block, square_code
from made_up.page import Page
from made_up.prose import BUSINESS, paragraph
from made_up.words import Invention

from .registry import variant

STATEMENT = {
    "en": "[Account statement|Bank statement|Statement of account|Your current account statement|Checking account summary];[Statement period|Period];[Account number|Account no.];[Opening balance|Balance brought forward|Beginning balance|Previous balance];[Closing balance|Balance carried forward|Ending balance|New balance];Date;[Description|Details|Transaction];[Withdrawals|Paid out|Debit];[Deposits|Paid in|Credit];Balance",
    "de": "[Kontoauszug|Ihr Kontoauszug];Zeitraum;Kontonummer;[Alter Kontostand|Anfangssaldo];[Neuer Kontostand|Endsaldo];Buchung;Verwendungszweck;Soll;Haben;Saldo", "fr": "[Relevé de compte|Relevé bancaire];Période;N° de compte;[Solde précédent|Ancien solde];Nouveau solde;Date;[Libellé|Nature de l'opération];Débit;Crédit;Solde",
    "es": "[Extracto de cuenta|Extracto bancario];Periodo;Número de cuenta;Saldo anterior;Saldo final;Fecha;Concepto;Cargo;Abono;Saldo", "it": "[Estratto conto|Estratto conto corrente];Periodo;Conto n.;Saldo iniziale;Saldo finale;Data;Descrizione;Dare;Avere;Saldo", "pt": "[Extrato bancário|Extrato de conta];Período;Conta n.º;Saldo inicial;Saldo final;Data;Descrição;Débito;Crédito;Saldo", "nl": "[Rekeningafschrift|Bankafschrift];Periode;Rekeningnummer;Vorig saldo;Nieuw saldo;Datum;Omschrijving;Af;Bij;Saldo",
}  # fmt: skip
MOVES = {
    "en": "[ATM withdrawal|Cash machine] [High St|Main St|Airport]\n[Direct debit|Bill payment] [{f}|City water|Gas company|mobile phone]\nCard purchase [{f}|grocery store|petrol station|pharmacy]\n[Cheque|Check] [no. ]{n}\nStanding order rent\nService charge\n[Interest paid|Foreign transaction fee]\nTransfer to savings\nOnline payment ref {n}\nPOS debit {f}|+[Salary|Payroll deposit] {f}\n+[Transfer from|Faster payment] {p}\n+Deposit [branch|mobile]\n+Refund {f}",
    "de": "Lastschrift {f}\nGeldautomat {n}\nDauerauftrag Miete\nKartenzahlung {f}\nEntgeltabschluss\nÜberweisung {p}\n+Gehalt {f}\n+Gutschrift {p}\n+Steuererstattung", "fr": "Prélèvement {f}\nRetrait DAB {n}\nCarte {f}\nVirement loyer\nFrais de tenue de compte\nChèque {n}\n+Virement salaire {f}\n+Remise de chèque {n}\n+Virement {p}",
    "es": "Recibo {f}\nCajero {n}\nCompra tarjeta {f}\nTransferencia a {p}\nComisión de mantenimiento\n+Nómina {f}\n+Ingreso en efectivo\n+Transferencia de {p}", "it": "Addebito {f}\nPrelievo bancomat {n}\nPagamento POS {f}\nBonifico a {p}\nImposta di bollo\n+Stipendio {f}\n+Bonifico da {p}", "pt": "Débito direto {f}\nLevantamento MB {n}\nCompra {f}\nTransferência para {p}\nImposto de selo\n+Vencimento {f}\n+Depósito", "nl": "Incasso {f}\nGeldautomaat {n}\nBetaalautomaat {f}\nOverboeking {p}\nKosten rekening\n+Salaris {f}\n+Bijschrijving {p}",
}  # fmt: skip


class Account:
    """A month's movements and the balances after them."""

    def __init__(self, thing: Invention, count: int) -> None:
        random = thing.random
        self.thing = thing
        self.label = [thing.spin(each) for each in STATEMENT[thing.lang].split(";")]
        self.opening = self.balance = thing.price(100, 9000)
        self.paid_in = self.paid_out = 0.0
        self.moves: list[tuple[dt.date, str, float, float]] = []
        pool = MOVES[thing.lang].replace("|+", "\n+").splitlines()
        day = self.first = thing.day()
        for _ in range(count):
            day += dt.timedelta(days=int(random.integers(0, 4)))
            text = pick(random, pool)
            value = thing.price(5, 400) * (4 if text[0] == "+" else -1)
            self.balance += value
            self.paid_in += max(0.0, value)
            self.paid_out += max(0.0, -value)
            words = thing.spin(
                text.lstrip("+"), f=thing.firm().name.upper(), p=thing.person(), n=thing.digits(5)
            )
            self.moves.append((day, words, value, self.balance))
        self.last = day

    def rows(self) -> list[list[str]]:
        thing = self.thing
        found = [self.label[5:10]]
        for day, words, value, balance in self.moves:
            amount = thing.money(abs(value), sign=False)
            found.append(
                [
                    thing.date(day),
                    words,
                    amount if value < 0 else "",
                    amount if value > 0 else "",
                    thing.money(balance, sign=False),
                ]
            )
        return found


@variant("bank_statement", english=0.6)
def branch_letter(thing: Invention) -> Page:
    """Address window, summary, ruled list of movements."""
    account, random = Account(thing, int(thing.random.integers(8, 24))), thing.random
    page = Page(random, kind=pick(random, ["sans", "sans", "serif"]), base=float(random.uniform(8.5, 10)))
    bank = thing.firm()
    bank.name = f"{bank.name.split()[0]} {pick(random, {'en': ['Bank', 'Savings Bank', 'Building Society', 'Trust Company', 'Credit Union'], 'de': ['Bank AG', 'Sparkasse']}.get(thing.lang, ['Bank', 'Banco', 'Banca', 'Banque'][0:1] if thing.lang == 'nl' else {'fr': ['Banque'], 'es': ['Banco'], 'it': ['Banca'], 'pt': ['Banco'], 'de': ['Bank'], 'en': ['Bank'], 'nl': ['Bank']}[thing.lang]))}"
    letterhead(page, bank)
    top = page.y
    for number, each in enumerate(person_block(thing)):
        page.put(page.left, top - 14 - 13 * number, each)
    label = account.label
    facts = [
        (label[1], f"{thing.date(account.first)} - {thing.date(account.last)}"),
        (label[2], thing.digits(8)),
        (
            "IBAN" if thing.lang != "en" else pick(random, ["Sort code", "Routing no.", "Branch"]),
            thing.iban() if thing.lang != "en" else f"{thing.digits(2)}-{thing.digits(2)}-{thing.digits(2)}",
        ),
        (
            pick(random, ["Page", "Sheet"]) if thing.lang == "en" else "1 / 3",
            "1 of 3" if thing.lang == "en" else "",
        ),
    ]
    for number, (name, value) in enumerate(facts):
        page.put(page.right, top - 14 - 13 * number, f"{name}: {value}", 9, align="right")
    page.y = top - 84
    page.line(label[0], 16, bold=True, after=8)
    page.rows(
        [
            [label[3], label[8], label[7], label[4]],
            [
                thing.money(account.opening),
                thing.money(account.paid_in),
                thing.money(account.paid_out),
                thing.money(account.balance),
            ],
        ],
        [1] * 4,
        style=pick(random, ["band", "grid", "zebra"]),
    )
    page.rows(
        account.rows(), [14, 44, 14, 14, 14], style=pick(random, ["ruled", "zebra", "bare"]), aligns="llrrr"
    )
    page.line(f"{label[4]}: {thing.money(account.balance)}", bold=True, align="right")
    return page


@variant("bank_statement", english=0.7)
def computer_sheet(thing: Invention) -> Page:
    """A printer's sheet of typewriter letters with reversed dates and CR/DR marks."""
    account = Account(thing, int(thing.random.integers(10, 30)))
    page = Page(thing.random, kind="typewriter", base=9, margin=38)
    label = account.label
    page.line(
        f"{thing.firm().name.split()[0].upper()} {pick(thing.random, ['NATIONAL BANK', 'SAVINGS', 'BANCO', 'CREDIT UNION']) if thing.lang in {'en', 'es'} else 'BANK'}",
        13,
        bold=True,
    )
    page.line(label[0].upper(), after=10)
    for each in person_block(thing):
        page.line(each.upper())
    page.line("", after=6)
    page.line(
        f"{label[2].upper()} {thing.digits(3)} {thing.digits(6)}      {label[1].upper()} {thing.date(account.first)} / {thing.date(account.last)}",
        after=6,
    )
    page.line(
        f"{label[5].upper():<12}{label[6].upper():<34}{label[7].upper()[:11]:>12}{label[8].upper()[:11]:>12}{label[9].upper()[:11]:>14}"
    )
    page.line("-" * 84)
    page.line(f"{'':<12}{label[3].upper():<58}{thing.money(account.opening, sign=False):>14}")
    for row in account.rows()[1:]:
        page.line(f"{row[0][:11]:<12}{row[1].upper()[:32]:<34}{row[2]:>12}{row[3]:>12}{row[4]:>14}")
        if page.full:
            break
    page.line(f"{'':<12}{label[4].upper():<58}{thing.money(account.balance, sign=False):>14}")
    return page


@variant("bank_statement")
def checking_summary(thing: Invention) -> Page:
    """An American one by sections: deposits, checks, fees, daily balances, how to reach us."""
    account, random = Account(thing, 22), thing.random
    page = Page(random, kind="sans", base=8.8, margin=45)
    logo(page, page.left, page.y - 30, 28)
    page.put(page.left + 40, page.y - 20, f"{thing.firm().name.split()[0]} Federal Bank", 16, bold=True)
    page.put(
        page.right,
        page.y - 12,
        thing.spin("[Customer service|24-hour banking|Questions? Call]") + f" {thing.phone()}",
        8,
        align="right",
    )
    page.y -= 60
    home = person_block(thing)
    for each in home:
        page.line(each.upper())
    page.y -= 16
    page.line(
        thing.spin(
            "[Your Everyday Checking|Free Checking|Student Checking|Business Advantage Checking|Money Market Savings]"
        ),
        14,
        bold=True,
    )
    page.line(
        f"for {thing.date(account.first, long=True)} to {thing.date(account.last, long=True)}     Account number: {thing.digits(4)} {thing.digits(4)} {thing.digits(4)}",
        after=10,
    )
    page.line("Account summary", 11, bold=True, after=3)
    page.rows(
        [
            [f"Beginning balance on {thing.date(account.first)}", thing.money(account.opening)],
            ["Deposits and other additions", thing.money(account.paid_in)],
            ["Withdrawals and other subtractions", thing.money(-account.paid_out)],
            ["Service fees", "-0.00"],
            [f"Ending balance on {thing.date(account.last)}", thing.money(account.balance)],
        ],
        [70, 30],
        style="ruled",
        aligns="lr",
        head=False,
        bold_last=True,
        width=page.measure * 0.6,
    )
    for title, mark in (("Deposits and other additions", 1), ("Withdrawals and other subtractions", -1)):
        page.line(title, 11, bold=True, after=3)
        rows = [
            ["Date", "Description", "Amount"],
            *[[thing.date(d), w, thing.money(v)] for d, w, v, _ in account.moves if v * mark > 0],
        ]
        page.rows(rows, [16, 64, 20], style="ruled", aligns="llr")
    page.line("Daily ledger balances", 11, bold=True, after=3)
    days = [(thing.date(d), thing.money(b)) for d, _, _, b in account.moves][::2][:9]
    page.rows(
        [
            ["Date", "Balance"] * 3,
            *[[x for pair in days[n : n + 3] for x in pair] for n in range(0, len(days) - len(days) % 3, 3)],
        ],
        [1] * 6,
        style="bare",
    )
    return page


@variant("bank_statement")
def card_statement(thing: Invention) -> Page:
    account, random = Account(thing, 14), thing.random
    page = Page(random, kind="sans", base=9, margin=40)
    page.box(0, page.height - 70, page.width, 70, fill=page.accent, stroke=0)
    page.colour(1.0)
    page.put(
        page.left,
        page.height - 44,
        f"{thing.firm().name.split()[0]} {pick(random, ['Platinum', 'Rewards', 'Gold', 'Classic'])} Card",
        20,
        bold=True,
    )
    page.colour(0.0)
    page.y = page.height - 90
    page.rows(
        [
            ["New balance", "Minimum payment due", "Payment due date", "Credit limit", "Available credit"],
            [
                thing.money(account.paid_out),
                thing.money(max(25, account.paid_out * 0.03)),
                thing.date(),
                thing.money(5000),
                thing.money(5000 - account.paid_out),
            ],
        ],
        [1] * 5,
        style="grid",
        aligns="ccccc",
    )
    for each in person_block(thing):
        page.line(each)
    page.y -= 8
    page.para(
        thing.spin(
            "Late payment warning: if we do not receive your minimum payment by the date listed above, you may have to pay a late fee of up to [$35|£12] and your annual percentage rate may be increased."
        ),
        8,
    )
    page.line(
        f"Account ending in {thing.digits(4)}    Statement closing date {thing.date()}", bold=True, after=6
    )
    rows = [["Trans. date", "Post date", "Reference", "Merchant name or description", "Amount"]]
    rows += [
        [thing.date(d), thing.date(d), thing.digits(9), w, thing.money(-v)] for d, w, v, _ in account.moves
    ]
    page.rows(rows, [12, 12, 16, 42, 14], style=pick(random, ["zebra", "ruled"]), aligns="llllr", size=8.5)
    page.rows(
        [
            ["Interest charge calculation", "APR", "Balance subject to rate", "Interest"],
            [
                "Purchases",
                f"{random.uniform(9, 29):.2f}%",
                thing.money(account.paid_out),
                thing.money(thing.price(1, 60)),
            ],
            ["Cash advances", "26.99%", thing.money(0), thing.money(0)],
        ],
        [3, 1, 2, 1],
        style="grid",
        size=8,
    )
    return page


PAY = {
    "en": "[Pay slip|Payslip|Earnings statement|Pay stub|Statement of earnings and deductions];Employee;[Employee no.|Employee ID];[Pay period|Period ending];[Earnings|Payments];[Basic salary|Regular pay|Hourly pay];[Overtime|Bonus|Shift allowance];[Deductions|Taxes and deductions];[Income tax|Federal withholding|PAYE tax];[National insurance|Social security|Medicare];[Pension|401(k)|Union dues];[Gross pay|Total earnings];[Net pay|Take home pay];[Year to date|YTD]",
    "de": "[Gehaltsabrechnung|Entgeltabrechnung|Lohnabrechnung];Mitarbeiter;Personalnr.;Abrechnungsmonat;Bezüge;Grundgehalt;Überstunden;Abzüge;Lohnsteuer;Rentenversicherung;Krankenversicherung;Gesamtbrutto;Auszahlungsbetrag;Jahreswerte", "fr": "[Bulletin de paie|Bulletin de salaire];Salarié;Matricule;Période;Gains;Salaire de base;Heures supplémentaires;Retenues;Impôt sur le revenu;Sécurité sociale;Retraite complémentaire;Salaire brut;Net à payer;Cumul annuel",
    "es": "[Nómina|Recibo de salarios];Trabajador;N.º afiliación;Periodo de liquidación;Devengos;Salario base;Plus convenio;Deducciones;IRPF;Contingencias comunes;Desempleo;Total devengado;Líquido a percibir;Acumulado", "it": "[Busta paga|Cedolino paga];Dipendente;Matricola;Mese;Competenze;Paga base;Straordinario;Trattenute;IRPEF;INPS;Addizionale regionale;Totale competenze;Netto in busta;Progressivo", "pt": "[Recibo de vencimento];Trabalhador;N.º;Período;Abonos;Vencimento base;Subsídio de refeição;Descontos;IRS;Segurança Social;Sindicato;Total ilíquido;Total líquido;Acumulado", "nl": "[Loonstrook|Salarisspecificatie];Werknemer;Personeelsnr.;Periode;Betalingen;Bruto salaris;Overwerk;Inhoudingen;Loonheffing;Pensioenpremie;ZVW;Bruto loon;Netto loon;Cumulatief",
}  # fmt: skip


def _pay(
    thing: Invention,
) -> tuple[list[str], list[tuple[str, float]], list[tuple[str, float]], float, float]:
    label = [thing.spin(each) for each in PAY[thing.lang].split(";")]
    base, extra = thing.price(900, 6000), thing.price(20, 400)
    gross = base + extra
    less = [(label[8 + n], round(gross * float(thing.random.uniform(0.02, 0.16)), 2)) for n in range(3)]
    return label, [(label[5], base), (label[6], extra)], less, gross, gross - sum(v for _, v in less)


@variant("payslip", english=0.5)
def pay_columns(thing: Invention) -> Page:
    label, more, less, gross, net = _pay(thing)
    random = thing.random
    page = Page(
        random,
        (595, pick(random, [300, 420, 842])),
        kind=pick(random, ["sans", "typewriter"]),
        base=9,
        margin=30,
    )
    firm = thing.firm()
    page.put(page.left, page.y - 14, firm.name, 13, bold=True)
    page.put(page.right, page.y - 14, label[0], 13, bold=True, align="right")
    page.y -= 24
    page.rows(
        [
            [label[1], label[2], label[3], "NI / SSN / Tax code" if thing.lang == "en" else "Nr."],
            [thing.person(), thing.digits(5), thing.date(), thing.code()],
        ],
        [2, 1, 1.2, 1.2],
        style="grid",
    )
    rows = [[label[4], "", label[13], label[7], "", label[13]]]
    for number in range(3):
        a = more[number] if number < len(more) else None
        b = less[number]
        rows.append(
            [
                a[0] if a else "",
                thing.money(a[1], sign=False) if a else "",
                thing.money(a[1] * 7, sign=False) if a else "",
                b[0],
                thing.money(b[1], sign=False),
                thing.money(b[1] * 7, sign=False),
            ]
        )
    rows.append(
        [
            label[11],
            thing.money(gross, sign=False),
            thing.money(gross * 7, sign=False),
            label[7],
            thing.money(gross - net, sign=False),
            "",
        ]
    )
    page.rows(
        rows, [20, 12, 12, 20, 12, 12], style=pick(random, ["grid", "band"]), aligns="lrrlrr", bold_last=True
    )
    page.line(f"{label[12]}: {thing.money(net)}", 13, bold=True, align="right", after=8)
    page.line(f"{thing.iban()}   {thing.date()}", 8)
    return page


@variant("payslip", english=0.7)
def pay_stub(thing: Invention) -> Page:
    """Hours and rates over a tear-off with a voided check."""
    label, more, less, gross, net = _pay(thing)
    random = thing.random
    page = Page(random, kind="sans", base=8.5, margin=36)
    letterhead(page, thing.firm())
    page.line(label[0], 15, bold=True, align="right")
    for each in person_block(thing):
        page.line(each)
    page.line(f"{label[3]}: {thing.date()}   {label[2]}: {thing.digits(6)}", after=8)
    hours = 80 if thing.lang == "en" else 160
    page.rows(
        [
            [
                label[4],
                "Rate" if thing.lang == "en" else "",
                "Hours" if thing.lang == "en" else "h",
                "",
                label[13],
            ],
            *[[n, thing.number(v / hours), str(hours), thing.money(v), thing.money(v * 9)] for n, v in more],
            [label[11], "", "", thing.money(gross), thing.money(gross * 9)],
        ],
        [30, 14, 10, 18, 18],
        style="ruled",
        aligns="lrrrr",
        bold_last=True,
    )
    page.rows(
        [[label[7], "", label[13]], *[[n, thing.money(-v), thing.money(v * 9)] for n, v in less]],
        [40, 20, 20],
        style="ruled",
        aligns="lrr",
    )
    page.line(f"{label[12]}   {thing.money(net)}", 14, bold=True, after=20)
    if page.y > 240:
        page.canvas.setDash(3, 3)
        page.canvas.line(20, 220, page.width - 20, 220)
        page.canvas.setDash()
        page.put(
            page.left,
            190,
            f"{thing.spin('[THIS IS NOT A CHECK|NON-NEGOTIABLE|VOID - DIRECT DEPOSIT]')}"
            if thing.lang == "en"
            else thing.iban(),
            14,
            bold=True,
        )
        page.put(page.left, 160, f"{thing.person()}", 10)
        page.put(page.right, 160, thing.money(net), 12, align="right")
    return page


@variant("payslip", english=0.4)
def pay_lines(thing: Invention) -> Page:
    """Line printer: codes, bases, rates."""
    label, more, less, gross, net = _pay(thing)
    page = Page(thing.random, kind="typewriter", base=8.8, margin=34)
    page.line(f"{thing.firm().name.upper():<44}{label[0].upper():>36}", after=6)
    for name, value in ((label[1], thing.person()), (label[2], thing.digits(6)), (label[3], thing.date())):
        page.line(f"{name:<22}: {value}")
    page.line("=" * 82)
    for number, (name, value) in enumerate([*more, *less]):
        amount = thing.money(value if number < len(more) else -value, sign=False)
        page.line(f"{1000 + 10 * number}  {name:<40}{thing.number(gross):>14}{amount:>20}")
    page.line("=" * 82)
    page.line(f"{label[11]:<50}{thing.money(gross, sign=False):>30}")
    page.line(f"{label[12]:<50}{thing.money(net, sign=False):>30}", bold=True)
    return page


@variant("payslip")
def pay_card(thing: Invention) -> Page:
    label, more, less, gross, net = _pay(thing)
    page = Page(thing.random, kind="sans", base=10, margin=60)
    logo(page, page.right - 30, page.y - 30, 30)
    page.line(label[0], 22, after=14)
    for name, value in (
        (label[1], thing.person()),
        (label[2], thing.digits(5)),
        ("Department", pick(thing.random, ["Finance", "Stores", "Nursing", "Production"])),
        (label[3], thing.date()),
        ("Payment method", "BACS"),
    ):
        page.put(page.left, page.y - 10, name)
        page.put(page.left + 140, page.y - 10, value, bold=True)
        page.y -= 17
    page.y -= 20
    for title, lines in ((label[4], more), (label[7], less)):
        page.line(title, 12, bold=True)
        page.rule(after=2)
        page.rows([[n, thing.money(v)] for n, v in lines], [3, 1], style="bare", aligns="lr", head=False)
    page.rows(
        [[label[11], thing.money(gross)], [label[12], thing.money(net)]],
        [3, 1],
        style="zebra",
        aligns="lr",
        head=False,
        bold_last=True,
    )
    return page


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


HEADS = """[Salaries and wages|Personnel|Payroll];[Fringe benefits|Employee benefits];[Office supplies|Supplies];[Travel and entertainment|Travel];[Telephone and postage|Communications];[Rent and utilities|Occupancy];[Equipment|Capital equipment];[Advertising|Media|Promotion];[Market research|Consumer research];[Consultants|Professional fees|Contract services];[Training|Conferences];Insurance;[Maintenance and repairs|Repairs];[Printing|Publications];[Contingency|Miscellaneous];[Computer services|Software]"""
PLACES = ["Department of Parks and Recreation", "Marketing", "Research and Development", "Parish Council", "School District No. 4", "Summer Festival", "Project Lighthouse", "Household", "Quality Assurance", "Public Works", "Youth Orchestra", "Brand Group", "Field Station", "Library Services"]  # fmt: skip


def _plan(thing: Invention, count: int) -> list[tuple[str, float]]:
    heads = [thing.spin(each) for each in HEADS.split(";")]
    return [
        (heads[int(n)], float(round(thing.price(500, 180000), -2)))
        for n in sorted(thing.random.permutation(len(heads))[:count])
    ]


@variant("budget")
def planned_actual(thing: Invention) -> Page:
    """Budget against actual with variances."""
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "serif", "typewriter"]), base=9)
    page.para(
        thing.spin(
            "{p}: [Budget report|Statement of budget and actual|Operating budget|Budget variance report]",
            p=pick(random, PLACES),
        ),
        15,
        bold=True,
        after=4,
    )
    page.line(
        thing.spin(
            "[For the year ended {d}|Fiscal year {y}|Year to date, {d}]",
            d=thing.date(),
            y=f"{thing.year}-{(thing.year + 1) % 100:02}",
        ),
        after=12,
    )
    rows = [["", "Budget", "Actual", "Variance", "%"]]
    totals = [0.0, 0.0]
    for name, plan in _plan(thing, int(random.integers(6, 14))):
        actual = round(plan * float(random.normal(1, 0.12)))
        totals = [totals[0] + plan, totals[1] + actual]
        rows.append(
            [
                name,
                f"{plan:,.0f}",
                f"{actual:,.0f}",
                f"({actual - plan:,.0f})" if actual > plan else f"{plan - actual:,.0f}",
                f"{(actual / plan - 1) * 100:.1f}",
            ]
        )
    rows.append(
        [
            "Total expenditure",
            f"{totals[0]:,.0f}",
            f"{totals[1]:,.0f}",
            f"{totals[0] - totals[1]:,.0f}",
            f"{(totals[1] / totals[0] - 1) * 100:.1f}",
        ]
    )
    page.rows(
        rows,
        [40, 16, 16, 16, 10],
        style=pick(random, ["ruled", "grid", "zebra", "band"]),
        aligns="lrrrr",
        bold_last=True,
    )
    page.para(paragraph(random, BUSINESS, thing, 1, 3))
    return page


@variant("budget")
def typed_budget(thing: Invention) -> Page:
    """Typed, leader dots, a total with two rules, initials."""
    random = thing.random
    page = Page(random, kind="typewriter", base=10.5, margin=75)
    page.line(
        thing.spin("[PROPOSED BUDGET|BUDGET REQUEST|BUDGET ESTIMATE|TENTATIVE BUDGET] - {y}", y=thing.year),
        align="centre",
    )
    page.line(pick(random, PLACES).upper(), align="centre", after=20)
    total = 0.0
    for letter, group in zip("ABC", ("Personnel", "Operating Expenses", "Other"), strict=True):
        page.line(f"{letter}.  {group}", after=3)
        for name, plan in _plan(thing, int(random.integers(2, 5))):
            total += plan
            dots = "." * max(3, 46 - len(name))
            page.line(f"    {name} {dots} {plan:>10,.0f}")
        page.y -= 8
    page.line(f"{'':50}{'-' * 11}", after=2)
    page.line(f"    {'TOTAL':46} ${total:>10,.0f}", after=24)
    page.para(
        thing.spin(
            "[Approval of these funds is requested for|This request covers] the period {a} through {b}. [Funds not spent will be carried forward.|A revised estimate will follow in the third quarter.]",
            a=thing.date(long=True),
            b=thing.date(long=True),
        )
    )
    page.line("Approved: ____________________   Date: __________")
    if chance(random, 0.5):
        sign(page, page.left + 80, page.y + 6)
    return page


@variant("budget")
def monthly_budget(thing: Invention) -> Page:
    """Months across, sums down."""
    random = thing.random
    page = Page(random, (792, 612), kind="sans", base=7, margin=30)
    page.line(
        thing.spin("[Budget {y}|Annual budget by month|Cash budget {y}|Household budget {y}]", y=thing.year),
        15,
        bold=True,
        after=8,
    )
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    rows, sums = [["", *months, "Total"]], [0.0] * 13
    for name, plan in [("Income", 240000.0), *_plan(thing, int(random.integers(8, 15)))]:
        values = [round(plan / 12 * float(v)) for v in random.uniform(0.7, 1.3, 12)]
        values.append(sum(values))
        sums = [a + b for a, b in zip(sums, values, strict=True)] if name != "Income" else sums
        rows.append([name, *[f"{v:,}" for v in values]])
    rows.append(["Total budgeted", *[f"{v:,.0f}" for v in sums]])
    page.rows(
        rows,
        [22, *[8] * 12, 10],
        style=pick(random, ["grid", "zebra"]),
        aligns="l" + "r" * 13,
        bold_last=True,
        pad=3,
    )
    return page


@variant("budget")
def grant_budget(thing: Invention) -> Page:
    """A budget with a justification of each line."""
    random = thing.random
    page = Page(random, kind="serif", base=10)
    page.line(
        thing.spin(
            "[BUDGET AND JUSTIFICATION|Proposed project budget|Budget proposal|Media budget recommendation]"
        ),
        14,
        bold=True,
        align="centre",
        after=4,
    )
    page.line(f"{pick(random, PLACES)}, {thing.date(long=True)}", align="centre", after=12)
    plan = _plan(thing, int(random.integers(4, 8)))
    page.rows(
        [
            ["Item", "Requested", "Matching", "Total"],
            *[[n, f"${v:,.0f}", f"${v * 0.25:,.0f}", f"${v * 1.25:,.0f}"] for n, v in plan],
            ["Total budget", *[f"${sum(v for _, v in plan) * k:,.0f}" for k in (1, 0.25, 1.25)]],
        ],
        [46, 18, 18, 18],
        style="grid",
        aligns="lrrr",
        bold_last=True,
    )
    for name, value in plan:
        page.para(
            f"{name} (${value:,.0f}). "
            + thing.spin(
                "[This amount covers|We request support for] [two part-time assistants|materials for three workshops|the lease of equipment|mailings and telephone interviews|field trips to four sites] [for twelve months|at the current rate|based on last year's costs]. [An increase of 5% over the prior year is assumed.|No indirect costs are charged.|Quotes are attached.]"
            )
        )
    return page


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
    for name, plan in _plan(thing, 9):
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
