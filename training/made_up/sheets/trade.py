"""Invoices, orders, quotations and delivery notes."""

from __future__ import annotations

from collections.abc import Callable

from made_up.fonts import chance, pick
from made_up.hand import sign, write, writer
from made_up.ornaments import barcode, letterhead, logo, person_block, square_code
from made_up.page import Page
from made_up.words import Firm, Invention

from .registry import variant

GOODS = {
    "en": """[Steel|Brass|Nylon] [hex bolts|washers|hinges|brackets], box of [50|100|250]
[Laser|Inkjet] printer [cartridge|paper, A4|toner, black]
[Annual|Quarterly|On-site] [maintenance|software licence|inspection|support plan]
[Design|Consulting|Translation|Installation] services, [hours|days|per hour]
[Office|Folding|Oak] [chair|desk|table|shelf unit]
[Organic|Ground|Decaf] coffee [1 kg|12 x 250 g]
[Copper|PVC|Steel] pipe [15 mm|3/4 in.|22 mm], per [metre|foot]
[Freight|Delivery|Packing and handling]
Web hosting, [12 months|business plan|domain renewal]
[LED|Halogen|Fluorescent] [lamp 9 W|tube 36 W|spot 50 W]
[Cotton|Polyester] [work shirts|gloves|overalls], size [M|L|XL]
[Full page|Half page|Quarter page] [advertisement, May issue|colour plates|insertion, weekend edition]
[Ball|Needle|Roller] bearing [6204|6305|NU 208]
[Reagent|Solvent] grade [acetone|ethanol|hexane], [1 l|2.5 l|5 gal]
[Catering|Room hire|Audio equipment], [one day|evening|per guest]
[Garden|Safety|Rubber] [hose 25 m|boots|matting]""",
    "de": "Sechskantschrauben M8, verzinkt\nWartung der Heizungsanlage\nKopierpapier A4, 500 Blatt\nArbeitsstunden Monteur\nFahrtkostenpauschale\nWebhosting Jahresgebühr\nKabel NYM 3x1,5, 50 m\nBürostuhl, schwarz\nDruckerpatrone schwarz\nBeratung, Tagessatz\nHolzdielen Eiche\nFracht und Verpackung",
    "fr": "Papier A4, ramette de 500\nMain-d'œuvre, heure\nCartouche d'encre noire\nEntretien de la chaudière\nFrais de port\nChaise de bureau\nHébergement web annuel\nTuyau cuivre 15 mm\nPeinture blanche 10 l\nPrestation de conseil\nCâble électrique 50 m",
    "es": "Papel A4, paquete 500 hojas\nMano de obra, hora\nCartucho de tinta negra\nMantenimiento anual\nGastos de envío\nSilla de oficina\nTornillos acero 100 uds.\nServicio de consultoría\nPintura blanca 15 l\nAlojamiento web",
    "it": "Carta A4, risma\nManodopera oraria\nCartuccia nera\nManutenzione caldaia\nSpese di spedizione\nSedia da ufficio\nViti in acciaio, conf. 100\nConsulenza tecnica\nPittura bianca 14 l",
    "pt": "Papel A4, resma\nMão de obra, hora\nTinteiro preto\nManutenção anual\nPortes de envio\nCadeira de escritório\nParafusos inox, cx. 100\nServiço de consultoria",
    "nl": "Kopieerpapier A4\nArbeidsloon per uur\nInktcartridge zwart\nOnderhoud cv-ketel\nVerzendkosten\nBureaustoel\nSchroeven RVS, doos 100\nAdviesuren\nWebhosting per jaar",
}


