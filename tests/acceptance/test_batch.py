"""`postroom batch`: answers in a file, documents in folders, and nothing lost or done twice by a kill."""

from __future__ import annotations

import csv
import importlib
import json
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.files import make
from tests.service import KEY, ROOT, Service, wait_until

POSTROOM = Path(sys.executable).parent / "postroom"
HEARING = ("env", "--default-signal=INT")
"""Starts a process that hears Ctrl-C, as one in the background of a shell does not."""
CATEGORIES = ("-c", "Invoice", "-c", "Agreement")


def environment() -> dict[str, str]:
    mine = {name: value for name, value in os.environ.items() if not name.startswith("POSTROOM_")}
    return mine | {
        "POSTROOM_CLASSIFIER__FACTORY": "tests.fakes:load",
        "POSTROOM_API_KEY": KEY,
        "PYTHONPATH": str(ROOT),
    }


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [POSTROOM, "batch", *map(str, arguments), *CATEGORIES],
        env=environment(), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def fill(folder: Path, count: int) -> None:
    (folder / "below").mkdir(parents=True)
    for number in range(count):
        page = make.invoice() if number % 2 else make.contract()
        (folder / ("below" if number == 0 else ".") / f"{number}.pdf").write_bytes(make.pdf([page]))


def left(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(tmp_path / "in", 4)
    return tmp_path / "in"


def test_answers_and_sorts_and_overwrites_nothing(folder: Path, tmp_path: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 rubbish")
    (folder / "notes.txt").write_text("not a document")
    sorted_ = tmp_path / "sorted"
    (sorted_ / "Invoice").mkdir(parents=True)
    (sorted_ / "Invoice" / "1.pdf").write_bytes(b"somebody else's")
    out = tmp_path / "out.csv"
    done = run(folder, "--out", out, "--move", sorted_)
    assert done.returncode == 6, done.stderr
    with out.open(encoding="utf-8") as file:
        rows = {row["file"]: row for row in csv.DictReader(file)}
    assert {name: row["category"] for name, row in rows.items()} == {
        "1.pdf": "Invoice", "2.pdf": "Agreement", "3.pdf": "Invoice", "below/0.pdf": "Agreement", "broken.pdf": ""
    }  # fmt: skip
    assert rows["broken.pdf"]["error"] == "document_corrupt"
    assert left(sorted_) == [
        "Agreement/0.pdf", "Agreement/2.pdf", "Invoice/1 (2).pdf", "Invoice/1.pdf", "Invoice/3.pdf",
        "failed/broken.pdf",
    ]  # fmt: skip
    assert (sorted_ / "Invoice" / "1.pdf").read_bytes() == b"somebody else's"
    assert left(folder) == ["notes.txt"]
    assert re.search(r"Invoice\s+2", done.stdout)
    again = run(folder, "--out", out)
    assert again.returncode == 2
    assert "already" in again.stderr


def test_what_is_unsure_goes_apart(folder: Path, tmp_path: Path) -> None:
    done = run(folder, "--out", tmp_path / "out.jsonl", "--move", tmp_path / "sorted", "--threshold", "1")
    assert done.returncode == 0, done.stderr
    assert all(name.startswith("unsure/") for name in left(tmp_path / "sorted"))


def test_with_a_server_and_as_parquet(folder: Path, tmp_path: Path, service: Service) -> None:
    done = run(folder, "--out", tmp_path / "out.parquet", "--server", service.url)
    assert done.returncode == 0, done.stderr
    parquet: Any = importlib.import_module("pyarrow.parquet")
    rows = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert [row["category"] for row in rows] == ["Invoice", "Agreement", "Invoice", "Agreement"]
    assert len(left(folder)) == 4


def test_a_server_is_sent_several_at_a_time_and_no_more(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out.jsonl"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.pdf").write_bytes(make.pdf([f"@HANG {number}"]))
    with Service(tmp_path / "service", "--workers=1") as service:
        command = [
            *HEARING,
            POSTROOM,
            "batch",
            folder,
            "--out",
            out,
            "--server",
            service.url,
            "--concurrency",
            "3",
            *CATEGORIES,
        ]
        process = subprocess.Popen([*map(str, command)], env=environment(), stderr=subprocess.DEVNULL)

        def jobs() -> list[dict[str, Any]]:
            return service.client.get("/v1/jobs").json()["data"]

        wait_until(lambda: len(jobs()) == 3)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 130
        for job in jobs():
            service.client.post(f"/v1/jobs/{job['id']}/cancel")
        assert len(jobs()) == 3
        for path in folder.iterdir():
            path.write_bytes(make.pdf([make.invoice(int(path.stem))]))
        done = run(folder, "--out", out, "--server", service.url, "--concurrency", "3")
    assert done.returncode == 0, done.stderr
    assert len(out.read_text("utf-8").splitlines()) == 4


FILES = 200
"""Enough for the signal to come in the middle, on a busy machine too."""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_goes_on_after_a_kill(tmp_path: Path, how: signal.Signals) -> None:
    folder, out = tmp_path / "in", tmp_path / "out.jsonl"
    fill(folder, FILES)
    command: Sequence[object] = (
        *HEARING,
        POSTROOM,
        "batch",
        folder,
        "--out",
        out,
        "--move",
        tmp_path / "to",
        *CATEGORIES,
    )
    process = subprocess.Popen([*map(str, command)], env=environment(), stderr=subprocess.DEVNULL)
    journal = tmp_path / "out.jsonl.journal"
    wait_until(lambda: journal.exists() and journal.read_bytes().count(b"\n") > 3, 60)
    process.send_signal(how)
    assert process.wait(timeout=30) in (-how, 130)
    assert not out.exists()
    begun = journal.read_bytes()[: journal.read_bytes().rindex(b"\n") + 1]
    with journal.open("ab") as file:
        file.write(b'{"file": "cut o')
    done = run(folder, "--out", out, "--move", tmp_path / "to")
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert len(rows) == len({row["file"] for row in rows}) == FILES
    assert len(left(tmp_path / "to")) == FILES
    assert left(folder) == []
    assert not journal.exists()
    assert all(json.loads(line) in rows for line in begun.splitlines()[1:])


def test_the_bar_moves_on_a_terminal(folder: Path, tmp_path: Path) -> None:
    terminal, side = pty.openpty()
    command = [POSTROOM, "batch", folder, "--out", tmp_path / "out.csv", *CATEGORIES]
    process = subprocess.Popen(
        [*map(str, command)], env=environment() | {"TERM": "xterm", "COLUMNS": "100"},
        stdout=subprocess.PIPE, stderr=side,
    )  # fmt: skip
    os.close(side)
    shown = b""
    while True:
        try:
            shown += os.read(terminal, 65536)
        except OSError:
            break
    os.close(terminal)
    assert process.stdout
    with process.stdout:
        summary = process.stdout.read().decode()
    assert process.wait(timeout=60) == 0
    assert b"0/4" in shown
    assert b"4/4" in shown
    assert "Agreement" in summary
    assert "\x1b" not in summary


def test_another_question_is_not_mixed_in(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    (tmp_path / "out.csv.journal").write_text('{"folder": "/elsewhere"}\n', encoding="utf-8")
    assert "other categories" in run(folder, "--out", out).stderr
    assert "must end in" in run(folder, "--out", tmp_path / "out.xls").stderr
    assert run(folder, "--out", out, "--move", tmp_path).returncode == 2
