"""Makes the documents in this folder, the same bytes each time: `python examples/make_examples.py`.

Every name, number and address in them is invented.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter
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
    return y - size * 2


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
    text(canvas, 50, 780, "Halden & Moor Coffee Service", 15, "Helvetica-Bold")
    for number, line in enumerate(["14 Tannery Row", "Bristol BS2 4QD", "VAT Reg. No. GB 204 7719 36"]):
        text(canvas, 50, 763 - 13 * number, line, 9)
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
    text(canvas, 50, 690, "Bill to", 9, "Helvetica-Bold")
    for number, line in enumerate(
        ["The Quiet Fern Cafe Ltd", "Accounts payable", "8 Orchard Lane", "Bath BA1 5LN"]
    ):
        text(canvas, 50, 676 - 13 * number, line, 10)
    y = invoice_table(canvas, 590, INVOICE_LINES[:16])
    right(canvas, WIDTH - 56, y - 10, "Carried over to page 2", 9)
    text(canvas, 50, 60, "Payment terms: 30 days net. Please quote the invoice number with your payment.", 9)
    right(canvas, WIDTH - 50, 40, "Page 1 of 2", 8)


def invoice_second(canvas: Canvas) -> None:
    text(canvas, 50, 790, "Halden & Moor Coffee Service", 11, "Helvetica-Bold")
    right(canvas, WIDTH - 50, 790, "Invoice HM-2026-0418, continued", 10)
    y = invoice_table(canvas, 750, INVOICE_LINES[16:]) - 16
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
    right(canvas, WIDTH - 50, 40, "Page 2 of 2", 8)


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
    clauses = [
        ("1. Definitions", "In this Agreement, “Services” means the cleaning, inspection and minor repair of the premises listed in Schedule A, and “Fees” means the amounts set out in Schedule B, exclusive of tax."),
        ("2. Term", "This Agreement shall commence on the Effective Date and shall continue for a period of twenty-four (24) months, unless it is terminated earlier in accordance with clause 7."),
        ("3. Obligations of the Provider", "The Provider shall perform the Services with reasonable skill and care, shall comply with all applicable law, and shall not subcontract any part of the Services without the prior written consent of the Client."),
        ("4. Fees and payment", "In consideration of the Services the Client shall pay the Fees within thirty (30) days of receipt of a valid invoice. Late payments shall bear interest at four per cent per annum."),
        ("5. Confidentiality", "Each party shall keep confidential all information of the other party that is marked as confidential or ought reasonably to be understood as such, and shall use it solely for the purposes of this Agreement."),
        ("6. Liability", "Nothing in this Agreement limits the liability of either party for death or personal injury caused by its negligence. Subject thereto, the aggregate liability of either party shall not exceed the Fees paid in the preceding twelve months."),
    ]  # fmt: skip
    for title, words in clauses:
        text(canvas, 70, y, title, 11, "Times-Bold")
        y = paragraph(canvas, 70, y - 16, words, WIDTH - 140)


def contract_second(canvas: Canvas) -> None:
    clauses = [
        ("7. Termination", "Either party may terminate this Agreement by giving ninety (90) days’ written notice to the other party, or with immediate effect if the other party commits a material breach that it fails to remedy within thirty days of being required to do so."),
        ("8. Force majeure", "Neither party shall be liable for any failure to perform its obligations where such failure results from events beyond its reasonable control."),
        ("9. Governing law", "This Agreement shall be governed by and construed in accordance with the laws of England and Wales, and the parties submit to the exclusive jurisdiction of its courts."),
        ("10. Entire agreement", "This Agreement, together with its schedules, constitutes the entire agreement between the parties and supersedes all prior negotiations. No amendment shall be effective unless it is in writing and signed by both parties."),
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
        "Mechanical engineer  |  Leeds, United Kingdom  |  ines@example.org  |  +44 113 496 0000",
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
        "Responsible for vibration tests and for the certification of two product lines"])  # fmt: skip
    item("Design engineer, Norrland Hydraulik AB, Umea", "2017 – 2021", [
        "Developed valve blocks for forestry machines, including finite element analysis",
        "Wrote the department's drawing standard and trained new colleagues"])  # fmt: skip
    item(
        "Graduate trainee, Wharfedale Castings Ltd",
        "2016 – 2017",
        ["Rotations in the foundry, quality assurance and sales"],
    )
    section("Education")
    item(
        "MEng Mechanical Engineering, University of Leeds",
        "2012 – 2016",
        ["First class honours; thesis on cavitation in small impellers"],
    )
    section("Skills")
    item("Software", "", ["SolidWorks, Creo, Ansys, Python, MATLAB"])
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
    for number, line in enumerate(["Mr T. Okonjo", "22 Weir Close", "Worcester WR1 3PX"]):
        text(canvas, 50, 735 - 14 * number, line, 10)
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
Tel 01482 496 0011
VAT No 311 5520 87

12/05/2026 17:42   Till 03
Cashier: Joan   Rcpt 004418
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
CHANGE                0.00

Items sold: 8
Thank you for shopping
with us - come again!
"""


