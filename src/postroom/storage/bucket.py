"""Objects in a bucket of any store that speaks S3.

Uploads are gathered on this machine, the larger ones on its disk, because their name is known only at their
end, and go from there to the bucket; workers stream them back to their own disk for as long as they are at
work on them.
"""

from __future__ import annotations

import contextlib
import functools
import shutil
import threading
import uuid
from collections.abc import Generator, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from filelock import FileLock, Timeout
from obstore.exceptions import BaseError
from obstore.store import S3Store

from postroom.errors import SettingsError, StorageUnavailable
from postroom.settings import StorageSettings
from postroom.storage.objects import IncomingObject, Objects, storage_errors

PART_BYTES = 8 * 2**20
"""Size of a part of a large upload, in bytes."""

AT_ONCE = 2
"""Parts on their way at a time; with `PART_BYTES` the bound of what an upload holds in memory."""

RETRY_SECONDS = 10
"""How long a request is tried again before the store counts as out of reach."""


class BucketObjects(Objects):
    """Objects under ``objects/`` of a bucket.

    Args:
        folder: Of this machine, for what is on its way in or being worked on.
        settings: Where the bucket is.
    """

    def __init__(self, folder: Path, settings: StorageSettings) -> None:
        super().__init__(folder)
        self.documents = folder / "scratch"
        self.documents.mkdir(parents=True, exist_ok=True)
        self._scratch_bytes = settings.scratch_bytes
        self._store, self._prefix = _open(settings)
        self._uses: dict[str, _Use] = {}
        self._changed = threading.Condition()

    def secure(self, document: IncomingObject) -> str:
        """Upload it, unless it is there."""
        with _reached():
            if not self._exists(document.sha256):
                self._upload(document)
        return document.sha256

    def place(self, document: IncomingObject) -> None:
        """Upload it again if the last job that referred to it went away in the meantime."""
        self.secure(document)

    @contextlib.contextmanager
    def local(self, sha256: str) -> Generator[str]:
        """A copy, shared by all that ask for it at the same time and removed after the last of them."""
        with self._changed:
            use = self._uses.setdefault(sha256, _Use(self._scratch.path / sha256))
            use.users += 1
        try:
            with use.lock:
                if not use.ready:
                    self._download(sha256, use)
            yield str(use.path)
        finally:
            with self._changed:
                use.users -= 1
                if use.users == 0:
                    use.path.unlink(missing_ok=True)
                    del self._uses[sha256]
                self._changed.notify_all()

    @functools.cached_property
    def _scratch(self) -> _Scratch:
        return _Scratch(self.documents)

    def exists(self, sha256: str) -> bool:
        """Whether the bucket has it."""
        with _reached():
            return self._exists(sha256)

    def delete(self, sha256: str) -> None:
        """Remove it from the bucket."""
        with _reached(), contextlib.suppress(FileNotFoundError):
            self._store.delete(self._name(sha256))

    def all(self) -> Iterator[tuple[str, datetime]]:
        """Every object, a thousand at a time."""
        with _reached():
            batches: Any = self._store.list(self._prefix)  # pyright: ignore[reportUnknownMemberType] — arrow types are not installed
            for batch in batches:
                for item in batch:
                    yield item["path"].rpartition("/")[2], item["last_modified"]

    def check(self) -> None:
        """Ask for an object that is not there."""
        with _reached():
            self._exists("check")

    def _name(self, sha256: str) -> str:
        return f"{self._prefix}{sha256[:2]}/{sha256}"

    def _exists(self, sha256: str) -> bool:
        try:
            self._store.head(self._name(sha256))
        except FileNotFoundError:
            return False
        return True

    def _upload(self, document: IncomingObject) -> None:
        name = self._name(document.sha256)
        try:
            self._store.put(name, document.content, chunk_size=PART_BYTES, max_concurrency=AT_ONCE)
        except FileNotFoundError as error:
            raise StorageUnavailable("There is no such bucket") from error

    def _download(self, sha256: str, use: _Use) -> None:
        name = self._name(sha256)
        with _reached():
            self._wait_for_space(use, self._store.head(name)["size"])
            with storage_errors(), use.path.open("wb") as file:
                for chunk in self._store.get(name).stream(min_chunk_size=PART_BYTES):
                    file.write(chunk)
        use.ready = True

    def _wait_for_space(self, use: _Use, size: int) -> None:
        """Until the documents at hand leave room for this one, or there are none."""
        with self._changed:
            self._changed.wait_for(lambda: self._taken() == 0 or self._taken() + size <= self._scratch_bytes)
            use.size = size

    def _taken(self) -> int:
        return sum(use.size for use in self._uses.values())


class _Use:
    """A document that is, or is about to be, on this machine's disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.users = 0
        self.size = 0
        self.ready = False
        self.lock = threading.Lock()


def _open(settings: StorageSettings) -> tuple[S3Store, str]:
    assert settings.url
    parts = urlsplit(settings.url)
    if parts.scheme != "s3" or not parts.netloc:
        raise SettingsError("POSTROOM_STORAGE__URL must be like s3://bucket/prefix.")
    config: dict[str, Any] = {"region": settings.region}
    if settings.endpoint:
        config["endpoint"] = settings.endpoint
    if settings.access_key_id and settings.secret_access_key:
        config["access_key_id"] = settings.access_key_id
        config["secret_access_key"] = settings.secret_access_key.get_secret_value()
    store = S3Store(
        parts.netloc,
        config=config,  # pyright: ignore[reportArgumentType] — the names are those of its own type
        client_options={"allow_http": True, "connect_timeout": timedelta(seconds=5)},
        retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=RETRY_SECONDS)},
    )
    prefix = parts.path.strip("/")
    return store, f"{prefix}/objects/" if prefix else "objects/"


class _Scratch:
    """A folder for this process alone. Those of processes that are gone are removed."""

    def __init__(self, folder: Path) -> None:
        for other in folder.glob("*.lock"):
            with contextlib.suppress(Timeout), FileLock(other, timeout=0):
                shutil.rmtree(other.with_suffix(""), ignore_errors=True)
                other.unlink(missing_ok=True)
        self.path = folder / uuid.uuid4().hex
        self._lock = FileLock(self.path.with_suffix(".lock"))
        self._lock.acquire()
        self.path.mkdir()


@contextlib.contextmanager
def _reached() -> Generator[None]:
    """Turns what goes wrong between here and the store into `StorageUnavailable`."""
    try:
        yield
    except (BaseError, ConnectionError, TimeoutError) as error:
        raise StorageUnavailable(
            f"The store of documents can't be reached: {type(error).__name__}"
        ) from error
