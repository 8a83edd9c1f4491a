"""Published statistical tables and printed lists."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.nouns import LISTS
from made_up.page import Page
from made_up.words import Invention, several

from .registry import variant

CAPTIONS = {
    "en": "[Table|TABLE] {t}. [Population|Rainfall in mm|Reported accidents|Pupils enrolled|Crop yields|Energy use|Exports|Hospital beds] by [district|town|region], {a}-{y}|Source|Total|Place",
    "de": "Tabelle {t}: [Bevölkerung|Unfälle|Schüler|Ernteerträge] nach [Kreisen|Gemeinden], {a}-{y}|Quelle|Insgesamt|Gebiet",
    "fr": "Tableau {t} : [Population|Accidents|Élèves|Récoltes] par [commune|région], {a}-{y}|Source|Ensemble|Commune",
    "es": "Tabla {t}. [Población|Accidentes|Alumnos|Cosechas] por [municipio|región], {a}-{y}|Fuente|Total|Municipio",
    "it": "Tavola {t}. [Popolazione|Incidenti|Alunni] per [comune|regione], {a}-{y}|Fonte|Totale|Comune",
    "pt": "Quadro {t}. [População|Acidentes|Alunos] por [concelho|região], {a}-{y}|Fonte|Total|Concelho",
    "nl": "Tabel {t}. [Bevolking|Ongevallen|Leerlingen] per [gemeente|provincie], {a}-{y}|Bron|Totaal|Gemeente",
}  # fmt: skip


def _place_table(page: Page, thing: Invention, count: int, style: str) -> None:
    """A caption, place names with a number for each year, a sum and a source."""
    random = thing.random
    caption, source, total, place = CAPTIONS[thing.lang].rsplit("|", 3)
    years = int(random.integers(3, 8))
    page.para(
        thing.spin(
            caption,
            t=f"{random.integers(1, 9)}.{random.integers(1, 30)}",
            a=thing.year - years + 1,
            y=thing.year,
        ),
        page.base * 1.2,
        bold=chance(random, 0.8),
    )
    scale = thing.price(20, 90000)
    values = [[round(scale * float(v)) for v in random.uniform(0.1, 2, years)] for _ in range(count)]
    rows = [[place, *[str(thing.year - years + n + 1) for n in range(years)]]]
    for line in values:
        name = (
            thing.place() if chance(random, 0.5) else f"{thing.place()} {pick(random, ['I', 'II', 'A', 'B'])}"
        )
        rows.append([name, *[thing.number(v, 0) for v in line]])
    rows.append([total, *[thing.number(sum(column), 0) for column in zip(*values, strict=True)]])
    if style == "bare":
        page.rule(width=1.2, after=0)
    page.rows(
        rows,
        [26, *[12] * years],
        style=style,
        aligns="l" + "r" * years,
        bold_last=True,
        size=page.base,
        pad=1.4,
    )
    if style == "bare":
        page.y += page.base * 0.6
        page.rule(width=1.2, after=4)
    page.para(f"{source}: {thing.firm().name}, {thing.date()}.", page.base * 0.85, italic=chance(random, 0.4))


@variant("spreadsheet", english=0.6)
def published_table(thing: Invention) -> Page:
    """One long table of places, on a page upright or broad."""
    random = thing.random
    size = (842, 595) if chance(random, 0.3) else None
    page = Page(random, size, kind=pick(random, ["serif", "sans"]), base=float(random.uniform(7, 9)))
    count = int(random.integers(15, 24 if size else 38))
    _place_table(page, thing, count, pick(random, ["bare", "ruled", "grid", "zebra", "band"]))
    page.put(page.width / 2, 22, str(random.integers(2, 400)), 8, align="centre")
    return page


@variant("spreadsheet", english=0.6)
def turned_table(thing: Invention) -> Page:
    """A broad table that stands sideways on an upright page."""
    random = thing.random
    page = Page(random, (595, 842), kind=pick(random, ["serif", "sans"]), base=8, margin=45)
    if chance(random, 0.5):
        page.canvas.translate(595, 0)
        page.canvas.rotate(90)
    else:
        page.canvas.translate(0, 842)
        page.canvas.rotate(-90)
    page.width, page.height, page.right, page.top = 842, 595, 797, 550
    page.y = page.top
    _place_table(page, thing, int(random.integers(14, 30)), pick(random, ["bare", "ruled", "grid"]))
    return page


@variant("spreadsheet", english=0.6)
def paired_tables(thing: Invention) -> Page:
    """Two tables, one above the other."""
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "sans"]), base=8, margin=float(random.uniform(40, 65)))
    style = pick(random, ["bare", "ruled", "grid", "band"])
    for _ in range(2):
        _place_table(page, thing, int(random.integers(8, 16)), style)
        page.y -= 18
    return page


@variant("spreadsheet")
def indicator_table(thing: Invention) -> Page:
    """Long labels in sections, a few numbers at the right."""
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "sans"]), base=8.5)
    page.line(
        thing.spin("[Key indicators|Fact sheet|Survey results], {p}", p=thing.place()), 13, bold=True, after=6
    )
    rows = [["Indicator", "Urban", "Rural", f"Total {thing.year}"]]
    for number, topic in enumerate(several(random, LISTS["policy"], 3, 6), 1):
        rows.append([f"{number}. {topic.upper()}", "", "", ""])
        for group in several(random, LISTS["group"], 3, 7):
            label = thing.spin(
                "[Share of|Number of|Percentage of] {g} [reporting|covered by|served by] {t} [(%)|per 1,000|]",
                g=group,
                t=topic,
            )
            rows.append([label, *[f"{v:.1f}" for v in random.uniform(1, 99, 3)]])
    page.rows(
        rows,
        [60, 10, 10, 12],
        style=pick(random, ["bare", "ruled", "grid", "zebra", "band"]),
        aligns="lrrr",
        pad=1.5,
    )
    return page
