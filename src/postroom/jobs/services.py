"""What a process of the service is made of, built once from the settings."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import Self

from postroom.classification.classifier import model_version
from postroom.jobs.batches import Batches
from postroom.jobs.spending import Ledger
from postroom.jobs.store import JobStore
from postroom.jobs.workflow import Engine
from postroom.settings import Settings
from postroom.storage.database import Database
from postroom.storage.objects import FolderObjects, Objects


def open_database(settings: Settings) -> Database:
    """Postgres where the settings name one, else SQLite in the data folder."""
    if settings.database_url:
        return Database.connect(settings.database_url.get_secret_value(), settings.database.connections)
    return Database.at(settings.data_dir / "postroom.db")


def open_objects(settings: Settings) -> Objects:
    """A bucket where the settings name one, else the data folder."""
    if settings.storage.url:
        from postroom.storage.bucket import BucketObjects

        return BucketObjects(settings.data_dir, settings.storage)
    return FolderObjects(settings.data_dir)


@dataclasses.dataclass(frozen=True, slots=True)
class Services:
    """The rooms that the API and the workers share."""

    settings: Settings
    database: Database
    objects: Objects
    store: JobStore
    batches: Batches
    engine: Engine
    ledger: Ledger
    model_version: str

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        """Open everything in the data folder, which is made when it is not there."""
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        database = open_database(settings)
        objects = open_objects(settings)
        version = model_version(settings)
        retention = timedelta(days=settings.jobs.retention_days)
        engine = Engine(database)
        on_end = engine.enqueue_delivery if settings.webhook.url else None
        store = JobStore(database, objects, version, retention, on_end)
        batches = Batches(database, retention)
        ledger = Ledger(database, settings.vision)
        return cls(settings, database, objects, store, batches, engine, ledger, version)

    def migrate(self) -> None:
        """Bring all tables, ours and the engine's, to the newest shape."""
        self.database.migrate()
        self.engine.migrate(self.database)

    def close(self) -> None:
        """Release what is held."""
        self.engine.close()
        self.database.close()
