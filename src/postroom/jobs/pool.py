"""Pool processes: where untrusted documents are opened.

A document can crash or hang its reader, so pages are read in spawned processes, each watched by a thread.
A process that dies or hangs costs one page: it is replaced, the page is tried again a few times and then
reported as failed, and the rest goes on. Jobs share the processes in turn, so that a long document does not
hold up a short one.
"""

from __future__ import annotations

import collections
import contextlib
import contextvars
import dataclasses
import logging
import multiprocessing
import os
import queue
import resource
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from pickle import UnpicklingError  # nosec B403
from typing import Literal

from postroom import logs, tracing
from postroom.classification.vision.referral import Referral
from postroom.documents.ranges import PageRanges
from postroom.errors import DeadlineExceeded, DocumentCorrupt, PageTooLarge, PostroomError, WorkerLost
from postroom.jobs import confinement, pool_entry
from postroom.jobs.pool_process import MAX_REPLY_BYTES, Failed, Opened, PageDone, Request, read_reply
from postroom.pipeline import failed_page
from postroom.schemas import Category, DocumentKind, PagePrediction
from postroom.settings import Settings, for_pool_processes

log = logging.getLogger(__name__)

JOBS_AHEAD = 2
"""Jobs for each process, the one at hand and one that it can begin at once, that keep the pool busy."""

CHUNK_PAGES = 8
"""Pages handed to a process at a time: small enough to share a document between processes evenly."""

MAX_CRASHES = 3
"""How often a page may kill its process before it is given up."""

MOST_WAITING = 32
"""Pages that may wait to be taken by a job that is slow to do so, before the pool turns to other jobs."""

BUSY_SECONDS, WAITING_SECONDS = 0.25, 1.0
"""How long a caller is kept waiting for news of its job, while a process is at it and while none is."""

TOGETHER_SECONDS = 0.085
"""Replies of one answer are taken together, this often: to wake for each takes more than they do. After three
times it is time to save them."""

WEIGH_SECONDS = 1.0
"""How often the memory of a process is looked at."""

START_SECONDS = 120
"""Longest time for a process to start and load its models."""


@dataclasses.dataclass(frozen=True, slots=True)
class Begun:
    """A process has taken the job up."""


@dataclasses.dataclass(frozen=True, slots=True)
class Start:
    """The document is open: the pages `numbers` of its `total_pages` will be classified."""

    kind: DocumentKind
    total_pages: int
    numbers: tuple[int, ...]

    @property
    def used_pages(self) -> int:
        """How many will be classified."""
        return len(self.numbers)


Event = Begun | Start | PagePrediction | Referral | PostroomError | None


class _Ticket:
    """A job's share of the pool: chunks of pages still to do, and events for whoever waits for them."""

    def __init__(
        self,
        path: str,
        categories: tuple[Category, ...],
        max_pages: int,
        ranges: PageRanges | None,
        skip: frozenset[int],
        most_pages: int,
        priority: int,
    ):
        self.path = path
        self.categories = categories
        self.max_pages = max_pages
        self.ranges = ranges
        self.skip = skip
        self.most_pages = most_pages
        self.priority = priority
        self.dropped = False
        self.job_id = logs.current_job()
        self.trace_id = tracing.trace_id()
        self.context = contextvars.copy_context()
        self.chunks: collections.deque[tuple[int, ...]] = collections.deque([()])
        self.crashes: collections.Counter[int] = collections.Counter()
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.begun = False
        self.opened = False
        self.processes = 0


