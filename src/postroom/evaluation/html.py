"""The figures as one self-contained HTML page: pictures, tables, every wrong answer."""

from __future__ import annotations

import html
import importlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from postroom.evaluation.metrics import Answer, Figures
from postroom.evaluation.run import Evaluation, Mistake

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; } td, th { padding: .2rem .8rem; text-align: right; }
td:first-child, th:first-child { text-align: left; } tr:nth-child(even) { background: #8881; }
.pictures { display: flex; flex-wrap: wrap; gap: 1rem; } svg { max-width: 100%; height: auto; }
.mistake { display: flex; gap: 1rem; border-top: 1px solid #8884; padding: .8rem 0; }
.mistake img { width: 120px; object-fit: contain; align-self: start; border: 1px solid #8884; }
:root { color-scheme: light dark; } svg { background: white; }
"""


def write_report(evaluation: Evaluation, path: Path) -> None:
    """Write the page.

    Raises:
        OSError: The file can't be written.
    """
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8><title>Postroom: evaluation</title>",
        f"<style>{STYLE}</style><h1>Evaluation</h1><p>Model {_text(evaluation.model_version)}.</p>",
        _figures(evaluation),
        "<div class=pictures>",
        _picture(_draw_reliability, evaluation.all_ways),
        _picture(_draw_coverage, evaluation),
        "</div><h2>Confidence</h2>",
        _reliability(evaluation.all_ways),
        f"<h2>Coverage, all {len(evaluation.categories)} categories</h2>",
        _coverage(evaluation.all_ways),
        f"<h2>Coverage, {evaluation.ways} categories</h2>",
        _coverage(evaluation.sampled),
        "<h2>Confusion</h2>",
        _picture(_draw_confusion, evaluation),
        _categories(evaluation),
        _times(evaluation),
        f"<h2>Wrong answers ({len(evaluation.mistakes)})</h2>",
        *map(_mistake, evaluation.mistakes),
        _errors(evaluation),
    ]
    path.write_text("\n".join(parts), encoding="utf-8")


def _figures(evaluation: Evaluation) -> str:
    every, few = evaluation.all_ways, evaluation.sampled

    def both(name: str, pick: Callable[[Figures], float]) -> list[str]:
        return [name, f"{pick(every):.3f}", f"{pick(few):.3f}"]

    rows = [
        ["answers", str(every.answers), str(few.answers)],
        both("accuracy", lambda f: f.accuracy),
        ["95 % interval", f"{every.accuracy_low:.3f} to {every.accuracy_high:.3f}", ""],
        both("among the first three", lambda f: f.top3),
        both("macro F1", lambda f: f.macro_f1),
        both("calibration error (ECE)", lambda f: f.calibration_error),
        both("share with confidence ≥ .9", lambda f: f.sure.share),
        both("accuracy of those", lambda f: f.sure.accuracy),
        ["none of these (AUROC)", "", f"{evaluation.none_of_these:.3f}"],
        *(
            [f"documents, {source.replace('_', ' ')}", str(count), ""]
            for source, count in sorted(evaluation.text_sources.items())
        ),
    ]
    return _table(["", f"all {len(evaluation.categories)}", f"{evaluation.ways} categories"], rows)


def _reliability(figures: Figures) -> str:
    rows = [
        [
            f"{each.low:.1f} to {each.high:.1f}",
            str(each.answers),
            f"{each.confidence:.3f}",
            f"{each.accuracy:.3f}",
        ]
        for each in figures.reliability
    ]
    return _table(["confidence", "answers", "mean confidence", "accuracy"], rows)


def _coverage(figures: Figures) -> str:
    rows = [
        [f"{each.target:.2f}", "never reached", "", "", ""]
        if each.threshold is None
        else [
            f"{each.target:.2f}",
            f"{each.threshold:.3f}",
            f"{each.share:.3f}",
            f"{each.accuracy:.3f}",
            f"{each.low:.3f} to {each.high:.3f}",
        ]
        for each in figures.coverage
    ]
    head = ["accuracy wanted", "confidence needed", "share covered", "accuracy", "95 % interval"]
    return _table(head, rows)


def _categories(evaluation: Evaluation) -> str:
    rows = [
        [each.name, str(each.documents), f"{each.precision:.2f}", f"{each.recall:.2f}", f"{each.f1:.2f}"]
        for each in evaluation.by_category
    ]
    return "<h2>Categories</h2>" + _table(["category", "documents", "precision", "recall", "F1"], rows)


def _times(evaluation: Evaluation) -> str:
    rows = [
        [each.stage, each.source, str(each.count), f"{each.cpu_ms:.1f}", f"{each.wall_ms:.1f}"]
        for each in evaluation.times
    ]
    return "<h2>Time</h2>" + _table(["stage", "of", "count", "CPU ms", "wall ms"], rows)


def _mistake(mistake: Mistake) -> str:
    picture = f'<img alt="" src="data:image/png;base64,{mistake.thumbnail}">' if mistake.thumbnail else ""
    spoke = "".join(
        f"<li>{_text(item.category)}, {item.kind}: {_text(item.text)} ({item.weight:.2f})</li>"
        for item in mistake.evidence
    )
    return (
        f"<div class=mistake>{picture}<div><b>{_text(mistake.path)}</b><br>is {_text(mistake.label)}, "
        f"taken for {_text(mistake.category)} ({mistake.confidence:.2f}; "
        f"none of these {mistake.none_of_these:.2f})"
        f"<ul>{spoke}</ul></div></div>"
    )


def _errors(evaluation: Evaluation) -> str:
    rows = [[path, reason] for path, reason in evaluation.errors.items()]
    return "<h2>Not read</h2>" + _table(["document", "reason"], rows) if rows else ""


def _table(head: list[str], rows: list[list[str]]) -> str:
    def row(cells: list[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{_text(cell)}</{tag}>" for cell in cells) + "</tr>"

    return "<table>" + row(head, "th") + "".join(row(cells, "td") for cells in rows) + "</table>"


def _text(value: str) -> str:
    return html.escape(value)


def _picture(draw: Any, data: Any) -> str:
    # Untyped, and of interest to nobody else.
    figure: Any = importlib.import_module("matplotlib.figure").Figure(layout="constrained")
    matplotlib: Any = importlib.import_module("matplotlib")
    with matplotlib.rc_context({"svg.hashsalt": "postroom", "font.size": 8}):
        draw(figure, data)
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    svg = buffer.getvalue()
    return svg[svg.index("<svg") :]


def _draw_reliability(figure: Any, figures: Figures) -> None:
    figure.set_size_inches(5, 4)
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="grey", linewidth=0.8)
    axes.bar(
        [each.confidence for each in figures.reliability],
        [each.accuracy for each in figures.reliability],
        width=0.06,
    )
    axes.set(xlabel="confidence", ylabel="accuracy", xlim=(0, 1), ylim=(0, 1), title="reliability")


def _draw_coverage(figure: Any, evaluation: Evaluation) -> None:
    figure.set_size_inches(5, 4)
    axes = figure.subplots()
    sets = {"all categories": evaluation.answers, f"{evaluation.ways} categories": evaluation.sampled_answers}
    for name, answers in sets.items():
        axes.plot(*_accuracy_by_coverage(answers), label=name)
    axes.set(
        xlabel="share of the answers, the surest first",
        ylabel="accuracy",
        xlim=(0, 1),
        ylim=(0, 1.02),
        title="coverage",
    )
    axes.legend()


def _accuracy_by_coverage(answers: tuple[Answer, ...]) -> tuple[list[float], list[float]]:
    hits = 0
    shares: list[float] = []
    accuracies: list[float] = []
    for count, answer in enumerate(sorted(answers, key=lambda answer: -answer.confidence), 1):
        hits += answer.right
        shares.append(count / len(answers))
        accuracies.append(hits / count)
    return shares, accuracies


def _draw_confusion(figure: Any, evaluation: Evaluation) -> None:
    names, size = evaluation.categories, 2 + 0.28 * len(evaluation.categories)
    figure.set_size_inches(size, size)
    axes = figure.subplots()
    shares = [[count / max(1, sum(row)) for count in row] for row in evaluation.confusion]
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    # A dollar sign in a name would be read as mathematics.
    labels = [name.replace("$", r"\$")[:30] for name in names]
    axes.set_xticks(range(len(names)), labels, rotation=90)
    axes.set_yticks(range(len(names)), labels)
    axes.set(xlabel="answered", ylabel="true")
    for row, counts in enumerate(evaluation.confusion):
        for column, count in enumerate(counts):
            if count:
                colour = "white" if shares[row][column] > 0.5 else "black"
                axes.text(column, row, str(count), ha="center", va="center", color=colour, fontsize=6)
