"""`postroom classify`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from postroom.cli.answers import ask_here, ask_server
from postroom.cli.options import Categories, Key, MaxPages, Server, read_category
from postroom.cli.terminal import complain, err, out
from postroom.errors import DocumentError
from postroom.schemas import Classification, PagePrediction, to_json


def classify(
    files: Annotated[list[Path], typer.Argument(help="PDFs and images.", exists=True, dir_okay=False)],
    category: Categories,
    json_output: Annotated[bool, typer.Option("--json", help="One JSON object a file, on stdout.")] = False,  # noqa: FBT002
    max_pages: MaxPages = None,
    classifier: Annotated[
        str | None, typer.Option(help="local, vision, or cascade: vision where local is unsure.")
    ] = None,
    vision_url: Annotated[
        str | None, typer.Option(metavar="URL", help="The vision model's endpoint.")
    ] = None,
    model: Annotated[str | None, typer.Option(help="The vision model's name there.")] = None,
    budget: Annotated[
        str | None, typer.Option(help='What the vision model may take: "20 pages", "50000 tokens".')
    ] = None,
    server: Server = None,
    key: Key = None,
) -> None:
    """Say what kind of documents FILES are."""
    categories = [read_category(text) for text in category]
    if server:
        answer = ask_server(server, key, categories, max_pages)
    else:
        vision = {"base_url": vision_url, "model": model, "job_budget": budget}
        answer = ask_here(categories, max_pages, classifier, vision)
    answers: list[tuple[Path, Classification]] = []
    exit_code = 0
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    ) as progress:
        for path in files:
            task = progress.add_task(path.name, total=None)

            def show(done: int, total: int, task: Any = task) -> None:
                progress.update(task, completed=done, total=total)

            try:
                answers.append((path, answer(path, show)))
            except DocumentError as error:
                # The other files are still worth an answer.
                exit_code = exit_code or error.exit_code
                complain(f"{path}: {error.detail}", error.advice)
            progress.remove_task(task)
    for path, classification in answers:
        if json_output:
            sys.stdout.write(
                json.dumps({"file": str(path)} | to_json(classification), ensure_ascii=False) + "\n"
            )
    if answers and not json_output:
        out.print(_table(answers))
    if exit_code:
        raise typer.Exit(exit_code)


def _table(answers: list[tuple[Path, Classification]]) -> Table:
    table = Table(box=None, expand=True)
    by = (
        ("by",)
        if any(page.classifier != "local" or page.fallback for _, answer in answers for page in answer.pages)
        else ()
    )
    for column in ("document", "page", "category", "confidence", "none of these", *by):
        table.add_column(column, overflow="fold")
    table.add_column("evidence", no_wrap=True, overflow="ellipsis", ratio=1)
    for path, answer in answers:
        name: str = path.name
        for page in answer.pages:
            evidence = ", ".join(
                item.text for item in page.evidence if item.category == page.category and item.kind == "text"
            )
            if page.error or page.blank:
                by_whom = _decided(page, by)
                blank = "" if page.error else "(blank)"
                table.add_row(name, str(page.number), blank, "", "", *by_whom, page.error)
            else:
                table.add_row(
                    name,
                    str(page.number),
                    page.category,
                    f"{page.confidence:.3f}",
                    f"{page.none_of_these:.3f}",
                    *_decided(page, by),
                    evidence,
                )
            name = ""
        if len(answer.pages) > 1:
            table.add_row(
                "",
                "all",
                f"[bold]{answer.category}[/]",
                f"{answer.confidence:.3f}",
                f"{answer.none_of_these:.3f}",
            )
    return table


def _decided(page: PagePrediction, by: tuple[str, ...]) -> tuple[str, ...]:
    """Which classifier decided, and why not the other, where that is shown."""
    if not by:
        return ()
    return (f"{page.classifier} ({page.fallback})" if page.fallback else page.classifier,)
