"""Bills of utilities."""

from __future__ import annotations

from made_up.fonts import pick
from made_up.ornaments import chart, letterhead, person_block
from made_up.page import Page
from made_up.words import Invention

from .registry import variant


@variant("utility_bill", english=0.6)
def energy_bill(thing: Invention) -> Page:
    random = thing.random
    what = {
        "en": pick(random, ["Electricity", "Gas", "Water", "Telephone", "Broadband"]),
        "de": "Strom",
        "fr": "Électricité",
        "es": "Electricidad",
        "it": "Energia elettrica",
        "pt": "Eletricidade",
        "nl": "Stroom",
    }[thing.lang]
    label = {
        "en": "bill;Account number;Billing period;Service address;Meter reading;Previous;Current;Usage;Standing charge;Amount due;Please pay by;Your usage over the last months",
        "de": "rechnung;Kundennummer;Abrechnungszeitraum;Verbrauchsstelle;Zählerstand;Alt;Neu;Verbrauch;Grundpreis;Zu zahlen;Fällig am;Ihr Verbrauch", "fr": " : votre facture;Numéro de client;Période;Lieu de consommation;Relevé compteur;Ancien;Nouveau;Consommation;Abonnement;Montant à payer;À payer avant le;Votre consommation",
        "es": ": factura;Número de contrato;Periodo de facturación;Dirección de suministro;Lectura del contador;Anterior;Actual;Consumo;Término fijo;Total a pagar;Fecha límite;Su consumo", "it": ": bolletta;Numero cliente;Periodo;Indirizzo fornitura;Lettura contatore;Precedente;Attuale;Consumo;Quota fissa;Totale da pagare;Entro il;I tuoi consumi",
        "pt": ": fatura;Número de cliente;Período;Local de consumo;Leitura do contador;Anterior;Atual;Consumo;Termo fixo;Valor a pagar;Data limite;O seu consumo", "nl": "rekening;Klantnummer;Periode;Leveringsadres;Meterstand;Vorige;Huidige;Verbruik;Vastrecht;Te betalen;Betalen voor;Uw verbruik",
    }[thing.lang].split(";")  # fmt: skip
    page = Page(random, kind="sans")
    letterhead(page, thing.firm())
    page.line(
        f"{what}{'' if thing.lang in {'de', 'nl'} or label[0][0] in ': ' else ' '}{label[0]}",
        20,
        bold=True,
        after=10,
    )
    home = person_block(thing)
    for each in home:
        page.line(each)
    page.y -= 10
    for name, value in (
        (label[1], thing.digits(10)),
        (label[2], f"{thing.date()} - {thing.date()}"),
        (label[3], home[1]),
    ):
        page.line(f"{name}: {value}")
    old, used, unit, fixed = (
        int(random.integers(1000, 60000)),
        int(random.integers(90, 2400)),
        round(float(random.uniform(0.08, 0.42)), 4),
        thing.price(4, 40),
    )
    page.y -= 12
    page.rows(
        [
            [label[4], label[5], label[6], label[7]],
            [thing.digits(8), str(old), str(old + used), f"{used} kWh"],
        ],
        [1] * 4,
        style="band",
    )
    net = used * unit + fixed
    page.rows(
        [
            [label[7], f"{used} x {thing.number(unit, 4)}", thing.money(used * unit)],
            [label[8], "", thing.money(fixed)],
            [f"{label[9]}", f"{label[10]} {thing.date()}", thing.money(net * 1.07)],
        ],
        [2, 2, 1],
        style="ruled",
        head=False,
        aligns="lrr",
        bold_last=True,
    )
    page.line(label[11], bold=True, after=4)
    if page.y - 110 > page.bottom:
        chart(page, page.left + 20, page.y - 105, page.measure * 0.6, 90, "bars")
    page.y = page.bottom + 30
    page.canvas.setDash(4, 3)
    page.rule(after=4)
    page.line(f"{label[1]} {thing.digits(10)}      {label[9]} {thing.money(net * 1.07)}")
    return page
