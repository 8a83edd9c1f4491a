"""Identity cards, passports, licences and badges."""

from __future__ import annotations

import re

from made_up.fonts import chance, pick
from made_up.hand import sign
from made_up.ornaments import barcode, portrait, square_code
from made_up.page import Page
from made_up.words import Invention

from .certificates import LANDS
from .registry import variant

FIELDS = {
    "en": "Surname;Given names;Date of birth;Sex;Nationality;Date of expiry;Place of birth;Document no.;IDENTITY CARD;PASSPORT;DRIVER LICENSE;RESIDENCE PERMIT;Date of issue;Authority",
    "de": "Name;Vornamen;Geburtstag;Geschlecht;Staatsangehörigkeit;Gültig bis;Geburtsort;Ausweisnummer;PERSONALAUSWEIS;REISEPASS;FÜHRERSCHEIN;AUFENTHALTSTITEL;Ausstellungsdatum;Behörde", "fr": "Nom;Prénoms;Date de naissance;Sexe;Nationalité;Date d'expiration;Lieu de naissance;N° du document;CARTE D'IDENTITÉ;PASSEPORT;PERMIS DE CONDUIRE;TITRE DE SÉJOUR;Date de délivrance;Autorité",
    "es": "Apellidos;Nombre;Fecha de nacimiento;Sexo;Nacionalidad;Validez;Lugar de nacimiento;Núm. soporte;DOCUMENTO DE IDENTIDAD;PASAPORTE;PERMISO DE CONDUCCIÓN;PERMISO DE RESIDENCIA;Expedición;Autoridad", "it": "Cognome;Nome;Data di nascita;Sesso;Cittadinanza;Scadenza;Luogo di nascita;N. documento;CARTA D'IDENTITÀ;PASSAPORTO;PATENTE DI GUIDA;PERMESSO DI SOGGIORNO;Rilascio;Autorità",
    "pt": "Apelido;Nome;Data de nascimento;Sexo;Nacionalidade;Validade;Naturalidade;N.º documento;CARTÃO DE CIDADÃO;PASSAPORTE;CARTA DE CONDUÇÃO;TÍTULO DE RESIDÊNCIA;Emissão;Autoridade", "nl": "Naam;Voornamen;Geboortedatum;Geslacht;Nationaliteit;Geldig tot;Geboorteplaats;Documentnummer;IDENTITEITSKAART;PASPOORT;RIJBEWIJS;VERBLIJFSVERGUNNING;Datum afgifte;Instantie",
}  # fmt: skip


def _bare(text: str) -> str:
    return re.sub(r"[^A-Z]", "<", text.upper())


class Holder:
    """Somebody with papers."""

    def __init__(self, thing: Invention) -> None:
        self.first, _, self.last = thing.person().partition(" ")
        self.land, self.code = pick(thing.random, LANDS)
        self.number = f"{pick(thing.random, list('CLTXYPK'))}{thing.digits(8)}"
        self.sex = pick(thing.random, ["M", "F"])
        born, ends = thing.day(old=True), thing.day()
        self.born, self.ends = born, ends
        self.place = thing.place().upper()
        self.label = FIELDS[thing.lang].split(";")

    def machine(self, *, rows: int) -> list[str]:
        """The lines that a machine reads."""
        if rows == 2:
            return [
                f"P<{self.code}{_bare(self.last)}<<{_bare(self.first)}".ljust(44, "<")[:44],
                f"{self.number}4{self.code}{self.born:%y%m%d}2{self.sex}{self.ends:%y%m%d}8".ljust(42, "<")
                + "06",
            ]
        return [
            f"I<{self.code}{self.number}3".ljust(30, "<"),
            f"{self.born:%y%m%d}5{self.sex}{self.ends:%y%m%d}1{self.code}".ljust(29, "<") + "4",
            f"{_bare(self.last)}<<{_bare(self.first)}".ljust(30, "<")[:30],
        ]


