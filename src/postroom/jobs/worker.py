"""The worker process: takes jobs from the durable queue and runs them on a pool."""

from __future__ import annotations

import collections
import logging
import os
import signal
import threading
from collections.abc import Collection
from datetime import timedelta
from types import FrameType

from dbos import DBOS, DBOSConfig, WorkflowStatus

from postroom import memory, tracing
from postroom.classification.vision import make_vision
from postroom.jobs.attempt import Attempts
from postroom.jobs.bodies import Bodies, CompatBody
from postroom.jobs.claimer import JOBS_PER_PROCESS_AND_KEY, Claimer
from postroom.jobs.counters import type_of
from postroom.jobs.doorbell import Doorbell
from postroom.jobs.engine import (
    APPLICATION,
    EARLIER_QUEUE,
    PART_QUEUE,
    PART_WORKFLOW,
    QUEUE,
    WORKFLOW,
    WORKFLOW_VERSION,
)
from postroom.jobs.observer import Observer
from postroom.jobs.parts import Parts
from postroom.jobs.pool import JOBS_AHEAD, Pool
from postroom.jobs.pulse import Pulse
from postroom.jobs.retention import Housekeeper
from postroom.jobs.services import Services
from postroom.jobs.takeover import Heartbeat, WorkerName
from postroom.jobs.workflow import Runner
from postroom.settings import Settings, withhold_vision_key
from postroom.webhooks.deliverer import Deliverer

log = logging.getLogger(__name__)

PARTS_PER_PROCESS = 2
"""Parts of large documents in hand at a time for each pool process; half of them may be of one key."""

PART_POLL_SECONDS = 2.0
"""How often a worker looks for parts, at most: each is seconds of work."""

EARLIER_POLL_SECONDS = 15.0
"""How often a worker looks for what a version before has left."""

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
    name = WorkerName(settings.data_dir)
    heartbeat = Heartbeat(
        services.database, name.name, settings.jobs.heartbeat_seconds, take_over, lambda: os._exit(LOST)
    )
    heartbeat.register()
    observer = Observer(services.counters, settings.documents.page_seconds)
    pool = Pool(processes, settings, services.objects.documents, observer.page_done)
    engine = DBOS(config=_engine_config(services, name.name))
    attempts = Attempts(
        settings,
        services.engine,
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
    runner = Runner(name.name, services.engine, pool, attempts)
    runner.register()
    type_of("invoice")  # reads the lexicon now, and not while the first job ends
    engine.listen_queues([PART_QUEUE, EARLIER_QUEUE])
    engine.launch()
    _register_queues(settings, pool)
    heartbeat.start(_Strays(name.name, runner))
    claimer = Claimer(services.engine, name.name, pool.size, settings.jobs.poll_seconds, runner.run)
    claimer.start()
    if doorbell:
        doorbell.answer(runner.begin_early)
    retention = timedelta(days=settings.jobs.retention_days)
    housekeeper = Housekeeper(services.store, services.webhooks.deliveries, retention)
    housekeeper.start()
    bodies = Bodies(services, compat_body)
    deliverer = Deliverer(
        services.webhooks.outbox, settings.webhook, settings.outbound, bodies.render, observer.webhook
    )
    deliverer.start()
    log.info("worker %s is ready with %d pool processes", name.name, pool.size)
    stop.wait()
    log.info("the worker stops")
    claimer.stop()
    housekeeper.stop()
    deliverer.stop()
    runner.drain(settings.jobs.stop_seconds)
    pool.close()
    services.counters.close()
    tracing.stop()
    heartbeat.leave()
    logging.shutdown()
    # Jobs that have not ended hold threads. They must neither return nor raise, because either would end them
    # in the engine's eyes; left as they are, the next worker takes them up.
    os._exit(0)


def take_over(names: Collection[str], all_but: bool) -> int:  # noqa: FBT001
    """Requeue what the workers `names` had in hand, or what all but these had; says how many workflows.

    Only one worker at a time may be here: between the look and the requeueing, nobody else must requeue.
    """
    pending = _pending(None if all_but else list(names))
    return _requeue([each for each in pending if not (all_but and each.executor_id in names)])


class _Strays:
    """See `takeover.Strays`."""

    def __init__(self, name: str, runner: Runner) -> None:
        self._name = name
        self._runner = runner

    def find(self) -> set[str]:
        """Those that the engine has and the runner does not."""
        return {each.workflow_id for each in self._pending() if not self._runner.holds(each.workflow_id)}

    def requeue(self, names: set[str]) -> int:
        """Like `take_over`."""
        return _requeue([each for each in self._pending() if each.workflow_id in names])

    def _pending(self) -> list[WorkflowStatus]:
        return _pending([self._name])


def _pending(executors: list[str] | None) -> list[WorkflowStatus]:
    """What these executors have in hand, or all have."""
    found = DBOS.list_workflows(
        name=[WORKFLOW, PART_WORKFLOW],
        status="PENDING",
        executor_id=executors,
        load_input=False,
        load_output=False,
    )
    return list(found)


def _requeue(pending: list[WorkflowStatus]) -> int:
    left: dict[str, list[str]] = collections.defaultdict(list)
    for each in pending:
        left[each.queue_name or QUEUE].append(each.workflow_id)
    for queue, workflows in left.items():
        DBOS.resume_workflows(workflows, queue_name=queue)
    return len(pending)


def _engine_config(services: Services, executor: str) -> DBOSConfig:
    return DBOSConfig(
        name=APPLICATION,
        system_database_engine=services.database.engine,
        application_version=WORKFLOW_VERSION,
        executor_id=executor,
        log_level="WARNING",
        use_listen_notify=False,
        notification_listener_polling_interval_sec=60.0,
        scheduler_polling_interval_sec=3600.0,
    )


def _register_queues(settings: Settings, pool: Pool) -> None:
    DBOS.register_queue(
        PART_QUEUE,
        worker_concurrency=PARTS_PER_PROCESS * pool.size,
        partition_worker_concurrency=pool.size,
        polling_interval_sec=max(PART_POLL_SECONDS, settings.jobs.poll_seconds),
        on_conflict="always_update",
    )
    DBOS.register_queue(
        EARLIER_QUEUE,
        worker_concurrency=JOBS_PER_PROCESS_AND_KEY * pool.size,
        polling_interval_sec=EARLIER_POLL_SECONDS,
        on_conflict="always_update",
    )
