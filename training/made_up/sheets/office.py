"""What offices write and receive: letters, memos, e-mails, faxes, adverts, cuttings, slides, questionnaires, notes."""

from __future__ import annotations

from made_up.fonts import chance, face, pick
from made_up.hand import sign, write, writer
from made_up.nouns import LISTS
from made_up.ornaments import chart, letter_top, letterhead, logo, photograph
from made_up.page import Page
from made_up.prose import BUSINESS, LETTER, NARRATIVE, NEWS, SCIENCE, filled, paragraph
from made_up.typeset import columns
from made_up.words import LAST, Invention, several

from .registry import variant

DEAR = {
    "en": "[Dear Mr. {n}:|Dear Ms. {n}:|Dear Sir or Madam,|Dear {n},|Gentlemen:|Dear Dr. {n}:|Dear Friends,]", "de": "[Sehr geehrte Damen und Herren,|Sehr geehrter Herr {n},|Sehr geehrte Frau {n},|Lieber Herr {n},]", "fr": "[Madame, Monsieur,|Monsieur,|Chère Madame,|Cher Monsieur {n},]",
    "es": "[Estimado señor {n}:|Muy señores míos:|Estimada señora:]", "it": "[Egregio Signor {n},|Spettabile Ditta,|Gentile Signora,]", "pt": "[Exmos. Senhores,|Caro Sr. {n},]", "nl": "[Geachte heer {n},|Geachte mevrouw,|Beste {n},]",
}  # fmt: skip
CLOSE = {
    "en": "[Sincerely,|Yours faithfully,|Very truly yours,|Yours sincerely,|Kind regards,|With best wishes,|Cordially,]", "de": "[Mit freundlichen Grüßen|Hochachtungsvoll]", "fr": "[Veuillez agréer, Madame, Monsieur, nos salutations distinguées.|Cordialement,]",
    "es": "[Atentamente,|Le saluda atentamente,]", "it": "[Distinti saluti,|Cordiali saluti,]", "pt": "[Com os melhores cumprimentos,|Atenciosamente,]", "nl": "[Met vriendelijke groet,|Hoogachtend,]",
}  # fmt: skip


def _last(thing: Invention) -> str:
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
    page.line(thing.spin(DEAR[thing.lang], n=_last(thing)), after=10)
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
    page.line(thing.spin(DEAR["en"], n=_last(thing)), after=10)
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
    page.line(thing.spin(DEAR[thing.lang], n=_last(thing)), after=8)
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
    page.line(f"{_last(thing)[0]}.{_last(thing)[0]}.{_last(thing)[0]}.", indent=page.measure * 0.6)
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


@variant("email", english=0.8)
def mail_print(thing: Invention) -> Page:
    """A message as a program prints it, with quoted replies."""
    random = thing.random
    page = Page(
        random,
        kind=pick(random, ["sans", "typewriter", "serif"]),
        base=10,
        margin=float(random.uniform(40, 70)),
    )
    a, b = thing.person(), thing.person()
    names = {
        "en": "From;To;Sent;Subject;Cc",
        "de": "Von;An;Gesendet;Betreff;Cc",
        "fr": "De;À;Envoyé;Objet;Cc",
        "es": "De;Para;Enviado;Asunto;CC",
        "it": "Da;A;Inviato;Oggetto;Cc",
        "pt": "De;Para;Enviada;Assunto;Cc",
        "nl": "Van;Aan;Verzonden;Onderwerp;CC",
    }[thing.lang].split(";")
    if chance(random, 0.5):
        page.line(a, 13, bold=True)
        page.rule(width=2, after=8)
    stamp = f"{thing.date()} {random.integers(1, 13)}:{random.integers(0, 60):02} {pick(random, ['AM', 'PM', ''])}"
    values = [
        f"{a} <{thing.mail(a)}>" if chance(random, 0.6) else a,
        "; ".join([b, *[thing.person() for _ in range(int(random.integers(0, 4)))]]),
        stamp,
        f"{pick(random, ['RE: ', 'FW: ', '', ''])}{filled(random, '{topic}', thing, thing.lang)}",
        thing.person(),
    ]
    for n in ((0, 1, 2, 3), (0, 2, 1, 3), (0, 2, 1, 4, 3))[int(random.integers(3))]:
        page.put(page.left, page.y - page.base, f"{names[n]}:", bold=True)
        page.para(values[n], x=page.left + 82, after=2)
    page.y -= 12
    pool = pick(random, [BUSINESS, LETTER["en"]]) if thing.lang == "en" else LETTER[thing.lang]
    if chance(random, 0.6):
        page.line(f"{b.split()[0]},", after=6)
    for _ in range(int(random.integers(1, 4))):
        page.para(paragraph(random, pool, thing, 1, 3, thing.lang))
    page.line(
        pick(random, ["Thanks,", "Regards,", "-", "Best,"])
        if thing.lang == "en"
        else thing.spin(CLOSE[thing.lang])
    )
    page.line(a.split()[0], after=12)
    for depth in range(int(random.integers(0, 3))):
        page.line("-----Original Message-----" if thing.lang == "en" else "-----", after=3)
        for n in range(4):
            page.line(
                f"{'> ' * (depth + 1) if chance(random, 0.3) else ''}{names[n]}: {values[(n + depth) % 2] if n < 2 else values[n]}"
            )
        page.para(paragraph(random, pool, thing, 1, 3, thing.lang), x=page.left + 10 * depth)
    page.put(page.right, page.bottom - 18, "1", 8, align="right")
    return page


