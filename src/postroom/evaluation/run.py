"""Reads and classifies labelled documents, and takes the figures."""

from __future__ import annotations

import base64
import dataclasses
import functools
import io
import random
from collections import defaultdict
from collections.abc import Callable, Sequence

from postroom.classification.aggregate import aggregate
from postroom.classification.classifier import Classifier
from postroom.documents.content import PageContent
from postroom.documents.document import open_document
from postroom.documents.text import read_page
from postroom.errors import PostroomError
from postroom.evaluation.labelled import LabelledDocument
from postroom.evaluation.metrics import (
    Answer,
    CategoryFigures,
    Figures,
    area_under_roc,
    by_category,
    confusion,
    figures,
)
from postroom.evaluation.stopwatch import StageTime, Stopwatch
from postroom.schemas import Category, Classification, Evidence
from postroom.settings import DocumentSettings

THUMBNAIL_SIDE = 240


@dataclasses.dataclass(frozen=True, kw_only=True)
class Options:
    """What an evaluation does.

    Attributes:
        max_pages: Pages of a document that are classified.
        ways: Candidates in the sampled calls: the true category and others at random.
        draws: Sampled calls for each document, with and without the true category.
        seed: Of the samples.
        descriptions: Of the categories, in the caller's words.
        thumbnails: Whether wrong answers keep a picture of their first page.
    """

    max_pages: int = 4
    ways: int = 4
    draws: int = 8
    seed: int = 1
    descriptions: dict[str, str] = dataclasses.field(default_factory=dict[str, str])
    thumbnails: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class Mistake:
    """A wrong answer; `thumbnail` is a PNG picture in base64, or empty."""

    path: str
    label: str
    category: str
    confidence: float
    none_of_these: float
    evidence: tuple[Evidence, ...]
    thumbnail: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Evaluation:
    """The outcome.

    Attributes:
        model_version: Of the classifier.
        categories: Every category, sorted; all were candidates at once for `all_ways`.
        all_ways: With every category as a candidate.
        sampled: With `ways` candidates.
        ways: Their number.
        none_of_these: Area under the ROC curve in telling sampled sets without the true category, 0–1.
        by_category: With every category as a candidate.
        confusion: Rows are true, columns answered, in the order of `categories`.
        text_sources: Documents by where the first page's text came from.
        times: By stage and source.
        mistakes: Wrong answers, the surest first.
        errors: Documents that could not be read, and why; they are in no figure.
        answers: What `all_ways` was taken from, a document each.
        sampled_answers: What `sampled` was taken from.
    """

    model_version: str
    categories: tuple[str, ...]
    all_ways: Figures
    sampled: Figures
    ways: int
    none_of_these: float
    by_category: tuple[CategoryFigures, ...]
    confusion: list[list[int]]
    text_sources: dict[str, int]
    times: tuple[StageTime, ...]
    mistakes: tuple[Mistake, ...]
    errors: dict[str, str]
    answers: tuple[Answer, ...]
    sampled_answers: tuple[Answer, ...]


def run(
    documents: Sequence[LabelledDocument],
    classifier: Classifier,
    limits: DocumentSettings,
    options: Options,
    on_document: Callable[[int], None] = lambda _: None,
) -> Evaluation:
    """Classify every document and take the figures.

    Args:
        documents: Of two categories or more.
        classifier: The one that is judged.
        limits: Caps on pages and pixels.
        options: What is done.
        on_document: Called with the number of documents done.

    Raises:
        ClassifierError: The classifier gave no answer.
        PostroomError: Not one document could be read.
    """
    session = _Session(documents, classifier, limits, options)
    for done, document in enumerate(documents, 1):
        session.judge(document)
        on_document(done)
    return session.outcome()


