"""Waits for changes of jobs: one poller for all that a process's clients watch.

The database is asked, not the memory of the process that works: any API process can tell of any job. It is
asked every so often, and of one job at once when a worker at hand says that there is something new of it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Generator, Mapping

from anyio import to_thread

from postroom.errors import CapacityError
from postroom.jobs.changes import Change, Seen, read_changes
from postroom.jobs.forecast import Forecast
from postroom.schemas import JobStatus
from postroom.storage.database import Database

log = logging.getLogger(__name__)

PLACE_SECONDS = 2.0
"""Time between two looks at the places in the queue."""


class Watched:
    """A job that somebody watches, as it was at the last look.

    Attributes:
        change: What it was; None before the first look.
        place: Its place in the queue; None unless it is queued and known.
        pages: The prediction, as JSON, of each page that was saved since the watch began, by number; in the
            order in which they were saved.
        gone: True when it is unknown, expired or deleted.
    """

    def __init__(self) -> None:
        self.change: Change | None = None
        self.place: int | None = None
        self.pages: dict[int, str] = {}
        self.gone = False
        self.seen = Seen()
        self.watchers = 0
        self._version = 0
        self._changed = asyncio.Event()

    @property
    def ended(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self.gone or (self.change is not None and self.change.status.final)

    @property
    def version(self) -> int:
        """Grows with every change."""
        return self._version

    async def changed(self, version: int, seconds: float) -> bool:
        """Wait until there is another version, for `seconds` at most; says whether there is."""
        if self._version == version:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), seconds)
        return self._version != version

    def tell(self) -> None:
        """Wake up whoever waits."""
        self._version += 1
        self._changed.set()
        self._changed = asyncio.Event()


class Watch:
    """All watched jobs of this process.

    Args:
        database: Where the jobs are.
        forecast: Tells places in the queue.
        seconds: Time between two looks at all of them.
    """

    def __init__(self, database: Database, forecast: Forecast, seconds: float) -> None:
        self._seconds = seconds
        self._database = database
        self._forecast = forecast
        self._jobs: dict[str, Watched] = {}
        self._due: set[str] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._poller: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()
        self._placed_at = float("-inf")
        self.closed = False

    @contextlib.contextmanager
    def follow(self, job_id: str, *, at_once: bool = True) -> Generator[Watched]:
        """The job, kept up to date within the ``with`` block; only for the event loop's thread.

        Args:
            job_id: Its id.
            at_once: Look now; otherwise at the next change or look, for who reads the job within the block.
        """
        watched = self._jobs.setdefault(job_id, Watched())
        watched.watchers += 1
        if self._poller is None or self._poller.done():
            self._loop = asyncio.get_running_loop()
            self._poller = asyncio.create_task(self._poll())
        if at_once and watched.change is None:
            self._look(job_id)
        try:
            yield watched
        finally:
            watched.watchers -= 1
            if watched.watchers == 0:
                del self._jobs[job_id]

    def look(self, job_id: str) -> None:
        """Look at the job at once, if anybody watches it; may be called by any thread."""
        if job_id in self._jobs and self._loop:
            with contextlib.suppress(RuntimeError):  # the loop has ended, and with it everybody who waited
                self._loop.call_soon_threadsafe(self._look, job_id)

    def _look(self, job_id: str) -> None:
        self._due.add(job_id)
        self._wake.set()

    async def wait_for_end(self, watched: Watched, seconds: float) -> None:
        """Return when the job has ended, is gone, or after `seconds`."""
        deadline = time.monotonic() + seconds
        while not watched.ended and not self.closed:
            left = deadline - time.monotonic()
            if left <= 0:
                return
            await watched.changed(watched.version, left)

    def close(self) -> None:
        """Let everybody who waits go: the process stops."""
        self.closed = True
        for watched in self._jobs.values():
            watched.tell()

    async def _poll(self) -> None:
        all_at = time.monotonic()
        while self._jobs:
            self._wake.clear()
            due, self._due = self._due, set()
            if (now := time.monotonic()) - all_at >= self._seconds:
                all_at, due = now, set(self._jobs)
            known = {
                job_id: watched.seen
                for job_id, watched in self._jobs.items()
                if job_id in due and not watched.ended
            }
            try:
                found = await to_thread.run_sync(read_changes, self._database, known) if known else {}
                places = await self._places(found)
            except CapacityError as error:
                log.warning("the watched jobs are looked at again: %s", error)
            else:
                for job_id in known:
                    if watched := self._jobs.get(job_id):
                        _update(watched, found.get(job_id), places.get(job_id, watched.place))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), all_at + self._seconds - time.monotonic())

    async def _places(self, found: Mapping[str, Change]) -> dict[str, int]:
        queued = [job_id for job_id, change in found.items() if change.status is JobStatus.QUEUED]
        is_new = any(self._jobs[job_id].change is None for job_id in queued if job_id in self._jobs)
        if not queued or (not is_new and time.monotonic() - self._placed_at < PLACE_SECONDS):
            return {}
        self._placed_at = time.monotonic()
        return await to_thread.run_sync(self._forecast.places, queued)


def _update(watched: Watched, change: Change | None, place: int | None) -> None:
    if change is None:
        watched.gone = True
        watched.tell()
        return
    if change.status is not JobStatus.QUEUED:
        place = None
    last = watched.change
    same = last is not None and (
        (last.status, last.pages_done, last.pages_total, watched.place)
        == (change.status, change.pages_done, change.pages_total, place)
    )
    if same and not change.pages:
        return
    watched.change, watched.place = change, place
    watched.pages.update(change.pages)
    watched.seen = Seen(change.pages_done, max(watched.seen.position, change.position))
    watched.tell()