@variant("email")
def terminal_mail(thing: Invention) -> Page:
    """A mainframe's or an early network's message."""
    random = thing.random
    page = Page(random, kind="typewriter", base=9.5, margin=54)
    a, b = thing.person(), thing.person()
    rows = [
        f"Date: {thing.date()} {random.integers(0, 24):02}:{random.integers(0, 60):02}:{random.integers(0, 60):02}",
        f"From: {thing.mail(a)} ({a})",
        f"To: {thing.mail(b)}",
        f"Message-Id: <{thing.digits(12)}.{thing.code()}@{thing.firm().site}>",
        f"Subject: {filled(random, '{topic}', thing)}",
    ]
    if chance(random, 0.4):
        rows = [
            f"MSG FROM: {a.upper()[:8]}--NODE{thing.digits(2)}",
            f"TO: {b.upper()[:8]}--NODE{thing.digits(2)}  {thing.date()} {random.integers(0, 24):02}:{random.integers(0, 60):02}",
            f"SUBJECT: {filled(random, '{topic}', thing).upper()}",
            "CLASS: [ ] ACTION  [X] INFO",
        ]
    for row in rows:
        page.line(row)
    page.y -= 10
    for _ in range(int(random.integers(2, 5))):
        page.para(("> " if chance(random, 0.25) else "") + paragraph(random, BUSINESS, thing, 1, 3))
    page.line("--")
    page.line(f"{a}  {thing.firm().name}  {thing.phone()}")
    return page


@variant("email")
def web_mail(thing: Invention) -> Page:
    """From a browser: subject large, a round picture, buttons' words, an attachment."""
    random = thing.random
    page = Page(random, kind="sans", base=10, margin=42)
    page.put(
        page.left,
        page.height - 20,
        f"{thing.date()}   {pick(random, ['Mail', 'Inbox', 'Webmail'])} - {filled(random, '{topic}', thing)}",
        7,
    )
    page.para(filled(random, "{topic}", thing).capitalize(), 17, after=3)
    page.line(thing.spin("[1 message|3 messages|Inbox x]"), 8, after=6)
    page.rule(after=10)
    a = thing.person()
    page.canvas.setFillColorRGB(*page.accent)
    page.canvas.circle(page.left + 12, page.y - 12, 12, fill=1, stroke=0)
    page.colour(0.0)
    page.put(page.left + 32, page.y - 10, a, bold=True)
    page.put(page.left + 32, page.y - 22, f"<{thing.mail(a)}>  to {thing.person()}", 8)
    page.put(
        page.right,
        page.y - 10,
        f"{thing.date()}, {random.integers(1, 13)}:{random.integers(0, 60):02} PM",
        8,
        align="right",
    )
    page.y -= 42
    page.line(f"Hi {thing.person().split()[0]},", after=8)
    for _ in range(int(random.integers(1, 4))):
        page.para(paragraph(random, LETTER["en"], thing, 1, 3))
    page.line("Best,")
    page.line(a, after=14)
    if chance(random, 0.6):
        page.box(page.left, page.y - 30, 160, 30)
        page.put(
            page.left + 8,
            page.y - 18,
            f"{pick(random, ['report', 'scan', 'minutes'])}_{thing.year}.pdf  {random.integers(20, 900)}K",
            8,
        )
    return page


@variant("email")
def notice_mail(thing: Invention) -> Page:
    """An automatic message: an order, a password, a newsletter with an unsubscribe line."""
    random = thing.random
    page = Page(random, kind="sans", base=10, margin=60)
    firm = thing.firm()
    for name, value in (
        (
            "Subject",
            thing.spin(
                "[Your order {c} has shipped|Welcome to {f}|Reset your password|Reminder: appointment on {d}|Your weekly digest]",
                c=thing.code(),
                f=firm.name,
                d=thing.date(),
            ),
        ),
        ("From", f"{firm.name} <no-reply@{firm.site}>"),
        ("To", thing.mail(thing.person())),
        ("Date", f"{thing.date()} {random.integers(0, 24):02}:{random.integers(0, 60):02}"),
    ):
        page.line(f"{name}: {value}")
    page.rule(after=16)
    logo(page, page.left, page.y - 28, 28, firm.name)
    page.y -= 46
    page.line(thing.spin("Hello {p},", p=thing.person().split()[0]), 13, bold=True, after=8)
    for _ in range(2):
        page.para(paragraph(random, LETTER["en"], thing, 1, 3))
    page.box(page.left, page.y - 34, 150, 28, fill=page.accent, stroke=0)
    page.colour(1.0)
    page.put(
        page.left + 75,
        page.y - 24,
        pick(random, ["View order", "Confirm", "Log in", "Read more"]),
        11,
        bold=True,
        align="centre",
    )
    page.colour(0.0)
    page.y -= 56
    page.para(
        f"You received this e-mail because you have an account with us. Unsubscribe | Privacy policy | {firm.street}, {firm.town}",
        7.5,
    )
    return page


@variant("fax")
def fax_cover(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "serif", "typewriter"]), margin=60)
    letterhead(page, thing.firm())
    page.line(
        pick(
            random, ["FAX", "FACSIMILE TRANSMITTAL SHEET", "Fax Cover Sheet", "TELEFAX", "TELECOPIER MESSAGE"]
        ),
        float(random.uniform(20, 46)),
        bold=True,
        align=pick(random, ["left", "centre"]),
        after=20,
    )
    for name, value in (
        ("TO", thing.person()),
        ("COMPANY", thing.firm().name),
        ("FAX NUMBER", thing.phone()),
        ("FROM", thing.person()),
        ("DATE", thing.date()),
        ("PAGES INCLUDING COVER", str(random.integers(1, 20))),
    ):
        page.put(page.left, page.y - 11, f"{name}:", bold=True)
        page.put(page.left + 150, page.y - 11, value)
        page.canvas.line(page.left + 146, page.y - 14, page.right, page.y - 14)
        page.y -= 24
    page.line("[ ] Urgent   [ ] For review   [ ] Please comment   [ ] Please reply", after=14)
    page.para(paragraph(random, LETTER["en"], thing, 1, 3))
    page.para(
        "This transmission is intended only for the addressee and may contain confidential information. If you do not receive all pages, please telephone us at once.",
        8,
    )
    return page


