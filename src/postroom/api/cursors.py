"""Where a list goes on: the time and the id of the last entry that was sent."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from uuid import UUID

from postroom.api.fields import invalid_parameter


def write_cursor(created_at: datetime, entry_id: str) -> str:
    """The cursor of what comes after this entry."""
    return base64.urlsafe_b64encode(f"{created_at.isoformat()} {entry_id}".encode()).decode()


def read_cursor(cursor: str) -> tuple[datetime, str]:
    """The time, in UTC, and the id of the last entry that was sent.

    Raises:
        InvalidParameter: No list gave this cursor.
    """
    try:
        text = base64.b64decode(cursor, altchars=b"-_", validate=True).decode("ascii")
        time, _, entry_id = text.partition(" ")
        return datetime.fromisoformat(time).astimezone(UTC), str(UUID(entry_id))
    except (ValueError, OverflowError):
        raise invalid_parameter("cursor", "Send the next_cursor of an answer, unchanged.") from None
