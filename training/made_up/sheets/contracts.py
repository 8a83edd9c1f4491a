"""Contracts."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.hand import sign
from made_up.ornaments import letterhead
from made_up.page import Page
from made_up.words import Invention

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
