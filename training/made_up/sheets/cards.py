"""Small things: identity cards, passports, business cards, tickets, certificates, prescriptions, folder tabs."""

from __future__ import annotations

import re

from made_up.fonts import chance, face, pick
from made_up.hand import sign, write, writer
from made_up.ornaments import barcode, logo, photograph, portrait, square_code
from made_up.page import Page
from made_up.words import MONTHS, Invention

from .registry import variant

LANDS = [("REPUBLIC OF NORLAND", "NRL"), ("KINGDOM OF VESTRIA", "VST"), ("BUNDESREPUBLIK ALTMARK", "ALT"), ("RÉPUBLIQUE DE LORVANE", "LRV"), ("ESTADO DE CORDUVA", "CDV"), ("REPUBBLICA DI SANTERA", "SNT"), ("UNITED ISLES", "UIS"), ("STATE OF WESTMORE", "WSM"), ("PROVINCE OF HALDEN", "HLD"), ("REPÚBLICA DE ALMORA", "ALM")]  # fmt: skip
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


def _card(thing: Invention, width: float = 243, height: float = 153) -> Page:
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
    page, holder, random = _card(thing), Holder(thing), thing.random
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
    page, holder = _card(thing, 354, 249), Holder(thing)
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
    page, holder, random = _card(thing), Holder(thing), thing.random
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
    page, holder = _card(thing, 153, 243), Holder(thing)
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
    page, holder = _card(thing), Holder(thing)
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
    page = _card(thing, *pick(thing.random, [(252.0, 144.0), (241.0, 156.0), (252.0, 150.0)]))
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
    page = _card(thing, 150, 250)
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


CITIES = "LISBON LIS;OSLO OSL;DENVER DEN;MUNICH MUC;TORONTO YYZ;DUBLIN DUB;LYON LYS;SEVILLE SVQ;MILAN MXP;BOSTON BOS;GHENT GNE"


