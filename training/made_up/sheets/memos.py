"""Memos."""

from __future__ import annotations

from made_up.fonts import chance, face, pick
from made_up.hand import write, writer
from made_up.page import Page
from made_up.prose import BUSINESS, LETTER, filled, paragraph
from made_up.words import Invention

from .letters import surname
from .registry import variant


@variant("memo", english=0.85)
def headed_memo(thing: Invention) -> Page:
    random = thing.random
    page = Page(
        random, kind=pick(random, ["typewriter", "sans", "serif"]), margin=float(random.uniform(60, 85))
    )
    if chance(random, 0.5):
        page.line(thing.firm().name, 11, bold=True, after=4)
    words = {
        "en": (
            "[MEMORANDUM|MEMO|Interoffice Memorandum|INTER-OFFICE CORRESPONDENCE|Office Memorandum]",
            "TO;FROM;DATE;SUBJECT;CC",
        ),
        "de": ("[AKTENNOTIZ|Interne Mitteilung]", "An;Von;Datum;Betreff;Kopie"),
        "fr": ("[NOTE DE SERVICE|Note interne]", "À;De;Date;Objet;Copie"),
        "es": ("[MEMORANDO|Circular interna]", "Para;De;Fecha;Asunto;Copia"),
        "it": ("Nota interna", "A;Da;Data;Oggetto;Copia"),
        "pt": ("Memorando interno", "Para;De;Data;Assunto;C/c"),
        "nl": ("Interne memo", "Aan;Van;Datum;Onderwerp;Kopie"),
    }[thing.lang]
    page.line(
        thing.spin(words[0]),
        float(random.uniform(13, 22)),
        bold=True,
        align=pick(random, ["left", "centre", "right"]),
        after=14,
    )
    names = words[1].split(";")
    values = [
        pick(random, [thing.person(), "All department heads", "Distribution", "File"])
        if thing.lang == "en"
        else thing.person(),
        thing.person(),
        thing.date(long=True),
        filled(random, "{topic}", thing, thing.lang).capitalize(),
        thing.person(),
    ]
    order = pick(random, [(0, 1, 2, 3), (2, 0, 1, 3), (0, 4, 1, 2, 3), (2, 0, 1, 4, 3)])
    gap = 60 + page.base * 2
    for n in order:
        if chance(random, 0.1):
            continue
        page.put(page.left, page.y - page.base, f"{names[n]}:", bold=True)
        page.para(values[n], x=page.left + gap, after=6)
    page.rule(after=14)
    pool = BUSINESS if thing.lang == "en" else LETTER[thing.lang]
    for _ in range(int(random.integers(2, 5))):
        page.para(paragraph(random, pool, thing, 1, 4, thing.lang))
    if thing.lang == "en" and chance(random, 0.5):
        for n in range(int(random.integers(2, 5))):
            page.para(paragraph(random, BUSINESS, thing, 1, 1), hang=pick(random, [f"{n + 1}.", "-", "•"]))
    if chance(random, 0.4):
        write(
            page,
            pick(random, ["JRH", "M.K.", "OK - see me", "pls file"]),
            page.right - 120,
            page.y - 20,
            8,
            writer(random),
        )
    return page


@variant("memo")
def typed_memo(thing: Invention) -> Page:
    """An old firm's: a printed word and a rule, the rest typed."""
    random = thing.random
    page = Page(random, kind="typewriter", base=10.5, margin=72)
    page.put(
        page.left,
        page.y - 16,
        pick(random, ["Memorandum", "Inter-Office Memo", "OFFICE CORRESPONDENCE", "INTERNAL COMMUNICATION"]),
        16,
        font=face(random, pick(random, ["serif", "sans"])).bold,
    )
    page.y -= 24
    page.rule(width=1.5, after=16)
    date = thing.date(thing.day(old=True), long=True)
    for left, right in (
        (f"To:   {thing.person()}", date),
        (f"From: {thing.person()}", pick(random, ["CONFIDENTIAL", "", thing.code()])),
        (f"Re:   {filled(random, '{topic}', thing)}", ""),
    ):
        page.put(page.left, page.y - 10, left)
        page.put(page.right, page.y - 10, right, align="right")
        page.y -= 18
    page.y -= 16
    for _ in range(int(random.integers(2, 6))):
        page.para(paragraph(random, BUSINESS, thing, 2, 4), first=pick(random, [0.0, 34.0]), after=9)
    page.line(f"{surname(thing)[0]}.{surname(thing)[0]}.{surname(thing)[0]}.", indent=page.measure * 0.6)
    page.line(f"cc:  {thing.person()}")
    page.line(f"     {thing.person()}")
    return page


@variant("memo")
def table_memo(thing: Invention) -> Page:
    """A memo with figures in it."""
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "typewriter"]), margin=62)
    page.rows(
        [
            ["To", thing.person()],
            ["From", thing.person()],
            ["Date", thing.date()],
            ["Subject", filled(random, "{topic}", thing)],
        ],
        [1, 5],
        style=pick(random, ["grid", "ruled", "bare"]),
        head=False,
    )
    page.line("MEMORANDUM" if chance(random, 0.6) else "Memo", 13, bold=True, align="centre", after=8)
    page.para(paragraph(random, BUSINESS, thing, 2, 4))
    rows = [["", "Jan-Mar", "Apr-Jun", "Change"]]
    rows += [
        [
            thing.place(),
            str(random.integers(10, 900)),
            str(random.integers(10, 900)),
            f"{random.uniform(-20, 30):+.1f}%",
        ]
        for _ in range(int(random.integers(3, 8)))
    ]
    page.rows(rows, [4, 2, 2, 2], style="ruled", aligns="lrrr")
    page.para(paragraph(random, BUSINESS, thing, 2, 5))
    return page


@variant("memo")
def action_memo(thing: Invention) -> Page:
    """Short, numbered points, a list of recipients."""
    random = thing.random
    page = Page(random, kind="typewriter", base=11, margin=76)
    page.line(thing.date(long=True).upper(), align="right", after=14)
    page.line(
        f"MEMORANDUM FOR: {pick(random, ['The Director', 'Chief, Operations', 'Record', 'All Staff', thing.person()])}",
        after=6,
    )
    page.line(f"SUBJECT: {filled(random, '{topic}', thing)}", after=14)
    for n in range(int(random.integers(2, 6))):
        page.para(paragraph(random, BUSINESS, thing, 1, 3), hang=f"{n + 1}.", after=10)
    page.y -= 10
    page.line(thing.person().upper(), indent=page.measure * 0.5)
    page.line(
        pick(random, ["Chief, Planning Staff", "Executive Assistant", "Coordinator"]),
        indent=page.measure * 0.5,
    )
    return page
