"""Payslips."""

from __future__ import annotations

from made_up.fonts import pick
from made_up.ornaments import letterhead, logo, person_block
from made_up.page import Page
from made_up.words import Invention

from .registry import variant

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
