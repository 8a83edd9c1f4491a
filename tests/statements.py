"""What is asked of a database, also past SQLAlchemy, and how the database goes about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import psycopg
from sqlalchemy import event

from postroom.storage.database import Database

Parameters = Mapping[str, Any] | Sequence[Any] | None


def asked(database: Database, call: Callable[[], object]) -> dict[str, Parameters]:
    """The statements that `call` makes, each once, with the values that it had."""
    found: dict[str, Parameters] = {}

    class Noting(psycopg.Cursor[Any]):
        def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
            found[str(query)] = params
            return super().execute(query, params, **options)

        def executemany(self, query: Any, params_seq: Any, **options: Any) -> Any:
            rows = list(params_seq)
            found[str(query)] = rows[0]
            return super().executemany(query, rows, **options)

    def note(statement: str) -> None:
        found[statement] = None

    def watch(connection: Any, _record: Any) -> None:
        if database.remote:
            connection.cursor_factory = Noting
        else:
            # SQLite tells of a statement with its values in their places.
            connection.set_trace_callback(note)

    event.listen(database.engine, "connect", watch)
    database.engine.dispose()
    try:
        call()
    finally:
        event.remove(database.engine, "connect", watch)
        database.engine.dispose()
    return found


def plan(database: Database, statement: str, parameters: Parameters) -> str:
    """How the database would do it, as it explains it."""
    with database.read() as connection:
        cursor = connection.connection.cursor()
        explain = "EXPLAIN " if database.remote else "EXPLAIN QUERY PLAN "
        cursor.execute(explain + statement, *([parameters] if parameters else []))
        return "\n".join(str(row[-1]) for row in cursor.fetchall())
