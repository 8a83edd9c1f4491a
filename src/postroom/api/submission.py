"""From a request to an accepted job, whichever API it came through."""

from __future__ import annotations

import dataclasses
import hashlib
import json

from anyio import to_thread
from fastapi import Request

from postroom.api import fields
from postroom.api.categories import read_categories
from postroom.api.keys import ApiKey
from postroom.api.state import State
from postroom.api.uploads import Form, Upload, receive_form
from postroom.documents.document import sniff
from postroom.errors import InvalidRequest, NotFound, QuotaExceeded, UnsupportedMediaType
from postroom.jobs.batches import NewBatch
from postroom.jobs.intake import NewJob, Submitted
from postroom.jobs.reads import JobState
from postroom.outbound import check_url
from postroom.settings import Settings
from postroom.storage.objects import IncomingObject

MAX_FILES = 90
"""Files that one form may bring for a batch."""


async def accept(request: Request, caller: ApiKey) -> Submitted:
    """Read a form of the contract, check it, store the document and queue the job.

    Raises:
        RequestError: Refused; nothing was kept.
        CapacityError: Not now; nothing was kept.
    """
    state = State.of(request)
    settings = state.services.settings
    await _check_quota(state, caller)
    async with receive_form(request, state.services.objects, settings.upload) as form:
        url = form.fields.get("file_url") or None
        if form.document and url:
            raise InvalidRequest("Provide either pdf_file or file_url, not both")
        if not form.document and not url:
            raise InvalidRequest("Either pdf_file or file_url must be provided")
        if url:
            check_url(url, settings.outbound)
        new = NewJob(
            key_id=caller.id,
            categories=read_categories(form.fields, settings.upload),
            max_pages=fields.read_max_pages(form.fields.get("max_pages"), settings.documents.max_pages),
            document=_checked(form.files[0]) if form.files else None,
            file_name=form.file_name,
            file_url=url,
            webhook_url=fields.read_webhook_url(form.fields.get("webhook_url"), settings.outbound),
            webhook_format="compat",
        )
        return await _submit(state, caller, [new])


async def accept_native(request: Request, caller: ApiKey) -> Submitted:
    """Read a form of the native API; otherwise like `accept`.

    Raises:
        RequestError: Refused; nothing was kept.
        CapacityError: Not now; nothing was kept.
    """
    state = State.of(request)
    settings = state.services.settings
    idempotency_key = fields.read_idempotency_key(request.headers.get("idempotency-key"))
    if idempotency_key is None:
        # A repeated request gets its job also when the quota is used up.
        await _check_quota(state, caller)
    async with receive_form(request, state.services.objects, settings.upload) as form:
        new = _read_source(form, _read_fields(form, caller, settings), settings)
        if idempotency_key:
            new = dataclasses.replace(new, idempotency_key=idempotency_key, request_hash=_request_hash(new))
        return await _submit(state, caller, [new])


async def accept_batch(request: Request, caller: ApiKey) -> tuple[str, Submitted]:
    """Read a form of many files, and make a closed batch of them; gives the batch's id and its jobs.

    Raises:
        RequestError: Refused; nothing was kept.
        CapacityError: Not now; nothing was kept.
    """
    state = State.of(request)
    settings = state.services.settings
    await _check_quota(state, caller)
    async with receive_form(request, state.services.objects, settings.upload, max_files=MAX_FILES) as form:
        if not form.files:
            raise fields.invalid("file", "Send at least one file.")
        if form.fields.get("batch_id"):
            raise fields.invalid("batch_id", "The batch is made for these files; send no batch_id.")
        common = _read_fields(form, caller, settings)
        batch = state.services.batches.new(
            caller.id, fields.read_name(form.fields.get("name")), common.metadata, common.webhook_url
        )
        # The form's words are the batch's; its jobs are told of by its end.
        common = dataclasses.replace(common, batch_id=batch.id, metadata={}, webhook_url=None)
        new = [
            dataclasses.replace(common, document=_checked(upload, number), file_name=upload.name)
            for number, upload in enumerate(form.files, 1)
        ]
        return batch.id, await _submit(state, caller, new, batch)


async def find_job(state: State, job_id: str, caller: ApiKey, message: str = "Job not found") -> JobState:
    """The caller's job.

    Raises:
        NotFound: Not an id, unknown, expired, deleted, or another key's.
    """
    known = fields.read_id(job_id, message)
    job = await state.read(state.services.store.state, known, caller.id)
    if job is None:
        raise NotFound(message)
    return job


async def _check_quota(state: State, caller: ApiKey) -> None:
    """Refuse before a byte of the body is read; the transaction counts again."""
    if caller.quota is not None:
        used, _ = await to_thread.run_sync(state.services.store.documents_this_month, caller.id)
        if used >= caller.quota:
            raise QuotaExceeded(current=used, limit=caller.quota)


async def _submit(
    state: State, caller: ApiKey, new: list[NewJob], batch: NewBatch | None = None
) -> Submitted:
    store = state.services.store
    submitted = await to_thread.run_sync(store.submit, new, caller.quota, state.enqueue, batch)
    if not submitted.replayed:
        for job_id in submitted.job_ids:
            state.ring(job_id)
    return submitted


def _read_fields(form: Form, caller: ApiKey, settings: Settings) -> NewJob:
    """All but where the document comes from."""
    text = form.fields.get
    return NewJob(
        key_id=caller.id,
        categories=read_categories(form.fields, settings.upload),
        max_pages=fields.read_max_pages(text("max_pages"), settings.documents.max_pages),
        page_ranges=fields.read_page_ranges(text("pages")),
        priority=fields.read_priority(text("priority")),
        metadata=fields.read_metadata(text("metadata")),
        webhook_url=fields.read_webhook_url(text("webhook_url"), settings.outbound),
        batch_id=fields.read_batch_id(text("batch_id")),
    )


def _read_source(form: Form, new: NewJob, settings: Settings) -> NewJob:
    url, sha256 = form.fields.get("file_url") or None, form.fields.get("sha256") or None
    if sum(source is not None for source in (form.document, url, sha256)) != 1:
        raise InvalidRequest("Send exactly one of file, file_url and sha256.")
    if url:
        check_url(url, settings.outbound)
        return dataclasses.replace(new, file_url=url)
    if sha256:
        return dataclasses.replace(new, sha256=fields.read_sha256(sha256))
    upload = form.files[0]
    return dataclasses.replace(new, document=_checked(upload), file_name=upload.name)


def _checked(upload: Upload, number: int | None = None) -> IncomingObject:
    which = "The file" if number is None else f"File {number}"
    if upload.document.size == 0:
        raise InvalidRequest(f"{which} is empty.")
    if sniff(upload.document.head) is None:
        prefix = "" if number is None else f"{which}: "
        raise UnsupportedMediaType(
            f"{prefix}Unsupported file type. Send a PDF, JPG, PNG, GIF, WebP, BMP or TIFF file."
        )
    return upload.document


def _request_hash(new: NewJob) -> str:
    """SHA-256 over all that the client asked for; a file's name is for display only."""
    asked = [
        new.document.sha256 if new.document else new.sha256,
        new.file_url,
        [[category.name, category.description] for category in new.categories],
        new.max_pages,
        new.page_ranges,
        new.priority,
        dict(sorted(new.metadata.items())),
        new.webhook_url,
        new.batch_id,
    ]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()
