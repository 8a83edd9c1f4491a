"""`postroom mcp`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from postroom.cli.options import Key, Server
from postroom.cli.terminal import needs


def mcp(
    root: Annotated[
        list[Path] | None,
        typer.Option(
            help="A folder whose files may be read; once for each (default: the one it is started in).",
            exists=True,
            file_okay=False,
        ),
    ] = None,
    server: Server = None,
    key: Key = None,
) -> None:
    """Serve the Model Context Protocol on stdin and stdout: classify files, list document types, explain."""
    with needs("mcp"):
        from postroom.cli.mcp_tools import make_server
    make_server([path.resolve() for path in root or [Path.cwd()]], server, key).run("stdio")
