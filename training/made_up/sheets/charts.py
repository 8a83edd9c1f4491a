"""Charts and diagrams that stand alone, as figures are cut out of papers and slides."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib import colormaps
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from reportlab.lib.utils import ImageReader

from made_up.fonts import chance, pick
from made_up.page import Page
from made_up.words import Invention, several

from .registry import variant

SERIES = [
    "Baseline",
    "Control",
    "Treated",
    "Ours",
    "Group A",
    "Group B",
    "North",
    "South",
    "2019",
    "2020",
    "2021",
    "Target",
    "Actual",
    "Revenue",
    "Cost",
    "Men",
    "Women",
    "Model 1",
    "Model 2",
    "Upper bound",
]
AXES = [
    "Time (s)",
    "Year",
    "Month",
    "Temperature (°C)",
    "Frequency (Hz)",
    "Epoch",
    "Density",
    "Share (%)",
    "Accuracy",
    "Throughput",
    "Units sold",
    "Age group",
    "Distance (km)",
    "Dose (mg)",
    "Response",
    "Price",
    "Population (millions)",
]


def _figure(page: Page, figure: Figure) -> Page:
    """The figure as the whole of the page, in pixels, as it is saved for a document."""
    file = io.BytesIO()
    FigureCanvasAgg(figure).print_png(file)
    file.seek(0)
    page.canvas.drawImage(ImageReader(file), 0, 0, page.width, page.height)
    return page


def _blank(thing: Invention) -> tuple[Page, Figure]:
    random = thing.random
    wide, tall = float(random.uniform(4, 9)), float(random.uniform(3, 6))
    figure = Figure((wide, tall), dpi=float(random.uniform(90, 160)), layout="constrained")
    if chance(random, 0.25):
        figure.set_facecolor(pick(random, ["#eeeeee", "#f4efe6", "#e6eef4"]))
    return Page(random, (wide * 72, tall * 72)), figure


def _name(axes: Any, thing: Invention, *, legend: bool) -> None:
    random = thing.random
    if chance(random, 0.7):
        axes.set_xlabel(pick(random, AXES))
        axes.set_ylabel(pick(random, AXES))
    if chance(random, 0.5):
        axes.set_title(f"{pick(random, AXES)} by {pick(random, AXES).lower()}")
    if chance(random, 0.4):
        axes.grid(visible=True, alpha=0.4)
    if chance(random, 0.4):
        axes.spines[["top", "right"]].set_visible(False)
    if legend and chance(random, 0.7):
        axes.legend()


def _walk(random: np.random.Generator, count: int) -> npt.NDArray[np.float64]:
    return random.standard_normal(count).cumsum() * random.uniform(0.2, 2) + random.uniform(0, 50)


@variant("chart")
def curves(thing: Invention) -> Page:
    page, figure = _blank(thing)
    random = thing.random
    count = int(pick(random, [1, 1, 2, 4]))
    for place in range(count):
        axes = figure.add_subplot(1 if count < 4 else 2, max(1, count // (1 if count < 4 else 2)), place + 1)
        for name in several(random, SERIES, 1, 5):
            points = int(random.integers(6, 120))
            style = pick(random, ["-", "-", "--", "o-", "."])
            axes.plot(
                np.linspace(0, random.uniform(1, 100), points), _walk(random, points), style, label=name
            )
        _name(axes, thing, legend=True)
    return _figure(page, figure)


@variant("chart")
def bars(thing: Invention) -> Page:
    page, figure = _blank(thing)
    random, axes = thing.random, figure.add_subplot()
    names = several(random, SERIES, 2, 9)
    groups = int(pick(random, [1, 1, 2, 3]))
    for group in range(groups):
        places, values = np.arange(len(names)) + group * 0.8 / groups, random.uniform(1, 100, len(names))
        draw = axes.barh if chance(random, 0.3) and groups == 1 else axes.bar
        drawn = draw(places, values, 0.75 / groups, label=f"{2000 + group}")
        if chance(random, 0.4):
            axes.bar_label(drawn, fmt="%.1f")
        if draw == axes.bar:
            axes.set_xticks(np.arange(len(names)), names, rotation=pick(random, [0, 30, 60]))
        else:
            axes.set_yticks(places, names)
    _name(axes, thing, legend=groups > 1)
    return _figure(page, figure)


@variant("chart")
def points_and_fields(thing: Invention) -> Page:
    """A cloud of points, a histogram, a matrix or a pie."""
    page, figure = _blank(thing)
    random, axes = thing.random, figure.add_subplot()
    shape = random.integers(4)
    if shape == 0:
        for name in several(random, SERIES, 1, 4):
            count = int(random.integers(20, 400))
            axes.scatter(random.normal(random.uniform(0, 5), 1, count), _walk(random, count), s=9, label=name)
        _name(axes, thing, legend=True)
    elif shape == 1:
        axes.hist(random.normal(0, 1, 800), bins=int(random.integers(8, 50)))
        _name(axes, thing, legend=False)
    elif shape == 2:
        size = int(random.integers(3, 14))
        colours = colormaps[pick(random, ["viridis", "Blues", "magma", "coolwarm", "Greys"])]
        figure.colorbar(axes.imshow(random.uniform(0, 1, (size, size)), cmap=colours))
        axes.set_title(pick(random, AXES))
    else:
        names = several(random, SERIES, 2, 7)
        axes.pie(
            random.uniform(1, 10, len(names)),
            labels=names,
            autopct="%1.0f%%" if chance(random, 0.6) else None,
        )
    return _figure(page, figure)


STEPS = [
    "Start",
    "Receive order",
    "Check stock",
    "In stock?",
    "Notify customer",
    "Pack goods",
    "Ship",
    "Archive",
    "Review",
    "Approve?",
    "Reject",
    "Data store",
    "Encoder",
    "Decoder",
    "Client",
    "Server",
    "Queue",
    "Worker",
    "Load balancer",
    "Sensor",
    "Filter",
    "Output",
    "End",
    "Valid?",
    "Retry",
    "Train",
    "Evaluate",
]


@variant("chart")
def flow(thing: Invention) -> Page:
    """Boxes and arrows, with a text layer."""
    random = thing.random
    page = Page(random, (float(random.uniform(320, 720)), float(random.uniform(260, 620))))
    canvas = page.canvas
    columns, rows = int(random.integers(1, 5)), int(random.integers(2, 6))
    wide, tall = page.width / columns, page.height / rows
    filled, tint = chance(random, 0.6), random.uniform(0.75, 0.97, 3)
    centres: list[tuple[float, float]] = []
    for place, name in enumerate(several(random, STEPS, min(columns * rows, 4), columns * rows)):
        x, y = wide * (place % columns + 0.5), page.height - tall * (place // columns + 0.5)
        centres.append((x, y))
        half, high = wide * 0.36, min(tall * 0.28, 28)
        page.colour(*(tint if filled else (1, 1, 1)))
        if name.endswith("?"):
            path = canvas.beginPath()
            path.moveTo(x - half, y)
            for a, b in ((x, y + high * 1.2), (x + half, y), (x, y - high * 1.2)):
                path.lineTo(a, b)
            path.close()
            canvas.drawPath(path, stroke=1, fill=1)
        else:
            canvas.roundRect(x - half, y - high, 2 * half, 2 * high, 6, stroke=0, fill=1)
        page.colour(*page.accent)
        canvas.roundRect(x - half, y - high, 2 * half, 2 * high, 6)
        page.colour(0.1)
        page.fit(x - half * 0.9, y - 3, name, half * 1.8, 10)
    for (a, b), (c, d) in pairwise(centres):
        canvas.line(a, b - min(tall * 0.28, 28), c, d + min(tall * 0.28, 28))
        page.put(c - 3, d + min(tall * 0.28, 28), "v", 7)
    if chance(random, 0.4):
        page.put(page.width / 2, 8, f"Figure {random.integers(1, 12)}", 9, align="centre", italic=True)
    return page
