"""`postroom supabase` against a real Postgres with Supabase's roles and default rights."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest
import sqlalchemy as sa
from psycopg.errors import InsufficientPrivilege

from postroom.storage.tables import metadata
from tests.files import make
from tests.servers import Postgres
from tests.service import Service

SECRET = ("file_url", "file_name", "categories", "result", "problem", "sha256", "cache_key")


class Project(NamedTuple):
    """The URLs of one database, for the owner of the tables and for the server's administrator."""

    owner: str
    administrator: str


@pytest.fixture
def project(postgres: Postgres) -> Project:
    """A database as Supabase makes it: what the owner makes is open to the public roles."""
    url = postgres.new_database()
    owner = f"owner_{url.partition('postroom_')[2].partition('?')[0]}"
    for role in ("anon", "authenticated"):
        postgres.execute(
            f"DO $$ BEGIN CREATE ROLE {role}; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$"
        )
    postgres.execute(f"CREATE ROLE {owner} LOGIN")
    postgres.execute(f"GRANT ALL ON SCHEMA public TO {owner}", url)
    postgres.execute("GRANT USAGE ON SCHEMA public TO anon, authenticated", url)
    postgres.execute(
        f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated",
        url,
    )
    postgres.execute("CREATE PUBLICATION supabase_realtime", url)
    postgres.execute(f"ALTER PUBLICATION supabase_realtime OWNER TO {owner}", url)
    name = sa.make_url(url).database
    postgres.execute(f"GRANT ALL ON DATABASE {name} TO {owner}")
    return Project(sa.make_url(url).set(username=owner).render_as_string(hide_password=False), url)


def run(service: Service, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "postroom", "supabase", f"--data-dir={service.folder}", *options]
    return subprocess.run(
        command, env=service.environment, capture_output=True, text=True, timeout=180, check=False
    )


def read_as(role: str, project: Project, statement: str) -> list[tuple[object, ...]]:
    address = project.administrator.replace("+psycopg", "")
    with psycopg.connect(address) as connection:
        connection.execute(f"SET ROLE {role}".encode())
        return connection.execute(statement.encode()).fetchall()


def published(postgres: Postgres, project: Project) -> dict[str, set[str]]:
    rows = postgres.execute(
        "SELECT tablename, attnames FROM pg_publication_tables WHERE pubname = 'supabase_realtime'",
        project.administrator,
    )
    return {row[0]: set(row[1]) for row in rows}


def test_tables_are_closed_and_jobs_are_published(
    tmp_path: Path, postgres: Postgres, project: Project
) -> None:
    with Service(tmp_path, "--workers=1", POSTROOM_DATABASE_URL=project.owner) as service:
        job = service.submit(make.pdf([make.invoice()]))
        assert read_as("anon", project, "SELECT id FROM jobs"), "open before, or it proves nothing"
        for _ in range(2):
            done = run(service, "--reader=authenticated")
            assert done.returncode == 0, done.stderr
        for table in (*metadata.tables, "postroom_version"):
            with pytest.raises(InsufficientPrivilege, match="for table"):
                read_as("anon", project, f"SELECT * FROM {table}")
        (columns,) = published(postgres, project).values()
        assert not columns & set(SECRET)
        assert {"id", "status", "pages_done"} <= columns
        for column in SECRET:
            with pytest.raises(InsufficientPrivilege, match="for table"):
                read_as("authenticated", project, f"SELECT {column} FROM jobs")
        seen = "SELECT id, status FROM jobs"
        assert read_as("authenticated", project, seen) == [], "no policy, no rows"
        postgres.execute(
            "CREATE POLICY theirs ON jobs FOR SELECT TO authenticated USING (true)", project.administrator
        )
        assert service.wait(job)["status"] == "completed", "the service goes on behind the closed tables"
        assert read_as("authenticated", project, seen) == [(job, "succeeded")]


def test_a_wider_publication_is_narrowed_and_one_of_all_tables_is_refused(
    tmp_path: Path, postgres: Postgres, project: Project
) -> None:
    with Service(tmp_path, "--workers=0", POSTROOM_DATABASE_URL=project.owner) as service:
        postgres.execute("ALTER PUBLICATION supabase_realtime ADD TABLE jobs", project.administrator)
        assert published(postgres, project)["jobs"] >= set(SECRET)
        assert run(service).returncode == 0
        assert not published(postgres, project)["jobs"] & set(SECRET)
        postgres.execute("CREATE PUBLICATION everything FOR ALL TABLES", project.administrator)
        refused = run(service, "--publication=everything")
        assert refused.returncode != 0
        assert "all tables" in refused.stderr
        unknown = run(service, "--reader=nobody_of_this_name")
        assert unknown.returncode != 0
        assert "no role" in unknown.stderr


def test_a_table_of_a_later_version_is_closed_too(
    tmp_path: Path, postgres: Postgres, project: Project
) -> None:
    with Service(tmp_path, "--workers=0", POSTROOM_DATABASE_URL=project.owner) as service:
        assert run(service).returncode == 0
        service.stop()
        for statement in (
            "ALTER TABLE jobs DROP COLUMN trace_context",
            "ALTER TABLE webhook_deliveries DROP COLUMN trace_context",
            "DROP TABLE counters",
            "UPDATE postroom_version SET version_num = '0007'",
        ):
            postgres.execute(statement, project.administrator)
        service.start()
        with pytest.raises(InsufficientPrivilege, match="for table"):
            read_as("anon", project, "SELECT * FROM counters")


def test_sqlite_is_refused(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=0") as service:
        refused = run(service)
        assert refused.returncode != 0
        assert "POSTROOM_DATABASE_URL" in refused.stderr
