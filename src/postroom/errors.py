"""Every error that a user can meet, in one tree.

PostroomError
├── RequestError                the request was refused; nothing was kept
│   ├── InvalidRequest          invalid_request
│   ├── InvalidParameter        invalid_parameter
│   ├── InvalidCategories       invalid_categories
│   ├── UnsupportedMediaType    unsupported_media_type
│   ├── DocumentTooLarge        document_too_large
│   ├── Unauthorized            unauthorized
│   ├── Forbidden               forbidden
│   ├── SignatureInvalid        signature_invalid (of a webhook)
│   ├── NotFound                not_found
│   ├── MethodNotAllowed        method_not_allowed
│   ├── IdempotencyKeyReused    idempotency_key_reused
│   ├── JobFinal                job_final
│   ├── BatchClosed             batch_closed
│   ├── QuotaExceeded           quota_exceeded
│   └── RateLimited             rate_limited
├── DocumentError               the document can't be read; the job fails
│   ├── DocumentCorrupt         document_corrupt
│   ├── DocumentEncrypted       document_encrypted
│   ├── DocumentEmpty           document_empty
│   ├── TooManyPages            too_many_pages
│   ├── PageTooLarge            page_too_large
│   ├── PageOutOfRange          page_out_of_range
│   └── DownloadFailed          download_failed
├── ClassifierError             no answer from the classifier
│   ├── ClassifierUnavailable   classifier_unavailable
│   ├── ClassifierReplyInvalid  classifier_reply_invalid
│   ├── VisionUnavailable       vision_unavailable
│   ├── VisionRefused           vision_refused
│   └── BudgetSpent             budget_spent
├── JobError                    the job itself went wrong
│   ├── DeadlineExceeded        deadline_exceeded
│   ├── WorkerLost              worker_lost
│   ├── DocumentLost            document_lost
│   └── Cancelled               cancelled
├── CapacityError               try again later
│   ├── QueueFull               queue_full
│   ├── StorageFull             storage_full
│   └── StorageUnavailable      storage_unavailable
├── ServerUnreachable           server_unreachable (only the client library says so)
└── SettingsError               invalid_settings
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from postroom.schemas import Problem


class PostroomError(Exception):
    """The root. Each leaf has a stable `code`; `detail` says what happened this time.

    Attributes:
        code: Stable machine-readable word.
        title: One line, the same for every occurrence.
        status: HTTP status code.
        retryable: True when the same request may succeed later.
        advice: What the person who sees it should do.
        exit_code: What the command line exits with.
        detail: This occurrence, in words for a person; never echoes input.
    """

    code: ClassVar[str] = "internal_error"
    title: ClassVar[str] = "Something went wrong on the server"
    status: ClassVar[int] = 500
    retryable: ClassVar[bool] = True
    advice: ClassVar[str] = "Try again; if it stays, look in the server's log."
    exit_code: ClassVar[int] = 1

    def __init__(self, detail: str | None = None) -> None:
        self.detail = detail or self.title
        super().__init__(self.detail)

    @property
    def problem(self) -> Problem:
        """The error as data."""
        return Problem(
            code=self.code,
            title=self.title,
            detail=self.detail,
            status=self.status,
            retryable=self.retryable,
            advice=self.advice,
        )


class RequestError(PostroomError):
    """The request was refused before anything was kept."""

    code = "invalid_request"
    title = "The request can't be understood"
    status = 400
    retryable = False
    advice = "Correct the request as the detail says and send it again."
    exit_code = 2


class InvalidRequest(RequestError):
    """A field is missing, doubled, or malformed."""


class InvalidParameter(RequestError):
    """A parameter has a value that it can't have.

    Attributes:
        errors: Where, and what is wrong there: a `parameter` of the URL or the headers, or a `pointer`
            into the body (RFC 6901), each with its `detail`.
    """

    code = "invalid_parameter"
    title = "A parameter is not valid"
    status = 422

    def __init__(self, detail: str | None = None, errors: tuple[dict[str, str], ...] = ()) -> None:
        super().__init__(detail)
        self.errors = errors


class InvalidCategories(RequestError):
    """The categories are not a list of names."""

    code = "invalid_categories"
    title = "The categories are not valid"
    advice = (
        "Give at least one category, each with a name of its own; over HTTP as a JSON array:"
        ' [{"name": "Invoice", "description": "Bills"}, {"name": "Contract"}].'
    )


class UnsupportedMediaType(RequestError):
    """The bytes are neither a PDF nor one of the known image formats."""

    code = "unsupported_media_type"
    title = "Unsupported file type"
    advice = "Send a PDF, JPG, PNG, GIF, WebP, BMP or TIFF file."


class DocumentTooLarge(RequestError):
    """More bytes than the limit."""

    code = "document_too_large"
    title = "The file is too large"
    status = 413
    advice = "Send a smaller file, or raise the server's limit (POSTROOM_UPLOAD__MAX_BYTES)."


class Unauthorized(RequestError):
    """No key, or a key that is not known."""

    code = "unauthorized"
    title = "The API key is missing or not valid"
    status = 401
    advice = "Send a valid key in the 'api-key' header; `postroom keys create --name NAME` makes one."
    exit_code = 3


class Forbidden(RequestError):
    """The key may not do this."""

    code = "forbidden"
    title = "The key may not do this"
    status = 403
    advice = "Use a key with the scope that the detail names; `postroom keys create --scope` makes one."
    exit_code = 3


class SignatureInvalid(RequestError):
    """A webhook's signature does not fit; only receivers meet this."""

    code = "signature_invalid"
    title = "The signature is not valid"
    advice = "Give the receiver the secret that the server showed, and the body as it came, byte for byte."
    exit_code = 2


