"""From a request to an accepted job, whichever API it came through."""

from __future__ import annotations

import dataclasses
from uuid import UUID

from anyio import to_thread
from fastapi import Request

from postroom.api.categories import read_categories
from postroom.api.keys import ApiKey
from postroom.api.state import State
from postroom.api.uploads import Form, receive_form
from postroom.documents.document import sniff
from postroom.errors import InvalidRequest, NotFound, QuotaExceeded, UnsupportedMediaType
from postroom.jobs.intake import NewJob
from postroom.jobs.reads import JobState
from postroom.outbound import check_url
from postroom.schemas import WebhookFormat
from postroom.settings import OutboundSettings


@dataclasses.dataclass(frozen=True, slots=True)
class Accepted:
    """A job that will end, whatever dies.

    Attributes:
        job_id: A UUID in lower case.
        remaining: What is left of the key's quota; None without one.
    """

    job_id: str
    remaining: int | None


async def accept(request: Request, caller: ApiKey, webhook_format: WebhookFormat) -> Accepted:
    """Read the form, check it, store the document and queue the job.

    Args:
        request: With the form, not read yet.
        caller: Whose the job will be.
        webhook_format: What the `webhook_url` of the form gets.

    Raises:
        RequestError: Refused; nothing was kept.
        CapacityError: Not now; nothing was kept.
    """
    state = State.of(request)
    store, settings = state.services.store, state.services.settings
    if caller.quota is not None:
        used, _ = await to_thread.run_sync(store.documents_this_month, caller.id)
        if used >= caller.quota:
            raise QuotaExceeded(current=used, limit=caller.quota)
    async with receive_form(request, state.services.objects, settings.upload) as form:
        _check_source(form, settings.outbound)
        new = NewJob(
            key_id=caller.id,
            categories=read_categories(form.fields, settings.upload),
            max_pages=_max_pages(form, settings.documents.max_pages),
            document=form.document,
            file_name=form.file_name,
            file_url=None if form.document else form.fields["file_url"],
            webhook_url=_webhook_url(form, settings.outbound),
            webhook_format=webhook_format,
        )
        submitted = await to_thread.run_sync(store.submit, [new], caller.quota, state.enqueue)
    state.ring(submitted.job_ids[0])
    return Accepted(submitted.job_ids[0], submitted.remaining)


async def find_job(state: State, job_id: str, caller: ApiKey, message: str = "Job not found") -> JobState:
    """The caller's job.

    Raises:
        NotFound: Not an id, unknown, expired, deleted, or another key's.
    """
    try:
        known = str(UUID(job_id))
    except ValueError:
        raise NotFound(message) from None
    job = await state.read(state.services.store.state, known, caller.id)
    if job is None:
        raise NotFound(message)
    return job


def _check_source(form: Form, outbound: OutboundSettings) -> None:
    url = form.fields.get("file_url") or None
    if form.document and url:
        raise InvalidRequest("Provide either pdf_file or file_url, not both")
    if form.document:
        if form.document.size == 0:
            raise InvalidRequest("The file is empty.")
        if sniff(form.document.head) is None:
            raise UnsupportedMediaType(
                "Unsupported file type. Send a PDF, JPG, PNG, GIF, WebP, BMP or TIFF file."
            )
    elif url:
        check_url(url, outbound)
    else:
        raise InvalidRequest("Either pdf_file or file_url must be provided")


def _webhook_url(form: Form, outbound: OutboundSettings) -> str | None:
    url = form.fields.get("webhook_url") or None
    if url:
        check_url(url, outbound, "webhook_url")
    return url


def _max_pages(form: Form, most: int) -> int:
    text = form.fields.get("max_pages")
    if not text:
        return most
    digits = text.lstrip("0")
    if not text.isascii() or not text.isdigit() or not digits:
        raise InvalidRequest("max_pages must be a whole number of at least 1.")
    # Python refuses to read very long numbers; they mean as many as there may be.
    return min(int(digits), most) if len(digits) < 10 else most
