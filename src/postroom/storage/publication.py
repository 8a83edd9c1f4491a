"""Postgres shared with others, as Supabase's is: tables closed to its roles, and the jobs published."""

from __future__ import annotations

import sqlalchemy as sa

from postroom.errors import SettingsError
from postroom.storage.database import Database
from postroom.storage.tables import jobs, metadata

SHOWN = (
    "id",
    "key_id",
    "status",
    "used_pages",
    "pages_done",
    "created_at",
    "updated_at",
    "started_at",
    "finished_at",
    "expires_at",
)
"""Columns of a job that are published: how far it is. What it is about stays here, as does its URL, which may
hold a signature."""

OUTSIDERS = ("anon", "authenticated")
"""Supabase's roles for programs that hold the project's public key."""


def publish(database: Database, publication: str, reader: str | None) -> None:
    """Close our tables, and add the jobs' `SHOWN` columns to the publication. Safe to repeat.

    Args:
        database: Postgres, with our tables in it.
        publication: Made when it is not there.
        reader: A role that is granted `SHOWN`; which rows it sees is up to a policy. None for none.

    Raises:
        SettingsError: Not Postgres; a publication of all tables; or a role that is not there.
    """
    if not database.remote:
        raise SettingsError("Only a Postgres can publish: set POSTROOM_DATABASE_URL.")
    with database.write() as connection:
        close_tables(connection)
        _publish(connection, publication)
        if reader:
            _grant(connection, reader)


def close_tables(connection: sa.Connection) -> None:
    """Turn row-level security on for all our tables, and take every right from `OUTSIDERS`.

    The tables' owner, as whom the service connects, is not bound by it.
    """
    roles = connection.execute(
        sa.text("SELECT rolname FROM pg_roles WHERE rolname = ANY(:names)"), {"names": list(OUTSIDERS)}
    ).scalars()
    outsiders = [_quote(connection, role) for role in roles]
    for name in (*metadata.tables, "postroom_version"):
        table = _quote(connection, name)
        connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        if outsiders:
            connection.exec_driver_sql(f"REVOKE ALL ON {table} FROM {', '.join(outsiders)}")


def are_closed(connection: sa.Connection) -> bool:
    """Whether `close_tables` was once called on this database."""
    closed = connection.execute(
        sa.text("SELECT relrowsecurity FROM pg_class WHERE oid = to_regclass('jobs')")
    ).scalar()
    return bool(closed)


def _publish(connection: sa.Connection, publication: str) -> None:
    name, table = _quote(connection, publication), _quote(connection, jobs.name)
    of_all = connection.execute(
        sa.text("SELECT puballtables FROM pg_publication WHERE pubname = :name"), {"name": publication}
    ).scalar()
    if of_all:
        raise SettingsError(
            f"The publication {publication} is of all tables, and would publish everything; choose another."
        )
    if of_all is None:
        connection.exec_driver_sql(f"CREATE PUBLICATION {name}")
    published = connection.execute(
        sa.text(
            "SELECT attnames FROM pg_publication_tables "
            "WHERE pubname = :name AND tablename = :table AND schemaname = current_schema()"
        ),
        {"name": publication, "table": jobs.name},
    ).scalar()
    if published is not None:
        if set(published) == set(SHOWN):
            return
        connection.exec_driver_sql(f"ALTER PUBLICATION {name} DROP TABLE {table}")
    connection.exec_driver_sql(f"ALTER PUBLICATION {name} ADD TABLE {table} ({', '.join(SHOWN)})")


def _grant(connection: sa.Connection, reader: str) -> None:
    there = sa.text("SELECT 1 FROM pg_roles WHERE rolname = :name")
    if connection.execute(there, {"name": reader}).first() is None:
        raise SettingsError(f"There is no role {reader} in the database.")
    table, role = _quote(connection, jobs.name), _quote(connection, reader)
    connection.exec_driver_sql(f"GRANT SELECT ({', '.join(SHOWN)}) ON {table} TO {role}")


def _quote(connection: sa.Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote(name)
