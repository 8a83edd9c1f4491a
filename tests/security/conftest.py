"""A service that is quick to lose its patience."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from tests.service import Service


@pytest.fixture(scope="session")
def impatient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with Service(
        tmp_path_factory.mktemp("impatient"),
        "--workers=1",
        POSTROOM_CONNECTIONS__HEAD_SECONDS="0.5",
        POSTROOM_CONNECTIONS__WRITE_SECONDS="0.5",
        POSTROOM_UPLOAD__IDLE_SECONDS="0.5",
        POSTROOM_UPLOAD__TOTAL_SECONDS="1.5",
        POSTROOM_UPLOAD__MAX_BYTES="3000000",
        POSTROOM_UPLOAD__MAX_FIELD_BYTES="100000",
    ) as service:
        yield service
        sys.stderr.writelines(service.log)
