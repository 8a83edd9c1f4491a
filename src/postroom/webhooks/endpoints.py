"""All SQL about the receivers that a key has registered, and about its secrets."""

from __future__ import annotations

import dataclasses
import json
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from postroom.errors import InvalidRequest, NotFound
from postroom.outbound import host_and_port
from postroom.schemas import EventType, WebhookEndpoint, WebhookFormat
from postroom.storage.database import Database, insert, lock
from postroom.storage.tables import (
    webhook_deliveries,
    webhook_endpoints,
    webhook_receivers,
    webhook_secrets,
)
from postroom.webhooks.events import Events, Receiver
from postroom.webhooks.signature import new_secret

OVERLAP = timedelta(hours=24)
"""How long the old secret signs too after a rotation."""


class Endpoints:
    """The endpoints in the database.

    Args:
        database: Where they are.
        events: Notes a test.
        most: How many a key may have.
    """

    def __init__(self, database: Database, events: Events, most: int) -> None:
        self._database = database
        self._events = events
        self._most = most

    def create(
        self,
        key_id: str,
        url: str,
        events: Sequence[EventType],
        body_format: WebhookFormat,
        description: str | None,
    ) -> WebhookEndpoint:
        """Register a receiver; the answer holds its secret, this once.

        Raises:
            InvalidRequest: The key has as many as it may.
        """
        secret = new_secret()
        row: dict[str, Any] = {
            "id": str(uuid.uuid4()),
            "key_id": key_id,
            "url": url,
            "events": json.dumps(list(events)),
            "format": body_format,
            "description": description,
            "enabled": True,
            "secret": secret,
            "created_at": datetime.now(UTC),
        }
        with self._database.write() as connection:
            lock(connection, f"webhook endpoints {key_id}")
            of_key = sa.select(sa.func.count()).where(webhook_endpoints.c.key_id == key_id)
            if connection.execute(of_key).scalar_one() >= self._most:
                raise InvalidRequest(f"A key may have {self._most} webhook endpoints; delete one first.")
            connection.execute(webhook_endpoints.insert().values(row))
        return dataclasses.replace(self.read(key_id, row["id"]), secret=secret)

    def all(self, key_id: str) -> list[WebhookEndpoint]:
        """The key's endpoints, the oldest first."""
        own = _ENDPOINT.where(webhook_endpoints.c.key_id == key_id).order_by(webhook_endpoints.c.created_at)
        with self._database.read() as connection:
            return [_read(row) for row in connection.execute(own).mappings()]

    def read(self, key_id: str, endpoint_id: str) -> WebhookEndpoint:
        """One of them.

        Raises:
            NotFound: Unknown, or another key's.
        """
        with self._database.read() as connection:
            row = connection.execute(_ENDPOINT.where(*_own(key_id, endpoint_id))).mappings().first()
        if row is None:
            raise NotFound("Webhook endpoint not found")
        return _read(row)

    def change(self, key_id: str, endpoint_id: str, changes: dict[str, Any]) -> WebhookEndpoint:
        """Change `url`, `events`, `format`, `description` or `enabled`.

        What waits goes to a new URL; switched off, what waits is given up; switched on, it starts well.

        Raises:
            NotFound: Unknown, or another key's.
        """
        values = dict(changes)
        if "events" in values:
            values["events"] = json.dumps(list(values["events"]))
        if "enabled" in values:
            values["disabled_reason"] = None
        with self._database.write() as connection:
            if values:
                connection.execute(
                    webhook_endpoints.update().where(*_own(key_id, endpoint_id)).values(values)
                )
            if connection.execute(_ENDPOINT.where(*_own(key_id, endpoint_id))).first() is None:
                raise NotFound("Webhook endpoint not found")
            waiting = _waiting(endpoint_id)
            copied = {name: values[name] for name in ("url", "format") if name in values}
            if "url" in copied:
                copied["host"] = host_and_port(copied["url"])
            if copied:
                connection.execute(webhook_deliveries.update().where(*waiting).values(copied))
            if "enabled" in values and not values["enabled"]:
                switch_off(connection, endpoint_id, None)
            elif "url" in values or "enabled" in values:
                connection.execute(webhook_receivers.delete().where(webhook_receivers.c.id == endpoint_id))
        return self.read(key_id, endpoint_id)

    def delete(self, key_id: str, endpoint_id: str) -> None:
        """Forget an endpoint with its deliveries.

        Raises:
            NotFound: Unknown, or another key's.
        """
        with self._database.write() as connection:
            gone = connection.execute(webhook_endpoints.delete().where(*_own(key_id, endpoint_id)))
            if gone.rowcount == 0:
                raise NotFound("Webhook endpoint not found")
            connection.execute(webhook_receivers.delete().where(webhook_receivers.c.id == endpoint_id))

    def rotate(self, key_id: str, endpoint_id: str) -> WebhookEndpoint:
        """Give it a new secret, which the answer holds, this once; the old one signs too for a day.

        Raises:
            NotFound: Unknown, or another key's.
        """
        secret = new_secret()
        with self._database.write() as connection:
            changed = connection.execute(
                webhook_endpoints.update()
                .where(*_own(key_id, endpoint_id))
                .values(_rotated(webhook_endpoints, secret))
            )
            if changed.rowcount == 0:
                raise NotFound("Webhook endpoint not found")
        return dataclasses.replace(self.read(key_id, endpoint_id), secret=secret)

    def rotate_key_secret(self, key_id: str) -> str:
        """A new secret for what goes to the `webhook_url` of jobs; the old one signs too for a day."""
        secret = new_secret()
        with self._database.write() as connection:
            first = insert(connection, webhook_secrets).values(key_id=key_id, secret=secret)
            connection.execute(
                first.on_conflict_do_update(
                    index_elements=[webhook_secrets.c.key_id], set_=_rotated(webhook_secrets, secret)
                )
            )
        return secret

    def test(self, key_id: str, endpoint_id: str) -> str:
        """Send the endpoint an event of the type ``endpoint.test``; gives the delivery's id.

        Raises:
            NotFound: Unknown, or another key's.
            InvalidRequest: It is switched off.
        """
        endpoint = self.read(key_id, endpoint_id)
        if not endpoint.enabled:
            raise InvalidRequest("The endpoint is switched off; switch it on first.")
        receiver = Receiver(endpoint.id, endpoint.url, "v1", key_id, endpoint.id)
        with self._database.write() as connection:
            return self._events.note(connection, "endpoint.test", [receiver])[0]