class Pool:
    """`size` processes that classify pages.

    Args:
        size: Processes, at least 1.
        settings: Limits of time and memory, and which classifier to load.
        documents: The folder that documents are in; the processes can read no other.
        on_page: Called for each page that a process has done.
    """

    def __init__(
        self,
        size: int,
        settings: Settings,
        documents: Path,
        on_page: Callable[[PageDone], None] | None = None,
    ) -> None:
        self.size = size
        self._on_page = on_page
        self._settings = settings
        self._documents = documents
        self._tickets: collections.OrderedDict[int, _Ticket] = collections.OrderedDict()
        self._changed = threading.Condition()
        self._draining = self._stopping = False
        self._threads = [
            threading.Thread(target=self._watch, name=f"pool-{index}", daemon=True) for index in range(size)
        ]
        for thread in self._threads:
            thread.start()

    def classify(
        self,
        path: str,
        categories: tuple[Category, ...],
        max_pages: int,
        *,
        ranges: PageRanges | None = None,
        skip: frozenset[int] = frozenset(),
        most_pages: int = sys.maxsize,
        priority: int = 0,
        seconds: float,
    ) -> Iterator[Begun | Start | PagePrediction | Referral | None]:
        """Classify the pages of the document at `path` but those in `skip`, in any order.

        Of the jobs in hand, those of the lowest `priority` get the processes; among equals they take turns. A
        caller that takes no more events drops the job: a process that is at it stops at its next page. When
        more than `most_pages` pages are used, the last event is `Start`, and no page is classified.

        Yields:
            `Begun` when its turn has come, `Start` when the document is open, then a prediction or a referral
            for each page as soon as it is there; None when its pages make way for another job's, and now and
            then while there is nothing new, so that the caller can look after other things.

        Raises:
            DocumentError: The document can't be opened.
            DeadlineExceeded: It took longer than `seconds`.
        """
        ticket = _Ticket(path, categories, max_pages, ranges, skip, most_pages, priority)
        deadline = time.monotonic() + seconds
        with self._changed:
            self._tickets[id(ticket)] = ticket
            self._changed.notify()
        try:
            expected: int | None = None
            while expected is None or expected > 0:
                event = _next_event(ticket, deadline)
                if ticket.events.qsize() == MOST_WAITING - 1:
                    with self._changed:
                        self._changed.notify_all()
                if isinstance(event, PostroomError):
                    raise event
                if isinstance(event, Start):
                    is_large = event.used_pages > most_pages
                    expected = 0 if is_large else len(set(event.numbers) - skip)
                elif isinstance(event, PagePrediction | Referral):
                    assert expected is not None
                    expected -= 1
                yield event
        finally:
            ticket.dropped = True
            with self._changed:
                self._tickets.pop(id(ticket), None)

    def busy(self) -> bool:
        """Whether every process has `JOBS_AHEAD` jobs to do."""
        with self._changed:
            return len(self._tickets) >= JOBS_AHEAD * self.size

    def drain(self) -> None:
        """Take up no new job; those that have begun go on."""
        with self._changed:
            self._draining = True

    def close(self) -> None:
        """Stop: idle processes end, busy ones are killed."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(timeout=5)

    def _watch(self) -> None:
        """One thread: keeps one process alive and feeds it."""
        process = _Process(self._settings, self._documents)
        try:
            while (work := self._take()) is not None:
                ticket, numbers = work
                if not process.alive():
                    process.restart()
                try:
                    # A copy, because two threads can't be in one context.
                    ticket.context.copy().run(self._feed, process, ticket, numbers)
                except Exception as error:
                    # This thread must outlive anything one document does; the job gets the blame.
                    log.exception("pool thread failed")
                    ticket.events.put(WorkerLost(f"the pool failed: {type(error).__name__}"))
                    process.restart()
                with self._changed:
                    ticket.processes -= 1
                if process.worn():
                    process.restart()
        finally:
            process.kill()

    def _take(self) -> tuple[_Ticket, tuple[int, ...]] | None:
        """The next chunk, from the jobs in turn; None when the pool stops."""
        with self._changed:
            while not self._stopping:
                for key, ticket in sorted(self._tickets.items(), key=lambda item: item[1].priority):
                    is_slow = ticket.events.qsize() >= MOST_WAITING
                    if ticket.chunks and not is_slow and (ticket.begun or not self._draining):
                        self._tickets.move_to_end(key)
                        if not ticket.begun:
                            ticket.begun = True
                            ticket.events.put(Begun())
                        ticket.processes += 1
                        return ticket, ticket.chunks.popleft()
                self._changed.wait()
            return None

    def _feed(self, process: _Process, ticket: _Ticket, numbers: tuple[int, ...]) -> None:
        """Have `process` do the pages `numbers`; an empty tuple stands for opening and the first pages."""
        request = Request(
            ticket.path,
            ticket.categories,
            numbers,
            ticket.max_pages,
            ticket.ranges,
            ticket.skip,
            CHUNK_PAGES,
            ticket.most_pages,
            ticket.job_id,
            ticket.trace_id,
        )
        left = list(numbers)
        for reply in process.ask(request, self._settings.documents.page_seconds):
            # Every reply is taken, also those that nobody waits for any more: the next request's follow them.
            if self._stopping:
                return
            if ticket.dropped:
                process.drop()
            if isinstance(reply, Opened):
                left = list(reply.first_chunk)
                self._opened(ticket, reply)
            elif isinstance(reply, PageDone):
                left.remove(reply.page.number)
                if self._on_page:
                    self._on_page(reply)
                ticket.events.put(reply.page)
            elif isinstance(reply, Failed):
                ticket.events.put(reply.error)
            else:
                self._lost(process, ticket, left, reply)
                return
        with self._changed:
            makes_way = len(self._tickets) > 1
        if makes_way:
            ticket.events.put(None)

    def _opened(self, ticket: _Ticket, reply: Opened) -> None:
        if ticket.opened:
            return
        ticket.opened = True
        ticket.events.put(Start(reply.kind, reply.total_pages, reply.numbers))
        if len(reply.numbers) > ticket.most_pages:
            return
        first = set(reply.first_chunk) | ticket.skip
        rest = [number for number in reply.numbers if number not in first]
        with self._changed:
            ticket.chunks.extend(
                tuple(rest[start : start + CHUNK_PAGES]) for start in range(0, len(rest), CHUNK_PAGES)
            )
            self._changed.notify_all()

    def _lost(
        self, process: _Process, ticket: _Ticket, left: list[int], how: Literal["died", "hung"]
    ) -> None:
        """The process died or hung on the first page of `left`, or on opening when there is none."""
        process.restart()
        number = left[0] if left else 0
        ticket.crashes[number] += 1
        give_up = how == "hung" or ticket.crashes[number] >= MAX_CRASHES
        log.warning("a pool process %s on page %d of a document; giving up: %s", how, number, give_up)
        if give_up and not left:
            seconds = self._settings.documents.page_seconds
            ticket.events.put(
                PageTooLarge(f"opening the document took longer than {seconds:g} s")
                if how == "hung"
                else DocumentCorrupt("File appears to be corrupted: it crashes its reader")
            )
            return
        if give_up:
            left = left[1:]
            reason = "took longer than its time limit" if how == "hung" else "crashes its reader"
            ticket.events.put(failed_page(number, ticket.categories, f"Page {number} {reason}"))
        if left or number == 0:
            with self._changed:
                ticket.chunks.appendleft(tuple(left))
                self._changed.notify()


def _next_event(ticket: _Ticket, deadline: float) -> Event:
    if time.monotonic() > deadline:
        raise DeadlineExceeded("the job took longer than its time limit")
    try:
        return ticket.events.get(timeout=BUSY_SECONDS if ticket.processes else WAITING_SECONDS)
    except queue.Empty:
        return None


class _Process:
    """One process, the pipe to it, and the one by which it says that an answer is whole."""

    def __init__(self, settings: Settings, documents: Path) -> None:
        self._known = (for_pool_processes(settings), documents)
        self._limits = settings.documents
        self._start()

    def _start(self) -> None:
        self._pipe, theirs = multiprocessing.Pipe()
        self._replies = select.poll()
        self._replies.register(self._pipe, select.POLLIN)
        self._answered, answered = multiprocessing.Pipe(duplex=False)
        self._wholes = select.poll()
        self._wholes.register(self._answered, select.POLLIN)
        descriptors = theirs.fileno(), answered.fileno()
        environment = confinement.environment(os.environ)
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
        self._process = subprocess.Popen(  # noqa: S603 — our own command
            [sys.executable, "-P", "-m", pool_entry.__name__, *map(str, descriptors)],
            stdin=subprocess.DEVNULL,
            env=environment,
            pass_fds=descriptors,
        )
        theirs.close()
        answered.close()
        self._pipe.send(self._known)
        self._ready = self._dropping = False
        self._documents, self._last = 0, ""
        self._memory_mb, self._weigh_at = 0, 0.0

    def alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(timeout=5)
        self._pipe.close()
        self._answered.close()

    def restart(self) -> None:
        self.kill()
        self._start()

    def worn(self) -> bool:
        """Whether it has read so many documents, or holds so much memory, that a new one should follow."""
        if time.monotonic() >= self._weigh_at:
            self._weigh_at = time.monotonic() + WEIGH_SECONDS
            self._memory_mb = _resident_mb(self._process.pid)
        limits = self._limits
        if self._documents < limits.recycle_documents and self._memory_mb <= limits.recycle_memory_mb:
            return False
        log.info("a pool process of %d documents and %d MiB is replaced", self._documents, self._memory_mb)
        return True

    def drop(self) -> None:
        """Tell the process that nobody waits for the rest of its answer; it still ends it properly."""
        if not self._dropping:
            self._dropping = True
            with contextlib.suppress(OSError):
                self._pipe.send(None)

    def ask(
        self, request: Request, page_seconds: float
    ) -> Iterator[Opened | PageDone | Failed | Literal["died", "hung"]]:
        """The replies to `request`; ``died`` or ``hung`` as the last one when something went wrong."""
        try:
            if not self._ready:
                if not self._pipe.poll(START_SECONDS):
                    yield "died"
                    return
                self._pipe.recv_bytes(MAX_REPLY_BYTES)
                self._ready = True
            self._dropping = False
            self._documents += request.path != self._last
            self._last = request.path
            self._pipe.send(request)
            while True:
                if self._wholes.poll(TOGETHER_SECONDS * 1000):
                    os.read(self._answered.fileno(), 64)
                if not self._replies.poll(page_seconds * 1000):
                    yield "hung"
                    return
                for reply in self._taken():
                    if reply is None:
                        return
                    yield reply
                    if reply == "died" or reply.last:
                        return
        except (EOFError, OSError):
            yield "died"

    def _taken(self) -> list[Opened | PageDone | Failed | Literal["died"] | None]:
        """The replies that are there, all read before one is passed on: its job's thread would break in."""
        taken: list[Opened | PageDone | Failed | Literal["died"] | None] = []
        try:
            # No more than an answer has: who took the process over could send for ever.
            while len(taken) <= CHUNK_PAGES and self._replies.poll(0):
                taken.append(read_reply(self._pipe.recv_bytes(MAX_REPLY_BYTES)))
        except (EOFError, OSError, UnpicklingError):
            taken.append("died")
        return taken


def _resident_mb(process: int) -> int:
    """Memory that the process holds, in MiB; 0 where the kernel does not tell."""
    try:
        pages = Path(f"/proc/{process}/statm").read_text().split()[1]
    except OSError:
        return 0
    return int(pages) * resource.getpagesize() // 1_048_576