def _ground(page: Page) -> None:
    """Pale guilloche lines on a tint."""
    random = page.random
    tint = [float(v) for v in random.uniform(0.82, 0.97, 3)]
    page.box(0, 0, page.width, page.height, fill=(tint[0], tint[1], tint[2]), stroke=0)
    page.canvas.saveState()
    page.colour(*[v - 0.1 for v in tint])
    page.canvas.setLineWidth(0.4)
    for n in range(int(random.integers(8, 26))):
        y = n * page.height / 16
        page.canvas.bezier(0, y, page.width / 3, y + 30, page.width * 2 / 3, y - 30, page.width, y)
    page.canvas.restoreState()


def blank_card(thing: Invention, width: float = 243, height: float = 153) -> Page:
    """A card's page; now and then it lies at some place of a whole sheet."""
    random = thing.random
    page = Page(random, (width, height), kind="sans", base=6, margin=8)
    if chance(random, 0.25):
        sheet_width, sheet_height = 595.0, 842.0
        page.canvas.setPageSize((sheet_width, sheet_height))
        page.canvas.translate(
            float(random.uniform(40, sheet_width - width - 40)),
            float(random.uniform(60, sheet_height - height - 60)),
        )
    return page


def _label(
    page: Page, x: float, y: float, name: str, value: str, size: float = 8, width: float = 110
) -> None:
    page.fit(x, y + size, name, width, 4.6)
    page.fit(x, y, value, width, size, bold=True)


@variant("id_document", english=0.4)
def identity_card(thing: Invention) -> Page:
    page, holder, random = blank_card(thing), Holder(thing), thing.random
    _ground(page)
    label = holder.label
    page.colour(*page.accent)
    page.fit(10, 140, holder.land, 150, 7.5, bold=True)
    page.fit(10, 131, label[8], 150, 7)
    page.colour(0.0)
    left = chance(random, 0.7)
    portrait(page, 10 if left else 168, 44, 64, 82)
    x = 84.0 if left else 12.0
    for n, (name, value) in enumerate(
        (
            (label[0], holder.last.upper()),
            (label[1], holder.first.upper()),
            (label[2], thing.date(holder.born)),
            (label[6], holder.place),
            (label[5], thing.date(holder.ends)),
        )
    ):
        _label(page, x, 114 - 18 * n, name, value)
    _label(page, x + 95, 78, label[3], holder.sex, width=30)
    page.put(page.width - 8, 140, holder.number, 8, font="Courier-Bold", align="right")
    if chance(random, 0.4):
        for n, row in enumerate(holder.machine(rows=3)):
            page.put(8, 28 - 10 * n, row, 11, font="Courier")
    else:
        sign(page, x + 40, 14, 5)
    return page


@variant("id_document", english=0.5)
def passport_page(thing: Invention) -> Page:
    page, holder = blank_card(thing, 354, 249), Holder(thing)
    _ground(page)
    label = holder.label
    page.fit(12, 228, f"{label[9]} / PASSPORT", 120, 9, bold=True)
    page.fit(140, 228, holder.land, 190, 9)
    portrait(page, 14, 88, 92, 120)
    facts = [
        ("Type", "P"),
        ("Code", holder.code),
        (label[7], holder.number),
        (label[0], holder.last.upper()),
        (label[1], holder.first.upper()),
        (label[4], holder.land.split()[-1]),
        (label[2], thing.date(holder.born)),
        (label[3], holder.sex),
        (label[6], holder.place),
        (label[12], thing.date()),
        (label[5], thing.date(holder.ends)),
        (label[13], thing.place().upper()),
    ]
    spots = [
        (118, 200),
        (160, 200),
        (230, 200),
        (118, 178),
        (118, 156),
        (118, 134),
        (230, 134),
        (118, 112),
        (160, 112),
        (118, 90),
        (230, 90),
        (118, 70),
    ]
    for (name, value), (x, y) in zip(facts, spots, strict=True):
        _label(page, x, y, name, value, 8.5, 120)
    page.box(0, 0, page.width, 52, fill=0.96, stroke=0)
    for n, row in enumerate(holder.machine(rows=2)):
        page.put(12, 32 - 16 * n, row, 12.4, font="Courier")
    return page


