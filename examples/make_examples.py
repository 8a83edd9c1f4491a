"""Makes the documents in this folder, the same bytes each time: `python examples/make_examples.py`.

Every name, number and address in them is invented.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFilter
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).parent
WIDTH, HEIGHT = A4
INK, GREY, PALE, BLUE = HexColor("#1b1b1b"), HexColor("#5f6368"), HexColor("#eceff1"), HexColor("#1f4e79")

INVOICE_LINES = [
    ("Espresso machine, two group, service visit", 1, 240.00),
    ("Replacement group gasket 8.5 mm", 4, 6.80),
    ("Water filter cartridge, 1,000 l", 6, 38.50),
    ("Descaling agent, 5 l canister", 3, 21.90),
    ("Steam wand tip, four hole", 2, 17.25),
    ("Travel, zone B", 1, 55.00),
    ("Grinder burrs 64 mm, pair", 2, 61.00),
    ("Calibration of dosing, per grinder", 2, 45.00),
    ("Portafilter handle, walnut", 3, 72.40),
    ("Drain hose 20 mm, per metre", 5, 4.10),
    ("Pressure gauge 0-16 bar", 1, 29.95),
    ("Pump head 150 l/h", 1, 118.00),
    ("Labour, technician, per hour", 5, 68.00),
    ("Disposal of replaced parts", 1, 12.00),
    ("Shower screen, stainless", 4, 11.60),
    ("Solenoid valve, three way", 1, 64.20),
    ("Cleaning tablets, box of 100", 2, 24.80),
    ("Boiler safety valve", 1, 33.10),
    ("Silicone grease, food grade, 50 g", 2, 9.40),
    ("Thermostat 135 C", 1, 27.30),
    ("Milk frothing jug 0.6 l", 4, 13.75),
    ("Knock box, stainless", 1, 32.00),
    ("Anti-vibration feet, set of 4", 2, 18.50),
    ("Water hardness test strips, 50", 1, 15.60),
    ("Drip tray grid, large", 1, 41.90),
    ("Blind filter basket", 2, 6.20),
    ("Brass adapter 3/8 to 1/2 in", 3, 5.85),
    ("Emergency call-out, Sunday", 1, 85.00),
    ("Vacuum breaker valve", 1, 22.40),
    ("Service report and sticker", 1, 0.00),
]


def text(canvas: Canvas, x: float, y: float, line: str, size: float = 10, font: str = "Helvetica") -> None:
    canvas.setFont(font, size)
    canvas.drawString(x, y, line)


def right(canvas: Canvas, x: float, y: float, line: str, size: float = 10, font: str = "Helvetica") -> None:
    canvas.setFont(font, size)
    canvas.drawRightString(x, y, line)


def paragraph(canvas: Canvas, x: float, y: float, words: str, width: float, size: float = 10.5) -> float:
    """Draws wrapped text and returns the y below it."""
    font = "Times-Roman"
    line = ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if canvas.stringWidth(longer, font, size) > width:
            text(canvas, x, y, line, size, font)
            y -= size * 1.35
            line = word
        else:
            line = longer
    text(canvas, x, y, line, size, font)
    return y - size * 1.85


def invoice_table(canvas: Canvas, y: float, lines: list[tuple[str, int, float]]) -> float:
    canvas.setFillColor(BLUE)
    canvas.rect(50, y - 6, WIDTH - 100, 20, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#ffffff"))
    text(canvas, 56, y, "Description", 9, "Helvetica-Bold")
    for x, head in ((380, "Qty"), (460, "Unit price"), (WIDTH - 56, "Amount")):
        right(canvas, x, y, head, 9, "Helvetica-Bold")
    canvas.setFillColor(INK)
    y -= 22
    for number, (what, quantity, price) in enumerate(lines):
        if number % 2:
            canvas.setFillColor(PALE)
            canvas.rect(50, y - 6, WIDTH - 100, 19, stroke=0, fill=1)
            canvas.setFillColor(INK)
        text(canvas, 56, y, what, 9.5)
        right(canvas, 380, y, str(quantity), 9.5)
        right(canvas, 460, y, f"{price:,.2f}", 9.5)
        right(canvas, WIDTH - 56, y, f"{quantity * price:,.2f}", 9.5)
        y -= 19
    return y


def invoice_first(canvas: Canvas) -> None:
    cup(canvas, 50, 774)
    text(canvas, 84, 780, "Halden & Moor Coffee Service", 15, "Helvetica-Bold")
    letterhead = [
        "14 Tannery Row, Bristol BS2 4QD",
        "01632 960 418  |  accounts@haldenmoor.example",
        "VAT Reg. No. GB 204 7719 36",
    ]
    for number, line in enumerate(letterhead):
        text(canvas, 84, 765 - 12 * number, line, 8.5)
    right(canvas, WIDTH - 50, 778, "INVOICE", 24, "Helvetica-Bold")
    details = [
        ("Invoice number", "HM-2026-0418"),
        ("Invoice date", "3 March 2026"),
        ("Due date", "2 April 2026"),
        ("Customer no.", "C-11872"),
        ("Purchase order", "PO 55-2091"),
    ]
    for number, (name, value) in enumerate(details):
        right(canvas, WIDTH - 150, 750 - 14 * number, name, 9)
        right(canvas, WIDTH - 50, 750 - 14 * number, value, 9, "Helvetica-Bold")
    addresses = [
        (50, "Bill to", ["The Quiet Fern Cafe Ltd", "Accounts payable", "8 Orchard Lane", "Bath BA1 5LN"]),
        (210, "Service address", ["The Quiet Fern Cafe", "Unit 3, Canal Wharf", "Bath BA2 6QZ"]),
    ]
    for x, head, lines in addresses:
        text(canvas, x, 690, head, 9, "Helvetica-Bold")
        for number, line in enumerate(lines):
            text(canvas, x, 676 - 13 * number, line, 10)
    y = invoice_table(canvas, 596, INVOICE_LINES[:22])
    carried = sum(quantity * price for _, quantity, price in INVOICE_LINES[:22])
    right(canvas, 460, y - 8, "Carried over to page 2", 9.5)
    right(canvas, WIDTH - 56, y - 8, f"{carried:,.2f}", 9.5, "Helvetica-Bold")
    canvas.line(50, 72, WIDTH - 50, 72)
    text(
        canvas, 50, 58, "Payment terms: 30 days net. Please quote the invoice number with your payment.", 8.5
    )
    text(canvas, 50, 46, "Halden & Moor Coffee Service Ltd. Registered in England, no. 00419338.", 8.5)
    right(canvas, WIDTH - 50, 40, "Page 1 of 2", 8)


def invoice_second(canvas: Canvas) -> None:
    text(canvas, 50, 790, "Halden & Moor Coffee Service", 11, "Helvetica-Bold")
    right(canvas, WIDTH - 50, 790, "Invoice HM-2026-0418, continued", 10)
    carried = sum(quantity * price for _, quantity, price in INVOICE_LINES[:22])
    right(canvas, 460, 766, "Brought forward", 9.5)
    right(canvas, WIDTH - 56, 766, f"{carried:,.2f}", 9.5, "Helvetica-Bold")
    y = invoice_table(canvas, 738, INVOICE_LINES[22:]) - 16
    net = sum(quantity * price for _, quantity, price in INVOICE_LINES)
    for name, value in (("Subtotal", net), ("VAT 20 %", net * 0.2), ("Total due (GBP)", net * 1.2)):
        bold = "Helvetica-Bold" if name.startswith("Total") else "Helvetica"
        right(canvas, 460, y, name, 10.5, bold)
        right(canvas, WIDTH - 56, y, f"{value:,.2f}", 10.5, bold)
        y -= 18
    text(canvas, 50, y - 20, "Please pay to", 10, "Helvetica-Bold")
    account = [
        "Halden & Moor Coffee Service",
        "IBAN GB00 HMCS 0000 0012 3456 78",
        "BIC HMCSGB00",
        "Reference HM-2026-0418",
    ]
    for number, line in enumerate(account):
        text(canvas, 50, y - 36 - 14 * number, line, 10)
    notes = [
        "Work carried out on 26 February 2026 by R. Pascoe. Machine serial no. TG2-44817, 9,206 cycles.",
        "Parts fitted under this invoice are guaranteed for twelve months. Goods remain our property until paid in full.",
        "Interest of 8 % above base rate is charged on late payments. Questions: 01632 960 418, weekdays 9 to 5.",
    ]
    text(canvas, 50, y - 122, "Notes", 10, "Helvetica-Bold")
    for number, line in enumerate(notes):
        text(canvas, 50, y - 138 - 13 * number, line, 9)
    y -= 215
    canvas.setDash(3, 3)
    canvas.line(50, y, WIDTH - 50, y)
    canvas.setDash()
    text(canvas, 50, y - 22, "Remittance advice", 11, "Helvetica-Bold")
    text(canvas, 50, y - 40, "Please detach and return with your payment, or send it by e-mail.", 9)
    slip = [
        ("Customer", "The Quiet Fern Cafe Ltd (C-11872)"),
        ("Invoice", "HM-2026-0418"),
        ("Amount due", f"GBP {net * 1.2:,.2f}"),
        ("Due date", "2 April 2026"),
    ]
    for number, (name, value) in enumerate(slip):
        text(canvas, 50, y - 62 - 15 * number, name, 9.5)
        text(canvas, 140, y - 62 - 15 * number, value, 9.5, "Helvetica-Bold")
    right(canvas, WIDTH - 50, 40, "Page 2 of 2", 8)


def cup(canvas: Canvas, x: float, y: float) -> None:
    """The coffee service's mark."""
    canvas.setFillColor(BLUE)
    canvas.roundRect(x, y - 14, 20, 18, 5, stroke=0, fill=1)
    canvas.setStrokeColor(BLUE)
    canvas.setLineWidth(2)
    canvas.circle(x + 21, y - 4, 4.5, stroke=1, fill=0)
    canvas.setLineWidth(1.2)
    for step in range(3):
        canvas.bezier(
            x + 5 + 5 * step,
            y + 7,
            x + 2 + 5 * step,
            y + 10,
            x + 8 + 5 * step,
            y + 13,
            x + 5 + 5 * step,
            y + 16,
        )
    canvas.setFillColor(INK)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.6)


