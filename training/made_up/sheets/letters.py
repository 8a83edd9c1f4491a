"""Letters."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.hand import sign
from made_up.ornaments import letter_top, letterhead, logo
from made_up.page import Page
from made_up.prose import BUSINESS, LETTER, filled, paragraph
from made_up.words import LAST, Invention

from .mail import CLOSE
from .registry import variant

DEAR = {
    "en": "[Dear Mr. {n}:|Dear Ms. {n}:|Dear Sir or Madam,|Dear {n},|Gentlemen:|Dear Dr. {n}:|Dear Friends,]", "de": "[Sehr geehrte Damen und Herren,|Sehr geehrter Herr {n},|Sehr geehrte Frau {n},|Lieber Herr {n},]", "fr": "[Madame, Monsieur,|Monsieur,|Chère Madame,|Cher Monsieur {n},]",
    "es": "[Estimado señor {n}:|Muy señores míos:|Estimada señora:]", "it": "[Egregio Signor {n},|Spettabile Ditta,|Gentile Signora,]", "pt": "[Exmos. Senhores,|Caro Sr. {n},]", "nl": "[Geachte heer {n},|Geachte mevrouw,|Beste {n},]",
}  # fmt: skip


def surname(thing: Invention) -> str:
    return pick(thing.random, LAST[thing.lang].split())


def _body(
    page: Page, thing: Invention, low: int = 2, high: int = 5, first: float = 0, align: str = "left"
) -> None:
    for _ in range(int(thing.random.integers(low, high))):
        page.para(
            paragraph(thing.random, LETTER[thing.lang], thing, 2, 4, thing.lang),
            first=first,
            align=align,
            after=page.base,
        )


def _ending(page: Page, thing: Invention, indent: float = 0) -> None:
    page.line(thing.spin(CLOSE[thing.lang]), indent=indent, after=6)
    sign(page, page.left + indent + 8, page.y - 26, float(thing.random.uniform(7, 12)))
    page.y -= 44
    page.line(thing.person(), indent=indent)
    if chance(thing.random, 0.6):
        titles = {
            "en": [
                "Vice President",
                "Director of Sales",
                "Secretary",
                "Chairman",
                "Manager, Customer Relations",
                "Associate Professor",
            ],
            "de": ["Geschäftsführung", "Leiter Einkauf"],
            "fr": ["Le Directeur"],
            "es": ["Director"],
            "it": ["Il Direttore"],
            "pt": ["O Diretor"],
            "nl": ["Directeur"],
        }
        page.line(pick(thing.random, titles[thing.lang]), indent=indent)
    if chance(thing.random, 0.35) and thing.lang == "en":
        page.y -= 8
        page.line(
            thing.spin(
                "[cc: {p}|Enclosure|Encl. (2)|{a}:{b}|P.S. Please telephone before you come.]",
                p=thing.person(),
                a="JRH",
                b="mk",
            ),
            9,
        )


@variant("letter", english=0.65)
def business_letter(thing: Invention) -> Page:
    """A firm's, on letterhead, blocks at the left."""
    random = thing.random
    page = Page(
        random,
        kind=pick(random, ["typewriter", "typewriter", "serif", "sans"]),
        base=float(random.uniform(10, 11.5)),
        margin=float(random.uniform(62, 88)),
    )
    letter_top(page, thing.firm())
    page.y -= float(random.uniform(4, 24))
    page.line(thing.date(long=True), align=pick(random, ["left", "right"]), after=18)
    firm = thing.firm()
    for each in [thing.person(), firm.name, *firm.address]:
        page.line(each)
    page.y -= 16
    if chance(random, 0.4):
        head = {
            "en": pick(random, ["Re:", "Subject:", "Reference:"]),
            "de": "Betreff:",
            "fr": "Objet :",
            "es": "Asunto:",
            "it": "Oggetto:",
            "pt": "Assunto:",
            "nl": "Betreft:",
        }[thing.lang]
        page.para(f"{head} {thing.code()}", bold=True, after=10)
    page.line(thing.spin(DEAR[thing.lang], n=surname(thing)), after=10)
    _body(page, thing)
    _ending(page, thing, pick(random, [0.0, 0.0, 230.0]))
    return page


@variant("letter")
def typed_letter(thing: Invention) -> Page:
    """A private or an official one by typewriter, indented, no letterhead."""
    random = thing.random
    page = Page(random, kind="typewriter", base=11, margin=80)
    page.leading = float(random.choice([1.15, 1.3, 1.6]))
    for each in [thing.street(), thing.town(), thing.date(thing.day(old=True), long=True)]:
        page.line(each, indent=page.measure * 0.52)
    page.y -= 20
    for each in [
        f"{pick(random, ['Mr.', 'Mrs.', 'Dr.', 'The Hon.'])} {thing.person()}",
        thing.street(),
        thing.town(),
    ]:
        page.line(each)
    page.y -= 14
    page.line(thing.spin(DEAR["en"], n=surname(thing)), after=10)
    _body(page, thing, first=34)
    _ending(page, thing, page.measure * 0.5)
    return page


@variant("letter", english=0.5)
def windowed_letter(thing: Invention) -> Page:
    """A sender's line over the address, references in a row, small print at the foot."""
    random = thing.random
    page = Page(random, (595, 842), kind="sans", base=10, margin=68)
    firm = thing.firm()
    logo(page, page.right - 36, page.height - 80, 36, firm.name)
    page.put(page.left, page.height - 130, f"{firm.name} - {firm.street} - {firm.town}", 6.5)
    page.canvas.line(page.left, page.height - 133, page.left + 230, page.height - 133)
    for n, each in enumerate([thing.person(), thing.street(), thing.town()]):
        page.put(page.left, page.height - 150 - 13 * n, each)
    for n, (name, value) in enumerate(
        (
            (thing.spin("[Your ref|Our ref]") if thing.lang == "en" else "Ref.", thing.code()),
            ("Tel.", thing.phone()),
            ("", thing.date()),
        )
    ):
        page.put(page.left + 160 * n, page.height - 226, name, 7)
        page.put(page.left + 160 * n, page.height - 238, value, 9)
    page.y = page.height - 270
    page.para(filled(random, "{topic}", thing, thing.lang), bold=True, after=12)
    page.line(thing.spin(DEAR[thing.lang], n=surname(thing)), after=8)
    _body(page, thing, 2, 4)
    _ending(page, thing)
    for n, each in enumerate([f"{firm.name}  {firm.tax}  {firm.site}", f"IBAN {thing.iban()}"]):
        page.put(page.width / 2, 38 - 9 * n, each, 6.5, align="centre")
    return page


@variant("letter")
def appeal(thing: Invention) -> Page:
    """A letter to many: justified print, an emphasised line, a postscript."""
    random = thing.random
    page = Page(random, kind="serif", base=10.5, margin=74)
    letterhead(page, thing.firm())
    page.line(thing.date(long=True), after=14)
    page.line(thing.spin("Dear [Friend|Shareholder|Customer|Neighbor|Member|Parent],"), after=8)
    for n in range(int(random.integers(3, 6))):
        page.para(
            paragraph(random, pick(random, [LETTER["en"], BUSINESS]), thing, 2, 4),
            align="justify",
            bold=n == 2 and chance(random, 0.3),
        )
    _ending(page, thing)
    page.para(f"P.S. {paragraph(random, LETTER['en'], thing, 1, 1)}")
    return page