@variant("id_document", english=0.7)
def licence(thing: Invention) -> Page:
    page, holder, random = blank_card(thing), Holder(thing), thing.random
    _ground(page)
    page.box(0, 128, page.width, 25, fill=page.accent, stroke=0)
    page.colour(1.0)
    page.fit(8, 136, holder.label[10], 130, 12, bold=True)
    page.fit(page.width - 8, 137, holder.land, 95, 8, align="right")
    page.colour(0.0)
    portrait(page, 8, 40, 66, 82)
    person = thing.street()
    rows = [
        f"1. {holder.last.upper()}",
        f"2. {holder.first.upper()}",
        f"3. {thing.date(holder.born)} {holder.place}",
        f"4a. {thing.date()}   4b. {thing.date(holder.ends)}",
        f"5. {holder.number}",
        f"8. {person}, {thing.place()}",
        f"9. {pick(random, ['AM B1 B', 'B', 'A B BE', 'CLASS C', 'CLASS D  REST. CORR LENS'])}",
    ]
    if thing.lang == "en" and chance(random, 0.5):
        rows = [
            f"DLN {holder.number}",
            f"EXP {thing.date(holder.ends)}",
            f"LN {holder.last.upper()}",
            f"FN {holder.first.upper()}",
            person.upper(),
            thing.town().upper(),
            f"DOB {thing.date(holder.born)}  SEX {holder.sex}",
            f"HGT 5-{random.integers(1, 12):02}  EYES {pick(random, ['BRO', 'BLU', 'GRN'])}  DONOR",
        ]
    for n, row in enumerate(rows):
        page.fit(82, 114 - 12 * n, row, 155, 8)
    sign(page, 12, 20, 5)
    return page


@variant("id_document", english=0.8)
def staff_badge(thing: Invention) -> Page:
    """An upright badge of a firm, school or club."""
    random = thing.random
    page, holder = blank_card(thing, 153, 243), Holder(thing)
    firm = thing.firm()
    page.box(0, 0, page.width, page.height, fill=0.98, stroke=1)
    page.box(0, 205, page.width, 38, fill=page.accent, stroke=0)
    page.colour(1.0)
    page.fit(76, 222, firm.name, 140, 11, bold=True, align="centre")
    page.colour(0.0)
    portrait(page, 40, 105, 74, 92)
    page.fit(76, 86, f"{holder.first} {holder.last}", 140, 13, bold=True, align="centre")
    page.fit(
        76,
        72,
        pick(random, ["STUDENT", "Employee", "VISITOR", "Faculty", "MEMBER", "Contractor", "STAFF", "Nurse"]),
        140,
        9,
        align="centre",
    )
    page.put(76, 58, f"ID {thing.digits(7)}   exp. {thing.date(holder.ends)}", 7, align="centre")
    barcode(page, 22, 18, 108, 28)
    return page


@variant("id_document", english=0.5)
def card_back(thing: Invention) -> Page:
    """The back of a card: small print, codes, three lines for the machine."""
    page, holder = blank_card(thing), Holder(thing)
    _ground(page)
    label = holder.label
    page.box(0, 116, page.width, 24, fill=0.1, stroke=0)
    _label(page, 10, 94, label[13], thing.place().upper())
    _label(page, 120, 94, label[12], thing.date())
    _label(page, 10, 74, label[4], holder.land.split()[-1])
    _label(page, 120, 74, label[7], holder.number)
    square_code(page, 205, 62, 30)
    page.box(0, 0, page.width, 54, fill=0.97, stroke=0)
    for n, row in enumerate(holder.machine(rows=3)):
        page.put(8, 38 - 14 * n, row, 11.4, font="Courier")
    return page
