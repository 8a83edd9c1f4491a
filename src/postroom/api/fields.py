"""Reads ids in paths and the fields of the native API's forms and bodies: each says what it can't be."""

from __future__ import annotations

import json
import re
from typing import Any, cast
from uuid import UUID

from postroom.documents.ranges import PageRanges
from postroom.errors import InvalidParameter, InvalidRequest, NotFound
from postroom.outbound import check_url
from postroom.schemas import Priority
from postroom.settings import OutboundSettings

MAX_METADATA = 16
MAX_METADATA_NAME = 64
MAX_METADATA_VALUE = 512
MAX_BATCH_NAME = 200

IDEMPOTENCY_KEY = re.compile(r"[!-~]{1,255}")
SHA256 = re.compile(r"[0-9a-f]{64}")


def invalid(field: str, detail: str) -> InvalidParameter:
    """What is wrong with a field of the body."""
    return InvalidParameter(detail, ({"pointer": f"/{field}", "detail": detail},))


def invalid_parameter(parameter: str, detail: str) -> InvalidParameter:
    """What is wrong with a parameter of the URL or a header."""
    return InvalidParameter(detail, ({"parameter": parameter, "detail": detail},))


def read_priority(text: str | None) -> Priority:
    """The priority; ``normal`` without one.

    Raises:
        InvalidParameter: There is no such priority.
    """
    try:
        return Priority(text or Priority.NORMAL)
    except ValueError:
        raise invalid("priority", "The priority must be high, normal or low.") from None


def read_page_ranges(text: str | None) -> str | None:
    """The pages in their normal form; None for all.

    Raises:
        InvalidParameter: They are no ranges of pages.
    """
    if not text:
        return None
    try:
        return str(PageRanges.parse(text))
    except ValueError as error:
        raise invalid("pages", str(error)) from None


def read_metadata(text: str | None) -> dict[str, str]:
    """The metadata in a form's field; empty without any.

    Raises:
        InvalidParameter: Not a JSON object of strings, or too much.
    """
    if not text:
        return {}
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise invalid("metadata", "The metadata must be a JSON object.") from None
    return check_metadata(value)


def check_metadata(value: Any) -> dict[str, str]:
    """The metadata in a JSON value.

    Raises:
        InvalidParameter: Not an object of strings, or too much.
    """
    if not isinstance(value, dict):
        raise invalid("metadata", "The metadata must be a JSON object.")
    entries = cast("dict[str, Any]", value)
    if len(entries) > MAX_METADATA:
        raise invalid("metadata", f"The metadata may have {MAX_METADATA} entries.")
    for name, entry in entries.items():
        if not 0 < len(name) <= MAX_METADATA_NAME:
            raise invalid("metadata", f"A name in the metadata may have 1 to {MAX_METADATA_NAME} characters.")
        if not isinstance(entry, str) or len(entry) > MAX_METADATA_VALUE:
            raise invalid(
                "metadata",
                f"A value in the metadata must be a string of {MAX_METADATA_VALUE} characters at most.",
            )
        _check_text("metadata", name + entry)
    return entries


def read_name(value: Any) -> str | None:
    """The name of a batch.

    Raises:
        InvalidParameter: Not a string, or too long.
    """
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > MAX_BATCH_NAME:
        raise invalid("name", f"The name must be a string of {MAX_BATCH_NAME} characters at most.")
    _check_text("name", value)
    return value


def read_webhook_url(value: Any, outbound: OutboundSettings) -> str | None:
    """The URL that is told of the end; nothing is looked up yet.

    Raises:
        InvalidParameter: It can't be used.
    """
    if not value:
        return None
    if not isinstance(value, str):
        raise invalid("webhook_url", "The webhook_url must be a string.")
    try:
        check_url(value, outbound, "webhook_url")
    except InvalidRequest as error:
        raise invalid("webhook_url", error.detail) from error
    return value


def read_sha256(text: str) -> str:
    """A hash in hex.

    Raises:
        InvalidParameter: It is none.
    """
    lower = text.lower()
    if not SHA256.fullmatch(lower):
        raise invalid("sha256", "The sha256 must have 64 hexadecimal digits.")
    return lower


def read_id(text: str, missing: str) -> str:
    """An id of a path, in lower case as the database has it.

    Raises:
        NotFound: It is no id; `missing` says what is not there.
    """
    try:
        return str(UUID(text))
    except ValueError:
        raise NotFound(missing) from None


def read_batch_id(text: str | None) -> str | None:
    """A batch's id; whether there is such a batch is seen later.

    Raises:
        InvalidParameter: It is no id.
    """
    if not text:
        return None
    try:
        return str(UUID(text))
    except ValueError:
        raise invalid("batch_id", "The batch_id must be the id of a batch.") from None


def read_idempotency_key(text: str | None) -> str | None:
    """The header ``Idempotency-Key``.

    Raises:
        InvalidParameter: Empty, too long, or with a character that is none.
    """
    if text is None:
        return None
    if not IDEMPOTENCY_KEY.fullmatch(text):
        raise invalid_parameter("Idempotency-Key", "The key must have 1 to 255 visible ASCII characters.")
    return text


def read_max_pages(text: str | None, most: int) -> int:
    """How many pages to classify at most.

    Raises:
        InvalidParameter: Not a whole number of at least 1.
    """
    if not text:
        return most
    digits = text.lstrip("0")
    if not text.isascii() or not text.isdigit() or not digits:
        raise invalid("max_pages", "max_pages must be a whole number of at least 1.")
    # Python refuses to read very long numbers; they mean as many as there may be.
    return min(int(digits), most) if len(digits) < 10 else most


def _check_text(field: str, text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise invalid(field, "It holds half a character (a lone surrogate).") from None
    if "\0" in text:
        raise invalid(field, "It holds the character NUL.")
