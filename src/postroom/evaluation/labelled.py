"""Finds the documents of an evaluation, and the category that each is of."""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path

from postroom.errors import InvalidRequest

SUFFIXES = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff"})


@dataclasses.dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A document and its true category."""

    path: Path
    label: str


def find_documents(source: Path) -> list[LabelledDocument]:
    """The documents of a folder with a folder for each category, or of a CSV file (path, category).

    A path in the CSV file is relative to the file. Sorted by path, so that a run can be repeated.

    Raises:
        InvalidRequest: There is nothing to evaluate, or fewer than two categories.
    """
    manifest = source if source.is_file() else source / "manifest.csv"
    documents = _from_manifest(manifest) if manifest.is_file() else _from_folders(source)
    if len({document.label for document in documents}) < 2:
        raise InvalidRequest(
            f"{source} holds {len(documents)} documents of fewer than two categories; give a folder with a "
            "folder for each category, or a CSV file with the columns path and category."
        )
    return sorted(documents, key=lambda document: document.path)


def _from_folders(source: Path) -> list[LabelledDocument]:
    return [
        LabelledDocument(path, folder.name)
        for folder in source.iterdir()
        if folder.is_dir() and not folder.name.startswith(".")
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES
    ]


def _from_manifest(manifest: Path) -> list[LabelledDocument]:
    with manifest.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if not {"path", "category"} <= set(reader.fieldnames or ()):
            raise InvalidRequest(f"{manifest} needs the columns path and category.")
        documents = [LabelledDocument(manifest.parent / row["path"], row["category"]) for row in reader]
    for document in documents:
        if not document.path.is_file():
            raise InvalidRequest(f"{manifest} names {document.path}, which is not there.")
        if not document.label:
            raise InvalidRequest(f"{manifest} has no category for {document.path}.")
    return documents
