"""API keys: made, listed, rotated, revoked, found. Only their hashes are kept."""

from __future__ import annotations

import dataclasses
import hashlib
import secrets
import time
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from postroom.errors import InvalidRequest, NotFound, Unauthorized
from postroom.storage.database import Database, insert
from postroom.storage.tables import api_keys

ENVIRONMENT_KEY = "POSTROOM_API_KEY"
"""Name of the key that the setting of this name holds."""

MAX_NAME_LENGTH = 200

SCOPES = {
    "classify": "send documents, cancel and delete jobs",
    "read": "read jobs and usage",
    "admin": "manage the key's webhooks",
}
"""What a key may do."""

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
        scopes: What it may do; some of `SCOPES`.
        previous_until: Until when the key before the last rotation works too; None without one.
    """

    id: str
    name: str
    quota: int | None
    created_at: datetime
    revoked_at: datetime | None
    scopes: frozenset[str] = frozenset(SCOPES)
    previous_until: datetime | None = None


class Keys:
    """The keys in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._remembered: dict[str, tuple[float, ApiKey]] = {}

    def create(
        self, name: str, quota: int | None = None, scopes: Iterable[str] = tuple(SCOPES)
    ) -> tuple[ApiKey, str]:
        """Make a key; returns it and its secret, which can't be shown again.

        Args:
            name: For people.
            quota: Documents a calendar month; None for no limit.
            scopes: What it may do, at least one of `SCOPES`.

        Raises:
            InvalidRequest: The name is empty or too long, there is a key of this name, or a scope is none.
        """
        if not name.strip() or len(name) > MAX_NAME_LENGTH:
            raise InvalidRequest(f"A key needs a name of 1 to {MAX_NAME_LENGTH} characters.")
        wanted = frozenset(scopes)
        if not wanted or not wanted <= SCOPES.keys():
            raise InvalidRequest(f"A key needs some of the scopes {', '.join(SCOPES)}.")
        secret = _new_secret()
        key = ApiKey(str(uuid.uuid4()), name, quota, datetime.now(UTC), None, wanted)
        with self._database.write() as connection:
            made = connection.execute(
                insert(connection, api_keys).values(_row(key, secret)).on_conflict_do_nothing()
            )
        if made.rowcount == 0:
            raise InvalidRequest(f"There is already a key named {name}; choose another name.")
        return key, secret

    def set_environment_key(self, secret: str) -> None:
        """Make `secret` the one key of the setting ``POSTROOM_API_KEY``; an earlier one stops working."""
        key = ApiKey(str(uuid.uuid4()), ENVIRONMENT_KEY, None, datetime.now(UTC), None)
        row = _row(key, secret)
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
        return [_read(row) for row in rows]

    def rotate(self, name: str, overlap: timedelta) -> str:
        """Give a key a new secret, which is returned and can't be shown again; jobs and usage stay its own.

        Args:
            name: Of a working key.
            overlap: How long the secret before works too; that of a rotation before ends now.

        Raises:
            InvalidRequest: It is the key of the setting ``POSTROOM_API_KEY``.
            NotFound: No working key has this name.
        """
        if name == ENVIRONMENT_KEY:
            raise InvalidRequest(f"This key is changed where {ENVIRONMENT_KEY} is set.")
        secret = _new_secret()
        values = {
            "hash": _hash(secret),
            "previous_hash": api_keys.c.hash,
            "previous_until": datetime.now(UTC) + overlap,
        }
        with self._database.write() as connection:
            rotated = connection.execute(api_keys.update().where(*_working(name)).values(values))
        if rotated.rowcount == 0:
            raise NotFound(f"There is no working key named {name}.")
        return secret

    def revoke(self, name: str) -> None:
        """Stop a key from working; its jobs stay until they expire.

        Raises:
            NotFound: No working key has this name.
        """
        with self._database.write() as connection:
            revoked = connection.execute(
                api_keys.update().where(*_working(name)).values(revoked_at=datetime.now(UTC))
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
            row = connection.execute(_BY_HASH, {"hash": digest, "now": datetime.now(UTC)}).first()
        if row is None:
            raise Unauthorized("Invalid API key")
        key = _read(row)
        self._remembered[digest] = (time.monotonic(), key)
        return key


_KEY = sa.select(*(api_keys.c[field.name] for field in dataclasses.fields(ApiKey)))
_BY_HASH = _KEY.where(
    api_keys.c.revoked_at.is_(None),
    sa.or_(
        api_keys.c.hash == sa.bindparam("hash"),
        sa.and_(
            api_keys.c.previous_hash == sa.bindparam("hash"),
            api_keys.c.previous_until > sa.bindparam("now"),
        ),
    ),
)


def _working(name: str) -> tuple[sa.ColumnElement[bool], ...]:
    return api_keys.c.name == name, api_keys.c.revoked_at.is_(None)


def _read(row: Any) -> ApiKey:
    return dataclasses.replace(ApiKey(*row), scopes=frozenset(row.scopes.split()))


def _row(key: ApiKey, secret: str) -> dict[str, Any]:
    scopes = " ".join(scope for scope in SCOPES if scope in key.scopes)
    return dataclasses.asdict(key) | {"scopes": scopes, "hash": _hash(secret)}


def _new_secret() -> str:
    return f"postroom_{secrets.token_urlsafe(24)}"


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
