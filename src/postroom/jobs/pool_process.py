"""What runs inside a pool process. It never touches the database, the network or the stored files' names."""

from __future__ import annotations

import dataclasses
import io
import itertools
import logging
import os
import pickle  # nosec B403
import signal
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from pathlib import Path

from pydantic import ValidationError

from postroom import logs, memory
from postroom.classification.classifier import Classifier, load_classifier
from postroom.classification.vision.referral import Referral, Referrer, View
from postroom.documents.document import Document, open_document
from postroom.documents.ranges import PageRanges
from postroom.documents.stages import Seconds, measured, stage
from postroom.errors import DocumentLost, PageOutOfRange, PageTooLarge, PostroomError, tree
from postroom.pipeline import classify_pages, failed_page
from postroom.schemas import Category, DocumentKind, PagePrediction, from_json_bytes, to_json_bytes
from postroom.settings import DocumentSettings, Settings

log = logging.getLogger(__name__)

ALL_PAGES = PageRanges(((1, None),))

GIVE_BACK_SECONDS = 60.0
"""How often a busy process hands back what it has freed; else it keeps the most that it ever needed. A scan
takes some 40 MiB for a moment, and waits a few milliseconds for them anew."""


@dataclasses.dataclass(frozen=True, slots=True)
class Request:
    """Classify the pages `numbers` of the document at `path`; with none, open it and begin.

    Attributes:
        path: The stored document.
        categories: The candidates.
        numbers: 1-based; empty for the first request of a job.
        max_pages: How many pages are used at most.
        ranges: Which pages are used; None for all.
        skip: Pages that are done already; only looked at when `numbers` is empty.
        chunk_pages: How many pages to begin with when `numbers` is empty.
        most_pages: When more are used, none is begun with.
        job_id: For the log.
        trace_id: Likewise.
    """

    path: str
    categories: tuple[Category, ...]
    numbers: tuple[int, ...]
    max_pages: int
    ranges: PageRanges | None
    skip: frozenset[int]
    chunk_pages: int
    most_pages: int
    job_id: str | None = None
    trace_id: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Opened:
    """The document is open, `numbers` of its pages are used, and the pages `first_chunk` come next."""

    kind: DocumentKind
    total_pages: int
    numbers: tuple[int, ...]
    first_chunk: tuple[int, ...]

    @property
    def last(self) -> bool:
        """Whether the answer ends here."""
        return not self.first_chunk


@dataclasses.dataclass(frozen=True, slots=True)
class PageDone:
    """A page's prediction, good or failed, or its referral to the vision model; and what its stages took."""

    page: PagePrediction | Referral
    seconds: Seconds
    at: float
    """When, in seconds of the epoch: the worker may take it later."""
    last: bool = False
    """Whether the answer ends here."""


@dataclasses.dataclass(frozen=True, slots=True)
class Failed:
    """The document can't be opened."""

    error: PostroomError
    last: bool = True


def read_prediction(text: bytes) -> PagePrediction:
    """A page's prediction as it comes within a reply: JSON takes half the time of its pickle, and is checked.

    Raises:
        pydantic.ValidationError: It is none.
    """
    return from_json_bytes(PagePrediction, text)


ForkingPickler.register(PagePrediction, lambda page: (read_prediction, (to_json_bytes(page),)))

KNOWN = {
    (each.__module__, each.__qualname__): each
    for each in (Opened, PageDone, Failed, read_prediction, Referral, View, *tree())
}
"""What a reply is made by, by module and name."""

MAX_REPLY_BYTES = 100_000_000


def read_reply(data: bytes) -> Opened | PageDone | Failed | None:
    """A reply as it came through the pipe; None is the end of an answer that was dropped.

    A document may have taken the process over, so that its replies can't be believed: nothing but the
    classes of a reply comes of them.

    Raises:
        UnpicklingError: It is something else.
    """
    try:
        return _Reply(io.BytesIO(data)).load()
    except ValidationError as error:
        raise pickle.UnpicklingError("that is no prediction") from error


