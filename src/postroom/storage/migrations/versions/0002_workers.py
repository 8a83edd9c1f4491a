"""Workers, documents to look after, and the indexes for counting a key's jobs."""

import sqlalchemy as sa
from alembic import op

from postroom.storage.tables import UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "workers",
        sa.Column("id", sa.String(100), primary_key=True),
        sa.Column("incarnation", sa.String(36), nullable=False),
        sa.Column("beats", sa.BigInteger, nullable=False),
        sa.Column("started_at", UtcDateTime, nullable=False),
    )
    op.create_table(
        "freed_documents",
        sa.Column("sha256", sa.String(64), primary_key=True),
    )
    is_open = sa.text("status IN ('queued', 'running')")
    op.create_index(
        "ix_jobs_open", "jobs", ["key_id", "created_at"], sqlite_where=is_open, postgresql_where=is_open
    )
    op.create_index("ix_jobs_key_id", "jobs", ["key_id", "created_at"])
