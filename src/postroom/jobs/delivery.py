"""Tells a server of the operator's that a job has ended (contract, section 5).

The delivery is queued in the transaction that ends the job: no result without its event. It is made at least
once; a receiver that fails is tried again, at growing intervals, for about a day.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

import httpx
from dbos import DBOS, WorkflowSerializationFormat

from postroom.jobs.reads import JobState
from postroom.jobs.store import JobStore
from postroom.schemas import Classification
from postroom.settings import WebhookSettings

log = logging.getLogger(__name__)

WORKFLOW = "deliver"
QUEUE = "deliver"
AT_ONCE = 64
"""Deliveries in hand at a time; most of them only wait for a receiver that fails."""

FIRST_WAIT, GROWTH, ATTEMPTS = 1.0, 2.0, 17
"""Seconds before the second attempt, by what each wait grows, and how many attempts there are: 18 hours."""

Render = Callable[[JobState, Classification | None], bytes]
"""The body that is sent: what a status read of the ended job shows."""


class Deliverer:
    """Posts ended jobs to `settings.url`; used by the workers."""

    def __init__(self, settings: WebhookSettings, store: JobStore, render: Render) -> None:
        self._settings = settings
        self._store = store
        self._render = render

    def register(self) -> None:
        """Make `post` the workflow that the engine starts for a delivery."""

        @DBOS.step(
            name="post",
            retries_allowed=True,
            interval_seconds=FIRST_WAIT,
            backoff_rate=GROWTH,
            max_attempts=ATTEMPTS,
        )
        def attempt(job_id: str) -> None:
            self.post(job_id)

        @DBOS.workflow(
            name=WORKFLOW, max_recovery_attempts=None, serialization_type=WorkflowSerializationFormat.PORTABLE
        )
        def deliver(job_id: str) -> None:
            try:
                attempt(job_id)
            except Exception:
                log.exception("the webhook for job %s was given up", job_id)

        del deliver

    def post(self, job_id: str) -> None:
        """Post the job once; a job that is gone is left alone.

        Raises:
            httpx.HTTPError: Not delivered: no answer, or one other than 2xx.
        """
        job = self._store.state(job_id)
        if job is None or self._settings.url is None:
            return
        result = None if job.problem else self._store.result(job_id)
        response = httpx.post(
            self._settings.url,
            content=self._render(job, result),
            headers={"Content-Type": "application/json", "User-Agent": "postroom"},
            timeout=self._settings.seconds,
            trust_env=False,
        )
        if not response.is_success:
            raise httpx.HTTPStatusError(
                f"the receiver answered {response.status_code}", request=response.request, response=response
            )
