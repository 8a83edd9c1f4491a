"""Writes made-up documents to a folder: ``python -m made_up FOLDER --count N --seed S``."""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from .fonts import chance
from .scan import degrade
from .sheets import KINDS, draw


def picture(pdf: bytes, dpi: float = 130) -> np.ndarray:
    """The first page, height × width × 3."""
    document = pdfium.PdfDocument(pdf)
    try:
        return np.asarray(document[0].render(scale=dpi / 72).to_pil().convert("RGB"))
    finally:
        document.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="made_up", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=200, help="of all documents; types take turns")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scans", type=float, default=0.5, help="share that looks scanned, written as PNG")
    parser.add_argument("--types", nargs="*", default=KINDS, choices=KINDS, metavar="TYPE", help="only these")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with (options.folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["path", "category", "source", "language", "scan"])
        for number in range(options.count):
            kind = options.types[number % len(options.types)]
            random = np.random.default_rng([options.seed, number])
            sheet = draw(kind, random)
            scan = chance(random, options.scans)
            name = f"{kind}-{number:05}.{'png' if scan else 'pdf'}"
            if scan:
                Image.fromarray(degrade(picture(sheet.pdf), random)).save(options.folder / name)
            else:
                (options.folder / name).write_bytes(sheet.pdf)
            rows.writerow([name, kind, sheet.source, sheet.language, "yes" if scan else "no"])


if __name__ == "__main__":
    main()
