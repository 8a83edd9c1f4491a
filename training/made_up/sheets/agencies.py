"""Reports of governments and agencies."""

from __future__ import annotations

from made_up.flow import columns
from made_up.fonts import chance, pick
from made_up.nouns import LISTS
from made_up.ornaments import chart, logo
from made_up.page import Page
from made_up.prose import GOVERNMENT, paragraph
from made_up.words import Invention, several

from .registry import variant

AGENCIES = ["Department of Transportation", "Office of Rural Health", "Ministry of Agriculture", "National Audit Office", "Environmental Protection Bureau", "Bureau of Labor Statistics and Wages", "Department of Education", "Fisheries Commission", "Housing Authority", "Council on Energy", "Directorate-General for Regional Policy", "Public Health Agency", "Federal Communications Board", "Office for National Surveys", "Government Accountability Bureau", "Census Bureau", "Food Standards Agency", "European Centre for Transport", "Statistics Directorate", "Department of Health and Human Services", "Department of Justice, Office of Programs", "General Services Office", "Federal Reserve District Bank", "National Center for Environmental Health", "Institute of Education Statistics", "Ministry of the Interior", "Department of Homeland Affairs", "Energy Information Office", "Congressional Research Unit", "National Parks Service", "Court of Audit"]  # fmt: skip


def _subject(thing: Invention) -> str:
    opening = thing.spin(
        "[Progress in|Trends in|Review of|Annual report on|Assessment of|Oversight of|Evaluation of|Statistics on|Survey of|An overview of|Actions needed to improve]"
    )
    return f"{opening} {pick(thing.random, LISTS['policy'])}"


@variant("government_report")
def official_cover(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "sans"]), margin=70)
    band = chance(random, 0.5)
    if band:
        page.box(0, page.height - 150, page.width, 150, fill=page.accent, stroke=0)
        page.colour(1.0)
    page.put(page.left, page.height - 60, pick(random, AGENCIES), 14, bold=True)
    page.put(
        page.left,
        page.height - 80,
        pick(
            random,
            [
                "Report to Congress",
                "Report to the Minister",
                "Statistical Bulletin",
                "Staff Working Document",
                f"Publication No. {thing.code()}",
                "Research Series",
            ],
        ),
        10,
    )
    page.colour(0.0)
    page.y = page.height * 0.66
    page.para(_subject(thing), 28, bold=True, after=10)
    page.line(
        thing.spin(
            "[Final report|{y} edition|Fiscal years {a}-{y}|Volume {k}: main findings]",
            y=thing.year,
            a=thing.year - 3,
            k=int(random.integers(1, 5)),
        ),
        15,
        after=20,
    )
    if chance(random, 0.5):
        page.para(paragraph(random, GOVERNMENT, thing, 2, 4))
    page.y = page.bottom + 60
    page.line(f"{pick(random, MONTH_NAMES)} {thing.year}", 12)
    page.line(
        thing.spin(
            "[Washington, D.C.|Presented to Parliament pursuant to section {k}|For official use|This publication is available at www.{s}.gov.example]",
            k=int(random.integers(3, 90)),
            s="stats",
        ),
        10,
    )
    logo(page, page.right - 50, page.bottom, 50)
    return page


MONTH_NAMES = "January February March April May June July September October November".split()  # noqa: SIM905


@variant("government_report")
def chapter_page(thing: Invention) -> Page:
    """A page inside: heading, paragraphs, a table, a foot note."""
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "serif", "sans"]), margin=66)
    page.put(page.left, page.top + 14, pick(random, AGENCIES), 8, italic=True)
    page.line(
        f"{pick(random, ['Chapter', 'Section', 'Part'])} {random.integers(1, 9)}. {_subject(thing)}",
        14,
        bold=True,
        after=8,
    )
    for _ in range(2):
        page.para(paragraph(random, GOVERNMENT, thing, 3, 5), align="justify")
    _statistics(page, thing)
    for _ in range(3):
        page.para(paragraph(random, GOVERNMENT, thing, 3, 5), align="justify")
    page.put(page.width / 2, page.bottom - 18, str(random.integers(3, 200)), 8, align="centre")
    return page


def _statistics(page: Page, thing: Invention) -> None:
    random = thing.random
    page.line(
        f"Table {random.integers(1, 9)}.{random.integers(1, 20)}: {_subject(thing)}, {thing.year - 3}-{thing.year}",
        bold=True,
        after=3,
    )
    years = [str(thing.year - n) for n in range(3, -1, -1)]
    rows = [["Region", *years, "Change (%)"]]
    for name in several(
        random,
        [
            "North",
            "South",
            "Coastal counties",
            "Metropolitan",
            "Rural",
            "All regions",
            "Under 25",
            "25 to 64",
            "65 and over",
            "Public sector",
            "Private sector",
        ],
        5,
        9,
    ):
        values = [int(random.integers(80, 9000)) for _ in years]
        rows.append([name, *[f"{v:,}" for v in values], f"{(values[-1] / values[0] - 1) * 100:+.1f}"])
    page.rows(rows, [28, *[12] * 4, 14], style=pick(random, ["ruled", "grid", "zebra"]), aligns="lrrrrr")
    page.para(
        f"Source: {pick(random, AGENCIES)}, survey data, {thing.year}. Figures may not sum due to rounding.",
        7.5,
        italic=True,
    )


