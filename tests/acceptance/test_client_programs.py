"""The programs of examples/clients, unchanged, against the real service: only base URL and key are given."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.files import make
from tests.service import KEY, ROOT, Service, free_port, wait_until

PROGRAMS = ROOT / "examples" / "clients"
pytest.importorskip("flask")


def run(service: Service, program: str, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, PROGRAMS / program, *map(str, arguments)],
        env=os.environ | {"BASE_URL": service.url, "API_KEY": KEY} | more,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    path = tmp_path / "contract.pdf"
    path.write_bytes(make.pdf([make.contract(), make.contract()]))
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7 rubbish")
    return path


def test_the_simple_check(service: Service, contract: Path, broken: Path) -> None:
    done = run(service, "check.py", contract, "Invoice", "Agreement")
    assert re.fullmatch(r"Agreement [01]\.\d{3}\n", done.stdout), done.stderr
    failed = run(service, "check.py", broken, "Invoice")
    assert failed.returncode == 1
    assert "corrupted" in failed.stderr


def test_polling_with_growing_pauses(service: Service, contract: Path) -> None:
    done = run(service, "backoff.py", contract, "Invoice", "Agreement")
    assert done.returncode == 0, done.stderr
    assert [line.rsplit(" ", 1)[0] for line in done.stdout.splitlines()] == [
        "1 Agreement", "2 Agreement", "document Agreement"
    ]  # fmt: skip
    assert "Classification completed" in done.stderr


def test_the_monitor_of_many(service: Service, contract: Path, broken: Path) -> None:
    done = run(service, "monitor.py", contract, contract, broken, CATEGORIES="Invoice,Agreement")
    assert done.returncode == 1, done.stderr
    lines = done.stdout.splitlines()
    assert [line.partition(" ")[0] for line in lines[:3]] == ["[1/3]", "[2/3]", "[3/3]"]
    assert sum("contract.pdf: Agreement" in line for line in lines) == 2
    assert lines[-1] == "2 completed, 1 failed"


def test_the_receiver_with_flask(service: Service, contract: Path, tmp_path: Path) -> None:
    port = free_port()
    rotated = service.client.post("/v1/webhook-secret/rotate")
    said = tmp_path / "said"
    with said.open("w") as out:
        receiver = subprocess.Popen(
            [sys.executable, PROGRAMS / "receiver.py"],
            env=os.environ | {"PORT": str(port), "SECRET": rotated.json()["secret"]},
            stderr=out,
        )
        url = f"http://127.0.0.1:{port}/webhook"
        try:
            wait_until(lambda: _refused(url))
            job_id = service.submit(contract.read_bytes(), ("Invoice", "Agreement"), webhook_url=url)
            wait_until(lambda: f"{job_id}: Agreement (" in said.read_text())
        finally:
            receiver.terminate()
            receiver.wait(timeout=30)


def _refused(url: str) -> bool:
    body = json.dumps({"job_id": "1", "status": "failed", "error": "forged"})
    try:
        return httpx.post(url, content=body, trust_env=False).status_code == 401
    except httpx.TransportError:
        return False
