"""JPG, PNG, GIF, WebP, BMP and TIFF through Pillow."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps, UnidentifiedImageError

from postroom.documents.content import TextLine
from postroom.errors import DocumentCorrupt, PageTooLarge, TooManyPages
from postroom.schemas import DocumentKind
from postroom.settings import DocumentSettings

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "MPO")

# We check the size ourselves, before decoding, and for every frame.
Image.MAX_IMAGE_PIXELS = None


class ImageDocument:
    """An open image. Every frame of a TIFF is a page; of a GIF or WebP, which can move, the first is."""

    kind: DocumentKind = "image"

    def __init__(self, source: Path | bytes, limits: DocumentSettings) -> None:
        self._limits = limits
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # Pillow remarks on odd metadata; the pixels decide
                self._image = Image.open(
                    io.BytesIO(source) if isinstance(source, bytes) else source, formats=FORMATS
                )
                self.page_count = _frames(self._image) if self._image.format == "TIFF" else 1
        except UnidentifiedImageError as error:
            raise DocumentCorrupt("File appears to be corrupted") from error
        except Exception as error:
            # Decoders raise whatever a broken file makes them stumble over.
            raise DocumentCorrupt("File appears to be corrupted") from error
        if self.page_count > limits.max_document_pages:
            self.close()
            raise TooManyPages(
                f"the image has {self.page_count} frames; {limits.max_document_pages} are allowed"
            )
        self._check_size()

    def page(self, number: int) -> ImagePage:
        """Frame `number`, from 1."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._image.seek(number - 1)
                self._check_size()
                return ImagePage(_to_rgb(self._image))
        except PageTooLarge:
            raise
        except MemoryError:
            raise
        except Exception as error:
            raise DocumentCorrupt(f"Page {number} can't be read") from error

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


class ImagePage:
    """A decoded frame, turned as its camera says (EXIF), transparency on white."""

    def __init__(self, image: Image.Image) -> None:
        self._image = image
        self.width, self.height = float(image.width), float(image.height)

    def text_layer(self) -> tuple[TextLine, ...]:
        """Images have none."""
        return ()

    def render(self, long_side: int) -> npt.NDArray[np.uint8]:
        """The frame as RGB, scaled down to `long_side` pixels when it is larger; never up."""
        scale = long_side / max(self._image.size)
        if scale >= 1:
            return np.asarray(self._image)
        size = (max(1, round(self._image.width * scale)), max(1, round(self._image.height * scale)))
        # Reducing by a whole factor first is exact enough and several times as fast.
        return np.asarray(self._image.resize(size, Image.Resampling.BOX, reducing_gap=2.0))

    def close(self) -> None:
        """Release the frame."""
        self._image.close()


def _frames(image: Image.Image) -> int:
    return int(getattr(image, "n_frames", 1))


def _to_rgb(image: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("I;16", "I;16B", "I;16L", "I", "F"):
        return _sixteen_bits(upright)
    if "A" in upright.getbands() or "transparency" in upright.info:
        rgba = upright.convert("RGBA")
        paper = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(paper, rgba).convert("RGB")
    return upright.convert("RGB")


def _sixteen_bits(image: Image.Image) -> Image.Image:
    """More than 8 bits a pixel, scaled to 8: a plain conversion would clip nearly all of it to white."""
    values = np.asarray(image, dtype=np.float32)
    top = float(values.max(initial=0.0))
    scale = 255.0 / (65_535.0 if top > 255 else 255.0)
    return Image.fromarray(np.clip(values * scale, 0, 255).astype(np.uint8)).convert("RGB")
