"""A page's picture, for whoever checks an answer.

Untrusted documents are opened in no process that matters: here in one for each picture, confined like a pool
process to the one file, and killed at its deadline.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from postroom.errors import DocumentCorrupt, DocumentError, NotFound, PageTooLarge, PostroomError, leaves
from postroom.jobs import confinement
from postroom.settings import DocumentSettings

MAX_BYTES = 30_000_000
"""Largest picture taken from the process."""

QUALITY = 85


def draw_page(path: str, number: int, width: int, limits: DocumentSettings) -> bytes:
    """The page as a JPEG.

    Args:
        path: The stored document.
        number: Of the page, 1-based.
        width: In pixels.
        limits: Of time, memory and pixels.

    Raises:
        NotFound: The document has no such page.
        DocumentError: It can't be drawn.
    """
    environment = confinement.environment(os.environ)
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    order = {"path": path, "number": number, "width": width, "limits": limits.model_dump(mode="json")}
    with subprocess.Popen(  # noqa: S603 — our own command
        [sys.executable, "-P", "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdin
        assert process.stdout
        deadline = threading.Timer(limits.page_seconds, process.kill)
        deadline.start()
        try:
            # Less than a pipe holds, so that this waits for nothing.
            process.stdin.write(json.dumps(order).encode())
            process.stdin.close()
            answer = process.stdout.read(MAX_BYTES + 1)
        except BrokenPipeError:
            answer = b""
        finally:
            process.kill()
            in_time = deadline.is_alive()
            deadline.cancel()
    if not in_time:
        raise PageTooLarge("drawing the page took longer than its time limit")
    return _read(answer)


def _read(answer: bytes) -> bytes:
    kind, _, rest = answer.partition(b"\n")
    if kind == b"picture" and len(answer) <= MAX_BYTES:
        return rest
    if kind == b"no page":
        raise NotFound("The document has no such page")
    for error in leaves():
        if issubclass(error, DocumentError) and error.code.encode() == rest:
            raise error
    raise DocumentCorrupt("the page crashes its reader")


def main() -> None:
    """The process: one order on standard input, one picture on standard output."""
    confinement.die_with_parent()
    order: dict[str, Any] = json.loads(sys.stdin.buffer.read())
    limits = DocumentSettings.model_validate(order["limits"])
    confinement.cap_memory(limits.page_memory_mb)
    path = Path(order["path"])
    if limits.confined:
        confinement.confine([path])
    try:
        answer = _draw(path, order["number"], order["width"], limits)
    except PostroomError as error:
        answer = b"error\n" + error.code.encode()
    except MemoryError:
        answer = b"error\n" + PageTooLarge.code.encode()
    sys.stdout.buffer.write(answer)


def _draw(path: Path, number: int, width: int, limits: DocumentSettings) -> bytes:
    import io

    from PIL import Image

    from postroom.documents.document import open_document

    with open_document(path, limits) as document:
        if number > document.page_count:
            return b"no page\n"
        page = document.page(number)
        try:
            longer = max(1.0, page.height / page.width)
            picture = page.render(min(round(width * longer), 10 * width))
        finally:
            page.close()
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=QUALITY)
    return b"picture\n" + file.getvalue()


if __name__ == "__main__":
    main()
