"""The database: engine, pragmas, transactions, and bringing the schema up to date."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Generator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from postroom.errors import StorageFull

BUSY_SECONDS = 30
"""How long SQLite waits for another process's write to end."""


class Database:
    """One SQLAlchemy engine. Plain calls; the API runs writes in a thread."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine

    @classmethod
    def at(cls, path: Path) -> Database:
        """The SQLite database in the file `path`, which is made when it is not there."""
        engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
        return cls(engine)

    @property
    def url(self) -> str:
        """The address, with the password."""
        return self.engine.url.render_as_string(hide_password=False)

    def read(self) -> contextlib.AbstractContextManager[sa.Connection]:
        """A connection for reading. Readers never wait for a writer."""
        return self.engine.connect()

    @contextlib.contextmanager
    def write(self) -> Generator[sa.Connection]:
        """A transaction that holds the write lock from its start; commits at the end, or rolls back.

        Raises:
            StorageFull: The disk is full.
        """
        try:
            with self.engine.begin() as connection:
                if connection.dialect.name == "sqlite":
                    # Taking the lock first keeps check-then-write free of races and of upgrade deadlocks.
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                yield connection
        except OperationalError as error:
            if getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
                raise StorageFull from error
            raise

    def migrate(self) -> None:
        """Bring our tables to the newest shape; safe to call from several processes at once."""
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with self.write() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = "IMMEDIATE"
    for pragma in (
        "journal_mode=WAL",  # readers and the writer don't wait for each other
        "synchronous=FULL",  # an accepted job survives a power loss
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")
