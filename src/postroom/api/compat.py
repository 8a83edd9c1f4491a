"""The wire contract of Unsiloed's classification API, whole: routes, words, shapes, errors.

The contract's own words (`processing`, `completed`, `page_results`, `quota_remaining`, and `classification`
for the winning category) live here and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from postroom.api import openapi
from postroom.api.auth import Caller, authenticate, limit_submits
from postroom.api.categories import MissingCategories, UnreadableCategories
from postroom.api.state import State
from postroom.api.submission import accept, find_job
from postroom.errors import (
    CapacityError,
    InvalidParameter,
    NotFound,
    PostroomError,
    QuotaExceeded,
    RateLimited,
    StorageFull,
)
from postroom.jobs.reads import JobState
from postroom.schemas import Classification, JobStatus, PagePrediction, Problem

router = APIRouter(tags=["classification"])

UNLIMITED = 1_000_000_000
"""What `quota_remaining` says for a key without a quota: the field is never null (contract 1.3)."""

STATUS_WORDS = {
    JobStatus.QUEUED: "processing",
    JobStatus.RUNNING: "processing",
    JobStatus.SUCCEEDED: "completed",
    JobStatus.FAILED: "failed",
    JobStatus.CANCELLED: "failed",
}


@router.get("/classify/{job_id}/", include_in_schema=False)
async def status(request: Request, job_id: str) -> Response:
    """The job's status, progress, error and result."""
    state = State.of(request)
    # Called, not depended on: clients poll this route, and resolving a dependency takes a tenth of its time.
    job = await find_job(state, job_id, await authenticate(request))
    if job.status is JobStatus.SUCCEEDED:
        body = await state.read(_completed_body, state.services.store.result, job.id)
        return Response(body, media_type="application/json")
    return JSONResponse(_status_body(job, show_queued=state.services.settings.compat.show_queued))


@router.post("/classify", status_code=202, **openapi.SUBMIT)
@router.post("/classify/", status_code=202, include_in_schema=False)
@router.post("/classify-by-url", status_code=202, **openapi.SUBMIT_BY_URL)
async def submit(request: Request) -> Response:
    """Accept a document for classification; poll the job with `GET /classify/{job_id}`."""
    caller = await authenticate(request)
    await limit_submits(request, caller)
    accepted = await accept(request, caller)
    body = {
        "job_id": accepted.job_ids[0],
        "status": "processing",
        "message": "Classification started",
        "quota_remaining": UNLIMITED if accepted.remaining is None else accepted.remaining,
    }
    return JSONResponse(body, status_code=202)


@router.get("/jobs/{job_id}", **openapi.JOB)
async def job_record(request: Request, job_id: str, caller: Caller) -> Response:
    """The job's record, without its result."""
    job = await find_job(State.of(request), job_id, caller, f"Job {job_id} not found")
    return JSONResponse(
        {
            "id": job.id,
            "status": {"queued": "queued", "running": "PROCESSING", "succeeded": "COMPLETED"}.get(
                job.status, "FAILED"
            ),
            "type": "classification",
            "created_at": job.created_at.isoformat(),
            "updated_at": job.updated_at.isoformat(),
            "pdf_name": job.file_name,
            "pdf_hash": job.sha256,
            "user_id": caller.id,
            "error": _error_text(job.problem) if job.problem else None,
        }
    )


@router.get("/jobs/{job_id}/result", **openapi.JOB_RESULT)
async def job_result(request: Request, job_id: str, caller: Caller) -> Response:
    """The result alone; 400 while the job runs, 500 when it failed."""
    state = State.of(request)
    job = await find_job(state, job_id, caller, f"Job {job_id} not found")
    if job.problem:
        return JSONResponse({"detail": _error_text(job.problem)}, status_code=500)
    if not job.status.final:
        return JSONResponse({"detail": "Job is still processing"}, status_code=400)
    result = _result(await state.read(state.services.store.result, job.id))
    del result["success"]
    return JSONResponse(result | {"processing_time": (job.updated_at - job.created_at).total_seconds()})


@router.delete("/jobs/{job_id}", **openapi.JOB_DELETE)
async def delete_job(request: Request, job_id: str, caller: Caller) -> Response:
    """Forget the job, its result and its document; a running job stops."""
    state = State.of(request)
    job = await find_job(state, job_id, caller, f"Job {job_id} not found")
    if not await to_thread.run_sync(state.services.store.delete, job.id, caller.id):
        raise NotFound(f"Job {job_id} not found")
    await to_thread.run_sync(state.forget, job.id)
    return JSONResponse({"message": f"Job {job.id} deleted"})