@variant("ticket", english=0.8)
def boarding_pass(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, (560, 210), kind="sans", margin=16)
    a, b = (each.split() for each in (pick(random, CITIES.split(";")), pick(random, CITIES.split(";"))))
    page.box(0, 180, 560, 30, fill=page.accent, stroke=0)
    page.colour(1.0)
    page.put(
        16, 190, pick(random, ["BOARDING PASS", "Boarding pass / Carte d'accès", "BORDKARTE"]), 13, bold=True
    )
    page.put(
        544,
        190,
        f"{pick(random, ['Nordwind', 'Aerolux', 'Blue Heron Air', 'TransAlpine'])}",
        12,
        align="right",
    )
    page.colour(0.0)
    name = thing.person().upper().split()
    facts = [
        ("PASSENGER", f"{name[-1]}/{name[0]}"),
        ("FLIGHT", f"{pick(random, ['NW', 'AX', 'BH'])} {thing.digits(3)}"),
        ("DATE", f"{random.integers(1, 29):02}{pick(random, MONTHS['en'])[:3].upper()}"),
        ("FROM", " ".join(a)),
        ("TO", " ".join(b)),
        ("GATE", f"{pick(random, list('ABCD'))}{random.integers(1, 60)}"),
        ("SEAT", f"{random.integers(1, 40)}{pick(random, list('ABCDEF'))}"),
        ("BOARDING", f"{random.integers(5, 23):02}:{random.integers(0, 60):02}"),
        ("CLASS", "ECONOMY Y"),
        ("ETKT", thing.digits(13)),
    ]
    for n, (title, value) in enumerate(facts):
        x, y = 16 + 125 * (n % 3), 150 - 38 * (n // 3)
        page.put(x, y, title, 7)
        page.fit(x, y - 14, value, 118, 13, bold=True)
    page.canvas.setDash(2, 3)
    page.canvas.line(410, 0, 410, 180)
    for n, (title, value) in enumerate(facts[:7]):
        page.put(420, 166 - 22 * n, title, 6)
        page.fit(420, 155 - 22 * n, value, 90, 10, bold=True)
    square_code(page, 300, 20, 80)
    return page


@variant("ticket", english=0.6)
def entrance(thing: Invention) -> Page:
    """For a concert, a train or a tram: narrow, few words, a code."""
    random = thing.random
    page = Page(
        random,
        (float(random.uniform(300, 460)), 150),
        kind=pick(random, ["sans", "serif", "typewriter"]),
        margin=14,
    )
    page.box(3, 3, page.width - 6, 144, stroke=1.2)
    title = (
        thing.spin(
            "[ADMIT ONE|The Lanterns - Live in concert|Museum of Glass - Day ticket|Rail single ticket|City Theatre: The Seagull|Harbour Ferry - Return|Cup final]"
        )
        if thing.lang == "en"
        else {
            "de": "FAHRKARTE Hin- und Rückfahrt",
            "fr": "BILLET plein tarif",
            "es": "ENTRADA general",
            "it": "BIGLIETTO intero",
            "pt": "BILHETE simples",
            "nl": "TOEGANGSBEWIJS",
        }[thing.lang]
    )
    page.fit(page.width / 2, 112, title, page.width - 40, 19, bold=True, align="centre")
    rows = [
        f"{thing.date(long=True)}   {random.integers(9, 22):02}:{pick(random, ['00', '30', '15'])}",
        f"{thing.place()}   "
        + thing.spin(
            "[Row {r}  Seat {s}|Platform {s}|Coach {s} Seat {r}|General admission]",
            r=int(random.integers(1, 40)),
            s=int(random.integers(1, 60)),
        ),
        f"{thing.money(thing.price(3, 90))}   No. {thing.digits(7)}",
    ]
    for n, row in enumerate(rows):
        page.fit(page.width / 2, 88 - 18 * n, row, page.width - 80, 11, align="centre")
    barcode(page, page.width / 2 - 70, 12, 140, 28)
    return page


@variant("certificate", english=0.6)
def diploma(thing: Invention) -> Page:
    """A broad frame, large centred lines, two signatures, a seal."""
    random = thing.random
    page = Page(random, (842, 595) if chance(random, 0.7) else (595, 842), kind="serif", margin=60)
    for n in range(3):
        page.colour(*page.accent)
        page.canvas.setLineWidth(1 + 2 * (n == 1))
        page.canvas.rect(18 + 7 * n, 18 + 7 * n, page.width - 36 - 14 * n, page.height - 36 - 14 * n)
    page.colour(0.0)
    text = {
        "en": (
            "[Certificate of Completion|CERTIFICATE OF ACHIEVEMENT|Diploma|Certificate of Attendance|Award of Excellence|Certificate of Registration]",
            "[This is to certify that|This certificate is proudly presented to|Be it known that]",
            "[has successfully completed the course|has been awarded this honour in recognition of outstanding service|having fulfilled all requirements is admitted to the degree|attended the workshop] [First Aid at Work|Food Hygiene Level 2|Master of Arts|Project Planning|Welding Technology]",
        ),
        "de": (
            "[Urkunde|ZERTIFIKAT|Zeugnis]",
            "Hiermit wird bescheinigt, dass",
            "mit Erfolg am Lehrgang Arbeitssicherheit teilgenommen hat",
        ),
        "fr": (
            "[DIPLÔME|Attestation de formation|Certificat]",
            "Nous certifions que",
            "a suivi avec succès la formation Gestion de projet",
        ),
        "es": (
            "[DIPLOMA|Certificado de asistencia]",
            "Se certifica que",
            "ha superado el curso de Prevención de riesgos",
        ),
        "it": ("[ATTESTATO|Diploma]", "Si attesta che", "ha frequentato con profitto il corso di Sicurezza"),
        "pt": (
            "[DIPLOMA|Certificado]",
            "Certifica-se que",
            "concluiu com aproveitamento o curso de Informática",
        ),
        "nl": (
            "[DIPLOMA|Certificaat]",
            "Hierbij wordt verklaard dat",
            "met goed gevolg de cursus Veilig werken heeft afgerond",
        ),
    }[thing.lang]
    page.y = page.height * 0.8
    page.line(thing.firm().name, 14, align="centre", after=16)
    page.line(thing.spin(text[0]), 34, bold=True, align="centre", after=22)
    page.line(thing.spin(text[1]), 14, italic=True, align="centre", after=14)
    page.line(thing.person(), 28, align="centre", after=16)
    page.line(thing.spin(text[2]), 14, align="centre", after=14)
    page.line(f"{thing.place()}, {thing.date(long=True)}", 12, align="centre")
    for n in range(2):
        x = page.width * (0.16 + 0.44 * n)
        page.canvas.setLineWidth(0.6)
        page.canvas.line(x, 80, x + page.width * 0.24, 80)
        sign(page, x + 20, 86)
        page.put(
            x + page.width * 0.12,
            66,
            pick(random, ["Director", "President", "Registrar", "Instructor", "Chair"])
            if thing.lang == "en"
            else thing.person(),
            9,
            align="centre",
        )
    page.colour(0.75, 0.6, 0.1)
    page.canvas.circle(page.width / 2, 96, 28, fill=1)
    return page


@variant("certificate")
def record_of_birth(thing: Invention) -> Page:
    """A registry's certificate: numbered lines filled by typewriter, a stamp."""
    random = thing.random
    page = Page(random, kind="serif", margin=60)
    page.line(pick(random, LANDS)[0], 12, align="centre")
    page.line(
        thing.spin(
            "[CERTIFICATE OF BIRTH|Certificate of Marriage|CERTIFICATE OF DEATH|Certificate of Origin|Certificate of Conformity|CERTIFICATE OF INCORPORATION]"
        ),
        18,
        bold=True,
        align="centre",
        after=20,
    )
    for n, name in enumerate(
        [
            "Registration district",
            "Full name",
            "Date and place of birth",
            "Name of father",
            "Name of mother",
            "Occupation",
            "Residence",
            "Name of informant",
            "Date of registration",
            "Certificate number",
        ]
    ):
        page.y -= 26
        page.put(page.left, page.y, f"{n + 1}. {name}")
        page.canvas.line(page.left + 160, page.y - 2, page.right, page.y - 2)
        page.put(
            page.left + 170,
            page.y,
            pick(random, [thing.person(), thing.place(), thing.date(long=True), thing.digits(6)]).upper(),
            11,
            font="Courier",
        )
    page.y -= 40
    page.para(
        "I hereby certify that this is a true copy of an entry in the register in my custody. Any person who falsifies any of the particulars on this certificate is liable to prosecution.",
        9,
    )
    sign(page, page.left + 200, page.y - 30)
    return page


@variant("prescription", english=0.8)
def prescription(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, (360, 500), kind="serif", margin=26)
    page.line(
        f"{'Dr.' if thing.lang in {'de', 'fr', 'es'} else ''} {thing.person()}{', M.D.' if thing.lang == 'en' else ''}",
        15,
        bold=True,
        align="centre",
    )
    page.line(
        pick(random, ["Internal Medicine", "Family Practice", "Dermatology", "Pediatrics"])
        if thing.lang == "en"
        else "Médecine générale"
        if thing.lang == "fr"
        else "Praxis",
        9,
        align="centre",
    )
    page.line(f"{thing.street()}, {thing.town()}   {thing.phone()}", 8, align="centre", after=8)
    page.rule(after=14)
    by = writer(random)
    for name, value in (("Name", thing.person()), ("Date", thing.date()), ("Address", thing.street())):
        page.put(page.left, page.y, f"{name} ____________________________________", 9)
        write(page, value, page.left + 50, page.y + 2, 5, by)
        page.y -= 20
    page.put(page.left, page.y - 30, "Rx", 30, italic=True)
    page.y -= 60
    for _ in range(int(random.integers(1, 4))):
        write(
            page,
            thing.spin(
                "[Amoxicillin|Ibuprofen|Lisinopril|Metformin|Cetirizine] {n}00 mg",
                n=int(random.integers(1, 9)),
            ),
            page.left + 30,
            page.y,
            8,
            by,
        )
        write(
            page,
            thing.spin(
                "[1 tab|2 caps] [bid|tid|qd] x {n} days   #{m}",
                n=int(random.integers(5, 30)),
                m=int(random.integers(10, 90)),
            ),
            page.left + 50,
            page.y - 26,
            7,
            by,
        )
        page.y -= 66
    page.put(page.left, 46, "Refills 0 1 2 3   [ ] Dispense as written", 8)
    page.canvas.line(page.left + 140, 66, page.right, 66)
    sign(page, page.left + 170, 70)
    return page


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
