"""One service for all the tests that only use it; tests that break things start their own."""

from __future__ import annotations

import contextlib
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.origin import Answer, Serve, Server
from tests.servers import Bucket, Postgres
from tests.service import Service


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with Service(
        tmp_path_factory.mktemp("service"),
        "--workers=2",
        POSTROOM_UPLOAD__MAX_BYTES="3000000",
        POSTROOM_DOCUMENTS__PAGE_SECONDS="10",
        POSTROOM_OUTBOUND__ALLOW_NETWORKS='["127.0.0.0/8"]',
    ) as service:
        yield service
        sys.stderr.writelines(service.log)


@pytest.fixture
def own_service(tmp_path: Path) -> Iterator[Service]:
    with Service(tmp_path, "--workers=2", POSTROOM_DOCUMENTS__PAGE_SECONDS="10") as service:
        yield service


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with Postgres() as server:
        yield server


@pytest.fixture(scope="session")
def bucket() -> Iterator[Bucket]:
    with Bucket() as server:
        yield server


@pytest.fixture(params=["SQLite and a folder", "Postgres and S3"])
def backend(request: pytest.FixtureRequest) -> dict[str, str]:
    """The settings that choose where jobs and documents are kept."""
    if request.param != "Postgres and S3":
        return {}
    postgres: Postgres = request.getfixturevalue("postgres")
    bucket: Bucket = request.getfixturevalue("bucket")
    return {"POSTROOM_DATABASE_URL": postgres.new_database(), **bucket.settings(secrets.token_hex(4))}


@pytest.fixture
def serve() -> Iterator[Serve]:
    with contextlib.ExitStack() as stack:

        def start(answer: Answer, *args: Any, **options: Any) -> Server:
            server = Server(answer, *args, **options)
            stack.callback(server.close)
            return server

        yield start