def contract_first(canvas: Canvas) -> None:
    canvas.setFont("Times-Bold", 16)
    canvas.drawCentredString(WIDTH / 2, 770, "SERVICE AGREEMENT")
    y = paragraph(
        canvas, 70, 735,
        "This Service Agreement (the “Agreement”) is entered into as of 12 January 2026 (the “Effective Date”) "
        "by and between Larkfield Property Management Limited, a company with its registered office at 3 Mill "
        "Street, Norwich (the “Client”), and Brandt Facility Services GmbH, Lindenweg 9, Kassel (the “Provider”). "
        "The Client and the Provider are each a “party” and together the “parties”.", WIDTH - 140,
    )  # fmt: skip
    y = paragraph(
        canvas,
        70,
        y,
        "WHEREAS the Client manages residential and commercial premises and wishes to have them cleaned, inspected and kept in repair, and the Provider is in the business of rendering such services and is willing to do so on the terms set out below, the parties agree as follows.",
        WIDTH - 140,
    )
    clauses = [
        ("1. Definitions", "In this Agreement, “Services” means the cleaning, inspection and minor repair of the premises listed in Schedule A, “Premises” means those premises, and “Fees” means the amounts set out in Schedule B, exclusive of tax. Headings are for convenience only and do not affect the interpretation of this Agreement."),
        ("2. Term", "This Agreement shall commence on the Effective Date and shall continue for a period of twenty-four (24) months, unless it is terminated earlier in accordance with clause 8. It shall thereafter renew for successive periods of twelve months unless either party gives notice of non-renewal."),
        ("3. Obligations of the Provider", "The Provider shall perform the Services with reasonable skill and care, shall comply with all applicable law, and shall not subcontract any part of the Services without the prior written consent of the Client. The Provider shall keep a log of every visit and make it available to the Client upon request."),
        ("4. Obligations of the Client", "The Client shall give the Provider access to the Premises at all reasonable times, shall provide water and electricity free of charge, and shall inform the Provider without delay of any hazard of which it becomes aware."),
        ("5. Fees and payment", "In consideration of the Services the Client shall pay the Fees within thirty (30) days of receipt of a valid invoice. Late payments shall bear interest at four per cent per annum above the base rate."),
        ("6. Confidentiality", "Each party shall keep confidential all information of the other party that is marked as confidential or ought reasonably to be understood as such, and shall use it solely for the purposes of this Agreement. This obligation survives the termination of this Agreement for three years."),
        ("7. Liability and insurance", "Nothing in this Agreement limits the liability of either party for death or personal injury caused by its negligence. Subject thereto, the aggregate liability of either party shall not exceed the Fees paid in the preceding twelve months. The Provider shall maintain public liability insurance of not less than two million pounds."),
    ]  # fmt: skip
    for title, words in clauses:
        text(canvas, 70, y, title, 11, "Times-Bold")
        y = paragraph(canvas, 70, y - 15, words, WIDTH - 140)
    right(canvas, WIDTH - 70, 44, "Page 1 of 2", 9, "Times-Roman")


