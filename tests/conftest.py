"""One service for all the tests that only use it; tests that break things start their own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

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
