"""What the docs say is run: every block marked `<!-- run -->` of the README, the quickstart and the guide to the client."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from postroom import errors, settings
from tests.docs import reference
from tests.service import ROOT, Service

PAGES = [
    ROOT / name
    for name in ("README.md", "docs/quickstart.md", "docs/guides/client.md", "docs/guides/jobs.md")
]
BLOCK = re.compile(
    r"<!-- run(?P<how>: serve)? -->\n```(?P<language>bash|python)\n(?P<code>.*?)```"
    r"(\n```(json|text)\n(?P<output>.*?)```)?",
    re.DOTALL,
)
VARYING = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[\d:.]+Z|\d+\.\d+")
"""Ids, times and fractions: an example shows some, and every run has its own."""
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


@pytest.fixture(scope="module")
def documented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with Service(
        tmp_path_factory.mktemp("docs"),
        classifier="postroom.classification.local:load",
        POSTROOM_API_KEY="secret",
    ) as service:
        yield service


def blocks() -> list[tuple[str, str, str, str | None]]:
    return [
        (f"{page.name}:{number}", found["language"], found["code"], found["output"])
        for page in PAGES
        for number, found in enumerate(BLOCK.finditer(page.read_text(encoding="utf-8")))
        if not found["how"]
    ]


@pytest.mark.parametrize(
    ("where", "language", "code", "output"), blocks(), ids=[where for where, *_ in blocks()]
)
def test_examples_run(documented: Service, where: str, language: str, code: str, output: str | None) -> None:
    code = code.replace("http://127.0.0.1:8000", documented.url)
    code = code.replace(".venv/bin/postroom", str(Path(sys.executable).parent / "postroom"))
    command = [sys.executable, "-c", code] if language == "python" else ["bash", "-euc", code]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("POSTROOM_")}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip(), where
    assert '"detail"' not in done.stdout
    if output is not None:
        assert VARYING.sub("…", done.stdout.strip()) == VARYING.sub("…", output.strip())


def test_the_way_to_serve_is_the_one_that_is_tested() -> None:
    said = [
        found["code"] for page in PAGES for found in BLOCK.finditer(page.read_text("utf-8")) if found["how"]
    ]
    assert said == ["export POSTROOM_API_KEY=secret\n.venv/bin/postroom serve\n"] * 2


def test_links_lead_somewhere() -> None:
    for page in [*PAGES, *(ROOT / "docs").rglob("*.md")]:
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_life_of_a_document_names_files_that_are_there() -> None:
    text = (ROOT / "docs/concepts/life-of-a-document.md").read_text(encoding="utf-8")
    names = re.findall(r"`((?!src/)(?:[a-z_]+/)+[a-z_]*(?:\.py)?)`", text)
    assert len(names) > 15
    for name in names:
        assert (ROOT / "src/postroom" / name).exists(), name


@pytest.mark.parametrize("name", reference.PAGES)
def test_the_reference_is_up_to_date(name: str) -> None:
    assert (reference.FOLDER / name).read_text(encoding="utf-8") == reference.PAGES[name](), "run: make docs"


def test_the_reference_names_every_error_and_setting() -> None:
    pages = "".join(page() for page in reference.PAGES.values())
    for error in errors.leaves():
        assert f"`{error.__name__}`" in pages
    for variable in settings.variables():
        assert f"`{variable}`" in pages
