"""Sends one document and asks ever more seldom, from each second to each 30 seconds, for five minutes at most.

BASE_URL=http://127.0.0.1:8000 API_KEY=secret python backoff.py examples/invoice.pdf Invoice Contract
"""

import json
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

import httpx

FIRST, LAST, IN_ALL = 1.0, 30.0, 300.0


def await_end(client: httpx.Client, job_id: str) -> dict[str, Any]:
    deadline, delay = time.monotonic() + IN_ALL, FIRST
    while time.monotonic() < deadline:
        try:
            answer = client.get(f"/classify/{job_id}")
            if answer.status_code == 429 or answer.status_code >= 500:
                delay = max(delay, float(answer.headers.get("retry-after", 0)))
            else:
                answer.raise_for_status()
                job = answer.json()
                print(job["progress"], file=sys.stderr)
                if job["status"] in ("completed", "failed"):
                    return job
        except httpx.TransportError as error:
            print(f"asking again: {error}", file=sys.stderr)
        time.sleep(delay * random.uniform(0.8, 1.0))  # between two looks; the loop has a deadline
        delay = min(LAST, delay * 2)
    raise TimeoutError("no answer within five minutes")


def main(path: str, names: list[str]) -> int:
    headers = {"api-key": os.environ["API_KEY"]}
    with httpx.Client(base_url=os.environ["BASE_URL"], headers=headers, timeout=60) as client:
        with Path(path).open("rb") as file:
            submitted = client.post(
                "/classify",
                files={"pdf_file": file},
                data={"categories": json.dumps([{"name": name} for name in names])},
            )
        submitted.raise_for_status()
        job = await_end(client, submitted.json()["job_id"])
    if job["status"] == "failed":
        print(job["error"], file=sys.stderr)
        return 1
    for page in job["result"].get("page_results", []):
        print(page["page"], page["classification"], f"{page['confidence']:.3f}")
    print("document", job["result"]["classification"], f"{job['result']['confidence']:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
