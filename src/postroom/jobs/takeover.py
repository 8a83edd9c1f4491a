"""Which workers live, and who takes over from those that don't.

Every worker adds to its row's `beats` at a fixed interval, and looks at the rows of the others. No clock is
compared with another: a worker counts as lost when its row has not moved at several looks in a row, so that
neither a clock that jumps nor a machine that slept is mistaken for a death. A worker that was stopped for so
long that others took its jobs finds its row gone when it wakes up, and ends at once: it must not work on what
is another's now.
"""

from __future__ import annotations

import logging
import os
import random
import secrets
import socket
import threading
import uuid
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa
from filelock import FileLock, Timeout

from postroom.errors import CapacityError, StorageUnavailable
from postroom.storage.database import Database, insert
from postroom.storage.tables import workers

log = logging.getLogger(__name__)

MISSED_BEATS = 4
"""A worker is lost when its row has not moved at so many looks in a row."""

ALL_LOOKS = 10
"""Every so many looks, the first of the workers also takes over from workers that nobody knows."""

STRAY_LOOKS = 3
"""Every so many looks, a worker looks for what was claimed for it and not begun."""

LEFT = -1
"""The number of beats of a worker that stopped of its own will."""

MAX_WORKERS = 1_000
"""Workers on one data folder at most."""

TakeOver = Callable[[Collection[str], bool], int]
"""Requeues what the workers with these ids had in hand, or (True) what all but these had; says how much."""


class Strays(Protocol):
    """What was claimed for this worker and not begun: the database went away in between."""

    def find(self) -> set[str]:
        """Their names. What was claimed this moment is among them."""
        ...

    def requeue(self, names: set[str]) -> int:
        """Give these back to the queue; says how many."""
        ...


class WorkerName:
    """A name that no other running worker has, and that a restarted worker has again.

    It is made of a name for the data folder, kept there, and the first number that no other worker on this
    folder holds. The lock on it ends with the process, however it ends.
    """

    def __init__(self, data_dir: Path) -> None:
        machine = _machine_name(data_dir / "machine")
        for number in range(MAX_WORKERS):
            self._lock = FileLock(data_dir / f"worker-{number}.lock")
            try:
                self._lock.acquire(timeout=0)
            except Timeout:
                continue
            self.name = f"{machine}-{number}"
            return
        raise StorageUnavailable(f"More than {MAX_WORKERS} workers use {data_dir}")


