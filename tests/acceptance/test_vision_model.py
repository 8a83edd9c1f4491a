"""A real model behind a real OpenAI-compatible server: llama.cpp's, on loopback, shown the pages' text."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.test_cli import run
from tests.files import make
from tests.model import serve
from tests.service import ROOT, Service

MODEL = "smollm2"
LITTLE = {"POSTROOM_VISION__INPUT": "text", "POSTROOM_VISION__MAX_CHARACTERS": "300"}
"""So that two cores answer in a second or two."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    command = [sys.executable, serve.__file__]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdin
        assert server.stdout
        address = server.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), "the model's server did not start"
        yield f"{address}/v1"
        server.stdin.close()


def test_the_command_line_asks_the_model(url: str) -> None:
    done = run(
        "classify", ROOT / "examples/invoice.pdf", "-c", "Invoice=a bill for goods", "-c", "Contract",
        "--classifier", "vision", "--vision-url", url, "--model", MODEL, "--json", "--max-pages", "1",
        **LITTLE, )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (page,) = json.loads(done.stdout)["pages"]
    assert page["classifier"] == "vision"
    # So small a model guesses, but it answers with a label, and how sure it is is its own.
    assert page["raw"] in ("Invoice", "Contract", "none of these")
    assert 0 < page["confidence"] < 1
    assert sum(page["scores"].values()) + page["none_of_these"] == pytest.approx(1)


def test_a_page_that_the_budget_does_not_pay_for_is_answered_offline(url: str) -> None:
    done = run(
        "classify", ROOT / "examples/invoice.pdf", ROOT / "examples/resume.pdf", "-c", "Contract", "-c", "Letter",
        "--classifier", "cascade", "--vision-url", url, "--model", MODEL, "--budget", "1 pages", "--max-pages", "1",
        **LITTLE, POSTROOM_CLASSIFIER__CASCADE_CONFIDENCE="1",
        COLUMNS="160",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "vision" in done.stdout
    assert "local (budget_spent)" in done.stdout


def test_the_service_asks_the_model(url: str, tmp_path: Path) -> None:
    with Service(
        tmp_path,
        POSTROOM_CLASSIFIER__KIND="vision",
        POSTROOM_VISION__BASE_URL=url,
        POSTROOM_VISION__MODEL=MODEL,
        **LITTLE,
    ) as service:
        job = service.submit(make.pdf([make.invoice(), make.contract()]), ("Invoice", "Contract"))
        pages = service.wait(job)["result"]["page_results"]
        assert {page["raw_result"] for page in pages} <= {"Invoice", "Contract", "none of these"}
        shown = service.client.get(f"/v1/jobs/{job}").json()
        assert [page["classifier"] for page in shown["result"]["pages"]] == ["vision", "vision"]
        assert shown["vision"]["pages"] == 2
        assert shown["vision"]["input_tokens"] > 100
