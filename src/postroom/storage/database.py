"""The database: engine, transactions, locks, and bringing the schema up to date.

SQLite in one file, or Postgres by a URL. What differs between the two stays in this module.
"""

from __future__ import annotations

import contextlib
import functools
import math
import sqlite3
import time
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from filelock import FileLock
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import (
    ArgumentError,
    InterfaceError,
    InternalError,
    InvalidatePoolError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry

from postroom.errors import SettingsError, StorageFull, StorageUnavailable
from postroom.storage.statements import run, run_on_driver
from postroom.storage.turns import BEGIN, Turns

BUSY_SECONDS = 30
"""How long SQLite waits for another process's write to end."""

SQLITE_CONNECTIONS = 15
"""Kept open by each process once needed: opening one takes longer than most of what it is then asked."""

POOL_SECONDS = 10
"""How long a call waits for a free connection to Postgres."""

SYNCHRONOUS = {True: "PRAGMA synchronous=FULL", False: "PRAGMA synchronous=NORMAL"}
"""Whether a commit waits until it is on the disk; the file stays whole either way."""

DISK_FULL = "53100"
"""What Postgres calls it (SQLSTATE)."""

SQLITE_UNAVAILABLE = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
)
"""What may be otherwise in a moment; SQLite calls mistakes in a statement by the same class."""

PING_SECONDS = 1.0
"""A connection to Postgres that was idle for longer is asked whether it still stands before it is used."""

POSTGRES = {
    "connect_timeout": 10,
    # A server that vanished without a word is noticed within a minute.
    "keepalives_idle": 20,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
    # Nothing is prepared before it is known who answers.
    "prepare_threshold": None,
}

PREPARED_AFTER = 5
"""How often a connection asks the same of Postgres before the server keeps it parsed and planned, which
halves what the server spends on a job."""

MIGRATION_SECONDS = 3_600
"""Longest time that bringing the tables to their newest shape may take on Postgres."""


