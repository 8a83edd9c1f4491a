"""The OpenAPI document and the service agree: whatever is sent, the answer is one that is documented."""

from __future__ import annotations

import importlib
import os
from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings

from tests.service import KEY, Service

EXAMPLES = int(os.environ.get("POSTROOM_TEST_EXAMPLES", "20"))
"""Requests made for each operation; `make fuzz` makes many more."""


def test_answers_are_documented(service: Service) -> None:
    checks: Any = importlib.import_module("schemathesis.specs.openapi.checks")
    schema: Any = schemathesis.openapi.from_url(f"{service.url}/openapi.json")
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
            # A schema can't say that the bytes must be a PDF, nor that one of two fields is needed.
            case.call_and_validate(
                headers={"api-key": KEY}, excluded_checks=[checks.positive_data_acceptance]
            )

        check()
