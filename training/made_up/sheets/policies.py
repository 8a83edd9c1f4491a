"""Insurance policies."""

from __future__ import annotations

from made_up.flow import columns
from made_up.fonts import pick
from made_up.hand import sign
from made_up.ornaments import letterhead
from made_up.page import Page
from made_up.prose import paragraph
from made_up.words import Invention

from .registry import variant

COVERS = {
    "en": ("[POLICY DECLARATIONS|Schedule of Insurance|Certificate of Insurance|Declarations Page|Policy Schedule]", "Policy number;Policyholder|Named insured|Insured;Period of insurance|Policy period;Insurer|Agent;Insured property|Insured vehicle|Life insured", "Coverage;Limit of liability|Sum insured;Deductible|Excess;Premium", "Dwelling;Bodily injury liability;Property damage;Collision;Comprehensive;Personal property;Medical payments;Loss of use;Uninsured motorists;Accidental death;Glass breakage;Theft;Fire and lightning;Legal expenses"),
    "de": ("[Versicherungsschein|Versicherungspolice]", "Versicherungsnummer;Versicherungsnehmer;Versicherungsdauer;Versicherer;Versichertes Risiko", "Deckung;Versicherungssumme;Selbstbehalt;Beitrag", "Haftpflicht;Feuer;Leitungswasser;Einbruchdiebstahl;Glasbruch;Hausrat;Vollkasko;Rechtsschutz"),
    "fr": ("[Conditions particulières|Attestation d'assurance|Police d'assurance]", "N° de contrat;Souscripteur;Période de garantie;Assureur;Bien assuré", "Garantie;Plafond;Franchise;Cotisation", "Responsabilité civile;Incendie;Vol;Dégâts des eaux;Bris de glace;Défense recours;Assistance"),
    "es": ("[Condiciones particulares|Póliza de seguro]", "N.º de póliza;Tomador;Vigencia;Asegurador;Riesgo asegurado", "Cobertura;Capital asegurado;Franquicia;Prima", "Responsabilidad civil;Incendio;Robo;Daños por agua;Cristales;Defensa jurídica;Accidentes"),
    "it": ("[Polizza di assicurazione|Certificato di assicurazione]", "Polizza n.;Contraente;Durata;Assicuratore;Bene assicurato", "Garanzia;Massimale;Franchigia;Premio", "Responsabilità civile;Incendio;Furto;Cristalli;Tutela legale;Infortuni"),
    "pt": ("[Apólice de seguro|Condições particulares]", "N.º da apólice;Tomador do seguro;Período;Seguradora;Objeto seguro", "Cobertura;Capital seguro;Franquia;Prémio", "Responsabilidade civil;Incêndio;Roubo;Inundações;Vidros;Assistência"),
    "nl": ("[Polisblad|Verzekeringspolis]", "Polisnummer;Verzekeringnemer;Looptijd;Verzekeraar;Verzekerd object", "Dekking;Verzekerd bedrag;Eigen risico;Premie", "Aansprakelijkheid;Brand;Diefstal;Glas;Rechtsbijstand;Inboedel"),
}  # fmt: skip


