from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import ProgrammingError

from postroom.api.keys import Keys
from postroom.errors import SettingsError, StorageUnavailable
from postroom.storage.database import Database
from postroom.storage.tables import metadata
from tests.servers import Postgres
from tests.service import ROOT


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


def test_the_supabase_guide_closes_the_tables(postgres: Postgres) -> None:
    url = postgres.new_database()
    owner = f"owner_{url.partition('postroom_')[2].partition('?')[0]}"
    postgres.execute(
        "DO $$ BEGIN CREATE ROLE anon; CREATE ROLE authenticated; EXCEPTION WHEN duplicate_object THEN END $$"
    )
    postgres.execute(f"CREATE ROLE {owner} LOGIN")
    postgres.execute(f"GRANT ALL ON SCHEMA public TO {owner}", url)
    theirs = sa.make_url(url).set(username=owner).render_as_string(hide_password=False)
    database = Database.connect(theirs, 3)
    database.migrate()
    postgres.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO anon", url)
    postgres.execute("CREATE PUBLICATION supabase_realtime", url)
    blocks = re.findall(r"```sql\n(.*?)```", (ROOT / "docs/guides/supabase.md").read_text("utf-8"), re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        postgres.execute(block, url)
    for table in (*metadata.tables, "postroom_version"):
        with pytest.raises(ProgrammingError, match="permission denied"):
            postgres.execute(f"SET ROLE anon; SELECT * FROM {table}", url)
    secret = Keys(database).create("mine")[1]
    assert Keys(database).check(secret).name == "mine"
    published = postgres.execute("SELECT tablename FROM pg_publication_tables", url)
    assert [tuple(row) for row in published] == [("jobs",)]
    database.close()
