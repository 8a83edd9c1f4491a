"""The storm in short; `make webhooks` makes the whole of it."""

from __future__ import annotations

from pathlib import Path

from tests.webhook_storm import storm

EVENTS, FAIL, SECONDS = 400, 0.2, 300
"""Eight failures of one event in a row, after which the next attempt comes too late, are one run in a thousand."""


def test_everything_is_told_whatever_is_killed(tmp_path: Path, backend: dict[str, str]) -> None:
    figures = storm(tmp_path, EVENTS, SECONDS, FAIL, **backend)
    assert figures.good(), figures
    # It was as bad as it should be: about two requests in ten fail.
    assert figures.requests > EVENTS * 1.1
