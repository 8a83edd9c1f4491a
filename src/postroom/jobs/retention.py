"""What is tidied up while the service runs: expired jobs, old deliveries, jobs that the engine gave up."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from postroom.errors import CapacityError, WorkerLost
from postroom.jobs.engine import Engine
from postroom.jobs.parts import job_of
from postroom.jobs.store import JobStore
from postroom.webhooks.deliveries import Deliveries

log = logging.getLogger(__name__)

SWEEP_SECONDS = 600.0
"""Time between two sweeps. An expired job is hidden at once; the sweep only frees its space."""

EXPIRED_AT_ONCE = 200
"""Jobs that are forgotten in one go, each with the names of all parts that it may have had."""


class Housekeeper:
    """A thread that sweeps now and then; every worker has one, and they don't disturb each other."""

    def __init__(self, store: JobStore, engine: Engine, deliveries: Deliveries, retention: timedelta) -> None:
        self._store = store
        self._engine = engine
        self._deliveries = deliveries
        self._retention = retention
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="housekeeper", daemon=True)

    def start(self) -> None:
        """Begin, with a first sweep."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the sweep at hand."""
        self._stop.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._engine.adopt_earlier()
                sweep(self._store, self._engine)
                self._deliveries.tidy(self._retention)
            except (CapacityError, SQLAlchemyError):
                log.exception("the sweep failed; it will be tried again")
            self._stop.wait(SWEEP_SECONDS)


def sweep(store: JobStore, engine: Engine) -> None:
    """Forget expired jobs with their documents, and end jobs that a version before has given up."""
    while gone := store.delete_expired(EXPIRED_AT_ONCE):
        engine.forget(*gone)
        log.info("forgot %d expired jobs", len(gone))
    if freed := store.freed_documents():
        store.remove_unreferenced(freed)
    for name in engine.given_up():
        if store.finish(job_of(name), WorkerLost().problem):
            log.error("job %s was given up", name)
        engine.forget(job_of(name))
