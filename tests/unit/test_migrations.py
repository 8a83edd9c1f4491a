from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from postroom.errors import SettingsError, StorageUnavailable
from postroom.storage.database import Database
from postroom.storage.tables import metadata
from tests.servers import Postgres


def test_migrations_lead_to_the_tables(tmp_path: Path) -> None:
    database = Database.at(tmp_path / "test.db")
    database.migrate()
    database.migrate()
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": "postroom_version"})
        assert compare_metadata(context, metadata) == []
        assert connection.execute(sa.text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(sa.text("PRAGMA synchronous")).scalar() == 2
    database.close()


def test_migrations_on_postgres_from_two_processes_at_once(postgres: Postgres) -> None:
    url = postgres.new_database()
    databases = [Database.connect(url, 3) for _ in range(2)]
    with ThreadPoolExecutor() as pool:
        list(pool.map(Database.migrate, databases))
    with databases[0].read() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": "postroom_version"})
        # Comments are for whoever reads tables.py; SQLite keeps none.
        differences = [
            each for each in compare_metadata(context, metadata) if "modify_comment" not in str(each)
        ]
        assert differences == []
    for database in databases:
        database.close()


def test_a_url_that_is_not_postgres_is_refused() -> None:
    for url in ("mysql://host/name", "nonsense"):
        with pytest.raises(SettingsError, match="POSTROOM_DATABASE_URL"):
            Database.connect(url, 3)


def test_a_database_that_is_not_there_is_a_clear_error() -> None:
    database = Database.connect("postgresql://127.0.0.1:1/none", 3)
    with pytest.raises(StorageUnavailable), database.read():
        pass
