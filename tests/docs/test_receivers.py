"""The receivers of docs/guides/webhooks.md are run as they stand there, and told of real jobs."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.files import make
from tests.service import ROOT, Service, free_port, wait_until

RECEIVER = re.compile(r"<!-- receiver: (?P<command>[^>]+) -->\n```python\n(?P<code>.*?)```", re.DOTALL)
RECEIVERS = {
    found["command"].split()[0]: (found["command"], found["code"])
    for found in RECEIVER.finditer((ROOT / "docs/guides/webhooks.md").read_text(encoding="utf-8"))
}


@pytest.fixture(scope="module")
def telling(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with Service(
        tmp_path_factory.mktemp("receivers"),
        "--workers=1",
        POSTROOM_OUTBOUND__ALLOW_NETWORKS='["127.0.0.0/8"]',
    ) as service:
        yield service


def test_both_receivers_are_there() -> None:
    assert RECEIVERS.keys() == {"uvicorn", "flask"}


@pytest.mark.parametrize("name", ["uvicorn", "flask"])
def test_a_receiver_verifies_and_routes(telling: Service, tmp_path: Path, name: str) -> None:
    command, code = RECEIVERS[name]
    (tmp_path / "receiver.py").write_text(code)
    port = free_port()
    url = f"http://127.0.0.1:{port}/postroom"
    endpoint = telling.client.post(
        "/v1/webhook-endpoints", json={"url": url, "events": ["job.completed", "job.failed"]}
    ).json()
    said = tmp_path / "said.txt"
    with (
        said.open("w") as output,
        subprocess.Popen(
            [sys.executable, "-m", *shlex.split(command), f"--port={port}"],
            cwd=tmp_path, stderr=output, env=os.environ | {"WEBHOOK_SECRET": endpoint["secret"]},
        ) as process,
    ):  # fmt: skip
        try:
            wait_until(lambda: _answers(url))
            forged = httpx.post(url, json={"type": "job.completed", "data": {}}, trust_env=False)
            assert forged.status_code == 401
            for file_name, document in (
                ("bill.pdf", make.pdf([make.invoice()])),
                ("deal.pdf", make.pdf(["Contract"])),
                ("note.pdf", make.pdf(["Letter"])),
                ("broken.pdf", b"%PDF-1.7 rubbish"),
            ):
                answer = telling.client.post(
                    "/v1/jobs",
                    files={"file": (file_name, document)},
                    data={"categories": '["Invoice", "Contract", "Letter"]'},
                )
                assert answer.status_code == 202, answer.text
            deliveries = f"/v1/webhook-deliveries?endpoint_id={endpoint['id']}&status=delivered"
            log = wait_until(lambda: _whole(telling.client.get(deliveries).json()["data"]))
            # A message that comes again is taken once.
            telling.client.post(f"/v1/webhook-deliveries/{log[0]['id']}/replay")
            wait_until(lambda: len(telling.client.get(deliveries).json()["data"]) == 4)
        finally:
            process.terminate()
    telling.client.delete(f"/v1/webhook-endpoints/{endpoint['id']}")
    routed = sorted(line for line in said.read_text().splitlines() if " goes to " in line)
    assert routed == [
        "bill.pdf goes to accounting",
        "deal.pdf goes to legal",
        "note.pdf goes to somebody who looks",
    ]


def _answers(url: str) -> bool:
    try:
        return httpx.post(url, trust_env=False).status_code == 401
    except httpx.TransportError:
        return False


def _whole(log: list[dict[str, str]]) -> list[dict[str, str]] | None:
    return log if len(log) == 4 else None
