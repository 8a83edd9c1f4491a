"""The generator of training documents draws each type, readably, and the same again from the same seed."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from postroom.classification.local.lexicon import document_types
from postroom.documents.document import open_document
from postroom.settings import DocumentSettings

TRAINING = Path(__file__).parents[2] / "training"


def write(folder: Path, *options: str) -> list[dict[str, str]]:
    command = [sys.executable, "-m", "made_up", str(folder), *options]
    subprocess.run(command, cwd=TRAINING, check=True, timeout=120)
    with (folder / "manifest.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, str]]]:
    folder = tmp_path_factory.mktemp("made_up")
    return folder, write(folder, "--count", "60", "--seed", "5", "--scans", "0.1")


def test_every_document_opens_and_has_a_type_of_the_lexicon(made: tuple[Path, list[dict[str, str]]]) -> None:
    folder, rows = made
    known = {kind.key for kind in document_types()}
    assert len(rows) == 60
    for row in rows:
        assert row["category"] in known
        assert row["source"].startswith(f"made up {row['category']} ")
        with open_document(folder / row["path"], DocumentSettings()) as document:
            assert document.page_count == 1
            assert (document.kind == "pdf") == (row["scan"] == "no")


def test_types_take_turns(made: tuple[Path, list[dict[str, str]]]) -> None:
    counts = [
        sum(row["category"] == kind for row in made[1]) for kind in {row["category"] for row in made[1]}
    ]
    assert len(counts) > 40
    assert set(counts) <= {1, 2}


def test_the_same_seed_draws_the_same_bytes(tmp_path: Path) -> None:
    options = ("--count", "6", "--seed", "9", "--types", "invoice", "handwritten", "letter")
    first, second = write(tmp_path / "a", *options), write(tmp_path / "b", *options)
    assert first == second
    for row in first:
        assert (tmp_path / "a" / row["path"]).read_bytes() == (tmp_path / "b" / row["path"]).read_bytes()
