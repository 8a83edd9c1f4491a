"""The log of deliveries: shown, replayed, and tidied up."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from postroom.errors import InvalidRequest, NotFound
from postroom.schemas import WebhookDelivery
from postroom.storage.database import Database
from postroom.storage.tables import webhook_deliveries, webhook_endpoints, webhook_receivers


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFilter:
    """Which deliveries are listed; None for any.

    Attributes:
        endpoint_id: To this receiver.
        job_id: Of this job.
        status: ``pending``, ``delivered`` or ``failed``.
        before: Older than the delivery with this time and id.
    """

    endpoint_id: str | None = None
    job_id: str | None = None
    status: str | None = None
    before: tuple[datetime, str] | None = None


class Deliveries:
    """The log in the database.

    Args:
        database: Where it is.
        retry: How long a replayed delivery is tried again.
    """

    def __init__(self, database: Database, retry: timedelta) -> None:
        self._database = database
        self._retry = retry

    def find(self, key_id: str | None, which: DeliveryFilter, limit: int) -> list[WebhookDelivery]:
        """Up to `limit` of the key's deliveries, the newest first; None for all keys' and the operator's."""
        table = webhook_deliveries.c
        wanted = _DELIVERY.order_by(table.created_at.desc(), table.id.desc()).limit(limit)
        if key_id is not None:
            wanted = wanted.where(table.key_id == key_id)
        for name in ("endpoint_id", "job_id", "status"):
            if (value := getattr(which, name)) is not None:
                wanted = wanted.where(table[name] == value)
        if which.before:
            when, last = which.before
            wanted = wanted.where(
                sa.or_(table.created_at < when, sa.and_(table.created_at == when, table.id < last))
            )
        with self._database.read() as connection:
            return [_read(row) for row in connection.execute(wanted).mappings()]

    def read(self, key_id: str | None, delivery_id: str) -> WebhookDelivery:
        """One of them; `key_id` as in `find`.

        Raises:
            NotFound: Unknown, or another key's.
        """
        with self._database.read() as connection:
            row = connection.execute(_DELIVERY.where(*_own(key_id, delivery_id))).mappings().first()
        if row is None:
            raise NotFound("Webhook delivery not found")
        return _read(row)

    def replay(self, key_id: str | None, delivery_id: str) -> WebhookDelivery:
        """Make a delivery again, now, whatever became of it; the receiver sees the same ``webhook-id``.

        Raises:
            NotFound: Unknown, or another key's.
            InvalidRequest: Its endpoint is switched off.
        """
        now = datetime.now(UTC)
        delivery = self.read(key_id, delivery_id)
        with self._database.write() as connection:
            enabled = sa.select(webhook_endpoints.c.enabled).where(
                webhook_endpoints.c.id == delivery.endpoint_id
            )
            if delivery.endpoint_id and not connection.execute(enabled).scalar():
                raise InvalidRequest("The endpoint is switched off; switch it on first.")
            connection.execute(
                webhook_deliveries.update()
                .where(*_own(key_id, delivery_id))
                .values(
                    status="pending",
                    attempts=0,
                    delivered_at=None,
                    next_attempt_at=now,
                    retry_until=now + self._retry,
                )
            )
        return self.read(key_id, delivery_id)

    def tidy(self, older_than: timedelta) -> None:
        """Forget what no job and no batch takes with it, and receivers that nothing waits for."""
        before = datetime.now(UTC) - older_than
        table = webhook_deliveries.c
        waited_for = sa.select(table.receiver).where(table.status == "pending")
        with self._database.write() as connection:
            connection.execute(
                webhook_deliveries.delete().where(
                    table.created_at < before, table.job_id.is_(None), table.batch_id.is_(None)
                )
            )
            connection.execute(
                webhook_receivers.delete().where(
                    webhook_receivers.c.id.not_in(waited_for),
                    webhook_receivers.c.id.not_in(sa.select(webhook_endpoints.c.id)),
                )
            )


_DELIVERY = sa.select(*(webhook_deliveries.c[field.name] for field in dataclasses.fields(WebhookDelivery)))


def _own(key_id: str | None, delivery_id: str) -> list[sa.ColumnElement[bool]]:
    own: list[sa.ColumnElement[bool]] = [webhook_deliveries.c.id == delivery_id]
    return own if key_id is None else [*own, webhook_deliveries.c.key_id == key_id]


def _read(row: Any) -> WebhookDelivery:
    return WebhookDelivery(**row)
