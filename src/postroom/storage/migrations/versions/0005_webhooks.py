"""Webhook endpoints, their secrets, and the log of deliveries."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from postroom.storage.tables import UtcDateTime

revision = "0005"
down_revision = "0004"


def secrets() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("secret", sa.String(200), nullable=False),
        sa.Column("previous_secret", sa.String(200)),
        sa.Column("previous_until", UtcDateTime),
    )


def owner(name: str, column: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(36), sa.ForeignKey(column, ondelete="CASCADE"))


def upgrade() -> None:
    op.add_column("jobs", sa.Column("webhook_format", sa.String(8), nullable=False, server_default="v1"))
    op.create_table(
        "webhook_endpoints",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("key_id", sa.String(36), sa.ForeignKey("api_keys.id"), nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("events", sa.Text, nullable=False),
        sa.Column("format", sa.String(8), nullable=False),
        sa.Column("description", sa.Text),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("disabled_reason", sa.Text),
        *secrets(),
        sa.Column("created_at", UtcDateTime, nullable=False),
    )
    op.create_index("ix_webhook_endpoints_key_id", "webhook_endpoints", ["key_id"])
    op.create_table(
        "webhook_secrets",
        sa.Column("key_id", sa.String(36), sa.ForeignKey("api_keys.id"), primary_key=True),
        *secrets(),
    )
    op.create_table(
        "webhook_receivers",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("failing_since", UtcDateTime, nullable=False),
        sa.Column("pause_seconds", sa.Float, nullable=False),
        sa.Column("paused_until", UtcDateTime),
    )
    _create_deliveries()


def _create_deliveries() -> None:
    op.create_table(
        "webhook_deliveries",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("event_id", sa.String(40), nullable=False),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("key_id", sa.String(36), sa.ForeignKey("api_keys.id")),
        owner("endpoint_id", "webhook_endpoints.id"),
        owner("job_id", "jobs.id"),
        owner("batch_id", "batches.id"),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("host", sa.String(300), nullable=False),
        sa.Column("receiver", sa.String(64), nullable=False),
        sa.Column("format", sa.String(8), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("last_status_code", sa.Integer),
        sa.Column("last_error", sa.Text),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("retry_until", UtcDateTime, nullable=False),
        sa.Column("next_attempt_at", UtcDateTime),
        sa.Column("claimed_until", UtcDateTime),
        sa.Column("delivered_at", UtcDateTime),
    )
    is_pending, is_claimed = sa.text("status = 'pending'"), sa.text("claimed_until IS NOT NULL")
    for name, columns, where in (
        ("due", ["host", "next_attempt_at"], is_pending),
        ("next", ["next_attempt_at"], is_pending),
        ("claimed", ["claimed_until"], is_claimed),
        ("key_id", ["key_id", "created_at"], None),
        ("endpoint_id", ["endpoint_id"], None),
        ("job_id", ["job_id"], None),
        ("batch_id", ["batch_id"], None),
        ("created_at", ["created_at"], None),
    ):
        op.create_index(
            f"ix_webhook_deliveries_{name}",
            "webhook_deliveries",
            columns,
            sqlite_where=where,
            postgresql_where=where,
        )
