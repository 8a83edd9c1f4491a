"""What the native API keeps of jobs: priority, metadata, batches, what they are listed by."""

import sqlalchemy as sa
from alembic import op

from postroom.storage.tables import UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    for column in (
        sa.Column("priority", sa.Integer, nullable=False, server_default="2"),
        sa.Column("metadata", sa.Text, nullable=False, server_default="{}"),
        sa.Column("webhook_url", sa.Text),
        sa.Column("batch_id", sa.String(36)),
        sa.Column("page_ranges", sa.Text),
        sa.Column("category", sa.Text),
        sa.Column("confidence", sa.Float),
        sa.Column("idempotency_key", sa.String(255)),
        sa.Column("request_hash", sa.String(64)),
    ):
        op.add_column("jobs", column)
    op.add_column("pages", sa.Column("position", sa.Integer, nullable=False, server_default="0"))
    op.create_table(
        "batches",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("key_id", sa.String(36), sa.ForeignKey("api_keys.id"), nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("metadata", sa.Text, nullable=False, server_default="{}"),
        sa.Column("webhook_url", sa.Text),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("closed_at", UtcDateTime),
        sa.Column("finished_at", UtcDateTime),
        sa.Column("expires_at", UtcDateTime, nullable=False),
    )
    op.create_index("ix_batches_key_id", "batches", ["key_id"])
    op.create_index("ix_batches_expires_at", "batches", ["expires_at"])
    op.create_table(
        "job_metadata",
        sa.Column("job_id", sa.String(36), sa.ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("value", sa.String(512), nullable=False),
        sa.Column("key_id", sa.String(36), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
    )
    op.create_index("ix_job_metadata_value", "job_metadata", ["key_id", "name", "value", "created_at"])
    is_queued = sa.text("status = 'queued'")
    op.create_index(
        "ix_jobs_queued",
        "jobs",
        ["priority", "created_at"],
        sqlite_where=is_queued,
        postgresql_where=is_queued,
    )
    op.create_index("ix_jobs_status", "jobs", ["key_id", "status", "created_at"])
    op.create_index("ix_jobs_category", "jobs", ["key_id", "category", "created_at"])
    op.create_index("ix_jobs_batch_id", "jobs", ["batch_id", "status"])
    op.create_index("ix_jobs_finished_at", "jobs", ["finished_at"])
    op.create_index("uq_jobs_idempotency_key", "jobs", ["key_id", "idempotency_key"], unique=True)
