"""Which documents a folder has, and where each goes once it is known what it is."""

from __future__ import annotations

import os
import re
from pathlib import Path

from postroom.cli.journal import Entry

ENDINGS = {".pdf", ".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff"}


def find_documents(folder: Path, without: Path | None) -> list[Path]:
    """The documents in a folder and those below it, by name.

    Links, hidden files and what is in `without` are left alone.
    """
    closed = None if without is None else without.resolve()
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in ENDINGS
        and path.is_file()
        and not path.is_symlink()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and not (closed is not None and path.resolve().is_relative_to(closed))
    )


class Sorter:
    """Moves documents into a folder for each category; overwrites nothing.

    Args:
        folder: Where the documents are.
        target: Where they go; None to leave them.
        threshold: With less confidence, or a larger "none of these", a document goes to ``unsure``.
    """

    def __init__(self, folder: Path, target: Path | None, threshold: float) -> None:
        self._folder = folder
        self._target = target
        self._threshold = threshold

    def move(self, entry: Entry) -> None:
        """Move a document, if it is still there."""
        source = self._folder / entry.file
        if self._target is None or not source.exists():
            return
        place = self._target / self._place(entry)
        place.mkdir(parents=True, exist_ok=True)
        for number in range(1, 10_000):
            suffix = "" if number == 1 else f" ({number})"
            free = place / f"{source.stem}{suffix}{source.suffix}"
            try:
                os.link(source, free)
            except FileExistsError:
                if free.samefile(source):  # a kill came between the link and the removal
                    break
                continue
            except OSError:
                if _move_by_copy(source, free):
                    break
                continue
            break
        source.unlink(missing_ok=True)

    def _place(self, entry: Entry) -> str:
        if entry.category is None:
            return "failed"
        confidence = entry.confidence or 0.0
        if confidence < self._threshold or (entry.none_of_these or 0.0) > confidence:
            return "unsure"
        return re.sub(r"[^\w\- .&()+,]", "_", entry.category).strip(" .")[:100] or "_"


def _move_by_copy(source: Path, free: Path) -> bool:
    """Copy to another file system, or one without links; False when the name is taken."""
    import shutil

    try:
        with source.open("rb") as reading, free.open("xb") as writing:
            shutil.copyfileobj(reading, writing)
            writing.flush()
            os.fsync(writing.fileno())
    except FileExistsError:
        return False
    return True