def contract_second(canvas: Canvas) -> None:
    clauses = [
        ("8. Termination", "Either party may terminate this Agreement by giving ninety (90) days’ written notice to the other party, or with immediate effect if the other party commits a material breach that it fails to remedy within thirty days of being required to do so. Upon termination the Provider shall return all keys, access cards and documents."),
        ("9. Force majeure", "Neither party shall be liable for any failure to perform its obligations where such failure results from events beyond its reasonable control, provided that it notifies the other party promptly and resumes performance as soon as it can."),
        ("10. Assignment", "Neither party may assign or transfer its rights or obligations under this Agreement without the prior written consent of the other, which shall not be unreasonably withheld."),
        ("11. Notices", "Notices under this Agreement shall be in writing and shall be deemed to be received on the second working day after they were sent by registered post to the address given above."),
        ("12. Governing law", "This Agreement shall be governed by and construed in accordance with the laws of England and Wales, and the parties submit to the exclusive jurisdiction of its courts."),
        ("13. Entire agreement", "This Agreement, together with its schedules, constitutes the entire agreement between the parties and supersedes all prior negotiations. No amendment shall be effective unless it is in writing and signed by both parties. If any provision is held to be invalid, the remaining provisions shall remain in force."),
    ]  # fmt: skip
    y = 780.0
    for title, words in clauses:
        text(canvas, 70, y, title, 11, "Times-Bold")
        y = paragraph(canvas, 70, y - 16, words, WIDTH - 140)
    y = paragraph(
        canvas,
        70,
        y,
        "IN WITNESS WHEREOF the parties hereto have executed this Agreement on the date first written above.",
        WIDTH - 140,
    )
    for x, party, name in (
        (70, "For the Client", "M. Ashworth, Director"),
        (330, "For the Provider", "J. Brandt, Managing Director"),
    ):
        text(canvas, x, y - 20, party, 11, "Times-Bold")
        signature(canvas, x, y - 80)
        canvas.line(x, y - 88, x + 190, y - 88)
        text(canvas, x, y - 102, name, 10, "Times-Roman")
        text(canvas, x, y - 118, "Date: 12 January 2026", 10, "Times-Roman")
    text(canvas, 70, y - 170, "Schedule A: Premises.   Schedule B: Fees.", 10, "Times-Roman")
    right(canvas, WIDTH - 70, 44, "Page 2 of 2", 9, "Times-Roman")


