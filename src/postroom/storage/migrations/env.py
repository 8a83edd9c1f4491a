"""Run by Alembic: the connection comes from `Database.migrate`."""

from alembic import context

from postroom.storage.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, version_table="postroom_version")
context.run_migrations()
