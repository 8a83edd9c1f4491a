"""Keys, usage, jobs and their pages."""

import sqlalchemy as sa
from alembic import op

from postroom.storage.tables import UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, comment="SHA-256 of the key, in hex"),
        sa.Column("quota", sa.Integer, comment="Documents a calendar month (UTC); null: no limit"),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("revoked_at", UtcDateTime),
        sa.UniqueConstraint("name", name="uq_api_keys_name"),
        sa.UniqueConstraint("hash", name="uq_api_keys_hash"),
    )
    op.create_table(
        "usage",
        sa.Column("key_id", sa.String(36), sa.ForeignKey("api_keys.id"), primary_key=True),
        sa.Column("month", sa.String(7), primary_key=True, comment="YYYY-MM, UTC"),
        sa.Column("documents", sa.Integer, nullable=False),
        sa.Column("updated_at", UtcDateTime, nullable=False),
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("key_id", sa.String(36), sa.ForeignKey("api_keys.id"), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("file_name", sa.String(255)),
        sa.Column("file_url", sa.Text),
        sa.Column("sha256", sa.String(64)),
        sa.Column("categories", sa.Text, nullable=False, comment="JSON"),
        sa.Column("max_pages", sa.Integer, nullable=False),
        sa.Column("cache_key", sa.String(64)),
        sa.Column("used_pages", sa.Integer),
        sa.Column("pages_done", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("problem", sa.Text, comment="JSON; set when failed"),
        sa.Column("result", sa.Text, comment="JSON; set when succeeded"),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("updated_at", UtcDateTime, nullable=False),
        sa.Column("started_at", UtcDateTime),
        sa.Column("finished_at", UtcDateTime),
        sa.Column("expires_at", UtcDateTime, nullable=False),
    )
    op.create_index("ix_jobs_sha256", "jobs", ["sha256"])
    op.create_index("ix_jobs_cache_key", "jobs", ["key_id", "cache_key"])
    op.create_index("ix_jobs_expires_at", "jobs", ["expires_at"])
    op.create_table(
        "pages",
        sa.Column("job_id", sa.String(36), sa.ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("prediction", sa.Text, nullable=False, comment="JSON"),
    )
