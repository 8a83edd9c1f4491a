"""Deliveries that are due: taken by one worker at a time, and what became of them.

A worker takes deliveries by claiming them for a little longer than an attempt can last. One that dies leaves
its claims behind, and when they have run out another worker takes the deliveries up: each is made at least
once, whatever is killed. A receiver that fails again and again is left alone for a while, so that what waits
for it costs nobody anything.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from postroom.schemas import EventType, WebhookFormat
from postroom.settings import WebhookSettings
from postroom.storage.database import Database, insert, lock
from postroom.storage.tables import (
    webhook_deliveries,
    webhook_endpoints,
    webhook_receivers,
    webhook_secrets,
)
from postroom.webhooks.endpoints import switch_off
from postroom.webhooks.events import OPERATOR

FIRST_WAIT, GROWTH = 1.0, 2.0
"""Seconds before the second attempt, and by what each wait grows."""

PAUSE_AFTER = 10
"""Failures in a row after which a receiver is left alone."""

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds that it is left alone: doubled each time that it still fails."""

CLAIM_MARGIN = 15.0
"""Seconds that a claim outlasts the longest attempt."""

GONE = 410
"""What a receiver answers that wants no more (Standard Webhooks)."""


@dataclasses.dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that this worker is to attempt now.

    Attributes:
        id: Of the delivery.
        event_id: The header ``webhook-id``.
        type: What happened.
        created_at: When it happened (UTC).
        job_id: What it tells of, if that is a job.
        batch_id: What it tells of, if that is a batch.
        endpoint_id: The registered receiver, if it is one.
        url: Where it goes.
        format: Of the body.
        receiver: Whose failures count together.
        attempts: This one counted in.
        retry_until: When it is given up (UTC).
        trace_context: The trace that it belongs to, for `tracing.continued`.
        secrets: What it is signed with.
    """

    id: str
    event_id: str
    type: EventType
    created_at: datetime
    job_id: str | None
    batch_id: str | None
    endpoint_id: str | None
    url: str
    format: WebhookFormat
    receiver: str
    attempts: int
    retry_until: datetime
    trace_context: str | None
    secrets: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an attempt.

    Attributes:
        claim: The delivery.
        status: What the receiver answered; None when it gave no answer.
        error: Why it was not delivered; None when it was.
        retry_after: Seconds that the receiver wants to be left alone.
        blame: False when it was not the receiver's fault.
        final: True when another attempt would be in vain.
    """

    claim: Claim
    status: int | None
    error: str | None
    retry_after: float | None = None
    blame: bool = True
    final: bool = False


