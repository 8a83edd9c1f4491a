"""Sends many documents, a few at once, and prints each answer as it comes.

BASE_URL=http://127.0.0.1:8000 API_KEY=secret CATEGORIES=Invoice,Contract python monitor.py examples/*.pdf
"""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import httpx

AT_ONCE = 4


async def classify(client: httpx.AsyncClient, path: Path, names: list[str]) -> dict[str, Any]:
    submitted = await client.post(
        "/classify",
        files={"pdf_file": (path.name, await asyncio.to_thread(path.read_bytes))},
        data={"categories": json.dumps([{"name": name} for name in names])},
    )
    submitted.raise_for_status()
    job_id, delay = submitted.json()["job_id"], 1.0
    while True:
        answer = await client.get(f"/classify/{job_id}")
        answer.raise_for_status()
        job = answer.json()
        if job["status"] in ("completed", "failed"):
            return job
        await asyncio.sleep(delay)
        delay = min(10.0, delay * 1.5)


async def main(paths: list[str]) -> int:
    names = os.environ["CATEGORIES"].split(",")
    headers = {"api-key": os.environ["API_KEY"]}
    places = asyncio.Semaphore(AT_ONCE)
    counts = {"completed": 0, "failed": 0}
    async with httpx.AsyncClient(base_url=os.environ["BASE_URL"], headers=headers, timeout=60) as client:

        async def one(path: Path) -> tuple[Path, dict[str, Any]]:
            async with places, asyncio.timeout(300):
                return path, await classify(client, path, names)

        for ended in asyncio.as_completed([one(Path(path)) for path in paths]):
            path, job = await ended
            counts[job["status"]] += 1
            told = job["result"]["classification"] if job["result"] else job["error"]
            print(f"[{sum(counts.values())}/{len(paths)}] {path.name}: {told}", flush=True)
    print(f"{counts['completed']} completed, {counts['failed']} failed")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
