from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from postroom.errors import DocumentError, InvalidRequest
from postroom.evaluation.command import evaluate
from postroom.evaluation.labelled import LabelledDocument, find_documents
from postroom.evaluation.run import Options, run
from postroom.settings import DocumentSettings
from tests.fakes import FakeClassifier
from tests.files import make

COMMAND = typer.Typer()
COMMAND.command()(evaluate)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {
        "invoice/one.pdf": "this is an invoice, says the page to everyone who reads",
        "invoice/two.pdf": "this is a letter, whatever the folder says about the page",
        "letter/three.pdf": "this is a letter, says the page to everyone who reads",
        "report $5 <b>/four.pdf": "report $5 <b> is the name that stands on this odd page",
    }
    for name, text in texts.items():
        path = tmp_path / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make.pdf([text]))
    return tmp_path / "documents"


def test_a_folder_names_the_category(folder: Path) -> None:
    (folder / "letter" / "notes.txt").write_text("not a document")
    found = find_documents(folder)
    assert [(document.path.name, document.label) for document in found] == [
        ("one.pdf", "invoice"),
        ("two.pdf", "invoice"),
        ("three.pdf", "letter"),
        ("four.pdf", "report $5 <b>"),
    ]


def test_a_manifest_names_the_category(folder: Path) -> None:
    manifest = folder / "manifest.csv"
    manifest.write_text("path,category\ninvoice/one.pdf,bill\nletter/three.pdf,mail\n")
    expected = [("one.pdf", "bill"), ("three.pdf", "mail")]
    for source in (folder, manifest):
        assert [(document.path.name, document.label) for document in find_documents(source)] == expected


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        ("file,category\n", "columns path and category"),
        ("path,category\nmissing.pdf,bill\n", "not there"),
        ("path,category\ninvoice/one.pdf,\n", "no category"),
        ("path,category\ninvoice/one.pdf,bill\n", "fewer than two categories"),
    ],
)
def test_a_bad_manifest_says_what_is_wrong(folder: Path, manifest: str, message: str) -> None:
    (folder / "manifest.csv").write_text(manifest)
    with pytest.raises(InvalidRequest, match=message):
        find_documents(folder)


def test_figures_of_a_folder(folder: Path) -> None:
    outcome = run(find_documents(folder), FakeClassifier(), DocumentSettings(), Options(draws=3, ways=2))
    assert outcome.all_ways.accuracy == 0.75
    assert outcome.sampled.answers == 12
    assert outcome.ways == 2
    assert outcome.text_sources == {"text_layer": 4}
    (mistake,) = outcome.mistakes
    assert (mistake.label, mistake.category) == ("invoice", "letter")
    assert {each.stage for each in outcome.times} == {"open", "read", "classify"}
    assert all(each.cpu_ms >= 0 and each.wall_ms > 0 for each in outcome.times)


def test_the_same_seed_gives_the_same_figures(folder: Path) -> None:
    documents = find_documents(folder)
    first, second = (
        run(documents, FakeClassifier(), DocumentSettings(), Options(seed=5, ways=2)) for _ in range(2)
    )
    assert first.sampled_answers == second.sampled_answers


def test_a_broken_document_is_told_and_left_out(folder: Path) -> None:
    (folder / "letter" / "broken.pdf").write_bytes(b"%PDF-1.7 rubbish")
    outcome = run(find_documents(folder), FakeClassifier(), DocumentSettings(), Options())
    assert outcome.all_ways.answers == 4
    assert [Path(path).name for path in outcome.errors] == ["broken.pdf"]


def test_only_broken_documents_are_an_error(tmp_path: Path) -> None:
    documents = [LabelledDocument(tmp_path / f"{name}.pdf", name) for name in ("a", "b")]
    for document in documents:
        document.path.write_bytes(b"%PDF-1.7 rubbish")
    with pytest.raises(DocumentError):
        run(documents, FakeClassifier(), DocumentSettings(), Options())


def test_the_command_prints_json_and_writes_a_page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTROOM_CLASSIFIER__FACTORY", "tests.fakes:load")
    page = folder / "report.html"
    outcome = CliRunner().invoke(COMMAND, [str(folder), "--json", "--report", str(page)])
    assert outcome.exit_code == 0, outcome.output
    figures = json.loads(outcome.stdout)
    assert figures["all_ways"]["accuracy"] == 0.75
    assert figures["model_version"] == "fake-1"
    text = page.read_text(encoding="utf-8")
    assert text.count("<svg") == 3
    assert "data:image/png;base64," in text
    assert "<td>report $5 &lt;b&gt;</td>" in text
    assert 'src="http' not in text


def test_the_command_prints_tables(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTROOM_CLASSIFIER__FACTORY", "tests.fakes:load")
    outcome = CliRunner().invoke(COMMAND, [str(folder), "--draws", "1"])
    assert outcome.exit_code == 0, outcome.output
    assert "75.0 %" in outcome.stdout
    assert "report $5 <b>" in outcome.stdout


@pytest.mark.parametrize("arguments", [["-d", "no equals sign"], ["--report", "no/such/folder/report.html"]])
def test_bad_options_are_refused_before_any_work(
    folder: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTROOM_CLASSIFIER__FACTORY", "tests.fakes:load")
    outcome = CliRunner().invoke(COMMAND, [str(folder), *arguments])
    assert isinstance(outcome.exception, InvalidRequest)