def switch_off(connection: sa.Connection, endpoint_id: str, reason: str | None) -> None:
    """Switch an endpoint off, and give up what waits for it; it can be replayed."""
    connection.execute(
        webhook_endpoints.update()
        .where(webhook_endpoints.c.id == endpoint_id)
        .values(enabled=False, disabled_reason=reason)
    )
    connection.execute(
        webhook_deliveries.update()
        .where(*_waiting(endpoint_id))
        .values(status="failed", next_attempt_at=None, last_error="the endpoint was switched off")
    )


def _waiting(endpoint_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return webhook_deliveries.c.endpoint_id == endpoint_id, webhook_deliveries.c.status == "pending"


def _own(key_id: str, endpoint_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return webhook_endpoints.c.id == endpoint_id, webhook_endpoints.c.key_id == key_id


def _rotated(table: sa.Table, secret: str) -> dict[str, Any]:
    return {
        "previous_secret": table.c.secret,
        "previous_until": datetime.now(UTC) + OVERLAP,
        "secret": secret,
    }


_ENDPOINT = sa.select(
    webhook_endpoints.c.id,
    webhook_endpoints.c.url,
    webhook_endpoints.c.events,
    webhook_endpoints.c.format,
    webhook_endpoints.c.description,
    webhook_endpoints.c.enabled,
    webhook_endpoints.c.disabled_reason,
    webhook_endpoints.c.created_at,
)


def _read(row: Any) -> WebhookEndpoint:
    values = dict(row)
    values["events"] = tuple(json.loads(values["events"]))
    return WebhookEndpoint(**values)