LABELS = {
    "en": {
        "invoice": "[INVOICE|Invoice|TAX INVOICE|Sales Invoice|BILL]", "purchase_order": "[PURCHASE ORDER|Purchase Order|ORDER]", "quotation": "[QUOTATION|Quote|Estimate|PROFORMA INVOICE|Price Quotation]", "delivery_note": "[DELIVERY NOTE|PACKING SLIP|Packing List|DISPATCH NOTE]",
        "number": "[No.|Number|#|Ref.]", "date": "[Date|Date issued|Issued]", "due": "[Due date|Payment due|Pay by]", "valid": "[Valid until|Offer expires|Validity]", "delivery": "[Delivery date|Required by|Ship date]", "to": "[Bill to|Sold to|Customer|Invoice to|To]", "vendor": "[Vendor|Supplier|To]", "ship": "[Ship to|Deliver to|Delivery address]",
        "item": "[Description|Item|Product / service|DESCRIPTION]", "qty": "[Qty|Quantity|QTY]", "price": "[Unit price|Price|Rate|Each]", "amount": "[Amount|Total|Line total|AMOUNT]", "sub": "[Subtotal|Sub-total|Net amount]", "tax": "[Sales tax|VAT|GST|Tax]", "total": "[Total|TOTAL DUE|Amount due|Balance due|Grand total]",
        "invoice_foot": "[Payment terms: 30 days net.|Please make cheques payable to {firm}.|Please pay within 14 days by bank transfer, quoting the invoice number.|Terms: 2% 10 days, net 30. Interest of 1.5% per month is charged on overdue accounts.] [Thank you for your business!|We appreciate your custom.|Remit to: {firm}, {street}.|]",
        "purchase_order_foot": "[Please supply the goods listed above in accordance with our conditions of purchase.|Please acknowledge receipt of this order and confirm the delivery date.] [Our order number must appear on all invoices, packages and correspondence.|No deliveries accepted after 3 p.m.] Authorized by:",
        "quotation_foot": "[We are pleased to submit our quotation as above.|Thank you for your enquiry.] [Prices are firm for 30 days and exclude freight.|This estimate is not a contract or a bill.] [To accept this quotation, sign here and return:|Lead time is about 3 weeks from receipt of order.]",
        "delivery_note_foot": "[Please check the goods on arrival and report shortages within 3 days.|Goods received in good order and condition.] Received by: ____________________ Date: __________ [Carrier|Driver]: __________ [Packages|Cartons]: ____",
    },
    "de": {
        "invoice": "[RECHNUNG|Rechnung]", "purchase_order": "[BESTELLUNG|Bestellung]", "quotation": "[ANGEBOT|Angebot|Kostenvoranschlag]", "delivery_note": "[LIEFERSCHEIN|Lieferschein]", "number": "[Nr.|Nummer]", "date": "[Datum|Rechnungsdatum]", "due": "[Zahlbar bis|Fällig am]", "valid": "Gültig bis", "delivery": "Liefertermin", "to": "[Kunde|Rechnungsempfänger]", "vendor": "Lieferant", "ship": "Lieferanschrift",
        "item": "[Bezeichnung|Beschreibung|Artikel]", "qty": "[Menge|Anzahl]", "price": "[Einzelpreis|E-Preis]", "amount": "[Gesamt|Betrag|Summe]", "sub": "[Zwischensumme|Nettobetrag]", "tax": "[MwSt. 19 %|USt. 19 %]", "total": "[Gesamtbetrag|Rechnungsbetrag|Endsumme]",
        "invoice_foot": "[Bitte überweisen Sie den Betrag innerhalb von 14 Tagen ohne Abzug.|Zahlbar sofort rein netto.] Es gelten unsere Allgemeinen Geschäftsbedingungen.", "purchase_order_foot": "Bitte bestätigen Sie den Auftrag und den Liefertermin. Mit freundlichen Grüßen, Einkauf", "quotation_foot": "Wir danken für Ihre Anfrage. An dieses Angebot halten wir uns 30 Tage gebunden.", "delivery_note_foot": "Ware vollständig und unbeschädigt erhalten. Datum, Unterschrift: ____________________",
    },
    "fr": {
        "invoice": "[FACTURE|Facture]", "purchase_order": "[BON DE COMMANDE|Bon de commande]", "quotation": "[DEVIS|Devis]", "delivery_note": "[BON DE LIVRAISON|Bordereau de livraison]", "number": "[N°|Numéro]", "date": "[Date|Date d'émission]", "due": "[Échéance|Date d'échéance]", "valid": "Valable jusqu'au", "delivery": "Livraison prévue", "to": "[Client|Facturé à|Adressé à]", "vendor": "Fournisseur", "ship": "Adresse de livraison",
        "item": "[Désignation|Description]", "qty": "[Qté|Quantité]", "price": "[Prix unitaire HT|P.U. HT]", "amount": "[Montant HT|Total HT]", "sub": "Total HT", "tax": "TVA 20 %", "total": "[Total TTC|Net à payer]",
        "invoice_foot": "Paiement à 30 jours par virement. [En cas de retard, une indemnité forfaitaire de 40 € sera exigée.|Pas d'escompte pour paiement anticipé.]", "purchase_order_foot": "Merci d'accuser réception de cette commande et de rappeler son numéro sur vos factures.", "quotation_foot": "Devis valable un mois. Bon pour accord, date et signature :", "delivery_note_foot": "Marchandise reçue en bon état. Nom et signature : ____________________",
    },
    "es": {
        "invoice": "[FACTURA|Factura]", "purchase_order": "[PEDIDO|Orden de compra]", "quotation": "[PRESUPUESTO|Presupuesto]", "delivery_note": "[ALBARÁN|Albarán de entrega]", "number": "[N.º|Número]", "date": "Fecha", "due": "Vencimiento", "valid": "Válido hasta", "delivery": "Fecha de entrega", "to": "[Cliente|Facturar a]", "vendor": "Proveedor", "ship": "Enviar a", "item": "[Concepto|Descripción]", "qty": "[Cant.|Cantidad]", "price": "[Precio|Precio unitario]", "amount": "[Importe|Total]", "sub": "Base imponible", "tax": "IVA 21 %", "total": "[Total factura|TOTAL A PAGAR]",
        "invoice_foot": "Forma de pago: transferencia bancaria a 30 días. Gracias por su confianza.", "purchase_order_foot": "Rogamos confirmen la recepción de este pedido.", "quotation_foot": "Presupuesto válido por 30 días. Aceptado por el cliente:", "delivery_note_foot": "Recibí conforme. Firma: ____________________",
    },
    "it": {
        "invoice": "[FATTURA|Fattura]", "purchase_order": "Ordine di acquisto", "quotation": "Preventivo", "delivery_note": "Documento di trasporto", "number": "N.", "date": "Data", "due": "Scadenza", "valid": "Valido fino al", "delivery": "Consegna", "to": "[Cliente|Spett.le]", "vendor": "Fornitore", "ship": "Destinazione", "item": "Descrizione", "qty": "[Q.tà|Quantità]", "price": "Prezzo unit.", "amount": "Importo", "sub": "Imponibile", "tax": "IVA 22 %", "total": "[Totale fattura|Totale]",
        "invoice_foot": "Pagamento: bonifico bancario 30 giorni data fattura.", "purchase_order_foot": "Si prega di confermare l'ordine.", "quotation_foot": "Offerta valida 30 giorni. Per accettazione:", "delivery_note_foot": "Firma del destinatario: ____________________",
    },
    "pt": {
        "invoice": "[FATURA|Fatura]", "purchase_order": "Nota de encomenda", "quotation": "Orçamento", "delivery_note": "Guia de remessa", "number": "N.º", "date": "Data", "due": "Vencimento", "valid": "Válido até", "delivery": "Entrega", "to": "[Cliente|Exmo. Sr.]", "vendor": "Fornecedor", "ship": "Local de entrega", "item": "[Descrição|Designação]", "qty": "Qtd.", "price": "Preço unit.", "amount": "Valor", "sub": "Subtotal", "tax": "IVA 23 %", "total": "Total a pagar",
        "invoice_foot": "Pagamento por transferência bancária a 30 dias.", "purchase_order_foot": "Agradecemos a confirmação desta encomenda.", "quotation_foot": "Orçamento válido por 30 dias.", "delivery_note_foot": "Recebido por: ____________________",
    },
    "nl": {
        "invoice": "[FACTUUR|Factuur]", "purchase_order": "Bestelling", "quotation": "Offerte", "delivery_note": "[Pakbon|Leveringsbon]", "number": "[Nr.|Nummer]", "date": "[Datum|Factuurdatum]", "due": "Vervaldatum", "valid": "Geldig tot", "delivery": "Leverdatum", "to": "[Klant|Factuuradres]", "vendor": "Leverancier", "ship": "Afleveradres", "item": "Omschrijving", "qty": "Aantal", "price": "Prijs", "amount": "Bedrag", "sub": "Subtotaal", "tax": "Btw 21 %", "total": "[Totaal|Te betalen]",
        "invoice_foot": "Wij verzoeken u het bedrag binnen 30 dagen over te maken.", "purchase_order_foot": "Gaarne ontvangen wij uw orderbevestiging.", "quotation_foot": "Deze offerte is 30 dagen geldig. Voor akkoord:", "delivery_note_foot": "Voor ontvangst getekend: ____________________",
    },
}  # fmt: skip


