"""The official client, its newest and its oldest version, unchanged but for the address."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.files import make
from tests.service import KEY, ROOT, Service

OLDEST = Path(sys.prefix) / "unsiloed-0.1.1"


@pytest.mark.parametrize("version", ["0.1.7", "0.1.1"])
def test_the_official_client_works(service: Service, file_server: str, tmp_path: Path, version: str) -> None:
    path = tmp_path / "invoice.pdf"
    path.write_bytes(make.pdf([make.invoice()]))
    environment = dict(os.environ)
    if version == "0.1.1":
        assert OLDEST.is_dir(), f"run `make test`, which installs the client into {OLDEST}"
        environment["PYTHONPATH"] = str(OLDEST)
    program = [sys.executable, str(ROOT / "tests/contract/sdk_program.py")]
    done = subprocess.run(
        [*program, service.url, KEY, str(path), f"{file_server}/invoice.pdf"],
        env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "submitted": ["processing", True],
        "sync": "Invoice",
        "bytes": "Invoice",
        "async": "Invoice",
        "url": "completed",
        "failed": ["failed", "Failed to process document: File appears to be corrupted"],
        "not found": "Job not found",
        "refused": 400,
        "unauthorized": "Invalid API key",
    }
