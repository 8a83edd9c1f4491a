"""Contracts, court papers, books, manuals, drawings and music."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from made_up.fonts import chance, pick
from made_up.hand import sign, write, writer
from made_up.ornaments import letterhead, photograph
from made_up.page import Page
from made_up.prose import NARRATIVE, filled, paragraph
from made_up.words import Invention, several

from .registry import variant

CLAUSES = {
    "en": """[Term.|Duration.] This Agreement shall commence on {d} and continue for a period of [one year|three (3) years|twelve months] unless terminated earlier as provided herein.
[Payment.|Fees.] [The Client|The Buyer|Licensee|Tenant] shall pay [the sum of|a fee of] {m} [within thirty (30) days of receipt of invoice|in equal monthly instalments|upon execution of this Agreement].
[Confidentiality.|Non-disclosure.] Each party shall hold in confidence all [proprietary|confidential] information of the other and shall not disclose it to any third party without prior written consent.
[Termination.] Either party may terminate this Agreement upon [thirty|ninety] days' written notice, or immediately in the event of a material breach that remains uncured.
[Indemnification.|Liability.] [Contractor|The Seller|Each party] shall indemnify, defend and hold harmless the other from any and all claims, damages and expenses arising out of its negligence.
[Governing Law.] This Agreement shall be governed by and construed in accordance with the laws of [the State of Delaware|England and Wales|the State of New York].
[Entire Agreement.] This instrument constitutes the entire agreement between the parties and supersedes all prior understandings; it may be amended only in writing signed by both parties.
[Warranties.] [The Seller|Contractor] warrants that the [goods|services] will be free from defects and performed in a professional and workmanlike manner.
[Notices.] All notices shall be in writing and delivered [by registered mail|personally] to the addresses set forth above.
[Assignment.] Neither party may assign its rights or obligations hereunder without the prior written consent of the other, [which shall not be unreasonably withheld|and any attempt shall be void].""",
    "de": "Der Vertrag beginnt am {d} und wird auf [unbestimmte Zeit|zwei Jahre] geschlossen.\nDie Vergütung beträgt {m} [monatlich|pauschal] und ist bis zum dritten Werktag zu zahlen.\nDie Parteien verpflichten sich, über alle vertraulichen Angelegenheiten Stillschweigen zu bewahren.\nDie Kündigungsfrist beträgt drei Monate zum Quartalsende und bedarf der Schriftform.\nÄnderungen dieses Vertrages bedürfen der Schriftform. Gerichtsstand ist {o}.",
    "fr": "Le présent contrat prend effet le {d} pour une durée de [un an|trois ans].\nLe [client|locataire] versera la somme de {m} [par mois|à la signature].\nChacune des parties s'engage à garder confidentielles les informations reçues.\nLe contrat peut être résilié par lettre recommandée avec un préavis de trois mois.\nTout litige sera soumis au tribunal compétent de {o}.", "es": "El presente contrato entrará en vigor el {d} y tendrá una duración de [un año|tres años].\nEl [arrendatario|cliente] abonará la cantidad de {m}.\nLas partes se obligan a mantener la confidencialidad.\nEl contrato podrá resolverse con un preaviso de treinta días.\nPara cualquier litigio las partes se someten a los juzgados de {o}.",
    "it": "Il presente contratto decorre dal {d} e ha durata di [un anno|tre anni].\nIl corrispettivo è pari a {m}.\nLe parti si impegnano alla riservatezza.\nÈ ammesso il recesso con preavviso di tre mesi.\nForo competente è quello di {o}.", "pt": "O presente contrato entra em vigor em {d} e vigora por [um ano|três anos].\nO preço é de {m}.\nAs partes obrigam-se a guardar sigilo.\nO contrato pode ser denunciado com aviso prévio de sessenta dias.\nÉ competente o tribunal de {o}.", "nl": "Deze overeenkomst gaat in op {d} en geldt voor [een jaar|drie jaar].\nDe vergoeding bedraagt {m}.\nPartijen zijn verplicht tot geheimhouding.\nOpzegging geschiedt schriftelijk met een termijn van drie maanden.\nGeschillen worden voorgelegd aan de rechter te {o}.",
}  # fmt: skip
BETWEEN = {
    "en": ("[SERVICE AGREEMENT|CONSULTING AGREEMENT|SALES CONTRACT|LICENSE AGREEMENT|EMPLOYMENT AGREEMENT|DISTRIBUTION AGREEMENT]", "This Agreement is made and entered into on {d} by and between {a}, [a corporation organized under the laws of Ohio|of {p}] (hereinafter [\"Company\"|\"Client\"]), and {b} (hereinafter [\"Contractor\"|\"Supplier\"])."), "de": ("[DIENSTLEISTUNGSVERTRAG|Kaufvertrag|Mietvertrag|Arbeitsvertrag]", "Zwischen {a} und {b} wird folgender Vertrag geschlossen:"), "fr": ("[CONTRAT DE PRESTATION DE SERVICES|Contrat de vente|Contrat de travail]", "Entre les soussignés : {a}, et {b}, il a été convenu ce qui suit :"),
    "es": ("[CONTRATO DE SERVICIOS|Contrato de arrendamiento]", "De una parte {a}, y de otra {b}, acuerdan las siguientes cláusulas:"), "it": ("[CONTRATTO DI FORNITURA|Contratto di locazione]", "Tra {a} e {b} si conviene quanto segue:"), "pt": ("[CONTRATO DE PRESTAÇÃO DE SERVIÇOS]", "Entre {a} e {b} é celebrado o presente contrato:"), "nl": ("[OVEREENKOMST VAN OPDRACHT|Koopovereenkomst]", "Tussen {a} en {b} is het volgende overeengekomen:"),
}  # fmt: skip


def _clauses(thing: Invention) -> list[str]:
    lines = CLAUSES[thing.lang].splitlines()
    return [
        thing.spin(
            lines[int(n)], d=thing.date(long=True), m=thing.money(thing.price(300, 90000)), o=thing.place()
        )
        for n in thing.random.permutation(len(lines))
    ]


def _agreement(thing: Invention, page: Page, mark: str, *, head: bool) -> Page:
    title, opening = BETWEEN[thing.lang]
    page.line(thing.spin(title), 14, bold=True, align="centre", after=16)
    page.para(
        thing.spin(
            opening, d=thing.date(long=True), a=thing.firm().name, b=thing.firm().name, p=thing.place()
        ),
        align="justify",
    )
    if thing.lang == "en" and chance(thing.random, 0.6):
        page.para(
            "WHEREAS, the parties desire to set forth the terms and conditions of their agreement; NOW, THEREFORE, in consideration of the mutual covenants contained herein, the parties agree as follows:",
            align="justify",
        )
    for n, clause in enumerate(_clauses(thing), 1):
        if head:
            page.line(f"{mark} {n}", bold=True, align="centre", after=2)
            page.para(clause, align="justify")
        else:
            page.para(clause, hang=f"{n}.", align="justify")
    return page


@variant("contract", english=0.7)
def agreement(thing: Invention) -> Page:
    page = Page(thing.random, kind=pick(thing.random, ["serif", "serif", "sans"]), base=10.5, margin=72)
    return _agreement(thing, page, "", head=False)


@variant("contract", english=0.6)
def articles(thing: Invention) -> Page:
    page = Page(thing.random, kind="serif", base=10, margin=68)
    mark = {
        "en": pick(thing.random, ["ARTICLE", "Section"]),
        "de": "§",
        "fr": "Article",
        "es": "Cláusula",
        "it": "Articolo",
        "pt": "Cláusula",
        "nl": "Artikel",
    }[thing.lang]
    return _agreement(thing, page, mark, head=True)


@variant("contract")
def letter_agreement(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind="typewriter", base=10.5, margin=74)
    letterhead(page, thing.firm())
    page.line(thing.date(long=True), after=10)
    page.para(
        f"Dear {thing.person()}: This letter, when countersigned by you, will constitute the agreement between us with respect to the {pick(random, ['research project', 'consulting services', 'placement of advertising', 'lease of equipment'])} described below."
    )
    for n, clause in enumerate(_clauses(thing)[: int(random.integers(4, 7))], 1):
        page.para(clause, hang=f"{n}.", after=8)
    page.para("Please indicate your acceptance by signing both copies and returning one to us.")
    page.line("ACCEPTED AND AGREED: ______________________   Date: ____________")
    sign(page, page.left + 150, page.y + 8)
    return page


@variant("contract")
def signature_page(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "sans"]), base=10.5, margin=72)
    for n, clause in enumerate(_clauses(thing)[:4], int(random.integers(8, 19))):
        page.para(clause, hang=f"{n}.", align="justify", after=8)
    page.para(
        "IN WITNESS WHEREOF, the parties hereto have executed this Agreement as of the day and year first above written.",
        after=26,
    )
    for n in range(2):
        x = page.left + n * page.measure * 0.53
        for k, text in enumerate(
            (
                thing.firm().name.upper(),
                "By: ____________________",
                f"Name: {thing.person()}",
                "Title: Vice President",
                f"Date: {thing.date()}",
            )
        ):
            page.fit(x, page.y - 24 * k, text, page.measure * 0.46, 10)
        sign(page, x + 24, page.y - 20)
    return page


@variant("court_document")
def pleading(thing: Invention) -> Page:
    """Numbered lines, a caption with two parties."""
    random = thing.random
    page = Page(random, (612, 792), kind=pick(random, ["serif", "typewriter"]), base=11.5, margin=84)
    page.leading = 1.9
    for n in range(25):
        page.put(page.left - 24, page.top - 14 - n * 26, str(n + 1), 10, align="right")
    page.canvas.line(page.left - 14, 20, page.left - 14, page.height - 20)
    page.line(
        thing.spin(
            "[IN THE CIRCUIT COURT OF|UNITED STATES DISTRICT COURT,|SUPERIOR COURT OF THE COUNTY OF|IN THE COURT OF COMMON PLEAS OF] {p}",
            p=thing.place().upper(),
        ),
        bold=True,
        align="centre",
        after=10,
    )
    a, b = thing.person().upper(), thing.firm().name.upper()
    for text in (f"{a},", "          Plaintiff,", "     v.", f"{b},", "          Defendant."):
        page.line(text)
    page.put(page.right - 190, page.y + 60, f"Case No. {thing.code()}", 11)
    page.put(
        page.right - 190,
        page.y + 40,
        thing.spin(
            "[COMPLAINT FOR DAMAGES|MOTION TO DISMISS|AFFIDAVIT OF SERVICE|ORDER|ANSWER TO COMPLAINT]"
        ),
        11,
        bold=True,
    )
    page.y -= 6
    for n in range(1, 9):
        page.para(
            thing.spin(
                "[Plaintiff|Defendant|Counsel for the defendant] [alleges on information and belief that|respectfully moves this Court for an order|denies each and every allegation of paragraph {k}|is, and at all times mentioned was, a resident of {p}] [and therefore states as follows|pursuant to Rule {k}2(b)|and demands judgment in the amount of {m}|, and the Court so finds].",
                k=int(random.integers(1, 9)),
                p=thing.place(),
                m=thing.money(thing.price(500, 90000)),
            ),
            first=30,
            hang="" if n % 2 else f"{n}.",
        )
    return page


@variant("court_document")
def opinion(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind="serif", base=10.5, margin=74)
    a, b = thing.person().split()[-1], thing.firm().name
    page.line(f"{pick(random, ['No.', 'Docket', 'Case'])} {thing.code()}", align="centre")
    page.line(
        thing.spin("[SUPREME COURT|COURT OF APPEALS|HIGH COURT OF JUSTICE]"), 13, bold=True, align="centre"
    )
    page.line(f"{a} v. {b}", 12, italic=True, align="centre")
    page.line(f"Decided {thing.date(long=True)}", 10, align="centre", after=12)
    page.line(
        f"{thing.person().split()[-1].upper()}, {pick(random, ['J.', 'Circuit Judge.', 'Chief Justice.'])}",
        after=6,
    )
    for _ in range(9):
        page.para(
            thing.spin(
                "[The appellant contends|We hold|The trial court found|The record shows|It is well settled] that [the evidence was insufficient to support the verdict|the statute of limitations had expired|summary judgment was properly granted|the defendant owed a duty of care|the contract was unenforceable]. [See {a} v. {b}, {n} F.2d {m}.|We disagree.|The judgment is affirmed.|Accordingly, the motion is denied.] [The burden of proof rests on the party asserting the claim, and no such showing was made here.|On appeal, we review questions of law de novo.]",
                a=thing.person().split()[-1],
                b=thing.person().split()[-1],
                n=int(random.integers(100, 990)),
                m=int(random.integers(10, 1300)),
            ),
            first=18,
            align="justify",
            after=4,
        )
    return page


@variant("court_document", english=0.5)
def court_order(thing: Invention) -> Page:
    """A writ, a summons or a judgment with a seal; also foreign."""
    random = thing.random
    page = Page(random, kind="serif", margin=72)
    court, title, text = {
        "en": ("COUNTY COURT OF {p}", "[SUMMONS|JUDGMENT|SUBPOENA|WARRANT|ORDER]", "[You are hereby commanded to appear|It is ordered, adjudged and decreed that the defendant pay to the plaintiff the sum of {m}|Take notice that a hearing will be held] [before this court on {d}|together with the costs of this action]. [Fail not at your peril.|So ordered.]"), "de": ("AMTSGERICHT {p}", "[BESCHLUSS|URTEIL IM NAMEN DES VOLKES|Ladung]", "In dem Rechtsstreit {a} gegen {b} hat das Gericht [für Recht erkannt|beschlossen]: Der Beklagte wird verurteilt, an den Kläger {m} zu zahlen. Die Kosten des Verfahrens trägt der Beklagte."), "fr": ("TRIBUNAL JUDICIAIRE DE {p}", "[JUGEMENT|ORDONNANCE|ASSIGNATION]", "Le tribunal, statuant publiquement, condamne {b} à payer à {a} la somme de {m}, ainsi qu'aux dépens. Ainsi jugé le {d}."), "es": ("JUZGADO DE PRIMERA INSTANCIA DE {p}", "[SENTENCIA|AUTO]", "Que estimando la demanda de {a} contra {b}, debo condenar y condeno a la demandada a pagar {m}, con imposición de costas."),
        "it": ("TRIBUNALE DI {p}", "[SENTENZA|DECRETO]", "Il Tribunale, definitivamente pronunciando nella causa tra {a} e {b}, condanna la convenuta al pagamento di {m} e alle spese."), "pt": ("TRIBUNAL DE {p}", "SENTENÇA", "Julga-se a ação procedente e condena-se {b} a pagar a {a} a quantia de {m}."), "nl": ("RECHTBANK {p}", "VONNIS", "De rechtbank veroordeelt {b} om aan {a} te betalen {m} en in de kosten van het geding."),
    }[thing.lang]  # fmt: skip
    page.line(thing.spin(court, p=thing.place().upper()), 14, bold=True, align="centre", after=4)
    page.line(f"{thing.code()}   {thing.date()}", align="centre", after=16)
    page.line(thing.spin(title), 20, bold=True, align="centre", after=20)
    for _ in range(2 if thing.lang != "en" else 4):
        page.para(
            thing.spin(
                text,
                m=thing.money(thing.price(500, 90000)),
                d=thing.date(long=True),
                a=thing.person(),
                b=thing.firm().name,
            ),
            11.5,
            align="justify",
            after=12,
        )
    page.canvas.circle(page.left + 50, page.bottom + 80, 34)
    page.canvas.circle(page.left + 50, page.bottom + 80, 28)
    page.put(page.left + 50, page.bottom + 77, "SEAL" if thing.lang == "en" else "L.S.", 9, align="centre")
    page.canvas.line(page.right - 200, page.bottom + 60, page.right, page.bottom + 60)
    sign(page, page.right - 180, page.bottom + 66)
    page.put(page.right - 200, page.bottom + 46, thing.person(), 9)
    return page


@variant("court_document")
def deposition(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, (612, 792), kind="typewriter", base=11, margin=86)
    page.leading = 2.0
    page.put(page.right, page.top + 20, str(random.integers(2, 300)), align="right")
    page.box(page.left - 34, 40, page.measure + 60, page.height - 90, stroke=0.8)
    for n in range(25):
        page.put(page.left - 12, page.top - 11 - n * 26, str(n + 1), 9, align="right")
    for _ in range(16):
        page.para(
            thing.spin(
                pick(
                    random,
                    [
                        "Q.    [Did you|Do you recall whether you|And at that time did you] [receive the memorandum marked Exhibit {k}|attend the meeting in {p}|speak with Mr. {n}]?",
                        "A.    [I don't recall.|Yes, sir, I believe I did.|Not to my knowledge.|That is correct.]",
                        "MR. {u}:  [Objection to form.|Let the record reflect the answer.]",
                        "THE WITNESS:  [May I see the document?|I would have to check.]",
                    ],
                ),
                k=int(random.integers(1, 40)),
                p=thing.place(),
                n=thing.person().split()[-1],
                u=thing.person().split()[-1].upper(),
            ),
            after=0,
        )
    return page


@variant("book")
def novel_page(thing: Invention) -> Page:
    random = thing.random
    wide = float(random.uniform(300, 420))
    page = Page(
        random,
        (wide, wide * float(random.uniform(1.35, 1.6))),
        kind="serif",
        base=float(random.uniform(9, 11)),
        margin=float(random.uniform(36, 58)),
    )
    number = int(random.integers(2, 500))
    page.put(
        page.width / 2,
        page.top + 12,
        pick(random, ["THE SALT ROAD", thing.person().upper(), "Winter in the Harbour", "CHAPTER SIX"]),
        7.5,
        align="centre",
        space=1,
    )
    if chance(random, 0.25):
        page.y -= 90
        page.line(pick(random, ["CHAPTER IV", "12", "The Letter", "Two"]), 15, align="centre", after=30)
    for _ in range(14):
        page.para(paragraph(random, NARRATIVE, thing, 2, 6), first=13, align="justify", after=0)
    page.put(page.width / 2, page.bottom - 18, str(number), 8.5, align="centre")
    return page


@variant("book")
def open_spread(thing: Invention) -> Page:
    """Two facing pages scanned at once, a shadow in the fold."""
    random = thing.random
    page = Page(random, (700, 500), kind="serif", base=8.6, margin=40)
    bottom = page.bottom
    number = int(random.integers(1, 200)) * 2
    for n in range(2):
        page.y, page.bottom = 455, bottom
        x = 42 + n * 345
        page.put(
            x + 135,
            466,
            pick(random, ["A HISTORY OF THE VALLEY", "of the Sea and Ships", "BOOK TWO"]),
            7,
            align="centre",
        )
        while not page.full:
            page.para(
                paragraph(random, NARRATIVE, thing, 3, 6), x=x, width=272, first=12, align="justify", after=0
            )
        page.put(x + (0 if n == 0 else 272), 466, str(number + n), 8)
    page.canvas.saveState()
    for n in range(12):
        page.colour(0.55 + n * 0.035)
        page.canvas.setLineWidth(1.2)
        page.canvas.line(350 - n, 0, 350 - n, 500)
        page.canvas.line(350 + n, 0, 350 + n, 500)
    page.canvas.restoreState()
    return page


@variant("book")
def title_page(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, (float(random.uniform(320, 420)), 560), kind="serif", margin=40)
    page.y = 480
    page.para(
        pick(
            random,
            [
                "A Treatise on the Management of Orchards",
                "The Salt Road",
                "Collected Letters",
                "An Introduction to Botany",
                "The History of the Harbour",
            ],
        ),
        float(random.uniform(20, 30)),
        align="centre",
        after=16,
    )
    page.line(
        pick(random, ["A Novel", "in two volumes", "Second edition", "with 40 illustrations"]),
        11,
        italic=True,
        align="centre",
        after=24,
    )
    page.line(thing.person().upper(), 14, align="centre")
    page.y = 110
    page.canvas.circle(page.width / 2, 130, 16)
    page.line(f"{thing.place().upper()}", 10, align="centre")
    page.line(
        f"{thing.firm().name.split()[0]} & {thing.person().split()[-1]}, Publishers", 10, align="centre"
    )
    page.line(str(thing.year), 10, align="centre")
    return page


@variant("book")
def textbook_page(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, (500, 680), kind="serif", base=10, margin=58)
    page.put(page.left, page.top + 14, f"{random.integers(2, 600)}", 9)
    page.put(
        page.right,
        page.top + 14,
        pick(random, ["Elementary Chemistry", "3.2 Rivers and Lakes", "Foundations of Grammar"]),
        9,
        italic=True,
        align="right",
    )
    page.line(
        pick(
            random,
            [
                "The formation of valleys",
                "On the use of the comma",
                "Acids and bases",
                "The guilds of the town",
            ],
        ),
        13,
        bold=True,
        after=6,
    )
    for n in range(6):
        page.para(paragraph(random, NARRATIVE, thing, 3, 6), align="justify", first=12, after=2)
        if n == 1 and chance(random, 0.6):
            photograph(page, page.left + 40, page.y - 140, page.measure - 80, 132)
            page.y -= 150
            page.line(
                f"Fig. {random.integers(2, 90)}. {thing.place()}", 8.5, italic=True, align="centre", after=6
            )
    return page


STEPS = """[Press|Hold down] the [POWER|MENU|SET] button for [two|five] seconds [until the lamp flashes|; the display shows the version].
[Loosen|Tighten] the [four screws|locking nut|cover plate] with [a screwdriver|the key supplied] [and remove the filter|, then lift the lid].
[Connect|Plug] the [power cord|red cable|hose] [into the wall outlet|to terminal {k}|to the inlet on the rear panel].
[Make sure|Check] that the [switch is in the OFF position|tank is filled to the mark|door is closed] before [starting the motor|cleaning|replacing the battery].
[Select|Turn the dial to] [the desired program|position {k}|"Auto"] and [confirm with OK|wait for the beep].
[If the unit does not start|If error E{k} appears], [see Troubleshooting|reset the breaker|contact an authorised service centre].
[Clean the housing|Wipe the sensor] with [a soft, dry cloth|mild soap]. Do not use [solvents|abrasive cleaners].
[Allow the appliance to cool|Disconnect the mains] before [opening the cover|servicing]."""


def _steps(thing: Invention, count: int) -> list[str]:
    lines = STEPS.splitlines()
    return [
        thing.spin(lines[int(n) % len(lines)], k=int(thing.random.integers(1, 9)))
        for n in thing.random.permutation(len(lines))[:count]
    ]


@variant("manual")
def steps_page(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind="sans", base=10, margin=54)
    page.line(
        thing.spin("[Installation|Operating Instructions|Getting started|Maintenance|Troubleshooting]"),
        20,
        bold=True,
        after=8,
    )
    for head in several(
        random,
        ["Before you start", "Assembly", "First use", "Cleaning", "Changing the battery", "Settings"],
        2,
        3,
    ):
        page.line(head, 13, bold=True, after=3)
        for n, step in enumerate(_steps(thing, int(random.integers(3, 6))), 1):
            page.para(step, hang=f"{n}.", after=3)
        if page.y > page.bottom + 130 and chance(random, 0.7):
            _sketch(page, page.left + 40, page.y - 110, 180, 100)
            page.y -= 120
        page.box(page.left, page.y - 32, page.measure, 28, fill=0.9)
        page.put(
            page.left + 8,
            page.y - 22,
            thing.spin(
                "[WARNING|CAUTION|NOTE]: [Risk of electric shock. Disconnect before servicing.|Hot surface. Keep children away.|Use original spare parts only.]"
            ),
            9,
            bold=True,
        )
        page.y -= 44
    page.put(page.right, page.bottom - 18, str(random.integers(2, 90)), 9, align="right")
    return page


def _sketch(page: Page, x: float, y: float, width: float, height: float) -> None:
    """A device in outline with numbered pointers."""
    random, canvas = page.random, page.canvas
    canvas.setLineWidth(1)
    canvas.roundRect(x, y, width, height, 8)
    for n in range(int(random.integers(3, 6))):
        a, b = float(random.uniform(0.1, 0.85)), float(random.uniform(0.15, 0.8))
        if chance(random, 0.5):
            canvas.circle(x + a * width, y + b * height, float(random.uniform(4, 14)))
        else:
            canvas.rect(
                x + a * width - 8,
                y + b * height - 6,
                float(random.uniform(12, 40)),
                float(random.uniform(8, 20)),
            )
        canvas.line(x + a * width, y + b * height, x + width + 24, y + height - n * 20)
        page.put(x + width + 28, y + height - n * 20 - 3, str(n + 1), 9)


@variant("manual", english=0.4)
def parts_page(thing: Invention) -> Page:
    """A drawing with numbers, a legend, short notes; also foreign."""
    random = thing.random
    page = Page(random, (420, 595), kind="sans", base=9, margin=40)
    title, text, note = {
        "en": (
            "[Parts and controls|User's guide|Owner's manual]",
            "Power switch;Display;Filter cover;Handle;Battery compartment;Reset button;Hose connection",
            "Read all instructions before use and keep this booklet.",
        ),
        "de": (
            "Bedienungsanleitung",
            "Hauptschalter;Anzeige;Filterdeckel;Griff;Batteriefach;Rückstelltaste",
            "Lesen Sie diese Anleitung vor Gebrauch sorgfältig durch.",
        ),
        "fr": (
            "Mode d'emploi",
            "Interrupteur;Écran;Couvercle du filtre;Poignée;Logement des piles",
            "Lisez attentivement cette notice avant utilisation.",
        ),
        "es": (
            "Manual de instrucciones",
            "Interruptor;Pantalla;Tapa del filtro;Asa;Compartimento de pilas",
            "Lea las instrucciones antes de usar el aparato.",
        ),
        "it": (
            "Manuale d'uso",
            "Interruttore;Display;Coperchio filtro;Maniglia;Vano batterie",
            "Leggere attentamente prima dell'uso.",
        ),
        "pt": (
            "Manual de instruções",
            "Interruptor;Visor;Tampa do filtro;Pega;Compartimento das pilhas",
            "Leia as instruções antes de utilizar.",
        ),
        "nl": (
            "Gebruiksaanwijzing",
            "Schakelaar;Display;Filterdeksel;Handgreep;Batterijvak",
            "Lees deze handleiding voor gebruik.",
        ),
    }[thing.lang]
    page.line(thing.spin(title), 18, bold=True, after=4)
    page.line(f"Model {thing.code()}", 11, after=10)
    _sketch(page, page.left + 30, page.y - 170, 230, 160)
    page.y -= 186
    for n, each in enumerate(text.split(";"), 1):
        page.line(f"{n}  {each}")
    page.y -= 8
    page.para(note, bold=True)
    if thing.lang == "en":
        for step in _steps(thing, 4):
            page.para(step, hang="•", after=2)
    return page


@variant("manual")
def service_manual(thing: Invention) -> Page:
    """Typed procedures of the 1970s with section numbers and a table of faults."""
    random = thing.random
    page = Page(random, kind=pick(random, ["typewriter", "sans"]), base=9.8, margin=60)
    page.put(page.left, page.top + 14, f"SERVICE MANUAL  {thing.code()}", 8)
    section = int(random.integers(2, 9))
    for n, head in enumerate(("GENERAL", "ADJUSTMENT PROCEDURE", "LUBRICATION"), 1):
        page.line(f"{section}-{n}  {head}", bold=True, after=3)
        for k, step in enumerate(_steps(thing, 3)):
            page.para(step, hang=f"{'abc'[k]}.", after=3)
    page.rows(
        [
            ["Trouble", "Probable cause", "Remedy"],
            *[
                [
                    thing.spin(
                        "[Motor does not run|Low pressure|Excessive noise|Display blank|Leaks at joint]"
                    ),
                    thing.spin("[Blown fuse|Worn bearing|Clogged filter|Loose connection]"),
                    thing.spin("[Replace|Clean|Tighten|Check wiring]"),
                ]
                for _ in range(5)
            ],
        ],
        [1, 1, 1],
        style="grid",
    )
    return page


@variant("manual")
def contents_page(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind="sans", base=10.5, margin=60)
    page.line(
        thing.spin(
            "[User Manual|Instruction Manual|Reference Guide|Administrator's Guide]: [Model|Version] {c}",
            c=thing.code(),
        ),
        16,
        bold=True,
        after=14,
    )
    page.line("Table of contents", 13, bold=True, after=8)
    number = 1
    for n, head in enumerate(
        (
            "Introduction",
            "Safety instructions",
            "Installation",
            "Operation",
            "Maintenance",
            "Troubleshooting",
            "Technical data",
            "Warranty",
        ),
        1,
    ):
        number += int(random.integers(1, 9))
        dots = "." * 70
        page.line(f"{n}. {head} {dots[len(head) :]} {number}", bold=chance(random, 0.3), after=3)
        for k in range(int(random.integers(0, 3))):
            page.line(f"{n}.{k + 1} {filled(random, '{topic}', thing)}", 9.5, indent=24)
    return page


def _title_block(page: Page, thing: Invention, wide: float = 230, tall: float = 74) -> None:
    x, y = page.width - 24 - wide, 24.0
    page.box(x, y, wide, tall)
    for n, (name, value) in enumerate(
        (
            (
                "TITLE",
                thing.spin("[BRACKET|SHAFT|HOUSING|FLOOR PLAN|WIRING DIAGRAM|COVER PLATE|GEAR|BEAM DETAIL]"),
            ),
            ("DRAWN", thing.person()),
            ("SCALE", pick(thing.random, ["1:1", "1:2", "1:50", "NTS"])),
            ("DWG NO.", thing.code()),
            ("DATE", thing.date()),
            ("MATERIAL", pick(thing.random, ["STEEL", "AL 6061", "PVC", "-"])),
        )
    ):
        a, b = x + wide / 2 * (n % 2), y + tall - tall / 3 * (n // 2 + 1)
        page.box(a, b, wide / 2, tall / 3)
        page.put(a + 2, b + tall / 3 - 7, name, 5)
        page.fit(a + 6, b + 5, value, wide / 2 - 10, 9)


def _frame(thing: Invention) -> Page:
    page = Page(
        thing.random,
        pick(thing.random, [(842.0, 595.0), (792.0, 612.0), (1191.0, 842.0)]),
        kind="sans",
        base=8,
        margin=24,
    )
    page.box(24, 24, page.width - 48, page.height - 48, stroke=1.2)
    if chance(thing.random, 0.5):
        for n in range(8):
            page.put(24 + (page.width - 48) * (n + 0.5) / 8, 13, str(n + 1), 7, align="centre")
        for n in range(5):
            page.put(14, 24 + (page.height - 48) * (n + 0.5) / 5, "ABCDE"[n], 7)
    _title_block(page, thing)
    return page


def _dimension(page: Page, x: float, y: float, length: float, text: str) -> None:
    canvas = page.canvas
    canvas.setLineWidth(0.4)
    canvas.line(x, y, x + length, y)
    for end, way in ((x, 5), (x + length, -5)):
        canvas.line(end, y - 4, end, y + 12)
        canvas.line(end, y, end + way, y + 2)
        canvas.line(end, y, end + way, y - 2)
    page.put(x + length / 2, y + 2, text, 7, align="centre")


@variant("technical_drawing")
def machine_part(thing: Invention) -> Page:
    """Views of a part with dimensions, centre lines, hatching."""
    page, random = _frame(thing), thing.random
    canvas = page.canvas
    for n in range(int(random.integers(2, 4))):
        x, y = page.width * (0.08 + 0.3 * n), page.height * float(random.uniform(0.4, 0.55))
        w, h = page.width * float(random.uniform(0.14, 0.22)), page.height * float(random.uniform(0.18, 0.32))
        canvas.setLineWidth(1.1)
        canvas.rect(x, y, w, h)
        for _ in range(int(random.integers(1, 5))):
            cx, cy, r = (
                x + w * float(random.uniform(0.2, 0.8)),
                y + h * float(random.uniform(0.2, 0.8)),
                float(random.uniform(5, 24)),
            )
            canvas.circle(cx, cy, r)
            canvas.saveState()
            canvas.setDash([8, 2, 2, 2])
            canvas.setLineWidth(0.3)
            canvas.line(cx - r - 6, cy, cx + r + 6, cy)
            canvas.line(cx, cy - r - 6, cx, cy + r + 6)
            canvas.restoreState()
            if chance(random, 0.5):
                page.put(cx + r + 4, cy + r + 4, f"Ø{r:.1f} H7", 7)
        if chance(random, 0.4):
            canvas.setLineWidth(0.3)
            for k in np.arange(0, w, 7):
                canvas.line(x + k, y, min(x + w, x + k + h * 0.3), y + min(h * 0.3, w - k))
        _dimension(page, x, y - 22, w, f"{random.uniform(10, 400):.1f}")
        page.put(x + w + 6, y + h / 2, f"{random.uniform(10, 200):.1f}", 7)
    page.put(
        40,
        60,
        thing.spin(
            "[NOTES: 1. REMOVE BURRS AND SHARP EDGES. 2. ALL DIMENSIONS IN MM.|TOLERANCES UNLESS OTHERWISE STATED ±0.1|FINISH: ANODIZE BLACK]"
        ),
        7,
    )
    page.put(40, 48, f"{pick(random, ['SECTION A-A', 'DETAIL B', 'Ra 3.2', 'M8 x 1.25'])}", 7)
    return page


@variant("technical_drawing")
def floor_plan(thing: Invention) -> Page:
    page, random = _frame(thing), thing.random
    canvas = page.canvas
    x, y, w, h = page.width * 0.1, page.height * 0.26, page.width * 0.74, page.height * 0.6
    canvas.setLineWidth(4)
    canvas.rect(x, y, w, h)
    cuts = sorted(float(v) for v in random.uniform(0.2, 0.8, 2))
    canvas.setLineWidth(2.2)
    canvas.line(x + w * cuts[0], y, x + w * cuts[0], y + h * 0.85)
    canvas.line(x + w * cuts[1], y + h * 0.4, x + w * cuts[1], y + h)
    canvas.line(x + w * cuts[0], y + h * 0.4, x + w, y + h * 0.4)
    canvas.setLineWidth(0.5)
    for _ in range(5):
        dx, dy = x + w * float(random.random()), y + h * float(random.random())
        canvas.arc(dx, dy, dx + 34, dy + 34, 0, 90)
        canvas.line(dx + 17, dy + 17, dx + 34, dy + 17)
    for k, name in enumerate(("BEDROOM", "KITCHEN", "OFFICE 101", "STORE", "HALL")):
        page.put(x + w * float(random.uniform(0.08, 0.85)), y + h * (0.12 + 0.18 * k), name, 8)
        page.put(
            x + w * float(random.uniform(0.08, 0.85)),
            y + h * (0.07 + 0.18 * k),
            f"{random.uniform(5, 40):.1f} m2",
            6.5,
        )
    _dimension(page, x, y - 20, w * cuts[0], f"{random.uniform(2, 9):.2f}")
    _dimension(page, x + w * cuts[0], y - 20, w * (1 - cuts[0]), f"{random.uniform(2, 9):.2f}")
    return page


@variant("technical_drawing")
def circuit(thing: Invention) -> Page:
    """Boxes with pins, wires at right angles, resistors and labels."""
    page, random = _frame(thing), thing.random
    canvas = page.canvas
    canvas.setLineWidth(0.8)
    spots = []
    for n in range(int(random.integers(3, 7))):
        x, y = page.width * (0.1 + 0.26 * (n % 3)), page.height * (0.62 - 0.3 * (n // 3))
        w, h = 80.0, float(random.uniform(60, 120))
        canvas.rect(x, y, w, h)
        page.put(x, y + h + 4, f"U{n + 1} {thing.code()}", 7)
        for k in range(int(h // 16)):
            for side in (x, x + w):
                py = y + 10 + 16 * k
                canvas.line(side, py, side + (-16 if side == x else 16), py)
                page.put(
                    side + (4 if side == x else -4),
                    py - 2,
                    pick(random, ["VCC", "GND", "SDA", "SCL", "TX", "RX", "IO1", "EN", "CLK"]),
                    5,
                    align="left" if side == x else "right",
                )
                spots.append((side + (-16 if side == x else 16), py))
    for _ in range(len(spots) // 2):
        (ax, ay), (bx, by) = pick(random, spots), pick(random, spots)
        middle = (ax + bx) / 2
        canvas.lines([(ax, ay, middle, ay), (middle, ay, middle, by), (middle, by, bx, by)])
        if chance(random, 0.3):
            page.box(middle - 4, (ay + by) / 2 - 10, 8, 20, fill=1.0)
            page.put(
                middle + 7,
                (ay + by) / 2,
                f"{pick(random, ['R', 'C', 'D'])}{random.integers(1, 40)} {pick(random, ['10k', '100n', '4.7u', '1N4148'])}",
                6,
            )
    return page


@variant("technical_drawing")
def hand_sketch(thing: Invention) -> Page:
    """A workshop's pencil sketch with figures by hand."""
    random = thing.random
    page = Page(random, (792, 612), margin=30)
    by, canvas = writer(random), page.canvas
    canvas.setLineWidth(1)
    for _ in range(int(random.integers(4, 9))):
        x, y = float(random.uniform(60, 560)), float(random.uniform(120, 460))
        w, h = float(random.uniform(40, 200)), float(random.uniform(30, 120))
        corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)]
        for (ax, ay), (bx, by_) in pairwise(corners):
            canvas.line(ax + float(random.normal(0, 1.5)), ay, bx, by_ + float(random.normal(0, 1.5)))
        if chance(random, 0.5):
            canvas.ellipse(x + w * 0.3, y + h * 0.2, x + w * 0.7, y + h * 0.8)
        write(page, f"{random.uniform(1, 90):.1f}", x + w / 2, y - 12, 6, by)
    write(
        page,
        thing.spin("[bracket, 2 off|mild steel|see drg. {n}|drill and tap]", n=thing.digits(3)),
        80,
        70,
        9,
        by,
    )
    if chance(random, 0.5):
        _title_block(page, thing)
    return page


