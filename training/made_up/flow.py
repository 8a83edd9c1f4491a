"""Text that flows through columns."""

from __future__ import annotations

from collections.abc import Sequence

from .fonts import chance
from .ornaments import photograph
from .page import Page, plain, wrap


def is_title(block: str) -> bool:
    return len(block) < 90 and not block.endswith((".", ",", ";"))


def columns(page: Page, paragraphs: Sequence[str], count: int, *, first: float = 0, align: str = "left", picture: bool = False, gap: float = 12) -> None:  # fmt: skip
    """Fills the rest of the page with columns, over and over if the text is too short for them."""
    random = page.random
    wide = (page.measure - gap * (count - 1)) / count
    top, left, bottom = page.y, page.left, page.bottom
    spot = int(random.integers(count)) if picture else -1
    queue = list(paragraphs)
    for column in range(count):
        x = left + column * (wide + gap)
        page.y = top
        if column == spot:
            tall = wide * random.uniform(0.6, 1.0)
            photograph(page, x, page.y - tall, wide, tall)
            page.y -= tall + 8
        while queue and not page.full:
            rows = wrap(plain(queue[0]), page.face.plain, page.base, wide - first)
            held = max(1, int((page.y - bottom) / (page.base * page.leading)))
            page.para(
                " ".join(rows[:held]),
                x=x,
                width=wide,
                first=first,
                align=align,
                after=2,
                bold=is_title(queue[0]) and chance(random, 0.5),
            )
            queue[:1] = [" ".join(rows[held:])] if len(rows) > held else []
        if column and chance(random, 0.15):
            page.canvas.line(x - gap / 2, bottom, x - gap / 2, top)
