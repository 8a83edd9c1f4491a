"""Court papers."""

from __future__ import annotations

from made_up.fonts import pick
from made_up.hand import sign
from made_up.page import Page
from made_up.words import Invention

from .registry import variant


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
