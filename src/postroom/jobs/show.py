"""A job as the native API and its webhooks show it."""

from __future__ import annotations

import dataclasses

from postroom.errors import NotFound
from postroom.jobs.services import Services
from postroom.schemas import Job, JobStatus


def show_job(services: Services, job_id: str, key_id: str | None = None) -> Job:
    """All that is known of a job: with its result, its place in the queue and what the vision model took.

    Args:
        services: Of this process.
        job_id: A UUID in lower case.
        key_id: Whose job it must be; None for anybody's.

    Raises:
        NotFound: Unknown, expired, deleted, or another key's.
    """
    job = services.store.job(job_id, key_id)
    if job is None:
        raise NotFound("Job not found")
    if job.status is JobStatus.SUCCEEDED:
        job = dataclasses.replace(job, result=services.store.result(job_id))
    if job.status.final or services.settings.classifier.kind != "local":
        job = dataclasses.replace(job, vision=services.ledger.of_job(job_id))
    return services.forecast.of(job)