def receipt_page(canvas: Canvas) -> None:
    """A till roll on a page of its own size."""
    for number, line in enumerate(RECEIPT.strip().splitlines()):
        text(
            canvas,
            16,
            400 - 14 * number,
            line,
            10.5,
            "Courier-Bold" if "TOTAL" in line or number == 0 else "Courier",
        )


def pdf(pages: list[Callable[[Canvas], None] | None], size: tuple[float, float] = A4) -> bytes:
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
    """As if taken with a phone on a table: turned, unevenly lit, blurred, noisy."""
    random = np.random.default_rng(seed)
    table = Image.new("RGB", (page.width + 260, page.height + 220), (96, 78, 62))
    table.paste(page, (130, 110))
    turned = table.rotate(3.2, resample=Image.Resampling.BICUBIC, fillcolor=(96, 78, 62))
    pixels = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.8)), dtype=np.float32)
    height, width = pixels.shape[:2]
    light = 1.02 - 0.3 * (np.linspace(0, 1, width)[None, :] * 0.6 + np.linspace(0, 1, height)[:, None] * 0.4)
    noisy = pixels * light[:, :, None] + random.normal(0, 6, pixels.shape)
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))


def scanned(page: Image.Image, seed: int) -> Image.Image:
    """As if scanned in an office: grey, a little turned, with dust."""
    random = np.random.default_rng(seed)
    grey = page.convert("L").rotate(
        random.uniform(-0.7, 0.7), resample=Image.Resampling.BICUBIC, fillcolor=255
    )
    pixels = np.asarray(grey.filter(ImageFilter.GaussianBlur(0.6)), dtype=np.float32)
    pixels = pixels * 0.96 + random.normal(0, 5, pixels.shape)
    dust = random.integers(0, [pixels.shape[0], pixels.shape[1]], (60, 2))
    pixels[dust[:, 0], dust[:, 1]] = 40
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def image_pdf(pages: list[Image.Image]) -> bytes:
    """A PDF of pictures only, as a scanner makes it."""
    buffer = io.BytesIO()
    canvas: Any = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1)
    for page in pages:
        jpeg = io.BytesIO()
        page.save(jpeg, "JPEG", quality=42)
        jpeg.seek(0)
        canvas.drawImage(ImageReader(jpeg), 0, 0, WIDTH, HEIGHT)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def main() -> None:
    """Write every example and the list of what they are."""
    receipt = photographed(render(pdf([receipt_page], (216, 420)), 150)[0], seed=7)
    receipt.quantize(96, dither=Image.Dither.NONE).save(HERE / "receipt.png", optimize=True)
    contract = [
        scanned(page, seed) for seed, page in enumerate(render(pdf([contract_first, contract_second]), 130))
    ]
    files = {
        "invoice.pdf": pdf([invoice_first, invoice_second]),
        "contract-scan.pdf": image_pdf(contract),
        "resume.pdf": pdf([resume]),
        "bank-statement.pdf": pdf([bank_statement]),
        "packet.pdf": pdf([invoice_first, invoice_second, None, bank_statement, resume, contract_first]),
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
