"""`postroom doctor`."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from postroom.cli.options import DataDir, load_settings
from postroom.cli.terminal import err, needs, out

Json = Annotated[bool, typer.Option("--json", help="One JSON object a finding, on stdout.")]


def doctor(
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended.")] = False,  # noqa: FBT002
    json_output: Json = False,  # noqa: FBT002
    data_dir: DataDir = None,
) -> None:
    """Look for documents, pages and queue entries that belong to nothing, and jobs that nobody works on."""
    settings = load_settings(data_dir=data_dir)
    with needs("server"):
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
        if json_output:
            found = {"what": finding.what, "names": list(finding.names), "mended": mended}
            sys.stdout.write(json.dumps(found) + "\n")
            continue
        out.print(f"{len(finding.names)} {finding.what}" + (": mended" if mended else ""), highlight=False)
        for name in finding.names[:10]:
            out.print(f"  {name}", highlight=False, style="dim")
    services.close()
    if left:
        err.print("hint: postroom doctor --fix mends what can be mended.", highlight=False)
        raise typer.Exit(1)
