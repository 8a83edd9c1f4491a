"""The log: lines for people or JSON for programs, and the job that each line is about."""

from __future__ import annotations

import contextlib
import json
import logging
import sys
from collections.abc import Generator
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from postroom import tracing
from postroom.settings import Settings

_job: ContextVar[str | None] = ContextVar("postroom_job", default=None)
_trace: ContextVar[str | None] = ContextVar("postroom_trace", default=None)

CHATTY = ("alembic", "dbos", "uvicorn.error", "httpx")
"""Loggers of others that tell what nobody needs to know."""


def configure(settings: Settings) -> None:
    """Set the log of this process up: to standard error, in the form that the settings say."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if settings.log_format == "json" else _Text())
    logging.basicConfig(level=settings.log_level.upper(), handlers=[handler])
    for chatty in CHATTY:
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLogger().level))


def current_job() -> str | None:
    """The job that this thread or task is at."""
    return _job.get()


@contextlib.contextmanager
def about(job_id: str | None, trace_id: str | None = None) -> Generator[None]:
    """Lines logged within the block are about the job, and belong to the trace.

    Args:
        job_id: The job.
        trace_id: For a process that traces nothing itself; where one does, its own spans tell.
    """
    job, trace = _job.set(job_id), _trace.set(trace_id)
    try:
        yield
    finally:
        _job.reset(job)
        _trace.reset(trace)


class _Text(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 — the base class's name
        line = super().formatMessage(record)
        job = current_job()
        return f"{line} [job {job}]" if job and job not in line else line


class _Json(logging.Formatter):
    """An object a line: `time` (RFC 3339, UTC), `level`, `logger`, `message`.

    Also `job_id`, `trace_id` and `error` where there are any.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if job := current_job():
            line["job_id"] = job
        if trace := tracing.trace_id() or _trace.get():
            line["trace_id"] = trace
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
