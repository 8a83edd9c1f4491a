"""`postroom serve`: the API in this process, and a worker process that is looked after."""

from __future__ import annotations

import contextlib
import logging
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator

import uvicorn
from anyio import Semaphore
from filelock import FileLock, Timeout

from postroom import memory, tracing
from postroom.api.app import create_app
from postroom.api.connections import Connection
from postroom.api.keys import ENVIRONMENT_KEY, Keys
from postroom.api.limits import ReadLimit, SubmitLimits
from postroom.api.state import State
from postroom.api.watch import Watch
from postroom.errors import SettingsError
from postroom.jobs import doorbell, pulse
from postroom.jobs.services import Services
from postroom.settings import Settings
from postroom.storage.folder import private_folder

log = logging.getLogger(__name__)

PICTURES_AT_ONCE = 2

SHORT_KEY = 16
"""Characters under which a key is warned of."""

SHUTDOWN_SECONDS = 5
"""Time that open requests get at a stop."""


def serve(settings: Settings, announce: Callable[[str, str | None], None]) -> None:
    """Serve until SIGTERM or SIGINT.

    Args:
        settings: Of the service; with `workers` 0 only the API runs.
        announce: Called once with the address, and with the first key when one had to be made.

    Raises:
        SettingsError: The port is taken, another service uses the data folder, or traces are asked for and
            can't be made.
    """
    memory.share_one_heap()
    tracing.start()
    private_folder(settings.data_dir)
    with _sole_owner(settings), _listen(settings) as listener:
        services = Services.from_settings(settings)
        services.migrate()
        services.objects.clear_incoming()
        keys = Keys(services.database)
        first_key = _first_key(keys, settings)
        watch = Watch(services.database, services.forecast, settings.jobs.watch_seconds)
        worker = _Worker(settings, watch.look) if settings.workers else None
        state = State(
            services=services,
            keys=keys,
            submit_limits=SubmitLimits(services.store, settings.limits),
            read_limit=ReadLimit(settings.limits),
            enqueue=services.engine.enqueue,
            # Where other machines look into the same queue, one of them might begin the same job.
            ring=worker.ring if worker and not services.database.remote else lambda _job_id: None,
            forget=services.engine.forget,
            watch=watch,
            drawing=Semaphore(PICTURES_AT_ONCE),
            worker_alive=worker.alive if worker else lambda: True,
        )
        host, port = listener.getsockname()[:2]
        address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        try:
            config = uvicorn.Config(
                create_app(state),
                http=Connection.limited(settings.connections),
                ws="none",
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_keep_alive=30,
                timeout_graceful_shutdown=SHUTDOWN_SECONDS,
            )
            # uvicorn stops at these and then raises them once more; without handlers of ours that would
            # end the process before the worker was stopped.
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda _number, _frame: None)
            _Server(config, lambda: announce(address, first_key), watch.close).run(sockets=[listener])
        finally:
            if worker:
                worker.stop()
            services.close()
            tracing.stop()


class _Server(uvicorn.Server):
    """Says when it listens, and lets those go who wait for changes when it stops."""

    def __init__(
        self, config: uvicorn.Config, announce: Callable[[], None], let_go: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._announce = announce
        self._let_go = let_go

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._let_go()
        await super().shutdown(sockets=sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self._announce()


class _Worker:
    """The worker process, started again when it dies.

    Args:
        settings: Of the service.
        changed: Called with the id of each job that the worker has changed; by a thread of its own.
    """

    def __init__(self, settings: Settings, changed: Callable[[str], None]) -> None:
        self._settings = settings
        self._changed = changed
        self._stopping = threading.Event()
        self._process = self._start()
        self._thread = threading.Thread(target=self._look_after, name="look-after-worker", daemon=True)
        self._thread.start()

    def alive(self) -> bool:
        return self._process.poll() is None

    def ring(self, job_id: str) -> None:
        """Tell it that there is a job."""
        if pipe := self._process.stdin:
            doorbell.ring(pipe, job_id)

    def stop(self) -> None:
        """Let it finish what it can, then make sure that it is gone."""
        self._stopping.set()
        self._process.terminate()
        try:
            self._process.wait(timeout=self._settings.jobs.stop_seconds + 10)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._thread.join(timeout=5)

    def _start(self) -> subprocess.Popen[bytes]:
        # The worker needs no key, so it gets none.
        environment = {name: value for name, value in os.environ.items() if name != ENVIRONMENT_KEY}
        command = [sys.executable, "-P", "-m", "postroom", "worker", "--follow-stdin"]
        options = [f"--data-dir={self._settings.data_dir}", f"--workers={self._settings.workers}"]
        return subprocess.Popen(  # noqa: S603 — our own command
            command + options, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )

    def _look_after(self) -> None:
        failures, jobs = 0, self._settings.jobs
        while True:
            started = time.monotonic()
            code = pulse.wait(self._process, jobs.heartbeat_seconds, jobs.silent_looks, self._changed)
            if self._stopping.is_set():
                return
            failures = 0 if time.monotonic() - started > 60 else failures + 1
            wait = min(30.0, 0.25 * 2**failures) * random.uniform(0.5, 1.0)  # noqa: S311 — jitter
            log.error("the worker ended with code %d; it is started again in %.1f s", code, wait)
            if self._stopping.wait(wait):
                return
            self._process = self._start()


def _first_key(keys: Keys, settings: Settings) -> str | None:
    """Makes sure that there is a key; returns the secret of one that had to be made."""
    if settings.api_key:
        secret = settings.api_key.get_secret_value()
        if len(secret) < SHORT_KEY:
            log.warning(
                "%s has %d characters and can be guessed; take one that `postroom keys create` makes",
                ENVIRONMENT_KEY,
                len(secret),
            )
        keys.set_environment_key(secret)
    elif not keys.all():
        return keys.create("first")[1]
    return None


@contextlib.contextmanager
def _sole_owner(settings: Settings) -> Generator[None]:
    lock = FileLock(settings.data_dir / "serve.lock", timeout=5)
    try:
        with lock:
            yield
    except Timeout as error:
        raise SettingsError(
            f"Another postroom serve uses {settings.data_dir}; stop it, or choose another --data-dir."
        ) from error


@contextlib.contextmanager
def _listen(settings: Settings) -> Generator[socket.socket]:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listener = socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        raise SettingsError(
            f"Can't listen on {settings.host} port {settings.port}: {error.strerror}."
        ) from error
    with listener:
        yield listener