class Deal:
    """Two firms, what one sells the other, and the words for it."""

    def __init__(self, thing: Invention, role: str) -> None:
        random = thing.random
        self.thing, self.role = thing, role
        self.seller, self.buyer = thing.firm(), thing.firm()
        self.label = {
            name: thing.spin(text) for name, text in LABELS[thing.lang].items() if not name.endswith("_foot")
        }
        goods = GOODS[thing.lang].splitlines()
        count = int(random.integers(1, min(10, len(goods))))
        self.items = [
            (
                thing.spin(goods[int(n)]),
                int(pick(random, [1, 1, 1, 2, 3, 4, 5, 10, 12, 25, 100])),
                thing.price(),
            )
            for n in random.permutation(len(goods))[:count]
        ]
        self.net = sum(quantity * price for _, quantity, price in self.items)
        self.rate = {
            "en": pick(random, [0.0, 0.05, 0.0825, 0.1, 0.2]),
            "de": 0.19,
            "fr": 0.2,
            "es": 0.21,
            "it": 0.22,
            "pt": 0.23,
            "nl": 0.21,
        }[thing.lang]
        self.tax = round(self.net * self.rate, 2)
        self.foot = thing.spin(
            LABELS[thing.lang][f"{role}_foot"], firm=self.seller.name, street=self.seller.street
        )
        self.day = thing.day()

    @property
    def head(self) -> Firm:
        """Who writes it: the buyer orders, the seller does the rest."""
        return self.buyer if self.role == "purchase_order" else self.seller

    def facts(self) -> list[tuple[str, str]]:
        thing, label = self.thing, self.label
        title = label[self.role].capitalize()
        late = {"invoice": "due", "quotation": "valid"}.get(self.role, "delivery")
        found = [
            (f"{title} {label['number']}", thing.code()),
            (label["date"], thing.date(self.day)),
            (label[late], thing.date()),
        ]
        more = [
            ("PO No.", thing.code()),
            ("Customer ID", thing.digits(5)),
            ("Terms", pick(thing.random, ["Net 30", "COD", "2/10 net 30", "On receipt"])),
            ("Rep.", thing.person()),
            ("VAT ID", self.seller.tax),
        ]
        if thing.lang == "en":
            found += [each for each in more if chance(thing.random, 0.35)]
        return found

    def other(self) -> tuple[str, list[str]]:
        if self.role == "purchase_order":
            return self.label["vendor"], [self.seller.name, *self.seller.address]
        people = (
            person_block(self.thing)
            if chance(self.thing.random, 0.3)
            else [self.buyer.name, *self.buyer.address]
        )
        return self.label["to"], people

    def rows(self, *, head: bool = True) -> list[list[str]]:
        label, thing = self.label, self.thing
        found = [[label["qty"], label["item"], label["price"], label["amount"]]] if head else []
        for name, quantity, price in self.items:
            found.append(
                [
                    str(quantity),
                    name,
                    thing.money(price, sign=False),
                    thing.money(price * quantity, sign=False),
                ]
            )
        if self.role == "delivery_note":
            return [
                [
                    row[0],
                    row[1],
                    thing.code() if number else "Ref.",
                    pick(thing.random, ["pcs", "box", "kg", "set"]) if number else "Unit",
                ]
                for number, row in enumerate(found)
            ]
        return found

    def sums(self) -> list[tuple[str, str]]:
        if self.role == "delivery_note":
            return []
        found = [(self.label["sub"], self.thing.money(self.net, sign=False))]
        if self.tax:
            found.append((self.label["tax"], self.thing.money(self.tax, sign=False)))
        return [*found, (self.label["total"], self.thing.money(self.net + self.tax))]


