"""Which drawings there are of which type."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable

from made_up.page import Page
from made_up.words import Invention

Drawing = Callable[[Invention], Page]


@dataclasses.dataclass(frozen=True)
class Variant:
    """A layout and wording of a type.

    Attributes:
        name: Of the drawing, unique within its type.
        draw: Draws one, each time with other content.
        english: Share of English ones; the rest is of the other languages of `words.LANGUAGES`.
    """

    name: str
    draw: Drawing
    english: float


VARIANTS: defaultdict[str, list[Variant]] = defaultdict(list)


def variant(*kinds: str, english: float = 1.0) -> Callable[[Drawing], Drawing]:
    """Enters a drawing as one of the types `kinds` (keys of the lexicon)."""

    def enter(drawing: Drawing) -> Drawing:
        for kind in kinds:
            VARIANTS[kind].append(Variant(drawing.__name__, drawing, english))
        return drawing

    return enter
