"""Pages of scientific papers."""

from __future__ import annotations

from made_up.flow import columns
from made_up.fonts import chance, pick
from made_up.ornaments import chart
from made_up.page import Page
from made_up.prose import SCIENCE, paragraph
from made_up.words import Invention

from .laboratory import STUDY, readings_table
from .registry import variant


@variant("scientific_paper")
def two_columns(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind="serif", base=float(random.uniform(8.8, 10)), margin=52)
    page.line(
        f"{pick(random, ['J. Appl. Anal. Sci.', 'Archives of Toxicology and Food', 'Int. Conf. on Sensors', 'Proc. Chem. Soc.'])} {random.integers(2, 90)} ({thing.year}) {random.integers(1, 999)}-{random.integers(1000, 1999)}",
        8,
        italic=True,
        after=12,
    )
    page.para(thing.spin(STUDY), 17, bold=True, align=pick(random, ["left", "centre"]), after=6)
    page.line(
        ", ".join(
            thing.person() + pick(random, ["", "1", "2", "*"]) for _ in range(int(random.integers(2, 5)))
        ),
        10.5,
        align="centre",
    )
    page.line(
        f"{pick(random, ['Department of Chemistry', 'Institute of Physiology', 'School of Engineering'])}, University of {thing.place()}",
        9,
        italic=True,
        align="centre",
        after=10,
    )
    page.para(
        "Abstract: " + paragraph(random, SCIENCE, thing, 3, 5),
        page.base - 0.5,
        x=page.left + 26,
        width=page.measure - 52,
        align="justify",
        after=4,
    )
    page.para(
        "Keywords: extraction; validation; exposure; kinetics", page.base - 0.5, x=page.left + 26, after=10
    )
    blocks = []
    for n, head in enumerate(("Introduction", "Materials and methods", "Results", "Discussion"), 1):
        blocks += [
            f"{n}. {head}",
            *[paragraph(random, SCIENCE, thing, 4, 7) + f" [{random.integers(1, 30)}]" for _ in range(3)],
        ]
    columns(page, blocks, 2, first=9, align="justify", gap=16, picture=chance(random, 0.3))
    return page


@variant("scientific_paper")
def reprint(thing: Invention) -> Page:
    """One column, an older journal's, with foot notes and a table."""
    random = thing.random
    page = Page(random, (460, 680), kind="serif", base=9, margin=48)
    page.put(
        page.width / 2,
        page.top + 12,
        f"{thing.person().split()[-1].upper()} AND {thing.person().split()[-1].upper()}",
        8,
        align="centre",
    )
    page.para(thing.spin(STUDY).upper(), 12, align="centre", after=6)
    page.line(f"By {thing.person()} and {thing.person()}", 9, align="centre")
    page.line(
        f"(Received for publication {thing.date(thing.day(old=True), long=True)})",
        8,
        italic=True,
        align="centre",
        after=8,
    )
    for _ in range(2):
        page.para(paragraph(random, SCIENCE, thing, 3, 6), align="justify", first=12, after=2)
    readings_table(page, thing)
    for _ in range(3):
        page.para(paragraph(random, SCIENCE, thing, 3, 6), align="justify", first=12, after=2)
    return page


@variant("scientific_paper")
def preprint(thing: Invention) -> Page:
    """A manuscript with a numbered outline, equations and a plot."""
    random = thing.random
    page = Page(random, kind="serif", base=10.5, margin=82)
    page.para(
        thing.spin(
            "[Bounds|Convergence|Learning|Estimation|Robust methods] for [sparse graphs|noisy sensors|stochastic transport|image segmentation|queueing networks]"
        ),
        17,
        align="centre",
        after=8,
    )
    page.line(f"{thing.person()}, {thing.person()}", 11, align="centre")
    page.line(f"{thing.date(long=True)}", 10, align="centre", after=12)
    page.line("Abstract", bold=True, align="centre", after=2)
    page.para(
        paragraph(random, SCIENCE, thing, 2, 4),
        9.5,
        x=page.left + 24,
        width=page.measure - 48,
        align="justify",
    )
    for n, head in enumerate(("Introduction", "Model", "Main result"), 1):
        page.line(f"{n}   {head}", 13, bold=True, after=3)
        page.para(paragraph(random, SCIENCE, thing, 2, 4), align="justify")
        page.line(
            pick(
                random,
                [
                    "f(x) = a x^2 + b x + c",
                    "E[X] = sum p_i x_i   <=  sigma^2 / n",
                    "dC/dt = -k C + S(t)",
                    "P(A | B) = P(A, B) / P(B)",
                ],
            )
            + f"      ({n})",
            italic=True,
            align="centre",
            after=6,
        )
    if page.y > page.bottom + 130:
        chart(page, page.left + 60, page.bottom + 24, page.measure * 0.6, 90, "lines")
    return page


@variant("scientific_paper")
def references_page(thing: Invention) -> Page:
    """The last page: acknowledgements and numbered references."""
    random = thing.random
    page = Page(random, kind="serif", base=9.2, margin=58)
    page.para(paragraph(random, SCIENCE, thing, 4, 7), align="justify")
    page.line("Acknowledgements", bold=True, after=2)
    page.para(
        f"We thank {thing.person()} for technical assistance. This work was supported by grant {thing.code()}."
    )
    page.line("References" if chance(random, 0.6) else "LITERATURE CITED", 11, bold=True, after=4)
    for n in range(1, 30):
        page.para(
            f"{thing.person().split()[-1]} {pick(random, list('ABCDJM'))}., {thing.person().split()[-1]} {pick(random, list('KLMPRS'))}. ({thing.year - int(random.integers(1, 30))}) {thing.spin(STUDY)}. {pick(random, ['J. Biol. Res.', 'Anal. Lett.', 'Nature Methods Rev.', 'Food Chem. Int.'])} {random.integers(1, 200)}: {random.integers(1, 500)}-{random.integers(501, 999)}.",
            hang=f"[{n}]",
            after=1,
        )
    return page
