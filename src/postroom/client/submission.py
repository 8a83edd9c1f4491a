"""What is sent with a document."""

from __future__ import annotations

import dataclasses
import json
import uuid
from collections.abc import Mapping, Sequence
from typing import TypedDict

from postroom.client import compat
from postroom.client.calls import read_categories
from postroom.errors import InvalidRequest
from postroom.schemas import Category, Priority


class Options(TypedDict, total=False):
    """What may be said of a document besides its categories.

    Keys:
        file_url: Where the server fetches it, instead of a file.
        sha256: Of a document that a job of this key still has, instead of a file.
        max_pages: Classify only so many pages.
        pages: Classify only these, such as ``1-3,7,10-``.
        priority: ``high``, ``normal`` or ``low``.
        metadata: At most 16 words of the caller's own, by name.
        webhook_url: Told when the job has ended.
        batch_id: The batch that the job belongs to.
        idempotency_key: The same key and request within a day give the same job; a new key when left out.
    """

    file_url: str | None
    sha256: str | None
    max_pages: int | None
    pages: str | None
    priority: Priority | str | None
    metadata: Mapping[str, str] | None
    webhook_url: str | None
    batch_id: str | None
    idempotency_key: str | None


def refuse_hosted(what: str, hosted: bool) -> None:  # noqa: FBT001
    """Refuse a call that the hosted contract has no word for.

    Raises:
        InvalidRequest: The client speaks only that contract.
    """
    if hosted:
        raise InvalidRequest(f"The hosted contract has no {what}; make the client without compat=True.")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """The options of a submit, as `Client.submit` names them."""

    file_url: str | None = None
    sha256: str | None = None
    max_pages: int | None = None
    pages: str | None = None
    priority: Priority | str | None = None
    metadata: Mapping[str, str] | None = None
    webhook_url: str | None = None
    batch_id: str | None = None
    idempotency_key: str | None = None

    def fields(self, categories: Sequence[str | Category], *, has_file: bool, hosted: bool) -> dict[str, str]:
        """The fields of the form.

        Raises:
            InvalidRequest: Not exactly one document, or the hosted contract has no word for an option.
            InvalidCategories: There are none.
        """
        if has_file + (self.file_url is not None) + (self.sha256 is not None) != 1:
            raise InvalidRequest("Give one of a file, a file_url and a sha256.")
        given = {
            field.name: value
            for field in dataclasses.fields(self)
            if (value := getattr(self, field.name)) is not None
        }
        unknown = sorted(given.keys() - {"file_url"}) if hosted else []
        if unknown:
            raise InvalidRequest(f"The hosted contract has no {', '.join(unknown)}.")
        given.pop("idempotency_key", None)
        if "metadata" in given:
            given["metadata"] = json.dumps(dict(given["metadata"]))
        return {"categories": compat.categories_field(read_categories(categories))} | {
            name: str(value) for name, value in given.items()
        }

    def key(self, *, hosted: bool) -> str | None:
        """The idempotency key: the caller's, else one made for this call; none in the hosted contract."""
        return None if hosted else self.idempotency_key or str(uuid.uuid4())
