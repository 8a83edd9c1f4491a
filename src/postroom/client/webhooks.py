"""For those who receive webhooks: is it genuine, and what does it say?"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from postroom.client import compat
from postroom.errors import InvalidRequest, ServerUnreachable
from postroom.schemas import Batch, EventType, Job, JobStatus, from_json
from postroom.webhooks.signature import verify

_TYPES: dict[JobStatus, EventType] = {
    JobStatus.SUCCEEDED: "job.completed",
    JobStatus.FAILED: "job.failed",
    JobStatus.CANCELLED: "job.cancelled",
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a webhook tells.

    Attributes:
        id: The same for every attempt and every replay: take each once.
        type: What happened.
        timestamp: When it happened (UTC); of the body of the contract, when it was sent.
        data: The job or the batch; None for an ``endpoint.test``.
    """

    id: str
    type: EventType
    timestamp: datetime
    data: Job | Batch | None


def unwrap(body: bytes, headers: Mapping[str, str], secret: str | Sequence[str]) -> Event:
    """Check a webhook's signature and read it, in either format.

    Args:
        body: As it was received, byte for byte.
        headers: Of the request; the case of their names does not matter.
        secret: The endpoint's, or several while a new one comes into use.

    Raises:
        SignatureInvalid: It did not come from the server, or it is older than five minutes.
        SettingsError: The secret can't be one.
        InvalidRequest: It is signed, but says nothing that this version knows.
    """
    verify(body, headers, secret)
    named = {name.lower(): value for name, value in headers.items()}
    try:
        told: Any = json.loads(body)
        if "job_id" in told:
            job = compat.read_status(body)
            sent = datetime.fromtimestamp(int(named["webhook-timestamp"]), UTC)
            return Event(id=named["webhook-id"], type=_TYPES[job.status], timestamp=sent, data=job)
        return Event(
            id=named["webhook-id"],
            type=told["type"],
            timestamp=datetime.fromisoformat(told["timestamp"]),
            data=_data(told["type"], told["data"]),
        )
    except (ValueError, KeyError, TypeError, ValidationError, ServerUnreachable) as error:
        raise InvalidRequest("the webhook is none that this version knows") from error


def _data(kind: str, data: Any) -> Job | Batch | None:
    if kind.startswith("job."):
        return from_json(Job, data)
    return from_json(Batch, data) if kind.startswith("batch.") else None
