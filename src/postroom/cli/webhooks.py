"""`postroom webhooks`: the log of deliveries."""

from __future__ import annotations

import itertools
import json
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from postroom.cli.options import Address, Key, client_of
from postroom.cli.terminal import err, out
from postroom.errors import InvalidRequest
from postroom.schemas import to_json

if TYPE_CHECKING:
    from postroom.client import Client

app = typer.Typer(help="List and replay a server's webhook deliveries.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="One JSON object a delivery, on stdout.")]

TIMES = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%f%z"]
"""Of a person, who means local time, and of `--json`."""


@app.command("list")
def list_deliveries(
    status: Annotated[str | None, typer.Option(help="pending, delivered or failed.")] = None,
    job: Annotated[str | None, typer.Option(help="Id of the job they tell of.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many.")] = 20,
    json_output: Json = False,  # noqa: FBT002
    server: Address = "http://127.0.0.1:8000",
    key: Key = None,
) -> None:
    """Show the deliveries, the newest first."""
    with client_of(server, key) as client:
        found = list(itertools.islice(client.webhook_deliveries(status=status, job_id=job), limit))
    if json_output:
        for each in found:
            sys.stdout.write(json.dumps(to_json(each), ensure_ascii=False) + "\n")
        return
    table = Table("id", "event", "to", "status", "attempts", "last answer", "made", box=None)
    for each in found:
        answer = str(each.last_status_code or each.last_error or "")
        made = f"{each.created_at.astimezone():%Y-%m-%d %H:%M}"
        table.add_row(each.id, each.type, each.url, each.status, str(each.attempts), answer, made)
    out.print(table)


@app.command("replay")
def replay(
    delivery_ids: Annotated[list[str] | None, typer.Argument(help="Ids of deliveries.")] = None,
    failed: Annotated[bool, typer.Option("--failed", help="All that were given up.")] = False,  # noqa: FBT002
    since: Annotated[
        datetime | None, typer.Option(help="With --failed: only those made after this time.", formats=TIMES)
    ] = None,
    server: Address = "http://127.0.0.1:8000",
    key: Key = None,
) -> None:
    """Make deliveries again, whatever became of them."""
    if since and not failed:
        raise InvalidRequest("--since goes with --failed.")
    if not delivery_ids and not failed:
        raise InvalidRequest("Name deliveries by their ids, or give --failed.")
    with client_of(server, key) as client:
        ids = list(delivery_ids or ())
        if failed:
            ids += _failed_since(client, since)
        for delivery_id in dict.fromkeys(ids):
            client.replay_webhook(delivery_id)
    err.print(f"{len(set(ids))} deliveries are made again.", highlight=False)


def _failed_since(client: Client, since: datetime | None) -> list[str]:
    # The newest come first.
    found = client.webhook_deliveries(status="failed")
    if since:
        start = since.astimezone()
        found = itertools.takewhile(lambda each: each.created_at > start, found)
    return [each.id for each in found]
