"""Technical drawings."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from made_up.fonts import chance, pick
from made_up.hand import write, writer
from made_up.page import Page
from made_up.words import Invention

from .registry import variant


def _title_block(page: Page, thing: Invention, wide: float = 230, tall: float = 74) -> None:
    x, y = page.width - 24 - wide, 24.0
    page.box(x, y, wide, tall)
    for n, (name, value) in enumerate(
        (
            (
                "TITLE",
                thing.spin("[BRACKET|SHAFT|HOUSING|FLOOR PLAN|WIRING DIAGRAM|COVER PLATE|GEAR|BEAM DETAIL]"),
            ),
            ("DRAWN", thing.person()),
            ("SCALE", pick(thing.random, ["1:1", "1:2", "1:50", "NTS"])),
            ("DWG NO.", thing.code()),
            ("DATE", thing.date()),
            ("MATERIAL", pick(thing.random, ["STEEL", "AL 6061", "PVC", "-"])),
        )
    ):
        a, b = x + wide / 2 * (n % 2), y + tall - tall / 3 * (n // 2 + 1)
        page.box(a, b, wide / 2, tall / 3)
        page.put(a + 2, b + tall / 3 - 7, name, 5)
        page.fit(a + 6, b + 5, value, wide / 2 - 10, 9)


def _frame(thing: Invention) -> Page:
    page = Page(
        thing.random,
        pick(thing.random, [(842.0, 595.0), (792.0, 612.0), (1191.0, 842.0)]),
        kind="sans",
        base=8,
        margin=24,
    )
    page.box(24, 24, page.width - 48, page.height - 48, stroke=1.2)
    if chance(thing.random, 0.5):
        for n in range(8):
            page.put(24 + (page.width - 48) * (n + 0.5) / 8, 13, str(n + 1), 7, align="centre")
        for n in range(5):
            page.put(14, 24 + (page.height - 48) * (n + 0.5) / 5, "ABCDE"[n], 7)
    _title_block(page, thing)
    return page


def _dimension(page: Page, x: float, y: float, length: float, text: str) -> None:
    canvas = page.canvas
    canvas.setLineWidth(0.4)
    canvas.line(x, y, x + length, y)
    for end, way in ((x, 5), (x + length, -5)):
        canvas.line(end, y - 4, end, y + 12)
        canvas.line(end, y, end + way, y + 2)
        canvas.line(end, y, end + way, y - 2)
    page.put(x + length / 2, y + 2, text, 7, align="centre")


@variant("technical_drawing")
def machine_part(thing: Invention) -> Page:
    """Views of a part with dimensions, centre lines, hatching."""
    page, random = _frame(thing), thing.random
    canvas = page.canvas
    for n in range(int(random.integers(2, 4))):
        x, y = page.width * (0.08 + 0.3 * n), page.height * float(random.uniform(0.4, 0.55))
        w, h = page.width * float(random.uniform(0.14, 0.22)), page.height * float(random.uniform(0.18, 0.32))
        canvas.setLineWidth(1.1)
        canvas.rect(x, y, w, h)
        for _ in range(int(random.integers(1, 5))):
            cx, cy, r = (
                x + w * float(random.uniform(0.2, 0.8)),
                y + h * float(random.uniform(0.2, 0.8)),
                float(random.uniform(5, 24)),
            )
            canvas.circle(cx, cy, r)
            canvas.saveState()
            canvas.setDash([8, 2, 2, 2])
            canvas.setLineWidth(0.3)
            canvas.line(cx - r - 6, cy, cx + r + 6, cy)
            canvas.line(cx, cy - r - 6, cx, cy + r + 6)
            canvas.restoreState()
            if chance(random, 0.5):
                page.put(cx + r + 4, cy + r + 4, f"Ø{r:.1f} H7", 7)
        if chance(random, 0.4):
            canvas.setLineWidth(0.3)
            for k in np.arange(0, w, 7):
                canvas.line(x + k, y, min(x + w, x + k + h * 0.3), y + min(h * 0.3, w - k))
        _dimension(page, x, y - 22, w, f"{random.uniform(10, 400):.1f}")
        page.put(x + w + 6, y + h / 2, f"{random.uniform(10, 200):.1f}", 7)
    page.put(
        40,
        60,
        thing.spin(
            "[NOTES: 1. REMOVE BURRS AND SHARP EDGES. 2. ALL DIMENSIONS IN MM.|TOLERANCES UNLESS OTHERWISE STATED ±0.1|FINISH: ANODIZE BLACK]"
        ),
        7,
    )
    page.put(40, 48, f"{pick(random, ['SECTION A-A', 'DETAIL B', 'Ra 3.2', 'M8 x 1.25'])}", 7)
    return page


@variant("technical_drawing")
def floor_plan(thing: Invention) -> Page:
    page, random = _frame(thing), thing.random
    canvas = page.canvas
    x, y, w, h = page.width * 0.1, page.height * 0.26, page.width * 0.74, page.height * 0.6
    canvas.setLineWidth(4)
    canvas.rect(x, y, w, h)
    cuts = sorted(float(v) for v in random.uniform(0.2, 0.8, 2))
    canvas.setLineWidth(2.2)
    canvas.line(x + w * cuts[0], y, x + w * cuts[0], y + h * 0.85)
    canvas.line(x + w * cuts[1], y + h * 0.4, x + w * cuts[1], y + h)
    canvas.line(x + w * cuts[0], y + h * 0.4, x + w, y + h * 0.4)
    canvas.setLineWidth(0.5)
    for _ in range(5):
        dx, dy = x + w * float(random.random()), y + h * float(random.random())
        canvas.arc(dx, dy, dx + 34, dy + 34, 0, 90)
        canvas.line(dx + 17, dy + 17, dx + 34, dy + 17)
    for k, name in enumerate(("BEDROOM", "KITCHEN", "OFFICE 101", "STORE", "HALL")):
        page.put(x + w * float(random.uniform(0.08, 0.85)), y + h * (0.12 + 0.18 * k), name, 8)
        page.put(
            x + w * float(random.uniform(0.08, 0.85)),
            y + h * (0.07 + 0.18 * k),
            f"{random.uniform(5, 40):.1f} m2",
            6.5,
        )
    _dimension(page, x, y - 20, w * cuts[0], f"{random.uniform(2, 9):.2f}")
    _dimension(page, x + w * cuts[0], y - 20, w * (1 - cuts[0]), f"{random.uniform(2, 9):.2f}")
    return page


@variant("technical_drawing")
def circuit(thing: Invention) -> Page:
    """Boxes with pins, wires at right angles, resistors and labels."""
    page, random = _frame(thing), thing.random
    canvas = page.canvas
    canvas.setLineWidth(0.8)
    spots = []
    for n in range(int(random.integers(3, 7))):
        x, y = page.width * (0.1 + 0.26 * (n % 3)), page.height * (0.62 - 0.3 * (n // 3))
        w, h = 80.0, float(random.uniform(60, 120))
        canvas.rect(x, y, w, h)
        page.put(x, y + h + 4, f"U{n + 1} {thing.code()}", 7)
        for k in range(int(h // 16)):
            for side in (x, x + w):
                py = y + 10 + 16 * k
                canvas.line(side, py, side + (-16 if side == x else 16), py)
                page.put(
                    side + (4 if side == x else -4),
                    py - 2,
                    pick(random, ["VCC", "GND", "SDA", "SCL", "TX", "RX", "IO1", "EN", "CLK"]),
                    5,
                    align="left" if side == x else "right",
                )
                spots.append((side + (-16 if side == x else 16), py))
    for _ in range(len(spots) // 2):
        (ax, ay), (bx, by) = pick(random, spots), pick(random, spots)
        middle = (ax + bx) / 2
        canvas.lines([(ax, ay, middle, ay), (middle, ay, middle, by), (middle, by, bx, by)])
        if chance(random, 0.3):
            page.box(middle - 4, (ay + by) / 2 - 10, 8, 20, fill=1.0)
            page.put(
                middle + 7,
                (ay + by) / 2,
                f"{pick(random, ['R', 'C', 'D'])}{random.integers(1, 40)} {pick(random, ['10k', '100n', '4.7u', '1N4148'])}",
                6,
            )
    return page


@variant("technical_drawing")
def hand_sketch(thing: Invention) -> Page:
    """A workshop's pencil sketch with figures by hand."""
    random = thing.random
    page = Page(random, (792, 612), margin=30)
    by, canvas = writer(random), page.canvas
    canvas.setLineWidth(1)
    for _ in range(int(random.integers(4, 9))):
        x, y = float(random.uniform(60, 560)), float(random.uniform(120, 460))
        w, h = float(random.uniform(40, 200)), float(random.uniform(30, 120))
        corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)]
        for (ax, ay), (bx, by_) in pairwise(corners):
            canvas.line(ax + float(random.normal(0, 1.5)), ay, bx, by_ + float(random.normal(0, 1.5)))
        if chance(random, 0.5):
            canvas.ellipse(x + w * 0.3, y + h * 0.2, x + w * 0.7, y + h * 0.8)
        write(page, f"{random.uniform(1, 90):.1f}", x + w / 2, y - 12, 6, by)
    write(
        page,
        thing.spin("[bracket, 2 off|mild steel|see drg. {n}|drill and tap]", n=thing.digits(3)),
        80,
        70,
        9,
        by,
    )
    if chance(random, 0.5):
        _title_block(page, thing)
    return page
