"""Where a key must not be found: answers, logs, the database, other processes, files of others, and clocks."""

from __future__ import annotations

import itertools
import os
import secrets
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from sqlalchemy.exc import IntegrityError

from postroom.api.keys import Keys
from postroom.errors import Unauthorized
from postroom.storage.database import Database
from postroom.storage.tables import api_keys
from tests.files import make
from tests.service import KEY, Service

PAIRS = 1_500


def test_the_key_is_nowhere(tmp_path: Path) -> None:
    key = "postroom_" + secrets.token_urlsafe(24)
    settings = {"POSTROOM_API_KEY": key, "POSTROOM_LOG_LEVEL": "debug"}
    with Service(tmp_path, "--workers=1", **settings) as service:
        service.client.headers["api-key"] = key
        service.classify(make.pdf([make.invoice()]))
        answers = [
            service.client.get(path).text
            for path in ("/openapi.json", "/metrics", "/readyz", "/org/get_usage", "/classify/none", "/none")
        ]
        wrong = {"api-key": key + "a"}
        answers += [
            httpx.post(service.url + path, headers=wrong, trust_env=False).text
            for path in ("/classify", "/v1/jobs")
        ]
        service.stop()
    assert not [answer for answer in answers if key in answer]
    assert not [line for line in service.log if key in line]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.name.startswith("postroom.db") for path in files)
    assert not [path for path in files if key.encode() in path.read_bytes()]


def test_a_key_that_can_be_guessed_is_warned_of(tmp_path: Path) -> None:
    warned: list[bool] = []
    for key in ("a" * 15, "a" * 16):
        with Service(tmp_path, "--workers=0", POSTROOM_API_KEY=key) as service:
            service.stop()
        warned.append("can be guessed" in "".join(service.log))
        assert key not in "".join(service.log)
    assert warned == [True, False]


def test_nobody_else_on_the_machine_may_read(tmp_path: Path) -> None:
    """In a folder that was there before, too, and whatever the mask of whoever starts the service."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    with Service(folder, "--workers=1") as service:
        service.classify(make.pdf([make.invoice()]))
        modes = {
            path: stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if not path.is_symlink()
        }
    assert any(path.suffix == ".db" for path in modes)
    assert {str(path): oct(mode) for path, mode in modes.items() if mode & 0o077} == {}


def test_errors_of_the_database_hold_nothing_of_what_was_sent(tmp_path: Path) -> None:
    """They are logged."""
    database = Database.at(tmp_path / "postroom.db")
    database.migrate()
    row = {"id": "PRIVATE", "name": "PRIVATE", "hash": "PRIVATE", "created_at": datetime.now(UTC)}
    with pytest.raises(IntegrityError) as failed, database.write() as connection:
        connection.execute(api_keys.insert(), [row, row])
    assert "PRIVATE" not in str(failed.value)
    database.close()


def test_libraries_keep_no_record_to_report_home(tmp_path: Path) -> None:
    """ONNX Runtime's telemetry begins with a number for the device and a list of events in the user's folder."""
    home, document = tmp_path / "home", tmp_path / "scan.pdf"
    home.mkdir()
    document.write_bytes(make.scan(make.contract()))
    unset = ("ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME", "XDG_DATA_HOME")
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    shown = subprocess.check_output(
        [sys.executable, "-m", "postroom", "classify", document, "-c", "Invoice", "-c", "Contract", "--json"],
        env=environment | {"HOME": str(home)},
        text=True,
        timeout=180,
    )
    assert '"ocr"' in shown, "it was not loaded"
    assert list(home.rglob("*")) == []


def takes_longer(first: Callable[[], object], second: Callable[[], object]) -> float:
    """How often the first takes longer than the second, run in turn: 0.5 when there is nothing to be told."""
    longer = 0.0
    for number in range(PAIRS):
        times = [0, 0]
        for which in (0, 1) if number % 2 else (1, 0):
            started = time.perf_counter_ns()
            (first, second)[which]()
            times[which] = time.perf_counter_ns() - started
        longer += 1.0 if times[0] > times[1] else 0.5 if times[0] == times[1] else 0.0
    return longer / PAIRS


def test_the_time_of_a_refusal_tells_nothing(tmp_path: Path) -> None:
    database = Database.at(tmp_path / "postroom.db")
    database.migrate()
    keys = Keys(database)
    _, secret = keys.create("one")
    letters = itertools.cycle("abcdefgh")

    def refused(check: Callable[[str], object], guess: str) -> None:
        with pytest.raises(Unauthorized):
            check(guess)

    def near() -> None:
        refused(keys.check, secret[:-1] + "!")

    def far() -> None:
        refused(keys.check, next(letters) * len(secret))

    assert 0.4 < takes_longer(near, far) < 0.6

    def leaky(guess: str) -> None:
        """Compares letter by letter: the measurement must find that."""
        for one, other in zip(guess, secret, strict=False):
            if one != other:
                break
        else:
            return
        raise Unauthorized

    assert (
        takes_longer(lambda: refused(leaky, secret[:-1] + "!"), lambda: refused(leaky, "!" * len(secret)))
        > 0.7
    )
    database.close()
    assert KEY not in secret
