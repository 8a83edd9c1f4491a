"""Delivers webhooks: a thread that exchanges outcomes for claims, and threads that make the attempts."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import IPv4Network, IPv6Network

from postroom import logs, tracing
from postroom.errors import CapacityError, DownloadFailed
from postroom.outbound import post
from postroom.outbound.addresses import Network
from postroom.settings import OutboundSettings, WebhookSettings
from postroom.webhooks.events import OPERATOR
from postroom.webhooks.outbox import Claim, Outbox, Outcome
from postroom.webhooks.signature import sign

log = logging.getLogger(__name__)

AT_ONCE = 32
"""Attempts in hand at a time in this process, to all receivers."""

LOOK_SECONDS = 0.5
"""How often this process looks for due deliveries."""

LONGEST_RETRY_AFTER = 86_400.0
"""What a receiver may ask for at most, in seconds."""

EVERYWHERE: tuple[Network, ...] = (IPv4Network("0.0.0.0/0"), IPv6Network("::/0"))
"""Where the operator's own receiver may be."""

Render = Callable[[Claim], bytes | None]
"""Makes the body; None when what it tells of is gone."""


class Deliverer:
    """Makes due deliveries until it is stopped; used by the workers.

    Args:
        outbox: Where they come from.
        settings: Time for an attempt.
        outbound: Private networks that receivers may be in.
        render: Makes the bodies.
        on_attempt: Called with whether each attempt delivered.
    """

    def __init__(
        self,
        outbox: Outbox,
        settings: WebhookSettings,
        outbound: OutboundSettings,
        render: Render,
        on_attempt: Callable[[bool], None],
    ) -> None:
        self._outbox = outbox
        self._settings = settings
        self._allowed = outbound.allow_networks
        self._render = render
        self._on_attempt = on_attempt
        self._finished: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
        self._in_hand = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="deliver", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Take nothing more, and write down what ends soon; another worker makes the rest again."""
        self._stop.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        outcomes: list[Outcome] = []
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="deliver") as threads:
            while not self._stop.is_set() or self._in_hand or outcomes:
                try:
                    claims = self._exchange(outcomes)
                except CapacityError as error:
                    log.warning("webhooks wait for the database: %s", error)
                    self._stop.wait(LOOK_SECONDS)
                    claims = []
                except Exception:
                    # Without this thread nothing would be delivered any more.
                    log.exception("webhooks could not be looked after; it will be tried again")
                    self._stop.wait(LOOK_SECONDS)
                    claims = []
                for claim in claims:
                    threads.submit(self._attempt, claim)
                self._in_hand += len(claims)
                self._collect(outcomes)

    def _exchange(self, outcomes: list[Outcome]) -> list[Claim]:
        room = 0 if self._stop.is_set() else AT_ONCE - self._in_hand
        if not outcomes and not (room and self._outbox.is_due()):
            return []
        claims = self._outbox.exchange(outcomes, room)
        outcomes.clear()
        return claims

    def _collect(self, outcomes: list[Outcome]) -> None:
        """Wait for the next finished attempt, or for the time of the next look, and take all there are."""
        try:
            outcomes.append(self._finished.get(timeout=LOOK_SECONDS))
            self._in_hand -= 1
            while True:
                outcomes.append(self._finished.get_nowait())
                self._in_hand -= 1
        except queue.Empty:
            return

    def _attempt(self, claim: Claim) -> None:
        attributes = {"postroom.event.id": claim.event_id, "postroom.attempt": claim.attempts}
        if claim.job_id:
            attributes["postroom.job.id"] = claim.job_id
        with (
            logs.about(claim.job_id),
            tracing.continued(claim.trace_context, "webhook", attributes, "CLIENT") as span,
        ):
            outcome = self._outcome(claim)
            if outcome.status:
                span.set("http.response.status_code", outcome.status)
            if outcome.error:
                span.failed(str(outcome.status or "no_answer"))
        self._finished.put(outcome)

    def _outcome(self, claim: Claim) -> Outcome:
        try:
            outcome = self._deliver(claim)
        except CapacityError as error:
            outcome = Outcome(claim, None, error.detail, blame=False)
        except Exception:
            log.exception("the delivery %s could not be attempted", claim.id)
            outcome = Outcome(claim, None, "something went wrong on the server", blame=False)
        if outcome.error:
            log.info(
                "webhook %s to %s: attempt %d: %s",
                claim.event_id,
                claim.receiver,
                claim.attempts,
                outcome.error,
            )
        self._on_attempt(outcome.error is None)
        return outcome

    def _deliver(self, claim: Claim) -> Outcome:
        body = self._render(claim)
        if body is None:
            return Outcome(claim, None, "what it tells of was deleted", blame=False, final=True)
        now = datetime.now(UTC)
        try:
            answer = post(
                claim.url,
                body,
                sign(claim.event_id, now, body, claim.secrets) | tracing.outgoing(),
                allowed=EVERYWHERE if claim.receiver == OPERATOR else self._allowed,
                seconds=self._settings.seconds,
            )
        except DownloadFailed as error:
            return Outcome(claim, None, error.detail)
        if 200 <= answer.status < 300:
            return Outcome(claim, answer.status, None)
        wait = _retry_after(answer.retry_after, now) if answer.status in (429, 503) else None
        return Outcome(claim, answer.status, f"the receiver answered {answer.status}", wait)


def _retry_after(value: str | None, now: datetime) -> float | None:
    """The header in seconds; None for none, and for one that can't be read."""
    if not value:
        return None
    if value.isascii() and value.isdigit():
        seconds = float(value[:9])
    else:
        try:
            when = parsedate_to_datetime(value)
        except ValueError:
            return None
        seconds = (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() - now.timestamp()
    return min(max(seconds, 0.0), LONGEST_RETRY_AFTER)