class Outbox:
    """The due deliveries in the database."""

    def __init__(self, database: Database, settings: WebhookSettings) -> None:
        self._database = database
        self._settings = settings
        self._claim_for = timedelta(seconds=settings.seconds + CLAIM_MARGIN)
        secret = settings.secret
        self._operator_secrets = (secret.get_secret_value(),) if secret else ()

    def is_due(self) -> bool:
        """Whether any delivery waits to be made now; asked all the time, and cheap."""
        row = self._database.first(_SOONEST, {})
        return bool(row and row[0] and row[0] <= datetime.now(UTC))

    def exchange(self, outcomes: Sequence[Outcome], room: int) -> list[Claim]:
        """Write down what became of attempts, and take up to `room` deliveries, in one transaction.

        Of one receiver's host no more are taken than may be in hand at a time, by all workers together.
        """
        now = datetime.now(UTC)
        with self._database.write() as connection:
            lock(connection, "webhook deliveries")
            self._settle(connection, outcomes, now)
            return self._claim(connection, room, now) if room > 0 else []

    def _settle(self, connection: sa.Connection, outcomes: Sequence[Outcome], now: datetime) -> None:
        well = {outcome.claim.receiver for outcome in outcomes if outcome.error is None}
        for outcome in outcomes:
            if outcome.error is None:
                values: dict[str, Any] = {"status": "delivered", "delivered_at": now, "next_attempt_at": None}
            else:
                values = self._after_failure(outcome, now)
                if outcome.blame and outcome.claim.receiver not in well:
                    self._note_failure(connection, outcome, now)
            connection.execute(
                webhook_deliveries.update()
                .where(webhook_deliveries.c.id == outcome.claim.id, webhook_deliveries.c.status == "pending")
                .values(
                    claimed_until=None, last_status_code=outcome.status, last_error=outcome.error, **values
                )
            )
        if well:
            connection.execute(webhook_receivers.delete().where(webhook_receivers.c.id.in_(sorted(well))))

    def _after_failure(self, outcome: Outcome, now: datetime) -> dict[str, Any]:
        if outcome.final or outcome.status == GONE or now >= outcome.claim.retry_until:
            return {"status": "failed", "next_attempt_at": None}
        longest = self._settings.longest_wait_seconds
        wait = min(longest, FIRST_WAIT * GROWTH ** min(outcome.claim.attempts - 1, 20))
        wait *= random.uniform(0.5, 1.0)  # noqa: S311 — jitter
        soonest = now + timedelta(seconds=max(wait, outcome.retry_after or 0.0))
        return {"next_attempt_at": min(soonest, outcome.claim.retry_until)}

    def _note_failure(self, connection: sa.Connection, outcome: Outcome, now: datetime) -> None:
        """Count it against the receiver; pause it, or switch it off for good."""
        receiver, endpoint = outcome.claim.receiver, outcome.claim.endpoint_id
        first = insert(connection, webhook_receivers).values(
            id=receiver, failures=1, failing_since=now, pause_seconds=0.0
        )
        counted = first.on_conflict_do_update(
            index_elements=[webhook_receivers.c.id], set_={"failures": webhook_receivers.c.failures + 1}
        ).returning(webhook_receivers)
        row = connection.execute(counted).one()
        if endpoint and outcome.status == GONE:
            switch_off(connection, endpoint, "The receiver answered 410: it wants no more.")
        elif endpoint and now - row.failing_since > timedelta(days=self._settings.disable_days):
            switch_off(
                connection, endpoint, f"Nothing but failures since {row.failing_since:%Y-%m-%d %H:%M} UTC."
            )
        if row.paused_until and row.paused_until > now:
            return
        pause = 0.0
        if row.failures >= PAUSE_AFTER:
            pause = min(LONGEST_PAUSE, max(FIRST_PAUSE, row.pause_seconds * 2))
        if longest := max(pause, outcome.retry_after or 0.0):
            connection.execute(
                webhook_receivers.update()
                .where(webhook_receivers.c.id == receiver)
                .values(pause_seconds=pause, paused_until=now + timedelta(seconds=longest))
            )

    def _claim(self, connection: sa.Connection, room: int, now: datetime) -> list[Claim]:
        ids = list(self._choose(connection, room, now))
        if not ids:
            return []
        until = now + self._claim_for
        connection.execute(
            webhook_deliveries.update()
            .where(webhook_deliveries.c.id.in_(ids))
            .values(attempts=webhook_deliveries.c.attempts + 1, claimed_until=until, next_attempt_at=until)
        )
        rows = connection.execute(_CLAIMED.where(webhook_deliveries.c.id.in_(ids))).all()
        return [self._read(row, now) for row in rows]

    def _choose(self, connection: sa.Connection, room: int, now: datetime) -> Iterable[str]:
        """Ids of due deliveries: those of each host in turn, as far as it has room."""
        values = {"now": now}
        busy = {row.host: row.deliveries for row in connection.execute(_BUSY, values)}
        hosts = list(connection.execute(_DUE_HOSTS, values).scalars())
        random.shuffle(hosts)
        for host in hosts:
            free = min(self._settings.concurrency - busy.get(host, 0), room)
            if free > 0:
                chosen = connection.execute(_DUE_OF_HOST.limit(free), values | {"host": host}).scalars().all()
                room -= len(chosen)
                yield from chosen

    def _read(self, row: Any, now: datetime) -> Claim:
        secrets = self._operator_secrets if row.receiver == OPERATOR else (row.secret,)
        if row.previous_until and row.previous_until > now:
            secrets += (row.previous_secret,)
        names = [field.name for field in dataclasses.fields(Claim) if field.name != "secrets"]
        return Claim(**{name: getattr(row, name) for name in names}, secrets=secrets)


_IS_PENDING = sa.text("webhook_deliveries.status = 'pending'")
"""Word for word what the partial indexes say, or they would not be used."""

_SOONEST = sa.select(sa.func.min(webhook_deliveries.c.next_attempt_at)).where(_IS_PENDING)
_IS_DUE = sa.and_(_IS_PENDING, webhook_deliveries.c.next_attempt_at <= sa.bindparam("now"))
_READY = (
    _IS_DUE,
    sa.or_(
        webhook_receivers.c.paused_until.is_(None), webhook_receivers.c.paused_until <= sa.bindparam("now")
    ),
)
_WITH_RECEIVERS = webhook_deliveries.outerjoin(
    webhook_receivers, webhook_receivers.c.id == webhook_deliveries.c.receiver
)
_DUE_HOSTS = sa.select(webhook_deliveries.c.host).distinct().select_from(_WITH_RECEIVERS).where(*_READY)
_DUE_OF_HOST = (
    sa.select(webhook_deliveries.c.id)
    .select_from(_WITH_RECEIVERS)
    .where(*_READY, webhook_deliveries.c.host == sa.bindparam("host"))
    .order_by(webhook_deliveries.c.next_attempt_at)
)
_BUSY = (
    sa.select(webhook_deliveries.c.host, sa.func.count().label("deliveries"))
    .where(
        sa.text("webhook_deliveries.claimed_until IS NOT NULL"),
        webhook_deliveries.c.claimed_until > sa.bindparam("now"),
    )
    .group_by(webhook_deliveries.c.host)
)


def _of_owner(name: str) -> sa.ColumnElement[Any]:
    """A column of the endpoint's secrets, or of the key's where there is no endpoint."""
    is_named = webhook_deliveries.c.endpoint_id.is_(None)
    return sa.case((is_named, webhook_secrets.c[name]), else_=webhook_endpoints.c[name]).label(name)


_CLAIMED = sa.select(
    webhook_deliveries, _of_owner("secret"), _of_owner("previous_secret"), _of_owner("previous_until")
).select_from(
    webhook_deliveries.outerjoin(
        webhook_endpoints, webhook_endpoints.c.id == webhook_deliveries.c.endpoint_id
    ).outerjoin(webhook_secrets, webhook_secrets.c.key_id == webhook_deliveries.c.key_id)
)