def _staves(page: Page, thing: Invention, gap: float, *, words: bool, joined: int) -> None:
    random, canvas = thing.random, page.canvas
    y = page.y - gap * 4
    row = 0
    while y > page.bottom + gap * 6:
        canvas.setLineWidth(0.6)
        for n in range(5):
            canvas.line(page.left, y + n * gap, page.right, y + n * gap)
        bars = int(random.integers(3, 6))
        for n in range(bars + 1):
            x = page.left + page.measure * n / bars
            canvas.line(x, y, x, y + 4 * gap)
        canvas.setLineWidth(1.3)
        canvas.bezier(
            page.left + 8,
            y - gap,
            page.left + 22,
            y + gap * 5,
            page.left + 2,
            y + gap * 6,
            page.left + 14,
            y + gap,
        )
        canvas.circle(page.left + 11, y + gap, gap * 0.9)
        if row % joined == 0 and joined > 1:
            canvas.line(page.left - 4, y + 4 * gap, page.left - 4, y - gap * 7)
        x = page.left + 34
        while x < page.right - 12:
            step = int(random.integers(-2, 10))
            ny = y + step * gap / 2
            solid = chance(random, 0.75)
            canvas.setLineWidth(0.9)
            canvas.ellipse(x - gap * 0.62, ny - gap * 0.44, x + gap * 0.62, ny + gap * 0.44, fill=int(solid))
            up = step < 4
            stem = x + gap * 0.6 if up else x - gap * 0.6
            tip = ny + gap * 3.2 * (1 if up else -1)
            canvas.line(stem, ny, stem, tip)
            if solid and chance(random, 0.35):
                canvas.setLineWidth(2.4)
                canvas.line(stem, tip, stem + float(random.uniform(12, 20)), tip + float(random.normal(0, 2)))
            if words and chance(random, 0.7):
                page.put(
                    x,
                    y - gap * 3,
                    pick(
                        random,
                        [
                            "la",
                            "light",
                            "-ing",
                            "the",
                            "my",
                            "heart",
                            "oh",
                            "A-",
                            "men",
                            "di",
                            "wood",
                            "night",
                        ],
                    ),
                    7,
                    align="centre",
                )
            x += float(random.uniform(14, 30))
        if chance(random, 0.3):
            page.put(
                page.left + float(random.uniform(30, 300)),
                y - gap * 2.4,
                pick(random, ["p", "mf", "cresc.", "f", "rit.", "dolce"]),
                8,
                italic=True,
            )
        y -= gap * (12 if words else 9.5)
        row += 1


