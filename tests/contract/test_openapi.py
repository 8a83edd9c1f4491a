"""The OpenAPI document and the service agree: whatever is sent, the answer is one that is documented."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.files import make
from tests.service import KEY, Service, wait_until

EXAMPLES = int(os.environ.get("POSTROOM_TEST_EXAMPLES", "20"))
"""Requests made for each operation; `make fuzz` makes many more."""

VISIBLE = st.characters(categories=["L", "N", "P", "S"])
NAMES = st.text(VISIBLE, min_size=1, max_size=20)
TEXTS = st.text(VISIBLE, max_size=20)
SPANS = st.one_of(
    st.integers(1, 10**9 - 1).map(str),
    st.integers(1, 10**9 - 1).map(lambda first: f"{first}-"),
    st.lists(st.integers(1, 10**9 - 1), min_size=2, max_size=2).map(lambda ends: f"{min(ends)}-{max(ends)}"),
)
BEYOND_SCHEMAS: dict[str, st.SearchStrategy[str]] = {
    # JSON in a text: schemathesis does not follow a contentSchema, and no schema says that names differ.
    "categories": st.lists(
        NAMES | st.fixed_dictionaries({"name": NAMES}, optional={"description": TEXTS}),
        min_size=1,
        unique_by=lambda each: each if isinstance(each, str) else each["name"],
    ).map(json.dumps),
    "metadata": st.dictionaries(NAMES, TEXTS, max_size=16).map(json.dumps),
    # The lower end of a range comes first.
    "pages": st.lists(SPANS, min_size=1, max_size=20).map(",".join),
    # One that was sent before, with another request, is refused: never the same one twice.
    "Idempotency-Key": st.builds(lambda: str(uuid.uuid4())),
    # Only ids of events are taken.
    "Last-Event-ID": st.sampled_from(["0", "end", "1-8,11"]),
}
"""Of fields and parameters that must be right in a way that a schema can't say: values that are."""

FILES = {
    "application/pdf": make.pdf(["Invoice"]),
    "image/png": make.image(make.picture("Invoice")),
    "image/jpeg": make.image(make.picture("Invoice"), "JPEG"),
}


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service whose limits on numbers, which depend on what was sent before, are out of the way."""
    with Service(
        tmp_path_factory.mktemp("fuzzed"),
        "--workers=1",
        POSTROOM_OUTBOUND__ALLOW_NETWORKS='["127.0.0.0/8"]',
        POSTROOM_WEBHOOK__MAX_ENDPOINTS="1000000",
        POSTROOM_LIMITS__OPEN_JOBS_PER_KEY="1000000",
        POSTROOM_LIMITS__OPEN_JOBS="1000000",
    ) as service:
        yield service


def test_answers_are_documented(fuzzed: Service) -> None:
    schema = teach(fuzzed)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert {"POST /classify", "GET /classify/{job_id}", "POST /v1/jobs", "GET /v1/jobs/{job_id}"} <= {
        f"{operation.method.upper()} {operation.path}" for operation in operations
    }
    for operation in operations:

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
            database=None,
        )
        @given(case=operation.as_strategy())
        def check(case: Any) -> None:
            case.call_and_validate(headers={"api-key": KEY}, timeout=60)

        check()
        settle(fuzzed)


def settle(service: Service) -> None:
    """Let the jobs end, and remove the receivers: thousands of each would make millions of deliveries."""
    for status in ("queued", "running"):
        wait_until(lambda status=status: not listed(service, "jobs", status=status), 900)
    while endpoints := listed(service, "webhook-endpoints"):
        for endpoint in endpoints:
            service.client.delete(f"/v1/webhook-endpoints/{endpoint['id']}").raise_for_status()


def listed(service: Service, what: str, **filters: str) -> list[dict[str, Any]]:
    return service.client.get(f"/v1/{what}", params=filters).raise_for_status().json()["data"]


def teach(service: Service) -> Any:
    """The service's document, with what schemathesis must know to send requests that are right in all ways."""
    for _ in range(2):
        service.submit(make.pdf([make.invoice()]))
    cursor = service.client.get("/v1/jobs", params={"limit": 1}).json()["next_cursor"]
    formats = BEYOND_SCHEMAS | {"cursor": st.just(cursor)}
    for name, strategy in formats.items():
        schemathesis.openapi.format(f"postroom-{name}", strategy)
    urls = st.from_regex(r"\Ahttps?://[a-z]{1,9}\.invalid(/[a-z0-9]{0,9}){0,3}\Z")
    schemathesis.openapi.format("uri", urls)
    for media_type, file in FILES.items():
        schemathesis.openapi.media_type(media_type, st.just(file))
    document = service.client.get("/openapi.json").json()
    for operations in document["paths"].values():
        for operation in operations.values():
            for parameter in operation.get("parameters", ()):
                if parameter["name"] in formats:
                    parameter["schema"] = {"type": "string", "format": f"postroom-{parameter['name']}"}
                    parameter.pop("example", None)  # the same each time
            for media in operation.get("requestBody", {}).get("content", {}).values():
                fields = media["schema"].get("properties", {})
                for name in formats.keys() & fields.keys():
                    if fields[name].get("type") == "string":
                        fields[name] = {"type": "string", "format": f"postroom-{name}"}
                if "conditions" in fields:
                    fields["conditions"] = fields["categories"]
    loaded: Any = schemathesis.openapi.from_dict(document)
    loaded.config.update(base_url=service.url)
    return loaded
