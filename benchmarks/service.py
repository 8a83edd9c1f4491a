"""What the service costs, each figure beside something measured in the same run: `make benchmark`.

Prints a table and, with --json, the figures with the machine and the commit.
"""

from __future__ import annotations

import argparse
import asyncio
import functools
import json
import os
import platform
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import psutil
import uvicorn
from fastapi import FastAPI

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.files import make  # noqa: E402
from tests.service import KEY, Service, free_port  # noqa: E402

from postroom.schemas import Category  # noqa: E402 — after the path

REAL = "postroom.classification.local:load"
COUNTED = {"POSTROOM_LIMITS__READS_PER_MINUTE": "1000000000"}
"""Reads are counted as ever, and never refused."""

CATEGORIES = ("Invoice", "Contract", "Letter", "Resume")


def latency(service: Service, wait: Callable[[str], object], runs: int = 60) -> dict[str, float]:
    """Submit to completed, as `wait` finds out, for a one-page text PDF on a warm idle service, in ms."""
    taken: list[float] = []
    pause = threading.Event()
    for number in range(runs + 5):
        document = make.pdf([make.invoice(number) + secrets.token_hex(4)])
        pause.wait(secrets.randbelow(400) / 1000)  # not in step with the worker's polling
        started = time.perf_counter()
        wait(service.submit(document, CATEGORIES))
        if number >= 5:
            taken.append((time.perf_counter() - started) * 1000)
    taken.sort()
    return {"p50_ms": statistics.median(taken), "p99_ms": taken[int(len(taken) * 0.99)]}


def look_often(service: Service, job: str) -> None:
    """Read a job's status until it is completed."""
    pause = threading.Event()
    while service.status(job)["status"] != "completed":
        pause.wait(0.005)


def wait_for_end(service: Service, job: str) -> None:
    """Let the service hold its answer until the job has ended."""
    answer = service.client.get(f"/v1/jobs/{job}?wait=60")
    assert answer.json()["status"] == "succeeded", answer.text


def bare_route(port: int) -> None:
    """A FastAPI app of one route on the same uvicorn."""
    app = FastAPI()

    @app.get("/item/{item_id}")
    async def read(item_id: str) -> dict[str, str]:
        return {"item_id": item_id, "status": "completed"}

    uvicorn.run(app, port=port, log_config=None, access_log=False)


def reads_per_second(url: Callable[[int], str], seconds: float = 4.0, connections: int = 8) -> float:
    """Requests a second from a load process of its own, so that both routes face the same client."""

    async def load() -> int:
        done = 0
        until = time.perf_counter() + seconds
        address = httpx.URL(url(0))

        async def one(start: int) -> None:
            nonlocal done
            reader, writer = await asyncio.open_connection(address.host, address.port)
            number = start
            while time.perf_counter() < until:
                path = httpx.URL(url(number)).raw_path.decode()
                writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\napi-key: {KEY}\r\n\r\n".encode())
                head = await reader.readuntil(b"\r\n\r\n")
                assert head.startswith(b"HTTP/1.1 200"), head
                length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
                await reader.readexactly(length)
                done += 1
                number += 1
            writer.close()

        await asyncio.gather(*(one(n * 1000) for n in range(connections)))
        return done

    return asyncio.run(load()) / seconds


def status_reads(service: Service) -> dict[str, float]:
    """Status reads a second of finished and of waiting jobs, beside a bare route."""
    jobs = [service.submit(make.pdf([f"{make.invoice(n)} {secrets.token_hex(4)}"])) for n in range(50)]
    for job in jobs:
        service.wait(job)
    port = free_port()
    bare = subprocess.Popen([sys.executable, __file__, "--bare", str(port)])
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            threading.Event().wait(0.05)
        rounds = [
            (
                reads_per_second(lambda n: f"{service.url}/classify/{jobs[n % len(jobs)]}"),
                reads_per_second(lambda n: f"http://127.0.0.1:{port}/item/{n}"),
            )
            for _ in range(3)
        ]
    finally:
        bare.terminate()
        bare.wait(timeout=10)
    return {
        "status_reads_per_s": statistics.median(ours for ours, _ in rounds),
        "bare_route_per_s": statistics.median(theirs for _, theirs in rounds),
        "ratio": statistics.median(ours / theirs for ours, theirs in rounds),
    }