SLOGANS = """[Taste|Feel|See|Discover] the [difference|freshness|good life|new {b}].
[Nothing|No one] [cleans|drives|tastes|fits] like {b}.
[Now|Finally]! {b}. [More|Big] flavor. [Less|Low] [tar|fat|noise|bother].
[Save up to {n}%|Half price|Buy one, get one free] [this weekend only|while stocks last|on all {g}].
[Come to where the flavor is|You've come a long way|Where the fun begins].
[Why wait?|Isn't it time?|Go ahead.] [Try {b} today.|Ask for {b}.|You deserve it.]
{b}: [made for people who|because you|the one that] [care|know better|love the outdoors|never stop].
[Grand opening|Summer sale|Clearance|Open day]!
[The {g} with|A {g} as fresh as] [a promise|the mountains|tomorrow in it]."""
COPY = """[Rich|Smooth|Crisp|Gentle] and [full of flavor|mild|light], [with the taste you've been looking for|made from the finest ingredients|in the handy new pack].
[Ask your dealer|Visit your nearest store|Call toll-free {p}] [for a free sample|today|and see for yourself].
[Offer good|Coupon valid] [until {d}|at participating stores only|one per customer]. Void where prohibited.
[Trusted by families|The choice of professionals|Enjoyed in {k}0 countries] [since {y}|for generations].
[Available in|Comes in] [three sizes|regular and menthol|seven colours|king size and 100's].
[Send|Mail] [25 cents|this coupon|your name and address] [for our catalog|for your free booklet] to: {b}, {t}.
[Order now|Book online|Don't miss it]: [free delivery|easy terms|satisfaction guaranteed or your money back].
[Introducing|Meet|Announcing] the [new|improved|all-new {y}] {b} {g}: [lighter|faster|cleaner|softer] [than ever|by design|from the first day].
[Only|From|Now just] {m} [a month|each|complete|plus tax]. [No interest until next year.|Limited quantities.|Batteries not included.]
[Nine out of ten|Doctors, pilots and mothers|People in {t}] [prefer|recommend|swear by] {b} {g}.
[Stop in|Come see us|Test drive one] at [{s}|your {b} dealer] [Saturday 9 to 5|today|during our open house]. [Free parking.|Refreshments served.|Major cards accepted.]
[Remember the first time|Imagine a {g}|Life's too short] [you tasted real quality|that thinks ahead|for an ordinary {g}]. [That's {b}.|{b} makes it happen.|Live a little.]
[Warning: please read the label before use.|Not available in all areas.|Enter our sweepstakes and win a trip for two.]"""
THINGS = ["coffee", "motor car", "cigarette", "soap", "camera", "cola", "mattress", "toothpaste", "radio", "tea", "sofa", "yoghurt", "watch", "holiday"]  # fmt: skip


def _pitch(thing: Invention) -> tuple[str, str, list[str]]:
    random = thing.random
    brand = pick(
        random,
        [
            "Velora",
            "Brisk",
            "Pinehurst",
            "Solana",
            "Kestrel",
            "Maxim",
            "Duvall",
            "Aurum",
            "Tempo",
            "Lindy",
            "Crestline",
            "Zephyr",
        ],
    )
    fill = {
        "b": brand,
        "g": pick(random, LISTS["ware"]),
        "m": thing.money(thing.price(1, 300)),
        "s": thing.street(),
        "n": int(random.integers(2, 8)) * 10,
        "p": thing.phone(),
        "d": thing.date(),
        "k": int(random.integers(2, 9)),
        "y": thing.year,
        "t": thing.town(),
    }
    slogan = thing.spin(pick(random, SLOGANS.splitlines()), **fill)
    return (
        brand,
        slogan,
        [
            thing.spin(each, **fill)
            for each in random.permutation(COPY.splitlines())[: int(random.integers(1, 5))].tolist()
        ],
    )


@variant("advertisement")
def picture_advert(thing: Invention) -> Page:
    """A picture over most of the page, a slogan, a few lines."""
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "sans"]), margin=30)
    brand, slogan, lines = _pitch(thing)
    tall = page.height * float(random.uniform(0.45, 0.95))
    photograph(
        page,
        0 if chance(random, 0.5) else 20,
        page.height - tall,
        page.width if chance(random, 0.5) else page.width - 40,
        tall,
    )
    white = chance(random, 0.5) and tall > page.height * 0.8
    page.colour(1.0 if white else 0.0)
    page.y = page.height - tall * 0.1 if white else page.height - tall - 12
    page.para(
        slogan, float(random.uniform(26, 46)), bold=True, align=pick(random, ["left", "centre"]), after=10
    )
    for line in lines[:2]:
        page.para(line, 12, align="centre")
    page.fit(page.width / 2, 26, brand, 300, 40, bold=True, align="centre")
    return page


