"""Who answers for a document: the pipeline in this process, or a server."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

from postroom.cli.options import client_of
from postroom.cli.terminal import needs
from postroom.schemas import Category, Classification

Answer = Callable[[Path, Callable[[int, int], None]], Classification]
"""Classifies a document, telling the pages done and the pages in all."""


def ask_here(
    categories: list[Category], max_pages: int | None, kind: str | None, vision: dict[str, str | None]
) -> Answer:
    """Answers from this process.

    Args:
        categories: The candidates.
        max_pages: Classify only so many pages.
        kind: Which classifier decides, before the settings.
        vision: The vision model's settings, before those of the environment; one budget for all documents.
    """
    with needs("local"):
        from postroom.classification.vision.spending import Budget, MemoryBook
        from postroom.in_process import classify_here
        from postroom.settings import load
    settings = load(
        classifier={"kind": kind} if kind else {},
        vision={name: value for name, value in vision.items() if value is not None},
    )
    book = MemoryBook(Budget.of(settings.vision.job_budget))

    def answer(path: Path, show: Callable[[int, int], None]) -> Classification:
        done = itertools.count(1)
        return classify_here(
            path,
            categories,
            settings,
            max_pages=max_pages,
            on_page=lambda _page, total: show(next(done), total),
            book=book,
        )

    return answer


def ask_server(server: str, key: str | None, categories: list[Category], max_pages: int | None) -> Answer:
    """Answers from a server."""
    client = client_of(server, key)

    def answer(path: Path, show: Callable[[int, int], None]) -> Classification:
        return client.classify(path, categories, max_pages=max_pages, on_progress=show)

    return answer