def idle_cpu(service: Service, seconds: float = 20.0) -> float:
    """Percent of one core that the whole service takes while nothing happens."""

    def total() -> float:
        parent = psutil.Process(service.process.pid)
        return sum(sum(each.cpu_times()[:2]) for each in (parent, *parent.children(recursive=True)))

    threading.Event().wait(2)
    before = total()
    threading.Event().wait(seconds)
    return 100 * (total() - before) / seconds


def upload_growth(service: Service, megabytes: int = 500) -> float:
    """How much the API process grows, at its most, while so many megabytes are uploaded; in MB."""
    process = psutil.Process(service.process.pid)
    start = peak = process.memory_info().rss
    stop = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not stop.wait(0.01):
            peak = max(peak, process.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    chunk = os.urandom(1_000_000)

    def body() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="categories"\r\n\r\n["a"]\r\n'
        yield b'--b\r\nContent-Disposition: form-data; name="pdf_file"; filename="a.pdf"\r\n\r\n%PDF-1.7'
        for _ in range(megabytes - 1):
            yield chunk
        yield b"\r\n--b--\r\n"

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = service.client.post("/classify", content=body(), headers=headers)
    stop.set()
    watcher.join()
    assert answer.status_code == 202, answer.text
    service.wait(answer.json()["job_id"])
    return (peak - start) / 1e6


def pipeline_pages(path: str, numbers: list[int]) -> int:
    """The bare loop: the same pipeline with no service around it."""
    from postroom.classification.local import load
    from postroom.documents.document import open_document
    from postroom.pipeline import classify_pages
    from postroom.settings import DocumentSettings

    categories = tuple(Category(name) for name in CATEGORIES)
    with open_document(Path(path), DocumentSettings()) as document:
        return sum(1 for _ in classify_pages(document, numbers, categories, load()))


def throughput(service: Service, pages: int = 200, workers: int = 2) -> dict[str, float]:
    """Pages a second of a long text PDF through the API, beside the bare loop on all cores."""
    texts = [f"{make.invoice(n)}\n{make.contract()}" for n in range(pages)]
    rounds: list[tuple[float, float]] = []
    with ProcessPoolExecutor(workers) as pool, tempfile.TemporaryDirectory() as folder:
        for number in range(4):
            document = make.pdf([*texts[:-1], f"round {number} {secrets.token_hex(4)}"])
            path = Path(folder) / "document.pdf"
            path.write_bytes(document)
            shares = [list(range(1 + worker, pages + 1, workers)) for worker in range(workers)]
            started = time.perf_counter()
            done = sum(pool.map(pipeline_pages, [str(path)] * workers, shares))
            bare = done / (time.perf_counter() - started)
            started = time.perf_counter()
            assert service.classify(document, CATEGORIES)["result"]["processed_pages"] == pages
            through_api = pages / (time.perf_counter() - started)
            if number:
                rounds.append((through_api, bare))
    return {
        "api_pages_per_s": statistics.median(ours for ours, _ in rounds),
        "bare_pages_per_s": statistics.median(bare for _, bare in rounds),
        "ratio": statistics.median(ours / bare for ours, bare in rounds),
    }


def machine() -> dict[str, Any]:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return {
        "commit": commit.stdout.strip(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "processor": platform.machine(),
        "system": platform.platform(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--bare", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.bare:
        bare_route(options.bare)
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        Service(Path(folder), "--workers=2", classifier=REAL, **COUNTED) as service,
    ):
        service.classify(make.pdf([make.invoice()]), CATEGORIES)
        figures: dict[str, Any] = {
            "latency of a one-page PDF": latency(service, functools.partial(look_often, service)),
            "the same, by ?wait=": latency(service, functools.partial(wait_for_end, service)),
            "idle CPU, % of a core": idle_cpu(service),
            "status reads": status_reads(service),
            "200 pages": throughput(service),
            "growth during a 500 MB upload, MB": upload_growth(service),
        }
    if options.json:
        print(json.dumps({"machine": machine(), "figures": figures}, indent=2))
        return
    print(json.dumps(machine()))
    for name, figure in figures.items():
        print(f"{name}: {json.dumps(figure)}")


if __name__ == "__main__":
    main()