def _banded(thing: Invention, role: str) -> Page:
    """A letterhead, facts at the right, a table with a filled head."""
    deal = Deal(thing, role)
    page = Page(thing.random, kind=pick(thing.random, ["sans", "sans", "serif"]))
    letterhead(page, deal.head)
    page.colour(*page.accent)
    page.line(deal.label[role], 20, bold=True, align=pick(thing.random, ["right", "left"]), after=8)
    page.colour(0.0)
    top = page.y
    for number, (name, value) in enumerate(deal.facts()):
        page.put(page.right - 95, top - 13 * number, f"{name}:", 9, align="right")
        page.put(page.right, top - 13 * number, value, 9, bold=True, align="right")
    who, lines = deal.other()
    page.put(page.left, top, who, 9, bold=True)
    for number, each in enumerate(lines):
        page.fit(page.left, top - 14 - 13 * number, each, page.measure * 0.5, page.base)
    page.y = top - 100
    order = [1, 0, 2, 3] if chance(thing.random, 0.6) else [0, 1, 2, 3]
    page.rows(
        [[row[n] for n in order] for row in deal.rows()],
        [(8.0, 50.0, 18.0, 18.0)[n] for n in order],
        style=pick(thing.random, ["band", "zebra", "ruled"]),
        aligns="".join("rlrr"[n] for n in order),
    )
    for name, value in deal.sums():
        last = name == deal.label["total"]
        page.y -= 15
        page.put(page.right - 90, page.y, name, bold=last, align="right")
        page.put(page.right - 3, page.y, value, bold=last, align="right")
    page.y -= 40
    page.para(deal.foot, 9)
    if role == "invoice" and chance(thing.random, 0.6):
        page.para(
            f"IBAN {thing.iban()}  BIC {deal.seller.name[:4].upper().replace(' ', 'X')}{thing.lang.upper()}2X",
            9,
        )
    return page