class NotFound(RequestError):
    """Unknown, expired, deleted, or somebody else's."""

    code = "not_found"
    title = "Not found"
    status = 404
    advice = "Check the id or the name; finished jobs are kept for a limited time."
    exit_code = 4


class MethodNotAllowed(RequestError):
    """The address is right, the method is not."""

    code = "method_not_allowed"
    title = "This method is not allowed here"
    status = 405
    advice = "Use one of the methods that the Allow header names."

    def __init__(self, detail: str | None = None, allow: str | None = None) -> None:
        super().__init__(detail)
        self.allow = allow


class IdempotencyKeyReused(RequestError):
    """The idempotency key was used for another request before."""

    code = "idempotency_key_reused"
    title = "The idempotency key belongs to another request"
    status = 422
    advice = "Send a new key with a new request; repeat a request with its own key, unchanged."


class JobFinal(RequestError):
    """The job has ended already."""

    code = "job_final"
    title = "The job has ended already"
    status = 409
    advice = "Nothing is left to cancel; read the job, or delete it."


class BatchClosed(RequestError):
    """The batch takes no more jobs."""

    code = "batch_closed"
    title = "The batch is closed"
    status = 409
    advice = "Make a new batch for the jobs that come now."


class QuotaExceeded(RequestError):
    """The key has used up its quota for this month."""

    code = "quota_exceeded"
    title = "Insufficient quota"
    status = 402
    advice = "Wait for the next month, or ask for a larger quota."
    exit_code = 5

    def __init__(self, *, current: int, limit: int) -> None:
        super().__init__(f"{current} of {limit} documents of this month are used.")
        self.current = current
        self.limit = limit


class RateLimited(RequestError):
    """Too many requests in too short a time."""

    code = "rate_limited"
    title = "Rate limit exceeded"
    status = 429
    retryable = True
    advice = "Wait as long as the Retry-After header says."
    exit_code = 5

    def __init__(self, *, retry_after: int) -> None:
        super().__init__(f"Too many requests; try again in {retry_after} s.")
        self.retry_after = retry_after


class DocumentError(PostroomError):
    """The document can't be read: the same bytes will fail again."""

    code = "document_corrupt"
    title = "The document can't be read"
    status = 422
    retryable = False
    advice = "Open the file in a viewer; if it does not show, export or scan it again."
    exit_code = 6


class DocumentCorrupt(DocumentError):
    """Not a readable PDF or image, whatever it says it is."""

    title = "File appears to be corrupted"


class DocumentEncrypted(DocumentError):
    """A password is needed to open it."""

    code = "document_encrypted"
    title = "The document is encrypted"
    advice = "Remove the password and send the file again."


class DocumentEmpty(DocumentError):
    """No bytes, or no pages."""

    code = "document_empty"
    title = "The document has no pages"
    advice = "Check that the file was written completely."


class TooManyPages(DocumentError):
    """More pages than a document may have."""

    code = "too_many_pages"
    title = "The document has too many pages"
    advice = "Split the document, or raise POSTROOM_DOCUMENTS__MAX_DOCUMENT_PAGES."


class PageTooLarge(DocumentError):
    """A page or image has more pixels, or needs more memory or time, than the limit."""

    code = "page_too_large"
    title = "A page is too large to be read"
    advice = "Scale the image down, or raise POSTROOM_DOCUMENTS__MAX_PIXELS."


