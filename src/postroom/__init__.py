"""Postroom says what kind of document a PDF or image is.

    >>> import postroom
    >>> answer = postroom.classify("examples/invoice.pdf", ["Invoice", "Contract"])
    >>> answer.category, answer.confidence

`classify` works in this process, with no server; `Client` and `AsyncClient` talk to one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any

from postroom.errors import PostroomError
from postroom.schemas import Box, Category, Classification, Evidence, PagePrediction

if TYPE_CHECKING:
    from postroom.client import AsyncClient, Client

# ONNX Runtime reports its use to its maker unless it is told not to before it is loaded.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

__all__ = [
    "AsyncClient",
    "Box",
    "Category",
    "Classification",
    "Client",
    "Evidence",
    "PagePrediction",
    "PostroomError",
    "classify",
]


def classify(
    document: str | PathLike[str] | bytes,
    categories: Sequence[str | Category],
    *,
    max_pages: int | None = None,
    on_page: Callable[[PagePrediction, int], None] | None = None,
) -> Classification:
    """Say what kind of document this is, in this process.

    The first call loads the models (about a second); later calls reuse them.

    Args:
        document: A path, or the bytes of a PDF, JPG, PNG, GIF, WebP, BMP or TIFF file.
        categories: The candidates, at least one, with distinct names.
        max_pages: Classify only so many pages; all of them (up to 1,000) when None.
        on_page: Called after each page with its prediction and the number of pages that are used.

    Raises:
        InvalidCategories: No categories, or two of the same name.
        DocumentError: The document can't be opened, or no page of it can be read.
        ClassifierError: The models can't be loaded, or a vision model that the settings name gave no answer.
        OSError: The file can't be read.
    """
    from postroom.in_process import classify_here
    from postroom.settings import load

    return classify_here(document, categories, load(), max_pages=max_pages, on_page=on_page)


def __getattr__(name: str) -> Any:
    # The clients bring an HTTP library; `import postroom` stays light without them.
    if name in ("Client", "AsyncClient"):
        from postroom import client

        return getattr(client, name)
    raise AttributeError(f"module 'postroom' has no attribute {name!r}")