@variant("advertisement")
def sale_sheet(thing: Invention) -> Page:
    """Offers in boxes with large prices."""
    random = thing.random
    page = Page(random, kind="sans", margin=24)
    brand, slogan, lines = _pitch(thing)
    page.box(0, page.height - 110, page.width, 110, fill=page.accent, stroke=0)
    page.colour(1.0)
    page.fit(page.width / 2, page.height - 60, slogan.upper(), page.width - 40, 40, bold=True, align="centre")
    page.put(page.width / 2, page.height - 90, f"{brand}  -  {thing.date(long=True)}", 13, align="centre")
    page.colour(0.0)
    across, down = int(random.integers(2, 4)), int(random.integers(2, 4))
    wide, tall = page.measure / across, (page.height - 210) / down
    for n in range(across * down):
        x, y = page.left + wide * (n % across), page.height - 120 - tall * (n // across + 1)
        page.box(x + 3, y + 3, wide - 6, tall - 6, stroke=1)
        photograph(page, x + 12, y + tall * 0.4, wide - 24, tall * 0.5)
        page.fit(x + 12, y + tall * 0.26, pick(random, THINGS).capitalize(), wide - 24, 12)
        page.fit(
            x + wide - 12, y + 14, thing.money(thing.price(1, 200)), wide - 24, 28, bold=True, align="right"
        )
    page.y = 78
    page.bottom = 10
    for line in lines[:2]:
        page.para(line, 9, align="centre", after=2)
    return page


@variant("advertisement")
def text_advert(thing: Invention) -> Page:
    """An old magazine's page: a headline, columns of copy, a packet, a coupon."""
    random = thing.random
    page = Page(random, kind="serif", base=10, margin=50)
    brand, slogan, lines = _pitch(thing)
    page.para(slogan, float(random.uniform(28, 44)), bold=chance(random, 0.6), align="centre", after=14)
    tall = page.height * 0.3
    photograph(page, page.left + 40, page.y - tall, page.measure - 80, tall)
    page.y -= tall + 14
    keep = page.bottom
    page.bottom = 190
    columns(page, [*lines, *_pitch(thing)[2]], int(random.integers(1, 4)), first=10)
    page.bottom = keep
    if chance(random, 0.6):
        page.canvas.setDash(4, 3)
        page.box(page.left, 40, page.measure * 0.5, 110)
        page.canvas.setDash()
        for n, each in enumerate(
            (
                "COUPON",
                "Name ____________________",
                "Address __________________",
                "City ______ State ___ Zip ____",
            )
        ):
            page.put(page.left + 10, 130 - 22 * n, each, 10, bold=n == 0)
    page.box(page.right - 120, 40, 70, 110, fill=page.accent)
    page.colour(1.0)
    page.fit(page.right - 85, 100, brand, 62, 16, bold=True, align="centre")
    page.colour(0.0)
    page.put(page.right - 40, 60, brand, 26, bold=True, align="right")
    return page


@variant("advertisement")
def classified(thing: Invention) -> Page:
    """A small framed advertisement, as cut from a paper."""
    random = thing.random
    page = Page(
        random,
        (float(random.uniform(220, 420)), float(random.uniform(200, 460))),
        kind=pick(random, ["sans", "serif"]),
        margin=18,
    )
    brand, slogan, lines = _pitch(thing)
    page.canvas.setLineWidth(float(random.uniform(1, 5)))
    page.canvas.rect(6, 6, page.width - 12, page.height - 12)
    page.para(slogan, page.width / 14, bold=True, align="centre", after=8)
    if chance(random, 0.5):
        logo(page, page.width / 2 - 20, page.y - 44, 40, brand)
        page.y -= 52
    for line in lines:
        page.para(line, 9.5, align="centre")
    page.fit(
        page.width / 2,
        22,
        f"{brand}  {thing.street()}  {thing.phone()}",
        page.width - 30,
        12,
        bold=True,
        align="centre",
    )
    return page


@variant("advertisement")
def poster_advert(thing: Invention) -> Page:
    """Few huge words on a colour."""
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "serif"]), margin=40)
    brand, slogan, lines = _pitch(thing)
    dark = chance(random, 0.6)
    page.box(
        0,
        0,
        page.width,
        page.height,
        fill=page.accent if dark else tuple(0.6 + 0.4 * v for v in page.accent),
        stroke=0,
    )
    page.colour(1.0 if dark else 0.0)
    page.y = page.height * float(random.uniform(0.7, 0.93))
    page.para(slogan, float(random.uniform(44, 76)), bold=True, after=20)
    if chance(random, 0.5):
        photograph(page, page.width * 0.3, page.height * 0.18, page.width * 0.6, page.height * 0.25)
    page.y = 110
    page.bottom = 20
    page.para(lines[0], 14)
    page.put(page.right, 36, brand, 30, bold=True, align="right")
    return page


HEADLINES = """[Council|Senate|Company|Union|School board] [votes to|refuses to|plans to|may] [raise taxes|close plant|cut jobs|build bridge|ban smoking]
[Fire|Flood|Storm|Crash] [destroys|hits|closes] [mill|harbor|downtown {p}|highway]
{p} [mayor|teacher|doctor|farmer] [wins prize|quits|charged with fraud|honored]
[Study|Report|Panel] [links|questions|backs] [smoking and disease|new drug|school lunches|air rules]
[Stocks|Prices|Exports] [slide|soar|steady] as [rates rise|oil falls|traders wait]"""


def _headline(thing: Invention) -> str:
    return thing.spin(pick(thing.random, HEADLINES.splitlines()), p=thing.place())


@variant("news_article")
def cutting(thing: Invention) -> Page:
    """A cutting pasted on a sheet, its source written or stamped above."""
    random = thing.random
    page = Page(random, kind="serif", base=float(random.uniform(8, 10)), margin=40)
    paper = pick(
        random,
        [
            "The Daily Ledger",
            "Evening Standard-Times",
            "The Harbor Gazette",
            "Business Courier",
            "The Observer",
            "Morning Call",
        ],
    )
    page.put(
        page.left,
        page.top,
        f"{paper}, {thing.date(thing.day(old=True), long=True)}",
        9,
        font="Courier" if chance(random, 0.5) else None,
    )
    wide = page.measure * float(random.uniform(0.4, 0.95))
    page.right = page.left + wide
    page.y -= 30
    page.para(_headline(thing), float(random.uniform(18, 34)), bold=True, after=6)
    page.line(f"By {thing.person().upper()}", 8, after=2)
    page.line(
        thing.spin("[Staff writer|Special to the paper|Associated Wire Service]"), 8, italic=True, after=6
    )
    texts = [
        f"{thing.place().upper()} - " + paragraph(random, NEWS, thing, 2, 3),
        *[paragraph(random, NEWS, thing, 1, 2) for _ in range(int(random.integers(6, 16)))],
    ]
    columns(page, texts, max(1, round(wide / 170)), first=8, align="justify", picture=chance(random, 0.4))
    return page


