"""Forms of every shape, cut at every place: read to the byte, or refused, and nothing is left behind."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.requests import Request

from postroom.api.categories import read_categories
from postroom.api.uploads import receive_form
from postroom.errors import DocumentTooLarge, InvalidCategories, InvalidRequest
from postroom.settings import UploadSettings
from postroom.storage.objects import FolderObjects

LIMITS = UploadSettings(max_bytes=3_000, max_field_bytes=500, max_categories=20)
BOUNDARY = b"boundary"

names = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='"\\'), min_size=1, max_size=20
)
values = st.text(st.characters(exclude_categories=["Cs"]), max_size=100)
Fields = dict[str, str]
fields = st.dictionaries(names.filter(lambda name: name not in ("file", "pdf_file")), values, max_size=6)
documents = st.binary(max_size=2_000) | st.sampled_from(
    [b"\r\n--boundary", b"--boundary--", b"\r\n", b"--bound" * 50]
)
cuts = st.lists(st.integers(0, 5_000), max_size=30)


def multipart(fields: Fields, document: bytes) -> bytes:
    head = b'--%b\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
    parts = [head % (BOUNDARY, name.encode(), value.encode()) for name, value in fields.items()]
    file = (
        b'--%b\r\nContent-Disposition: form-data; name="pdf_file"; filename="a.pdf"\r\n\r\n%b\r\n--%b--\r\n'
    )
    return b"".join(parts) + file % (BOUNDARY, document, BOUNDARY)


def split(body: bytes, places: Sequence[int]) -> list[bytes]:
    ends = [*sorted(place % (len(body) + 1) for place in places), len(body)]
    return [body[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def read(folder: Path, pieces: Sequence[bytes], kind: str) -> tuple[Fields, bytes | None, str | None]:
    """The fields, the document and its name."""
    waiting = list(pieces)

    async def receive() -> dict[str, Any]:
        body = waiting.pop(0) if waiting else b""
        return {"type": "http.request", "body": body, "more_body": bool(waiting)}

    async def form() -> tuple[Fields, bytes | None, str | None]:
        request = Request({"type": "http", "headers": [(b"content-type", kind.encode("latin-1"))]}, receive)
        async with receive_form(request, FolderObjects(folder), LIMITS) as form:
            if not form.document:
                return form.fields, None, form.file_name
            content = form.document.content
            held = content if isinstance(content, bytes) else content.read_bytes()
            return form.fields, held, form.file_name

    return asyncio.run(form())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("forms")


quick = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(fields, documents, cuts)
def test_a_form_is_read_to_the_byte_however_it_is_cut(
    folder: Path, fields: Fields, document: bytes, places: list[int]
) -> None:
    if b"\r\n--boundary" in b"\r\n" + document:
        return
    body = multipart(fields, document)
    read_fields, read_document, name = read(
        folder, split(body, places), "multipart/form-data; boundary=boundary"
    )
    assert (read_fields, read_document, name) == (fields, document, "a.pdf")
    assert list((folder / "incoming").iterdir()) == []


@quick
@given(
    fields,
    documents,
    cuts,
    st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 40), st.binary(max_size=40)), max_size=5),
    st.sampled_from(["multipart/form-data; boundary=boundary", "application/x-www-form-urlencoded"])
    | st.text(st.characters(max_codepoint=255, exclude_categories=["Cc"]), max_size=60).map(
        lambda text: f"multipart/form-data; boundary={text}"
    ),
)
def test_a_broken_form_is_refused_or_read_and_leaves_nothing(
    folder: Path,
    fields: Fields,
    document: bytes,
    places: list[int],
    damage: list[tuple[int, int, bytes]],
    kind: str,
) -> None:
    body = multipart(fields, document)
    for place, length, noise in damage:
        start = place % (len(body) + 1)
        body = body[:start] + noise + body[start + length :]
    try:
        read_fields, read_document, name = read(folder, split(body, places), kind)
    except (InvalidRequest, DocumentTooLarge):
        pass  # a refusal; anything else that is raised fails the test
    else:
        assert len(read_document or b"") <= LIMITS.max_bytes
        assert all(len(value.encode()) <= 3 * LIMITS.max_field_bytes for value in read_fields.values())
        assert name is None or (name.isprintable() and "/" not in name and "\\" not in name)
    assert list((folder / "incoming").iterdir()) == []


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["name", "description", "other"]), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(
    st.sampled_from(["categories", "conditions"]), anything.map(json.dumps) | st.text(max_size=60), st.data()
)
def test_categories_are_read_or_refused(field: str, text: str, data: st.DataObject) -> None:
    if text and data.draw(st.booleans()):
        place = data.draw(st.integers(0, len(text) - 1))
        text = text[:place] + data.draw(st.text(max_size=3)) + text[place + 1 :]
    try:
        categories = read_categories({field: text}, LIMITS)
    except InvalidCategories:
        pass
    else:
        assert 1 <= len(categories) <= LIMITS.max_categories
        assert len({category.name for category in categories}) == len(categories)
        assert all(category.name.strip() for category in categories)
        json.dumps([category.name for category in categories], ensure_ascii=False).encode()