def _typed_form(thing: Invention, role: str) -> Page:
    """A printed form of the house, filled in by typewriter: boxes, a tall empty table."""
    deal, random = Deal(thing, role), thing.random
    page = Page(random, kind=pick(random, ["serif", "sans"]), margin=float(random.uniform(30, 50)))
    typed = "Courier"
    page.line(deal.head.name.upper(), random.uniform(14, 20), bold=True, align="centre")
    page.line(", ".join(deal.head.address) + f"   TEL. {deal.head.phone}", 8, align="centre", after=6)
    page.put(page.right, page.y - 18, deal.label[role].upper(), 18, bold=True, align="right")
    page.put(page.left, page.y - 18, f"{deal.label['number']} {thing.digits(5)}", 12)
    page.y -= 30
    half, tall = page.measure / 2, 70.0
    who, lines = deal.other()
    ship = [deal.buyer.name, *deal.buyer.address]
    for number, (name, block) in enumerate([(who, lines), (deal.label["ship"], ship)]):
        x = page.left + number * half
        page.box(x, page.y - tall, half, tall)
        page.put(x + 3, page.y - 9, name.upper(), 6.5)
        for step, each in enumerate(block):
            page.fit(x + 14, page.y - 26 - 13 * step, each.upper(), half - 20, 10, font=typed)
    page.y -= tall
    facts = deal.facts()
    wide = page.measure / len(facts)
    for number, (name, value) in enumerate(facts):
        page.box(page.left + number * wide, page.y - 28, wide, 28)
        page.fit(page.left + number * wide + 3, page.y - 8, name.upper(), wide - 6, 6.5)
        page.fit(page.left + number * wide + 6, page.y - 23, value, wide - 10, 10, font=typed)
    page.y -= 36
    shares = [0.1, 0.58, 0.15, 0.17]
    top, floor = page.y, page.bottom + 90
    x = page.left
    rows = deal.rows()
    for column, share in enumerate(shares):
        wide = share * page.measure
        page.box(x, floor, wide, top - floor)
        page.fit(x + 3, top - 11, rows[0][column].upper(), wide - 6, 7.5)
        for number, row in enumerate(rows[1:]):
            right = column != 1
            page.fit(
                x + (wide - 4 if right else 5),
                top - 34 - 15 * number,
                row[column].upper(),
                wide - 8,
                10,
                font=typed,
                align="right" if right else "left",
            )
        x += wide
    page.canvas.line(page.left, top - 16, page.right, top - 16)
    page.y = floor - 4
    for name, value in deal.sums():
        page.y -= 14
        page.put(page.right - 100, page.y, name.upper(), 8, align="right")
        page.put(page.right - 4, page.y, value, 10, font=typed, align="right")
    page.y -= 12
    page.para(deal.foot, 7.5)
    if role != "invoice":
        sign(page, page.left + 30, page.bottom + 10)
    return page