def signature(canvas: Any, x: float, y: float) -> None:
    path: Any = canvas.beginPath()
    path.moveTo(x + 8, y)
    random = np.random.default_rng(int(x))
    for step in range(7):
        a, b, c, d = random.uniform(-18, 26, 4)
        path.curveTo(x + 20 * step + a, y + b, x + 20 * step + 18, y + c, x + 20 * step + 24, y + d * 0.4)
    canvas.setLineWidth(1.1)
    canvas.drawPath(path)
    canvas.setLineWidth(0.6)


def resume(canvas: Canvas) -> None:
    canvas.setFillColor(BLUE)
    text(canvas, 60, 785, "Ines Kowalczyk-Adair", 24, "Helvetica-Bold")
    canvas.setFillColor(GREY)
    text(
        canvas,
        60,
        766,
        "Mechanical engineer  |  Leeds, United Kingdom  |  ines@kowalczyk-adair.example  |  01632 960 271",
        9.5,
    )
    canvas.setFillColor(INK)
    y = 735.0

    def section(title: str) -> None:
        nonlocal y
        text(canvas, 60, y, title.upper(), 11, "Helvetica-Bold")
        canvas.setStrokeColor(BLUE)
        canvas.line(60, y - 4, WIDTH - 60, y - 4)
        y -= 20

    def item(title: str, when: str, points: list[str]) -> None:
        nonlocal y
        text(canvas, 60, y, title, 10.5, "Helvetica-Bold")
        right(canvas, WIDTH - 60, y, when, 9.5)
        y -= 15
        for point in points:
            text(canvas, 72, y, f"•  {point}", 9.5)
            y -= 13.5
        y -= 6

    section("Profile")
    for line in ("Engineer with nine years of experience in pumps and rotating machinery, from first sketch to series",
                 "production. Used to working with suppliers in three languages."):  # fmt: skip
        text(canvas, 60, y, line, 9.5)
        y -= 13.5
    y -= 8
    section("Work experience")
    item("Senior design engineer, Aldgate Pumps plc", "2021 – present", [
        "Led a team of five in the redesign of a range of circulation pumps (energy use down by a fifth)",
        "Introduced design reviews with manufacturing; tooling changes after release fell by half",
        "Responsible for vibration tests and for the certification of two product lines",
        "Budget holder for a test rig of 400,000 pounds, delivered on time"])  # fmt: skip
    item("Design engineer, Norrland Hydraulik AB, Umeå", "2017 – 2021", [
        "Developed valve blocks for forestry machines, including finite element analysis",
        "Wrote the department's drawing standard and trained new colleagues",
        "Cut the cost of a swivel joint by 23 per cent by moving from machining to forging"])  # fmt: skip
    item(
        "Graduate trainee, Wharfedale Castings Ltd",
        "2016 – 2017",
        [
            "Rotations in the foundry, quality assurance and sales",
            "Set up the first statistical control of wall thickness",
        ],
    )
    item(
        "Summer placement, Humber Dredging Services",
        "2015",
        ["Measured wear of impellers on board; wrote the report that changed their alloy"],
    )
    section("Education")
    item(
        "MEng Mechanical Engineering, University of Leeds",
        "2012 – 2016",
        [
            "First class honours; thesis on cavitation in small impellers",
            "Institution prize for the best final-year design project",
        ],
    )
    item("A levels, Allerton Grange School, Leeds", "2010 – 2012", ["Mathematics, Physics, Polish"])
    section("Publications and patents")
    item("Article and patent", "2019 – 2023", [
        "“Cheap cavitation tests for small pumps”, Pump Engineer, 2019",
        "Patent application on a self-priming insert (co-inventor), 2023"])  # fmt: skip
    section("Skills")
    item("Software", "", ["SolidWorks, Creo, Ansys, Python, MATLAB, LabVIEW"])
    item(
        "Methods",
        "",
        ["FMEA, design for manufacture, geometric tolerancing (ISO 1101), six sigma green belt"],
    )
    item("Languages", "", ["English (native), Polish (native), Swedish (fluent), German (basic)"])
    section("Interests and references")
    text(canvas, 60, y, "Fell running, letterpress printing. References available on request.", 9.5)


