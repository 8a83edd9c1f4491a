"""Résumés."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.page import Page
from made_up.words import Invention, several

from .adverts import THINGS
from .registry import variant


@variant("resume", english=0.8)
def curriculum(thing: Invention) -> Page:
    random = thing.random
    page = Page(
        random,
        kind=pick(random, ["serif", "sans", "typewriter"]),
        base=10,
        margin=float(random.uniform(48, 72)),
    )
    person = thing.person()
    heads = {
        "en": "[Professional experience|EXPERIENCE|Employment history];[Education|EDUCATION];[Skills|Technical skills];[Languages|Publications|Honors and awards];[References|Personal]",
        "de": "Berufserfahrung;Ausbildung;Kenntnisse;Sprachen;Interessen",
        "fr": "Expérience professionnelle;Formation;Compétences;Langues;Centres d'intérêt",
        "es": "Experiencia laboral;Formación;Aptitudes;Idiomas;Intereses",
        "it": "Esperienza;Istruzione;Competenze;Lingue;Interessi",
        "pt": "Experiência profissional;Formação;Competências;Línguas;Interesses",
        "nl": "Werkervaring;Opleiding;Vaardigheden;Talen;Interesses",
    }[thing.lang]
    if chance(random, 0.6):
        page.line(
            thing.spin(
                {
                    "en": "[CURRICULUM VITAE|Resume|Résumé|BIOGRAPHICAL SKETCH]",
                    "de": "Lebenslauf",
                    "fr": "Curriculum vitae",
                    "es": "Currículum vitae",
                    "it": "Curriculum vitae",
                    "pt": "Curriculum vitae",
                    "nl": "Curriculum vitae",
                }[thing.lang]
            ),
            12,
            align="centre",
            after=6,
        )
    page.line(person, 18, bold=True, align=pick(random, ["left", "centre"]))
    page.line(
        f"{thing.street()}, {thing.town()}   {thing.phone()}   {thing.mail(person)}",
        9,
        align="left",
        after=10,
    )
    year = thing.year
    for n, head in enumerate(heads.split(";")):
        page.para(thing.spin(head), 11.5, bold=True, after=2)
        if page.accent[0] > 0.2:
            page.rule(after=5)
        for _ in range((4, 2, 1, 1, 1)[n]):
            if n < 2:
                start = year - int(random.integers(1, 5))
                job = (
                    thing.spin(
                        "[Research assistant|Senior engineer|Nurse|Teacher|Sales manager|Accountant|Programmer|Analyst]"
                    )
                    if n == 0
                    else thing.spin(
                        "[B.S. Chemistry|M.A. Economics|Ph.D., Biology|Diploma in Nursing|B.A. English]"
                    )
                )
                page.put(
                    page.left,
                    page.y - 10,
                    f"{start}-{year if year < thing.year else 'present' if thing.lang == 'en' else ''}",
                    9,
                )
                page.para(
                    f"{job if thing.lang == 'en' else ''} {thing.firm().name if n == 0 else thing.place()}",
                    x=page.left + 80,
                    bold=True,
                    after=1,
                )
                if thing.lang == "en" and n == 0:
                    page.para(
                        thing.spin(
                            "[Managed|Responsible for|Led] [a team of {k}|the monthly accounts|quality testing of {g}|training and supervision]. [Reduced costs by {k}%|Designed a new reporting system|Received the {y} achievement award].",
                            k=int(random.integers(3, 30)),
                            g=pick(random, THINGS),
                            y=start,
                        ),
                        x=page.left + 80,
                        after=4,
                    )
                year = start
            else:
                page.para(
                    thing.spin(
                        "[Word processing, spreadsheets, SQL|Fluent in German and French|Member, Society of Chemists|Driving licence; first aid|Gardening, chess, sailing|Available upon request]"
                    ),
                    after=4,
                )
    return page


@variant("resume")
def profile_sheet(thing: Invention) -> Page:
    """A coloured side column, bars for skills."""
    random = thing.random
    page = Page(random, kind="sans", base=9.5, margin=30)
    wide = page.width * 0.33
    page.box(0, 0, wide, page.height, fill=tuple(v * 0.6 for v in page.accent), stroke=0)
    page.canvas.setFillColorRGB(0.8, 0.8, 0.8)
    page.canvas.circle(wide / 2, page.height - 90, 46, fill=1, stroke=0)
    page.colour(1.0)
    person = thing.person()
    y = page.height - 180
    for head, rows in (
        ("CONTACT", [thing.phone(), thing.mail(person), thing.town()]),
        (
            "SKILLS",
            several(
                random,
                ["Leadership", "Python", "Negotiation", "Bookkeeping", "Photoshop", "First aid", "Welding"],
                3,
                5,
            ),
        ),
        ("LANGUAGES", ["English", "Spanish"]),
    ):
        page.put(20, y, head, 12, bold=True)
        for each in rows:
            y -= 18
            page.fit(20, y, each, wide - 34, 9.5)
        y -= 32
    page.colour(0.0)
    page.left = wide + 24
    page.line(person, 24, bold=True)
    page.line(
        pick(
            random, ["Project Manager", "Registered Nurse", "Graphic Designer", "Electrician", "Data Analyst"]
        ),
        13,
        after=12,
    )
    for head in ("PROFILE", "WORK EXPERIENCE", "EDUCATION"):
        page.line(head, 12, bold=True, after=3)
        page.rule(after=5)
        for _ in range(1 if head == "PROFILE" else 3):
            if head != "PROFILE":
                page.line(
                    f"{thing.firm().name}   {thing.year - random.integers(1, 9)} - {thing.year}", bold=True
                )
            page.para(
                thing.spin(
                    "[Dedicated and reliable professional with {k} years of experience in [customer service|construction|care].|Planned and delivered [projects|courses] for {k} clients.|Graduated with honours; thesis on [supply chains|water treatment].]",
                    k=int(random.integers(3, 20)),
                )
            )
    return page