class Database:
    """One SQLAlchemy engine. Plain calls; the API runs writes in a thread.

    Args:
        engine: What it is reached through.
        durable: Whether all that `engine` commits survives a power loss, or only what `write` commits.
    """

    def __init__(self, engine: sa.Engine, *, durable: bool = True) -> None:
        self.engine = engine
        self._durable = durable
        # One statement needs no transaction, which on Postgres is two ways to the server more.
        self._single = engine.execution_options(isolation_level="AUTOCOMMIT") if self.remote else engine

    @classmethod
    def at(cls, path: Path, *, durable: bool = True, connections: int = SQLITE_CONNECTIONS) -> Database:
        """The SQLite database in the file `path`, which is made when it is not there.

        Args:
            path: The file.
            durable: As the class takes it.
            connections: How many are kept at most; a call waits for a free one.
        """
        engine = sa.create_engine(
            f"sqlite:///{path}",
            # What is asked all the time; the usual 128 would take a megabyte for each connection.
            connect_args={"timeout": BUSY_SECONDS, "cached_statements": 32},
            pool_size=connections,
            max_overflow=0,
            pool_timeout=BUSY_SECONDS,
            pool_use_lifo=True,  # what a connection has prepared and read is used again
            hide_parameters=True,
        )
        event.listen(engine, "connect", functools.partial(_set_up_sqlite, SYNCHRONOUS[durable]))
        Turns(BUSY_SECONDS).listen(engine)
        return cls(engine, durable=durable)

    @classmethod
    def connect(cls, url: str, connections: int) -> Database:
        """The Postgres database at `url`, in any form that libpq takes; nothing is opened yet.

        Raises:
            SettingsError: Not the URL of a Postgres database.
        """
        try:
            parsed = sa.make_url(url)
        except ArgumentError as error:
            raise SettingsError("POSTROOM_DATABASE_URL is not a URL.") from error
        if parsed.get_backend_name() not in ("postgresql", "postgres"):
            raise SettingsError("POSTROOM_DATABASE_URL must begin with postgresql://.")
        engine = sa.create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            connect_args=POSTGRES,
            pool_size=connections,
            max_overflow=0,
            pool_timeout=POOL_SECONDS,
            pool_use_lifo=True,  # likewise
            hide_parameters=True,  # errors are logged; what users sent is not
        )
        event.listen(engine, "connect", _set_up_postgres)
        event.listen(engine, "checkin", _note_use)
        event.listen(engine, "checkout", functools.partial(_ping, engine.dialect))
        return cls(engine)

    @property
    def url(self) -> str:
        """The address, with the password."""
        return self.engine.url.render_as_string(hide_password=False)

    @property
    def remote(self) -> bool:
        """Whether a call waits for the network."""
        return self.engine.dialect.name != "sqlite"

    @contextlib.contextmanager
    def read(self) -> Generator[sa.Connection]:
        """A connection for reading; each query sees what is committed by then. No writer is waited for.

        Raises:
            StorageUnavailable: The database can't be reached.
        """
        with _storage_errors(), self._single.connect() as connection:
            yield connection

    def first(
        self, statement: sa.Select[*tuple[Any, ...]], values: Mapping[str, Any]
    ) -> Sequence[Any] | None:
        """The first row of a query that is asked all the time; `values` are those of its bind parameters.

        Like `run`, it goes past SQLAlchemy's execution.

        Raises:
            StorageUnavailable: The database can't be reached.
        """
        if self.remote:
            with self.read() as connection:
                return next(iter(run(connection, statement, values)), None)
        with _storage_errors():
            driver = self.engine.raw_connection()
            try:
                return next(iter(run_on_driver(driver, self.engine.dialect, statement, values)), None)
            finally:
                driver.close()

    @contextlib.contextmanager
    def write(self, *, durable: bool = True, single: bool = False) -> Generator[sa.Connection]:
        """A transaction; commits at the end, or rolls back.

        SQLite holds the one write lock from the start. Postgres locks the rows that are written: what is read
        first and decides the write must be locked by `lock` or ``FOR UPDATE``.

        Args:
            durable: False for what a power loss may undo, as long as no durable transaction has followed. Of
                a database whose engine is not durable, SQLite does not wait for the disk then.
            single: There is one statement within, and Postgres is to commit it with its answer.

        Raises:
            StorageFull: The disk is full.
            StorageUnavailable: The database can't be reached.
        """
        with _storage_errors(), (self._single if single else self.engine).connect() as connection:
            asked = durable and not self._durable
            with _synchronous(connection) if asked else contextlib.nullcontext(), connection.begin():
                if not self.remote:
                    # Taking the lock first keeps check-then-write free of races and of upgrade deadlocks.
                    connection.exec_driver_sql(BEGIN)
                yield connection

    @contextlib.contextmanager
    def exclusive(self, name: str, seconds: int = 10) -> Generator[None]:
        """Only one process at a time is within this block; it may use the database as usual.

        Args:
            name: Of what is done within.
            seconds: How long it may take, on Postgres, before another process may come in.

        Raises:
            StorageUnavailable: The database can't be reached.
        """
        if not self.remote:
            assert self.engine.url.database
            with FileLock(f"{self.engine.url.database}.{name}.lock"):
                yield
            return
        with self.write() as connection:
            lock(connection, name)
            # The connection that holds the lock is idle meanwhile.
            connection.execute(sa.text(f"SET LOCAL idle_in_transaction_session_timeout = '{seconds}s'"))
            yield

    def migrate(self) -> None:
        """Bring our tables to the newest shape; one process at a time."""
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with self.exclusive("migrate", MIGRATION_SECONDS), self.write() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if self.remote:
                self._keep_closed(connection)

    @staticmethod
    def _keep_closed(connection: sa.Connection) -> None:
        """A table that a migration has made is closed like the others, where they are."""
        from postroom.storage.publication import are_closed, close_tables

        if are_closed(connection):
            close_tables(connection)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def lock(connection: sa.Connection, name: str) -> None:
    """Until the end of the transaction, no other transaction gets past this call with the same `name`."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(name, 0))))


def insert(to: sa.Connection | str, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ``ON CONFLICT``, for a connection or the dialect of that name."""
    dialect = to if isinstance(to, str) else to.dialect.name
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@contextlib.contextmanager
def _storage_errors() -> Generator[None]:
    try:
        yield
    except (OperationalError, InterfaceError, InternalError) as error:
        code = getattr(error.orig, "sqlite_errorcode", None)
        if code == sqlite3.SQLITE_FULL or getattr(error.orig, "sqlstate", None) == DISK_FULL:
            raise StorageFull from error
        if code is not None and code & 0xFF not in SQLITE_UNAVAILABLE:
            raise
        raise StorageUnavailable(f"The database can't be reached: {type(error.orig).__name__}") from error
    except PoolTimeout as error:
        raise StorageUnavailable("No connection to the database was free in time") from error


@contextlib.contextmanager
def _synchronous(connection: sa.Connection) -> Generator[None]:
    """What SQLite commits on the connection is on the disk then, with all that was committed before."""
    driver = connection.connection
    driver.cursor().execute(SYNCHRONOUS[True])
    try:
        yield
    finally:
        driver.cursor().execute(SYNCHRONOUS[False])


def _set_up_sqlite(synchronous: str, connection: Any, _record: Any) -> None:
    connection.isolation_level = "IMMEDIATE"
    connection.execute(synchronous)
    for pragma in (
        "journal_mode=WAL",  # readers and the writer don't wait for each other
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _note_use(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info["used_at"] = time.monotonic()


def _ping(dialect: sa.Dialect, connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
    # To ask at every use, as the pool can by itself, is one way to the server more for each transaction.
    if time.monotonic() - record.info.get("used_at", math.inf) < PING_SECONDS:
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        raise InvalidatePoolError("the server has closed it") from error


def _set_up_postgres(connection: Any, _record: Any) -> None:
    from psycopg.types.array import ListBinaryDumper

    with connection.cursor() as cursor:
        # A process that was stopped in the middle of a transaction must not hold its locks for ever.
        cursor.execute("SET idle_in_transaction_session_timeout = '10s'")
        cursor.execute("SET lock_timeout = '20s'")
        (server,) = cursor.execute("SELECT pg_backend_pid()").fetchone()
    connection.commit()
    # The usual one escapes every character of the pages, which takes longer than to save them.
    connection.adapters.register_dumper(list, ListBinaryDumper)
    # A pooler tells a number of its own, and what one server has prepared the next one does not know.
    if server == connection.info.backend_pid:
        connection.prepare_threshold = PREPARED_AFTER
