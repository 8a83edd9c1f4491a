"""Business cards."""

from __future__ import annotations

from made_up.fonts import chance, face, pick
from made_up.ornaments import logo
from made_up.page import Page
from made_up.words import Invention

from .identity import blank_card
from .registry import variant

JOBS = {
    "en": "Sales Manager;Managing Director;Attorney at Law;Senior Engineer;Realtor;Account Executive;Chief Financial Officer;Architect;Consultant;Veterinarian;Regional Representative;Owner;Photographer;Professor of Chemistry;Service Technician;Marketing Coordinator",
    "de": "Geschäftsführer;Vertriebsleiterin;Rechtsanwalt;Dipl.-Ing.;Steuerberater;Projektleiter", "fr": "Directeur commercial;Architecte D.P.L.G.;Avocate à la Cour;Gérant;Chargée de clientèle", "es": "Director comercial;Abogada;Arquitecto;Gerente;Ingeniero técnico", "it": "Direttore commerciale;Avvocato;Architetto;Titolare;Consulente", "pt": "Diretor comercial;Advogada;Arquiteto;Gerente", "nl": "Directeur;Advocaat;Architect;Accountmanager",
}  # fmt: skip


def _contacts(thing: Invention, person: str) -> list[str]:
    firm = thing.firm()
    tel = pick(thing.random, ["Tel", "T", "Phone", "Tel."])
    found = [
        firm.street,
        firm.town,
        f"{tel} {thing.phone()}",
        f"{pick(thing.random, ['Mobile', 'Cell', 'M', 'Fax'])} {thing.phone()}",
        thing.mail(person, firm.site),
        f"www.{firm.site}",
    ]
    return [each for each in found if chance(thing.random, 0.85)] or found


def _visiting(thing: Invention, kind: str = "sans") -> Page:
    page = blank_card(thing, *pick(thing.random, [(252.0, 144.0), (241.0, 156.0), (252.0, 150.0)]))
    page.face = face(thing.random, kind)
    if chance(thing.random, 0.5):
        tint = [float(v) for v in thing.random.uniform(0.9, 1, 3)]
        page.box(0, 0, page.width, page.height, fill=(tint[0], tint[1], tint[2]), stroke=0.4)
    return page


@variant("business_card", english=0.6)
def card_left(thing: Invention) -> Page:
    page, person, firm = _visiting(thing), thing.person(), thing.firm()
    logo(page, page.width - 50, page.height - 50, 34, firm.name)
    page.put(16, page.height - 34, person, 13, bold=True)
    page.put(16, page.height - 47, pick(thing.random, JOBS[thing.lang].split(";")), 8)
    page.colour(*page.accent)
    page.fit(16, page.height - 70, firm.name, 190, 10, bold=True)
    page.colour(0.0)
    for n, each in enumerate(_contacts(thing, person)):
        page.fit(16, page.height - 84 - 9.5 * n, each, 220, 7.5)
    return page


@variant("business_card", english=0.6)
def card_centred(thing: Invention) -> Page:
    page, person, firm = _visiting(thing, "serif"), thing.person(), thing.firm()
    middle = page.width / 2
    page.fit(middle, page.height - 30, firm.name.upper(), page.width - 24, 12, bold=True, align="centre")
    page.canvas.line(40, page.height - 38, page.width - 40, page.height - 38)
    page.put(middle, page.height - 68, person, 12, italic=chance(thing.random, 0.4), align="centre")
    page.put(middle, page.height - 80, pick(thing.random, JOBS[thing.lang].split(";")), 8, align="centre")
    contacts = _contacts(thing, person)
    for n in range(0, len(contacts), 2):
        page.fit(middle, 34 - 5 * n, "   ".join(contacts[n : n + 2]), page.width - 16, 7, align="centre")
    return page


@variant("business_card", english=0.6)
def card_dark(thing: Invention) -> Page:
    page, person, firm = _visiting(thing), thing.person(), thing.firm()
    half = chance(thing.random, 0.5)
    page.box(
        0,
        0,
        page.width * (0.38 if half else 1),
        page.height,
        fill=tuple(v * 0.7 for v in page.accent),
        stroke=0,
    )
    x = page.width * 0.43 if half else 18
    page.colour(0.0 if half else 1.0)
    page.fit(x, page.height - 36, person, page.width - x - 8, 13, bold=True)
    page.fit(x, page.height - 48, pick(thing.random, JOBS[thing.lang].split(";")), page.width - x - 8, 8)
    for n, each in enumerate(_contacts(thing, person)):
        page.fit(x, 62 - 10 * n, each, page.width - x - 8, 7.2)
    if half:
        page.colour(1.0)
        page.fit(
            page.width * 0.19,
            page.height / 2,
            firm.name.split()[0],
            page.width * 0.32,
            16,
            bold=True,
            align="centre",
        )
    return page


@variant("business_card", english=0.6)
def card_upright(thing: Invention) -> Page:
    page = blank_card(thing, 150, 250)
    person, firm = thing.person(), thing.firm()
    page.box(0, 0, 150, 250, stroke=0.4, fill=0.99)
    logo(page, 50, 180, 48, firm.name)
    page.fit(75, 158, firm.name, 138, 10, bold=True, align="centre")
    page.fit(75, 128, person, 138, 12, align="centre")
    page.fit(75, 116, pick(thing.random, JOBS[thing.lang].split(";")), 138, 8, align="centre")
    for n, each in enumerate(_contacts(thing, person)):
        page.fit(75, 88 - 12 * n, each, 138, 7.5, align="centre")
    return page


@variant("business_card", english=0.7)
def tradesman(thing: Invention) -> Page:
    """A slogan, a list of services, one big number."""
    page = _visiting(thing)
    firm, person = thing.firm(), thing.person()
    page.fit(page.width / 2, page.height - 28, firm.name, page.width - 20, 15, bold=True, align="centre")
    words = (
        thing.spin(
            "[Plumbing & Heating|Garden Care|Piano Tuning|Roofing|Auto Repair|Tax Preparation|House Painting] - [Free estimates|Licensed and insured|24 hour service|Since {y}]",
            y=thing.year,
        )
        if thing.lang == "en"
        else pick(thing.random, JOBS[thing.lang].split(";"))
    )
    page.fit(page.width / 2, page.height - 46, words, page.width - 20, 9, italic=True, align="centre")
    page.fit(
        page.width / 2, page.height / 2 - 6, thing.phone(), page.width - 30, 19, bold=True, align="centre"
    )
    page.put(12, 14, person, 8.5)
    page.fit(page.width - 12, 14, thing.mail(person, firm.site), 130, 7.5, align="right")
    return page
