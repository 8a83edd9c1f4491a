"""`postroom jobs`: what a server works on, and has worked on."""

from __future__ import annotations

import itertools
import json
import sys
from datetime import datetime
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from postroom.cli.options import Address, Key, client_of
from postroom.cli.terminal import err, out
from postroom.schemas import Job, to_json

app = typer.Typer(help="List, show, watch, cancel and delete a server's jobs.", no_args_is_help=True)

Id = Annotated[str, typer.Argument(help="The job's id.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a job, on stdout.")]


@app.command("list")
def list_jobs(
    status: Annotated[
        str | None, typer.Option(help="queued, running, succeeded, failed or cancelled.")
    ] = None,
    category: Annotated[str | None, typer.Option(help="Of the result.")] = None,
    batch: Annotated[str | None, typer.Option(help="Id of their batch.")] = None,
    since: Annotated[datetime | None, typer.Option(help="Accepted after this time.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many.")] = 20,
    json_output: Json = False,  # noqa: FBT002
    server: Address = "http://127.0.0.1:8000",
    key: Key = None,
) -> None:
    """Show the key's jobs, the newest first."""
    with client_of(server, key) as client:
        found = client.list(status=status, category=category, batch_id=batch, created_after=since)
        jobs = list(itertools.islice(found, limit))
    if json_output:
        for job in jobs:
            _print_json(job)
        return
    table = Table("id", "document", "status", "pages", "category", "confidence", "accepted", box=None)
    for job in jobs:
        confidence = "" if job.confidence is None else f"{job.confidence:.3f}"
        pages = f"{job.pages_done}/{job.pages_total}" if job.pages_total else ""
        accepted = f"{job.created_at.astimezone():%Y-%m-%d %H:%M}"
        table.add_row(
            job.id, job.file_name or "", job.status, pages, job.category or "", confidence, accepted
        )
    out.print(table)


@app.command("show")
def show(job_id: Id, server: Address = "http://127.0.0.1:8000", key: Key = None) -> None:
    """Print all that is known of a job, as JSON."""
    with client_of(server, key) as client:
        _print_json(client.get(job_id), indent=2)


@app.command("watch")
def watch(
    job_id: Id,
    seconds: Annotated[float, typer.Option(min=1, help="How long to wait, in seconds.")] = 600.0,
    server: Address = "http://127.0.0.1:8000",
    key: Key = None,
) -> None:
    """Follow a job to its end, then print it as JSON; fails if it failed."""
    from postroom.client.calls import result_of

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with (
        client_of(server, key) as client,
        Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar,
    ):
        task = bar.add_task("pages", total=None)
        job = client.wait(
            job_id,
            seconds=seconds,
            on_progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    _print_json(job, indent=2)
    result_of(job)


@app.command("cancel")
def cancel(job_id: Id, server: Address = "http://127.0.0.1:8000", key: Key = None) -> None:
    """End a job that has not ended."""
    with client_of(server, key) as client:
        job = client.cancel(job_id)
    err.print(f"The job {job_id} is {job.status}.", style="dim", markup=False)


@app.command("delete")
def delete(job_id: Id, server: Address = "http://127.0.0.1:8000", key: Key = None) -> None:
    """Forget a job with its result and its document."""
    with client_of(server, key) as client:
        client.delete(job_id)
    err.print(f"The job {job_id} is forgotten.", style="dim", markup=False)


def _print_json(job: Job, indent: int | None = None) -> None:
    sys.stdout.write(json.dumps(to_json(job), ensure_ascii=False, indent=indent) + "\n")
