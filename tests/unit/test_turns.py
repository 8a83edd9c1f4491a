"""Writers of several processes take turns on one SQLite file."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from postroom.errors import StorageUnavailable
from postroom.storage import database
from postroom.storage.database import Database
from tests.service import wait_until

THREADS = 12
"""Fewer than there are connections, for which no turns are taken."""

MOST_AHEAD = 20 * 2 * THREADS
"""Writes of others that may come before one: some 60 with two processes, thousands where none takes turns."""

COUNT = sa.text("SELECT writes FROM counts")

BUSY = f"""
import sys, threading
from pathlib import Path
import sqlalchemy as sa
from postroom.storage.database import Database

database = Database.at(Path(sys.argv[1]))

def write():
    while True:
        with database.write() as connection:
            connection.execute(sa.text("UPDATE counts SET writes = writes + 1"))

for _ in range({THREADS}):
    threading.Thread(target=write, daemon=True).start()
sys.stdin.read()
"""


@pytest.fixture
def counts(tmp_path: Path) -> Iterator[Database]:
    found = Database.at(tmp_path / "counts.db")
    with found.write() as connection:
        connection.execute(sa.text("CREATE TABLE counts (writes INTEGER)"))
        connection.execute(sa.text("INSERT INTO counts VALUES (0)"))
    yield found
    found.close()


def writes(counts: Database) -> int:
    with counts.read() as connection:
        return connection.execute(COUNT).scalar_one()


def test_no_writer_waits_for_many_others(tmp_path: Path, counts: Database) -> None:
    other = subprocess.Popen([sys.executable, "-c", BUSY, str(tmp_path / "counts.db")], stdin=subprocess.PIPE)
    went_ahead: list[int] = []

    def write() -> None:
        while time.monotonic() < end:
            before = writes(counts)
            with counts.write() as connection:
                connection.execute(sa.text("UPDATE counts SET writes = writes + 1"))
                # Not the time: a busy machine stands still for a second now and then, and for all alike.
                went_ahead.append(connection.execute(COUNT).scalar_one() - before - 1)

    try:
        wait_until(lambda: writes(counts) > THREADS)
        end = time.monotonic() + 4
        in_threads(write)
    finally:
        other.kill()
        other.communicate()
    assert len(went_ahead) > THREADS
    assert max(went_ahead) < MOST_AHEAD


def in_threads(write: Callable[[], None]) -> None:
    threads = [threading.Thread(target=write) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)


@pytest.mark.parametrize("connections", [2, THREADS])
def test_no_writes_are_lost_when_many_threads_write(
    tmp_path: Path, counts: Database, connections: int
) -> None:
    database = Database.at(tmp_path / "counts.db", connections=connections)

    def write() -> None:
        for _ in range(20):
            with database.write() as connection:
                connection.execute(sa.text("UPDATE counts SET writes = writes + 1"))

    in_threads(write)
    database.close()
    assert writes(counts) == 20 * THREADS


def test_a_statement_that_writes_waits_its_turn_without_being_asked_to(counts: Database) -> None:
    with counts.write() as connection:
        connection.execute(sa.text("UPDATE counts SET writes = 5"))
        later = threading.Thread(target=raise_by_one, args=(counts.engine,))
        later.start()
        later.join(timeout=0.2)
        assert later.is_alive()
    later.join(timeout=30)
    assert writes(counts) == 6


def raise_by_one(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE counts SET writes = writes + 1"))


def test_who_waits_too_long_is_told(
    tmp_path: Path, counts: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    hurried = Database.at(tmp_path / "counts.db")
    with counts.write(), pytest.raises(StorageUnavailable), hurried.write():
        pass
    with hurried.write() as connection:
        connection.execute(sa.text("UPDATE counts SET writes = 7"))
    hurried.close()
    assert writes(counts) == 7
