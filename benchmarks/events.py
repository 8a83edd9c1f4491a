"""500 open event streams on one API process while jobs run: `python benchmarks/events.py`.

Prints how long an event takes from its save to its listener, and what the streams add to the API's memory.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import secrets
import statistics
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import psutil

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.files import make  # noqa: E402 — after the path
from tests.service import KEY, Service  # noqa: E402

CATEGORIES = ("Invoice", "Contract")


def document(pages: int) -> bytes:
    return make.pdf([f"@SLOW Invoice {number} {secrets.token_hex(4)}" for number in range(pages)])


async def listen(client: httpx.AsyncClient, job_id: str, opened: asyncio.Semaphore) -> float | None:
    """Seconds from the end of the job, as the database has it, to its event; None if it had ended before."""
    async with client.stream("GET", f"/v1/jobs/{job_id}/events") as response:
        response.raise_for_status()
        opened.release()
        began = datetime.now(UTC)
        name = ""
        async for line in response.aiter_lines():
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: ") and name == "job":
                arrived = datetime.now(UTC)
                job = json.loads(line.removeprefix("data: "))
                finished = datetime.fromisoformat(job["finished_at"])
                return (arrived - finished).total_seconds() if finished > began else None
    raise AssertionError("the stream ended without its job")


async def measure(service: Service, streams: int, jobs: int, pages: int) -> dict[str, Any]:
    api = psutil.Process(service.process.pid)
    limits = httpx.Limits(max_connections=None)
    headers = {"api-key": KEY}
    async with httpx.AsyncClient(
        base_url=service.url, headers=headers, limits=limits, timeout=300, trust_env=False
    ) as client:
        ids = [await asyncio.to_thread(service.submit, document(pages), CATEGORIES) for _ in range(jobs)]
        before = api.memory_info().rss
        opened = asyncio.Semaphore(0)
        listeners = [
            asyncio.create_task(listen(client, ids[number % jobs], opened)) for number in range(streams)
        ]
        for _ in range(streams):
            await opened.acquire()
        peak = before
        while not all(listener.done() for listener in listeners):
            peak = max(peak, api.memory_info().rss)
            await asyncio.wait(listeners, timeout=0.1)
        results = [listener.result() for listener in listeners]
        delays = sorted(delay for delay in results if delay is not None)
    return {
        "streams": streams,
        "jobs": jobs,
        "events_measured": len(delays),
        "delay_p50_ms": round(1000 * statistics.median(delays)),
        "delay_p99_ms": round(1000 * delays[int(len(delays) * 0.99)]),
        "rss_growth_mb": round((peak - before) / 1e6, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--streams", type=int, default=500)
    parser.add_argument("--jobs", type=int, default=100)
    parser.add_argument("--pages", type=int, default=4)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        Service(Path(folder), "--workers=2", POSTROOM_LIMITS__READS_PER_MINUTE="0") as service,
    ):
        service.classify(document(1), CATEGORIES)
        print(json.dumps(asyncio.run(measure(service, options.streams, options.jobs, options.pages))))


if __name__ == "__main__":
    main()
