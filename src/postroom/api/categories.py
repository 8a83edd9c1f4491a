"""Reads the candidate categories out of a form (contract, section 1.2)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from postroom.errors import InvalidCategories
from postroom.schemas import Category
from postroom.settings import UploadSettings

NOT_JSON = "Invalid conditions format. Must be a valid JSON string."


class MissingCategories(InvalidCategories):
    """Neither `categories` nor `conditions` was sent."""

    status = 422


class UnreadableCategories(InvalidCategories):
    """The field is not JSON."""


def read_categories(fields: Mapping[str, str], limits: UploadSettings) -> tuple[Category, ...]:
    """The categories in `fields`: ``categories``, or else ``conditions``, of objects or strings.

    Raises:
        InvalidCategories: Missing, not a JSON array, empty, or an entry that is no name.
    """
    # A field that is sent empty says as little as one that is not sent.
    text = fields.get("categories") or fields.get("conditions")
    if not text:
        raise MissingCategories("Field required")
    try:
        entries: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableCategories(NOT_JSON) from error
    if not isinstance(entries, list):
        raise InvalidCategories("The categories must be a JSON array.")
    entries = cast("list[Any]", entries)
    if not entries:
        raise InvalidCategories("No valid conditions provided for classification")
    if len(entries) > limits.max_categories:
        raise InvalidCategories(
            f"{len(entries)} categories are too many; {limits.max_categories} are allowed."
        )
    categories = tuple(_category(entry, number, limits) for number, entry in enumerate(entries, 1))
    first: dict[str, int] = {}
    for number, category in enumerate(categories, 1):
        if first.setdefault(category.name, number) != number:
            raise InvalidCategories(f"Categories {first[category.name]} and {number} have the same name.")
    return categories


def _category(entry: Any, number: int, limits: UploadSettings) -> Category:
    fields = cast("dict[str, Any]", entry) if isinstance(entry, dict) else {"name": entry}
    name, description = fields.get("name"), fields.get("description")
    if not isinstance(name, str) or not name.strip():
        raise InvalidCategories(f"Category {number} has no name; send a string or an object with a 'name'.")
    if description is not None and not isinstance(description, str):
        raise InvalidCategories(f"The description of category {number} is not a string.")
    if len(name) > limits.max_name_length:
        raise InvalidCategories(
            f"The name of category {number} is longer than {limits.max_name_length} characters."
        )
    if description and len(description) > limits.max_description_length:
        raise InvalidCategories(
            f"The description of category {number} is longer than {limits.max_description_length} characters."
        )
    try:
        (name + (description or "")).encode()
    except UnicodeEncodeError as error:
        raise InvalidCategories(f"Category {number} holds half a character (a lone surrogate).") from error
    return Category(name, description)
