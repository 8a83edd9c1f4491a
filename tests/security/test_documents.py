"""Documents that are small to send and enormous to open: each ends with a clear answer, and the service goes on."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

import psutil
import pytest

from tests.files import bombs, make
from tests.service import Service, wait_until

MEMORY_MB = 1_500

TOO_MUCH = "crashes its reader|longer than its time limit|more memory|took longer than"
BROKEN = "corrupted|can't be read"
ENDS = {
    "contents": TOO_MUCH,
    "lines": TOO_MUCH,
    "letters": TOO_MUCH,
    "nested forms": TOO_MUCH,
    "annotations": TOO_MUCH,
    "object stream": f"{TOO_MUCH}|{BROKEN}",
    "deep page tree": BROKEN,
    "a page tree that holds itself": BROKEN,
    "a picture in a PDF": "900000000 pixels",
    "a PNG of 16 bits": TOO_MUCH,
    "a PNG with alpha": TOO_MUCH,
    "a PNG that is too large": "15000 x 15000 pixels",
    "a PNG with text": BROKEN,
    "a TIFF of frames": f"{TOO_MUCH}|more than 20000 frames",
    "a TIFF of huge frames": BROKEN,
    "a BMP": BROKEN,
    "a BMP that is too large": "pixels",
    "PDF after GIF": f"{BROKEN}|pixels",
}
"""How those end that can't be read. The others are read, unless the machine is too busy for their size."""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with Service(
        tmp_path_factory.mktemp("reader"),
        "--workers=1",
        POSTROOM_DOCUMENTS__PAGE_SECONDS="10",
        POSTROOM_DOCUMENTS__PAGE_MEMORY_MB=str(MEMORY_MB),
    ) as service:
        yield service
        sys.stderr.writelines(service.log)


@pytest.mark.parametrize(("name", "make_bomb"), bombs.ALL.items(), ids=bombs.ALL)
def test_a_bomb(reader: Service, name: str, make_bomb: Callable[[], bytes]) -> None:
    job = reader.submit(make_bomb())
    most = 0

    def ended() -> bool:
        nonlocal most
        for process in reader.pool():
            with contextlib.suppress(psutil.NoSuchProcess):
                most = max(most, process.memory_info().rss)
        return reader.status(job)["status"] in ("completed", "failed")

    # Three attempts at a page, each with a new process.
    wait_until(ended, 120)
    answer = reader.status(job)
    if name in ENDS or answer["status"] != "completed":
        assert answer["status"] == "failed", answer
        reasons = ENDS.get(name, TOO_MUCH).split("|")
        assert any(reason in answer["error"] for reason in reasons), answer["error"]
    assert most < MEMORY_MB * 2**20
    assert reader.classify(make.pdf([f"INVOICE after {name}"]))["status"] == "completed"
    assert reader.client.get("/readyz").json()["status"] == "ok"
