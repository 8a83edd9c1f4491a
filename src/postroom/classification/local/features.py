"""What is known of a page for each document type: the columns that the combiner weighs."""

from __future__ import annotations

import dataclasses
import functools

import numpy as np
import numpy.typing as npt

from postroom.classification.local import layout, phrases
from postroom.classification.local.forest import Forest
from postroom.classification.local.lexicon import document_types
from postroom.classification.local.text_features import vectorise
from postroom.documents.content import PageContent

Matrix = npt.NDArray[np.float32]

COLUMNS = (
    "text", "text_unknown", "cues", "cues_share", "title", "looks", "picture", "picture_unknown", "meaning",
    "text_poor", "cues_poor", "title_poor", "looks_poor", "picture_poor", "meaning_poor",
)  # fmt: skip
"""One row a type. The `_poor` columns repeat what they are named after, scaled by how little text
there is, so that the combiner can lean on the picture where the text says nothing."""

LEAST_TEXT, LEAST_PICTURE = -8.0, -6.0
"""A log probability below it says no more than `not that`."""


@dataclasses.dataclass(frozen=True, slots=True)
class Linear:
    """A multinomial logistic regression over the types `kinds`; `weights` has shape (features, classes)."""

    weights: Matrix
    bias: Matrix
    kinds: npt.NDArray[np.int64]

    def log_probabilities(self, scores: Matrix) -> Matrix:
        """Log probabilities of the classes for raw scores of shape (classes,)."""
        total = scores + self.bias
        total = total - total.max()
        return (total - np.log(np.exp(total).sum())).astype(np.float32)


@dataclasses.dataclass(frozen=True, slots=True)
class TypeModels:
    """What was learnt of the document types, each model by one view of a page.

    Attributes:
        text: By its words.
        picture: By its looks and the shape of its text.
        meaning: By the embedding of its beginning.
    """

    text: Linear
    picture: Forest
    meaning: Linear


@dataclasses.dataclass(frozen=True, slots=True)
class PageFeatures:
    """Features of a page.

    Attributes:
        table: Shape (types, columns).
        numbers: The layout's numbers.
        look_values: One for each of `layout.LOOKS`.
        found: The lexicon's phrases on the page.
        titles: For a type, the line that looks like its title.
        words: The page's words, folded.
        poverty: How little the text says: 1 without words, towards 0 for a full page of different ones.
    """

    table: Matrix
    numbers: dict[str, float]
    look_values: Matrix
    found: list[phrases.Found]
    titles: dict[int, int]
    words: list[str]
    poverty: float


def page_features(page: PageContent, embedding: Matrix, models: TypeModels) -> PageFeatures:
    """All that can be told of a page and of its text's `embedding`, without knowing the categories."""
    numbers = layout.measure(page)
    look_values = layout.looks(numbers)
    words, where = phrases.page_words(page.lines)
    cues, found = phrases.cue_scores(words, where)
    titles, title_lines = phrases.title_scores(page.lines)
    # Different words: a page that says the same over and over says little.
    poverty = 1 / (1 + (len({word for word in words if word[0].isalpha()}) / 20) ** 2)

    buckets, counts = vectorise(page.text)
    text, text_known = _by_type(counts @ models.text.weights[buckets], models.text, LEAST_TEXT)
    meaning, _ = _by_type(embedding @ models.meaning.weights, models.meaning, LEAST_TEXT)
    seen = models.picture.log_probabilities(picture_vector(numbers))
    picture, picture_known = _spread(seen, models.picture.kinds, LEAST_PICTURE)
    match = (look_table() * look_values).sum(axis=1) - 0.5 * (look_table() * (1 - look_values)).sum(axis=1)
    speaking = [text, np.log1p(cues), titles, match, picture, meaning]
    table = np.stack(
        [
            text,
            1 - text_known,
            np.log1p(cues),
            cues / (3 + cues.max(initial=0)),
            titles,
            match,
            picture,
            1 - picture_known,
            meaning,
            *(poverty * column for column in speaking),
        ],
        axis=1,
    ).astype(np.float32)
    return PageFeatures(table, numbers, look_values, found, title_lines, words, poverty)


def picture_vector(numbers: dict[str, float]) -> Matrix:
    """The layout's numbers on comparable scales: counts as logarithms, everything within about ±3."""
    values = np.array(list(numbers.values()), np.float32)
    return np.clip(np.sign(values) * np.log1p(np.abs(values)), -8, 8).astype(np.float32)


@functools.cache
def look_table() -> Matrix:
    """Shape (types, looks): 1/n for each of the n looks that the lexicon gives a type."""
    table = np.zeros((len(document_types()), len(layout.LOOKS)), np.float32)
    for row, kind in enumerate(document_types()):
        for look in kind.layout:
            table[row, layout.LOOKS.index(look)] = 1 / len(kind.layout)
    return table


def _by_type(scores: Matrix, model: Linear, least: float) -> tuple[Matrix, Matrix]:
    return _spread(model.log_probabilities(scores), model.kinds, least)


def _spread(values: Matrix, kinds: npt.NDArray[np.int64], least: float) -> tuple[Matrix, Matrix]:
    """A model's log probabilities over all types, and which types it knows."""
    spread = np.zeros(len(document_types()), np.float32)
    known = np.zeros(len(document_types()), np.float32)
    spread[kinds] = np.maximum(values, least)
    known[kinds] = 1
    return spread, known
