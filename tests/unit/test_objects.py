"""Documents in a folder and in a bucket: the same promises."""

from __future__ import annotations

import os
import resource
import secrets
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from postroom.errors import StorageUnavailable
from postroom.settings import StorageSettings
from postroom.storage.bucket import BucketObjects
from postroom.storage.objects import HELD_BYTES, FolderObjects, Objects
from tests.servers import ACCESS_KEY, SECRET_KEY, Bucket


def bucket_settings(bucket: Bucket, **changes: object) -> StorageSettings:
    return StorageSettings(
        url=f"s3://postroom/{secrets.token_hex(4)}",
        endpoint=bucket.endpoint,
        access_key_id=ACCESS_KEY,
        secret_access_key=SecretStr(SECRET_KEY),
    ).model_copy(update=changes)


@pytest.fixture(params=["folder", "bucket"])
def objects(request: pytest.FixtureRequest, tmp_path: Path) -> Objects:
    if request.param == "folder":
        return FolderObjects(tmp_path)
    return BucketObjects(tmp_path, bucket_settings(request.getfixturevalue("bucket")))


def store(objects: Objects, content: bytes) -> str:
    with objects.receive(len(content)) as document:
        for start in range(0, len(content), 10_000):
            document.write(content[start : start + 10_000])
        sha256 = objects.secure(document)
        objects.place(document)
    return sha256


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"]


def test_what_is_stored_is_there_until_it_is_deleted(objects: Objects, tmp_path: Path) -> None:
    # Small ones are held in memory, large ones written to the disk.
    contents = b"one", b"two" * 50_000, os.urandom(HELD_BYTES), b"one"
    names = {store(objects, content): content for content in contents}
    assert len(names) == 3
    for name, content in names.items():
        with objects.local(name) as path:
            assert Path(path).read_bytes() == content
    listed = dict(objects.all())
    assert listed.keys() == names.keys()
    assert all(datetime.now(UTC) - written < timedelta(minutes=1) for written in listed.values())
    for name in names:
        objects.delete(name)
        objects.delete(name)
        with pytest.raises(FileNotFoundError), objects.local(name):
            pass
    assert list(objects.all()) == []
    objects.check()
    objects.clear_incoming()
    assert files(tmp_path) == []


@pytest.mark.parametrize("size", [4, HELD_BYTES + 1])
def test_an_upload_that_is_given_up_leaves_nothing(objects: Objects, tmp_path: Path, size: int) -> None:
    with objects.receive(2 * size) as document:
        document.write(bytes(size))
    assert list(objects.all()) == []
    assert files(tmp_path) == []


def test_a_copy_is_shared_and_removed_after_the_last_use(bucket: Bucket, tmp_path: Path) -> None:
    objects = BucketObjects(tmp_path, bucket_settings(bucket))
    name = store(objects, b"shared")
    with objects.local(name) as first:
        with objects.local(name) as second:
            assert first == second
        assert Path(first).read_bytes() == b"shared"
    assert files(tmp_path) == []


def test_copies_wait_for_space(bucket: Bucket, tmp_path: Path) -> None:
    objects = BucketObjects(tmp_path, bucket_settings(bucket, scratch_bytes=150))
    names = [store(objects, secrets.token_bytes(100)) for _ in range(2)]
    second = threading.Event()

    def use(name: str) -> None:
        with objects.local(name):
            second.set()

    with objects.local(names[0]):
        thread = threading.Thread(target=use, args=(names[1],))
        thread.start()
        assert not second.wait(0.5)
    assert second.wait(10)
    thread.join()


def test_a_large_document_is_never_in_memory(bucket: Bucket, tmp_path: Path) -> None:
    objects = BucketObjects(tmp_path, bucket_settings(bucket))
    store(objects, b"warm")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    chunk = os.urandom(1_000_000)
    with objects.receive(300_000_000) as document:
        for _ in range(300):
            document.write(chunk)
        name = objects.secure(document)
    with objects.local(name) as path:
        assert Path(path).stat().st_size == 300_000_000
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown < 120, f"grew by {grown:.0f} MiB"
    objects.delete(name)


def _closed(bucket: Bucket) -> StorageSettings:
    return bucket_settings(bucket, endpoint="http://127.0.0.1:1")


def _wrong_key(bucket: Bucket) -> StorageSettings:
    return bucket_settings(bucket, secret_access_key=SecretStr("wrong"))


@pytest.mark.parametrize("settings", [_closed, _wrong_key])
def test_a_store_out_of_reach_is_a_clear_error(
    bucket: Bucket, tmp_path: Path, settings: Callable[[Bucket], StorageSettings]
) -> None:
    objects = BucketObjects(tmp_path, settings(bucket))
    with objects.receive(10) as document:
        document.write(b"content")
        with pytest.raises(StorageUnavailable):
            objects.secure(document)
    assert files(tmp_path) == []
