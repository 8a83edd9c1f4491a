"""The tables. `migrations/` brings a database to this shape; a test holds the two against each other."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect


class UtcDateTime(sa.TypeDecorator[datetime]):
    """An aware UTC time. SQLite keeps no time zone, so it is stripped and put back there."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database."""
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        if value is None or dialect.name != "sqlite":
            return value
        return value.replace(tzinfo=UTC)


metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)

api_keys = sa.Table(
    "api_keys",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("name", sa.String(200), nullable=False, unique=True),
    sa.Column("hash", sa.String(64), nullable=False, unique=True, comment="SHA-256 of the key, in hex"),
    sa.Column("quota", sa.Integer, comment="Documents a calendar month (UTC); null: no limit"),
    sa.Column("scopes", sa.String(64), nullable=False, server_default="classify read admin"),
    sa.Column("previous_hash", sa.String(64), comment="Of the key before a rotation"),
    sa.Column("previous_until", UtcDateTime, comment="So long the key before works too"),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("revoked_at", UtcDateTime),
    sa.Index("ix_api_keys_previous_hash", "previous_hash"),
)

usage = sa.Table(
    "usage",
    metadata,
    sa.Column("key_id", sa.String(36), sa.ForeignKey("api_keys.id"), primary_key=True),
    sa.Column("month", sa.String(7), primary_key=True, comment="YYYY-MM, UTC"),
    sa.Column("documents", sa.Integer, nullable=False),
    sa.Column("updated_at", UtcDateTime, nullable=False),
)

_OPEN = sa.text("status IN ('queued', 'running')")
_QUEUED = sa.text("status = 'queued'")

