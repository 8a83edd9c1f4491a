"""Diplomas and certificates of registries."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.hand import sign
from made_up.page import Page
from made_up.words import Invention

from .registry import variant

LANDS = [("REPUBLIC OF NORLAND", "NRL"), ("KINGDOM OF VESTRIA", "VST"), ("BUNDESREPUBLIK ALTMARK", "ALT"), ("RÉPUBLIQUE DE LORVANE", "LRV"), ("ESTADO DE CORDUVA", "CDV"), ("REPUBBLICA DI SANTERA", "SNT"), ("UNITED ISLES", "UIS"), ("STATE OF WESTMORE", "WSM"), ("PROVINCE OF HALDEN", "HLD"), ("REPÚBLICA DE ALMORA", "ALM")]  # fmt: skip


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