@variant("government_report")
def findings(thing: Invention) -> Page:
    """Highlights: what was found, what is recommended, a chart."""
    random = thing.random
    page = Page(random, kind="sans", margin=50)
    page.box(page.left, page.y - 30, page.measure, 30, fill=page.accent, stroke=0)
    page.colour(1.0)
    page.put(
        page.left + 8,
        page.y - 20,
        thing.spin("[Highlights|Executive summary|What we found|Key findings]"),
        14,
        bold=True,
    )
    page.colour(0.0)
    page.y -= 44
    page.line(f"{pick(random, AGENCIES)} - {thing.code()}", 9, after=8)
    page.para(_subject(thing), 16, bold=True)
    for head in ("Why this review was done", "What was found", "What is recommended"):
        page.colour(*page.accent)
        page.line(head, 11.5, bold=True, after=2)
        page.colour(0.0)
        if head[5] == "w" or chance(random, 0.4):
            page.para(paragraph(random, GOVERNMENT, thing, 2, 4))
        else:
            for _ in range(3):
                page.para(paragraph(random, GOVERNMENT, thing, 1, 1), hang="•")
    if page.y > page.bottom + 140:
        page.line(f"Figure 1: {_subject(thing)}", 9, bold=True, after=4)
        chart(page, page.left + 24, page.y - 110, page.measure * 0.7, 100)
    return page


@variant("government_report")
def statistical_page(thing: Invention) -> Page:
    """Two columns with a table across, as statistical bulletins have."""
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "sans"]), base=8.8, margin=48)
    page.line(f"{pick(random, AGENCIES).upper()}", 9, bold=True)
    page.line(_subject(thing), 18, bold=True, after=4)
    page.rule(width=1.5, after=10)
    _statistics(page, thing)
    blocks = []
    for head in ("Overview", "Regional results", "Methodology", "Definitions"):
        blocks += [head, *[paragraph(random, GOVERNMENT, thing, 4, 7) for _ in range(3)]]
    columns(page, blocks, 2, align="justify", gap=18)
    return page


@variant("government_report")
def transmittal(thing: Invention) -> Page:
    """A typed agency report of the 1970s: numbered sections, an address to a committee."""
    random = thing.random
    page = Page(random, kind="typewriter", base=10, margin=72)
    page.line(pick(random, AGENCIES).upper(), align="centre")
    page.line(_subject(thing).upper(), align="centre", after=14)
    page.line(f"{thing.date(long=True)}", align="centre", after=14)
    for n, head in enumerate(("INTRODUCTION", "BACKGROUND", "FINDINGS", "CONCLUSIONS AND RECOMMENDATIONS")):
        page.line(f"{('I', 'II', 'III', 'IV')[n]}.  {head}", after=4)
        page.para(paragraph(random, GOVERNMENT, thing, 3, 5), first=30)
    page.put(page.width / 2, page.bottom - 22, f"-{random.integers(1, 30)}-", align="centre")
    return page


