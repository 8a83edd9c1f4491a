"""How fast pages go to a vision model, and what the cascade saves: `python benchmarks/vision.py`.

Without --data: pages a second against an endpoint that takes 300 ms, at 16 at a time, in this process and
through the service; the most that is possible is 16/0.3 = 53.3.

With --data, a folder of folders by category: for each threshold, the share of pages that the cascade sends
and the accuracy it reaches, with a stand-in for a vision model that is right as often as --accuracy says.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.service import machine  # noqa: E402
from tests.endpoint import Asked, Endpoint, always  # noqa: E402
from tests.files import make  # noqa: E402
from tests.service import FAKE, Service  # noqa: E402

from postroom.classification.classifier import load_classifier  # noqa: E402 — after the path
from postroom.documents.document import open_document  # noqa: E402
from postroom.documents.text import read_page  # noqa: E402
from postroom.evaluation.labelled import find_documents  # noqa: E402
from postroom.in_process import classify_here  # noqa: E402
from postroom.schemas import Category, PagePrediction  # noqa: E402
from postroom.settings import DocumentSettings, Settings, load  # noqa: E402

AT_ONCE, SECONDS = 16, 0.3
THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)


def throughput(pages: int, rounds: int = 3) -> dict[str, float]:
    """Pages a second beside the most that is possible and beside a bare loop; the best round.

    Another program's load slows a round, and nothing speeds it up.
    """
    document = make.pdf([make.invoice(number) for number in range(pages)])
    figures: list[dict[str, float]] = []
    with Endpoint(always(f"slow {SECONDS}")) as endpoint:
        vision: dict[str, Any] = {"base_url": endpoint.url, "model": "m", "input": "text"}
        vision |= {"concurrency": AT_ONCE}
        settings = load(classifier={"kind": "vision", "factory": FAKE}, vision=vision)
        classify_here(make.pdf([make.invoice()]), ["Invoice"], settings)
        body = endpoint.asked[0].body
        with tempfile.TemporaryDirectory() as folder, _service(Path(folder), endpoint) as service:
            service.classify(make.pdf([make.invoice()]))
            for number in range(rounds):
                bare = pages / asyncio.run(_bare(endpoint.url, body, pages))
                started = time.perf_counter()
                classify_here(document, ["Invoice", "Contract"], settings)
                here = pages / (time.perf_counter() - started)
                started = time.perf_counter()
                done = service.classify(document, ["Invoice", f"Round {number}"], max_pages=str(pages))
                through = pages / (time.perf_counter() - started)
                assert done["result"]["processed_pages"] == pages
                figures.append({"bare": bare, "in process": here, "service": through})
    best = {f"{name}, pages a second": max(each[name] for each in figures) for name in figures[0]}
    possible = AT_ONCE / SECONDS
    shares = {
        f"{name}, share of the possible": max(each[name] for each in figures) / possible
        for name in figures[0]
    }
    return {"possible, pages a second": possible, **best, **shares}


async def _bare(url: str, body: dict[str, Any], pages: int) -> float:
    """Seconds for as many requests with nothing around them."""
    slots = asyncio.Semaphore(AT_ONCE)
    limits = httpx.Limits(max_connections=AT_ONCE)
    async with httpx.AsyncClient(limits=limits, timeout=60, trust_env=False) as client:

        async def one() -> None:
            async with slots:
                (await client.post(f"{url}/chat/completions", json=body)).raise_for_status()

        started = time.perf_counter()
        await asyncio.gather(*(one() for _ in range(pages)))
        return time.perf_counter() - started


def _service(folder: Path, endpoint: Endpoint) -> Service:
    return Service(
        folder,
        "--workers=2",
        POSTROOM_CLASSIFIER__KIND="vision",
        POSTROOM_VISION__BASE_URL=endpoint.url,
        POSTROOM_VISION__MODEL="m",
        POSTROOM_VISION__INPUT="text",
        POSTROOM_VISION__CONCURRENCY=str(AT_ONCE),
    )


def cascade(data: Path, accuracy: float, ways: int) -> list[dict[str, float]]:
    """Share of pages sent and accuracy for each threshold, over calls of `ways` candidates on first pages."""
    settings = load()
    rows = list(_offline(data, settings, ways))
    table: list[dict[str, float]] = []
    for threshold in THRESHOLDS:
        sent = [local.confidence < threshold or local.none_of_these > 0.5 for _, local, _ in rows]
        if threshold == 0.0:
            sent = [False] * len(rows)
        chance = random.Random(1)  # the same stand-in, right about the same pages, for each threshold
        stand_in = [chance.random() < accuracy for _ in rows]
        right = [
            knows if is_sent else local.category == label
            for (label, local, _), is_sent, knows in zip(rows, sent, stand_in, strict=True)
        ]
        table.append(
            {"threshold": threshold, "sent": sum(sent) / len(rows), "accuracy": sum(right) / len(rows)}
        )
    return table


def _offline(data: Path, settings: Settings, ways: int) -> list[tuple[str, PagePrediction, Path]]:
    classifier = load_classifier(settings.classifier.factory)
    documents = find_documents(data)
    names = sorted({document.label for document in documents})
    rows: list[tuple[str, PagePrediction, Path]] = []
    for number, document in enumerate(documents):
        others = [name for name in names if name != document.label]
        drawn = random.Random(number).sample(others, min(ways - 1, len(others)))
        candidates = [Category(name) for name in sorted([document.label, *drawn])]
        with open_document(document.path, DocumentSettings()) as opened:
            local = classifier.classify_page(read_page(opened, 1), candidates)
        rows.append((document.label, local, document.path))
    return rows


def end_to_end(data: Path, accuracy: float, ways: int) -> dict[str, float]:
    """The cascade as a user runs it, at its default thresholds, against the stand-in as an endpoint."""
    documents = find_documents(data)
    names = sorted({document.label for document in documents})
    chance = random.Random(1)
    truth = ""

    def answer(_number: int, asked: Asked) -> str:
        wrong = [label for label in asked.labels[:-1] if label != truth]
        endpoint.default = truth if chance.random() < accuracy else chance.choice(wrong)
        return "well"

    with Endpoint(answer) as endpoint:
        vision: dict[str, Any] = {"base_url": endpoint.url, "model": "stand-in", "concurrency": 1}
        settings = load(classifier={"kind": "cascade"}, vision=vision)
        right = 0
        for number, document in enumerate(documents):
            truth = document.label
            others = [name for name in names if name != truth]
            drawn = random.Random(number).sample(others, min(ways - 1, len(others)))
            candidates = sorted([truth, *drawn])
            right += classify_here(document.path, candidates, settings, max_pages=1).category == truth
        return {"sent": endpoint.count / len(documents), "accuracy": right / len(documents)}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, help="a folder of folders by category")
    parser.add_argument("--accuracy", type=float, default=0.97, help="of the stand-in for a vision model")
    parser.add_argument("--ways", type=int, default=8, help="candidates in a call")
    parser.add_argument("--pages", type=int, default=400, help="of the document for the throughput")
    options = parser.parse_args()
    print(json.dumps(machine()))
    if options.data is None:
        print(json.dumps(throughput(options.pages), indent=2))
        return
    for row in cascade(options.data, options.accuracy, options.ways):
        print(json.dumps(row))
    print(
        "default cascade, end to end:", json.dumps(end_to_end(options.data, options.accuracy, options.ways))
    )


if __name__ == "__main__":
    main()
