"""The hosted contract as a client sees it, read into our own values: `/classify` and `/classify/{job_id}`.

The contract tells less than `/v1`. What it does not tell is left empty: a result has the score of the winner
only, `none_of_these` is 0, and the times are those of the answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, cast

import httpx

from postroom.errors import (
    DocumentCorrupt,
    DocumentEncrypted,
    DocumentError,
    PostroomError,
    ServerUnreachable,
)
from postroom.schemas import Category, Classification, Job, JobStatus, PagePrediction, to_json

MODEL_VERSION = "hosted"
"""What stands for the model's version, which the contract does not tell."""

CODES = {
    400: "invalid_request",
    401: "unauthorized",
    402: "quota_exceeded",
    403: "forbidden",
    404: "not_found",
    413: "document_too_large",
    415: "unsupported_media_type",
    422: "invalid_request",
    429: "rate_limited",
    503: "queue_full",
    507: "storage_full",
}
"""Codes of our errors by the status of an answer."""

_PAGE = re.compile(r"Processing page (\d+) of (\d+)")


def categories_field(categories: Sequence[Category]) -> str:
    """The form field `categories`."""
    return json.dumps([to_json(category) for category in categories])


def error_detail(response: httpx.Response) -> str | None:
    """What an answer in the contract's shapes says is wrong; None when it has none of them."""
    try:
        body: Any = response.json()
    except ValueError:
        return None
    if not isinstance(body, dict):
        return None
    told: Any = cast("dict[str, Any]", body)
    told = told.get("detail") or told.get("error") or told.get("message")
    if isinstance(told, dict):
        told = cast("dict[str, Any]", told).get("message")
    elif isinstance(told, list):
        told = "; ".join(
            str(cast("dict[str, Any]", each).get("msg", each)) for each in cast("list[Any]", told)
        )
    return told if isinstance(told, str) else None


def read_accepted(content: bytes, file_name: str | None) -> Job:
    """The job in the answer to a submit.

    Raises:
        ServerUnreachable: It is no such answer.
    """
    return _job(_read(content), file_name)


def read_status(content: bytes) -> Job:
    """The job in the answer to a status read, or in a webhook's body.

    Raises:
        ServerUnreachable: It is no such answer.
    """
    return _job(_read(content), None)


def _read(content: bytes) -> dict[str, Any]:
    try:
        body: Any = json.loads(content)
        if isinstance(body["job_id"], str) and isinstance(body["status"], str):
            return body
    except (ValueError, KeyError, TypeError) as error:
        raise ServerUnreachable("what answers at this address does not speak the contract") from error
    raise ServerUnreachable("what answers at this address does not speak the contract")


def _job(body: dict[str, Any], file_name: str | None) -> Job:
    now = datetime.now(UTC)
    page = _PAGE.fullmatch(str(body.get("progress")))
    status = JobStatus.RUNNING if page else JobStatus.QUEUED
    result = problem = None
    done, total = (int(page[1]) - 1, int(page[2])) if page else (0, None)
    try:
        if body["status"] == "completed":
            status, result = JobStatus.SUCCEEDED, _classification(body["result"])
            done = total = len(result.pages)
        elif body["status"] == "failed":
            status, problem = (
                JobStatus.FAILED,
                _failure(str(body.get("error") or body.get("message"))).problem,
            )
    except (KeyError, TypeError, ValueError) as error:
        raise ServerUnreachable("the result does not have the contract's shape") from error
    return Job(
        id=body["job_id"],
        status=status,
        file_name=file_name,
        pages_done=done,
        pages_total=total,
        created_at=now,
        updated_at=now,
        result=result,
        problem=problem,
        category=result.category if result else None,
        confidence=result.confidence if result else None,
    )


def _classification(result: dict[str, Any]) -> Classification:
    category, confidence = str(result["classification"]), float(result["confidence"])
    is_document = "page_results" in result
    pages = [_page(page) for page in result["page_results"]] if is_document else [_page(result | {"page": 1})]
    return Classification(
        category=category,
        confidence=confidence,
        scores={category: confidence},
        none_of_these=0.0,
        kind="pdf" if is_document else "image",
        total_pages=int(result["total_pages"]),
        pages=tuple(pages),
        model_version=MODEL_VERSION,
    )


def _page(page: dict[str, Any]) -> PagePrediction:
    number = int(page["page"])
    if not page.get("success", True):
        error = str(page.get("error") or "the page could not be classified")
        return PagePrediction(
            number=number, category=None, confidence=0.0, scores={}, none_of_these=0.0, error=error
        )
    category, confidence = str(page["classification"]), float(page["confidence"])
    return PagePrediction(
        number=number,
        category=category,
        confidence=confidence,
        scores={category: confidence},
        none_of_these=0.0,
    )


def _failure(text: str) -> PostroomError:
    lower = text.lower()
    if "encrypted" in lower or "password" in lower:
        return DocumentEncrypted(text)
    if "corrupt" in lower or "invalid pdf" in lower:
        return DocumentCorrupt(text)
    return DocumentError(text) if "document" in lower else PostroomError(text)
