"""Documents that are small to send and enormous to open, and files that are two things at once."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterator

from PIL import Image

from tests.files import make

PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"


def page(more: bytes, box: bytes = b"0 0 595 842") -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [" + box + b"] " + more + b" >>"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), entries, data)


def squeezed(pattern: bytes, size: int, times: int = 1) -> bytes:
    """`size` bytes of the pattern, compressed without ever being held."""
    compressor = zlib.compressobj(9)
    block = pattern * (1 + 1_000_000 // len(pattern))
    data = bytearray()
    for _ in range(max(1, size // len(block))):
        data += compressor.compress(block)
    data += compressor.flush()
    for _ in range(times - 1):
        data = bytearray(zlib.compress(bytes(data), 9))
    return bytes(data)


def one_page(more: bytes, *objects: bytes, box: bytes = b"0 0 595 842") -> bytes:
    """A PDF of one page, with objects from number 4 on."""
    return make.raw_pdf([CATALOGUE, PAGES, page(more, box), *objects])


def contents(data: bytes, entries: bytes = b"") -> bytes:
    return one_page(b"/Contents 4 0 R", stream(data, entries))


def bomb_of_contents() -> bytes:
    """A gigabyte of nothing."""
    return contents(squeezed(b" ", 1_000_000_000, 2), b"/Filter [/FlateDecode /FlateDecode]")


def bomb_of_lines() -> bytes:
    """Fifty million lines to draw."""
    return contents(
        squeezed(b"0 0 m 595 842 l S\n", 1_000_000_000, 2), b"/Filter [/FlateDecode /FlateDecode]"
    )


def bomb_of_text() -> bytes:
    """A page of two hundred million letters."""
    data = squeezed(b"BT /F 9 Tf 9 9 Td (" + b"A" * 10_000 + b") Tj ET\n", 200_000_000)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    resources = b"/Resources << /Font << /F 5 0 R >> >> /Contents 4 0 R"
    return one_page(resources, stream(data, b"/Filter /FlateDecode"), font)


def nested_forms(depth: int = 30) -> bytes:
    """Forms that each draw the next one ten times."""
    forms = [
        stream(
            b"/N Do " * 10,
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /N %d 0 R >> >>"
            % (5 + number + 1),
        )
        for number in range(depth)
    ]
    end = stream(b"0 0 m 9 9 l S", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    resources = b"/Resources << /XObject << /N 5 0 R >> >> /Contents 4 0 R"
    return one_page(resources, stream(b"/N Do"), *forms, end)


def a_form_that_draws_itself() -> bytes:
    form = stream(
        b"/N Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /N 5 0 R >> >>"
    )
    return one_page(b"/Resources << /XObject << /N 5 0 R >> >> /Contents 4 0 R", stream(b"/N Do"), form)


def many_annotations(count: int = 500_000) -> bytes:
    each = b"<</Type/Annot/Subtype/Square/Rect[0 0 9 9]>>"
    return one_page(b"/Annots [" + each * count + b"]")


def box(size: bytes) -> bytes:
    return one_page(b"", box=size)


def deep_outline(depth: int = 100_000) -> bytes:
    entries = [b"<< /Title (a) /First %d 0 R /Last %d 0 R >>" % (4 + n + 1, 4 + n + 1) for n in range(depth)]
    catalogue = b"<< /Type /Catalog /Pages 2 0 R /Outlines 4 0 R >>"
    return make.raw_pdf([catalogue, PAGES, page(b""), *entries, b"<< /Title (end) >>"])


def deep_page_tree(depth: int = 50_000) -> bytes:
    tree = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (2 + n + 1) for n in range(depth)]
    return make.raw_pdf([CATALOGUE, *tree, page(b"")])


def a_page_tree_that_holds_itself() -> bytes:
    return make.raw_pdf([CATALOGUE, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000 >>"])


def a_count_that_lies() -> bytes:
    return make.raw_pdf([CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>", page(b"")])


def deep_arrays(depth: int = 1_000_000) -> bytes:
    return one_page(b"/Deep " + b"[" * depth + b"]" * depth)


def object_stream() -> bytes:
    """The catalogue is said to be in a stream of a gigabyte."""
    body = io.BytesIO(b"%PDF-1.7\n")
    body.seek(0, io.SEEK_END)
    offset = body.tell()
    data = squeezed(b" ", 1_000_000_000, 2)
    entries = b"/Type /ObjStm /N 1000000 /First 9 /Filter [/FlateDecode /FlateDecode]"
    body.write(b"1 0 obj\n" + stream(data, entries) + b"\nendobj\n")
    start = body.tell()
    table = struct.pack(">BIB", 0, 0, 0) + struct.pack(">BIB", 1, offset, 0) + struct.pack(">BIB", 2, 1, 0)
    body.write(b"3 0 obj\n" + stream(table, b"/Type /XRef /W [1 4 1] /Size 3 /Root 2 0 R") + b"\nendobj\n")
    body.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return body.getvalue()


def picture_in_pdf(width: int, height: int, hidden: int = 0) -> bytes:
    """A page with one picture of black, behind so many lines."""
    entries = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8"
        b" /Filter [/FlateDecode /FlateDecode]" % (width, height)
    )
    picture = stream(squeezed(bytes(1_000), min(3 * width * height, 1_000_000_000), 2), entries)
    drawn = b"0 0 m 9 9 l S\n" * hidden + b"595 0 0 842 0 0 cm /P Do"
    return one_page(b"/Resources << /XObject << /P 5 0 R >> >> /Contents 4 0 R", stream(drawn), picture)


def png(width: int, height: int, mode: int = 2, depth: int = 8) -> bytes:
    """A PNG of black, whole; `mode` is the colour type, `depth` bits a channel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = 1 + width * {0: 1, 2: 3, 6: 4}[mode] * depth // 8
    header = struct.pack(">IIBBBBB", width, height, depth, mode, 0, 0, 0)
    data = squeezed(bytes(row), row * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def png_with_text(size: int = 300_000_000) -> bytes:
    """A small PNG with 300 megabytes of compressed text."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    small = make.image(Image.new("RGB", (9, 9)))
    return small[:33] + chunk(b"zTXt", b"a\0\0" + squeezed(b" ", size)) + small[33:]


def gif_of_frames(count: int = 1_000_000) -> bytes:
    head = b"GIF89a" + struct.pack("<HHBBB", 9, 9, 0x80, 0, 0) + bytes(6)
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return head + frame * count + b"\x3b"


def tiff_of_frames(sizes: Iterator[tuple[int, int]], *, loop: bool = False) -> bytes:
    """A TIFF of frames that all show the same byte, each as large as is said."""
    body = bytearray(b"II*\0" + struct.pack("<I", 16) + b"\0" * 8)
    frames = list(sizes)
    for number, (width, height) in enumerate(frames):
        tags = [(256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, height)]
        tags.append((279, width * height & 0xFFFFFFFF))
        directory = struct.pack("<H", len(tags))
        directory += b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
        is_last = number == len(frames) - 1
        following = (16 if loop else 0) if is_last else len(body) + len(directory) + 4
        body += directory + struct.pack("<I", following)
    return bytes(body)


def bmp(width: int, height: int) -> bytes:
    """A BMP that says it is so large, run-length encoded, and holds next to nothing."""
    header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 8, 1, 10, 0, 0, 256, 0)
    return b"BM" + struct.pack("<IHHI", 1_100, 0, 0, 1_078) + header + bytes(1_024) + b"\xff\0" * 10


def webp(width: int, height: int) -> bytes:
    return make.image(Image.new("RGB", (width, height)), "WEBP", method=0, quality=1)


def joined(*parts: bytes) -> bytes:
    return b"".join(parts)


def pdf_in_jpeg() -> bytes:
    """A JPEG whose comment is a PDF."""
    document = make.pdf([make.invoice()])
    picture = make.image(make.picture(make.contract()), "JPEG")
    return picture[:2] + b"\xff\xfe" + struct.pack(">H", len(document) + 2) + document + picture[2:]


ALL: dict[str, Callable[[], bytes]] = {
    "contents": bomb_of_contents,
    "lines": bomb_of_lines,
    "letters": bomb_of_text,
    "nested forms": nested_forms,
    "a form that draws itself": a_form_that_draws_itself,
    "annotations": many_annotations,
    "a wide box": lambda: box(b"0 0 1e30 1"),
    "a huge box": lambda: box(b"0 0 999999999999 999999999999"),
    "a box of no size": lambda: box(b"0 0 0 0"),
    "a box upside down": lambda: box(b"1e9 1e9 -1e9 -1e9"),
    "deep outline": deep_outline,
    "deep page tree": deep_page_tree,
    "a page tree that holds itself": a_page_tree_that_holds_itself,
    "a count that lies": a_count_that_lies,
    "deep arrays": deep_arrays,
    "object stream": object_stream,
    "a picture in a PDF": lambda: picture_in_pdf(30_000, 30_000),
    "a hidden picture in a PDF": lambda: picture_in_pdf(30_000, 30_000, 300),
    "a large PNG": lambda: png(10_000, 10_000),
    "a PNG of 16 bits": lambda: png(14_000, 14_000, 0, 16),
    "a PNG with alpha": lambda: png(14_000, 14_000, 6, 16),
    "a PNG that is too large": lambda: png(15_000, 15_000),
    "a PNG like a thread": lambda: png(1, 1_000_000),
    "a PNG with text": png_with_text,
    "a GIF of frames": gif_of_frames,
    "a TIFF of frames": lambda: tiff_of_frames((1, 1) for _ in range(100_000)),
    "a TIFF in a circle": lambda: tiff_of_frames(((1, 1) for _ in range(3)), loop=True),
    "a TIFF of huge frames": lambda: tiff_of_frames((14_000, 14_000) for _ in range(50)),
    "a TIFF of one huge frame": lambda: tiff_of_frames(iter([(9, 9), (4_000_000_000, 4_000_000_000), (9, 9)])),
    "a BMP": lambda: bmp(14_000, 14_000),
    "a BMP that is too large": lambda: bmp(2_000_000_000, -2_000_000_000),
    "a WebP": lambda: webp(5_000, 5_000),
    "PDF in JPEG": pdf_in_jpeg,
    "PDF after GIF": lambda: joined(b"GIF89a", make.pdf([make.invoice()])),
    "PDF after ZIP": lambda: joined(b"PK\x03\x04" + bytes(100), make.pdf([make.invoice()])),
    "PDF after HTML": lambda: joined(b"<script>alert(1)</script>", make.pdf([make.invoice()])),
    "PDF with a tail of PDF": lambda: joined(make.pdf([make.invoice()]), make.pdf([make.contract()])),
}  # fmt: skip
