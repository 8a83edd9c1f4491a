"""The offline classifier behind the seam."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections import Counter
from collections.abc import Sequence

from postroom.classification.calibration import probabilities
from postroom.classification.local import version
from postroom.classification.local.evidence import explain
from postroom.classification.local.features import page_features
from postroom.classification.local.scoring import Candidates, logits, page_embedding, understand
from postroom.classification.local.weights import load_weights
from postroom.documents.content import PageContent
from postroom.schemas import Category, PagePrediction

CATEGORY_SETS = 256
"""How many requests' categories are remembered."""

REPEATS = 5
"""How often, on average, each line of a page must be there for it to count as repeating itself."""


class LocalClassifier:
    """Scores categories for a page; see `postroom.classification.classifier.Classifier`."""

    def __init__(self) -> None:
        self._weights = load_weights()
        self._understand = functools.lru_cache(maxsize=CATEGORY_SETS)(self._understand_categories)

    @property
    def version(self) -> str:
        """Of the weights and the code."""
        return version()

    def classify_page(self, page: PageContent, categories: Sequence[Category]) -> PagePrediction:
        """The calibrated prediction for one page."""
        page = _without_repeats(page)
        candidates = self._understand(tuple(categories))
        embedding = page_embedding(page.text)
        features = page_features(page, embedding, self._weights.models)
        shares = probabilities(logits(candidates, features, embedding, self._weights))
        scores = {category.name: share for category, share in zip(categories, shares[:-1], strict=True)}
        winner = max(scores, key=scores.__getitem__)
        return PagePrediction(
            number=page.number,
            category=winner,
            confidence=scores[winner],
            scores=scores,
            none_of_these=shares[-1],
            text_source=page.text_source,
            blank=page.blank,
            evidence=explain(page, features, categories, candidates, scores),
        )

    def _understand_categories(self, categories: tuple[Category, ...]) -> Candidates:
        return understand(categories, self._weights)


def _without_repeats(page: PageContent) -> PageContent:
    """The page; one that says the same over and over, but for numbers, without that: it proves nothing."""
    # Lines of numbers alone are a table: none is like another.
    kinds = [
        re.sub(r"\d+", "0", line.text) if re.search(r"[^\W\d]", line.text) else str(number)
        for number, line in enumerate(page.lines)
    ]
    counts = Counter(kinds)
    if len(counts) * REPEATS > len(page.lines):
        return page
    told = (line for kind, line in zip(kinds, page.lines, strict=True) if counts[kind] <= REPEATS)
    return dataclasses.replace(page, lines=tuple(told))
