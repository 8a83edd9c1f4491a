"""The native API under /v1: everything that is known of a job, with every score and the evidence."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from postroom.api import openapi
from postroom.api.auth import Caller, SubmitLimit
from postroom.api.state import State
from postroom.api.submission import accept, find_job
from postroom.jobs.reads import JobState
from postroom.schemas import Classification, Job, JobStatus, Spending, to_json

router = APIRouter(prefix="/v1", tags=["jobs"])


@router.post("/jobs", status_code=202, **openapi.V1_SUBMIT)
async def submit(request: Request, caller: Caller, _limit: SubmitLimit) -> Response:
    """Accept a document for classification; poll the job with `GET /v1/jobs/{job_id}`."""
    state = State.of(request)
    accepted = await accept(request, caller, "v1")
    job = await find_job(state, accepted.job_id, caller)
    return JSONResponse(await _show(state, job), status_code=202, headers={"Location": f"/v1/jobs/{job.id}"})


@router.get("/jobs/{job_id}", **openapi.V1_JOB)
async def read(request: Request, job_id: str, caller: Caller) -> Response:
    """The job: its status, its progress, and its result or problem once it has ended."""
    state = State.of(request)
    return JSONResponse(await _show(state, await find_job(state, job_id, caller)))


async def _show(state: State, job: JobState) -> dict[str, Any]:
    result: Classification | None = None
    if job.status is JobStatus.SUCCEEDED:
        result = await state.read(state.services.store.result, job.id)
    return to_json(
        Job(
            id=job.id,
            status=job.status,
            file_name=job.file_name,
            pages_done=job.pages_done,
            pages_total=job.used_pages,
            created_at=job.created_at,
            updated_at=job.updated_at,
            result=result,
            problem=job.problem,
            vision=_spending(state, job),
        )
    )


def _spending(state: State, job: JobState) -> Spending | None:
    if not job.status.final and state.services.settings.classifier.kind == "local":
        return None
    return state.services.ledger.of_job(job.id)
