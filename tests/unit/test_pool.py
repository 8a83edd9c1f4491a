from __future__ import annotations

import contextlib
import multiprocessing
import platform
from collections.abc import Generator
from multiprocessing.connection import Connection
from pathlib import Path

import psutil
import pytest

import postroom
from postroom import Category, PagePrediction
from postroom.errors import DocumentLost
from postroom.jobs import pool_process
from postroom.jobs.pool import Pool
from postroom.settings import Settings, load
from tests.files import make
from tests.service import wait_until

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


@pytest.mark.parametrize(("word", "reason"), [("@CRASH", "crashes its reader"), ("@HANG", "time limit")])
def test_one_page_is_to_blame_however_quick_those_before_it_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str, reason: str
) -> None:
    monkeypatch.setenv("POSTROOM_CLASSIFIER__FACTORY", "tests.fakes:load")
    monkeypatch.setenv("POSTROOM_DOCUMENTS__PAGE_SECONDS", "2")
    document = tmp_path / "text.pdf"
    document.write_bytes(make.pdf(["Invoice", "Contract", "Invoice", word, "Contract", "Invoice"]))
    pool = Pool(1, load(), tmp_path)
    try:
        found = predictions(pool, document)
    finally:
        pool.close()
    assert sorted(found) == [1, 2, 3, 4, 5, 6]
    assert {number for number, page in found.items() if page.error is not None} == {4}
    assert reason in str(found[4].error)


def run_and_give_back(
    pipe: Connection, answered: Connection, settings: Settings, every_seconds: float
) -> None:
    pool_process.GIVE_BACK_SECONDS = every_seconds
    pool_process.run(pipe, answered, settings)


@contextlib.contextmanager
def after_scans(documents: list[Path], every_seconds: float) -> Generator[psutil.Process]:
    """A process that has read the scans, and hands back what it freed as often as that."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    _wholes, answered = context.Pipe(duplex=False)
    arguments = (theirs, answered, load(), every_seconds)
    process = context.Process(target=run_and_give_back, args=arguments)
    process.start()
    theirs.close()
    try:
        assert ours.poll(60)
        assert ours.recv() is None
        for document in documents:
            ours.send(pool_process.Request(str(document), CATEGORIES, (), 100, None, frozenset(), 8, 100))
            assert ours.poll(60)
            assert isinstance(ours.recv(), pool_process.Opened)
            assert ours.poll(60)
            assert ours.recv().page.error is None
        yield psutil.Process(process.pid)
    finally:
        ours.close()
        process.join(10)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be asked to")
def test_a_process_hands_back_what_scans_took(documents: list[Path]) -> None:
    with after_scans(documents[1:], 3_600) as keeps, after_scans(documents[1:], 0) as gives:
        wait_until(lambda: gives.memory_info().rss < keeps.memory_info().rss - 20 * 2**20, 10)