CLAUSES = """[We will pay|The Company will indemnify the insured] for [sudden and accidental|direct physical] loss or damage to the [insured property|vehicle described in the schedule] [caused by a covered peril|during the period of insurance], up to the limit shown in the declarations.
[This policy does not cover|Exclusions. We do not insure against] loss caused by [wear and tear|war, invasion or insurrection|nuclear hazard|neglect|flood|faulty workmanship|intentional acts of the insured].
[The insured must|You agree to] give prompt notice of any [loss, claim or occurrence|accident], [cooperate in the investigation|protect the property from further damage] and [submit a signed proof of loss within 60 days|send us every writ or summons].
[Either party|The insurer] may cancel this policy by giving [thirty|ten] days' written notice; [a pro rata part of the premium will be refunded|unearned premium is returned on a short-rate basis].
[Definitions. "Insured" means|In this policy "you" and "your" refer to] the named insured shown in the schedule and the spouse if a resident of the same household.
[If there is other insurance|Where the same loss is covered elsewhere] we shall pay only [our rateable proportion|the excess over the amount collectible].
[In consideration of the premium paid|In return for payment of the premium and subject to all terms of this policy], we agree to provide the insurance as stated herein.
The maximum we will pay for [any one occurrence|all claims in the policy year] is {money}, [less the deductible|irrespective of the number of insureds].
[Beneficiary: the proceeds are payable|Upon the death of the insured, benefits are payable] to {person} [unless changed by written request|in a lump sum or in instalments].
[Section {k}. |Coverage {k}: |]{cover}. [We will pay|The insurer shall reimburse|Benefits are payable for] [reasonable expenses|up to {money}|{n} percent of covered charges] [incurred within {m} days|arising out of an accident|per insured person] [after the deductible has been met|subject to the exclusions below|in any policy year].
[Endorsement {k}|Rider {k}|Optional cover]: {cover} is [added to|excluded from|extended under] this policy [for an additional premium of {money}|from {day}|where shown in the schedule].
[Claims for|A claim under] {cover} [must be supported by receipts|should be notified within {n} days|will be settled on a replacement cost basis], [and the insurer may inspect the damage|failing which no benefit is payable].
[Grace period|Waiting period|Cooling-off period]: [{n} days from the premium due date|cover for {cover} begins after {k} months|you may return this policy within 14 days for a full refund]."""


def _cover(thing: Invention) -> tuple[str, list[tuple[str, str]], list[list[str]]]:
    title, names, heads, perils = COVERS[thing.lang]
    labels = [pick(thing.random, each.split("|")) for each in names.split(";")]
    what = pick(
        thing.random,
        [
            thing.street() + ", " + thing.town(),
            f"{thing.year} {pick(thing.random, ['sedan', 'estate car', 'van'])} {thing.code()}",
            thing.person(),
        ],
    )
    facts = list(
        zip(
            labels,
            [
                f"{pick(thing.random, ['HO', 'PA', 'KFZ', 'MRH', 'L'])}-{thing.digits(8)}",
                thing.person(),
                f"{thing.date()} - {thing.date()}",
                thing.firm().name,
                what,
            ],
            strict=True,
        )
    )
    rows = [[pick(thing.random, each.split("|")) for each in heads.split(";")]]
    total = 0.0
    names_ = perils.split(";")
    for n in thing.random.permutation(len(names_))[: int(thing.random.integers(4, 9))]:
        premium = thing.price(10, 500)
        total += premium
        rows.append(
            [
                names_[int(n)],
                thing.money(float(thing.random.integers(1, 60) * 10000)),
                thing.money(float(pick(thing.random, [0, 100, 250, 500, 1000]))),
                thing.money(premium),
            ]
        )
    rows.append(["Total", "", "", thing.money(total)])
    return thing.spin(title), facts, rows


@variant("insurance_policy", english=0.6)
def declarations(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "serif"]))
    title, facts, rows = _cover(thing)
    firm = thing.firm()
    firm.name = firm.name.split()[0] + pick(
        random,
        [
            " Mutual Insurance Company",
            " Assurance",
            " Insurance plc",
            " General Insurance",
            " Casualty Company",
        ],
    )
    letterhead(page, firm)
    page.line(title, 17, bold=True, align=pick(random, ["left", "centre"]), after=10)
    page.rows(
        [list(each) for each in facts], [1, 2], style=pick(random, ["grid", "ruled", "zebra"]), head=False
    )
    page.rows(
        rows, [40, 22, 18, 18], style=pick(random, ["band", "grid", "zebra"]), aligns="lrrr", bold_last=True
    )
    if thing.lang == "en":
        for _ in range(2):
            page.para(paragraph(random, CLAUSES, thing, 1, 3), 8.5)
        page.line(f"Forms and endorsements: {thing.code()}, {thing.code()}, {thing.code()}", 8.5)
    page.y -= 24
    page.line(f"{thing.place()}, {thing.date(long=True)}")
    sign(page, page.right - 140, page.y)
    return page


