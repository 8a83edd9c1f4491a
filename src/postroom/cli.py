"""The command line. Data goes to stdout; progress, hints and errors to stderr; errors set the exit code."""

from __future__ import annotations

import itertools
import json
import logging
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from postroom import settings as settings_module
from postroom.errors import ClassifierUnavailable, DocumentError, InvalidRequest, PostroomError, Unauthorized
from postroom.evaluation.command import evaluate
from postroom.schemas import Category, Classification, PagePrediction, to_json
from postroom.settings import Settings

app = typer.Typer(
    name="postroom",
    help="What kind of document is this? A self-hosted classification service.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
keys_app = typer.Typer(help="Make, list, rotate and revoke API keys.", no_args_is_help=True)
app.add_typer(keys_app, name="keys")

out = Console()
err = Console(stderr=True)

DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data-dir", help="Folder of the database and the stored files (default: your user data folder)."
    ),
]


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on (default: 127.0.0.1).")] = None,
    port: Annotated[int | None, typer.Option(help="Port; 0 takes a free one (default: 8000).")] = None,
    workers: Annotated[
        int | None,
        typer.Option(help="Processes that read pages; 0 starts the API only (default: one a core)."),
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Start the service: the API and its workers."""
    settings = _settings(host=host, port=port, workers=workers, data_dir=data_dir)
    with _needs("server"):
        from postroom.api.server import serve as run

    def announce(address: str, first_key: str | None) -> None:
        if first_key:
            err.print(f"Your API key, shown only now: [bold]{first_key}[/]", highlight=False, soft_wrap=True)
        err.print(f"Postroom listens on [bold]{address}[/]", highlight=False, soft_wrap=True)

    run(settings, announce)


@app.command()
def worker(
    workers: Annotated[
        int | None, typer.Option(help="Processes that read pages (default: one a core).")
    ] = None,
    data_dir: DataDir = None,
    follow_stdin: Annotated[bool, typer.Option(hidden=True)] = False,  # noqa: FBT002
) -> None:
    """Start a worker alone; `postroom serve` starts one of its own."""
    settings = _settings(workers=workers, data_dir=data_dir)
    with _needs("server"):
        from postroom.api.compat import ended_body
        from postroom.jobs.worker import run_worker
    run_worker(settings, ended_body, follow_stdin=follow_stdin)


@app.command()
def classify(
    files: Annotated[list[Path], typer.Argument(help="PDFs and images.", exists=True, dir_okay=False)],
    category: Annotated[
        list[str],
        typer.Option("--category", "-c", help='A candidate, once for each: "NAME" or "NAME=description".'),
    ],
    json_output: Annotated[bool, typer.Option("--json", help="One JSON object a file, on stdout.")] = False,  # noqa: FBT002
    max_pages: Annotated[int | None, typer.Option(min=1, help="Classify only so many pages.")] = None,
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
    server: Annotated[
        str | None, typer.Option(metavar="URL", help="Ask this server instead of working here.")
    ] = None,
    key: Annotated[
        str | None, typer.Option(envvar="POSTROOM_API_KEY", show_envvar=True, help="The server's API key.")
    ] = None,
) -> None:
    """Say what kind of documents FILES are."""
    categories = [_category(text) for text in category]
    if server:
        answer = _ask_server(server, key, categories, max_pages)
    else:
        vision = {"base_url": vision_url, "model": model, "job_budget": budget}
        answer = _ask_here(categories, max_pages, classifier, vision)
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
                _complain(f"{path}: {error.detail}", error.advice)
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


@app.command()
def doctor(
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended.")] = False,  # noqa: FBT002
    data_dir: DataDir = None,
) -> None:
    """Look for documents, pages and queue entries that belong to nothing, and jobs that nobody works on."""
    settings = _settings(data_dir=data_dir)
    with _needs("server"):
        from postroom.jobs.doctor import examine
        from postroom.jobs.services import Services
    services = Services.from_settings(settings)
    services.migrate()
    left = False
    for finding in examine(services):
        mended = fix and finding.mend is not None
        left = left or not mended
        if mended and finding.mend:
            finding.mend()
        out.print(f"{len(finding.names)} {finding.what}" + (": mended" if mended else ""), highlight=False)
        for name in finding.names[:10]:
            out.print(f"  {name}", highlight=False, style="dim")
    services.close()
    if left:
        err.print("hint: postroom doctor --fix mends what can be mended.", highlight=False)
        raise typer.Exit(1)


@keys_app.command("create")
def create_key(
    name: Annotated[str, typer.Option(help="Whose key it is.")],
    quota: Annotated[int | None, typer.Option(min=0, help="Documents a month; none: no limit.")] = None,
    scope: Annotated[
        list[str] | None, typer.Option(help="classify, read or admin; once for each (default: all).")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Make a key and print it, this once."""
    keys = _keys(data_dir)
    _, secret = keys.create(name, quota, scope) if scope else keys.create(name, quota)
    sys.stdout.write(f"{secret}\n")
    err.print("Keep it: it can't be shown again.", style="dim")


@keys_app.command("list")
def list_keys(data_dir: DataDir = None) -> None:
    """Show the keys, without their secrets."""
    table = Table("name", "scopes", "quota a month", "made", "revoked", box=None)
    for key in _keys(data_dir).all():
        quota = "no limit" if key.quota is None else str(key.quota)
        revoked = f"{key.revoked_at:%Y-%m-%d %H:%M}" if key.revoked_at else ""
        table.add_row(
            key.name, " ".join(sorted(key.scopes)), quota, f"{key.created_at:%Y-%m-%d %H:%M}", revoked
        )
    out.print(table)


@keys_app.command("rotate")
def rotate_key(
    name: Annotated[str, typer.Argument(help="The key's name.")],
    overlap: Annotated[
        float, typer.Option(min=0, max=8_760, help="How long the old secret works too, in hours.")
    ] = 24.0,
    data_dir: DataDir = None,
) -> None:
    """Give a key a new secret and print it, this once; its jobs and its usage stay."""
    secret = _keys(data_dir).rotate(name, timedelta(hours=overlap))
    sys.stdout.write(f"{secret}\n")
    err.print(f"Keep it: it can't be shown again. The old one works for {overlap:g} more hours.", style="dim")


@keys_app.command("revoke")
def revoke_key(
    name: Annotated[str, typer.Argument(help="The key's name.")], data_dir: DataDir = None
) -> None:
    """Stop a key from working."""
    _keys(data_dir).revoke(name)


@app.command("settings")
def show_settings() -> None:
    """Show every setting: its variable, its default, and what it means."""
    for name, (meaning, default) in settings_module.variables().items():
        shown = "" if default is None else "[]" if default == () else default
        out.print(f"{name}={shown}", style="bold", highlight=False, markup=False, soft_wrap=True)
        out.print(Padding(Text(meaning), (0, 4)))


app.command("evaluate")(evaluate)


def main() -> None:
    """Run the command line; an error of ours becomes a message, a hint and its exit code."""
    try:
        app()
    except PostroomError as error:
        _complain(error.detail, error.advice)
        sys.exit(error.exit_code)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _complain(f"{where}{error.strerror or error}", "Check that it is there, and that you may use it.")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def _complain(what: str, advice: str) -> None:
    err.print(f"error: {what}", style="red", highlight=False, markup=False, soft_wrap=True)
    err.print(f"hint: {advice}", highlight=False, markup=False, soft_wrap=True)


def _settings(**options: Any) -> Settings:
    settings = settings_module.load(**{name: value for name, value in options.items() if value is not None})
    logging.basicConfig(
        level=settings.log_level.upper(),
        format="%(asctime)s %(levelname)-7s %(name)s: %(message)s",
        stream=sys.stderr,
    )
    for chatty in ("alembic", "dbos", "uvicorn.error", "httpx"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLogger().level))
    return settings