def _printed_out(thing: Invention, role: str) -> Page:
    """As a matrix printer wrote it: one typeface, columns by spaces, dashed rules."""
    deal = Deal(thing, role)
    page = Page(thing.random, kind="typewriter", base=float(thing.random.uniform(8.5, 10.5)), margin=40)
    rule = pick(thing.random, "-=*_") * 72
    page.line(deal.head.name.upper())
    for each in deal.head.address:
        page.line(each.upper())
    page.line("", after=6)
    page.line(f"{deal.label[role].upper():^72}", after=6)
    who, lines = deal.other()
    facts = [f"{name.upper()}: {value}" for name, value in deal.facts()]
    left = [f"{who.upper()}:", *lines]
    for number in range(max(len(left), len(facts))):
        page.line(
            f"{left[number] if number < len(left) else '':<38.38}{facts[number] if number < len(facts) else '':<34.34}"
        )
    page.line(rule)
    for row in deal.rows():
        page.line(f"{row[0]:>6.6}  {row[1]:<38.38}{row[2]:>12.12}{row[3]:>14.14}")
    page.line(rule)
    for name, value in deal.sums():
        page.line(f"{name.upper():>56}  {value:>14}")
    page.line("", after=10)
    page.para(deal.foot)
    return page


def _plain(thing: Invention, role: str) -> Page:
    """One person's, with much white."""
    deal = Deal(thing, role)
    deal.items = deal.items[:3]
    deal.net = sum(quantity * price for _, quantity, price in deal.items)
    deal.tax = round(deal.net * deal.rate, 2)
    page = Page(thing.random, kind=pick(thing.random, ["serif", "sans"]), margin=75)
    deal.seller.name = thing.person()
    page.line(deal.head.name, 13, bold=True)
    for each in [*deal.head.address, thing.mail(thing.person(), deal.head.site), deal.head.phone]:
        page.line(each)
    page.y -= 40
    page.line(f"{deal.label[role]} {thing.code()}", 22, after=16)
    who, lines = deal.other()
    for each in [who, *lines]:
        page.line(each)
    page.y -= 14
    for name, value in deal.facts()[1:]:
        page.line(f"{name}: {value}")
    page.y -= 22
    for row in deal.rows(head=False):
        page.y -= 18
        page.put(page.left, page.y, f"{row[1]}" + (f" ({row[0]} x {row[2]})" if row[0] != "1" else ""))
        page.put(page.right, page.y, row[3], align="right")
    page.y -= 10
    page.rule(after=4)
    for name, value in deal.sums():
        page.y -= 16
        page.put(page.left, page.y, name, bold=True)
        page.put(page.right, page.y, value, bold=True, align="right")
    page.y -= 50
    page.para(deal.foot)
    return page


def _web_order(thing: Invention, role: str) -> Page:
    """From a shop on the web: two addresses, small print, a code."""
    deal, random = Deal(thing, role), thing.random
    page = Page(random, kind="sans", base=8.5, margin=42)
    logo(page, page.left, page.y - 26, 26, deal.head.name)
    page.put(page.left + 34, page.y - 18, deal.head.site, 15, bold=True)
    page.put(page.right, page.y - 14, deal.label[role], 14, align="right")
    barcode(page, page.right - 110, page.y - 48, 110, 24)
    page.y -= 70
    who, lines = deal.other()
    columns = [
        (who, lines),
        (deal.label["ship"], person_block(thing)),
        ("", [f"{n}: {v}" for n, v in deal.facts()]),
    ]
    for number, (name, block) in enumerate(columns):
        x = page.left + number * page.measure / 3
        page.put(x, page.y, name, bold=True)
        for step, each in enumerate(block):
            page.fit(x, page.y - 12 * (step + 1), each, page.measure / 3 - 10, 8.5)
    page.y -= 96
    rows = [["SKU", *row] if number == 0 else [thing.code(), *row] for number, row in enumerate(deal.rows())]
    page.rows(rows, [16, 8, 50, 16, 16], style=pick(random, ["zebra", "grid", "ruled"]), aligns="lrlrr")
    for name, value in deal.sums():
        page.line(f"{name}   {value}", bold=name == deal.label["total"], align="right")
    page.y -= 20
    page.para(deal.foot, 8)
    square_code(page, page.left, page.bottom, 50)
    return page


