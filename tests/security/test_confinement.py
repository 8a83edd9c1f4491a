"""What a document could do that has taken over the process that opens it: next to nothing."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import shutil
import socket
import sys
from collections.abc import Generator
from pathlib import Path

import psutil
import pytest

from tests.files import make
from tests.service import KEY, Service

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in ("x86_64", "aarch64"), reason="the kernel's part"
)

SECRETS = {
    "OPENAI_API_KEY": "PRIVATE-openai",
    "AWS_SECRET_ACCESS_KEY": "PRIVATE-aws",
    "PGPASSWORD": "PRIVATE-postgres",
    "SOME_TOKEN": "PRIVATE-other",
    "POSTROOM_VISION__API_KEY": "PRIVATE-vision",
    "POSTROOM_STORAGE__SECRET_ACCESS_KEY": "PRIVATE-bucket",
}


@contextlib.contextmanager
def taken_over(folder: Path, confined: str) -> Generator[Service]:
    factory = "tests.fakes:load_taken_over"
    settings = {"POSTROOM_DOCUMENTS__CONFINED": confined, **SECRETS}
    with Service(folder, "--workers=1", classifier=factory, **settings) as service:
        yield service


def attempts(service: Service, listener: socket.socket, folder: Path) -> dict[str, str]:
    """What came of everything that was tried in a pool process."""
    port = listener.getsockname()[1]
    (folder / "victim").write_text("secret")
    worker = service.worker()
    assert worker
    tried = (
        f"read {service.folder}/postroom.db",
        f"list {folder}",
        f"write {folder}/planted",
        f"remove {folder}/victim",
        f"connect {port}",
        f"send {port}",
        f"start {shutil.which('true')}",
        f"fork {shutil.which('true')}",
        f"signal {os.getpid()}",
        f"look {worker.pid}",
        "environment -",
    )
    answer = service.classify(make.pdf(["\n".join(tried)]))
    return json.loads(answer["result"]["page_results"][0]["raw_result"])


def test_a_pool_process_can_do_next_to_nothing(tmp_path: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        taken_over(tmp_path / "data", "true") as service,
    ):
        outcomes = attempts(service, listener, tmp_path)
        listener.settimeout(0.1)
        with pytest.raises(TimeoutError):
            listener.accept()
        service.stop()
    names = outcomes.pop("environment").split()
    assert outcomes == dict.fromkeys(outcomes, "PermissionError")
    assert len(outcomes) == 10
    assert not [name for name in names if name in SECRETS or name.startswith("POSTROOM_")]
    assert (tmp_path / "victim").exists()
    assert not (tmp_path / "planted").exists()
    assert not any("less confined" in line for line in service.log)


def test_the_same_without_the_kernels_help(tmp_path: Path) -> None:
    """The attempts above are real ones; and the environment holds no secret either way."""
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        taken_over(tmp_path / "data", "false") as service,
    ):
        outcomes = attempts(service, listener, tmp_path)
    names = outcomes.pop("environment").split()
    assert outcomes == dict.fromkeys(outcomes, "done")
    assert not [name for name in names if name in SECRETS or name.startswith("POSTROOM_")]


def test_the_real_classifier_misses_nothing(tmp_path: Path) -> None:
    """What its libraries may not do, they would complain of on standard error."""
    with Service(tmp_path, "--workers=1", classifier="postroom.classification.local:load") as service:
        for document in (make.pdf([make.invoice()]), make.scan(make.contract())):
            assert (
                service.classify(document, [{"name": "Bill"}, {"name": "Agreement"}])["status"] == "completed"
            )
        service.stop()
    assert not [line for line in service.log if "denied" in line.lower()]


def test_a_reply_does_nothing_in_the_worker(tmp_path: Path) -> None:
    """The worker has the keys to everything, and takes what a pool process says for data."""
    with taken_over(tmp_path / "data", "true") as service:
        answer = service.classify(make.pdf([f"escape {tmp_path}/planted", "lie", "INVOICE"]))
        assert [page["success"] for page in answer["result"]["page_results"]] == [False, False, True]
    assert not (tmp_path / "planted").exists()


def test_no_secret_is_seen_from_outside(tmp_path: Path) -> None:
    """What `ps` shows of the service's processes, and what pool processes have in their memory to start with."""
    with taken_over(tmp_path, "true") as service:
        service.classify(make.pdf(["INVOICE"]))
        processes = [psutil.Process(service.process.pid), service.worker(), *service.pool()]
        shown = [" ".join(process.cmdline()) for process in processes if process]
        pool = [process.environ() for process in service.pool()]
    assert len(shown) == 3
    for secret in (KEY, "PRIVATE"):
        assert not [line for line in shown if secret in line]
        assert not [value for variables in pool for value in variables.values() if secret in value]