class _Reply(pickle.Unpickler):
    def find_class(self, module_name: str, global_name: str) -> object:
        if known := KNOWN.get((module_name, global_name)):
            return known
        raise pickle.UnpicklingError("that is no part of a reply")


def run(pipe: Connection, answered: Connection, settings: Settings) -> None:
    """Answer requests until the pipe closes, and say by a byte when an answer is whole."""
    # Ctrl-C in a terminal reaches the whole group; the worker decides when this process ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    classifier = load_classifier(settings.classifier.factory)
    reader = _Reader(classifier, Referrer.of(settings), settings.documents)
    give_back_at = time.monotonic() + GIVE_BACK_SECONDS
    try:
        pipe.send(None)
        while True:
            request = pipe.recv()
            if request is None:
                continue  # it drops a request that was answered already
            ended = False
            with logs.about(request.job_id, request.trace_id):
                for reply in reader.answer(request, lambda: pipe.poll() and pipe.recv() is None):
                    pipe.send(reply)
                    ended = reply.last
            if not ended:
                pipe.send(None)
            os.write(answered.fileno(), b".")
            if time.monotonic() >= give_back_at:
                memory.give_back()
                give_back_at = time.monotonic() + GIVE_BACK_SECONDS
    except (EOFError, OSError):
        return


class _Reader:
    """Answers requests; keeps the last document open, because its next pages are likely to follow."""

    def __init__(self, classifier: Classifier, referrer: Referrer | None, limits: DocumentSettings) -> None:
        self._classifier = classifier
        self._referrer = referrer
        self._limits = limits
        self._open: tuple[str, Document] | None = None
        self._opening: Seconds = {}

    def answer(
        self, request: Request, is_dropped: Callable[[], bool]
    ) -> Iterator[Opened | PageDone | Failed]:
        """The replies to one request, each as soon as it is there, until it is dropped."""
        try:
            document = self._document(request.path)
        except PostroomError as error:
            yield Failed(error)
            return
        except MemoryError:
            yield Failed(PageTooLarge("the document needs more memory than a worker may use"))
            return
        except OSError as error:
            # Its job may have been deleted while it waited.
            log.warning("the document can't be read: %s", error)
            yield Failed(DocumentLost())
            return
        numbers = request.numbers
        if not numbers:
            used = (request.ranges or ALL_PAGES).choose(document.page_count, request.max_pages)
            if not used:
                yield Failed(PageOutOfRange(f"the document has {document.page_count} pages"))
                return
            todo = (number for number in used if number not in request.skip)
            begin = request.chunk_pages if len(used) <= request.most_pages else 0
            numbers = tuple(itertools.islice(todo, begin))
            yield Opened(document.kind, document.page_count, used, numbers)
        for number in numbers:
            if is_dropped():
                return
            with measured() as seconds:
                page = self._page(document, number, request.categories)
            yield PageDone(page, self._opening | seconds, time.time(), last=number == numbers[-1])
            self._opening = {}

    def _document(self, path: str) -> Document:
        if self._open and self._open[0] == path:
            return self._open[1]
        if self._open:
            self._open[1].close()
            self._open = None
        with measured() as self._opening, stage("open"):
            document = open_document(Path(path), self._limits)
        self._open = (path, document)
        return document

    def _page(
        self, document: Document, number: int, categories: tuple[Category, ...]
    ) -> PagePrediction | Referral:
        try:
            return next(classify_pages(document, [number], categories, self._classifier, self._referrer))
        except MemoryError:
            reason = "needs more memory than a worker may use"
        except Exception:
            # Whatever one page does must not end the others; the log has the trace.
            log.exception("page %d could not be classified", number)
            reason = "could not be classified"
        return failed_page(number, categories, f"Page {number} {reason}")
