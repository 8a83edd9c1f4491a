"""What a user of the official client writes; run with either version of it. Prints what it got as JSON."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import unsiloed_sdk
from unsiloed_sdk.exceptions import AuthenticationError, InvalidRequestError, NotFoundError

# The answers of the two versions have other types; what counts is what is in them.
UnsiloedClient: Any = unsiloed_sdk.UnsiloedClient
AsyncUnsiloedClient: Any = unsiloed_sdk.AsyncUnsiloedClient
url, key, path, file_url = sys.argv[1:]
categories = [{"name": "Invoice", "description": "Bills"}, "Contract"]
said: dict[str, Any] = {}

with UnsiloedClient(api_key=key, base_url=url) as client:
    job = client.classify(file=path, categories=categories)
    said["submitted"] = [job.status, job.quota_remaining > 0]
    said["sync"] = client.classify_and_wait(
        file=path, categories=categories, poll_interval=0.1, max_wait=60
    ).result["classification"]
    data = Path(path).read_bytes()
    said["bytes"] = client.classify_and_wait(
        file=data, categories=categories, poll_interval=0.1, max_wait=60
    ).result["classification"]
    said["url"] = client.classify_and_wait(
        file_url=file_url, categories=categories, poll_interval=0.1, max_wait=60
    ).status
    failed = client.classify_and_wait(
        file=b"%PDF-1.7 rubbish", categories=categories, poll_interval=0.1, max_wait=60
    )
    said["failed"] = [failed.status, failed.error]
    try:
        client.get_classify_result("00000000-0000-4000-8000-000000000000")
    except NotFoundError as error:
        said["not found"] = error.message
    try:
        client.classify(file=b"plain text", categories=categories)
    except InvalidRequestError as error:
        said["refused"] = error.status_code

with UnsiloedClient(api_key="wrong", base_url=url) as client:
    try:
        client.classify(file=path, categories=categories)
    except AuthenticationError as error:
        said["unauthorized"] = error.message


async def main() -> None:
    async with AsyncUnsiloedClient(api_key=key, base_url=url) as client:
        answer = await client.classify_and_wait(
            file=path, categories=categories, poll_interval=0.1, max_wait=60
        )
        said["async"] = answer.result["classification"]


asyncio.run(main())
print(json.dumps(said))
