"""What a process of the service is made of, built once from the settings."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import Self

from postroom.classification.classifier import model_version
from postroom.jobs.batches import Batches
from postroom.jobs.counters import Counters
from postroom.jobs.engine import Engine
from postroom.jobs.forecast import Forecast
from postroom.jobs.spending import Ledger
from postroom.jobs.store import JobStore
from postroom.settings import Settings, WebhookSettings
from postroom.storage.database import Database
from postroom.storage.folder import private_folder
from postroom.storage.objects import FolderObjects, Objects
from postroom.webhooks.deliveries import Deliveries
from postroom.webhooks.endpoints import Endpoints
from postroom.webhooks.events import Events
from postroom.webhooks.outbox import Outbox

WORKER_CONNECTIONS = 6
"""To SQLite. Each takes half a megabyte once it has been used for everything, and those that are seldom used
get there late; more would only wait for their turn to write."""


def open_database(settings: Settings, *, of_worker: bool = False) -> Database:
    """Postgres where the settings name one, else SQLite in the data folder.

    Args:
        settings: Of the service.
        of_worker: There what the durable engine notes need not be on the disk, because a power loss ends what
            it is at anyway; and every thread may wait for a connection.
    """
    if settings.database_url:
        return Database.connect(settings.database_url.get_secret_value(), settings.database.connections)
    path = settings.data_dir / "postroom.db"
    if of_worker:
        return Database.at(path, durable=False, connections=WORKER_CONNECTIONS)
    return Database.at(path)


def open_objects(settings: Settings) -> Objects:
    """A bucket where the settings name one, else the data folder."""
    if settings.storage.url:
        from postroom.storage.bucket import BucketObjects

        return BucketObjects(settings.data_dir, settings.storage)
    return FolderObjects(settings.data_dir)


@dataclasses.dataclass(frozen=True, slots=True)
class Webhooks:
    """Who is told of what, and what became of it."""

    events: Events
    endpoints: Endpoints
    deliveries: Deliveries
    outbox: Outbox

    @classmethod
    def over(cls, database: Database, settings: WebhookSettings) -> Self:
        """All of them in one database.

        Raises:
            SettingsError: The operator's URL is none.
        """
        events = Events(settings)
        return cls(
            events,
            Endpoints(database, events, settings.max_endpoints),
            Deliveries(database, timedelta(hours=settings.retry_hours)),
            Outbox(database, settings),
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Services:
    """The rooms that the API and the workers share."""

    settings: Settings
    database: Database
    objects: Objects
    store: JobStore
    batches: Batches
    webhooks: Webhooks
    engine: Engine
    ledger: Ledger
    forecast: Forecast
    counters: Counters
    model_version: str

    @classmethod
    def from_settings(cls, settings: Settings, *, of_worker: bool = False) -> Self:
        """Open everything in the data folder, which is made when it is not there.

        Args:
            settings: Of the service.
            of_worker: As `open_database` takes it.
        """
        private_folder(settings.data_dir)
        database = open_database(settings, of_worker=of_worker)
        objects = open_objects(settings)
        version = model_version(settings)
        retention = timedelta(days=settings.jobs.retention_days)
        engine = Engine(database)
        webhooks = Webhooks.over(database, settings.webhook)
        on_end, on_batch_end = webhooks.events.job_ended, webhooks.events.batch_ended
        store = JobStore(database, objects, version, retention, on_end, on_batch_end)
        batches = Batches(database, retention, on_batch_end)
        ledger = Ledger(database, settings.vision)
        forecast, counters = Forecast(database), Counters(database)
        return cls(
            settings,
            database,
            objects,
            store,
            batches,
            webhooks,
            engine,
            ledger,
            forecast,
            counters,
            version,
        )

    def migrate(self) -> None:
        """Bring all tables, ours and the engine's, to the newest shape."""
        self.database.migrate()
        self.engine.migrate(self.database)

    def close(self) -> None:
        """Release what is held."""
        self.counters.close()
        self.engine.close()
        self.database.close()
