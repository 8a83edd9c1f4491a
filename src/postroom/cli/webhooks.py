"""`postroom webhooks`: the log of deliveries."""

from __future__ import annotations

import itertools
from typing import Annotated

import typer
from rich.table import Table

from postroom.cli.options import Address, Key, client_of
from postroom.cli.terminal import err, out

app = typer.Typer(help="List and replay a server's webhook deliveries.", no_args_is_help=True)


@app.command("list")
def list_deliveries(
    status: Annotated[str | None, typer.Option(help="pending, delivered or failed.")] = None,
    job: Annotated[str | None, typer.Option(help="Id of the job they tell of.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many.")] = 20,
    server: Address = "http://127.0.0.1:8000",
    key: Key = None,
) -> None:
    """Show the deliveries, the newest first."""
    table = Table("id", "event", "to", "status", "attempts", "last answer", "made", box=None)
    with client_of(server, key) as client:
        for each in itertools.islice(client.webhook_deliveries(status=status, job_id=job), limit):
            answer = str(each.last_status_code or each.last_error or "")
            made = f"{each.created_at.astimezone():%Y-%m-%d %H:%M}"
            table.add_row(each.id, each.type, each.url, each.status, str(each.attempts), answer, made)
    out.print(table)


@app.command("replay")
def replay(
    delivery_ids: Annotated[list[str] | None, typer.Argument(help="Ids of deliveries.")] = None,
    failed: Annotated[bool, typer.Option("--failed", help="All that were given up.")] = False,  # noqa: FBT002
    server: Address = "http://127.0.0.1:8000",
    key: Key = None,
) -> None:
    """Make deliveries again, whatever became of them."""
    with client_of(server, key) as client:
        ids = list(delivery_ids or ())
        if failed:
            ids += [each.id for each in client.webhook_deliveries(status="failed")]
        for delivery_id in dict.fromkeys(ids):
            client.replay_webhook(delivery_id)
    err.print(f"{len(set(ids))} deliveries are made again.", highlight=False)
