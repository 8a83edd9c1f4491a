"""What a document is to the other rooms, and how one is opened. Light to import: readers load late."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from postroom.errors import DocumentCorrupt, DocumentEmpty
from postroom.schemas import DocumentKind
from postroom.settings import DocumentSettings

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from postroom.documents.content import TextLayer

SNIFF_BYTES = 1024
"""A PDF's header may stand anywhere in the first so many bytes (ISO 32000-1, annex H.3, note 13)."""

IMAGE_MAGIC = (
    b"\xff\xd8\xff",  # JPEG
    b"\x89PNG\r\n\x1a\n",
    b"GIF87a",
    b"GIF89a",
    b"II*\x00",  # TIFF, little endian
    b"MM\x00*",  # TIFF, big endian
    b"II+\x00",  # BigTIFF
    b"MM\x00+",
)

BMP_HEADERS = tuple(length.to_bytes(4, "little") for length in (12, 40, 52, 56, 64, 108, 124))
"""Lengths of the information header of every version of BMP."""


class Page(Protocol):
    """An open page, upright as the file says."""

    @property
    def width(self) -> float:
        """In PDF points for a PDF, in pixels for an image."""
        ...

    @property
    def height(self) -> float:
        """Likewise."""
        ...

    def text_layer(self) -> TextLayer:
        """The text that the page brings along; without lines when it has none."""
        ...

    def render(self, long_side: int) -> npt.NDArray[np.uint8]:
        """The page as RGB of shape (height, width, 3), its long side `long_side` pixels at most."""
        ...

    def close(self) -> None:
        """Release the page."""
        ...


class Document(Protocol):
    """An open document."""

    @property
    def kind(self) -> DocumentKind:
        """A PDF, or an image."""
        ...

    @property
    def page_count(self) -> int:
        """At least 1."""
        ...

    def page(self, number: int) -> Page:
        """Page `number`, from 1.

        Raises:
            DocumentCorrupt: The page can't be read.
            PageTooLarge: It has too many pixels.
        """
        ...

    def close(self) -> None:
        """Release the document."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def sniff(head: bytes) -> DocumentKind | None:
    """What the first `SNIFF_BYTES` bytes say the document is; None when it is nothing we read.

    Names and declared types are not asked: clients send every file as ``document.pdf``.
    """
    webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    # Two letters are no proof: a BMP's reserved bytes are zero, and its second header's length is known.
    bmp = head[:2] == b"BM" and head[6:10] == bytes(4) and head[14:18] in BMP_HEADERS
    if head.startswith(IMAGE_MAGIC) or webp or bmp:
        return "image"
    return "pdf" if b"%PDF-" in head[:SNIFF_BYTES] else None


def open_document(source: Path | bytes, limits: DocumentSettings) -> Document:
    """Open a document; use it as a context manager, or close it.

    Raises:
        DocumentEmpty: No bytes, or no pages.
        DocumentCorrupt: Not a readable PDF or image.
        DocumentEncrypted: A password is needed.
        TooManyPages: More than `limits.max_document_pages`.
        PageTooLarge: An image of more than `limits.max_pixels`.
        OSError: The file can't be read.
    """
    if isinstance(source, bytes):
        head = source[:SNIFF_BYTES]
    else:
        with source.open("rb") as file:
            head = file.read(SNIFF_BYTES)
    if not head:
        raise DocumentEmpty("the file is empty")
    kind = sniff(head)
    if kind == "pdf":
        from postroom.documents.pdf import PdfDocument

        return PdfDocument(source, limits)
    if kind == "image":
        from postroom.documents.image import ImageDocument

        return ImageDocument(source, limits)
    raise DocumentCorrupt("it is neither a PDF nor a known image format")