@variant("news_article")
def front_page(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind="serif", base=7.5, margin=26)
    page.line(
        pick(random, ["The Daily Ledger", "THE HARBOR GAZETTE", "The Valley Times", "Evening Star"]),
        float(random.uniform(36, 54)),
        bold=True,
        align="centre",
        after=4,
    )
    page.rule(after=3)
    page.line(
        f"Vol. {random.integers(10, 150)}   {thing.place()}, {thing.date(thing.day(old=True), long=True)}   Price {random.integers(1, 9)}0 cents",
        8,
        align="centre",
        after=3,
    )
    page.rule(after=8)
    page.para(_headline(thing), 34, bold=True, align="centre", after=8)
    texts: list[str] = []
    for _ in range(12):
        texts += [_headline(thing), *[paragraph(random, NEWS, thing, 2, 4) for _ in range(4)]]
    columns(page, texts, int(random.integers(4, 7)), first=6, align="justify", picture=True, gap=9)
    return page


@variant("news_article")
def web_story(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "serif"]), base=11, margin=70)
    page.put(
        page.left,
        page.height - 26,
        f"{thing.firm().site}   {pick(random, ['World', 'Business', 'Local', 'Sport'])}   Subscribe   Sign in",
        8,
    )
    page.para(_headline(thing), 24, bold=True, after=6)
    page.line(
        f"By {thing.person()}  |  Published {thing.date(long=True)}, updated {random.integers(1, 12)} hours ago",
        8.5,
        after=10,
    )
    if chance(random, 0.7):
        photograph(page, page.left, page.y - 190, page.measure, 185)
        page.y -= 204
    for _ in range(8):
        page.para(paragraph(random, NEWS, thing, 1, 2))
    return page


@variant("news_article")
def wire_story(thing: Invention) -> Page:
    """A news agency's text, typed or printed from a database."""
    random = thing.random
    page = Page(random, kind="typewriter", base=10, margin=64)
    page.line(
        thing.spin(
            "[Copyright {y} The Harbor Gazette|DOCUMENT {n} OF 40|BC-{p}|NEWS SUMMARY]",
            y=thing.year,
            n=int(random.integers(1, 40)),
            p=thing.place(),
        )
    )
    page.line(
        f"{thing.date(long=True)}, {pick(random, ['FINAL EDITION', 'Section B; Page 4', 'A01', 'Late City Edition'])}",
        after=8,
    )
    page.line(f"HEADLINE: {_headline(thing)}")
    page.line(f"BYLINE: {thing.person()}", after=8)
    for _ in range(7):
        page.para(paragraph(random, NEWS, thing, 1, 3), first=24)
    return page


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


@variant("handwritten", english=0.6)
def ruled_note(thing: Invention) -> Page:
    """A page of a ruled pad."""
    return _scrawl(thing, lines=True, frame=False)


@variant("handwritten", english=0.6)
def plain_note(thing: Invention) -> Page:
    return _scrawl(thing, lines=False, frame=False)


def _scrawl(thing: Invention, *, lines: bool, frame: bool) -> Page:
    random = thing.random
    size = pick(random, [(595.0, 842.0), (612.0, 792.0), (420.0, 595.0), (396.0, 612.0)])
    page = Page(random, size, margin=float(random.uniform(25, 70)))
    step = float(random.uniform(20, 34))
    by, small = writer(random), step * float(random.uniform(0.26, 0.36))
    pool = (
        pick(random, [LETTER["en"], BUSINESS, NARRATIVE, NARRATIVE])
        if thing.lang == "en"
        else LETTER[thing.lang]
    )
    words = " ".join(paragraph(random, pool, thing, 3, 6, thing.lang) for _ in range(4)).split()
    if lines:
        page.canvas.saveState()
        page.colour(*pick(random, [(0.6, 0.7, 0.9), (0.75, 0.75, 0.75)]))
        y = page.top
        while y > 20:
            page.canvas.line(0, y - 3, page.width, y - 3)
            y -= step
        if chance(random, 0.5):
            page.colour(0.9, 0.4, 0.4)
            page.canvas.line(page.left - 8, 0, page.left - 8, page.height)
        page.canvas.restoreState()
    if frame:
        page.box(16, 16, page.width - 32, page.height - 32)
    y = page.top
    end = page.bottom + float(random.uniform(0, 0.5)) * page.height
    while y > end and words:
        x = page.left + float(random.normal(0, 4)) + (30 if chance(random, 0.12) else 0)
        stop = page.right - (float(random.uniform(0, 150)) if chance(random, 0.2) else 0)
        while words and x < stop - small * 5:
            x = write(page, words.pop(0), x, y, small, by) + small * (0.6 + by.gap)
        y -= step * (2 if chance(random, 0.1) else 1)
    return page


@variant("handwritten")
def note_list(thing: Invention) -> Page:
    """Short lines with dashes, some struck, an arrow, a box around a word."""
    random = thing.random
    page = Page(random, margin=50)
    by = writer(random)
    y, size = page.top, float(random.uniform(7, 13))
    write(
        page,
        pick(random, ["Notes", "To do", "Meeting " + thing.date(), "Call " + thing.person(), "Shopping"]),
        page.left,
        y,
        size * 1.3,
        by,
    )
    while y > page.bottom + 80:
        y -= size * float(random.uniform(2.8, 4.5))
        if chance(random, 0.15):
            continue
        words = filled(
            random,
            pick(random, ["- {topic}", "{n} x {money}", "{person}", "- ask {person}", "{day}", "= {x}"]),
            thing,
        )
        x = page.left + float(random.uniform(0, 90))
        end = write(page, words, x, y, size, by, page.measure - 60)
        if chance(random, 0.15):
            page.canvas.line(x, y + size * 0.4, end, y + size * 0.6)
        if chance(random, 0.1):
            page.canvas.ellipse(x - 8, y - size * 0.6, end + 8, y + size * 1.8)
    return page


