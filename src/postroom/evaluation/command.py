"""`postroom evaluate`."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from postroom.errors import ClassifierUnavailable, InvalidRequest
from postroom.schemas import to_json


def evaluate(
    source: Annotated[
        Path,
        typer.Argument(
            help="A folder with a folder for each category, or a CSV file: path, category.", exists=True
        ),
    ],
    description: Annotated[
        list[str] | None, typer.Option("--description", "-d", help='"NAME=what belongs in it"; repeatable.')
    ] = None,
    max_pages: Annotated[int, typer.Option(min=1, help="Pages classified of a document.")] = 4,
    ways: Annotated[int, typer.Option(min=2, help="Candidates in the sampled calls.")] = 4,
    draws: Annotated[int, typer.Option(min=1, help="Sampled calls for each document.")] = 8,
    seed: Annotated[int, typer.Option(help="Of the samples.")] = 1,
    json_output: Annotated[bool, typer.Option("--json", help="The figures as JSON, on stdout.")] = False,  # noqa: FBT002
    report: Annotated[Path | None, typer.Option(help="Write an HTML page with pictures.")] = None,
) -> None:
    """Measure how good the answers are on documents whose category is known."""
    try:
        for needed in ("sklearn.metrics", "matplotlib.figure"):
            importlib.import_module(needed)
        from postroom.classification.classifier import load_classifier
        from postroom.evaluation.html import write_report
        from postroom.evaluation.labelled import find_documents
        from postroom.evaluation.run import Options, run
        from postroom.evaluation.terminal import render
    except ImportError as error:
        raise ClassifierUnavailable(
            f"{error.name} is not installed; run: pip install 'postroom[evaluate]'"
        ) from error
    from postroom.settings import load

    settings = load()
    options = Options(
        max_pages=max_pages,
        ways=ways,
        draws=draws,
        seed=seed,
        descriptions=_descriptions(description or ()),
        thumbnails=report is not None,
    )
    documents = find_documents(source)
    if report is not None and not report.absolute().parent.is_dir():
        raise InvalidRequest(f"The folder of {report} is not there.")
    classifier = load_classifier(settings.classifier.factory)
    progress = Progress(
        BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True
    )
    with progress:
        task = progress.add_task("", total=len(documents))
        evaluation = run(
            documents,
            classifier,
            settings.documents,
            options,
            lambda done: progress.update(task, completed=done),
        )
    if report is not None:
        write_report(evaluation, report)
    if json_output:
        figures = to_json(evaluation)
        del figures["answers"], figures["sampled_answers"]
        sys.stdout.write(json.dumps(figures, indent=2, ensure_ascii=False) + "\n")
    else:
        Console().print(render(evaluation))


def _descriptions(texts: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in texts:
        name, equals, description = text.partition("=")
        if not (name and equals and description):
            raise InvalidRequest('A description needs a name: -d "NAME=what belongs in it".')
        found[name] = description
    return found
