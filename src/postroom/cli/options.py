"""Options that several commands have, and what is made of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from postroom.errors import InvalidRequest, Unauthorized
from postroom.schemas import Category

if TYPE_CHECKING:
    from postroom.client import Client
    from postroom.settings import Settings

DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data-dir", help="Folder of the database and the stored files (default: your user data folder)."
    ),
]

Categories = Annotated[
    list[str],
    typer.Option("--category", "-c", help='A candidate, once for each: "NAME" or "NAME=description".'),
]

MaxPages = Annotated[int | None, typer.Option(min=1, help="Classify only so many pages.")]

Server = Annotated[str | None, typer.Option(metavar="URL", help="Ask this server instead of working here.")]

Address = Annotated[str, typer.Option("--server", metavar="URL", help="The server.")]

Key = Annotated[
    str | None, typer.Option(envvar="POSTROOM_API_KEY", show_envvar=True, help="The server's API key.")
]


def load_settings(**options: Any) -> Settings:
    """The settings, with the options that were given before them; sets the log up."""
    from postroom import logs
    from postroom import settings as room

    settings = room.load(**{name: value for name, value in options.items() if value is not None})
    logs.configure(settings)
    return settings


def read_category(text: str) -> Category:
    """A candidate as it is written on the command line.

    Raises:
        InvalidRequest: It has no name.
    """
    name, equals, description = text.partition("=")
    if not name.strip():
        raise InvalidRequest('A category needs a name: -c "NAME" or -c "NAME=description".')
    return Category(name, description if equals else None)


def client_of(server: str, key: str | None) -> Client:
    """A client of the server.

    Raises:
        Unauthorized: There is no key.
    """
    from postroom.client import Client

    if not key:
        raise Unauthorized("The server needs a key: --key KEY, or POSTROOM_API_KEY.")
    return Client(server, key)
