"""What the handlers reach through the app: no globals."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from anyio import Semaphore, to_thread
from fastapi import Request

from postroom.api.keys import Keys
from postroom.api.limits import ReadLimit, SubmitLimits
from postroom.api.watch import Watch
from postroom.jobs.services import Services
from postroom.jobs.store import Enqueue

P = ParamSpec("P")
T = TypeVar("T")


@dataclasses.dataclass(frozen=True, slots=True)
class State:
    """The app's services.

    Attributes:
        services: Settings, database, objects and jobs.
        keys: The API keys.
        submit_limits: How often a key may send documents, and how many may wait.
        read_limit: How often a key may read.
        enqueue: Hands a job to the durable engine within a transaction.
        ring: Tells the worker that this process looks after, if any, that a job was accepted.
        forget: Makes the durable engine forget a job.
        watch: Waits for changes of jobs.
        drawing: How many pictures of pages may be drawn at a time.
        worker_alive: Whether the worker that this process looks after lives; True when there is none.
    """

    services: Services
    keys: Keys
    submit_limits: SubmitLimits
    read_limit: ReadLimit
    enqueue: Enqueue
    ring: Callable[[str], None]
    forget: Callable[[str], None]
    watch: Watch
    drawing: Semaphore
    worker_alive: Callable[[], bool]

    async def read(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of a call that only reads the database.

        SQLite answers in less time than a thread takes to start; Postgres may keep it waiting.
        """
        if self.services.database.remote:
            return await to_thread.run_sync(functools.partial(call, *args, **kwargs))
        return call(*args, **kwargs)

    @classmethod
    def of(cls, request: Request) -> State:
        """The state of the app that got the request."""
        return request.app.state.postroom
