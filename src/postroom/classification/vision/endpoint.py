"""The endpoint: requests with limits, retries and a circuit breaker. Only this module knows the client."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
import random
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

import openai
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from openai import AsyncOpenAI
from pydantic import ValidationError

from postroom.classification.vision.breaker import Breaker
from postroom.classification.vision.dialect import Dialect
from postroom.classification.vision.question import Question, answer_schema, messages
from postroom.classification.vision.spending import Book
from postroom.classification.vision.wire import Completion
from postroom.errors import ClassifierReplyInvalid, VisionRefused, VisionUnavailable
from postroom.settings import VisionSettings

log = logging.getLogger(__name__)

NO_KEY = "none"
"""Sent to endpoints that want no key: the client insists on one."""

RETRIED = frozenset({408, 409, 425, 429})
NOT_UNDERSTOOD = frozenset({400, 415, 422, 501})
TOO_MUCH = 413
FIRST_WAIT, LONGEST_WAIT, LONGEST_RETRY_AFTER = 0.5, 20.0, 60.0
"""Seconds: the first wait, doubled each time, its cap, and how long an endpoint may ask us to wait."""


class _Trouble(Exception):
    """The request may succeed later."""

    def __init__(self, what: str, retry_after: float | None = None) -> None:
        super().__init__(what)
        self.retry_after = retry_after

    def wait(self, attempt: int) -> float:
        """Seconds until the next attempt, the first being 1; never less than the endpoint asked for."""
        jitter = random.uniform(0.5, 1.0)  # noqa: S311 — jitter
        if self.retry_after is not None:
            return min(LONGEST_RETRY_AFTER, self.retry_after) * (2.0 - jitter) + 0.1 * jitter
        return min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1)) * jitter


class _NotUnderstood(Exception):
    """The endpoint refused how the question was put, or the page."""


class Endpoint:
    """Puts questions; used from one event loop only, by any number of tasks.

    Args:
        settings: Address, model, key and limits.
    """

    def __init__(self, settings: VisionSettings) -> None:
        self._settings = settings
        self._client = AsyncOpenAI(
            base_url=settings.base_url,
            api_key=settings.api_key.get_secret_value() if settings.api_key else NO_KEY,
            max_retries=0,  # the retries here know of the page's deadline, the limits and the book
            timeout=settings.request_seconds,
        )
        self._dialect = Dialect()
        self._breaker = Breaker()
        minute = settings.requests_per_minute
        self._minute = RateLimitItemPerMinute(minute) if minute else None
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def ask(self, question: Question, book: Book) -> Completion:
        """The reply to `question`, after as many attempts as it takes and the settings allow.

        Raises:
            VisionUnavailable: The endpoint stayed in trouble.
            VisionRefused: It does not let us in, or does not know the model.
            ClassifierReplyInvalid: It refuses this page.
        """
        dialect = self._dialect
        while True:
            try:
                completion = await self._answer(question, dialect, book)
                break
            except _NotUnderstood as refusal:
                simpler = dialect.simpler(str(refusal))
                if simpler is None:
                    raise ClassifierReplyInvalid("The vision API refused the page") from None
                log.info("the vision API did not understand %s; trying %s", dialect, simpler)
                dialect = simpler
        if dialect.logprobs and not completion.tokens:
            dialect = dataclasses.replace(dialect, logprobs=False)
        self._dialect = dialect
        return completion

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _answer(self, question: Question, dialect: Dialect, book: Book) -> Completion:
        trouble = _Trouble("was not asked")
        for attempt in range(1, self._settings.max_attempts + 1):
            await self._wait_for_leave()
            try:
                completion = await self._send(question, dialect, book)
            except _Trouble as again:
                trouble = again
                if attempt < self._settings.max_attempts:
                    seconds = trouble.wait(attempt)
                    log.warning("the vision API %s; attempt %d in %.1f s", trouble, attempt + 1, seconds)
                    await asyncio.sleep(seconds)
            else:
                self._breaker.succeeded()
                return completion
        raise VisionUnavailable(
            f"The vision API {trouble}, in the last of {self._settings.max_attempts} attempts"
        ) from None

    async def _wait_for_leave(self) -> None:
        """Wait for the breaker and for the minute's limit."""
        while (rest := self._breaker.rest()) > 0:
            if self._settings.fallback == "local":
                raise VisionUnavailable("The vision API has failed many times in a row")
            await asyncio.sleep(rest * random.uniform(1.0, 1.1))  # noqa: S311 — jitter
        while self._minute and not self._limiter.hit(self._minute):
            reset = self._limiter.get_window_stats(self._minute).reset_time - time.time()
            await asyncio.sleep(min(60.0, max(0.05, reset)))

    async def _send(self, question: Question, dialect: Dialect, book: Book) -> Completion:
        """One request."""
        labels = question.labels
        body = dialect.parameters(
            answer_schema(labels, dialect), len(labels), self._settings.max_answer_tokens
        )
        create: Any = self._client.chat.completions.with_raw_response.create
        used = (0, 0)
        try:
            reply = await create(
                model=self._settings.model, messages=messages(question, dialect), stream=False, **body
            )
            completion = Completion.model_validate_json(reply.content)
            used = completion.used
        except openai.APIStatusError as error:
            raise self._judged(error) from None
        except openai.APITimeoutError:
            self._breaker.failed()
            raise _Trouble(f"did not answer within {self._settings.request_seconds:g} s") from None
        except openai.APIConnectionError:
            self._breaker.failed()
            raise _Trouble("can't be reached, or cut the connection") from None
        except ValidationError:
            raise _Trouble("answered with something that is no chat completion") from None
        finally:
            # Entered also when the task is cancelled: the request was made.
            await asyncio.shield(asyncio.to_thread(book.enter, 1, *used))
        return completion

    def _judged(self, error: openai.APIStatusError) -> Exception:
        """What the endpoint's answer means for us. Its words are not passed on: they may hold the key."""
        status = error.status_code
        if status in RETRIED or (status >= 500 and status not in NOT_UNDERSTOOD):
            if status >= 500:
                self._breaker.failed()
            return _Trouble(f"answered with HTTP status {status}", _retry_after(error.response.headers))
        if status in NOT_UNDERSTOOD:
            return _NotUnderstood(f"{error.param} {error.message}")
        if status == TOO_MUCH:
            return ClassifierReplyInvalid("The page is too large for the vision API")
        return VisionRefused(f"The vision API answered with HTTP status {status}")


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the endpoint wants us to wait, given as a number or a date."""
    text = headers.get("retry-after")
    if text is None:
        return None
    try:
        return max(0.0, float(text))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None
