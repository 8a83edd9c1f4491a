"""Classifiers at the seam: quick, and made to misbehave by words on the page.

Choose one with ``POSTROOM_CLASSIFIER__FACTORY=tests.fakes:load``. A page that says

- ``@CRASH`` kills its process,
- ``@HANG`` never comes back,
- ``@SLOW`` takes 0.3 s,
- ``@RAISE`` raises an error that nobody expects,
- ``@HOG`` asks for more memory than there is.

Any other page gets the first category whose name stands on it, else the first category.
"""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from postroom.documents.content import PageContent
from postroom.jobs.pool_process import read_prediction
from postroom.schemas import Category, PagePrediction


def version() -> str:
    return "fake-1"


def load() -> FakeClassifier:
    return FakeClassifier()


class FakeClassifier:
    version = "fake-1"

    def classify_page(self, page: PageContent, categories: Sequence[Category]) -> PagePrediction:
        if "@CRASH" in page.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "@HANG" in page.text:
            threading.Event().wait()
        if "@SLOW" in page.text:
            threading.Event().wait(0.3)
        if "@RAISE" in page.text:
            raise RuntimeError("nobody expects this")
        if "@HOG" in page.text:
            bytearray(1 << 44)
        names = [category.name for category in categories]
        winner = next((name for name in names if name.lower() in page.text.lower()), names[0])
        confidence = 0.9 - page.number / 100
        rest = (1 - confidence) / len(names)
        return PagePrediction(
            number=page.number,
            category=winner,
            confidence=confidence,
            scores={name: confidence if name == winner else rest for name in names},
            none_of_these=rest,
            text_source=page.text_source,
            blank=page.blank,
        )


class CountingClassifier(FakeClassifier):
    """Also notes every page that it is given: a line of the document's name, which is the page's first word,
    and the page's number, at the end of the file that ``POSTROOM_TEST_PAGES`` names. A page takes 40 ms."""

    def classify_page(self, page: PageContent, categories: Sequence[Category]) -> PagePrediction:
        threading.Event().wait(0.04)
        line = f"{page.text.split()[0]} {page.number}\n"
        log = os.open(os.environ["POSTROOM_TEST_PAGES"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            os.write(log, line.encode())
        finally:
            os.close(log)
        return super().classify_page(page, categories)


def load_counting() -> CountingClassifier:
    return CountingClassifier()


class TakenOver(FakeClassifier):
    """Does what somebody would try who got into the process; each line of a page names a thing to try.

    What came of it is told as the page's raw answer, in JSON.
    """

    def classify_page(self, page: PageContent, categories: Sequence[Category]) -> PagePrediction:
        outcomes: dict[str, str] = {}
        for line in page.text.splitlines():
            attempt, _, target = line.partition(" ")
            if attempt in ATTEMPTS:
                try:
                    outcomes[attempt] = str(ATTEMPTS[attempt](target))
                except OSError as error:
                    outcomes[attempt] = type(error).__name__
            if attempt == "escape":
                return _reply(page.number, os.mkdir, target)
            if attempt == "lie":
                return _reply(page.number, read_prediction, b'{"number": "none"}')
        return dataclasses.replace(super().classify_page(page, categories), raw=json.dumps(outcomes))


def _reply(number: int, make: Callable[[Any], object], argument: object) -> PagePrediction:
    """A prediction that comes out of a reply as what `make` makes of the argument."""

    class Planted(PagePrediction):
        def __reduce__(self) -> tuple[Callable[[Any], object], tuple[object]]:
            return make, (argument,)

    return Planted(number=number, category=None, confidence=0, scores={}, none_of_these=1)


def _connect(port: str) -> str:
    with socket.create_connection(("127.0.0.1", int(port)), timeout=5):
        return "done"


def _send(port: str) -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        datagrams.sendto(b"secret", ("127.0.0.1", int(port)))
        return "done"


ATTEMPTS: dict[str, Callable[[str], object]] = {
    "read": lambda path: Path(path).read_bytes() and "done",
    "list": lambda path: list(Path(path).iterdir()) and "done",
    "write": lambda path: Path(path).write_text("a") and "done",
    "remove": lambda path: Path(path).unlink() or "done",
    "connect": _connect,
    "send": _send,
    "start": lambda path: subprocess.run([path], check=True) and "done",
    "fork": lambda path: os.posix_spawn(path, [path], {}) and "done",
    "signal": lambda number: os.kill(int(number), 0) or "done",
    "look": lambda number: Path(f"/proc/{number}/environ").read_bytes() and "done",
    "environment": lambda _: " ".join(os.environ),
}


def load_taken_over() -> TakenOver:
    return TakenOver()
