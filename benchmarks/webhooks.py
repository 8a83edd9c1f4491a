"""10,000 events for a receiver that fails 30 % of the time, hangs and restarts: `make webhooks`.

What sends them, workers and the whole service, is killed meanwhile. With `--postgres`, the service works on
Postgres and S3 instead of SQLite and a folder.

Prints the figures; ends with 1 when an event was lost, a signature did not fit, or the receiver was hammered.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.servers import Bucket, Postgres  # noqa: E402 — after the path
from tests.webhook_storm import FAIL, describe, storm  # noqa: E402

if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, default=10_000)
    options.add_argument("--seconds", type=float, default=900, help="After the last submit.")
    options.add_argument("--postgres", action="store_true", help="On Postgres and S3.")
    chosen = options.parse_args()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="postroom-webhooks-")))
        settings: dict[str, str] = {}
        if chosen.postgres:
            settings["POSTROOM_DATABASE_URL"] = stack.enter_context(Postgres()).new_database()
            settings |= stack.enter_context(Bucket()).settings("webhooks")
        figures = storm(folder, chosen.events, chosen.seconds, FAIL, **settings)
    print("Postgres and S3" if chosen.postgres else "SQLite", describe(figures), flush=True)
    sys.exit(0 if figures.good() else 1)
