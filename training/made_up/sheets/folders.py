"""Folders and their tabs, nearly empty."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.hand import write, writer
from made_up.ornaments import photograph
from made_up.page import Page
from made_up.words import Invention

from .registry import variant

FILES = """[CORRESPONDENCE|Correspondence] {y}
[{p}|PERSONNEL - {p}]
[CONFIDENTIAL|PERSONAL]
[Project {n}|PROJECT {n} - REPORTS]
[Legal|LEGAL DEPARTMENT] / [Contracts|Patents]
{f}
[Budget|BUDGETS] {y}-{z}
[MINUTES|Board Minutes]
[Research|R&D|Lab] [Notebook|Reports] {y}
[Invoices|PAID INVOICES] A - K
[Advertising|Media Plans] {y}
[Newspaper clippings|CLIPPINGS]"""


def _file(thing: Invention) -> str:
    return thing.spin(
        pick(thing.random, FILES.splitlines()),
        y=thing.year,
        z=thing.year + 1,
        p=thing.person().upper(),
        n=int(thing.random.integers(2, 9000)),
        f=thing.firm().name,
    )


def _folder(thing: Invention) -> Page:
    page = Page(
        thing.random,
        (float(thing.random.uniform(600, 800)), float(thing.random.uniform(600, 900))),
        kind=pick(thing.random, ["typewriter", "sans"]),
        margin=40,
    )
    shade = float(thing.random.uniform(0.6, 1.0))
    page.box(0, 0, page.width, page.height, fill=(shade, shade * 0.93, shade * 0.78), stroke=0)
    return page


@variant("file_folder")
def tab_on_top(thing: Invention) -> Page:
    """A cover with a tab and a typed label."""
    page, random = _folder(thing), thing.random
    wide = page.width * float(random.uniform(0.25, 0.4))
    x = float(random.uniform(10, page.width - wide - 10))
    page.canvas.setLineWidth(1)
    page.canvas.line(0, page.height - 60, x, page.height - 60)
    page.canvas.line(x + wide, page.height - 60, page.width, page.height - 60)
    page.canvas.line(x, page.height - 60, x + 12, page.height - 14)
    page.canvas.line(x + wide, page.height - 60, x + wide - 12, page.height - 14)
    page.canvas.line(x + 12, page.height - 14, x + wide - 12, page.height - 14)
    page.box(x + 22, page.height - 50, wide - 44, 28, fill=1.0)
    page.fit(x + 30, page.height - 40, _file(thing), wide - 60, 12)
    return page


@variant("file_folder")
def lettered_tab(thing: Invention) -> Page:
    """A label written by hand."""
    page, random = _folder(thing), thing.random
    write(
        page,
        _file(thing),
        float(random.uniform(30, 200)),
        page.height - float(random.uniform(40, 120)),
        float(random.uniform(8, 15)),
        writer(random),
    )
    if chance(random, 0.4):
        write(
            page,
            thing.date(),
            float(random.uniform(300, 500)),
            float(random.uniform(40, 300)),
            8,
            writer(random),
        )
    return page


@variant("file_folder")
def side_tab(thing: Invention) -> Page:
    """Nearly nothing: a tab at the side, words turned."""
    page, random = _folder(thing), thing.random
    canvas = page.canvas
    canvas.saveState()
    canvas.translate(page.width - 18, float(random.uniform(120, page.height - 260)))
    canvas.rotate(90)
    page.box(-10, -12, 200, 26, fill=1.0 if chance(random, 0.5) else 0.85)
    page.fit(0, -4, _file(thing), 180, 12)
    canvas.restoreState()
    return page


@variant("file_folder")
def routing_cover(thing: Invention) -> Page:
    """A printed cover: FILE, a few blanks, a box of return."""
    page, random = _folder(thing), thing.random
    page.y = page.height - 90
    page.line(
        pick(
            random,
            ["FILE", "CASE FILE", "File Folder", "AKTE", "DOSSIER", "DO NOT REMOVE FROM FILE", "RECORDS"],
        ),
        30,
        bold=True,
        align="centre",
        after=40,
    )
    for name in thing.random.permutation(["File no.", "Subject", "Opened", "Closed", "Box", "Return to"])[
        : int(random.integers(1, 4))
    ]:
        page.put(page.left + 60, page.y, f"{name} ______________________________", 13)
        if chance(random, 0.6):
            write(
                page,
                pick(random, [thing.digits(4), thing.date(), thing.person()]),
                page.left + 180,
                page.y + 3,
                7,
                writer(random),
            )
        page.y -= 44
    return page


@variant("file_folder")
def hanging(thing: Invention) -> Page:
    """The inside of a folder: fold lines, an index tab and prongs."""
    page, random = _folder(thing), thing.random
    for y in (page.height * 0.03, page.height * 0.05, page.height * 0.9):
        page.canvas.line(0, y, page.width, y)
    for x in (page.width * 0.45, page.width * 0.55):
        page.canvas.circle(x, page.height * 0.95, 5, fill=1)
    if chance(random, 0.7):
        page.put(
            page.width * float(random.uniform(0.1, 0.6)),
            page.height * 0.915,
            _file(thing),
            float(random.uniform(9, 16)),
        )
    if chance(random, 0.2):
        photograph(page, page.width * 0.7, page.height * 0.3, 60, 50)
    return page
