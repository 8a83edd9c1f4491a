"""Documents for tests, made on the spot: good ones, odd ones and bad ones. Each function returns bytes."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas


def pdf(pages: Sequence[str | None], *, password: str | None = None, rotate: int = 0) -> bytes:
    """A PDF with a text layer; None is a blank page."""
    buffer = io.BytesIO()
    encryption: Any = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(buffer, pagesize=A4, invariant=1, encrypt=encryption)
    for text in pages:
        for number, line in enumerate((text or "").splitlines()):
            canvas.setFont("Helvetica-Bold" if number == 0 else "Helvetica", 18 if number == 0 else 11)
            canvas.drawString(72, 760 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return _rotated(buffer.getvalue(), rotate) if rotate else buffer.getvalue()


def _rotated(data: bytes, rotate: int) -> bytes:
    document: Any = pdfium.PdfDocument(data)
    for page in document:
        page.set_rotation(rotate)
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def invoice(number: int = 1) -> str:
    """The text of a page that anybody takes for an invoice."""
    return (
        f"INVOICE\nInvoice number A-{number}\nInvoice date 3 May 2026\nBill to Example Ltd\n"
        "Description Qty Unit price Amount\nWidgets 4 2.50 10.00\nSubtotal 10.00\nVAT 20 % 2.00\n"
        "Total due 12.00\nPayment terms: 30 days net"
    )


def contract() -> str:
    """The text of a page that anybody takes for a contract."""
    return (
        "SERVICE AGREEMENT\nThis Agreement is entered into between the parties hereto.\n"
        "1. Term. This Agreement shall commence on the Effective Date.\n"
        "2. Confidentiality. Each party shall keep confidential all information.\n"
        "3. Termination. Either party may terminate upon written notice.\n"
        "4. Governing law. This Agreement shall be governed by the laws of England.\n"
        "IN WITNESS WHEREOF the parties have executed this Agreement."
    )


def empty_pdf() -> bytes:
    """A well-formed PDF of no pages."""
    return raw_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"])


def huge_page_pdf() -> bytes:
    """One page of a million points each way."""
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1000000 1000000] >>",
        ]
    )


def broken_page_pdf(pages: int, broken: int) -> bytes:
    """A PDF whose page `broken` (from 1) points to an object that is no page."""
    kids = b" ".join(f"{3 + n} 0 R".encode() for n in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count " + str(pages).encode() + b" >>",
    ]
    good = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    objects += [b"(no page)" if n + 1 == broken else good for n in range(pages)]
    return raw_pdf(objects)


def raw_pdf(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, the first of them the catalogue."""
    body = io.BytesIO(b"%PDF-1.7\n")
    body.seek(0, io.SEEK_END)
    offsets: list[int] = []
    for number, content in enumerate(objects, 1):
        offsets.append(body.tell())
        body.write(f"{number} 0 obj\n".encode() + content + b"\nendobj\n")
    start = body.tell()
    body.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    for offset in offsets:
        body.write(f"{offset:010} 00000 n \n".encode())
    body.write(f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return body.getvalue()


def picture(text: str = "", size: tuple[int, int] = (620, 877), background: str = "white") -> Image.Image:
    """A page as a picture, with the text drawn large enough to be read."""
    document: Any = pdfium.PdfDocument(pdf([text]))
    if text:
        page: Image.Image = document[0].render(scale=size[0] / 595).to_pil().convert("RGB")
        return page.resize(size)
    return Image.new("RGB", size, background)


def image(picture_: Image.Image, form: str = "PNG", **options: Any) -> bytes:
    """The picture as a file."""
    buffer = io.BytesIO()
    picture_.save(buffer, form, **options)
    return buffer.getvalue()


def tiff(pages: Sequence[Image.Image]) -> bytes:
    """A TIFF of several frames."""
    return image(pages[0], "TIFF", save_all=True, append_images=list(pages[1:]), compression="tiff_lzw")


def scan(text: str, turn: int = 0) -> bytes:
    """An image-only PDF; `turn` is how far the page lies turned, in degrees clockwise."""
    page = picture(text, (1240, 1754)).rotate(-turn, expand=True)
    buffer = io.BytesIO()
    canvas: Any = Canvas(buffer, pagesize=(page.width * 0.48, page.height * 0.48), invariant=1)
    canvas.drawImage(ImageReader(page), 0, 0, page.width * 0.48, page.height * 0.48)
    canvas.save()
    return buffer.getvalue()


def dusty() -> Image.Image:
    """A blank sheet as it comes from a scanner: specks, noise, a dark edge and two punch holes."""
    random = np.random.default_rng(3)
    pixels = np.clip(245 + random.normal(0, 4, (1000, 700)), 0, 255)
    specks = random.integers(0, [1000, 700], (40, 2))
    pixels[specks[:, 0], specks[:, 1]] = 60
    pixels[:, :8] = 30
    page = Image.fromarray(pixels.astype(np.uint8)).convert("RGB")
    for y in (300, 700):
        ImageDraw.Draw(page).ellipse((18, y, 26, y + 8), fill=(40, 40, 40))
    return page


def png_header(width: int, height: int) -> bytes:
    """A PNG that says it is this large and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
