"""Takes traces as OTLP over HTTP, and keeps them."""

from __future__ import annotations

import dataclasses
import gzip
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


@dataclasses.dataclass(frozen=True, slots=True)
class Span:
    """A span as it was sent; times in nanoseconds."""

    trace_id: str
    id: str
    parent_id: str
    service: str
    name: str
    attributes: dict[str, str | int | float | bool]
    start: int
    end: int
    failed: bool


class Collector(ThreadingHTTPServer):
    """Listens on a free port of this machine.

    Attributes:
        bodies: What came, as it came.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.bodies: list[bytes] = []
        self.url = f"http://127.0.0.1:{self.server_port}"

    def spans(self, trace_id: str | None = None) -> list[Span]:
        """Every span so far, or those of a trace, by their starts."""
        found = [span for body in tuple(self.bodies) for span in _read(body)]
        return sorted(
            (span for span in found if trace_id in (None, span.trace_id)), key=lambda span: span.start
        )

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        assert isinstance(self.server, Collector)
        is_traces = self.path == "/v1/traces"
        if is_traces:
            packed = self.headers.get("Content-Encoding") == "gzip"
            self.server.bodies.append(gzip.decompress(body) if packed else body)
        self.send_response(200 if is_traces else 404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the base class's name
        """Quiet."""


def _read(body: bytes) -> list[Span]:
    spans: list[Span] = []
    for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
        about = {each.key: each.value.string_value for each in resource.resource.attributes}
        for span in (span for scope in resource.scope_spans for span in scope.spans):
            attributes: dict[str, str | int | float | bool] = {}
            for each in span.attributes:
                kind = each.value.WhichOneof("value")
                assert kind
                attributes[each.key] = getattr(each.value, kind)
            spans.append(
                Span(
                    span.trace_id.hex(),
                    span.span_id.hex(),
                    span.parent_span_id.hex(),
                    about["service.name"],
                    span.name,
                    attributes,
                    span.start_time_unix_nano,
                    span.end_time_unix_nano,
                    span.status.code == span.status.STATUS_CODE_ERROR,
                )
            )
    return spans
