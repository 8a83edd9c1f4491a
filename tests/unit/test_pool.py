from __future__ import annotations

from pathlib import Path

import psutil
import pytest

import postroom
from postroom import Category, PagePrediction
from postroom.errors import DocumentLost
from postroom.jobs.pool import Pool
from postroom.settings import load
from tests.files import make

CATEGORIES = (Category("Invoice"), Category("Contract"), Category("Shopping list of a wizard"))


@pytest.fixture
def documents(tmp_path: Path) -> list[Path]:
    """Pages with a text layer, and scans that lie in every direction."""
    text = tmp_path / "text.pdf"
    text.write_bytes(make.pdf([make.invoice(1), make.contract(), None, make.invoice(2), "Hello"] * 2))
    scans = [tmp_path / f"scan-{turn}.pdf" for turn in (0, 180)]
    for path, turn in zip(scans, (0, 180), strict=True):
        path.write_bytes(make.scan(make.contract(), turn))
    return [text, *scans]


def predictions(pool: Pool, document: Path) -> dict[int, PagePrediction]:
    events = pool.classify(str(document), CATEGORIES, 100, seconds=120)
    return {event.number: event for event in events if isinstance(event, PagePrediction)}


def test_one_process_and_several_give_the_same_answers_to_the_last_digit(
    documents: list[Path], tmp_path: Path
) -> None:
    answers: list[list[dict[int, PagePrediction]]] = []
    for size in (1, 3):
        pool = Pool(size, load(), tmp_path)
        try:
            answers.append([predictions(pool, document) for document in documents])
        finally:
            pool.close()
    assert answers[0] == answers[1]
    in_process = [postroom.classify(document, CATEGORIES) for document in documents]
    assert [dict(sorted(pages.items())) for pages in answers[0]] == [
        {page.number: page for page in answer.pages} for answer in in_process
    ]


def test_a_document_that_went_away_costs_no_process(tmp_path: Path) -> None:
    gone, there = tmp_path / "gone.pdf", tmp_path / "there.pdf"
    there.write_bytes(make.pdf([make.invoice()]))
    pool = Pool(1, load(), tmp_path)
    try:
        assert len(predictions(pool, there)) == 1
        before = psutil.Process().children(recursive=True)
        with pytest.raises(DocumentLost):
            predictions(pool, gone)
        assert len(predictions(pool, there)) == 1
        assert psutil.Process().children(recursive=True) == before
    finally:
        pool.close()