@variant("handwritten")
def old_manuscript(thing: Invention) -> Page:
    """Dense, slanting, brown ink on tinted paper."""
    random = thing.random
    page = Page(random, margin=float(random.uniform(35, 60)))
    tint = float(random.uniform(0.8, 0.95))
    page.box(0, 0, page.width, page.height, fill=(tint, tint * 0.95, tint * 0.82), stroke=0)
    by = writer(random)
    by = type(by)(
        slant=float(random.uniform(0.35, 0.7)),
        wide=by.wide * 0.85,
        gap=0.12,
        wobble=by.wobble,
        drift=by.drift,
        joined=True,
        pen=by.pen,
        ink=(0.3, 0.2, 0.1),
        tall=1.2,
    )
    words = " ".join(paragraph(random, NARRATIVE, thing, 4, 6) for _ in range(7)).split()
    y, step = page.top, float(random.uniform(17, 25))
    while y > page.bottom and words:
        x = page.left
        while words and x < page.right - 40:
            x = write(page, words.pop(0), x, y, step * 0.3, by) + step * 0.22
        y -= step
    return page


@variant("handwritten")
def pen_letter(thing: Invention) -> Page:
    """A letter in a handwriting's typeface where the machine has one, else drawn."""
    random = thing.random
    page = Page(random, kind="hand", base=float(random.uniform(13, 19)), margin=60)
    if page.face.plain.startswith("Times"):
        return _scrawl(thing, lines=False, frame=False)
    page.flat = True
    page.colour(*writer(random).ink)
    page.line(thing.date(long=True), align="right", after=14)
    page.line(thing.spin("[Dear|Dearest|My dear] {p},", p=thing.person().split()[0]), after=8)
    for _ in range(3):
        page.para(paragraph(random, pick(random, [NARRATIVE, LETTER["en"]]), thing, 2, 4), first=20)
    page.line(thing.spin("[Love|Yours ever|With best wishes],"), indent=180)
    page.line(thing.person().split()[0], indent=200)
    return page


ASK = """[How often|In a typical week, how many times] do you [buy|use|smoke|read|eat] [this product|cigarettes|the newspaper|fresh fruit|public transport]?
[Overall, how satisfied are you with|How would you rate|Please rate] [the service|your health|the taste of product A|our staff|the course]?
[Have you ever|In the past 12 months, have you] [visited a dentist|been told by a doctor that you had asthma|bought this brand|changed your address]?
[Which of the following|What] best describes [your household|your occupation|your age group|why you chose this brand]?
[Do you agree or disagree|To what extent do you agree] that [prices are too high|the advertisement is believable|your work is valued|the product is easy to use]?
[What is your|Please state your] [age|sex|marital status|highest level of education|total household income]?
How many [people live|persons under 18 live|rooms are there] in your [household|home]?"""
SCALES = ["Never;Rarely;Sometimes;Often;Always", "Very satisfied;Satisfied;Neutral;Dissatisfied;Very dissatisfied", "Yes;No;Don't know", "Strongly agree;Agree;Disagree;Strongly disagree", "Under 18;18-24;25-34;35-49;50-64;65 or over", "Excellent;Good;Fair;Poor", "1;2;3;4;5;6;7"]  # fmt: skip


@variant("questionnaire")
def circle_one(thing: Invention) -> Page:
    """An interviewer's sheet: circle a code, skip instructions, card and column numbers."""
    random = thing.random
    page = Page(random, kind=pick(random, ["typewriter", "typewriter", "serif"]), base=9.5, margin=48)
    page.line(
        thing.spin(
            "[STUDY NO. {n}|Project {n}|Consumer Panel {n}|SURVEY OF SMOKERS {n}]     [SCREENING QUESTIONNAIRE|MAIN QUESTIONNAIRE|Respondent no. _______]",
            n=thing.digits(4),
        ),
        after=6,
    )
    page.para(
        thing.spin(
            "Hello, my name is ________ and I am from {f}, a research company. We are conducting a survey about [products people use|health|reading habits] and would like to ask you a few questions.",
            f=thing.firm().name,
        )
    )
    for n in range(1, 14):
        if page.y < page.bottom + 90:
            break
        page.para(
            thing.spin(pick(random, ASK.splitlines()))
            + thing.spin(
                " [(CIRCLE ONE)|(READ LIST)|(DO NOT READ)|(RECORD VERBATIM)|(CHECK ALL THAT APPLY)|]"
            ),
            hang=f"{n}{pick(random, ['.', 'a.', ')'])}",
            after=3,
        )
        for code, answer in enumerate(pick(random, SCALES).split(";"), 1):
            dots = "." * max(4, 44 - len(answer))
            page.line(
                f"{answer} {dots} {code}"
                + (
                    thing.spin(f"   [(SKIP TO Q.{n + 2})|(TERMINATE)|(ASK Q.{n + 1})]")
                    if chance(random, 0.15)
                    else ""
                ),
                indent=60,
            )
        if chance(random, 0.25):
            page.put(page.right, page.y + 20, f"({random.integers(10, 80)})", 8, align="right")
        page.y -= 8
    return page