class _needs:  # noqa: N801 — reads as a word in a with statement
    """Says what to install when an extra is missing."""

    def __init__(self, extra: str) -> None:
        self._extra = extra

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, ImportError):
            _missing(self._extra, error)


def _missing(extra: str, error: ImportError) -> NoReturn:
    raise ClassifierUnavailable(
        f"{error.name} is not installed; run: pip install 'postroom[{extra}]'"
    ) from error


def _keys(data_dir: Path | None) -> Any:
    settings = _settings(data_dir=data_dir)
    with _needs("server"):
        from postroom.api.keys import Keys
        from postroom.jobs.services import open_database
        from postroom.storage.folder import private_folder
    private_folder(settings.data_dir)
    database = open_database(settings)
    database.migrate()
    return Keys(database)


def _category(text: str) -> Category:
    name, equals, description = text.partition("=")
    if not name.strip():
        raise InvalidRequest('A category needs a name: -c "NAME" or -c "NAME=description".')
    return Category(name, description if equals else None)


Answer = Callable[[Path, Callable[[int, int], None]], Classification]


def _ask_here(
    categories: list[Category], max_pages: int | None, kind: str | None, vision: dict[str, str | None]
) -> Answer:
    with _needs("local"):
        from postroom.classification.vision.spending import Budget, MemoryBook
        from postroom.in_process import classify_here
    settings = settings_module.load(
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


def _ask_server(server: str, key: str | None, categories: list[Category], max_pages: int | None) -> Answer:
    from postroom.client import Client

    if not key:
        raise Unauthorized("The server needs a key: --key KEY, or POSTROOM_API_KEY.")
    client = Client(server, key)

    def answer(path: Path, show: Callable[[int, int], None]) -> Classification:
        return client.classify(path, categories, max_pages=max_pages, on_progress=show)

    return answer


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