@router.get("/org/get_usage", **openapi.USAGE)
async def get_usage(request: Request, caller: Caller) -> Response:
    """How much of this month's quota is used."""
    state = State.of(request)
    used, last = await state.read(state.services.store.documents_this_month, caller.id)
    limit = UNLIMITED if caller.quota is None else caller.quota
    return JSONResponse(
        {
            "org_id": caller.id,
            "org_name": caller.name,
            "current_usage": used,
            "usage_limit": limit,
            "remaining_quota": max(0, limit - used),
            "last_billed_date": (last or datetime.now(UTC)).date().isoformat(),
        }
    )


def error_response(error: PostroomError) -> Response:
    """The error in the contract's shapes (section 4)."""
    headers: dict[str, str] = {}
    body: dict[str, Any] = {"detail": error.detail}
    status = error.status
    match error:
        case InvalidParameter():
            status = 400
        case QuotaExceeded():
            quota = {"current": error.current, "limit": error.limit, "remaining": 0}
            body = {"detail": {"message": error.title, "status": "QUOTA_EXCEEDED", "quota_data": quota}}
        case MissingCategories():
            body = {
                "detail": [
                    {"type": "missing", "loc": ["body", "categories"], "msg": "Field required", "input": None}
                ]
            }
        case UnreadableCategories():
            body |= {"success": False, "error": error.detail}
        case RateLimited():
            headers["Retry-After"] = str(error.retry_after)
            body = {"detail": error.title}
        case StorageFull():
            headers["Retry-After"] = str(error.retry_after)
            body = {"detail": error.title}
        case CapacityError():
            headers["Retry-After"] = str(error.retry_after)
            details = {"reason": error.code, "retry_after": error.retry_after}
            body = {"error": {"code": "service_unavailable", "message": error.detail, "details": details}}
        case _ if error.status >= 500:
            body = {"detail": "Internal server error"}
        case _:
            pass
    return JSONResponse(body, status_code=status, headers=headers)


def _status_body(job: JobState, *, show_queued: bool) -> dict[str, Any]:
    queued = show_queued and job.status is JobStatus.QUEUED
    return {
        "job_id": job.id,
        "status": "queued" if queued else STATUS_WORDS[job.status],
        "progress": _progress(job),
        "error": _error_text(job.problem) if job.problem else None,
        "result": None,
    }


def _progress(job: JobState) -> str:
    if job.status.final:
        return "Classification failed"
    if job.used_pages is None:
        return "Starting classification..."
    return f"Processing page {min(job.pages_done + 1, job.used_pages)} of {job.used_pages}"


def _error_text(problem: Problem) -> str:
    if problem.code == "document_corrupt":
        corrupted = "File appears to be corrupted"
        reason = "" if problem.detail.startswith(corrupted) else f"{corrupted}: "
        return f"Failed to process document: {reason}{problem.detail}"
    return f"Failed to process document: {problem.detail}"


@lru_cache(maxsize=512)
def _completed_body(read_result: Callable[[str], Classification], job_id: str) -> bytes:
    """A finished job does not change; its body is made once. Whether it may be seen is checked each time."""
    return _encode(_completed(job_id, read_result(job_id)))


def _completed(job_id: str, result: Classification) -> dict[str, Any]:
    return {
        "job_id": job_id,
        "status": "completed",
        "progress": "Classification completed",
        "error": None,
        "result": _result(result),
    }


def ended_body(job: JobState, result: Classification | None) -> bytes:
    """What a status read of an ended job shows; webhooks in the format ``compat`` send it (contract, 5)."""
    return _encode(_completed(job.id, result) if result else _status_body(job, show_queued=False))


def _encode(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _result(result: Classification) -> dict[str, Any]:
    head = {
        "success": True,
        "classification": result.category,
        "confidence": result.confidence,
        "total_pages": result.total_pages,
        "processed_pages": result.processed_pages,
    }
    # An image is one page and answers without a list (contract 3.2); a TIFF of several is a document.
    if result.kind == "image" and result.total_pages == 1:
        return head | {"raw_result": result.pages[0].raw or result.category}
    return head | {"page_results": [_page_result(page, next(iter(result.scores))) for page in result.pages]}


def _page_result(page: PagePrediction, first_category: str) -> dict[str, Any]:
    if page.error is not None:
        return {
            "page": page.number,
            "success": False,
            "classification": first_category,
            "confidence": 0.0,
            "error": page.error,
        }
    return {
        "page": page.number,
        "success": True,
        "classification": page.category,
        "confidence": page.confidence,
        "raw_result": page.raw or page.category,
    }
