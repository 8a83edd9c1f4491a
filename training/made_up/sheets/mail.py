"""Prints of e-mails, and fax covers."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.ornaments import letterhead, logo
from made_up.page import Page
from made_up.prose import BUSINESS, LETTER, filled, paragraph
from made_up.words import Invention

from .registry import variant

CLOSE = {
    "en": "[Sincerely,|Yours faithfully,|Very truly yours,|Yours sincerely,|Kind regards,|With best wishes,|Cordially,]", "de": "[Mit freundlichen Grüßen|Hochachtungsvoll]", "fr": "[Veuillez agréer, Madame, Monsieur, nos salutations distinguées.|Cordialement,]",
    "es": "[Atentamente,|Le saluda atentamente,]", "it": "[Distinti saluti,|Cordiali saluti,]", "pt": "[Com os melhores cumprimentos,|Atenciosamente,]", "nl": "[Met vriendelijke groet,|Hoogachtend,]",
}  # fmt: skip


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
