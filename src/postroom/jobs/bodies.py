"""What webhooks say."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from postroom.errors import NotFound
from postroom.jobs.reads import JobState
from postroom.jobs.services import Services
from postroom.jobs.show import show_job
from postroom.schemas import Classification, JobStatus, to_json
from postroom.webhooks.outbox import Claim

CompatBody = Callable[[JobState, Classification | None], bytes]
"""What a status read of an ended job shows, in the contract's words."""


class Bodies:
    """Makes the bodies of webhooks.

    Args:
        services: Of this process.
        compat_body: Makes those of the format ``compat``.
    """

    def __init__(self, services: Services, compat_body: CompatBody) -> None:
        self._services = services
        self._compat_body = compat_body

    def render(self, claim: Claim) -> bytes | None:
        """JSON in UTF-8; None when the job or the batch is gone."""
        try:
            if claim.format == "compat" and claim.job_id:
                return self._compat(claim.job_id)
            data = self._data(claim)
        except NotFound:
            return None
        event = {"type": claim.type, "timestamp": claim.created_at.isoformat(), "data": data}
        return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()

    def _compat(self, job_id: str) -> bytes:
        store = self._services.store
        job = store.state(job_id)
        if job is None:
            raise NotFound
        return self._compat_body(job, store.result(job_id) if job.status is JobStatus.SUCCEEDED else None)

    def _data(self, claim: Claim) -> dict[str, Any]:
        if claim.job_id:
            return to_json(show_job(self._services, claim.job_id))
        if claim.batch_id:
            batch = self._services.batches.read(claim.batch_id)
            if batch is None:
                raise NotFound
            return to_json(batch)
        return {"endpoint_id": claim.endpoint_id}
