"""`postroom keys`."""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from postroom.cli.options import DataDir, load_settings
from postroom.cli.terminal import err, needs, out
from postroom.schemas import to_json

app = typer.Typer(help="Make, list, rotate and revoke API keys.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="One JSON object a key, on stdout.")]


@app.command("create")
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


@app.command("list")
def list_keys(
    json_output: Json = False,  # noqa: FBT002
    data_dir: DataDir = None,
) -> None:
    """Show the keys, without their secrets."""
    keys = _keys(data_dir).all()
    if json_output:
        for key in keys:
            sys.stdout.write(json.dumps(to_json(key) | {"scopes": sorted(key.scopes)}) + "\n")
        return
    table = Table("name", "scopes", "quota a month", "made", "revoked", box=None)
    for key in keys:
        quota = "no limit" if key.quota is None else str(key.quota)
        revoked = f"{key.revoked_at:%Y-%m-%d %H:%M}" if key.revoked_at else ""
        table.add_row(
            key.name, " ".join(sorted(key.scopes)), quota, f"{key.created_at:%Y-%m-%d %H:%M}", revoked
        )
    out.print(table)


@app.command("rotate")
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


@app.command("revoke")
def revoke_key(
    name: Annotated[str, typer.Argument(help="The key's name.")], data_dir: DataDir = None
) -> None:
    """Stop a key from working."""
    _keys(data_dir).revoke(name)
    err.print(f"The key {name} is revoked.", style="dim", markup=False)


def _keys(data_dir: Path | None) -> Any:
    settings = load_settings(data_dir=data_dir)
    with needs("server"):
        from postroom.api.keys import Keys
        from postroom.jobs.services import open_database
        from postroom.storage.folder import private_folder
    private_folder(settings.data_dir)
    database = open_database(settings)
    database.migrate()
    return Keys(database)
