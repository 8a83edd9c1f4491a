"""What a Prometheus server reads. Everything comes from the database, so that any API process tells the same.

Numbers kept in a process's memory would be one process's share, start anew with it, and be gone when it dies.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import Response
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from postroom.api.state import State
from postroom.jobs.counters import CONFIDENCE_BOUNDS
from postroom.jobs.reads import Figures
from postroom.schemas import Spending

router = APIRouter(tags=["system"])


@router.get("/metrics", include_in_schema=False)
async def metrics(request: Request) -> Response:
    """The service in figures, in Prometheus's text format; none holds a secret or tells of a document."""
    services = State.of(request).services
    figures = await to_thread.run_sync(services.store.figures)
    spent = await to_thread.run_sync(services.ledger.of_keys)
    counted = await to_thread.run_sync(services.counters.read)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Figures(figures, spent))
    registry.register(_Counted(counted))
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


class _Figures(Collector):
    def __init__(self, figures: Figures, spent: dict[str, Spending]) -> None:
        self._figures = figures
        self._spent = spent

    def collect(self) -> Iterator[Metric]:
        figures = self._figures
        jobs = GaugeMetricFamily("postroom_open_jobs", "Jobs that have not ended", labels=["status"])
        for status, count in figures.open_jobs.items():
            jobs.add_metric([status], count)
        yield jobs
        yield GaugeMetricFamily(
            "postroom_oldest_queued_seconds",
            "How long the job that waits longest has waited; 0 when none waits",
            value=figures.oldest_queued_seconds,
        )
        yield GaugeMetricFamily("postroom_workers", "Workers that have not left", value=figures.workers)
        yield GaugeMetricFamily(
            "postroom_freed_documents", "Documents to remove that a sweep must try again", value=figures.freed
        )
        yield CounterMetricFamily(
            "postroom_documents", "Documents accepted, of all keys and months", value=figures.documents
        )
        yield from self._vision()

    def _vision(self) -> Iterator[Metric]:
        """What the vision model was asked and took, for each key's id."""
        for name, help_text in (
            ("pages", "Pages that the vision model was asked about"),
            ("requests", "Requests to the vision model, repeated ones too"),
            ("input_tokens", "Tokens that the vision model read"),
            ("output_tokens", "Tokens that the vision model wrote"),
            ("cost", "What the vision model's tokens cost, by the prices that are set"),
        ):
            counter = CounterMetricFamily(f"postroom_vision_{name}", help_text, labels=["key"])
            for key_id, spending in self._spent.items():
                counter.add_metric([key_id], getattr(spending, name))
            yield counter


COUNTED = (
    ("ended", "ended_jobs", "how", "Jobs that ended: succeeded, or the code of the problem they failed with"),
    ("pages", "pages", "text_source", "Pages classified, by where their text came from"),
    ("failed_pages", "failed_pages", None, "Pages that could not be classified"),
    ("blank_pages", "blank_pages", None, "Pages with nothing on them"),
    ("classifiers", "decided_pages", "classifier", "Pages by what decided about them"),
    ("types", "pages_by_type", "type", "Pages by what their category means; other: a name that is not known"),
    ("none_of_these", "none_of_these_pages", None, "Pages that more likely fit no category than any"),
    ("page_seconds", "page_seconds", "stage", "Seconds that pages took, by stage"),
    ("webhook_attempts", "webhook_attempts", "outcome", "Requests to receivers of webhooks"),
    ("refused", "refused_requests", "reason", "Requests that were refused for now, by the error's code"),
)
"""Counters: their name in the database, their name and label here, and what they count."""


class _Counted(Collector):
    def __init__(self, counted: dict[str, dict[str, float]]) -> None:
        self._counted = counted

    def collect(self) -> Iterator[Metric]:
        for name, shown, label, help_text in COUNTED:
            family = CounterMetricFamily(f"postroom_{shown}", help_text, labels=[label] if label else [])
            for bucket, value in sorted(self._counted.get(name, {}).items()):
                family.add_metric([bucket] if label else [], value)
            yield family
        yield self._confidence()

    def _confidence(self) -> Metric:
        """A histogram; Prometheus wants each bucket to hold those below it too."""
        family = HistogramMetricFamily("postroom_page_confidence", "Confidence of the pages' categories")
        counted = self._counted.get("confidence", {})
        if counted:
            below = list(itertools.accumulate(counted.get(bound, 0.0) for bound in CONFIDENCE_BOUNDS))
            buckets = [*zip(CONFIDENCE_BOUNDS, below, strict=True), ("+Inf", below[-1])]
            total = self._counted.get("confidence_sum", {}).get("", 0.0)
            family.add_metric([], buckets=buckets, sum_value=total)
        return family
