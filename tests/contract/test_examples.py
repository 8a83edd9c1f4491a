"""Every example in the OpenAPI document is what it says: answers fit their schemas, requests are taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from tests.files import make
from tests.service import Service

Media = tuple[str, str, str, dict[str, Any]]


@pytest.fixture(scope="module")
def document(service: Service) -> dict[str, Any]:
    return service.client.get("/openapi.json").json()


def media_of(document: dict[str, Any]) -> Iterator[Media]:
    """Method, path, media type and what is said of it, of all bodies that have an example."""
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            for kind, media in operation.get("requestBody", {}).get("content", {}).items():
                if "example" in media:
                    yield method.upper(), path, kind, media


def test_answers_fit_their_schemas(document: dict[str, Any]) -> None:
    shapes = document["components"]["schemas"]
    found = [(name, example) for name, shape in shapes.items() for example in shape.get("examples", ())]
    assert {"Job", "JobPage", "Batch", "PagePrediction"} <= {name for name, _ in found}
    for name, example in found:
        schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
        validator: Any = Draft202012Validator(schema)
        assert validator.is_valid(example), name


def test_requests_are_taken(service: Service, document: dict[str, Any]) -> None:
    found = list(media_of(document))
    assert len(found) >= 4
    for method, path, kind, media in found:
        options: dict[str, Any] = {"json": media["example"]} if kind == "application/json" else {}
        if kind != "application/json":
            options["data"] = media["example"]
        if kind == "multipart/form-data":
            options["files"] = {"file": ("invoice.pdf", make.pdf([make.invoice()]))}
        answer: httpx.Response = service.client.request(method, path, **options)
        assert answer.is_success, (path, kind, answer.text)
