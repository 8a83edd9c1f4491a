"""Statements of which every job has one, run past SQLAlchemy's execution."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

DIALECTS: dict[str, Callable[[], sa.Dialect]] = {
    "sqlite": sqlite.dialect,
    "postgresql": postgresql.psycopg.dialect,
}
"""What a statement is put into words by, for `run`; by the name of the engine's dialect."""

Statement = sa.Select[*tuple[Any, ...]] | sa.UpdateBase
"""A query, or a change."""


def run(
    connection: sa.Connection, statement: Statement, values: Mapping[str, Any], *, plan_anew: bool = False
) -> Sequence[Sequence[Any]]:
    """The rows of a statement of which every job has one, within the transaction of `connection`.

    It goes past SQLAlchemy's execution, which on SQLite takes several times as long as the statement. What
    was compiled is kept for good, so the statement must be one of a module, not made for the call.

    Args:
        connection: Of a `Database`.
        statement: A query, or a change; this has rows if it says ``RETURNING``.
        values: Of its bind parameters, and of the columns that it sets.
        plan_anew: Postgres looks each time how large the tables are, and keeps no plan: for what goes through
            a table that is empty in one minute and has a hundred thousand rows in the next.
    """
    try:
        return run_on_driver(
            connection.connection, connection.dialect, statement, values, plan_anew=plan_anew
        )
    except DBAPIError as error:
        _replace_if_broken(connection, error)
        raise


def run_many(connection: sa.Connection, statement: sa.UpdateBase, rows: Sequence[Mapping[str, Any]]) -> None:
    """Like `run`, for each of `rows`, which have the same names and are at least one."""
    plain = _plain(connection.dialect.name, statement, tuple(rows[0]))
    every = connection.dialect.loaded_dbapi.Error
    try:
        connection.connection.cursor().executemany(plain.text, [plain.bind(row) for row in rows])
    except every as cause:
        error = plain.error(cause, every)
        _replace_if_broken(connection, error)
        raise error from cause


def run_on_driver(
    driver: sa.PoolProxiedConnection,
    dialect: sa.Dialect,
    statement: Statement,
    values: Mapping[str, Any],
    *,
    plan_anew: bool = False,
) -> list[Sequence[Any]]:
    """Like `run`, on a connection that SQLAlchemy's pool has given."""
    plain = _plain(dialect.name, statement, tuple(values))
    every = dialect.loaded_dbapi.Error
    try:
        cursor: Any = driver.cursor()
        # All of them will be asked often: Postgres keeps them from the first time on, if it keeps any.
        options = {"prepare": not plan_anew} if dialect.name == "postgresql" else {}
        cursor.execute(plain.text, plain.bind(values), **options)
        return plain.rows(cursor)
    except every as cause:
        raise plain.error(cause, every) from cause


def _replace_if_broken(connection: sa.Connection, error: DBAPIError) -> None:
    """A connection that broke meanwhile does not go back to where it would be taken from again."""
    cause: Any = error.orig
    if connection.dialect.is_disconnect(cause, connection.connection.driver_connection, None):
        connection.invalidate(error)


class _Plain:
    """A statement as the driver takes it, and what turns its values into the columns' types and back."""

    def __init__(self, dialect: str, statement: Statement, names: tuple[str, ...]) -> None:
        self._dialect: sa.Dialect = DIALECTS[dialect]()
        compiled: Any = statement.compile(dialect=self._dialect, column_keys=names)
        if compiled.post_compile_params:
            raise ValueError(f"the values of IN are known only when it runs: {compiled}")
        self.text = str(compiled)
        self._is_positional: bool = compiled.positional
        self._names: list[str] = list(compiled.positiontup or compiled.binds)
        self._fixed = {name: each.value for name, each in compiled.binds.items() if not each.required}
        self._writers = [
            compiled.binds[name].type.dialect_impl(self._dialect).bind_processor(self._dialect)
            for name in self._names
        ]
        self._types = [column.type.dialect_impl(self._dialect) for column in statement.exported_columns]
        self._readers: list[tuple[int, Callable[[Any], Any]]] | None = None

    def bind(self, values: Mapping[str, Any]) -> Any:
        values = {**self._fixed, **values}
        written = [
            writer(values[name]) if writer else values[name]
            for name, writer in zip(self._names, self._writers, strict=True)
        ]
        return written if self._is_positional else dict(zip(self._names, written, strict=True))

    def error(self, cause: Exception, every: type[Exception]) -> DBAPIError:
        """What SQLAlchemy would make of the driver's error `cause`, one of `every`."""
        error = DBAPIError.instance(self.text, None, cause, every)
        assert isinstance(error, DBAPIError)
        return error

    def rows(self, cursor: Any) -> list[Sequence[Any]]:
        if cursor.description is None:
            return []
        if self._readers is None:
            # Only the first answer tells what a number is to the server.
            self._readers = [
                (place, reader)
                for place, (kind, told) in enumerate(zip(self._types, cursor.description, strict=True))
                if (reader := kind.result_processor(self._dialect, told[1]))
            ]
        return [self._read(row, self._readers) for row in cursor.fetchall()]

    @staticmethod
    def _read(row: Sequence[Any], readers: list[tuple[int, Callable[[Any], Any]]]) -> Sequence[Any]:
        if not readers:
            return row
        read = list(row)
        for place, reader in readers:
            read[place] = reader(read[place])
        return read


_plain = functools.cache(_Plain)
