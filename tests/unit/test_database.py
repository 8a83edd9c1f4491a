"""Statements past SQLAlchemy's execution do what they do through it; connections that break are replaced."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Generator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from psycopg.pq import TransactionStatus
from sqlalchemy.exc import IntegrityError, OperationalError

from postroom.errors import StorageUnavailable
from postroom.storage import database as module
from postroom.storage.database import PREPARED_AFTER, Database
from postroom.storage.statements import run, run_many
from postroom.storage.tables import api_keys, batches, counters
from tests.pooler import pooler
from tests.servers import Postgres

NOW = datetime(2026, 5, 3, 14, 0, 0, 123456, tzinfo=UTC)
KEY = {"id": "k", "name": "a key", "hash": "", "created_at": NOW}
ROW = {"id": "b", "key_id": "k", "metadata": "{}", "created_at": NOW, "closed_at": None, "expires_at": NOW}
ADD = batches.insert()
CLOSE = (
    batches.update()
    .where(batches.c.id == sa.bindparam("batch_id"))
    .values(closed_at=sa.bindparam("now"))
    .returning(batches.c.created_at, batches.c.closed_at)
)
ALL = sa.select(batches.c.id, batches.c.created_at, batches.c.closed_at)
COUNT = counters.insert()


def with_a_key(database: Database) -> Database:
    database.migrate()
    with database.write() as connection:
        connection.execute(api_keys.insert(), KEY)
    return database


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Generator[Database]:
    database = with_a_key(Database.at(tmp_path / "postroom.db"))
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Generator[Database]:
    if request.param == "sqlite":
        yield request.getfixturevalue("on_sqlite")
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    database = with_a_key(Database.connect(postgres.new_database(), connections=2))
    yield database
    database.close()


def test_times_and_nothing_come_back_as_they_were(database: Database) -> None:
    with database.write() as connection:
        assert list(run(connection, ADD, ROW)) == []
        assert [tuple(row) for row in run(connection, ALL, {})] == [("b", NOW, None)]
    with database.read() as connection:
        assert [tuple(row) for row in connection.execute(ALL)] == [("b", NOW, None)]


def test_a_change_gives_the_rows_that_it_changed(database: Database) -> None:
    with database.write() as connection:
        run(connection, ADD, ROW)
        changed = run(connection, CLOSE, {"batch_id": "b", "now": NOW})
        assert [tuple(row) for row in changed] == [(NOW, NOW)]
        assert list(run(connection, CLOSE, {"batch_id": "another", "now": NOW})) == []


def test_all_rows_are_added(database: Database) -> None:
    rows = [{"name": "pages", "bucket": f"{n}", "shard": 0, "value": n / 2} for n in range(3)]
    with database.write() as connection:
        run_many(connection, COUNT, rows)
    with database.read() as connection:
        assert connection.execute(sa.select(sa.func.sum(counters.c.value))).scalar() == 1.5


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as connection:
        run_many(connection, ADD, [ROW, ROW | {"id": "c", "key_id": "nobody"}])
    with database.read() as connection:
        assert connection.execute(ALL).all() == []


def test_the_drivers_errors_are_told_as_anywhere(on_sqlite: Database) -> None:
    with on_sqlite.read() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(OperationalError) as found:
            run(connection, ADD, ROW)
    assert isinstance(found.value.orig, sqlite3.OperationalError)
    assert found.value.orig.sqlite_errorcode == sqlite3.SQLITE_READONLY


def test_what_is_put_into_words_only_when_it_runs_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="IN"), database.write() as connection:
        run(connection, ALL.where(batches.c.id.in_(["b"])), {})


WAITS_FOR_THE_DISK, DOES_NOT = 2, 1
"""What SQLite calls FULL and NORMAL."""


def waits(connection: sa.Connection) -> int:
    return connection.exec_driver_sql("PRAGMA synchronous").scalar_one()


def test_all_is_durable_unless_it_is_asked_otherwise(on_sqlite: Database) -> None:
    for durable in (True, False):
        with on_sqlite.write(durable=durable) as connection:
            assert waits(connection) == WAITS_FOR_THE_DISK
    with on_sqlite.engine.connect() as connection:
        assert waits(connection) == WAITS_FOR_THE_DISK


def test_a_worker_waits_for_the_disk_only_where_it_must(tmp_path: Path) -> None:
    database = Database.at(tmp_path / "postroom.db", durable=False)
    with database.write() as connection:
        assert waits(connection) == WAITS_FOR_THE_DISK
    with pytest.raises(ZeroDivisionError), database.write():
        raise ZeroDivisionError
    with database.write(durable=False) as connection:
        assert waits(connection) == DOES_NOT
    with database.engine.connect() as connection:  # as the durable engine does
        assert waits(connection) == DOES_NOT
    database.close()


def answers(database: Database) -> bool:
    with database.read() as connection:
        return bool(connection.execute(sa.select(1)).scalar_one())


def migrated(url: str) -> Database:
    database = Database.connect(url, connections=2)
    database.migrate()
    return database


def run_once(database: Database) -> None:
    with database.write() as connection:
        assert list(run(connection, CLOSE, {"batch_id": "nobody's", "now": NOW})) == []


def run_thrice(database: Database) -> None:
    bucket = {"name": "pages", "shard": 0, "value": 1.0}
    with database.write() as connection:
        run_many(connection, COUNT, [bucket | {"bucket": secrets.token_hex()} for _ in range(3)])


def ask(database: Database) -> None:
    assert database.first(ALL, {}) is None


def add_twice(database: Database) -> None:
    with database.write() as connection:
        connection.execute(api_keys.insert(), KEY)
        connection.execute(api_keys.insert(), KEY)


def hang_up(url: str) -> None:
    """Have the server end all connections to the database but the one that says so."""
    other = Database.connect(url, 1)
    others = (sa.column("datname") == sa.func.current_database()) & (
        sa.column("pid") != sa.func.pg_backend_pid()
    )
    ended = sa.select(sa.func.pg_terminate_backend(sa.column("pid"), 10_000))
    with other.read() as connection:
        assert connection.execute(ended.select_from(sa.table("pg_stat_activity")).where(others)).all()
    other.close()


def test_a_connection_that_the_server_closed_meanwhile_is_replaced(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres.new_database()
    database = Database.connect(url, 2)
    assert answers(database)
    monkeypatch.setattr(module, "PING_SECONDS", 0.0)
    hang_up(url)
    assert answers(database)
    database.close()


def test_one_that_was_just_used_is_an_outage_once(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PING_SECONDS", 600.0)
    url = postgres.new_database()
    database = Database.connect(url, 2)
    assert answers(database)
    hang_up(url)
    with pytest.raises(StorageUnavailable):
        answers(database)
    assert answers(database)
    database.close()


@pytest.mark.parametrize("of_a_job", [run_once, run_thrice, ask], ids=lambda each: each.__name__)
def test_what_every_job_runs_is_told_and_mended_likewise(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch, of_a_job: Callable[[Database], None]
) -> None:
    monkeypatch.setattr(module, "PING_SECONDS", 600.0)
    url = postgres.new_database()
    migrated(url).close()
    database = Database.connect(url, 1)
    of_a_job(database)
    hang_up(url)
    with pytest.raises(StorageUnavailable):
        of_a_job(database)
    of_a_job(database)
    database.close()


def test_on_postgres_a_query_is_a_single_way_to_the_server(postgres: Postgres) -> None:
    url = postgres.new_database()
    migrated(url).close()
    database = Database.connect(url, connections=1)
    with database.read() as connection:
        connection.execute(ALL).all()
        driver = connection.connection.driver_connection
        assert driver
        assert driver.info.transaction_status == TransactionStatus.IDLE
    # The connection that the query has left is used for changes, all or nothing.
    with pytest.raises(IntegrityError):
        add_twice(database)
    with database.read() as connection:
        assert connection.execute(sa.select(api_keys)).all() == []
    database.close()


def prepared(database: Database, *, plan_anew: bool = False) -> int:
    """How many statements the server keeps after one was asked often; the pool has one connection."""
    for _ in range(2 * PREPARED_AFTER):
        with database.write() as connection:
            run(connection, CLOSE, {"batch_id": "nobody's", "now": NOW}, plan_anew=plan_anew)
    with database.read() as connection:
        kept = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'UPDATE batches %'"
        return connection.execute(sa.text(kept)).scalar_one()


def test_postgres_keeps_what_is_asked_often(postgres: Postgres) -> None:
    url = postgres.new_database()
    migrated(url).close()
    for plan_anew, kept in ((True, 0), (False, 1)):
        database = Database.connect(url, connections=1)
        assert prepared(database, plan_anew=plan_anew) == kept
        database.close()


def test_nothing_is_kept_behind_a_pooler(postgres: Postgres) -> None:
    url = postgres.new_database()
    migrated(url).close()
    with pooler(url) as through:
        database = Database.connect(through, connections=1)
        assert prepared(database) == 0
        database.close()
