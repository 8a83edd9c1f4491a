"""Lists that come in pages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict, cast

from postroom.client import flows
from postroom.client.calls import read_value
from postroom.client.flows import Flow
from postroom.errors import ServerUnreachable
from postroom.schemas import JobPage, JobStatus, WebhookDelivery, from_json

PAGE = "100"
"""How many are fetched at once."""


class Filter(TypedDict, total=False):
    """Which jobs are listed.

    Keys:
        status: Where they are.
        category: Of their results.
        created_after, created_before: Aware times; without a zone they are taken for local ones.
        batch_id: Their batch.
        metadata: What theirs must hold, by name.
    """

    status: JobStatus | str | None
    category: str | None
    created_after: datetime | None
    created_before: datetime | None
    batch_id: str | None
    metadata: Mapping[str, str] | None


def job_pages(which: Filter) -> Iterator[Flow[Sequence[Any]]]:
    """The flows that fetch the jobs."""
    parameters: dict[str, str] = {}
    for name, value in which.items():
        if isinstance(value, Mapping):
            metadata = cast("Mapping[str, str]", value)
            parameters |= {f"metadata.{key}": each for key, each in metadata.items()}
        elif isinstance(value, datetime):
            parameters[name] = value.astimezone().isoformat()
        elif value is not None:
            parameters[name] = str(value)

    def read(content: bytes) -> tuple[Sequence[Any], str | None]:
        page = read_value(JobPage, content)
        return page.data, page.next_cursor

    return _pages("/v1/jobs", parameters, read)


def delivery_pages(**which: str | None) -> Iterator[Flow[Sequence[Any]]]:
    """The flows that fetch webhook deliveries."""

    def read(content: bytes) -> tuple[Sequence[Any], str | None]:
        try:
            body = json.loads(content)
            return [from_json(WebhookDelivery, each) for each in body["data"]], body["next_cursor"]
        except (ValueError, KeyError, TypeError) as error:
            raise ServerUnreachable("what answers at this address is not a Postroom server") from error

    return _pages("/v1/webhook-deliveries", {name: value for name, value in which.items() if value}, read)


def _pages(path: str, parameters: dict[str, str], read: Any) -> Iterator[Flow[Sequence[Any]]]:
    cursor: list[str | None] = [None]

    def page() -> Flow[Sequence[Any]]:
        following = {"cursor": cursor[0]} if cursor[0] else {}
        answer = yield from flows.read(path, {"limit": PAGE, **parameters, **following})
        found, cursor[0] = read(answer.content)
        return found

    yield page()
    while cursor[0]:
        yield page()
