"""The documents' bytes, each stored once under the SHA-256 of its content.

An upload is first written to ``incoming/``, hashed on the way, and moved to its place when it is whole:
a file under ``objects/`` is always complete and on the disk.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import uuid
from collections.abc import Generator
from pathlib import Path
from types import TracebackType
from typing import Self

from postroom.errors import DocumentTooLarge, StorageFull

HEAD_BYTES = 1024
"""How much of the beginning `IncomingObject.head` keeps, for telling the type by the content."""


class Objects:
    """The folder of stored documents."""

    def __init__(self, folder: Path) -> None:
        self._incoming = folder / "incoming"
        self._objects = folder / "objects"
        self._incoming.mkdir(parents=True, exist_ok=True)
        self._objects.mkdir(parents=True, exist_ok=True)

    def receive(self, max_bytes: int) -> IncomingObject:
        """A new object to write to; at most `max_bytes` bytes."""
        return IncomingObject(self._incoming / uuid.uuid4().hex, self, max_bytes)

    def path(self, sha256: str) -> Path:
        """Where the object is, whether or not it is there."""
        return self._objects / sha256[:2] / sha256

    def delete(self, sha256: str) -> None:
        """Remove the object if it is there."""
        self.path(sha256).unlink(missing_ok=True)

    def clear_incoming(self) -> None:
        """Remove what a process that died left half written. Only for the sole owner of the folder."""
        for path in self._incoming.iterdir():
            path.unlink(missing_ok=True)


class IncomingObject:
    """Bytes on their way in; leaving the ``with`` block without `place` leaves nothing behind."""

    def __init__(self, path: Path, objects: Objects, max_bytes: int) -> None:
        self._path = path
        self._objects = objects
        self._max_bytes = max_bytes
        self._hash = hashlib.sha256()
        self.size = 0
        self.head = b""
        with storage_errors():
            self._file = path.open("xb", buffering=0)

    def write(self, chunk: bytes) -> None:
        """Append `chunk`.

        Raises:
            DocumentTooLarge: More bytes than allowed.
            StorageFull: The disk is full or not writable.
        """
        self.size += len(chunk)
        if self.size > self._max_bytes:
            raise DocumentTooLarge(f"File size exceeds maximum limit of {megabytes(self._max_bytes)}MB.")
        self._hash.update(chunk)
        if len(self.head) < HEAD_BYTES:
            self.head += chunk[: HEAD_BYTES - len(self.head)]
        with storage_errors():
            view = memoryview(chunk)
            while view:
                view = view[self._file.write(view) :]

    def sync(self) -> str:
        """Make sure that every byte is on the disk, and return their SHA-256 in hex.

        Raises:
            StorageFull: The disk is full or not writable.
        """
        with storage_errors():
            os.fsync(self._file.fileno())
        return self._hash.hexdigest()

    def place(self) -> None:
        """Move the object, which was synced before, to its place.

        Raises:
            StorageFull: The disk is full or not writable.
        """
        target = self._objects.path(self._hash.hexdigest())
        with storage_errors():
            target.parent.mkdir(exist_ok=True)
            self._path.replace(target)
            _sync_folder(target.parent)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)


@contextlib.contextmanager
def storage_errors() -> Generator[None]:
    """Turns the system's "no space", "quota" and "read-only" into `StorageFull`."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EIO):
            raise StorageFull from error
        raise


def megabytes(size: int) -> int:
    """Bytes as whole megabytes of 10⁶, at least 1."""
    return max(1, size // 1_000_000)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
