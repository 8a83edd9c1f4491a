from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from postroom.storage.database import Database
from postroom.storage.tables import metadata


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