@variant("sheet_music")
def score(thing: Invention) -> Page:
    return _music(thing, words=False)


@variant("sheet_music")
def song(thing: Invention) -> Page:
    return _music(thing, words=True)


def _music(thing: Invention, *, words: bool, joined: int = 1, head: bool = True) -> Page:
    random = thing.random
    page = Page(random, kind="serif", margin=float(random.uniform(36, 56)))
    if head:
        page.line(
            pick(
                random,
                [
                    "Sonata in G",
                    "Evening Song",
                    "Menuet",
                    "March of the Mill",
                    "Lied ohne Worte",
                    "Valse triste",
                    "Ave Verum",
                    "Étude No. 4",
                ],
            ),
            float(random.uniform(18, 26)),
            bold=chance(random, 0.5),
            align="centre",
            after=4,
        )
        page.put(page.right, page.y - 10, thing.person(), 10, align="right")
        page.put(
            page.left,
            page.y - 10,
            pick(random, ["Allegro moderato", "Andante", "Vivace", "Langsam", "Presto", "Tempo di valse"]),
            10,
            italic=True,
        )
        page.y -= 30
    _staves(page, thing, float(random.uniform(4.5, 7.5)), words=words, joined=joined)
    page.put(
        page.width / 2,
        page.bottom - 14,
        pick(
            random,
            [str(random.integers(2, 60)), f"© {thing.year} {thing.firm().name}", f"Plate {thing.digits(4)}"],
        ),
        7,
        align="centre",
    )
    return page


@variant("sheet_music")
def piano_page(thing: Invention) -> Page:
    return _music(thing, words=False, joined=2, head=chance(thing.random, 0.5))


@variant("sheet_music")
def written_music(thing: Invention) -> Page:
    """A manuscript: staves by hand, a heading in a hand."""
    random = thing.random
    page = Page(random, margin=45)
    tint = float(random.uniform(0.85, 1))
    page.box(0, 0, page.width, page.height, fill=(tint, tint * 0.97, tint * 0.9), stroke=0)
    write(
        page,
        pick(random, ["Waltz", "Song for Anna", "Trio", "Violin 2"]),
        page.left + 130,
        page.y - 20,
        15,
        writer(random),
    )
    page.y -= 50
    page.colour(0.15)
    _staves(page, thing, float(random.uniform(5, 7)), words=chance(random, 0.3), joined=1)
    return page
