"""What the docs say is run: every block marked `<!-- run -->` of the README and the quickstart."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from postroom import errors, settings
from tests.service import ROOT, Service

PAGES = [ROOT / "README.md", ROOT / "docs/quickstart.md"]
BLOCK = re.compile(
    r"<!-- run(?P<how>: serve)? -->\n```(?P<language>bash|python)\n(?P<code>.*?)```", re.DOTALL
)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


@pytest.fixture(scope="module")
def documented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with Service(
        tmp_path_factory.mktemp("docs"),
        classifier="postroom.classification.local:load",
        POSTROOM_API_KEY="secret",
    ) as service:
        yield service


def blocks() -> list[tuple[str, str, str]]:
    return [
        (f"{page.name}:{number}", found["language"], found["code"])
        for page in PAGES
        for number, found in enumerate(BLOCK.finditer(page.read_text(encoding="utf-8")))
        if not found["how"]
    ]


@pytest.mark.parametrize(("where", "language", "code"), blocks(), ids=[where for where, _, _ in blocks()])
def test_examples_run(documented: Service, where: str, language: str, code: str) -> None:
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


def settings_table() -> str:
    lines = [
        "# Settings",
        "",
        "Set them as environment variables; `postroom settings` prints the same list.",
        "",
    ]
    lines += ["| variable | default | meaning |", "|---|---|---|"]
    own = {"POSTROOM_DATA_DIR": "the user data folder", "POSTROOM_WORKERS": "the number of cores"}
    for name, (meaning, default) in settings.variables().items():
        shown = own.get(name, "" if default is None else f"`{default}`")
        lines.append(f"| `{name}` | {shown} | {meaning} |")
    return "\n".join(lines) + "\n"


def errors_table() -> str:
    lines = [
        "# Errors",
        "",
        "The same words over HTTP (`/v1`), in a failed job, in the client library and on the",
    ]
    lines += [
        "command line.",
        "",
        "| code | HTTP | exit | retry | what it means | what to do |",
        "|---|---|---|---|---|---|",
    ]
    for error in errors.tree():
        if not error.__subclasses__():
            retry = "yes" if error.retryable else "no"
            meaning = f"{error.title}. {(error.__doc__ or '').strip()}"
            lines.append(
                f"| `{error.code}` | {error.status} | {error.exit_code} | {retry} | {meaning} | {error.advice} |"
            )
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(("name", "make"), [("settings", settings_table), ("errors", errors_table)])
def test_the_reference_is_up_to_date(name: str, make: Callable[[], str]) -> None:
    path = ROOT / f"docs/reference/{name}.md"
    expected = make()
    if os.environ.get("POSTROOM_TEST_WRITE_DOCS"):
        path.write_text(expected, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == expected, "run: make docs"