def bank_statement(canvas: Canvas) -> None:
    canvas.setFillColor(HexColor("#0b5345"))
    canvas.rect(0, HEIGHT - 70, WIDTH, 70, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#ffffff"))
    text(canvas, 50, HEIGHT - 44, "Severn Vale Bank", 20, "Helvetica-Bold")
    right(canvas, WIDTH - 50, HEIGHT - 44, "Statement of account", 14)
    canvas.setFillColor(INK)
    text(canvas, 50, 752, "Severn Vale Bank plc, PO Box 117, Worcester WR1 9ZZ", 7)
    for number, line in enumerate(["Mr T. Okonjo", "22 Weir Close", "Worcester WR1 3PX"]):
        text(canvas, 50, 732 - 14 * number, line, 10)
    text(canvas, 50, 678, "Everyday current account", 11, "Helvetica-Bold")
    text(canvas, 50, 663, "IBAN GB00 SVBK 0000 0011 7745 02   BIC SVBKGB00", 8.5)
    rows = [("Account number", "00 1177 4502"), ("Sort code", "00-00-00"), ("Statement period", "1 – 30 April 2026"),
            ("Opening balance", "1,846.20"), ("Closing balance", "2,203.57")]  # fmt: skip
    for number, (name, value) in enumerate(rows):
        text(canvas, 340, 735 - 15 * number, name, 9.5)
        right(canvas, WIDTH - 50, 735 - 15 * number, value, 9.5, "Helvetica-Bold")
    y = 635.0
    for x, head in ((50, "Date"), (110, "Transaction")):
        text(canvas, x, y, head, 9.5, "Helvetica-Bold")
    for x, head in ((400, "Paid out"), (470, "Paid in"), (WIDTH - 50, "Balance")):
        right(canvas, x, y, head, 9.5, "Helvetica-Bold")
    canvas.line(50, y - 5, WIDTH - 50, y - 5)
    transactions = [
        ("01 Apr", "Balance brought forward", 0.0), ("01 Apr", "Standing order RENT 22 WEIR CLOSE", -780.00),
        ("02 Apr", "Card payment GREENGROCER WORCESTER", -23.40), ("03 Apr", "Direct debit SEVERN WATER", -31.15),
        ("04 Apr", "Cash withdrawal ATM HIGH STREET", -60.00), ("07 Apr", "Card payment RAIL TICKETS", -44.70),
        ("09 Apr", "Transfer from A OKONJO", 120.00), ("10 Apr", "Direct debit COUNCIL TAX", -148.00),
        ("13 Apr", "Card payment BOOKSHOP", -18.99), ("15 Apr", "Direct debit MOBILE PHONE", -14.00),
        ("17 Apr", "Card payment SUPERMARKET", -67.82), ("20 Apr", "Interest paid", 1.43),
        ("22 Apr", "Card payment PHARMACY", -9.60), ("24 Apr", "Cheque 000318", -85.00),
        ("27 Apr", "Standing order SAVINGS ACCOUNT", -250.00), ("28 Apr", "Salary HEREFORD TILES LTD", 1868.60),
        ("29 Apr", "Card payment CINEMA", -21.00), ("30 Apr", "Direct debit GYM MEMBERSHIP", -29.00),
        ("30 Apr", "Account fee", -5.00), ("30 Apr", "Card payment PETROL STATION", -45.00),
    ]  # fmt: skip
    balance = 1846.20
    for date, what, amount in transactions:
        y -= 18
        balance += amount
        text(canvas, 50, y, date, 9.5)
        text(canvas, 110, y, what, 9.5)
        if amount:
            right(canvas, 400 if amount < 0 else 470, y, f"{abs(amount):,.2f}", 9.5)
        right(canvas, WIDTH - 50, y, f"{balance:,.2f}", 9.5)
    canvas.line(50, y - 8, WIDTH - 50, y - 8)
    paid_out = -sum(amount for _, _, amount in transactions if amount < 0)
    paid_in = sum(amount for _, _, amount in transactions if amount > 0)
    text(canvas, 110, y - 24, "Totals for the period", 9.5, "Helvetica-Bold")
    for x, total in ((400, paid_out), (470, paid_in), (WIDTH - 50, balance)):
        right(canvas, x, y - 24, f"{total:,.2f}", 9.5, "Helvetica-Bold")
    advice = [
        "Interest on credit balances is paid at 0.90 % gross a year. Overdraft interest is charged at 24.9 % EAR.",
        "Lost a card? Call 01632 960 117 at any time. We will never ask for your full password or PIN.",
        "Deposits are protected up to the limit of the compensation scheme; a leaflet is sent with each April statement.",
    ]
    for number, line in enumerate(advice):
        text(canvas, 50, 116 - 13 * number, line, 8.5)
    text(
        canvas,
        50,
        70,
        "Please check the transactions and tell us within 30 days if anything is wrong. Overdraft limit: none.",
        8.5,
    )
    right(canvas, WIDTH - 50, 40, "Sheet 1 of 1", 8)


RECEIPT = """
CORNERSTONE GROCERS
17 Dock Street, Hull
Tel 01632 960 611
VAT No 311 5520 87

12/05/2026 17:42   Till 03
Cashier: Joan  Rcpt 004418
--------------------------
Wholemeal bread       1.85
Milk 2l               1.95
Cheddar mature        4.20
Bananas 1.12kg @0.99  1.11
Tomatoes 6pk          1.50
Free range eggs 12    3.40
Olive oil 500ml       5.75
Dark chocolate        2.10
  multibuy saving    -0.60
--------------------------
SUBTOTAL             21.26
TOTAL            GBP 21.26
CARD VISA ****7731   21.26
AUTH CODE 004871
CONTACTLESS    NO PIN USED
CHANGE                0.00

Items sold: 8
Thank you for shopping
with us - come again!
"""


def receipt_page(canvas: Canvas) -> None:
    """A till roll on a page of its own size."""
    for number, line in enumerate(RECEIPT.strip().splitlines()):
        # A printer of tills has one weight; and PDFium slants the light Courier.
        text(canvas, 16, 445 - 14 * number, line, 10.5, "Courier-Bold")
    random = np.random.default_rng(4)
    x = 40.0
    while x < 172:
        width = float(random.choice([0.7, 1.4, 2.1]))
        canvas.rect(x, 22, width, 30, stroke=0, fill=1)
        x += width + float(random.choice([0.8, 1.5, 2.2]))
    text(canvas, 62, 12, "0044 1812 0526", 8, "Courier-Bold")


def pdf(pages: Sequence[Callable[[Canvas], None] | None], size: tuple[float, float] = A4) -> bytes:
    """A PDF with these pages; None is a blank one."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1, pageCompression=1)
    for draw in pages:
        if draw:
            draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def render(data: bytes, dpi: int) -> list[Image.Image]:
    document: Any = pdfium.PdfDocument(data)
    return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]


def photographed(page: Image.Image, seed: int) -> Image.Image:
    """As if taken with a phone on a table: seen at an angle, creased, unevenly lit, blurred, noisy."""
    random = np.random.default_rng(seed)
    width, height = page.width + 240, page.height + 200
    rows = np.linspace(0, 1, height)[:, None]
    grain = random.normal(0, 1, (1, width)).cumsum(axis=1) % 9 + 3 * np.sin(
        rows * 40 + np.linspace(0, 2, width)
    )
    table = np.stack([104 + grain, 80 + grain * 0.9, 60 + grain * 0.7], axis=2)
    corners = [(112.0, 96.0), (width - 138, 70), (width - 96, height - 92), (150, height - 66)]
    paper, mask = (
        picture.transform(
            (width, height),
            Image.Transform.PERSPECTIVE,
            perspective(corners, page.size),
            Image.Resampling.BICUBIC,
        )
        for picture in (page, Image.new("L", page.size, 255))
    )
    on_paper = np.asarray(mask, dtype=np.float32)[:, :, None] / 255
    crease = 1 - 0.1 * np.exp(-(((rows - 0.47) * 90) ** 2)) + 0.05 * np.exp(-(((rows - 0.485) * 70) ** 2))
    shadow = np.asarray(mask.filter(ImageFilter.GaussianBlur(14)), dtype=np.float32)[:, :, None] / 255
    pixels = np.asarray(paper, dtype=np.float32) * crease[:, :, None] * on_paper + table * (
        1 - 0.45 * shadow
    ) * (1 - on_paper)
    columns = np.linspace(0, 1, width)[None, :]
    light = 1.03 - 0.34 * ((columns - 0.2) ** 2 * 0.6 + (rows - 0.1) ** 2)
    lit = pixels * light[:, :, None] * np.array([1.0, 0.98, 0.93])
    blurred = Image.fromarray(np.clip(lit, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.8))
    noisy = np.asarray(blurred, dtype=np.float32) + random.normal(0, 4, (height, width, 1))
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))


def perspective(corners: list[tuple[float, float]], size: tuple[int, int]) -> list[float]:
    """Pillow's coefficients that map the corners of a picture of this size, clockwise, to `corners`."""
    width, height = size
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(corners, [(0, 0), (width, 0), (width, height), (0, height)], strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]]
    equations = np.array(rows, dtype=np.float64)
    return np.linalg.solve(equations[:, :8], equations[:, 8]).tolist()