@variant("questionnaire", english=0.6)
def tick_survey(thing: Invention) -> Page:
    """Printed, boxes to tick, sometimes ticked."""
    random = thing.random
    page = Page(random, kind="sans", base=9.5, margin=46)
    ask, scales, title, note = {
        "en": (ASK, SCALES, "[Customer Satisfaction Survey|Health Questionnaire|Employee Survey|Visitor Questionnaire|Household Survey {y}|Student Feedback Form]", "Please tick one box for each question. Your answers are confidential."), "de": ("Wie zufrieden sind Sie mit [dem Service|unserem Angebot]?\nWie oft nutzen Sie [das Produkt|den Bus]?\nWie alt sind Sie?\nHaben Sie in den letzten 12 Monaten [den Arzt besucht|eingekauft]?", ["sehr zufrieden;zufrieden;unzufrieden", "ja;nein;weiß nicht", "täglich;wöchentlich;selten;nie"], "[Fragebogen|Kundenbefragung]", "Bitte kreuzen Sie jeweils eine Antwort an."),
        "fr": ("Êtes-vous satisfait de [l'accueil|nos services] ?\nÀ quelle fréquence utilisez-vous [ce produit|le train] ?\nQuel est votre âge ?\nAvez-vous déjà [acheté|visité] ?", ["très satisfait;satisfait;pas satisfait", "oui;non;ne sait pas", "souvent;parfois;jamais"], "[Questionnaire|Enquête de satisfaction]", "Cochez une seule réponse par question."), "es": ("¿Está satisfecho con [el servicio|la atención]?\n¿Con qué frecuencia usa [el producto|el metro]?\n¿Qué edad tiene?", ["muy;bastante;poco;nada", "sí;no;no sabe"], "[Cuestionario|Encuesta de satisfacción]", "Marque una sola respuesta."), "it": ("È soddisfatto del servizio?\nQuanto spesso usa il prodotto?\nQual è la Sua età?", ["molto;abbastanza;poco", "sì;no;non so"], "Questionario", "Barrare una sola casella."),
        "pt": ("Está satisfeito com o serviço?\nCom que frequência usa o produto?\nQual é a sua idade?", ["muito;pouco;nada", "sim;não;não sei"], "Questionário", "Assinale uma resposta."), "nl": ("Hoe tevreden bent u over de service?\nHoe vaak gebruikt u het product?\nWat is uw leeftijd?", ["zeer;redelijk;niet", "ja;nee;weet niet"], "[Vragenlijst|Enquête]", "Kruis één antwoord aan."),
    }[thing.lang]  # fmt: skip
    page.line(thing.spin(title, y=thing.year), 17, bold=True, after=6)
    page.para(note, italic=True, after=10)
    filled_in, across = chance(random, 0.4), chance(random, 0.5)
    for n in range(1, 12):
        if page.y < page.bottom + 90:
            break
        page.para(thing.spin(pick(random, ask.splitlines())), bold=True, hang=f"{n}.", after=4)
        answers = pick(random, scales).split(";")
        chosen = int(random.integers(len(answers))) if filled_in else -1
        if across:
            wide = (page.measure - 20) / len(answers)
            for k, answer in enumerate(answers):
                page.tick(page.left + 20 + wide * k, page.y - 9, 8, on=k == chosen)
                page.fit(page.left + 32 + wide * k, page.y - 8, answer, wide - 14, 8.5)
            page.y -= 22
        else:
            for k, answer in enumerate(answers):
                page.tick(page.left + 24, page.y - 9, 8, on=k == chosen, round_=n % 3 == 0)
                page.put(page.left + 40, page.y - 8, answer)
                page.y -= 13
            page.y -= 8
    return page


@variant("questionnaire")
def rating_grid(thing: Invention) -> Page:
    """Statements against a scale in a grid."""
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "serif"]), base=9, margin=44)
    page.line(
        thing.spin(
            "[Questionnaire|Opinion Survey|Product Evaluation Sheet|Self-Assessment Inventory|Evaluation of Training]"
        ),
        15,
        bold=True,
        align="centre",
        after=6,
    )
    page.para(
        thing.spin(
            "[Please circle the number that best describes your opinion|For each statement, mark how you felt during the past two weeks]. 1 = strongly disagree, 5 = strongly agree."
        )
    )
    rows = [["", "1", "2", "3", "4", "5"]]
    for n, text in enumerate(
        several(
            random,
            """The package is attractive
The taste is too strong
I would recommend this [product|course|clinic] to a friend
I felt nervous or on edge
The instructions were clear
I had trouble sleeping
The staff treated me with respect
The price is reasonable
I can [relax|concentrate] easily
My opinion counts at work
The aftertaste is pleasant
I worry about [money|my health]
The room was clean
I found the questions easy to answer""",
            8,
            14,
        )
    ):
        rows.append([f"{n + 1}. {text}", *("12345" if chance(random, 0.8) else "OOOOO")])
    page.rows(
        rows, [50, 7, 7, 7, 7, 7], style=pick(random, ["grid", "zebra", "ruled"]), aligns="lccccc", pad=4
    )
    page.line("Comments ______________________________________________________________", after=10)
    page.line("Age ______   Sex  M  F    Date of interview ____/____/____", after=4)
    return page


@variant("questionnaire")
def open_questions(thing: Invention) -> Page:
    """Questions with lines for the answers, some written in."""
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "typewriter", "sans"]), margin=56)
    page.line(
        thing.spin(
            "[Interview Guide|QUESTIONNAIRE|Patient Questionnaire|Supplier Questionnaire|Discussion Guide]"
        ),
        14,
        bold=True,
        after=10,
    )
    by = writer(random) if chance(random, 0.5) else None
    for n in range(1, 10):
        if page.y < page.bottom + 60:
            break
        page.para(
            thing.spin(pick(random, ASK.splitlines()))
            + " "
            + thing.spin("[Please explain.|Why do you say that?|If no, go to question {n}.|]", n=n + 2),
            hang=f"{n}.",
            after=8,
        )
        for _ in range(int(random.integers(1, 4))):
            page.y -= 14
            page.canvas.line(page.left + 20, page.y, page.right, page.y)
            if by and chance(random, 0.6):
                write(
                    page,
                    filled(random, "{topic}", thing),
                    page.left + 26,
                    page.y + 3,
                    6,
                    by,
                    page.measure - 60,
                )
        page.y -= 10
    return page