def _enter(role: str) -> None:
    for draw in (_banded, _typed_form, _printed_out, _plain, _web_order):

        def drawing(thing: Invention, draw: Callable[[Invention, str], Page] = draw) -> Page:
            return draw(thing, role)

        drawing.__name__ = draw.__name__.lstrip("_")
        variant(role, english=0.6)(drawing)


for _role in ("invoice", "purchase_order", "quotation", "delivery_note"):
    _enter(_role)


@variant("invoice")
def services_rendered(thing: Invention) -> Page:
    """A lawyer's, an agency's or a doctor's bill: a few sentences and a sum."""
    random = thing.random
    page = Page(random, kind=pick(random, ["typewriter", "serif"]), margin=70)
    firm, client = thing.firm(), thing.firm()
    letterhead(page, firm)
    page.line(thing.date(long=True), align="right", after=16)
    for each in [client.name, f"Attention: {thing.person()}", *client.address]:
        page.line(each)
    page.y -= 20
    page.line(
        pick(
            random,
            [
                "STATEMENT FOR SERVICES RENDERED",
                "INVOICE",
                f"Invoice No. {thing.digits(5)}",
                "BILL FOR PROFESSIONAL SERVICES",
            ],
        ),
        bold=True,
        align="centre",
        after=14,
    )
    lines = [
        "For professional services in the matter of [the lease|the estate|the patent application|the annual audit]",
        "[Conference|Telephone conferences] with [counsel|Mr. {p}|your staff], [3.5|2|1.25] hours",
        "[Production|Space|Printing] charges, [spring|holiday|newspaper] campaign, job no. {n}",
        "[Travel|Postage, copies and telephone|Typing and duplication]",
        "Fee for [research study|field interviews|artwork|typesetting] as per estimate of {d}",
    ]
    total = 0.0
    for line in [lines[int(n)] for n in random.permutation(len(lines))[: int(random.integers(2, 5))]]:
        value = thing.price(50, 6000)
        total += value
        page.y -= 6
        y = page.y - page.base
        page.para(
            thing.spin(line, p=thing.person().split()[-1], n=thing.digits(4), d=thing.date()),
            width=page.measure * 0.7,
        )
        page.put(page.right, y, thing.money(value), align="right")
    page.rule(x=page.right - 100, after=4)
    page.line(
        f"{pick(random, ['TOTAL', 'Amount due', 'Total due and payable'])}     {thing.money(total)}",
        bold=True,
        align="right",
        after=24,
    )
    page.para(
        thing.spin(
            "[Terms: net 30 days.|Payable upon receipt.|Please return one copy of this invoice with your remittance.] [Federal I.D. No. {t}|Approved for payment: ____________  Charge to account: ________]",
            t=firm.tax,
        )
    )
    return page


@variant("delivery_note")
def pen_checked(thing: Invention) -> Page:
    """A pad's sheet, the counts written and ticked by hand."""
    random = thing.random
    page = Page(random, (420, 595), kind="sans", margin=30)
    deal = Deal(thing, "delivery_note")
    page.line(deal.seller.name, 14, bold=True)
    page.line(", ".join(deal.seller.address), 8, after=10)
    page.line(
        f"{deal.label['delivery_note'].upper()}  No. {thing.digits(5)}",
        13,
        bold=True,
        align="right",
        after=10,
    )
    page.y -= 20
    by = writer(random)
    for name, value in (
        ("Delivered to", deal.buyer.name),
        ("Address", deal.buyer.town),
        ("Order no.", thing.digits(4)),
    ):
        page.put(
            page.left, page.y, f"{name} ...............................................................", 9
        )
        write(page, value, page.left + 70, page.y + 2, 5, by)
        page.y -= 18
    page.rows(
        [
            [deal.label["qty"], deal.label["item"], "OK"],
            *[["", name, ""] for name, _, _ in deal.items],
            *[["", "", ""]] * 4,
        ],
        [12, 60, 8],
        style="grid",
        pad=4,
    )
    y = page.bottom
    page.put(
        page.left, y, "Goods received in good condition, signed ........................................", 9
    )
    sign(page, page.left + 200, y + 4)
    return page
