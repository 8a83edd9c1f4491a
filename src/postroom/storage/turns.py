"""Whose turn it is to write to SQLite, which has one writer at a time."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

WRITES = frozenset({"INSERT", "UPDATE", "DELETE", "REPLACE"})
BEGIN = "BEGIN IMMEDIATE"

LOOK_SECONDS = 0.0005, 0.001
"""Time between two looks whether the other writer has finished."""


class Turns:
    """Begins the transactions of one process that write.

    SQLite's own wait looks ever more rarely, down to ten times a second, while who comes new looks at once:
    under load some wait for seconds. Here one thread of each process looks, and it looks often.

    Args:
        seconds: Longest wait.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._mine = threading.Lock()

    def listen(self, engine: sa.Engine) -> None:
        """From now on, whatever is about to write on `engine` waits here for its turn."""
        event.listen(engine, "do_execute", self._before)
        event.listen(engine, "do_executemany", self._before)

    def _before(self, cursor: Any, statement: str, _parameters: Any, _context: Any) -> bool | None:
        connection = cursor.connection
        if connection.in_transaction:
            return None
        if statement == BEGIN:
            self._begin(connection)
            return True  # it is done
        if statement.lstrip()[:7].rstrip().upper() in WRITES:
            self._begin(connection)
        return None

    def _begin(self, connection: sqlite3.Connection) -> None:
        deadline = time.monotonic() + self._seconds
        if not self._mine.acquire(timeout=self._seconds):
            raise sqlite3.OperationalError("database is locked")
        try:
            connection.execute("PRAGMA busy_timeout=0")
            while True:
                try:
                    connection.execute(BEGIN)
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                        raise
                    wait = random.uniform(*LOOK_SECONDS)  # noqa: S311 — jitter
                    time.sleep(wait)  # SQLite tells nobody when its writer has finished; `deadline` ends this
                else:
                    return
        finally:
            self._mine.release()
            connection.execute(f"PRAGMA busy_timeout={self._seconds * 1000:.0f}")
