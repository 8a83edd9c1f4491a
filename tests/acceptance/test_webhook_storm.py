"""The storm in short; `make webhooks` makes the whole of it."""

from __future__ import annotations

from pathlib import Path

from tests.webhook_storm import storm

EVENTS = 400


def test_everything_is_told_whatever_is_killed(tmp_path: Path, backend: dict[str, str]) -> None:
    figures = storm(tmp_path, EVENTS, seconds=150, **backend)
    assert figures.good(), figures
    # It was as bad as it should be: about three requests in ten fail.
    assert figures.requests > EVENTS * 1.2
