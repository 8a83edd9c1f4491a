"""Statements of bank and card accounts."""

from __future__ import annotations

import datetime as dt

from made_up.fonts import pick
from made_up.ornaments import letterhead, logo, person_block
from made_up.page import Page
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
