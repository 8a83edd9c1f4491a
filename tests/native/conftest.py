from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.files import make
from tests.service import Service

POSTROOM = Path(sys.executable).parent / "postroom"
Submit = Callable[..., dict[str, Any]]


def new_client(service: Service, name: str) -> httpx.Client:
    """A client with a key of its own."""
    environment = {**service.environment}
    environment.pop("POSTROOM_API_KEY")
    done = subprocess.run(
        [POSTROOM, "keys", "create", f"--name={name}", f"--data-dir={service.folder}"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    key = done.stdout.strip()
    return httpx.Client(base_url=service.url, headers={"api-key": key}, timeout=60, trust_env=False)


@pytest.fixture(scope="session")
def stranger(service: Service) -> Iterator[httpx.Client]:
    """Somebody with another key."""
    with new_client(service, "stranger") as client:
        yield client


@pytest.fixture(scope="session")
def submit(service: Service) -> Submit:
    """Sends a document to /v1/jobs and gives the job."""

    def send(
        document: bytes | None = None, client: httpx.Client | None = None, **fields: Any
    ) -> dict[str, Any]:
        response = post(client or service.client, document or make.pdf([make.invoice()]), **fields)
        assert response.status_code == 202, response.text
        return response.json()

    return send


def post(client: httpx.Client, document: bytes | None, **fields: Any) -> httpx.Response:
    headers = {"Idempotency-Key": key} if (key := fields.pop("idempotency_key", None)) else {}
    data = {"categories": '["Invoice", "Contract"]'} | {
        name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()
    }
    files = {"file": ("invoice.pdf", document)} if document else None
    return client.post("/v1/jobs", data=data, files=files, headers=headers)


def ended(client: httpx.Client, job_id: str) -> dict[str, Any]:
    """The job once it has ended."""
    response = client.get(f"/v1/jobs/{job_id}", params={"wait": 60})
    assert response.status_code == 200, response.text
    assert response.json()["status"] in ("succeeded", "failed", "cancelled")
    return response.json()
