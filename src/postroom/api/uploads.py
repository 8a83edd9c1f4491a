"""Reads a form by hand: the document streams to the disk, and no more than the limits is ever held.

Frameworks receive the whole body before a handler runs; here every limit speaks at the byte that breaks it.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import ntpath
from collections.abc import AsyncGenerator, AsyncIterator, Generator
from email.message import Message
from urllib.parse import parse_qsl

from anyio import to_thread
from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser
from starlette.requests import ClientDisconnect

from postroom.errors import DocumentTooLarge, InvalidRequest
from postroom.settings import UploadSettings
from postroom.storage.objects import HELD_BYTES, IncomingObject, Objects, megabytes

FILE_FIELDS = ("pdf_file", "file")
MAX_PARTS = 100
MAX_TEXT_FIELDS = 3
"""How many times the longest field all of them together may be: text is held in memory."""


@dataclasses.dataclass(frozen=True, slots=True)
class Upload:
    """A document on its way in, and what the client calls it, for display only."""

    document: IncomingObject
    name: str | None


@dataclasses.dataclass(slots=True)
class Form:
    """What was sent: text fields by name (the first of a name counts), and the files."""

    fields: dict[str, str] = dataclasses.field(default_factory=dict[str, str])
    files: list[Upload] = dataclasses.field(default_factory=list[Upload])

    @property
    def document(self) -> IncomingObject | None:
        """The first file."""
        return self.files[0].document if self.files else None

    @property
    def file_name(self) -> str | None:
        """The name of the first file."""
        return self.files[0].name if self.files else None


@contextlib.asynccontextmanager
async def receive_form(
    request: Request, objects: Objects, limits: UploadSettings, max_files: int = 1
) -> AsyncGenerator[Form]:
    """The form of the request; its documents are removed again at the end unless they were placed.

    Raises:
        InvalidRequest: Not a form, malformed, a field too long, or the sender fell silent.
        DocumentTooLarge: More bytes than `limits.max_bytes`.
        StorageFull: The disk is full.
    """
    content_type, boundary = _content_type(request)
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > _longest_form(limits):
        raise _too_large(limits)
    with contextlib.ExitStack() as stack:
        if content_type == "multipart/form-data" and boundary:
            with _malformed():
                reader = _Multipart(boundary, objects, limits, stack, max_files)
            async for chunk in _chunks(request, limits):
                if reader.holds(chunk):
                    reader.feed(chunk)
                else:
                    # A disk that is slow for a moment must not hold up the other requests.
                    await to_thread.run_sync(reader.feed, chunk)
            yield reader.finish()
        elif content_type == "application/x-www-form-urlencoded":
            yield await _urlencoded(request, limits)
        else:
            raise InvalidRequest(
                "Send the form as multipart/form-data (with a file) or application/x-www-form-urlencoded."
            )


async def _chunks(request: Request, limits: UploadSettings) -> AsyncIterator[bytes]:
    stream = request.stream()
    clock = asyncio.get_running_loop()
    deadline, left = clock.time() + limits.total_seconds, _longest_form(limits)
    try:
        while True:
            async with asyncio.timeout_at(min(deadline, clock.time() + limits.idle_seconds)):
                chunk = await anext(stream, None)
            if chunk is None:
                return
            left -= len(chunk)
            if left < 0:
                raise _too_large(limits)
            yield chunk
    except TimeoutError as error:
        if clock.time() >= deadline:
            raise InvalidRequest(f"The form took longer than {limits.total_seconds:g} s.") from error
        raise InvalidRequest(f"Nothing was sent for {limits.idle_seconds:g} s.") from error
    except ClientDisconnect as error:
        raise InvalidRequest("The connection ended before the form was complete.") from error


async def _urlencoded(request: Request, limits: UploadSettings) -> Form:
    body = bytearray()
    async for chunk in _chunks(request, limits):
        body += chunk
        if len(body) > MAX_TEXT_FIELDS * limits.max_field_bytes:
            raise InvalidRequest("The form is too long; send a file as multipart/form-data.")
    form = Form()
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MAX_PARTS, errors="strict")
    except ValueError as error:
        raise InvalidRequest("The form is not valid UTF-8, or has too many fields.") from error
    for name, value in pairs:
        form.fields.setdefault(name, value)
    return form


class _Multipart:
    """Feeds a push parser and keeps its events until the chunk is through."""

    def __init__(
        self,
        boundary: str,
        objects: Objects,
        limits: UploadSettings,
        stack: contextlib.ExitStack,
        max_files: int,
    ) -> None:
        self._max_files = max_files
        self._objects, self._limits, self._stack = objects, limits, stack
        self._form = Form()
        self._parts = self._text_bytes = 0
        self._complete = False
        self._header_name = self._header_value = b""
        self._headers: dict[str, str] = {}
        self._name: str | None = None
        self._text: bytearray | None = None
        self._document: IncomingObject | None = None
        self._file_name: str | None = None
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._part_begin,
                "on_header_field": self._header_field,
                "on_header_value": self._header_text,
                "on_header_end": self._header_end,
                "on_headers_finished": self._headers_finished,
                "on_part_data": self._part_data,
                "on_part_end": self._part_end,
                "on_end": self._end,
            },
        )

    def holds(self, chunk: bytes) -> bool:
        """Whether nothing of the chunk goes to the disk."""
        return self._document.holds(len(chunk)) if self._document else len(chunk) <= HELD_BYTES

    def feed(self, chunk: bytes) -> None:
        with _malformed():
            self._parser.write(chunk)

    def finish(self) -> Form:
        with _malformed():
            self._parser.finalize()
        if not self._complete:
            raise InvalidRequest("The form ends before its last boundary.")
        return self._form

    def _part_begin(self) -> None:
        self._parts += 1
        if self._parts > MAX_PARTS:
            raise InvalidRequest(f"The form has more than {MAX_PARTS} fields.")
        self._headers = {}

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header_name += data[start:end]

    def _header_text(self, data: bytes, start: int, end: int) -> None:
        self._header_value += data[start:end]

    def _header_end(self) -> None:
        name = self._header_name.decode("latin-1").lower()
        self._headers[name] = self._header_value.decode("utf-8", "replace")
        self._header_name = self._header_value = b""

    def _headers_finished(self) -> None:
        disposition = Message()
        disposition["content-disposition"] = self._headers.get("content-disposition", "")
        name = disposition.get_param("name", header="content-disposition")
        self._name = name if isinstance(name, str) else None
        self._text, self._document = None, None
        if self._name in FILE_FIELDS:
            if len(self._form.files) >= self._max_files:
                raise InvalidRequest(
                    "Send one file." if self._max_files == 1 else f"Send {self._max_files} files at most."
                )
            self._document = self._stack.enter_context(self._objects.receive(self._limits.max_bytes))
            self._file_name = _file_name(disposition)
        elif self._name:
            self._text = bytearray()

    def _part_data(self, data: bytes, start: int, end: int) -> None:
        if self._document:
            self._document.write(data[start:end])
        elif self._text is not None:
            self._text += data[start:end]
            if len(self._text) > self._limits.max_field_bytes:
                raise InvalidRequest(f"A form field is longer than {self._limits.max_field_bytes} bytes.")
            self._text_bytes += end - start
            if self._text_bytes > MAX_TEXT_FIELDS * self._limits.max_field_bytes:
                raise InvalidRequest("The form's fields are too long together.")

    def _part_end(self) -> None:
        # An empty file field without a name is what a browser sends when no file was chosen.
        if self._document and (self._document.size or self._file_name):
            self._form.files.append(Upload(self._document, self._file_name))
        elif self._text is not None and self._name:
            try:
                self._form.fields.setdefault(self._name, self._text.decode())
            except UnicodeDecodeError as error:
                raise InvalidRequest("A form field is not valid UTF-8.") from error

    def _end(self) -> None:
        self._complete = True


@contextlib.contextmanager
def _malformed() -> Generator[None]:
    try:
        yield
    except FormParserError as error:
        raise InvalidRequest("The multipart form is malformed.") from error


def _longest_form(limits: UploadSettings) -> int:
    """In bytes: a document, its fields, and room for what stands between them."""
    return limits.max_bytes + (MAX_TEXT_FIELDS + 1) * limits.max_field_bytes


def _too_large(limits: UploadSettings) -> DocumentTooLarge:
    return DocumentTooLarge(f"File size exceeds maximum limit of {megabytes(limits.max_bytes)}MB.")


def _content_type(request: Request) -> tuple[str, str | None]:
    """The media type in lower case, and the boundary of a multipart form."""
    header = Message()
    header["content-type"] = request.headers.get("content-type", "")
    boundary = header.get_param("boundary")
    return header.get_content_type(), boundary if isinstance(boundary, str) else None


def _file_name(disposition: Message) -> str | None:
    """The last part of the name that the client gave, for display only; never used as a path."""
    try:
        name = disposition.get_filename() or ""
    except UnicodeError:
        # It names a character set that its own letters can't be read with.
        return None
    visible = "".join(letter for letter in name if letter.isprintable())
    # Windows separates by / as well.
    last = ntpath.basename(visible.rstrip("/\\"))[:255]
    return None if last in ("", ".", "..") else last
