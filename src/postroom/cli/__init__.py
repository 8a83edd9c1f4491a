"""The command line. Data goes to stdout; progress, hints and errors to stderr; errors set the exit code."""

from postroom.cli.app import main

__all__ = ["main"]
