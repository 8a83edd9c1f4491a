"""Sends one document and asks once a second what it is.

BASE_URL=http://127.0.0.1:8000 API_KEY=secret python check.py examples/invoice.pdf Invoice Contract
"""

import json
import os
import sys
import time
from pathlib import Path

import httpx


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
        job_id = submitted.json()["job_id"]
        for _ in range(300):
            answer = client.get(f"/classify/{job_id}")
            answer.raise_for_status()
            job = answer.json()
            if job["status"] == "completed":
                result = job["result"]
                print(f"{result['classification']} {result['confidence']:.3f}")
                return 0
            if job["status"] == "failed":
                print(job["error"], file=sys.stderr)
                return 1
            time.sleep(1)  # between two looks, of which there are 300 at most
    print("no answer within five minutes", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