class PageOutOfRange(DocumentError):
    """The document has none of the pages that were asked for."""

    code = "page_out_of_range"
    title = "The document has none of these pages"
    advice = "Ask for pages that the document has; the first is page 1."


class DownloadFailed(DocumentError):
    """The `file_url` could not be fetched."""

    code = "download_failed"
    title = "The file could not be downloaded"
    advice = "Check that the URL is public, answers with the file itself, and is within the size limit."


class ClassifierError(PostroomError):
    """The classifier gave no answer."""

    code = "classifier_unavailable"
    title = "The classifier is not available"
    status = 502
    exit_code = 7


class ClassifierUnavailable(ClassifierError):
    """The classifier can't be reached or loaded."""

    advice = "Check that the installation is complete: pip install 'postroom[all]'."


class ClassifierReplyInvalid(ClassifierError):
    """The classifier answered with something that is not a category."""

    code = "classifier_reply_invalid"
    title = "The classifier's reply is not valid"


class VisionUnavailable(ClassifierError):
    """The vision model's endpoint can't be reached, or stayed in trouble through every retry."""

    code = "vision_unavailable"
    title = "The vision API is not available"
    advice = "Check the endpoint (POSTROOM_VISION__BASE_URL), then try again."


class VisionRefused(ClassifierError):
    """The vision model's endpoint does not let us in, or does not know the model."""

    code = "vision_refused"
    title = "The vision API refused the request"
    retryable = False
    advice = "Check POSTROOM_VISION__BASE_URL, POSTROOM_VISION__MODEL and the key."


class BudgetSpent(ClassifierError):
    """The budget for the vision model is spent."""

    code = "budget_spent"
    title = "The budget for the vision model is spent"
    status = 503
    advice = (
        "Raise POSTROOM_VISION__JOB_BUDGET or POSTROOM_VISION__DAY_BUDGET, or wait for the next day (UTC)."
    )


class JobError(PostroomError):
    """The job itself went wrong."""

    code = "worker_lost"
    title = "The job could not be finished"
    status = 500
    exit_code = 8


class DeadlineExceeded(JobError):
    """It took longer than it may."""

    code = "deadline_exceeded"
    title = "The deadline was exceeded"
    status = 504
    advice = "Try again; if it stays, the document is too complex for the limits set."


class WorkerLost(JobError):
    """The workers that tried it died."""

    title = "The worker was lost"
    advice = "Try again; if it stays, the document crashes its reader: report it."


class DocumentLost(JobError):
    """What was uploaded is not in the store any more."""

    code = "document_lost"
    title = "The stored document is gone"
    advice = "Submit the document again."


class Cancelled(JobError):
    """Somebody cancelled the job."""

    code = "cancelled"
    title = "The job was cancelled"
    status = 409
    retryable = False
    advice = "Submit the document again if it is still wanted."


class CapacityError(PostroomError):
    """Not now; later."""

    code = "queue_full"
    title = "The service is at capacity"
    status = 503
    advice = "Wait as long as the Retry-After header says."
    exit_code = 9

    def __init__(self, detail: str | None = None, *, retry_after: int = 5) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class QueueFull(CapacityError):
    """Too many jobs wait."""

    title = "The queue is full"


class StorageFull(CapacityError):
    """The bytes could not be kept."""

    code = "storage_full"
    title = "Failed to upload file to storage. Please try again."
    status = 507
    advice = "Free space on the server's disk, or try again later."


class StorageUnavailable(CapacityError):
    """The database or the store of documents can't be reached."""

    code = "storage_unavailable"
    title = "The storage can't be reached"


class ServerUnreachable(PostroomError):
    """The client library got no answer."""

    code = "server_unreachable"
    title = "The server can't be reached"
    status = 503
    advice = "Check the address, and that `postroom serve` is running."
    exit_code = 11


class SettingsError(PostroomError):
    """A setting is unknown or has a value that can't be used."""

    code = "invalid_settings"
    title = "A setting is not valid"
    status = 500
    retryable = False
    advice = "Run `postroom settings` to see every setting with its unit."
    exit_code = 10


def tree(root: type[PostroomError] = PostroomError) -> Iterator[type[PostroomError]]:
    """`root` and every error below it, parents first; not what other rooms make of a leaf for themselves."""
    yield root
    for child in root.__subclasses__():
        if child.__module__ == __name__:
            yield from tree(child)


def leaves() -> Iterator[type[PostroomError]]:
    """The errors that are raised: those of the tree that have none below them."""
    for error in tree():
        if list(tree(error)) == [error]:
            yield error
