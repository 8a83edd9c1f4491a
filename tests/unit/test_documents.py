from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from postroom.documents.content import PICTURE_SIDE, PageContent
from postroom.documents.document import open_document, sniff
from postroom.documents.text import read_page
from postroom.errors import (
    DocumentCorrupt,
    DocumentEmpty,
    DocumentEncrypted,
    PageTooLarge,
    PostroomError,
    TooManyPages,
)
from postroom.settings import DocumentSettings
from tests.files import make

LIMITS = DocumentSettings()


def read(data: bytes, number: int = 1) -> PageContent:
    with open_document(data, LIMITS) as document:
        return read_page(document, number)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"])
def test_each_image_format_is_known_by_its_content(form: str) -> None:
    data = make.image(make.picture(), form)
    assert sniff(data) == "image"
    with open_document(data, LIMITS) as document:
        assert (document.kind, document.page_count) == ("image", 1)


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04", b"<html>", b"RIFF0000WAVE"])
def test_nothing_else_is(data: bytes) -> None:
    assert sniff(data) is None


def test_a_pdf_header_may_come_late() -> None:
    assert sniff(b"\n" * 500 + make.pdf(["x"])) == "pdf"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", DocumentEmpty),
        (b"hello", DocumentCorrupt),
        (b"%PDF-1.7 rubbish", DocumentCorrupt),
        (make.pdf(["x"], password="secret"), DocumentEncrypted),
        (make.empty_pdf(), DocumentEmpty),
        (make.png_header(40_000, 40_000), PageTooLarge),
        (b"\xff\xd8\xff" + b"x" * 100, DocumentCorrupt),
    ],
    ids=["empty", "text", "rubbish", "encrypted", "no pages", "huge", "broken JPEG"],
)
def test_what_can_not_be_opened_says_why(data: bytes, error: type[PostroomError]) -> None:
    # PDFium remembers its last error; it must not be told of another document.
    with pytest.raises(DocumentEncrypted):
        open_document(make.pdf(["x"], password="secret"), LIMITS)
    with pytest.raises(error):
        open_document(data, LIMITS)


def test_too_many_pages() -> None:
    with pytest.raises(TooManyPages, match="3 pages; 2 are allowed"):
        open_document(make.pdf(["x"] * 3), DocumentSettings(max_document_pages=2))


def test_text_layer_with_boxes(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(make.pdf([make.invoice()]))
    with open_document(path, LIMITS) as document:
        page = read_page(document, 1)
    assert page.text_source == "text_layer"
    assert page.lines[0].text == "INVOICE"
    assert page.lines[0].box.left == pytest.approx(72 / 595, abs=0.01)
    assert page.lines[0].box.top == pytest.approx(1 - 774 / 842, abs=0.02)
    assert [line.box.top for line in page.lines] == sorted(line.box.top for line in page.lines)
    assert max(page.picture.shape[:2]) == PICTURE_SIDE


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_boxes_are_those_of_the_page_as_it_is_shown(rotate: int) -> None:
    page = read(make.pdf([make.invoice()], rotate=rotate))
    box = page.lines[0].box
    height, width = page.picture.shape[:2]
    shown = page.picture[
        int(box.top * height) : int(box.bottom * height) + 1,
        int(box.left * width) : int(box.right * width) + 1,
    ]
    assert shown.size
    assert shown.min() < 128, "nothing is printed where the line is said to be"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_scans_are_read_and_turned_upright(turn: int) -> None:
    page = read(make.scan(make.invoice(), turn))
    assert page.text_source == "ocr"
    assert (page.rotation + turn) % 360 == 0
    assert "INVOICE" in page.text
    assert "Total due" in page.text
    assert page.height > page.width


def test_a_stamp_on_a_scan_is_not_its_text() -> None:
    import io
    from typing import Any

    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas: Any = Canvas(buffer, pagesize=(595, 842), invariant=1)
    canvas.drawImage(ImageReader(make.picture(make.invoice(), (1240, 1754))), 0, 0, 595, 842)
    canvas.drawString(20, 20, "Scanned by me")
    canvas.save()
    page = read(buffer.getvalue())
    assert page.text_source == "ocr"
    assert "INVOICE" in page.text


def test_exif_orientation_and_transparency() -> None:
    picture = make.picture(make.invoice())
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = make.image(picture.rotate(90, expand=True), "JPEG", exif=exif.tobytes(), quality=95)
    page = read(turned)
    assert (page.width, page.height) == (620, 877)
    assert "INVOICE" in page.text
    clear = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    assert read(make.image(clear)).blank


def test_sixteen_bits_are_not_clipped() -> None:
    grey = np.asarray(make.picture(make.invoice(), (1240, 1754)).convert("L"), np.uint16) * 257
    assert "INVOICE" in read(make.image(Image.fromarray(grey))).text


@pytest.mark.parametrize(
    "picture",
    [make.picture(), make.dusty(), make.picture(background="ivory"), Image.new("RGB", (700, 900), "black")],
    ids=["white", "dust and holes", "coloured paper", "black"],
)
def test_blank_pages_are_seen(picture: Image.Image) -> None:
    page = read(make.image(picture))
    assert page.blank
    assert page.text_source == "none"


def test_a_page_with_one_line_is_not_blank() -> None:
    assert not read(make.pdf(["A single line"])).blank
    assert not read(make.scan("A single line of text on this page")).blank


@pytest.mark.parametrize(
    "data",
    [
        make.image(Image.new("RGB", (1, 1))),
        make.image(Image.new("L", (3000, 1))),
        make.pdf(["\n".join(["x"] * 10_000)]),
        make.pdf(["1234 5678\n" * 40]),
        make.huge_page_pdf(),
    ],
    ids=["one pixel", "a line of pixels", "10,000 lines", "digits", "a million points"],
)
def test_odd_pages_are_read(data: bytes) -> None:
    assert read(data).number == 1
