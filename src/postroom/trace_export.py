"""Where spans go: OpenTelemetry's SDK, set up by its own variables. Imported only where traces are on."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import entry_points, version

from opentelemetry.context import Context
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import Span, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

QUERY = "url.query"


def make_provider(exporters: Sequence[str]) -> TracerProvider:
    """A provider that sends spans on in batches, from a thread of its own.

    Args:
        exporters: Names of entry points.

    Raises:
        LookupError: An exporter is not installed; it is named.
    """
    own = Resource({"service.name": "postroom", "service.version": version("postroom")})
    provider = TracerProvider(resource=own.merge(OTELResourceDetector().detect()), shutdown_on_exit=False)
    provider.add_span_processor(_HideQueries())
    for name in exporters:
        found = tuple(entry_points(group="opentelemetry_traces_exporter", name=name))
        if not found:
            raise LookupError(name)
        provider.add_span_processor(BatchSpanProcessor(found[0].load()()))
    return provider


class _HideQueries(SpanProcessor):
    """The query of a request's URL may hold a caller's words: a category, metadata."""

    def on_start(self, span: Span, parent_context: Context | None = None) -> None:  # noqa: ARG002 — the base class's
        if span.attributes and QUERY in span.attributes:
            span.set_attribute(QUERY, "REDACTED")
