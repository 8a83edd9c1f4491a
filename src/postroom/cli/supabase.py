"""`postroom supabase`: close the tables, and publish how far the jobs are."""

from __future__ import annotations

from typing import Annotated

import typer

from postroom.cli.options import DataDir, load_settings
from postroom.cli.terminal import needs, out


def supabase(
    publication: Annotated[
        str, typer.Option(help="What Supabase's Realtime follows; made when it is not there.")
    ] = "supabase_realtime",
    reader: Annotated[
        str | None, typer.Option(help="A role that may read the published columns, such as authenticated.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Close the tables to Supabase's public roles, and publish how far the jobs are. Safe to repeat."""
    settings = load_settings(data_dir=data_dir)
    with needs("server"):
        from postroom.jobs.services import open_database
        from postroom.storage.publication import SHOWN, publish
    database = open_database(settings)
    database.migrate()
    publish(database, publication, reader)
    database.close()
    out.print(f"The tables are closed; {publication} publishes of jobs: {', '.join(SHOWN)}", highlight=False)