jobs = sa.Table(
    "jobs",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("key_id", sa.String(36), sa.ForeignKey("api_keys.id"), nullable=False),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("file_name", sa.String(255)),
    sa.Column("file_url", sa.Text, comment="Where the worker fetches the document, if it was not uploaded"),
    sa.Column("sha256", sa.String(64), comment="Of the document's bytes; null until they are here"),
    sa.Column("categories", sa.Text, nullable=False, comment="JSON"),
    sa.Column("max_pages", sa.Integer, nullable=False),
    sa.Column("cache_key", sa.String(64), comment="SHA-256 over all that decides the result"),
    sa.Column("kind", sa.String(16), comment="Of the document; set when it is shared out in parts"),
    sa.Column("total_pages", sa.Integer, comment="Of the document; set when it is shared out in parts"),
    sa.Column("used_pages", sa.Integer, comment="Pages that are classified; null until it is known"),
    sa.Column("pages_done", sa.Integer, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, comment="Starts since a page was last finished"),
    sa.Column("problem", sa.Text, comment="JSON; set when failed"),
    sa.Column("result", sa.Text, comment="JSON; set when succeeded"),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("updated_at", UtcDateTime, nullable=False),
    sa.Column("started_at", UtcDateTime),
    sa.Column("finished_at", UtcDateTime),
    sa.Column("expires_at", UtcDateTime, nullable=False),
    sa.Column("priority", sa.Integer, nullable=False, server_default="2", comment="1 comes first, 3 last"),
    sa.Column("metadata", sa.Text, nullable=False, server_default="{}", comment="JSON; the caller's own"),
    sa.Column("webhook_url", sa.Text, comment="Who is told of the end, besides the key's endpoints"),
    sa.Column("webhook_format", sa.String(8), nullable=False, server_default="v1"),
    sa.Column("batch_id", sa.String(36), comment="Of the batch that it belongs to"),
    sa.Column("page_ranges", sa.Text, comment="Such as 1-3,7,10-; null for all"),
    sa.Column("category", sa.Text, comment="Of the result"),
    sa.Column("confidence", sa.Float, comment="Of the result"),
    sa.Column("idempotency_key", sa.String(255), comment="Null also when its time is over"),
    sa.Column("request_hash", sa.String(64), comment="SHA-256 over the request with the idempotency key"),
    sa.Column("trace_context", sa.Text, comment="JSON; W3C headers of what comes next is a part of"),
    sa.Index("ix_jobs_sha256", "sha256"),
    sa.Index("ix_jobs_cache_key", "key_id", "cache_key"),
    sa.Index("ix_jobs_expires_at", "expires_at"),
    sa.Index("ix_jobs_key_id", "key_id", "created_at"),
    sa.Index("ix_jobs_open", "key_id", "created_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    sa.Index("ix_jobs_queued", "priority", "created_at", sqlite_where=_QUEUED, postgresql_where=_QUEUED),
    sa.Index("ix_jobs_status", "key_id", "status", "created_at"),
    sa.Index("ix_jobs_category", "key_id", "category", "created_at"),
    sa.Index("ix_jobs_batch_id", "batch_id", "status"),
    sa.Index("ix_jobs_finished_at", "finished_at"),
    sa.Index("uq_jobs_idempotency_key", "key_id", "idempotency_key", unique=True),
)

job_metadata = sa.Table(
    "job_metadata",
    metadata,
    sa.Column("job_id", sa.String(36), sa.ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", sa.String(512), nullable=False),
    sa.Column("key_id", sa.String(36), nullable=False, comment="Of the job, to list by"),
    sa.Column("created_at", UtcDateTime, nullable=False, comment="Likewise"),
    sa.Index("ix_job_metadata_value", "key_id", "name", "value", "created_at"),
)

batches = sa.Table(
    "batches",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("key_id", sa.String(36), sa.ForeignKey("api_keys.id"), nullable=False),
    sa.Column("name", sa.Text),
    sa.Column("metadata", sa.Text, nullable=False, server_default="{}", comment="JSON; the caller's own"),
    sa.Column("webhook_url", sa.Text, comment="Who is told of the end, besides the key's endpoints"),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("closed_at", UtcDateTime, comment="When the caller said that no more jobs come"),
    sa.Column("finished_at", UtcDateTime, comment="When it was closed and its last job had ended"),
    sa.Column("expires_at", UtcDateTime, nullable=False),
    sa.Index("ix_batches_key_id", "key_id"),
    sa.Index("ix_batches_expires_at", "expires_at"),
)

pages = sa.Table(
    "pages",
    metadata,
    sa.Column("job_id", sa.String(36), sa.ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("prediction", sa.Text, nullable=False, comment="JSON"),
    sa.Column("position", sa.Integer, nullable=False, server_default="0", comment="Grows with every save"),
)

parts = sa.Table(
    "parts",
    metadata,
    sa.Column("job_id", sa.String(36), sa.ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("first", sa.Integer, nullable=False, comment="Place of its first page among those used"),
    sa.Column("last", sa.Integer, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, comment="Starts since a page was last finished"),
)

freed_documents = sa.Table(
    "freed_documents",
    metadata,
    sa.Column("sha256", sa.String(64), primary_key=True, comment="A job that referred to it is gone"),
)

workers = sa.Table(
    "workers",
    metadata,
    sa.Column("id", sa.String(100), primary_key=True, comment="The same after a restart"),
    sa.Column("incarnation", sa.String(36), nullable=False, comment="Another one after each start"),
    sa.Column(
        "beats", sa.BigInteger, nullable=False, comment="Grows while the worker lives; -1: it has left"
    ),
    sa.Column("started_at", UtcDateTime, nullable=False),
)

counters = sa.Table(
    "counters",
    metadata,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("bucket", sa.String(100), primary_key=True),
    sa.Column(
        "shard", sa.Integer, primary_key=True, comment="Any; a bucket's value is the sum of its shards"
    ),
    sa.Column("value", sa.Double, nullable=False),
)


def _spending() -> tuple[sa.Column[int], ...]:
    """What the vision model was asked: `schemas.Spending`."""
    names = ("pages", "requests", "input_tokens", "output_tokens")
    return tuple(sa.Column(name, sa.BigInteger, nullable=False) for name in names)


vision_jobs = sa.Table(
    "vision_jobs",
    metadata,
    sa.Column("job_id", sa.String(36), sa.ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    *_spending(),
)

vision_days = sa.Table(
    "vision_days",
    metadata,
    sa.Column("day", sa.String(10), primary_key=True, comment="YYYY-MM-DD, UTC"),
    sa.Column("key_id", sa.String(36), sa.ForeignKey("api_keys.id"), primary_key=True),
    *_spending(),
)


def _secrets() -> tuple[sa.Column[Any], ...]:
    """What signs: kept as it is, because it must sign again and again. `previous_secret` still signs too."""
    return (
        sa.Column("secret", sa.String(200), nullable=False),
        sa.Column("previous_secret", sa.String(200)),
        sa.Column("previous_until", UtcDateTime),
    )


webhook_endpoints = sa.Table(
    "webhook_endpoints",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("key_id", sa.String(36), sa.ForeignKey("api_keys.id"), nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("events", sa.Text, nullable=False, comment="JSON"),
    sa.Column("format", sa.String(8), nullable=False),
    sa.Column("description", sa.Text),
    sa.Column("enabled", sa.Boolean, nullable=False),
    sa.Column("disabled_reason", sa.Text, comment="Set when the service switched it off"),
    *_secrets(),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Index("ix_webhook_endpoints_key_id", "key_id"),
)

webhook_secrets = sa.Table(
    "webhook_secrets",
    metadata,
    sa.Column("key_id", sa.String(36), sa.ForeignKey("api_keys.id"), primary_key=True),
    *_secrets(),
)
"""They sign what goes to the `webhook_url` of a key's jobs and batches."""

_PENDING = sa.text("status = 'pending'")
_CLAIMED = sa.text("claimed_until IS NOT NULL")


def _owner(name: str, column: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(36), sa.ForeignKey(column, ondelete="CASCADE"))


webhook_deliveries = sa.Table(
    "webhook_deliveries",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("event_id", sa.String(40), nullable=False, comment="The same for every receiver of the event"),
    sa.Column("type", sa.String(32), nullable=False),
    sa.Column("key_id", sa.String(36), sa.ForeignKey("api_keys.id"), comment="Null: the operator's own URL"),
    _owner("endpoint_id", "webhook_endpoints.id"),
    _owner("job_id", "jobs.id"),
    _owner("batch_id", "batches.id"),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("host", sa.String(300), nullable=False, comment="Host and port of the URL"),
    sa.Column("receiver", sa.String(64), nullable=False, comment="Whose failures count together"),
    sa.Column("format", sa.String(8), nullable=False),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("last_status_code", sa.Integer),
    sa.Column("last_error", sa.Text),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("retry_until", UtcDateTime, nullable=False),
    sa.Column("next_attempt_at", UtcDateTime, comment="Null when delivered or failed"),
    sa.Column("claimed_until", UtcDateTime, comment="A worker is at it, unless it died"),
    sa.Column("delivered_at", UtcDateTime),
    sa.Column("trace_context", sa.Text, comment="JSON; W3C headers of what it was caused by"),
    sa.Index(
        "ix_webhook_deliveries_due",
        "host",
        "next_attempt_at",
        sqlite_where=_PENDING,
        postgresql_where=_PENDING,
    ),
    sa.Index(
        "ix_webhook_deliveries_next", "next_attempt_at", sqlite_where=_PENDING, postgresql_where=_PENDING
    ),
    sa.Index(
        "ix_webhook_deliveries_claimed", "claimed_until", sqlite_where=_CLAIMED, postgresql_where=_CLAIMED
    ),
    sa.Index("ix_webhook_deliveries_key_id", "key_id", "created_at"),
    sa.Index("ix_webhook_deliveries_endpoint_id", "endpoint_id"),
    sa.Index("ix_webhook_deliveries_job_id", "job_id"),
    sa.Index("ix_webhook_deliveries_batch_id", "batch_id"),
    sa.Index("ix_webhook_deliveries_created_at", "created_at"),
)

webhook_receivers = sa.Table(
    "webhook_receivers",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True, comment="webhook_deliveries.receiver"),
    sa.Column("failures", sa.Integer, nullable=False, comment="In a row"),
    sa.Column("failing_since", UtcDateTime, nullable=False),
    sa.Column("pause_seconds", sa.Float, nullable=False, comment="How long the last pause was"),
    sa.Column("paused_until", UtcDateTime, comment="Nothing is sent before"),
)
"""Receivers whose last attempt failed."""