@variant("presentation", english=0.85)
def bullet_slide(thing: Invention) -> Page:
    random = thing.random
    page = Page(
        random,
        pick(random, [(720.0, 540.0), (720.0, 405.0), (792.0, 612.0)]),
        kind=pick(random, ["sans", "sans", "serif"]),
        margin=46,
    )
    dark = chance(random, 0.25)
    if dark:
        page.box(0, 0, page.width, page.height, fill=tuple(v * 0.5 for v in page.accent), stroke=0)
        page.colour(1.0)
    elif chance(random, 0.4):
        page.box(0, page.height - 12, page.width, 12, fill=page.accent, stroke=0)
    page.para(
        filled(random, "{topic}", thing, thing.lang).capitalize(),
        float(random.uniform(26, 38)),
        bold=True,
        align=pick(random, ["left", "centre"]),
        after=26,
    )
    size = float(random.uniform(16, 24))
    pool = [BUSINESS, SCIENCE][int(random.integers(2))] if thing.lang == "en" else LETTER[thing.lang]
    half = chance(random, 0.35)
    for _ in range(int(random.integers(3, 7))):
        text = paragraph(random, pool, thing, 1, 1, thing.lang)
        page.para(
            " ".join(text.split()[: int(random.integers(3, 10))]).rstrip(".,"),
            size,
            hang=pick(random, ["•", "•", "-", "»"]),
            width=page.measure * (0.5 if half else 1),
            after=size * 0.5,
        )
    if half:
        chart(page, page.width * 0.6, page.height * 0.2, page.width * 0.33, page.height * 0.45)
    page.put(page.right, 14, str(random.integers(2, 50)), 9, align="right")
    page.put(page.left, 14, thing.firm().name, 8)
    return page


@variant("presentation")
def title_slide(thing: Invention) -> Page:
    random = thing.random
    page = Page(
        random,
        pick(random, [(720.0, 540.0), (720.0, 405.0), (792.0, 612.0)]),
        kind=pick(random, ["sans", "serif"]),
        margin=60,
    )
    if chance(random, 0.5):
        page.box(
            0,
            0,
            page.width,
            page.height,
            fill=tuple(v * float(random.uniform(0.4, 1)) for v in page.accent),
            stroke=0,
        )
        page.colour(1.0)
    page.y = page.height * 0.68
    page.para(
        filled(random, "{topic}", thing).capitalize(),
        38,
        bold=True,
        align=pick(random, ["left", "centre"]),
        after=20,
    )
    align = pick(random, ["left", "centre"])
    page.line(thing.person(), 18, align=align)
    page.line(thing.firm().name, 15, align=align)
    page.line(thing.date(long=True), 13, align=align)
    return page


@variant("presentation")
def chart_slide(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, (720, 540), kind="sans", margin=40)
    page.para(
        thing.spin(
            "[Share of market|Results by region|Test results|Volume trend|Awareness and trial|Cost per unit] [{y}|(index, {y} = 100)|]",
            y=thing.year,
        ),
        28,
        bold=True,
        align="centre",
        after=10,
    )
    if chance(random, 0.5):
        chart(page, 90, 90, 540, 340)
    else:
        rows = [["", *[str(thing.year - n) for n in range(3, -1, -1)]]]
        rows += [
            [name, *[f"{random.uniform(1, 90):.1f}" for _ in range(4)]]
            for name in several(
                random,
                ["Brand A", "Brand B", "Regular", "King size", "East", "West", "Total", "Men", "Women"],
                4,
                7,
            )
        ]
        page.y -= 30
        page.rows(
            rows, [4, 2, 2, 2, 2], size=17, style=pick(random, ["ruled", "bare", "band"]), aligns="lrrrr"
        )
    page.put(
        page.left, 24, thing.spin("Source: [company data|panel survey|trade audit, {y}]", y=thing.year), 10
    )
    return page


@variant("presentation")
def typed_slide(thing: Invention) -> Page:
    """An overhead of the 1970s: capitals, centred, a frame or none, upright now and then."""
    random = thing.random
    page = Page(
        random,
        pick(random, [(792.0, 612.0), (612.0, 792.0)]),
        kind=pick(random, ["typewriter", "sans"]),
        margin=70,
    )
    if chance(random, 0.5):
        page.canvas.setLineWidth(2)
        page.canvas.roundRect(24, 24, page.width - 48, page.height - 48, 14)
    page.y = page.height * 0.82
    page.para(filled(random, "{topic}", thing).upper(), 22, align="centre", after=34)
    for _ in range(int(random.integers(2, 6))):
        text = paragraph(random, pick(random, [BUSINESS, SCIENCE]), thing, 1, 1).split()
        page.para(
            " ".join(text[: int(random.integers(2, 8))]).upper().rstrip(".,"),
            16,
            hang=pick(random, ["-", "o", "1."]),
            after=16,
        )
    return page


@variant("minutes")
def meeting_minutes(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "typewriter", "sans"]), margin=64)
    page.line(
        thing.spin("[MINUTES OF THE MEETING|Minutes|Meeting notes] - {f}", f=thing.firm().name),
        14,
        bold=True,
        after=4,
    )
    page.line(
        f"{thing.date(long=True)}, {random.integers(8, 20)}:{pick(random, ['00', '30'])}, {thing.street()}",
        after=8,
    )
    page.para(f"Present: {', '.join(thing.person() for _ in range(5))}. Apologies: {thing.person()}.")
    for n, head in enumerate(
        (
            "Approval of the minutes",
            "Matters arising",
            "Treasurer's report",
            "Other business",
            "Next meeting",
        ),
        1,
    ):
        page.line(f"{n}. {head}", bold=True, after=2)
        page.para(
            paragraph(random, BUSINESS, thing, 1, 3)
            + thing.spin(
                " [Moved by {p}, seconded, carried.|Action: {p}.|The motion was adopted.|]", p=thing.person()
            )
        )
    return page
