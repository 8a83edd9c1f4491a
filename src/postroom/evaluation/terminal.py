"""The figures as tables on a terminal."""

from __future__ import annotations

from rich.console import Group
from rich.table import Table
from rich.text import Text

from postroom.evaluation.metrics import Figures
from postroom.evaluation.run import Evaluation

MOST_CONFUSIONS = 10


def render(evaluation: Evaluation) -> Group:
    """Everything that fits; the rest is in the JSON output and in the report."""
    return Group(
        _figures(evaluation),
        Text(),
        _reliability(evaluation.all_ways),
        Text(),
        _coverage(evaluation.all_ways),
        Text(),
        _categories(evaluation),
        Text(),
        _confusions(evaluation),
        Text(),
        _times(evaluation),
        *(Text(f"not read: {path}: {reason}") for path, reason in evaluation.errors.items()),
    )


def _figures(evaluation: Evaluation) -> Table:
    every, few = evaluation.all_ways, evaluation.sampled
    table = Table(
        "", f"all {len(evaluation.categories)} categories", f"{evaluation.ways} categories", box=None
    )
    table.add_row("answers", str(every.answers), str(few.answers))
    table.add_row("accuracy", _with_interval(every), _percent(few.accuracy))
    table.add_row("among the first three", _percent(every.top3), _percent(few.top3))
    table.add_row("macro F1", f"{every.macro_f1:.3f}", f"{few.macro_f1:.3f}")
    table.add_row("calibration error (ECE)", f"{every.calibration_error:.3f}", f"{few.calibration_error:.3f}")
    table.add_row("share with confidence ≥ .9", _percent(every.sure.share), _percent(few.sure.share))
    table.add_row("accuracy of those", _percent(every.sure.accuracy), _percent(few.sure.accuracy))
    table.add_row("none of these (AUROC)", "", f"{evaluation.none_of_these:.3f}")
    sources = ", ".join(f"{count} {source}" for source, count in sorted(evaluation.text_sources.items()))
    table.add_row("text from", sources, "")
    return table


def _reliability(figures: Figures) -> Table:
    table = Table("confidence", "answers", "mean confidence", "accuracy", box=None)
    for each in figures.reliability:
        table.add_row(
            f"{each.low:.1f}-{each.high:.1f}",
            str(each.answers),
            f"{each.confidence:.3f}",
            f"{each.accuracy:.3f}",
        )
    return table


def _coverage(figures: Figures) -> Table:
    table = Table(
        "accuracy wanted", "confidence needed", "share covered", "accuracy (95 % interval)", box=None
    )
    for each in figures.coverage:
        if each.threshold is None:
            table.add_row(_percent(each.target), "never reached", "", "")
        else:
            interval = f"{_percent(each.accuracy)} ({_percent(each.low)} to {_percent(each.high)})"
            table.add_row(_percent(each.target), f"{each.threshold:.3f}", _percent(each.share), interval)
    return table


def _categories(evaluation: Evaluation) -> Table:
    table = Table("category", "documents", "precision", "recall", "F1", box=None)
    for each in evaluation.by_category:
        table.add_row(
            Text(each.name),
            str(each.documents),
            f"{each.precision:.2f}",
            f"{each.recall:.2f}",
            f"{each.f1:.2f}",
        )
    return table


def _confusions(evaluation: Evaluation) -> Table:
    table = Table("true", "answered", "documents", box=None, title="most frequent confusions")
    pairs = [
        (count, label, answer)
        for label, row in zip(evaluation.categories, evaluation.confusion, strict=True)
        for answer, count in zip(evaluation.categories, row, strict=True)
        if label != answer and count
    ]
    for count, label, answer in sorted(pairs, key=lambda pair: (-pair[0], *pair[1:]))[:MOST_CONFUSIONS]:
        table.add_row(Text(label), Text(answer), str(count))
    return table


def _times(evaluation: Evaluation) -> Table:
    table = Table("stage", "of", "count", "CPU ms", "wall ms", box=None)
    for each in evaluation.times:
        table.add_row(each.stage, each.source, str(each.count), f"{each.cpu_ms:.1f}", f"{each.wall_ms:.1f}")
    return table


def _with_interval(figures: Figures) -> str:
    interval = f"{_percent(figures.accuracy_low)} to {_percent(figures.accuracy_high)}"
    return f"{_percent(figures.accuracy)} ({interval})"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
