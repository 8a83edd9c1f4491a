"""Typefaces: the standard ones of PDF, and free ones where the machine has them.

The free ones come from Debian packages: fonts-liberation, fonts-freefont-ttf, fonts-crosextra-carlito and
-caladea, fonts-lato, fonts-open-sans, fonts-roboto-unhinted, fonts-vollkorn, fonts-oldstandard,
fonts-tlwg-typewriter-ttf, fonts-ocr-a, fonts-play, fonts-breip, fonts-femkeklaver, fonts-rufscript,
fonts-kristi, fonts-dkg-handwriting, fonts-ecolier-court. A document drawn without them is another document.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

FOLDER = Path("/usr/share/fonts/truetype")
T = TypeVar("T")


@dataclasses.dataclass(frozen=True)
class Face:
    """The names of a typeface's cuts."""

    plain: str
    bold: str
    italic: str


STANDARD = {
    "serif": [Face("Times-Roman", "Times-Bold", "Times-Italic")],
    "sans": [Face("Helvetica", "Helvetica-Bold", "Helvetica-Oblique")],
    "typewriter": [Face("Courier", "Courier-Bold", "Courier-Oblique")],
    "hand": [],
}
FREE = {
    "serif": [
        "liberation/LiberationSerif-Regular liberation/LiberationSerif-Bold liberation/LiberationSerif-Italic",
        "crosextra/Caladea-Regular crosextra/Caladea-Bold crosextra/Caladea-Italic",
        "freefont/FreeSerif freefont/FreeSerifBold freefont/FreeSerifItalic",
        "vollkorn/Vollkorn-Regular vollkorn/Vollkorn-Bold vollkorn/Vollkorn-Italic",
        "fonts-oldstandard/OldStandard-Regular fonts-oldstandard/OldStandard-Bold fonts-oldstandard/OldStandard-Italic",
        "dejavu/DejaVuSerif dejavu/DejaVuSerif-Bold dejavu/DejaVuSerif-Italic",
    ],
    "sans": [
        "liberation/LiberationSans-Regular liberation/LiberationSans-Bold liberation/LiberationSans-Italic",
        "liberation/LiberationSansNarrow-Regular liberation/LiberationSansNarrow-Bold liberation/LiberationSansNarrow-Italic",
        "crosextra/Carlito-Regular crosextra/Carlito-Bold crosextra/Carlito-Italic",
        "lato/Lato-Regular lato/Lato-Bold lato/Lato-Italic",
        "open-sans/OpenSans-Regular open-sans/OpenSans-Bold open-sans/OpenSans-Italic",
        "roboto/unhinted/RobotoTTF/Roboto-Regular roboto/unhinted/RobotoTTF/Roboto-Bold roboto/unhinted/RobotoTTF/Roboto-Italic",
        "play/Play-Regular play/Play-Bold play/Play-Regular",
        "dejavu/DejaVuSans dejavu/DejaVuSans-Bold dejavu/DejaVuSans-Oblique",
    ],
    "typewriter": [
        "tlwg/TlwgTypewriter tlwg/TlwgTypewriter-Bold tlwg/TlwgTypewriter-Oblique",
        "liberation/LiberationMono-Regular liberation/LiberationMono-Bold liberation/LiberationMono-Italic",
        "freefont/FreeMono freefont/FreeMonoBold freefont/FreeMonoOblique",
        "ocr-a/OCRA ocr-a/OCRABold ocr-a/OCRAItalic",
    ],
    "hand": [
        "breip/Breip breip/Breip breip/Breip",
        "femkeklaver/femkeklaver femkeklaver/femkeklaver femkeklaver/femkeklaver",
        "rufscript/Rufscript010 rufscript/Rufscript010 rufscript/Rufscript010",
        "kristi/Kristi kristi/Kristi kristi/Kristi",
        "fifthhorseman/dkg fifthhorseman/dkgBd fifthhorseman/dkgIt",
        "ecolier-court/Ecolier-court ecolier-court/Ecolier-court ecolier-court/Ecolier-court",
    ],
}


def pick(random: np.random.Generator, choices: Sequence[T]) -> T:
    """One of `choices`, each as likely as the other."""
    return choices[int(random.integers(len(choices)))]


def chance(random: np.random.Generator, probability: float) -> bool:
    return bool(random.random() < probability)


@functools.cache
def faces(kind: str) -> list[Face]:
    """The typefaces of a kind that can be used here; for ``hand`` there may be none."""
    found = list(STANDARD[kind])
    for names in FREE[kind]:
        try:
            found.append(Face(*[_registered(name) for name in names.split()]))
        except (OSError, TTFError):
            continue
    return found


def missing() -> list[Path]:
    """The files of free typefaces that this machine lacks."""
    files = [FOLDER / f"{name}.ttf" for kind in FREE.values() for names in kind for name in names.split()]
    return [file for file in dict.fromkeys(files) if not file.is_file()]


def face(random: np.random.Generator, kind: str) -> Face:
    """A typeface of the kind ``serif``, ``sans``, ``typewriter`` or ``hand``, the standard one most often."""
    choices = faces(kind)
    if kind != "hand" and chance(random, 0.35):
        return choices[0]
    return pick(random, choices or faces("serif")[:1])


@functools.cache
def _registered(name: str) -> str:
    pdfmetrics.registerFont(TTFont(name, FOLDER / f"{name}.ttf"))
    return name
