"""Notes who must be told of what, in the transaction in which it happens: no result without its event."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from postroom import tracing
from postroom.errors import SettingsError
from postroom.outbound import host_and_port
from postroom.schemas import EventType, JobStatus, WebhookFormat
from postroom.settings import WebhookSettings
from postroom.storage.database import insert
from postroom.storage.statements import run, run_many
from postroom.storage.tables import batches, jobs, webhook_deliveries, webhook_endpoints, webhook_secrets
from postroom.webhooks.signature import new_secret

OPERATOR = "operator"
"""The receiver of every key's jobs that the operator has set."""

JOB_EVENTS: dict[JobStatus, EventType] = {
    JobStatus.SUCCEEDED: "job.completed",
    JobStatus.FAILED: "job.failed",
    JobStatus.CANCELLED: "job.cancelled",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Receiver:
    """Who is told.

    Attributes:
        id: Whose failures count together.
        url: Where it listens.
        format: Of the body it gets.
        key_id: Whose log shows the deliveries; None for the operator's own receiver.
        endpoint_id: Its registration, if it has one.
    """

    id: str
    url: str
    format: WebhookFormat
    key_id: str | None
    endpoint_id: str | None = None


class Events:
    """Writes a delivery for each receiver of an event.

    Raises:
        SettingsError: The operator's URL is none.
    """

    def __init__(self, settings: WebhookSettings) -> None:
        self._retry = timedelta(hours=settings.retry_hours)
        self._operator: Receiver | None = None
        if settings.url:
            if not host_and_port(settings.url):
                raise SettingsError("POSTROOM_WEBHOOK__URL is not a URL.")
            self._operator = Receiver(OPERATOR, settings.url, settings.format, None)

    def job_ended(self, connection: sa.Connection, job_id: str) -> None:
        """Note the end of a job, within the transaction of `connection`, which ends it."""
        rows = run(connection, _JOB, {"job_id": job_id})
        key_id, status, url, body_format = rows[0][:4]
        event = JOB_EVENTS[JobStatus(status)]
        receivers = [self._operator] if self._operator else []
        if url:
            receivers.append(named_receiver(connection, key_id, url, body_format))
        receivers += _subscribed(key_id, event, [row[4:] for row in rows if row[4]])
        self.note(connection, event, receivers, job_id=job_id)

    def batch_ended(self, connection: sa.Connection, batch_id: str) -> None:
        """Note the end of a batch, within the transaction of `connection`, which ends it."""
        batch = connection.execute(
            sa.select(batches.c.key_id, batches.c.webhook_url).where(batches.c.id == batch_id)
        ).one()
        endpoints = connection.execute(sa.select(*_ENDPOINT).where(_of_key(batch.key_id))).all()
        receivers = _subscribed(batch.key_id, "batch.finished", endpoints)
        if batch.webhook_url:
            receivers.append(named_receiver(connection, batch.key_id, batch.webhook_url, "v1"))
        self.note(connection, "batch.finished", receivers, batch_id=batch_id)

    def note(
        self,
        connection: sa.Connection,
        event: EventType,
        receivers: list[Receiver],
        *,
        job_id: str | None = None,
        batch_id: str | None = None,
    ) -> list[str]:
        """Write the deliveries of one event; gives their ids."""
        if not receivers:
            return []
        now = datetime.now(UTC)
        shared = {
            "event_id": f"evt_{uuid.uuid4().hex}",
            "type": event,
            "job_id": job_id,
            "batch_id": batch_id,
            "status": "pending",
            "attempts": 0,
            "created_at": now,
            "next_attempt_at": now,
            "retry_until": now + self._retry,
            "trace_context": tracing.carry(),
        }
        rows = [
            shared
            | {
                "id": str(uuid.uuid4()),
                "key_id": receiver.key_id,
                "endpoint_id": receiver.endpoint_id,
                "url": receiver.url,
                "host": host_and_port(receiver.url) or "",
                "receiver": receiver.id,
                "format": receiver.format,
            }
            for receiver in receivers
        ]
        run_many(connection, _DELIVERY, rows)
        return [str(row["id"]) for row in rows]


def named_receiver(connection: sa.Connection, key_id: str, url: str, body_format: WebhookFormat) -> Receiver:
    """The receiver that a job or a batch names; makes sure that the key has a secret to sign with."""
    row = {"key_id": key_id, "secret": new_secret()}
    connection.execute(insert(connection, webhook_secrets).values(row).on_conflict_do_nothing())
    name = hashlib.sha256(f"{key_id}\n{url}".encode()).hexdigest()
    return Receiver(name, url, body_format, key_id)


def _subscribed(key_id: str, event: EventType, endpoints: Sequence[Sequence[Any]]) -> list[Receiver]:
    """Those of the key's `endpoints` that are told of such events; rows of `_ENDPOINT`."""
    return [
        Receiver(endpoint_id, url, body_format, key_id, endpoint_id)
        for endpoint_id, url, body_format, events in endpoints
        if event in json.loads(events)
    ]


def _of_key(key_id: sa.ColumnElement[str] | str) -> sa.ColumnElement[bool]:
    """The key's endpoints that are told of anything."""
    return (webhook_endpoints.c.key_id == key_id) & webhook_endpoints.c.enabled


_DELIVERY = webhook_deliveries.insert()
_ENDPOINT = (
    webhook_endpoints.c.id,
    webhook_endpoints.c.url,
    webhook_endpoints.c.format,
    webhook_endpoints.c.events,
)
# A row for each endpoint, or one without: every job that ends comes past this, and it asks once.
_JOB = (
    sa.select(jobs.c.key_id, jobs.c.status, jobs.c.webhook_url, jobs.c.webhook_format, *_ENDPOINT)
    .select_from(jobs.outerjoin(webhook_endpoints, _of_key(jobs.c.key_id)))
    .where(jobs.c.id == sa.bindparam("job_id"))
)
