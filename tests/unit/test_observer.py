"""What a pool process says of itself may be any: a document may have taken it over."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from postroom.jobs.counters import Counters
from postroom.jobs.observer import Observer
from postroom.jobs.pool_process import PageDone
from postroom.pipeline import failed_page
from postroom.storage.database import Database


@pytest.mark.parametrize("claimed", [math.nan, math.inf, -math.inf, -1.0, 1e9])
def test_seconds_that_no_page_can_take_are_not_counted(tmp_path: Path, claimed: float) -> None:
    database = Database.at(tmp_path / "postroom.db")
    database.migrate()
    counters = Counters(database)
    observer = Observer(counters, page_seconds=30)
    observer.page_done(PageDone(failed_page(1, (), "x"), {"read": claimed, "classify": 0.25}, at=claimed))
    counters.close()
    assert counters.read() == {"page_seconds": {"classify": 0.25}}
    database.close()
