"""What a language model may ask of Postroom, over the Model Context Protocol."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import BaseModel, Field

from postroom.cli.answers import Answer, ask_here, ask_server
from postroom.errors import PostroomError
from postroom.schemas import Category, Classification, PagePrediction

MAX_CATEGORIES = 100
MAX_BYTES = 100_000_000
"""Largest file that is read, in bytes."""

MAX_PAGES = 20
"""Pages that are classified unless more are asked for."""

READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True)


class CategoryArgument(BaseModel):
    """A candidate."""

    name: str = Field(min_length=1, max_length=500)
    description: str | None = Field(default=None, max_length=4_000, description="What belongs in it.")


Document = Annotated[str, Field(description="Path of a PDF or image within the allowed folders.")]
Candidates = Annotated[
    list[CategoryArgument],
    Field(min_length=1, max_length=MAX_CATEGORIES, description="What the document may be."),
]
Pages = Annotated[int, Field(ge=1, le=1_000, description="Classify only so many pages.")]


class Answered(BaseModel):
    """What a document is."""

    category: str
    confidence: float = Field(description="Probability that the category is right, 0 to 1.")
    none_of_these: float = Field(description="Probability that no category fits, 0 to 1.")
    scores: dict[str, float]
    total_pages: int
    pages: list[dict[str, Any]] = Field(description="Category and confidence of each page.")
    model_version: str


class Explained(BaseModel):
    """Why a document is what it is."""

    category: str
    confidence: float
    runner_up: str | None
    margin: float = Field(description="Confidence less the runner-up's score.")
    evidence: list[dict[str, Any]] = Field(description="What on which page spoke for which category.")
    would_change: list[str] = Field(description="What would give another answer, or a surer one.")


def make_server(roots: Sequence[Path], server: str | None, key: str | None) -> MCPServer[Any]:
    """The server, ready to run.

    Args:
        roots: Folders whose files may be read, resolved.
        server: URL of a Postroom server that answers; None to answer in this process.
        key: Its key.
    """
    mcp: MCPServer[Any] = MCPServer(
        "postroom",
        instructions="Says what kind of document a PDF or image is, from categories that you name.",
        log_level="WARNING",
    )

    def classify(path: str, categories: list[CategoryArgument], max_pages: int) -> Classification:
        candidates = [Category(each.name, each.description) for each in categories]
        answer: Answer
        try:
            if server:
                answer = ask_server(server, key, candidates, max_pages)
            else:
                answer = ask_here(candidates, max_pages, None, {})
            return answer(allowed(path, roots), lambda _done, _total: None)
        except PostroomError as error:
            raise ToolError(f"{error.code}: {error.detail} {error.advice}") from error
        except OSError as error:
            raise ToolError(f"The file can't be read: {error.strerror}.") from error

    def classify_document(path: Document, categories: Candidates, max_pages: Pages = MAX_PAGES) -> Answered:
        """Say which of the categories a document is, with the probability of each."""
        return _answered(classify(path, categories, max_pages))

    def explain_document(path: Document, categories: Candidates, max_pages: Pages = MAX_PAGES) -> Explained:
        """Say why a document is what it is: what spoke for it, and what would change the answer."""
        return _explained(classify(path, categories, max_pages))

    def list_document_types() -> list[dict[str, Any]]:
        """The document types that are known offline; a category named like one needs no description."""
        from postroom.classification.local.lexicon import document_types

        return [{"name": each.names[0], "description": each.description} for each in document_types()]

    for tool in (classify_document, explain_document, list_document_types):
        mcp.add_tool(tool, annotations=READS)
    return mcp


def allowed(path: str, roots: Sequence[Path]) -> Path:
    """The file, if it may be read; links are followed before that is decided.

    Raises:
        ToolError: It is outside the folders, not a file, or too large.
    """
    found = (roots[0] / path).resolve()
    if not any(found.is_relative_to(root) for root in roots):
        raise ToolError("The path is outside the folders that may be read.")
    if not found.is_file():
        raise ToolError("There is no such file.")
    if found.stat().st_size > MAX_BYTES:
        raise ToolError(f"The file has more than {MAX_BYTES} bytes.")
    return found


def _answered(answer: Classification) -> Answered:
    return Answered(
        category=answer.category,
        confidence=answer.confidence,
        none_of_these=answer.none_of_these,
        scores=answer.scores,
        total_pages=answer.total_pages,
        pages=[
            {"page": page.number, "category": page.category, "confidence": page.confidence}
            for page in answer.pages
        ],
        model_version=answer.model_version,
    )


def _explained(answer: Classification) -> Explained:
    others = sorted((score, name) for name, score in answer.scores.items() if name != answer.category)
    second, runner_up = others[-1] if others else (0.0, None)
    return Explained(
        category=answer.category,
        confidence=answer.confidence,
        runner_up=runner_up,
        margin=answer.confidence - second,
        evidence=[
            {"page": page.number, "for": item.category, "what": item.text, "weight": item.weight}
            for page in answer.pages
            for item in page.evidence
        ][:50],
        would_change=_would_change(answer, runner_up, second),
    )


def _would_change(answer: Classification, runner_up: str | None, second: float) -> list[str]:
    changes: list[str] = []
    dissent = [
        page for page in answer.pages if page.category not in (None, answer.category) and not page.blank
    ]
    if dissent:
        changes.append(f"Without {_pages(answer, answer.category)} the pages say {dissent[0].category}.")
    if runner_up is not None and answer.confidence - second < 0.3:
        changes.append(f"{runner_up} is near: descriptions that tell the two apart would decide.")
    if answer.none_of_these > 0.3:
        changes.append("Perhaps no category fits: name one that does, or add Other.")
    if failed := [page for page in answer.pages if page.error]:
        changes.append(f"{len(failed)} pages could not be read: a better scan would let them vote.")
    return changes or ["Nothing near: the answer is clear."]


def _pages(answer: Classification, category: str) -> str:
    numbers = [str(page.number) for page in answer.pages if _votes(page, category)]
    return f"page {numbers[0]}" if len(numbers) == 1 else f"pages {', '.join(numbers)}"


def _votes(page: PagePrediction, category: str) -> bool:
    return page.category == category and not page.blank
