"""`postroom serve` and `postroom worker`."""

from __future__ import annotations

from typing import Annotated

import typer

from postroom.cli.options import DataDir, load_settings
from postroom.cli.terminal import err, needs


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
    settings = load_settings(host=host, port=port, workers=workers, data_dir=data_dir)
    with needs("server"):
        from postroom.api.server import serve as run

    def announce(address: str, first_key: str | None) -> None:
        if first_key:
            err.print(f"Your API key, shown only now: [bold]{first_key}[/]", highlight=False, soft_wrap=True)
        err.print(f"Postroom listens on [bold]{address}[/]", highlight=False, soft_wrap=True)

    run(settings, announce)


def worker(
    workers: Annotated[
        int | None, typer.Option(help="Processes that read pages (default: one a core).")
    ] = None,
    data_dir: DataDir = None,
    follow_stdin: Annotated[bool, typer.Option(hidden=True)] = False,  # noqa: FBT002
) -> None:
    """Start a worker alone; `postroom serve` starts one of its own."""
    settings = load_settings(workers=workers, data_dir=data_dir)
    with needs("server"):
        from postroom.api.compat import ended_body
        from postroom.jobs.worker import run_worker
    run_worker(settings, ended_body, follow_stdin=follow_stdin)
