"""Traces, by OpenTelemetry: where a job's time goes, from the request over the workers to the webhook.

Nothing of OpenTelemetry is imported, and nothing done, unless its own variables ask for it. No span holds a
document's text, a name that a caller gave, a key or a URL of a user.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Generator, Iterable, Mapping
from contextlib import AbstractContextManager
from importlib.metadata import version
from typing import TYPE_CHECKING, Literal

from postroom.errors import SettingsError
from postroom.settings import trace_exporters

if TYPE_CHECKING:
    from opentelemetry import trace
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

Attributes = Mapping[str, str | int | float | bool]
Kind = Literal["INTERNAL", "CONSUMER", "CLIENT"]

STOP_SECONDS = 5.0
"""How long the last spans may take to be sent when a process stops."""


class _Tracing:
    def __init__(self, provider: TracerProvider) -> None:
        from opentelemetry import trace
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        self.provider = provider
        self.trace = trace
        self.tracer = provider.get_tracer("postroom", version("postroom"))
        # W3C's headers alone: baggage may be anything, and is nobody's business further on.
        self.propagator: TraceContextTextMapPropagator = TraceContextTextMapPropagator()


_tracing: _Tracing | None = None


class Span:
    """A stretch of work that is being traced, or nothing at all when traces are off."""

    def __init__(self, span: trace.Span | None = None) -> None:
        self._span = span

    def set(self, name: str, value: str | float) -> None:
        """Note something about it; never what a document or a caller says."""
        if self._span:
            self._span.set_attribute(name, value)

    def failed(self, reason: str) -> None:
        """It came to nothing; `reason` is a word of ours, such as an error's code."""
        if self._span:
            from opentelemetry.trace import StatusCode

            self._span.set_attribute("error.type", reason)
            self._span.set_status(StatusCode.ERROR)


def start() -> None:
    """Trace this process if OpenTelemetry's variables ask for it; call it once.

    Raises:
        SettingsError: They ask for what is not installed.
    """
    global _tracing
    names = trace_exporters()
    if not names:
        return
    try:
        from opentelemetry import trace

        from postroom.trace_export import make_provider

        provider = make_provider(names)
    except ImportError as error:
        raise _not_installed(error.name or "OpenTelemetry") from error
    except LookupError as error:
        raise _not_installed(f"the exporter {error}") from error
    # FastAPI finds it here.
    trace.set_tracer_provider(provider)
    _tracing = _Tracing(provider)


def stop() -> None:
    """Send what is left, not for long."""
    if _tracing:
        # Its own deadline is half a minute, longer than a process has that is told to stop.
        sending = threading.Thread(target=_tracing.provider.shutdown, name="last-spans", daemon=True)
        sending.start()
        sending.join(STOP_SECONDS)


def span(name: str, attributes: Attributes | None = None) -> AbstractContextManager[Span]:
    """The block is a span within the one that this thread or task is in."""
    return _span(name, attributes, "INTERNAL")


def continued(
    carried: str | None, name: str, attributes: Attributes | None = None, kind: Kind = "CONSUMER"
) -> AbstractContextManager[Span]:
    """The block is a span within the one that `carry` gave, wherever that was; None begins a new trace."""
    return _span(name, attributes, kind, carried or "{}")


@contextlib.contextmanager
def _span(
    name: str, attributes: Attributes | None, kind: Kind, carried: str | None = None
) -> Generator[Span]:
    if _tracing is None:
        yield Span()
        return
    context = None
    if carried is not None:
        from opentelemetry.context import Context

        context = _tracing.propagator.extract(json.loads(carried), Context())
    # An exception's message may say what stands in a document, so none is recorded.
    with _tracing.tracer.start_as_current_span(
        name,
        context,
        _tracing.trace.SpanKind[kind],
        attributes,
        record_exception=False,
        set_status_on_exception=False,
    ) as begun:
        made = Span(begun)
        try:
            yield made
        except Exception as error:
            made.failed(type(error).__name__)
            raise


def past(
    name: str,
    seconds: float,
    attributes: Attributes,
    stages: Iterable[tuple[str, float]] = (),
    ago: float = 0.0,
) -> None:
    """Note a span that has ended, within the one that this thread is in.

    Args:
        name: What it was.
        seconds: How long it took.
        attributes: What is noted about it.
        stages: Spans within it, one after the other in this order, and the seconds that each took.
        ago: How many seconds ago it ended.
    """
    if _tracing is None:
        return
    end = time.time_ns() - int(ago * 1e9)
    at = end - int(seconds * 1e9)
    whole = _tracing.tracer.start_span(name, start_time=at, attributes=attributes)
    within = _tracing.trace.set_span_in_context(whole)
    for stage, took in stages:
        part = _tracing.tracer.start_span(stage, within, start_time=at)
        at += int(took * 1e9)
        part.end(at)
    whole.end(end)


def carry() -> str | None:
    """The span that this thread or task is in, as a text to keep and continue later; None for none."""
    headers = outgoing()
    return json.dumps(headers) if headers else None


def outgoing() -> dict[str, str]:
    """The headers `traceparent` and `tracestate` for a request to somebody else, if there is a trace."""
    headers: dict[str, str] = {}
    if _tracing:
        _tracing.propagator.inject(headers)
    return headers


def trace_id() -> str | None:
    """Of the trace that this thread or task is in: 32 hexadecimal digits."""
    if _tracing is None:
        return None
    context = _tracing.trace.get_current_span().get_span_context()
    return f"{context.trace_id:032x}" if context.is_valid else None


def _not_installed(what: str) -> SettingsError:
    return SettingsError(
        f"OpenTelemetry's variables (OTEL_…) ask for traces, but {what} is not installed. Run: "
        "pip install 'postroom[telemetry]', or set OTEL_SDK_DISABLED=true."
    )
