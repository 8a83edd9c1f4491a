"""The folder of the data is nobody else's business."""

from __future__ import annotations

import os
from pathlib import Path


def private_folder(path: Path) -> None:
    """Make the folder if it is not there; what this process makes from now on only its user may read.

    A folder that is there keeps its mode: it may be a volume, and what is in it is private all the same.
    """
    os.umask(0o077)
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
