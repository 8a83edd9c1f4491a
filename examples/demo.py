"""Starts the real service, sends it the documents of this folder over HTTP, shows the answers, stops it.

Run it with `make demo`. It fails if anything fails.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from postroom import Classification, Client, PagePrediction

HERE = Path(__file__).parent
CATEGORIES = ["Invoice", "Receipt", "Contract", "Résumé", "Bank statement"]
START_SECONDS = 60.0


class Service:
    """`postroom serve` in a process of its own, on a free port, with a temporary folder."""

    def __init__(self, folder: str) -> None:
        self.key = secrets.token_urlsafe(16)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "postroom", "serve", "--port", "0", "--data-dir", folder],
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"POSTROOM_API_KEY": self.key, "POSTROOM_LOG_LEVEL": "warning"},
        )
        self.url = self._wait_for_address()

    def _wait_for_address(self) -> str:
        assert self._process.stderr
        deadline = threading.Timer(START_SECONDS, self._process.kill)
        deadline.start()
        said: list[str] = []
        try:
            for line in self._process.stderr:
                said.append(line)
                if found := re.search(r"listens on (http\S+)", line):
                    # Keep reading, so that the service never blocks on a full pipe.
                    threading.Thread(target=self._process.stderr.read, daemon=True).start()
                    return found[1]
        finally:
            deadline.cancel()
        raise SystemExit("the service did not start:\n" + "".join(said))

    def stop(self) -> int:
        self._process.terminate()
        try:
            return self._process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()


def classify_all(client: Client, documents: list[Path], console: Console) -> list[Classification]:
    columns = (TextColumn("{task.description:20}"), BarColumn(), MofNCompleteColumn(), TextColumn("pages"))
    with Progress(*columns, console=console) as progress:
        tasks = [progress.add_task(path.name, total=None) for path in documents]
        jobs = [client.submit(path, CATEGORIES) for path in documents]
        answers: list[Classification] = []
        for path, task, job in zip(documents, tasks, jobs, strict=True):
            ended = client.wait(
                job.id,
                seconds=120,
                on_progress=lambda done, total, task=task: progress.update(task, completed=done, total=total),
            )
            if ended.problem:
                console.print(f"[red]{path.name}: {ended.problem.detail}[/]")
            elif ended.result:
                answers.append(ended.result)
        return answers


def evidence(page: PagePrediction) -> str:
    spans = [item.text for item in page.evidence if item.category == page.category and item.kind == "text"]
    return " · ".join(span if len(span) < 30 else f"{span[:28]}…" for span in spans[:2])


def table(documents: list[Path], answers: list[Classification], labels: dict[str, list[str | None]]) -> Table:
    show = Table(box=None, pad_edge=False, expand=True)
    for name, width in (("document", 18), ("page", 4), ("category", 15), ("confidence", 10)):
        show.add_column(name, min_width=width, no_wrap=True)
    show.add_column("evidence", no_wrap=True, overflow="ellipsis", ratio=1)
    for path, answer in zip(documents, answers, strict=True):
        for page, label in zip(answer.pages, labels[path.name], strict=True):
            name = path.name if page.number == 1 else ""
            if page.blank:
                show.add_row(name, str(page.number), "[dim](blank)[/]", "", "")
                continue
            mark = "" if page.category == label else f"  [red]should be {label}[/]"
            confidence = f"{page.confidence:.3f}"
            show.add_row(name, str(page.number), f"{page.category}{mark}", confidence, evidence(page))
        if len(answer.pages) > 1:
            show.add_row("", "all", f"[bold]{answer.category}[/]", f"[bold]{answer.confidence:.3f}[/]", "")
    return show


def wrong(answers: list[Classification], documents: list[Path], labels: dict[str, list[str | None]]) -> int:
    return sum(
        page.error is not None
        or (label is None) != page.blank
        or (label is not None and page.category != label)
        for path, answer in zip(documents, answers, strict=True)
        for page, label in zip(answer.pages, labels[path.name], strict=True)
    )


def main() -> int:
    console = Console()
    labels: dict[str, list[str | None]] = json.loads((HERE / "labels.json").read_text(encoding="utf-8"))
    documents = [HERE / name for name in labels]
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="postroom-demo-") as folder:
        service = Service(folder)
        try:
            console.print(f"Postroom runs on {service.url}; it is asked for: {', '.join(CATEGORIES)}.\n")
            with Client(service.url, service.key) as client:
                answers = classify_all(client, documents, console)
        finally:
            code = service.stop()
    if len(answers) < len(documents):
        return 1
    console.print()
    console.print(table(documents, answers, labels))
    mistakes = wrong(answers, documents, labels)
    pages = sum(len(answer.pages) for answer in answers)
    console.print(f"\n{pages} pages in {time.monotonic() - started:.1f} s, {mistakes} wrong. Go on with:\n")
    console.print("  POSTROOM_API_KEY=secret .venv/bin/postroom serve", soft_wrap=True, highlight=False)
    console.print(
        "  curl -H 'api-key: secret' -F pdf_file=@examples/invoice.pdf"
        """ -F 'categories=["Invoice","Contract"]' http://127.0.0.1:8000/classify""",
        soft_wrap=True,
        highlight=False,
        markup=False,
    )
    console.print(
        "  .venv/bin/python -c 'import postroom;"
        """ client = postroom.Client("http://127.0.0.1:8000", "secret");"""
        """ print(client.classify("examples/invoice.pdf", ["Invoice", "Contract"]))'""",
        soft_wrap=True,
        highlight=False,
        markup=False,
    )
    return 1 if mistakes or code else 0


if __name__ == "__main__":
    sys.exit(main())
