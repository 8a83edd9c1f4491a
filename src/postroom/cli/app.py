"""All commands together, and what becomes of an error."""

from __future__ import annotations

import sys

import typer

from postroom.cli import batch, classify, doctor, jobs, keys, mcp, serve, settings, supabase, webhooks
from postroom.cli.terminal import complain
from postroom.errors import PostroomError
from postroom.evaluation.command import evaluate

app = typer.Typer(
    name="postroom",
    help="What kind of document is this? A self-hosted classification service.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command()(serve.serve)
app.command()(serve.worker)
app.command()(classify.classify)
app.command()(batch.batch)
app.command()(mcp.mcp)
app.command()(doctor.doctor)
app.command()(supabase.supabase)
app.command()(evaluate)
app.command("settings")(settings.show_settings)
app.add_typer(jobs.app, name="jobs")
app.add_typer(keys.app, name="keys")
app.add_typer(webhooks.app, name="webhooks")


def main() -> None:
    """Run the command line; an error of ours becomes a message, a hint and its exit code."""
    try:
        app()
    except PostroomError as error:
        complain(error.detail, error.advice)
        sys.exit(error.exit_code)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        complain(f"{where}{error.strerror or error}", "Check that it is there, and that you may use it.")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
