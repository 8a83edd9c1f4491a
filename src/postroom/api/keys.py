"""API keys: made, listed, revoked, found. Only their hashes are kept."""

from __future__ import annotations

import dataclasses
import hashlib
import secrets
import time
import uuid
from datetime import UTC, datetime

import sqlalchemy as sa

from postroom.errors import InvalidRequest, NotFound, Unauthorized
from postroom.storage.database import Database, insert
from postroom.storage.tables import api_keys

ENVIRONMENT_KEY = "POSTROOM_API_KEY"
"""Name of the key that the setting of this name holds."""

MAX_NAME_LENGTH = 200

REMEMBER_SECONDS = 2.0
"""How long a key is believed without looking again: the longest a revoked key goes on working."""


@dataclasses.dataclass(frozen=True, slots=True)
class ApiKey:
    """A key without its secret.

    Attributes:
        id: Owns jobs and usage.
        name: For people.
        quota: Documents a calendar month; None for no limit.
        created_at: When it was made.
        revoked_at: When it stopped working; None while it works.
    """

    id: str
    name: str
    quota: int | None
    created_at: datetime
    revoked_at: datetime | None


class Keys:
    """The keys in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._remembered: dict[str, tuple[float, ApiKey]] = {}

    def create(self, name: str, quota: int | None = None) -> tuple[ApiKey, str]:
        """Make a key; returns it and its secret, which can't be shown again.

        Raises:
            InvalidRequest: The name is empty or too long, or there is a key of this name.
        """
        if not name.strip() or len(name) > MAX_NAME_LENGTH:
            raise InvalidRequest(f"A key needs a name of 1 to {MAX_NAME_LENGTH} characters.")
        secret = f"postroom_{secrets.token_urlsafe(24)}"
        key = ApiKey(str(uuid.uuid4()), name, quota, datetime.now(UTC), None)
        row = {"hash": _hash(secret), **dataclasses.asdict(key)}
        with self._database.write() as connection:
            made = connection.execute(insert(connection, api_keys).values(row).on_conflict_do_nothing())
        if made.rowcount == 0:
            raise InvalidRequest(f"There is already a key named {name}; choose another name.")
        return key, secret

    def set_environment_key(self, secret: str) -> None:
        """Make `secret` the one key of the setting ``POSTROOM_API_KEY``; an earlier one stops working."""
        key = ApiKey(str(uuid.uuid4()), ENVIRONMENT_KEY, None, datetime.now(UTC), None)
        row = {"hash": _hash(secret), **dataclasses.asdict(key)}
        with self._database.write() as connection:
            connection.execute(
                insert(connection, api_keys)
                .values(row)
                .on_conflict_do_update(index_elements=[api_keys.c.name], set_={"hash": row["hash"]})
            )

    def all(self) -> list[ApiKey]:
        """Every key, the oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(_KEY.order_by(api_keys.c.created_at)).all()
        return [ApiKey(*row) for row in rows]

    def revoke(self, name: str) -> None:
        """Stop a key from working; its jobs stay until they expire.

        Raises:
            NotFound: No working key has this name.
        """
        with self._database.write() as connection:
            revoked = connection.execute(
                api_keys.update()
                .where(api_keys.c.name == name, api_keys.c.revoked_at.is_(None))
                .values(revoked_at=datetime.now(UTC))
            )
        if revoked.rowcount == 0:
            raise NotFound(f"There is no working key named {name}.")

    def check(self, secret: str) -> ApiKey:
        """The key that `secret` belongs to.

        The secret is looked up by its hash, so that the time this takes tells nothing about it.

        Raises:
            Unauthorized: There is no such key, or it was revoked.
        """
        digest = _hash(secret)
        remembered = self._remembered.get(digest)
        if remembered and time.monotonic() - remembered[0] < REMEMBER_SECONDS:
            return remembered[1]
        self._remembered.pop(digest, None)
        with self._database.read() as connection:
            row = connection.execute(_BY_HASH, {"hash": digest}).first()
        if row is None:
            raise Unauthorized("Invalid API key")
        key = ApiKey(*row)
        self._remembered[digest] = (time.monotonic(), key)
        return key


_KEY = sa.select(
    api_keys.c.id, api_keys.c.name, api_keys.c.quota, api_keys.c.created_at, api_keys.c.revoked_at
)
_BY_HASH = _KEY.where(api_keys.c.hash == sa.bindparam("hash"), api_keys.c.revoked_at.is_(None))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