@variant("government_report", english=0.0)
def foreign_report(thing: Invention) -> Page:
    random = thing.random
    text = {
        "de": ("Bericht der Bundesregierung;Statistisches Amt;Region;Insgesamt", "Die Zahl der [Haushalte|Betriebe|Erwerbstätigen] ist im Berichtsjahr um {n} Prozent [gestiegen|gesunken]. Das Ministerium empfiehlt, [die Förderung fortzusetzen|die Erhebung zu verbessern]. Die Daten beruhen auf einer Befragung von {n}00 Gemeinden."), "fr": ("Rapport annuel;Ministère de la Santé;Région;Ensemble", "Le nombre de [ménages|bénéficiaires|entreprises] a [augmenté|diminué] de {n} % en un an. La commission recommande [de renforcer les contrôles|de publier les résultats]. Les données proviennent d'une enquête nationale."),
        "es": ("Informe anual;Ministerio de Fomento;Región;Total", "El número de [hogares|empresas|beneficiarios] [aumentó|disminuyó] un {n} % respecto al año anterior. La comisión recomienda [mejorar la recogida de datos|mantener las ayudas]."), "it": ("Relazione annuale;Ministero dell'Ambiente;Regione;Totale", "Il numero delle [famiglie|imprese] è [aumentato|diminuito] del {n} per cento. La commissione raccomanda di [migliorare i controlli|pubblicare i dati]."), "pt": ("Relatório anual;Ministério da Educação;Região;Total", "O número de [famílias|empresas] [aumentou|diminuiu] {n} %. A comissão recomenda [reforçar o apoio|melhorar os dados]."), "nl": ("Jaarverslag;Ministerie van Verkeer;Regio;Totaal", "Het aantal [huishoudens|bedrijven] is met {n} procent [gestegen|gedaald]. De commissie adviseert [het toezicht te versterken|de regeling voort te zetten]."), "en": ("Annual report;Ministry of Works;Region;Total", "The number of households rose by {n} percent."),
    }[thing.lang]  # fmt: skip
    names = text[0].split(";")
    page = Page(random, kind=pick(random, ["serif", "sans"]), margin=62)
    page.line(names[1].upper(), 10)
    page.line(f"{names[0]} {thing.year}", 20, bold=True, after=14)
    for part in range(1, 4):
        page.line(f"{part}. {thing.place()}", 12, bold=True, after=3)
        page.para(
            " ".join(thing.spin(text[1], n=int(random.integers(2, 60))) for _ in range(2)), align="justify"
        )
    rows = [[names[2], str(thing.year - 1), str(thing.year), "%"]]
    rows += [
        [
            thing.place(),
            thing.number(thing.price(100, 9000), 0),
            thing.number(thing.price(100, 9000), 0),
            thing.number(float(random.uniform(-9, 9)), 1),
        ]
        for _ in range(7)
    ]
    page.rows(rows, [40, 20, 20, 12], style=pick(random, ["ruled", "grid"]), aligns="lrrr")
    page.line(names[1], 8, italic=True)
    return page


@variant("government_report")
def exhibit_page(thing: Invention) -> Page:
    """An inner page that begins with a table or a figure, and goes on with text under it."""
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "sans"]), base=9.8, margin=60)
    page.put(page.left, page.top + 16, f"{random.integers(2, 300)}  {pick(random, AGENCIES)}", 8)
    page.line(
        f"{pick(random, ['Exhibit', 'Figure', 'Chart', 'Table'])} {random.integers(1, 9)}-{random.integers(1, 20)}. {_subject(thing)}: {pick(random, LISTS['measure'])}, {thing.year - 5}-{thing.year}",
        bold=True,
        after=6,
    )
    if chance(random, 0.5):
        chart(page, page.left + 30, page.y - 160, page.measure * 0.8, 145)
        page.y -= 180
    else:
        places = [thing.place() for _ in range(int(random.integers(6, 14)))]
        rows = [
            ["", *[str(thing.year - n) for n in range(4, -1, -1)]],
            *[
                [place, *[thing.number(float(random.uniform(0, 4000)), 1) for _ in range(5)]]
                for place in places
            ],
        ]
        page.rows(rows, [30, *[12] * 5], style=pick(random, ["ruled", "zebra", "bare"]), aligns="lrrrrr")
    page.para(paragraph(random, GOVERNMENT, thing, 1, 1), 8, italic=True)
    for _ in range(int(random.integers(2, 6))):
        page.para(paragraph(random, GOVERNMENT, thing, 3, 6), align=pick(random, ["left", "justify"]))
    for n in range(int(random.integers(0, 4))):
        page.para(
            f"{pick(random, AGENCIES)}, {_subject(thing)}, {thing.code()} ({thing.place()}: {thing.date(long=True)}).",
            7.5,
            hang=str(n + random.integers(1, 60)),
            after=1,
        )
    return page


@variant("government_report")
def country_table(thing: Invention) -> Page:
    """A full page of figures with a running head."""
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "serif"]), base=8.5, margin=46)
    page.line(
        f"{pick(random, ['Annex', 'Appendix', 'Statistical annex'])} {pick(random, list('ABCD'))}   {pick(random, AGENCIES)}",
        8.5,
        italic=True,
        after=6,
    )
    page.para(
        f"Table {pick(random, list('ABC'))}{random.integers(1, 30)}. {_subject(thing)}, by region and {pick(random, ['year', 'sex', 'age group', 'type of unit'])}",
        11,
        bold=True,
    )
    columns_ = int(random.integers(4, 9))
    rows = [
        [
            "Country / region",
            *[f"{pick(random, ['N', '% ', 'Total ', 'Rate '])}{thing.year - n}" for n in range(columns_)],
        ]
    ]
    for _ in range(int(random.integers(15, 34))):
        rows.append(
            [
                thing.place(),
                *[
                    pick(
                        random, [f"{random.integers(1, 90000):,}", f"{random.uniform(0, 100):.1f}", "-", ":"]
                    )
                    for _ in range(columns_)
                ],
            ]
        )
    page.rows(
        rows,
        [26, *[10] * columns_],
        style=pick(random, ["ruled", "zebra", "grid", "bare"]),
        aligns="l" + "r" * columns_,
        pad=2,
    )
    page.para(paragraph(random, GOVERNMENT, thing, 2, 4), 8)
    return page
