"""`postroom settings`."""

from __future__ import annotations

from rich.padding import Padding
from rich.text import Text

from postroom.cli.terminal import out


def show_settings() -> None:
    """Show every setting: its variable, its default, and what it means."""
    from postroom.settings import variables

    for name, (meaning, default) in variables().items():
        shown = "" if default is None else "[]" if default == () else default
        out.print(f"{name}={shown}", style="bold", highlight=False, markup=False, soft_wrap=True)
        out.print(Padding(Text(meaning), (0, 4)))
