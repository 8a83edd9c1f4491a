"""The vision model as a classifier: decides about the pages that are referred to it, many at a time."""

from __future__ import annotations

import asyncio
import concurrent.futures
import dataclasses
import math
import threading
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from postroom.classification.calibration import probabilities
from postroom.classification.vision.endpoint import Endpoint
from postroom.classification.vision.question import Question
from postroom.classification.vision.referral import Referral
from postroom.classification.vision.reply import Statement, label_scores, read_statement
from postroom.classification.vision.spending import Book
from postroom.classification.vision.wire import Completion
from postroom.errors import (
    BudgetSpent,
    ClassifierError,
    ClassifierReplyInvalid,
    DeadlineExceeded,
    VisionUnavailable,
)
from postroom.schemas import Category, PagePrediction
from postroom.settings import ClassifierSettings, VisionSettings

TICK_SECONDS = 0.25
"""How often a caller that waits is given the chance to look after other things."""

SMALLEST = 1e-12
"""Keeps the logarithm of a share that is nothing finite."""

T = TypeVar("T")


class Vision:
    """Asks the endpoint from an event loop of its own, in a thread. Safe to use from any thread.

    Its limits hold over all callers: one for each process.

    Args:
        classifier: Whether it is a cascade.
        settings: The endpoint, and what happens when it gives no answer.
    """

    def __init__(self, classifier: ClassifierSettings, settings: VisionSettings) -> None:
        self._settings = settings
        self._stands_in = settings.fallback == "local"
        self._is_cascade = classifier.kind == "cascade"
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="vision", daemon=True)
        self._thread.start()
        self._endpoint = self._call(_made(lambda: Endpoint(self._settings)))
        self._slots = asyncio.Semaphore(self._settings.concurrency)

    def settle(
        self,
        events: Iterable[PagePrediction | Referral | T],
        categories: Sequence[Category],
        book: Book,
        seconds: float,
    ) -> Iterator[PagePrediction | T | None]:
        """The events, with every referral replaced by its prediction as soon as that is there.

        Args:
            events: Pages as they are read; anything but referrals passes through.
            categories: The candidates.
            book: Where the requests are entered.
            seconds: Time for all of them.

        Yields:
            The events in any order, and None now and then while there is nothing new.

        Raises:
            ClassifierError: The endpoint gave no answer, and the offline answers do not stand in.
            DeadlineExceeded: It took longer than `seconds`.
        """
        deadline = time.monotonic() + seconds
        # Enough to keep the endpoint busy; more would only keep images in memory.
        most = 2 * self._settings.concurrency
        pending: set[concurrent.futures.Future[PagePrediction]] = set()
        try:
            for event in events:
                if isinstance(event, Referral):
                    decision = self._decide(event, tuple(categories), book)
                    pending.add(asyncio.run_coroutine_threadsafe(decision, self._loop))
                else:
                    yield event
                yield from _ended(pending, 0.0)
                while len(pending) >= most:
                    _check(deadline)
                    yield None
                    yield from _ended(pending, TICK_SECONDS)
            while pending:
                _check(deadline)
                yield None
                yield from _ended(pending, TICK_SECONDS)
        finally:
            for future in pending:
                future.cancel()

    def close(self) -> None:
        """Give up what is not answered, and close the connections."""
        self._call(self._endpoint.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)
        self._loop.close()

    def _call(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(timeout=30)

    async def _decide(
        self, referral: Referral, categories: tuple[Category, ...], book: Book
    ) -> PagePrediction:
        try:
            async with self._slots:
                return await self._ask(referral, categories, book)
        except ClassifierError as error:
            if self._stands_in or (self._is_cascade and isinstance(error, BudgetSpent)):
                return dataclasses.replace(referral.local, fallback=error.code)
            if isinstance(error, ClassifierReplyInvalid):
                return _failed(referral.local, error.detail)
            raise

    async def _ask(self, referral: Referral, categories: tuple[Category, ...], book: Book) -> PagePrediction:
        await asyncio.to_thread(book.begin_page)
        try:
            async with asyncio.timeout(self._settings.page_seconds):
                question = Question(referral.view, categories)
                completion = await self._endpoint.ask(question, book)
                statement = _statement(completion, question)
                if statement is None:
                    question = dataclasses.replace(question, again=True)
                    completion = await self._endpoint.ask(question, book)
                    statement = _statement(completion, question)
        except TimeoutError:
            raise VisionUnavailable(
                f"The vision API did not answer within {self._settings.page_seconds:g} s"
            ) from None
        if statement is None and completion.is_cut:
            raise ClassifierReplyInvalid(
                "The vision model's answer was longer than POSTROOM_VISION__MAX_ANSWER_TOKENS"
            )
        if statement is None:
            raise ClassifierReplyInvalid("The vision model answered twice with something that is no category")
        return self._prediction(referral.local, question, completion, statement)

    def _prediction(
        self, local: PagePrediction, question: Question, completion: Completion, statement: Statement
    ) -> PagePrediction:
        raw = label_scores(completion.text, statement, question.labels, completion.tokens)
        *shares, none = probabilities(
            [math.log(max(SMALLEST, share)) for share in raw], self._settings.calibration
        )
        names = [category.name for category in question.categories]
        scores = dict(zip(names, shares, strict=True))
        if statement.label < len(names):
            winner = names[statement.label]
        else:
            # None of them fits. The nearest is named all the same, as the offline classifier does; where the
            # model has no favourite, by the offline answer.
            winner = max(names, key=lambda name: (round(scores[name], 6), local.scores[name]))
        return dataclasses.replace(
            local,
            category=winner,
            confidence=scores[winner],
            scores=scores,
            none_of_these=none,
            evidence=(),
            classifier="vision",
            raw=statement.words,
        )


def _statement(completion: Completion, question: Question) -> Statement | None:
    if completion.is_refused:
        raise ClassifierReplyInvalid("The vision model declined to answer")
    return read_statement(completion.text, question.labels)


def _failed(local: PagePrediction, reason: str) -> PagePrediction:
    return dataclasses.replace(
        local,
        category=None,
        confidence=0.0,
        scores=dict.fromkeys(local.scores, 0.0),
        none_of_these=1.0,
        evidence=(),
        error=f"Page {local.number}: {reason}",
        classifier="vision",
    )


def _ended(
    pending: set[concurrent.futures.Future[PagePrediction]], seconds: float
) -> Iterator[PagePrediction]:
    """What has been decided, waiting up to `seconds` for the first."""
    ended, _ = concurrent.futures.wait(pending, seconds, concurrent.futures.FIRST_COMPLETED)
    pending -= ended
    for future in ended:
        yield future.result()


def _check(deadline: float) -> None:
    if time.monotonic() > deadline:
        raise DeadlineExceeded("the vision model took longer than the job's time limit")


async def _made(make: Callable[[], T]) -> T:
    """What `make` makes, made within the event loop."""
    return make()
