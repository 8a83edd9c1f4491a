"""The documents' bytes, each stored once under the SHA-256 of its content: in a folder, or in a bucket.

An upload is hashed on its way, held in memory while it is small and otherwise written to ``incoming/`` of the
local folder, and goes to its place when it is whole: a stored object is always complete.

Files that are named by a hash or at random are strings here: pathlib interns each part of a path, and each
name that comes once and goes leaves a gap in the interpreter's table of interned strings, until that doubles.
"""

from __future__ import annotations

import abc
import contextlib
import errno
import hashlib
import os
import uuid
from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Self

from postroom.errors import DocumentTooLarge, StorageFull

HELD_BYTES = 65_536
"""How much of an `IncomingObject` is held in memory before it is written to the disk."""

HEAD_BYTES = 1024
"""How much of the beginning `IncomingObject.head` keeps, for telling the type by the content."""


class Objects(abc.ABC):
    """The stored documents. All calls but `receive` and `clear_incoming` may raise `StorageUnavailable`.

    Args:
        folder: Of this machine; what is on its way in is written there.
    """

    documents: Path
    """The folder of this machine in which `local` gives files."""

    def __init__(self, folder: Path) -> None:
        self._incoming = folder / "incoming"
        self._incoming.mkdir(parents=True, exist_ok=True)

    def receive(self, max_bytes: int) -> IncomingObject:
        """A new object to write to; at most `max_bytes` bytes."""
        return IncomingObject(f"{self._incoming}/{uuid.uuid4().hex}", max_bytes)

    def clear_incoming(self) -> None:
        """Remove what a process that died left half written. Only for the sole owner of the folder."""
        for path in self._incoming.iterdir():
            path.unlink(missing_ok=True)

    @abc.abstractmethod
    def secure(self, document: IncomingObject) -> str:
        """Make sure that every byte would survive this process, and return their SHA-256 in hex.

        This is the slow part, done before the transaction in which `place` is called.

        Raises:
            StorageFull: The disk is full or not writable.
        """

    @abc.abstractmethod
    def place(self, document: IncomingObject) -> None:
        """Put the object, which was secured before, in its place, within a transaction that locks its hash.

        Raises:
            StorageFull: The disk is full or not writable.
        """

    @abc.abstractmethod
    def local(self, sha256: str) -> AbstractContextManager[str]:
        """The path of the object as a file of this machine, for as long as the ``with`` block lasts.

        Raises:
            FileNotFoundError: It is not there.
        """

    @abc.abstractmethod
    def exists(self, sha256: str) -> bool:
        """Whether the object is there."""

    @abc.abstractmethod
    def delete(self, sha256: str) -> None:
        """Remove the object if it is there."""

    @abc.abstractmethod
    def all(self) -> Iterator[tuple[str, datetime]]:
        """Every object's SHA-256, and when it was written (UTC)."""

    @abc.abstractmethod
    def check(self) -> None:
        """Do nothing if the objects can be reached."""


class FolderObjects(Objects):
    """Objects in a folder; processes on several machines may share one."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.documents = folder / "objects"
        self.documents.mkdir(parents=True, exist_ok=True)

    def path(self, sha256: str) -> str:
        """Where the object is, whether or not it is there."""
        return f"{self.documents}/{sha256[:2]}/{sha256}"

    def secure(self, document: IncomingObject) -> str:
        """Wait until the bytes are on the disk."""
        document.sync()
        return document.sha256

    def place(self, document: IncomingObject) -> None:
        """Move the file."""
        target = self.path(document.sha256)
        with storage_errors():
            folder = os.path.dirname(target)
            if not os.path.exists(folder):
                with contextlib.suppress(FileExistsError):
                    os.mkdir(folder)
                _sync_folder(self.documents)
            os.replace(document.path, target)
            _sync_folder(folder)

    @contextlib.contextmanager
    def local(self, sha256: str) -> Generator[str]:
        """The file itself."""
        path = self.path(sha256)
        if not os.path.exists(path):
            raise FileNotFoundError(f"object {sha256} is not there")
        yield path

    def exists(self, sha256: str) -> bool:
        """Whether the file is there."""
        return os.path.exists(self.path(sha256))

    def delete(self, sha256: str) -> None:
        """Remove the file."""
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.path(sha256))

    def all(self) -> Iterator[tuple[str, datetime]]:
        """Every file."""
        for path in self.documents.glob("??/*"):
            with contextlib.suppress(FileNotFoundError):
                yield path.name, datetime.fromtimestamp(path.stat().st_mtime, UTC)

    def check(self) -> None:
        """The folder can be written to."""
        with storage_errors():
            (self._incoming / "check").touch()


class IncomingObject:
    """Bytes on their way in; leaving the ``with`` block before they are placed leaves nothing behind.

    Attributes:
        path: Where they are written, once `sync` was called or they are more than `HELD_BYTES`.
        size: Bytes so far.
        head: The first of them.
    """

    def __init__(self, path: str, max_bytes: int) -> None:
        self.path = path
        self._max_bytes = max_bytes
        self._hash = hashlib.sha256()
        self._held = bytearray()
        self._file: FileIO | None = None
        self.size = 0
        self.head = b""

    @property
    def sha256(self) -> str:
        """Of the bytes so far, in hex."""
        return self._hash.hexdigest()

    @property
    def content(self) -> bytes | Path:
        """The bytes, or where they are if they were written to the disk."""
        return bytes(self._held) if self._file is None else Path(self.path)

    def holds(self, size: int) -> bool:
        """Whether `size` bytes more would still be held in memory."""
        return self._file is None and len(self._held) + size <= HELD_BYTES

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
        if self.holds(len(chunk)):
            self._held += chunk
            return
        with storage_errors():
            _write_all(self._on_disk(), chunk)

    def sync(self) -> None:
        """Wait until every byte is on the disk.

        Raises:
            StorageFull: The disk is full or not writable.
        """
        with storage_errors():
            os.fsync(self._on_disk().fileno())

    def _on_disk(self) -> FileIO:
        """The file, with all that was held in memory."""
        if self._file is None:
            self._file = open(self.path, "xb", buffering=0)  # noqa: SIM115 — closed by `__exit__`
            _write_all(self._file, self._held)
            self._held = bytearray()
        return self._file

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.close()
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self.path)


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


def _write_all(file: FileIO, chunk: bytes | bytearray) -> None:
    view = memoryview(chunk)
    while view:
        view = view[file.write(view) :]


def _sync_folder(folder: str | Path) -> None:
    """Make sure that what was put into the folder is found there after a power loss."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
