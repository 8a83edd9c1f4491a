"""`postroom batch`: a folder of documents, its answers in a file, and the documents sorted into folders."""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import threading
from collections import Counter
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from postroom.cli.answers import Answer, ask_here, ask_server
from postroom.cli.journal import Entry, Journal, check_format
from postroom.cli.options import Categories, Key, MaxPages, Server, read_category
from postroom.cli.sorting import Sorter, find_documents
from postroom.cli.terminal import err, needs, out
from postroom.errors import DocumentError, InvalidRequest, RequestError


def batch(
    folder: Annotated[Path, typer.Argument(help="Of PDFs and images.", exists=True, file_okay=False)],
    category: Categories,
    results: Annotated[Path, typer.Option("--out", help="Where the answers go: .csv, .jsonl or .parquet.")],
    move: Annotated[
        Path | None, typer.Option(help="Move each document into this folder's folder of its category.")
    ] = None,
    threshold: Annotated[
        float, typer.Option(min=0, max=1, help="With less confidence, a document is moved to 'unsure'.")
    ] = 0.8,
    max_pages: MaxPages = None,
    server: Server = None,
    key: Key = None,
    concurrency: Annotated[
        int, typer.Option(min=1, max=64, help="With --server: how many documents it has in hand at a time.")
    ] = 8,
) -> None:
    """Classify all documents of FOLDER; run again, it goes on where it was stopped."""
    categories = [read_category(text) for text in category]
    check_format(results)
    if results.suffix == ".parquet":
        with needs("parquet"):
            import pyarrow as _  # noqa: F401, ICN001
    if move is not None and folder.resolve().is_relative_to(move.resolve()):
        raise InvalidRequest("--move must name a folder that does not hold the documents' folder.")
    answer = (
        ask_server(server, key, categories, max_pages)
        if server
        else ask_here(categories, max_pages, None, {})
    )
    sorter = Sorter(folder, move, threshold)
    asked = {"categories": [[each.name, each.description] for each in categories], "max_pages": max_pages}
    with _interruptible(), Journal(results, folder, asked) as journal:
        documents = find_documents(folder, move)
        todo = [path for path in documents if str(path.relative_to(folder)) not in journal.entries]
        for entry in journal.entries.values():
            sorter.move(entry)
        with Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=err,
            disable=not err.is_terminal,
        ) as progress:
            known = len(journal.entries)
            task = progress.add_task("documents", total=known + len(todo), completed=known)
            for entry in _entries(folder, todo, answer, concurrency if server else 1):
                journal.add(entry)
                sorter.move(entry)
                progress.advance(task)
        journal.finish()
        _summarise(list(journal.entries.values()), threshold)
        failed = any(entry.error for entry in journal.entries.values())
    if failed:
        raise typer.Exit(6)


@contextlib.contextmanager
def _interruptible() -> Generator[None]:
    """Ends the process at Ctrl-C by itself, once all within is closed.

    The interpreter's own end would abort it now and then: it stops the threads of `_in_threads` wherever they
    are, and compiled code does not stand that.
    """
    try:
        yield
    except KeyboardInterrupt:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(130)


OF_THE_DOCUMENT = ("unsupported_media_type", "document_too_large")
"""Refusals of one document, after which the others are still worth an answer."""


def _entries(folder: Path, todo: list[Path], answer: Answer, at_once: int) -> Generator[Entry]:
    """What becomes of the documents, as it is known; an error that is not a document's ends it."""

    def one(path: Path) -> Entry:
        name = str(path.relative_to(folder))
        try:
            return Entry.of(name, answer(path, lambda _done, _total: None))
        except (DocumentError, RequestError) as error:
            if isinstance(error, RequestError) and error.code not in OF_THE_DOCUMENT:
                raise
            return Entry(file=name, error=error.code, detail=error.detail)

    yield from map(one, todo) if at_once == 1 else _in_threads(one, todo, at_once)


def _in_threads(one: Callable[[Path], Entry], todo: list[Path], at_once: int) -> Generator[Entry]:
    left: queue.SimpleQueue[Path | None] = queue.SimpleQueue()
    ended: queue.SimpleQueue[Entry | Exception] = queue.SimpleQueue()

    def run() -> None:
        while path := left.get():
            try:
                ended.put(one(path))
            except Exception as error:  # noqa: BLE001 — raised again by who waits
                ended.put(error)

    for path in (*todo, *[None] * at_once):
        left.put(path)
    for _ in range(at_once):
        # They must not hold up a stop: what they have in hand is asked for again, and known to the server.
        threading.Thread(target=run, daemon=True).start()
    for _ in todo:
        entry = ended.get()
        if isinstance(entry, Exception):
            raise entry
        yield entry


def _summarise(entries: list[Entry], threshold: float) -> None:
    table = Table("category", "documents", "unsure", "mean confidence", box=None)
    counts = Counter(entry.category for entry in entries if entry.category)
    for name, count in counts.most_common():
        confidences = [entry.confidence or 0.0 for entry in entries if entry.category == name]
        unsure = sum(confidence < threshold for confidence in confidences)
        table.add_row(name, str(count), str(unsure), f"{sum(confidences) / count:.3f}")
    if failed := sum(entry.error is not None for entry in entries):
        table.add_row("(failed)", str(failed), "", "")
    out.print(table)
