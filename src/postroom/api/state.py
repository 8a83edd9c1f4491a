"""What the handlers reach through the app: no globals."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from fastapi import Request

from postroom.api.keys import Keys
from postroom.api.limits import SubmitLimiter
from postroom.jobs.services import Services
from postroom.jobs.store import Enqueue


@dataclasses.dataclass(frozen=True, slots=True)
class State:
    """The app's services.

    Attributes:
        services: Settings, database, objects and jobs.
        keys: The API keys.
        submit_limiter: How often a key may send documents.
        enqueue: Hands a job to the durable engine within a transaction.
        forget: Makes the durable engine forget a job.
        worker_alive: Whether the worker that this process looks after lives; True when there is none.
    """

    services: Services
    keys: Keys
    submit_limiter: SubmitLimiter
    enqueue: Enqueue
    forget: Callable[[str], None]
    worker_alive: Callable[[], bool]

    @classmethod
    def of(cls, request: Request) -> State:
        """The state of the app that got the request."""
        return request.app.state.postroom
