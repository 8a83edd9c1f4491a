"""The worker process: takes jobs from the durable queue and runs them on a pool."""

from __future__ import annotations

import logging
import os
import signal
import threading
from datetime import timedelta
from types import FrameType

from postroom import memory, tracing
from postroom.classification.vision import make_vision
from postroom.jobs.attempt import Attempts
from postroom.jobs.bodies import Bodies, CompatBody
from postroom.jobs.claimer import Claimer
from postroom.jobs.counters import type_of
from postroom.jobs.doorbell import Doorbell
from postroom.jobs.engine import PART_QUEUE, QUEUE, Engine
from postroom.jobs.observer import Observer
from postroom.jobs.parts import Parts
from postroom.jobs.pool import JOBS_AHEAD, Pool
from postroom.jobs.pulse import Pulse
from postroom.jobs.retention import Housekeeper
from postroom.jobs.runner import Runner
from postroom.jobs.services import Services
from postroom.jobs.takeover import Heartbeat, WorkerName
from postroom.settings import Settings, withhold_vision_key
from postroom.webhooks.deliverer import Deliverer

log = logging.getLogger(__name__)

JOBS_PER_PROCESS = 16
"""Jobs in hand at a time for each pool process, so that short ones need not wait for the next look."""

JOBS_PER_PROCESS_AND_KEY = 8
"""As many of them may be of one key: what others send finds a place at the next look."""

PARTS_PER_PROCESS = 2
"""Parts of large documents in hand at a time for each pool process; half of them may be of one key."""

PART_POLL_SECONDS = 2.0
"""How often a worker looks for parts, at most: each is seconds of work."""

LOST = 75
"""The exit code of a worker that others took over from; whoever looks after it starts it again."""


def run_worker(settings: Settings, compat_body: CompatBody, *, follow_stdin: bool) -> None:
    """Work until SIGTERM or SIGINT; then finish what runs, or leave it to the next worker.

    Args:
        settings: `workers` is the number of pool processes, at least 1.
        compat_body: Makes the body of a webhook in the contract's words.
        follow_stdin: Hear on standard input of jobs that were just accepted, and end at once when it closes,
            as it does when the parent dies; tell on standard output which jobs have changed, and beat there.
    """
    memory.share_one_heap()
    stop = threading.Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    processes = max(1, settings.workers)
    doorbell = Doorbell(JOBS_AHEAD * processes) if follow_stdin else None
    pulse = Pulse(settings.jobs.heartbeat_seconds) if follow_stdin else None
    tracing.start()

    is_local = settings.classifier.kind == "local"
    vision = None if is_local else make_vision(settings.classifier, settings.vision)
    settings = withhold_vision_key(settings)
    services = Services.from_settings(settings, of_worker=True)
    if not follow_stdin:
        services.migrate()
    engine = services.engine
    name = WorkerName(settings.data_dir)
    heartbeat = Heartbeat(
        services.database,
        name.name,
        settings.jobs.heartbeat_seconds,
        engine.take_over,
        lambda: os._exit(LOST),
    )
    heartbeat.register()
    observer = Observer(services.counters, settings.documents.page_seconds)
    pool = Pool(processes, settings, services.objects.documents, observer.page_done)
    attempts = Attempts(
        settings,
        engine,
        services.store,
        Parts(services.database),
        services.objects,
        pool,
        services.model_version,
        vision,
        services.ledger,
        observer,
        pulse.changed if pulse else lambda _job_id: None,
    )
    runner = Runner(name.name, engine, pool, attempts)
    type_of("invoice")  # reads the lexicon now, and not while the first job ends
    # What an earlier process of this name had in hand.
    engine.take_over([name.name])
    heartbeat.start(_Strays(name.name, engine, runner))
    claimers = _claimers(settings.jobs.poll_seconds, engine, name.name, pool, runner)
    for claimer in claimers:
        claimer.start()
    if doorbell:
        doorbell.answer(runner.begin_early)
    retention = timedelta(days=settings.jobs.retention_days)
    housekeeper = Housekeeper(services.store, engine, services.webhooks.deliveries, retention)
    housekeeper.start()
    bodies = Bodies(services, compat_body)
    deliverer = Deliverer(
        services.webhooks.outbox, settings.webhook, settings.outbound, bodies.render, observer.webhook
    )
    deliverer.start()
    log.info("worker %s is ready with %d pool processes", name.name, pool.size)
    stop.wait()
    log.info("the worker stops")
    for claimer in claimers:
        claimer.stop()
    housekeeper.stop()
    deliverer.stop()
    runner.drain(settings.jobs.stop_seconds)
    pool.close()
    services.counters.close()
    tracing.stop()
    heartbeat.leave()
    logging.shutdown()
    # Jobs that have not ended hold threads. They are this worker's still, and the next one takes them up.
    os._exit(0)


def _claimers(seconds: float, engine: Engine, worker: str, pool: Pool, runner: Runner) -> list[Claimer]:
    """One for each queue."""
    jobs, jobs_of_key = JOBS_PER_PROCESS * pool.size, JOBS_PER_PROCESS_AND_KEY * pool.size
    parts, parts_of_key = PARTS_PER_PROCESS * pool.size, pool.size
    part_seconds = max(PART_POLL_SECONDS, seconds)
    return [
        Claimer(engine, QUEUE, worker, jobs, jobs_of_key, seconds, runner.run),
        Claimer(engine, PART_QUEUE, worker, parts, parts_of_key, part_seconds, runner.run),
    ]


class _Strays:
    """See `takeover.Strays`."""

    def __init__(self, name: str, engine: Engine, runner: Runner) -> None:
        self._name = name
        self._engine = engine
        self._runner = runner

    def find(self) -> set[str]:
        """Those that the engine has and the runner does not."""
        return {name for name in self._engine.claimed_by(self._name) if not self._runner.holds(name)}

    def requeue(self, names: set[str]) -> int:
        """Like `Engine.give_back`."""
        return self._engine.give_back(names, self._name)
