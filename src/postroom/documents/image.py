"""JPG, PNG, GIF, WebP, BMP and TIFF through Pillow."""

from __future__ import annotations

import contextlib
import io
import struct
import warnings
from collections.abc import Generator
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt
from PIL import Image

from postroom.documents.content import TextLayer
from postroom.errors import DocumentCorrupt, PageTooLarge, TooManyPages
from postroom.schemas import DocumentKind
from postroom.settings import DocumentSettings

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "MPO")

WORKING_SIDE = 2400
"""Long side, in pixels, above which a picture is reduced while it is decoded: nothing reads finer."""

WHITE_LEVELS = (1, 255, 1_023, 4_095, 16_383, 65_535)
"""What full white is in pictures of float, 8, 10, 12, 14 and 16 bits; their files seldom say which."""

UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes each EXIF orientation (Exif 2.32, 4.6.4 A)."""

# We check the size ourselves, before decoding, and for every frame.
Image.MAX_IMAGE_PIXELS = None


class ImageDocument:
    """An open image. Every frame of a TIFF is a page; of a GIF or WebP, which can move, the first is."""

    kind: DocumentKind = "image"

    def __init__(self, source: Path | bytes, limits: DocumentSettings) -> None:
        self._limits = limits
        with _decoding("File appears to be corrupted"):
            self._image = Image.open(
                io.BytesIO(source) if isinstance(source, bytes) else source, formats=FORMATS
            )
        try:
            self._check_size()
            with _decoding("File appears to be corrupted"):
                self.page_count = self._count_pages()
        except BaseException:
            self.close()
            raise

    def page(self, number: int) -> ImagePage:
        """Frame `number`, from 1."""
        with _decoding(f"Page {number} can't be read"):
            self._image.seek(number - 1)
            self._check_size()
            return ImagePage(self._image)

    def close(self) -> None:
        """Release the image."""
        self._image.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _check_size(self) -> None:
        width, height = self._image.size
        if width * height > self._limits.max_pixels:
            raise PageTooLarge(
                f"the image has {width} x {height} pixels; {self._limits.max_pixels} in all are allowed"
            )

    def _count_pages(self) -> int:
        if self._image.format != "TIFF":
            return 1
        count, allowed = 1, self._limits.max_document_pages
        # Not `n_frames`: it would follow a chain of any length.
        while True:
            try:
                self._image.seek(count)
            except EOFError:
                return count
            count += 1
            if count > allowed:
                raise TooManyPages(f"the image has more than {allowed} frames")


class ImagePage:
    """A decoded frame, turned as its camera says (EXIF), transparency on white."""

    def __init__(self, image: Image.Image) -> None:
        width, height = image.size
        self._image = _decode(image)
        # What is decoded may be smaller, but a page is as large as its file says.
        lies = (width > height) != (self._image.width > self._image.height)
        self.width, self.height = (float(height), float(width)) if lies else (float(width), float(height))

    def text_layer(self) -> TextLayer:
        """Images have none."""
        return TextLayer()

    def render(self, long_side: int) -> npt.NDArray[np.uint8]:
        """The frame as RGB, scaled down to `long_side` pixels when it is larger; never up."""
        return np.asarray(_shrunk(self._image, long_side))

    def close(self) -> None:
        """Release the frame."""
        self._image.close()


@contextlib.contextmanager
def _decoding(failure: str) -> Generator[None]:
    """Whatever a broken file makes a decoder raise becomes `DocumentCorrupt`; its remarks are not shown."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow remarks on odd metadata; the pixels decide
            yield
    except (PageTooLarge, TooManyPages, MemoryError):
        raise
    except Exception as error:
        raise DocumentCorrupt(failure) from error


def _turn(image: Image.Image) -> Image.Transpose | None:
    """How to turn the picture upright."""
    if image.format == "TIFF":
        return None  # Pillow turns them itself
    try:
        return UPRIGHT.get(int(image.getexif().get(0x0112, 1)))
    except (SyntaxError, ValueError, TypeError, KeyError, OSError, struct.error):
        return None  # broken metadata do not make a picture unreadable


def _decode(image: Image.Image) -> Image.Image:
    """The frame as RGB, upright, its long side `WORKING_SIDE` or less."""
    turn = _turn(image)
    # A JPEG can be decoded at a fraction of its size for a fraction of the time.
    image.draft(image.mode, (WORKING_SIDE, WORKING_SIDE))
    picture = _shrunk(_on_white(image), WORKING_SIDE)
    return picture if turn is None else picture.transpose(turn)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("F", "I") or image.mode.startswith("I;16"):
        return _eight_bits(image)
    if image.mode == "LAB":
        return image.getchannel(0).convert("RGB")
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        return paper
    if image.mode == "1":
        image = image.convert("L")
    # Shrinking first saves memory; the colours of a palette can't be averaged.
    return (_shrunk(image, WORKING_SIDE) if image.mode in ("L", "RGB", "CMYK") else image).convert("RGB")


def _shrunk(image: Image.Image, long_side: int) -> Image.Image:
    scale = long_side / max(image.size)
    if scale >= 1:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    # Reducing by a whole factor first is exact enough and several times as fast.
    return image.resize(size, Image.Resampling.BOX, reducing_gap=2.0)


def _eight_bits(image: Image.Image) -> Image.Image:
    """More than 8 bits a pixel, scaled to 8: a plain conversion would clip nearly all of it to white."""
    values = np.nan_to_num(np.asarray(image, dtype=np.float32))
    top = float(values.max(initial=0.0))
    white = next((level for level in WHITE_LEVELS if top <= level), top)
    return Image.fromarray(np.clip(values * (255 / white), 0, 255).astype(np.uint8)).convert("RGB")
