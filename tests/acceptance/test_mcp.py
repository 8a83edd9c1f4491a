"""`postroom mcp` as a real process, asked by the official client over stdio."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from mcp import Client, StdioServerParameters, stdio_client

from tests.files import make
from tests.service import KEY, ROOT, Service

POSTROOM = Path(sys.executable).parent / "postroom"
CATEGORIES = [{"name": "Invoice"}, {"name": "Agreement", "description": "agreements of parties"}]


def ask(folder: Path, question: Callable[[Client], Awaitable[Any]], *options: str) -> Any:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("POSTROOM_")}
    environment |= {"POSTROOM_CLASSIFIER__FACTORY": "tests.fakes:load", "PYTHONPATH": str(ROOT)}
    command = StdioServerParameters(
        command=str(POSTROOM), args=["mcp", "--root", str(folder), *options], env=environment, cwd=folder
    )

    async def run() -> Any:
        async with asyncio.timeout(120), Client(stdio_client(command)) as client:
            return await question(client)

    return asyncio.run(run())


def test_a_file_is_classified_and_explained(tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(make.pdf([make.contract(), make.invoice(), make.contract()]))

    async def question(client: Client) -> Any:
        tools = {tool.name for tool in (await client.list_tools()).tools}
        asked = {"path": "letter.pdf", "categories": CATEGORIES}
        answer = await client.call_tool("classify_document", asked)
        reason = await client.call_tool("explain_document", asked)
        types = await client.call_tool("list_document_types", {})
        return tools, answer, reason, types

    tools, answer, reason, types = ask(tmp_path, question)
    assert tools == {"classify_document", "explain_document", "list_document_types"}
    assert not answer.is_error
    told = answer.structured_content
    assert told["category"] == "Agreement"
    assert [page["category"] for page in told["pages"]] == ["Agreement", "Invoice", "Agreement"]
    assert abs(sum(told["scores"].values()) + told["none_of_these"] - 1) < 1e-6
    assert reason.structured_content["runner_up"] == "Invoice"
    assert any("pages 1, 3" in each for each in reason.structured_content["would_change"])
    assert any(each["name"].lower() == "purchase order" for each in types.structured_content["result"])


def test_what_may_not_be_read_is_refused(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.pdf").write_bytes(make.pdf([make.invoice()]))
    (inside / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    (inside / "rubbish.pdf").write_bytes(b"%PDF-1.7 rubbish")
    paths = [
        "../secret.pdf", str(tmp_path / "secret.pdf"), "link.pdf", "/etc/passwd", "none.pdf", ".", "rubbish.pdf"
    ]  # fmt: skip

    async def question(client: Client) -> list[Any]:
        return [
            await client.call_tool("classify_document", {"path": path, "categories": CATEGORIES})
            for path in paths
        ]

    answers = ask(inside, question)
    assert all(answer.is_error for answer in answers)
    said = [answer.content[0].text for answer in answers]
    assert sum("outside" in each for each in said) == 4
    assert "document_corrupt" in said[-1]


def test_a_server_answers(tmp_path: Path, service: Service) -> None:
    (tmp_path / "a.pdf").write_bytes(make.pdf([make.invoice()]))

    async def question(client: Client) -> Any:
        return await client.call_tool("classify_document", {"path": "a.pdf", "categories": CATEGORIES})

    answer = ask(tmp_path, question, "--server", service.url, "--key", KEY)
    assert answer.structured_content["category"] == "Invoice"