def scanned(page: Image.Image, seed: int) -> Image.Image:
    """As if scanned in an office: grey, a little turned, with punch holes, a dark edge and dust."""
    random = np.random.default_rng(seed)
    sheet = page.convert("L")
    draw = ImageDraw.Draw(sheet)
    radius = page.width * 0.0125
    for y in (0.365, 0.635):
        x, middle = page.width * 0.055, page.height * y
        draw.ellipse((x - radius, middle - radius, x + radius, middle + radius), fill=70)
    turned = sheet.rotate(random.uniform(-0.8, 0.8), resample=Image.Resampling.BICUBIC, fillcolor=250)
    pixels = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.6)), dtype=np.float32)
    height, width = pixels.shape
    edge = 1 - 0.55 * np.exp(np.arange(1.0 - width, 1.0) / 6)
    pixels = pixels * 0.96 * edge + random.normal(0, 3, pixels.shape)
    dust = random.integers(0, [height, width], (60, 2))
    pixels[dust[:, 0], dust[:, 1]] = 40
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def image_page(page: Image.Image) -> Callable[[Canvas], None]:
    """Draws a page that is a picture, as a scanner makes it."""
    jpeg = io.BytesIO()
    page.save(jpeg, "JPEG", quality=45)

    def draw(canvas: Any) -> None:
        jpeg.seek(0)
        canvas.drawImage(ImageReader(jpeg), 0, 0, WIDTH, HEIGHT)

    return draw