class _Session:
    """Collects the answers while the documents go by, one at a time, so that no pages pile up."""

    def __init__(
        self,
        documents: Sequence[LabelledDocument],
        classifier: Classifier,
        limits: DocumentSettings,
        options: Options,
    ) -> None:
        self._classifier, self._limits, self._options = classifier, limits, options
        self._names = sorted({document.label for document in documents})
        self._clock = Stopwatch()
        self._answers: list[Answer] = []
        self._sampled: list[Answer] = []
        self._present: list[float] = []
        self._absent: list[float] = []
        self._sources: defaultdict[str, int] = defaultdict(int)
        self._mistakes: list[Mistake] = []
        self._errors: dict[str, str] = {}
        self._last_error: PostroomError | None = None

    def judge(self, document: LabelledDocument) -> None:
        try:
            pages, classification = self._classify(document)
        except PostroomError as error:
            self._errors[str(document.path)] = error.detail
            self._last_error = error
            return
        answer = Answer(document.label, classification.scores)
        self._answers.append(answer)
        self._sources[pages[0].text_source] += 1
        if not answer.right:
            self._mistakes.append(self._mistake(document, pages[0], classification))
        self._sample(document, pages, len(self._answers))

    def outcome(self) -> Evaluation:
        if not self._answers:
            assert self._last_error is not None
            raise self._last_error
        return Evaluation(
            model_version=self._classifier.version,
            categories=tuple(self._names),
            all_ways=figures(self._answers),
            sampled=figures(self._sampled),
            ways=min(self._options.ways, len(self._names)),
            none_of_these=area_under_roc(self._present, self._absent),
            by_category=by_category(self._answers),
            confusion=confusion(self._answers, self._names),
            text_sources=dict(self._sources),
            times=self._clock.times(),
            mistakes=tuple(sorted(self._mistakes, key=lambda mistake: -mistake.confidence)),
            errors=self._errors,
            answers=tuple(self._answers),
            sampled_answers=tuple(self._sampled),
        )

    def _classify(self, labelled: LabelledDocument) -> tuple[list[PageContent], Classification]:
        with self._clock.measure(
            "open", lambda: open_document(labelled.path, self._limits), lambda document: document.kind
        ) as document:
            count = min(document.page_count, self._options.max_pages)
            pages = [
                self._clock.measure(
                    "read", functools.partial(read_page, document, number), lambda page: page.text_source
                )
                for number in range(1, count + 1)
            ]
        return pages, self._score(pages, self._names, self._clock)

    def _score(
        self, pages: Sequence[PageContent], names: Sequence[str], clock: Stopwatch | None = None
    ) -> Classification:
        categories = [Category(name, self._options.descriptions.get(name)) for name in names]
        clock = clock or Stopwatch()
        predictions = [
            clock.measure(
                "classify",
                functools.partial(self._classifier.classify_page, page, categories),
                lambda prediction: prediction.text_source,
            )
            for page in pages
        ]
        return aggregate(
            predictions,
            categories,
            kind=pages[0].kind,
            total_pages=len(pages),
            model_version=self._classifier.version,
        )

    def _sample(self, document: LabelledDocument, pages: Sequence[PageContent], number: int) -> None:
        """Calls with few candidates: the true one among others, and others alone."""
        chance = random.Random(f"{self._options.seed} {number}")  # noqa: S311 — repeatable, not secret
        others = [name for name in self._names if name != document.label]
        for _ in range(self._options.draws):
            drawn = chance.sample(others, min(self._options.ways, len(others)))
            with_label = sorted([document.label, *drawn[: self._options.ways - 1]])
            answer = self._score(pages, with_label)
            self._sampled.append(Answer(document.label, answer.scores))
            self._present.append(answer.none_of_these)
            self._absent.append(self._score(pages, sorted(drawn)).none_of_these)

    def _mistake(self, document: LabelledDocument, page: PageContent, answer: Classification) -> Mistake:
        return Mistake(
            path=str(document.path),
            label=document.label,
            category=answer.category,
            confidence=answer.confidence,
            none_of_these=answer.none_of_these,
            evidence=answer.pages[0].evidence,
            thumbnail=_thumbnail(page) if self._options.thumbnails else "",
        )


def _thumbnail(page: PageContent) -> str:
    from PIL import Image

    picture = Image.fromarray(page.picture)
    picture.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    buffer = io.BytesIO()
    picture.convert("L").save(buffer, "PNG", optimize=True)
    return base64.b64encode(buffer.getvalue()).decode()