@variant("insurance_policy")
def policy_wording(thing: Invention) -> Page:
    """Conditions in sections and two columns."""
    random = thing.random
    page = Page(random, kind="serif", base=8.5, margin=44)
    page.line(
        thing.spin(
            "[HOMEOWNERS POLICY|Motor Insurance Policy|GENERAL CONDITIONS OF INSURANCE|Travel Insurance: Policy Wording|PERSONAL AUTO POLICY|Whole Life Policy]"
        ),
        15,
        bold=True,
        align="centre",
        after=10,
    )
    blocks = []
    for n, head in enumerate(
        [
            "AGREEMENT",
            "DEFINITIONS",
            "SECTION I - COVERAGES",
            "PERILS INSURED AGAINST",
            "EXCLUSIONS",
            "CONDITIONS",
            "DUTIES AFTER LOSS",
            "CANCELLATION",
        ]
    ):
        blocks.append(f"{n + 1}. {head}")
        blocks += [paragraph(random, CLAUSES, thing, 2, 5) for _ in range(int(random.integers(2, 5)))]
    columns(page, blocks, int(pick(random, [1, 2, 2])), align="justify", gap=18)
    page.put(
        page.width / 2,
        page.bottom - 16,
        f"{thing.code()} (Ed. {random.integers(1, 13)}-{thing.year % 100:02})   Page {random.integers(1, 30)}",
        7,
        align="centre",
    )
    return page


@variant("insurance_policy")
def old_policy(thing: Invention) -> Page:
    """An engraved-looking cover of a life or fire policy, typed in."""
    random = thing.random
    page = Page(random, kind="serif", margin=60)
    page.canvas.setLineWidth(3)
    page.canvas.rect(28, 28, page.width - 56, page.height - 56)
    page.canvas.setLineWidth(0.7)
    page.canvas.rect(34, 34, page.width - 68, page.height - 68)
    page.line(
        thing.firm().name.split()[0].upper()
        + pick(random, [" LIFE ASSURANCE SOCIETY", " FIRE INSURANCE COMPANY", " INSURANCE CORPORATION"]),
        18,
        bold=True,
        align="centre",
        after=6,
    )
    page.line(f"HOME OFFICE: {thing.place().upper()}", 9, align="centre", after=24)
    page.line(
        f"POLICY NO. {thing.digits(6)}        AMOUNT {thing.money(float(random.integers(1, 80) * 1000))}        PREMIUM {thing.money(thing.price(20, 400))}",
        9,
        align="centre",
        after=20,
    )
    page.para(
        f"The Company hereby insures the life of {thing.person()} (the Insured) and agrees to pay to {thing.person()} (the Beneficiary) the amount of this policy upon receipt of due proof of the death of the Insured, subject to the provisions on this and the following pages.",
        align="justify",
    )
    for _ in range(4):
        page.para(paragraph(random, CLAUSES, thing, 2, 3), align="justify", first=20)
    page.para(
        f"In witness whereof the Company has caused this policy to be signed at its home office on {thing.date(long=True)}."
    )
    for n, who in enumerate(("Secretary", "President")):
        sign(page, page.left + n * 260, page.y - 30)
        page.put(page.left + n * 260, page.y - 44, who, 9, italic=True)
    return page


@variant("insurance_policy", english=0.7)
def proof_card(thing: Invention) -> Page:
    """A certificate of cover for a vehicle or a traveller."""
    random = thing.random
    page = Page(random, (595, float(pick(random, [300, 420, 842]))), kind="sans", margin=36)
    title, facts, rows = _cover(thing)
    page.box(page.left - 8, page.y - 40, page.measure + 16, 40, fill=page.accent, stroke=0)
    page.colour(1.0)
    page.put(page.left, page.y - 26, thing.firm().name.split()[0] + " Insurance", 15, bold=True)
    page.put(page.right, page.y - 26, title, 12, align="right")
    page.colour(0.0)
    page.y -= 54
    for name, value in facts:
        page.put(page.left, page.y - 10, name, 8)
        page.fit(page.left + 150, page.y - 10, value, page.measure - 150, 11, bold=True)
        page.y -= 20
    page.rows([row[:2] for row in rows[1:5]], [2, 1], style="ruled", aligns="lr", head=False)
    if thing.lang == "en":
        page.para(
            thing.spin(
                "[Keep this card in the vehicle at all times.|This certificate is issued as a matter of information only and confers no rights upon the holder.|In case of accident call {p} at any hour.]",
                p=thing.phone(),
            ),
            8,
        )
    return page