def main() -> None:
    """Write every example and the list of what they are."""
    receipt = photographed(render(pdf([receipt_page], (216, 470)), 150)[0], seed=7)
    receipt.quantize(64, dither=Image.Dither.NONE).save(HERE / "receipt.png", optimize=True)
    pages = render(pdf([contract_first, contract_second]), 130)
    contract = [image_page(scanned(page, seed)) for seed, page in enumerate(pages)]
    files = {
        "invoice.pdf": pdf([invoice_first, invoice_second]),
        "contract-scan.pdf": pdf(contract),
        "resume.pdf": pdf([resume]),
        "bank-statement.pdf": pdf([bank_statement]),
        "packet.pdf": pdf([invoice_first, invoice_second, None, bank_statement, resume, contract[0]]),
    }
    for name, data in files.items():
        (HERE / name).write_bytes(data)
    labels = {
        "invoice.pdf": ["Invoice", "Invoice"],
        "receipt.png": ["Receipt"],
        "contract-scan.pdf": ["Contract", "Contract"],
        "resume.pdf": ["Résumé"],
        "bank-statement.pdf": ["Bank statement"],
        "packet.pdf": ["Invoice", "Invoice", None, "Bank statement", "Résumé", "Contract"],
    }
    (HERE / "labels.json").write_text(
        json.dumps(labels, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