class Heartbeat:
    """A thread that beats, looks at the others, and takes over.

    Args:
        database: Where the workers' rows are.
        name: Of this worker.
        seconds: Between two beats.
        take_over: Requeues jobs.
        on_lost: Called when others have taken over from this worker; must end the process.
    """

    def __init__(
        self,
        database: Database,
        name: str,
        seconds: float,
        take_over: TakeOver,
        on_lost: Callable[[], None],
    ) -> None:
        self._database = database
        self._name = name
        self._seconds = seconds
        self._take_over = take_over
        self._on_lost = on_lost
        self._incarnation = str(uuid.uuid4())
        self._seen: dict[str, tuple[str, int, int]] = {}
        self._looks = 0
        self._beats = 0
        self._found: set[str] = set()
        self._strays: Strays | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)

    def register(self) -> None:
        """Make the row. Must be done before the worker takes a job.

        Raises:
            StorageUnavailable: The database can't be reached.
        """
        values = {"incarnation": self._incarnation, "beats": 0, "started_at": datetime.now(UTC)}
        # Not while somebody takes over from an earlier process of this name.
        with self._database.exclusive("takeover"), self._database.write() as connection:
            row = insert(connection, workers).values(id=self._name, **values)
            connection.execute(row.on_conflict_do_update(index_elements=[workers.c.id], set_=values))

    def start(self, strays: Strays | None = None) -> None:
        """Begin to beat, and to look for `strays`."""
        self._strays = strays
        self._thread.start()

    def leave(self) -> None:
        """Stop, and let the others take over at once what is left."""
        self._stop.set()
        self._thread.join(timeout=5)
        try:
            self._set_beats(sa.literal(LEFT))
        except CapacityError as error:
            log.warning("can't say that this worker leaves: %s", error)

    def _run(self) -> None:
        while not self._stop.wait(self._seconds * random.uniform(0.9, 1.0)):  # noqa: S311 — jitter
            try:
                if not self._set_beats(workers.c.beats + 1):
                    log.error("other workers have taken over from this one, which stood still for too long")
                    self._on_lost()
                    return
                self._look()
                self._look_for_strays()
            except CapacityError as error:
                log.warning("no heartbeat: %s", error)
            except Exception:
                # Without this thread the worker would be declared lost, and nobody would be taken over from.
                log.exception("a look at the other workers failed; it will be repeated")

    def _set_beats(self, beats: sa.ColumnElement[int]) -> bool:
        own = (workers.c.id == self._name) & (workers.c.incarnation == self._incarnation)
        with self._database.write() as connection:
            return connection.execute(workers.update().where(own).values(beats=beats)).rowcount == 1

    def _look(self) -> None:
        """Count who did not move; the first of those who live takes over from the lost."""
        rows = self._rows()
        seen: dict[str, tuple[str, int, int]] = {}
        for row in rows:
            incarnation, beats, missed = self._seen.get(row.id, ("", 0, 0))
            still = (incarnation, beats) == (row.incarnation, row.beats) and row.id != self._name
            seen[row.id] = (row.incarnation, row.beats, missed + 1 if still else 0)
        self._seen = seen
        lost = {
            name: (incarnation, beats)
            for name, (incarnation, beats, missed) in seen.items()
            if beats == LEFT or missed >= MISSED_BEATS
        }
        if self._name != min(seen.keys() - lost.keys(), default=None):
            return
        if lost:
            self._take_over_from(lost)
        # At its first look too: what workers of an earlier version had in hand has no row.
        if self._looks % ALL_LOOKS == 0:
            self._take_over_from_unknown()
        self._looks += 1

    def _take_over_from(self, lost: dict[str, tuple[str, int]]) -> None:
        with self._database.exclusive("takeover"):
            # Read again under the lock: one of them may have been started again, or have woken up.
            rows = {row.id: (row.incarnation, row.beats) for row in self._rows()}
            lost = {name: seen for name, seen in lost.items() if rows.get(name) == seen}
            if not lost:
                return
            count = self._take_over(list(lost), False)  # noqa: FBT003
            # Only now: if this worker dies before, another one takes over again.
            with self._database.write() as connection:
                connection.execute(workers.delete().where(workers.c.id.in_(lost)))
        log.warning("took over %d jobs from %s", count, ", ".join(sorted(lost)))

    def _take_over_from_unknown(self) -> None:
        with self._database.exclusive("takeover"):
            known = [row.id for row in self._rows()]
            if count := self._take_over(known, True):  # noqa: FBT003
                log.warning("took over %d jobs from workers that nobody knows", count)

    def _look_for_strays(self) -> None:
        """Give back what was claimed and not begun at two looks in a row."""
        self._beats += 1
        if self._strays is None or self._beats % STRAY_LOOKS:
            return
        found = self._strays.find()
        twice = found & self._found
        self._found = found - twice
        if not twice:
            return
        with self._database.exclusive("takeover"):
            # Found again under the lock: others may have taken over from this worker.
            if count := self._strays.requeue(twice & self._strays.find()):
                log.warning("%d jobs claimed for this worker and not begun go back to the queue", count)

    def _rows(self) -> Sequence[sa.Row[Any, Any, Any]]:
        with self._database.read() as connection:
            return connection.execute(sa.select(workers.c.id, workers.c.incarnation, workers.c.beats)).all()


def _machine_name(path: Path) -> str:
    """The name in the file `path`, which is made when it is not there."""
    if not path.exists():
        host = "".join(letter for letter in socket.gethostname() if letter.isalnum() or letter in "-.")[:60]
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        draft.write_text(f"{host}-{secrets.token_hex(4)}")
        try:
            os.link(draft, path)
        except FileExistsError:
            log.debug("another process has named the folder")
        finally:
            draft.unlink()
    return path.read_text()
