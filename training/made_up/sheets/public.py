"""What insurers, authorities and the police write: policies, claims, incident and government reports."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.hand import sign, write, writer
from made_up.nouns import LISTS
from made_up.ornaments import chart, letterhead, logo
from made_up.page import Page
from made_up.prose import GOVERNMENT, paragraph
from made_up.typeset import columns
from made_up.words import Invention, several

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


HAPPENED = """At approximately {h}:{mm} [hours|p.m.|a.m.] on {day}, [the employee|a visitor|the driver of vehicle 1|the patient|a contractor|the pilot] was [crossing the loading dock|descending the stairs|travelling north on {street}|operating the {machine}|carrying a carton of parts|on approach to runway 27].
[The floor was wet|Visibility was poor|The guard had been removed|The brakes failed|A ladder slipped|Smoke was seen coming from the panel] and [the worker fell|the vehicle struck the rear of a parked car|the left hand was caught in the rollers|the aircraft landed short|the alarm was raised].
[{p}|The injured person] [sustained|complained of|was treated for] [a laceration of the right hand|bruises to the left knee|a fractured wrist|smoke inhalation|back pain|minor injuries] and was [taken to hospital by ambulance|given first aid on site|sent home|released after examination].
[Damage to the vehicle|Property damage] was [estimated at {money}|limited to the bumper and headlamp|substantial|minor].
[Witness {p} stated|The supervisor reported|According to the guard on duty,] that [the signal was red|nobody was in the area at the time|the light had been out for several days|the noise was heard across the yard].
[Officers arrived at|The scene was secured at|The fire brigade was notified at] {h}:{mm}. [Photographs were taken|Statements were obtained|A breath test was negative] and [the area was cordoned off|the equipment was tagged out of service|the vehicle was towed].
[The probable cause of the accident was|Contributing factors were|Root cause:] [inadequate maintenance|failure to follow the procedure|the pilot's misjudgment of distance|ice on the pavement|insufficient lighting].
[Corrective action|To prevent recurrence]: [install anti-slip strips|retrain all operators|replace the handrail|review the lock-out procedure] [by {day}|at once|before the shift resumes].
[The report|This incident] [concerns|involves] a {hazard} in the {place} [at {street}|of the {town} site|reported by {p}].
{p}, age {n}, [was struck by|tripped over|lost control of|was inspecting] the {hazard} and [injured|complained of pain in|suffered burns to] {hurt}. [No loss of consciousness was reported.|Emergency services were called.|The family was informed.]
[The {hazard}|Unit {n}] [had been inspected on {day}|was not equipped with a guard|came to rest in the {place}|was found to be defective] and [was impounded|has been removed from service|the operator was notified].
[Weather|Conditions at the time] [was|were reported as] [clear, wind {h} knots|dark and raining|normal; lighting good|snow showers], [temperature {h} °C|visibility {n} metres|no traffic].
[Reporting person|Complainant|Security officer {p}] [observed|discovered|was advised of] [smoke from|damage to|a leak at] the {hazard} near the {place}; [the area was evacuated|no injuries occurred|estimated loss {money}].
[Driver 1|The victim|The student|A passenger] stated that [the {hazard} appeared suddenly|he did not see the {hazard}|she had been in the {place} for about {h} minutes].
[Days lost: {h}.|Classification: recordable.|Severity: minor.|Case status: closed.] [Notified: supervisor, safety officer, insurance.|Copies to: file, human resources.|Follow-up interview scheduled for {day}.]"""
MACHINES = ["press", "forklift", "conveyor", "slicing machine", "boiler", "lathe", "mixer"]


def _story(thing: Invention, low: int, high: int) -> str:
    lines = HAPPENED.splitlines()
    random = thing.random
    chosen = sorted(int(n) for n in random.permutation(len(lines))[: int(random.integers(low, high + 1))])
    return " ".join(
        thing.spin(
            lines[n],
            h=int(random.integers(1, 13)),
            mm=f"{random.integers(0, 60):02}",
            day=thing.date(long=True),
            street=thing.street(),
            machine=pick(random, MACHINES),
            p=thing.person(),
            n=int(random.integers(17, 90)),
            town=thing.place(),
            money=thing.money(thing.price(100, 20000)),
            **{name: pick(random, LISTS[name]) for name in ("hazard", "hurt", "place")},
        )
        for n in chosen
    )


@variant("incident_report")
def accident_form(thing: Invention) -> Page:
    """Boxes with ticks and a written account."""
    random = thing.random
    page = Page(random, kind="sans", base=8.5, margin=36)
    page.line(thing.firm().name, 10)
    page.line(
        thing.spin(
            "[ACCIDENT / INCIDENT REPORT FORM|Employee Injury Report|INCIDENT REPORT|Near Miss and Accident Report|Supervisor's Accident Investigation Report]"
        ),
        15,
        bold=True,
        after=8,
    )
    by = writer(random) if chance(random, 0.4) else None
    names = [
        "Name of injured person",
        "Department",
        "Date of incident",
        "Time",
        "Location of incident",
        "Reported to",
        "Job title",
        "Witnesses",
        "Nature of injury",
        "Part of body",
    ]
    values = [
        thing.person(),
        pick(random, ["Shipping", "Kitchen", "Ward 4"]),
        thing.date(),
        f"{random.integers(1, 13)}:{random.integers(0, 60):02}",
        thing.street(),
        thing.person(),
        "Operator",
        thing.person(),
        pick(random, ["Cut", "Sprain", "Burn"]),
        pick(random, ["Left hand", "Back", "Eye"]),
    ]
    for n, (name, value) in enumerate(zip(names, values, strict=True)):
        x, y = page.left + page.measure / 2 * (n % 2), page.y - 28
        page.box(x, y, page.measure / 2, 28)
        page.put(x + 3, y + 19, name, 7)
        if by:
            write(page, value, x + 12, y + 5, 6, by)
        else:
            page.put(x + 8, y + 6, value, 10, font=pick(random, ["Courier", None]))
        if n % 2:
            page.y -= 28
    page.y -= 14
    for n, word in enumerate(
        ("First aid", "Medical treatment", "Lost time", "Property damage", "Police notified")
    ):
        page.tick(page.left + n * page.measure / 5, page.y - 4, 9, on=chance(random, 0.3))
        page.put(page.left + 13 + n * page.measure / 5, page.y - 2, word)
    page.y -= 20
    for head in (
        "Describe fully how the incident occurred",
        "Cause of incident",
        "Action taken to prevent recurrence",
    ):
        tall = 120.0 if head[0] == "D" else 80.0
        page.box(page.left, page.y - tall, page.measure, tall)
        keep = page.y
        page.line(head, 8, bold=True, after=4, indent=4)
        page.para(_story(thing, 2, 5 if head[0] == "D" else 2), x=page.left + 8, width=page.measure - 16)
        page.y = keep - tall - 6
    page.line("Signature ______________________   Date ______________   Supervisor ______________________")
    sign(page, page.left + 60, page.y + 8)
    return page


@variant("incident_report")
def police_report(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind=pick(random, ["typewriter", "sans"]), base=9.5, margin=48)
    page.line(
        f"{thing.place().upper()} {pick(random, ['POLICE DEPARTMENT', 'COUNTY SHERIFF', 'CONSTABULARY', 'HIGHWAY PATROL'])}",
        13,
        bold=True,
        align="centre",
    )
    page.line(
        thing.spin(
            "[TRAFFIC COLLISION REPORT|OFFENSE / INCIDENT REPORT|Crash Report|GENERAL OCCURRENCE REPORT]"
        ),
        12,
        align="centre",
        after=8,
    )
    facts = [
        ("CASE NO.", thing.code()),
        ("DATE", thing.date()),
        ("TIME", f"{random.integers(0, 24):02}{random.integers(0, 60):02}"),
        ("LOCATION", thing.street()),
        ("OFFICER", thing.person()),
        ("BADGE", thing.digits(4)),
        ("WEATHER", pick(random, ["CLEAR", "RAIN", "FOG"])),
        ("INJURIES", pick(random, ["NONE", "1 MINOR", "2", "FATAL"])),
    ]
    page.rows(
        [[f"{a}: {b}" for a, b in facts[n : n + 2]] for n in range(0, 8, 2)], [1, 1], style="grid", head=False
    )
    rows = [["", "Driver / Person", "Address", "License / DOB", "Vehicle"]]
    rows += [
        [
            f"V{n + 1}",
            thing.person(),
            thing.street(),
            thing.digits(8),
            pick(random, ["sedan, blue", "pickup, white", "bicycle", "pedestrian"]),
        ]
        for n in range(2)
    ]
    page.rows(rows, [5, 20, 25, 15, 16], style="grid", size=8)
    page.line("NARRATIVE", bold=True, after=3)
    for _ in range(3):
        page.para(_story(thing, 3, 5))
    page.line(f"Reporting officer: {thing.person()}    Approved: {thing.person()}")
    return page


@variant("incident_report")
def investigation(thing: Invention) -> Page:
    """A board's report: history, findings, probable cause."""
    random = thing.random
    page = Page(random, kind="serif", margin=64)
    page.line(
        pick(
            random,
            [
                "Transport Safety Board",
                "Accident Investigation Branch",
                "Maritime Safety Commission",
                "Occupational Safety Inspectorate",
            ],
        ),
        11,
        align="centre",
    )
    page.line(
        thing.spin(
            "[Aviation Accident Final Report|Marine Casualty Report|Railway Occurrence Report|Investigation Report]  {c}",
            c=thing.code(),
        ),
        16,
        bold=True,
        align="centre",
        after=12,
    )
    page.rows(
        [
            ["Location", f"{thing.place()}", "Accident number", thing.code()],
            [
                "Date and time",
                f"{thing.date()}, {random.integers(1, 24)}:{random.integers(0, 60):02} local",
                "Registration",
                thing.code(),
            ],
            [
                "Type",
                pick(random, ["Loss of control", "Grounding", "Derailment", "Hard landing"]),
                "Injuries",
                pick(random, ["1 serious", "2 minor", "None", "1 fatal"]),
            ],
            [
                "Damage",
                pick(random, ["Substantial", "Minor", "Destroyed"]),
                "Conducted under",
                f"Part {random.integers(91, 140)}",
            ],
        ],
        [14, 30, 18, 22],
        style="ruled",
        head=False,
    )
    for head in ("History", "Analysis", "Probable cause and findings", "Safety recommendations"):
        page.line(head, page.base + 2, bold=True, after=3)
        page.para(_story(thing, 2, 5), align="justify")
    return page


@variant("incident_report")
def incident_memo(thing: Invention) -> Page:
    """A guard's or a nurse's account, dated line by line."""
    random = thing.random
    page = Page(random, kind=pick(random, ["typewriter", "serif", "sans"]), margin=62)
    page.line(
        thing.spin(
            "[Incident report|Security incident|Report of unusual occurrence|Post-incident report: outage] - {d}",
            d=thing.date(),
        ),
        15,
        bold=True,
        after=10,
    )
    for name, value in (
        ("Prepared by", thing.person()),
        ("Location", thing.street()),
        ("Severity", pick(random, ["2 - moderate", "High", "Low", "SEV-1"])),
        ("Incident no.", thing.code()),
    ):
        page.line(f"{name}: {value}")
    page.y -= 10
    page.line("Summary of incident", bold=True, after=2)
    page.para(_story(thing, 2, 4))
    page.line("Sequence of events", bold=True, after=2)
    hour = int(random.integers(5, 14))
    for n in range(int(random.integers(3, 7))):
        page.para(_story(thing, 1, 1), hang=f"{hour + n}:{random.integers(0, 60):02}")
    page.line("Injuries and damage", bold=True, after=2)
    page.para(_story(thing, 1, 2))
    page.line("Follow-up", bold=True, after=2)
    page.para(_story(thing, 1, 2))
    return page


@variant("incident_report", english=0.0)
def foreign_accident(thing: Invention) -> Page:
    random = thing.random
    text = {
        "de": ("Unfallbericht;Datum und Uhrzeit;Unfallort;Verletzte Person;Art der Verletzung;Zeugen;Schadenhöhe;Unfallhergang", "Der Mitarbeiter [rutschte auf dem nassen Boden aus|wurde von einem Stapler angefahren] und [verletzte sich am Knie|stürzte zu Boden]. Der Rettungsdienst wurde verständigt. Die Polizei hat den Unfall aufgenommen."), "fr": ("[Constat d'accident|Rapport d'incident];Date et heure;Lieu;Personne blessée;Nature des lésions;Témoins;Dégâts;Circonstances", "Le véhicule A [a heurté|a percuté] l'arrière du véhicule B [à l'arrêt au feu rouge|en stationnement]. Le conducteur [se plaint de douleurs au cou|n'est pas blessé]. Les pompiers sont intervenus."),
        "es": ("[Parte de accidente|Informe de incidente];Fecha y hora;Lugar;Persona lesionada;Lesiones;Testigos;Daños;Descripción de los hechos", "El trabajador [resbaló en la escalera|se golpeó con la máquina] y [fue trasladado al hospital|recibió los primeros auxilios]. Se avisó a la policía."), "it": ("[Rapporto di incidente|Denuncia di infortunio];Data e ora;Luogo;Infortunato;Lesioni;Testimoni;Danni;Descrizione", "Il lavoratore [è scivolato sul pavimento bagnato|è caduto dalla scala] e [ha riportato una frattura|è stato soccorso]."),
        "pt": ("[Relatório de incidente|Participação de acidente];Data e hora;Local;Pessoa ferida;Lesões;Testemunhas;Danos;Descrição", "O trabalhador [escorregou|caiu da escada] e [foi transportado ao hospital|recebeu os primeiros socorros]."), "nl": ("[Ongevallenrapport|Incidentmelding];Datum en tijd;Plaats;Gewonde;Letsel;Getuigen;Schade;Toedracht", "De medewerker [gleed uit|viel van de ladder] en [raakte gewond aan de knie|werd naar het ziekenhuis gebracht]."), "en": ("Accident record;Date and time;Place;Injured person;Injury;Witnesses;Damage;Account", "The cyclist was struck by a turning van and fell. An ambulance was called."),
    }[thing.lang]  # fmt: skip
    names = [thing.spin(each) for each in text[0].split(";")]
    page = Page(random, kind=pick(random, ["sans", "serif"]), margin=56)
    page.line(names[0], 18, bold=True, after=14)
    values = [
        f"{thing.date()}, {random.integers(6, 22)}:{random.integers(10, 60)}",
        thing.street(),
        thing.person(),
        "-",
        thing.person(),
        thing.money(thing.price(100, 9000)),
    ]
    page.rows(
        [list(each) for each in zip(names[1:7], values, strict=True)],
        [1, 2],
        style=pick(random, ["grid", "ruled"]),
        head=False,
        pad=6,
    )
    page.line(names[7], bold=True, after=4)
    page.para(thing.spin(text[1]))
    page.box(page.left, page.bottom + 40, page.measure, 120)
    sign(page, page.left + 20, page.bottom + 10)
    return page


@variant("claim")
def claim_form(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind="sans", base=9, margin=40)
    letterhead(page, thing.firm())
    page.line(
        thing.spin("[CLAIM FORM|Notice of Claim|Proof of Loss|Medical Claim Form|Expense Claim]"),
        16,
        bold=True,
        after=8,
    )
    page.rows(
        [
            ["Claimant", thing.person()],
            ["Policy number", thing.digits(9)],
            ["Date of loss", thing.date()],
            ["Claim number", thing.code()],
            ["Amount claimed", thing.money(thing.price(100, 9000))],
            ["Bank account for payment", thing.iban()],
        ],
        [1, 2],
        style="grid",
        head=False,
        pad=5,
    )
    page.line("Description of loss or damage", bold=True, after=4)
    page.para(_story(thing, 2, 4))
    page.rows(
        [
            ["Item", "Date bought", "Price paid", "Claimed"],
            *[
                [
                    thing.spin("[Bicycle|Camera|Suitcase|Carpet|Television|Spectacles|Doctor's fee]"),
                    thing.date(),
                    thing.money(v := thing.price()),
                    thing.money(v * 0.8),
                ]
                for _ in range(4)
            ],
        ],
        [3, 1, 1, 1],
        style="grid",
    )
    page.para(
        "I declare that the above statements are true and that I have not withheld any material information. Any person who knowingly files a statement of claim containing false information is guilty of a crime.",
        8,
    )
    sign(page, page.left, page.y - 24)
    return page


AGENCIES = ["Department of Transportation", "Office of Rural Health", "Ministry of Agriculture", "National Audit Office", "Environmental Protection Bureau", "Bureau of Labor Statistics and Wages", "Department of Education", "Fisheries Commission", "Housing Authority", "Council on Energy", "Directorate-General for Regional Policy", "Public Health Agency", "Federal Communications Board", "Office for National Surveys", "Government Accountability Bureau", "Census Bureau", "Food Standards Agency", "European Centre for Transport", "Statistics Directorate", "Department of Health and Human Services", "Department of Justice, Office of Programs", "General Services Office", "Federal Reserve District Bank", "National Center for Environmental Health", "Institute of Education Statistics", "Ministry of the Interior", "Department of Homeland Affairs", "Energy Information Office", "Congressional Research Unit", "National Parks Service", "Court of Audit"]  # fmt: skip


def _subject(thing: Invention) -> str:
    opening = thing.spin(
        "[Progress in|Trends in|Review of|Annual report on|Assessment of|Oversight of|Evaluation of|Statistics on|Survey of|An overview of|Actions needed to improve]"
    )
    return f"{opening} {pick(thing.random, LISTS['policy'])}"


@variant("government_report")
def official_cover(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "sans"]), margin=70)
    band = chance(random, 0.5)
    if band:
        page.box(0, page.height - 150, page.width, 150, fill=page.accent, stroke=0)
        page.colour(1.0)
    page.put(page.left, page.height - 60, pick(random, AGENCIES), 14, bold=True)
    page.put(
        page.left,
        page.height - 80,
        pick(
            random,
            [
                "Report to Congress",
                "Report to the Minister",
                "Statistical Bulletin",
                "Staff Working Document",
                f"Publication No. {thing.code()}",
                "Research Series",
            ],
        ),
        10,
    )
    page.colour(0.0)
    page.y = page.height * 0.66
    page.para(_subject(thing), 28, bold=True, after=10)
    page.line(
        thing.spin(
            "[Final report|{y} edition|Fiscal years {a}-{y}|Volume {k}: main findings]",
            y=thing.year,
            a=thing.year - 3,
            k=int(random.integers(1, 5)),
        ),
        15,
        after=20,
    )
    if chance(random, 0.5):
        page.para(paragraph(random, GOVERNMENT, thing, 2, 4))
    page.y = page.bottom + 60
    page.line(f"{pick(random, MONTH_NAMES)} {thing.year}", 12)
    page.line(
        thing.spin(
            "[Washington, D.C.|Presented to Parliament pursuant to section {k}|For official use|This publication is available at www.{s}.gov.example]",
            k=int(random.integers(3, 90)),
            s="stats",
        ),
        10,
    )
    logo(page, page.right - 50, page.bottom, 50)
    return page


MONTH_NAMES = "January February March April May June July September October November".split()  # noqa: SIM905


@variant("government_report")
def chapter_page(thing: Invention) -> Page:
    """A page inside: heading, paragraphs, a table, a foot note."""
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "serif", "sans"]), margin=66)
    page.put(page.left, page.top + 14, pick(random, AGENCIES), 8, italic=True)
    page.line(
        f"{pick(random, ['Chapter', 'Section', 'Part'])} {random.integers(1, 9)}. {_subject(thing)}",
        14,
        bold=True,
        after=8,
    )
    for _ in range(2):
        page.para(paragraph(random, GOVERNMENT, thing, 3, 5), align="justify")
    _statistics(page, thing)
    for _ in range(3):
        page.para(paragraph(random, GOVERNMENT, thing, 3, 5), align="justify")
    page.put(page.width / 2, page.bottom - 18, str(random.integers(3, 200)), 8, align="centre")
    return page


def _statistics(page: Page, thing: Invention) -> None:
    random = thing.random
    page.line(
        f"Table {random.integers(1, 9)}.{random.integers(1, 20)}: {_subject(thing)}, {thing.year - 3}-{thing.year}",
        bold=True,
        after=3,
    )
    years = [str(thing.year - n) for n in range(3, -1, -1)]
    rows = [["Region", *years, "Change (%)"]]
    for name in several(
        random,
        [
            "North",
            "South",
            "Coastal counties",
            "Metropolitan",
            "Rural",
            "All regions",
            "Under 25",
            "25 to 64",
            "65 and over",
            "Public sector",
            "Private sector",
        ],
        5,
        9,
    ):
        values = [int(random.integers(80, 9000)) for _ in years]
        rows.append([name, *[f"{v:,}" for v in values], f"{(values[-1] / values[0] - 1) * 100:+.1f}"])
    page.rows(rows, [28, *[12] * 4, 14], style=pick(random, ["ruled", "grid", "zebra"]), aligns="lrrrrr")
    page.para(
        f"Source: {pick(random, AGENCIES)}, survey data, {thing.year}. Figures may not sum due to rounding.",
        7.5,
        italic=True,
    )


@variant("government_report")
def findings(thing: Invention) -> Page:
    """Highlights: what was found, what is recommended, a chart."""
    random = thing.random
    page = Page(random, kind="sans", margin=50)
    page.box(page.left, page.y - 30, page.measure, 30, fill=page.accent, stroke=0)
    page.colour(1.0)
    page.put(
        page.left + 8,
        page.y - 20,
        thing.spin("[Highlights|Executive summary|What we found|Key findings]"),
        14,
        bold=True,
    )
    page.colour(0.0)
    page.y -= 44
    page.line(f"{pick(random, AGENCIES)} - {thing.code()}", 9, after=8)
    page.para(_subject(thing), 16, bold=True)
    for head in ("Why this review was done", "What was found", "What is recommended"):
        page.colour(*page.accent)
        page.line(head, 11.5, bold=True, after=2)
        page.colour(0.0)
        if head[5] == "w" or chance(random, 0.4):
            page.para(paragraph(random, GOVERNMENT, thing, 2, 4))
        else:
            for _ in range(3):
                page.para(paragraph(random, GOVERNMENT, thing, 1, 1), hang="•")
    if page.y > page.bottom + 140:
        page.line(f"Figure 1: {_subject(thing)}", 9, bold=True, after=4)
        chart(page, page.left + 24, page.y - 110, page.measure * 0.7, 100)
    return page


@variant("government_report")
def statistical_page(thing: Invention) -> Page:
    """Two columns with a table across, as statistical bulletins have."""
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "sans"]), base=8.8, margin=48)
    page.line(f"{pick(random, AGENCIES).upper()}", 9, bold=True)
    page.line(_subject(thing), 18, bold=True, after=4)
    page.rule(width=1.5, after=10)
    _statistics(page, thing)
    blocks = []
    for head in ("Overview", "Regional results", "Methodology", "Definitions"):
        blocks += [head, *[paragraph(random, GOVERNMENT, thing, 4, 7) for _ in range(3)]]
    columns(page, blocks, 2, align="justify", gap=18)
    return page


@variant("government_report")
def transmittal(thing: Invention) -> Page:
    """A typed agency report of the 1970s: numbered sections, an address to a committee."""
    random = thing.random
    page = Page(random, kind="typewriter", base=10, margin=72)
    page.line(pick(random, AGENCIES).upper(), align="centre")
    page.line(_subject(thing).upper(), align="centre", after=14)
    page.line(f"{thing.date(long=True)}", align="centre", after=14)
    for n, head in enumerate(("INTRODUCTION", "BACKGROUND", "FINDINGS", "CONCLUSIONS AND RECOMMENDATIONS")):
        page.line(f"{('I', 'II', 'III', 'IV')[n]}.  {head}", after=4)
        page.para(paragraph(random, GOVERNMENT, thing, 3, 5), first=30)
    page.put(page.width / 2, page.bottom - 22, f"-{random.integers(1, 30)}-", align="centre")
    return page


@variant("government_report", english=0.0)
def foreign_report(thing: Invention) -> Page:
    random = thing.random
    text = {
        "de": ("Bericht der Bundesregierung;Statistisches Amt;Region;Insgesamt", "Die Zahl der [Haushalte|Betriebe|Erwerbstätigen] ist im Berichtsjahr um {n} Prozent [gestiegen|gesunken]. Das Ministerium empfiehlt, [die Förderung fortzusetzen|die Erhebung zu verbessern]. Die Daten beruhen auf einer Befragung von {n}00 Gemeinden."), "fr": ("Rapport annuel;Ministère de la Santé;Région;Ensemble", "Le nombre de [ménages|bénéficiaires|entreprises] a [augmenté|diminué] de {n} % en un an. La commission recommande [de renforcer les contrôles|de publier les résultats]. Les données proviennent d'une enquête nationale."),
        "es": ("Informe anual;Ministerio de Fomento;Región;Total", "El número de [hogares|empresas|beneficiarios] [aumentó|disminuyó] un {n} % respecto al año anterior. La comisión recomienda [mejorar la recogida de datos|mantener las ayudas]."), "it": ("Relazione annuale;Ministero dell'Ambiente;Regione;Totale", "Il numero delle [famiglie|imprese] è [aumentato|diminuito] del {n} per cento. La commissione raccomanda di [migliorare i controlli|pubblicare i dati]."), "pt": ("Relatório anual;Ministério da Educação;Região;Total", "O número de [famílias|empresas] [aumentou|diminuiu] {n} %. A comissão recomenda [reforçar o apoio|melhorar os dados]."), "nl": ("Jaarverslag;Ministerie van Verkeer;Regio;Totaal", "Het aantal [huishoudens|bedrijven] is met {n} procent [gestegen|gedaald]. De commissie adviseert [het toezicht te versterken|de regeling voort te zetten]."), "en": ("Annual report;Ministry of Works;Region;Total", "The number of households rose by {n} percent."),
    }[thing.lang]  # fmt: skip
    names = text[0].split(";")
    page = Page(random, kind=pick(random, ["serif", "sans"]), margin=62)
    page.line(names[1].upper(), 10)
    page.line(f"{names[0]} {thing.year}", 20, bold=True, after=14)
    for part in range(1, 4):
        page.line(f"{part}. {thing.place()}", 12, bold=True, after=3)
        page.para(
            " ".join(thing.spin(text[1], n=int(random.integers(2, 60))) for _ in range(2)), align="justify"
        )
    rows = [[names[2], str(thing.year - 1), str(thing.year), "%"]]
    rows += [
        [
            thing.place(),
            thing.number(thing.price(100, 9000), 0),
            thing.number(thing.price(100, 9000), 0),
            thing.number(float(random.uniform(-9, 9)), 1),
        ]
        for _ in range(7)
    ]
    page.rows(rows, [40, 20, 20, 12], style=pick(random, ["ruled", "grid"]), aligns="lrrr")
    page.line(names[1], 8, italic=True)
    return page


@variant("form", "application", english=0.7)
def boxed_application(thing: Invention) -> Page:
    """Numbered parts of boxes with labels, ticks, a declaration."""
    random = thing.random
    page = Page(random, kind="sans", base=8.5, margin=34)
    text = {
        "en": ("[APPLICATION FOR EMPLOYMENT|Membership Application|Registration Form|Change of Address Form|APPLICATION FOR BENEFITS|Request for Leave|Enrolment Form|Consent and Release Form|Purchase Requisition]", "Last name;First name;Date of birth;Street address;City, State, ZIP;Telephone;E-mail;Employer;Occupation;Emergency contact;Account no.;Signature of applicant;Date", "I certify that the information given above is true and complete to the best of my knowledge. Please print in ink. For office use only."),
        "de": ("[Antragsformular|Anmeldeformular|Antrag auf Mitgliedschaft]", "Name;Vorname;Geburtsdatum;Straße;PLZ, Ort;Telefon;E-Mail;Beruf;Arbeitgeber;Unterschrift;Datum", "Bitte in Druckbuchstaben ausfüllen. Zutreffendes ankreuzen."), "fr": ("[Formulaire d'inscription|Demande d'adhésion]", "Nom;Prénom;Date de naissance;Adresse;Code postal, ville;Téléphone;Courriel;Profession;Signature;Date", "À remplir en lettres majuscules. Cochez la case correspondante."), "es": ("[Formulario de inscripción|Solicitud]", "Apellidos;Nombre;Fecha de nacimiento;Domicilio;Localidad;Teléfono;Correo;Profesión;Firma;Fecha", "Rellene en mayúsculas. Marque con una X."),
        "it": ("Modulo di iscrizione", "Cognome;Nome;Data di nascita;Indirizzo;Comune;Telefono;Professione;Firma;Data", "Compilare in stampatello."), "pt": ("Formulário de inscrição", "Apelido;Nome;Data de nascimento;Morada;Localidade;Telefone;Profissão;Assinatura;Data", "Preencher em maiúsculas."), "nl": ("Aanvraagformulier", "Achternaam;Voornaam;Geboortedatum;Adres;Woonplaats;Telefoon;Beroep;Handtekening;Datum", "Invullen in blokletters."),
    }[thing.lang]  # fmt: skip
    page.line(thing.spin(text[0]), 15, bold=True, align=pick(random, ["left", "centre"]), after=2)
    page.line(f"{thing.firm().name}    {pick(random, ['Form', 'Rev.', 'No.'])} {thing.code()}", 8, after=6)
    page.para(text[2], 8, italic=True)
    names = text[1].split(";")
    by = writer(random) if chance(random, 0.5) else None
    for part in range(1, int(random.integers(3, 6))):
        page.box(page.left, page.y - 14, page.measure, 14, fill=0.85, stroke=0.5)
        page.put(
            page.left + 4,
            page.y - 10.5,
            f"{pick(random, ['Section', 'Part', 'SECTION']) if thing.lang == 'en' else ''} {part}",
            bold=True,
        )
        page.y -= 14
        for _ in range(int(random.integers(2, 5))):
            if page.y < page.bottom + 40:
                return page
            count = int(random.integers(1, 4))
            for n, at in enumerate(random.permutation(len(names))[:count]):
                wide = page.measure / count
                x = page.left + n * wide
                page.box(x, page.y - 26, wide, 26)
                page.fit(x + 3, page.y - 8, names[int(at)], wide - 6, 7)
                if by and chance(random, 0.7):
                    write(
                        page,
                        pick(random, [thing.person(), thing.street(), thing.date(), thing.digits(6)]),
                        x + 8,
                        page.y - 22,
                        5.5,
                        by,
                        wide - 20,
                    )
            page.y -= 26
        if chance(random, 0.6):
            page.y -= 14
            for n, word in enumerate(
                ("Yes", "No", "Single", "Married") if thing.lang == "en" else ("[A]", "[B]", "[C]")
            ):
                page.tick(page.left + 90 * n, page.y, 8, on=chance(random, 0.3))
                page.put(page.left + 90 * n + 12, page.y + 1, word)
            page.y -= 8
    return page


@variant("form")
def ruled_form(thing: Invention) -> Page:
    """Labels with lines to write on, as old office forms have; filled by pen or typewriter or not at all."""
    random = thing.random
    page = Page(
        random,
        kind=pick(random, ["serif", "sans", "typewriter"]),
        base=10,
        margin=float(random.uniform(45, 75)),
    )
    page.line(thing.firm().name, 11, bold=True, align="centre")
    page.line(
        thing.spin(
            "[REQUEST FORM|Shipping Request|SAMPLE SUBMISSION FORM|Authorization Form|TRAVEL REQUEST|Approval Sheet|Work Order|Check Request|DOCUMENT CLEARANCE SHEET|Record of Conversation|Visitor Registration]"
        ),
        14,
        bold=True,
        align="centre",
        after=16,
    )
    names = several(
        random,
        [
            "Name",
            "Date",
            "Department",
            "Requested by",
            "Charge to account",
            "Project no.",
            "Brand",
            "Purpose",
            "Quantity",
            "Approved by",
            "Destination",
            "Amount requested",
            "Telephone ext.",
            "Date required",
            "Description",
            "Remarks",
            "Sample no.",
            "Authorized signature",
            "Cost center",
            "Forward to",
        ],
        9,
        18,
    )
    mode = pick(random, ["pen", "typed", "empty"])
    by = writer(random)
    for name in names:
        page.y -= float(random.uniform(22, 30))
        if page.y < page.bottom + 20:
            break
        wide = page.put(page.left, page.y, f"{name}:")
        page.canvas.line(page.left + wide + 5, page.y - 2, page.right, page.y - 2)
        value = pick(
            random,
            [thing.person(), thing.date(), thing.code(), thing.money(thing.price()), thing.firm().name],
        )
        if mode == "pen" and chance(random, 0.8):
            write(page, value, page.left + wide + 14, page.y + 1, 6, by)
        elif mode == "typed" and chance(random, 0.85):
            page.put(page.left + wide + 14, page.y, value, 10, font="Courier")
    return page


@variant("form")
def check_form(thing: Invention) -> Page:
    """A grid to tick and sign: checklists, time sheets, routing slips."""
    random = thing.random
    page = Page(random, kind="sans", base=8.5, margin=38)
    page.line(
        thing.spin(
            "[INSPECTION CHECKLIST|Weekly Time Record|Routing and Transmittal Slip|Maintenance Log|Equipment Sign-out|Daily Production Record|Patient Intake Form]"
        ),
        14,
        bold=True,
        after=6,
    )
    page.line(
        "Name ____________________________   Date ______________   Unit ______________   Page ____ of ____",
        after=8,
    )
    columns_ = int(random.integers(4, 9))
    heads = [
        "Item",
        *several(
            random,
            [
                "OK",
                "Repair",
                "N/A",
                "Mon",
                "Tue",
                "Wed",
                "Initials",
                "Time in",
                "Time out",
                "Total",
                "Remarks",
                "Qty",
                "Checked by",
            ],
            columns_,
            columns_,
        ),
    ]
    rows = [heads]
    for number in range(int(random.integers(14, 26))):
        name = (
            thing.spin(
                "[Fire exits clear|Guards in place|Oil level|Lamps|First aid kit|Filters changed|Temperature recorded|Tools returned|Floor dry|Valves closed]"
            )
            if chance(random, 0.7)
            else ""
        )
        rows.append([f"{number + 1}. {name}", *[pick(random, ["", "", "", "X", "/"]) for _ in heads[1:]]])
    page.rows(rows, [30, *[9] * (len(heads) - 1)], style="grid", pad=4)
    page.line("Inspector's signature ______________________________")
    sign(page, page.left + 110, page.y + 8)
    return page


@variant("form")
def lettered_consent(thing: Invention) -> Page:
    """Paragraphs with blanks in them, ticks, and where to sign."""
    random = thing.random
    page = Page(random, kind="serif", margin=64)
    page.line(
        thing.spin(
            "[AUTHORIZATION TO RELEASE INFORMATION|PARENTAL CONSENT FORM|Informed Consent|Release and Waiver of Liability|DIRECT DEPOSIT AUTHORIZATION|Beneficiary Designation]"
        ),
        14,
        bold=True,
        align="centre",
        after=14,
    )
    for text in several(
        random,
        """I, ______________________________, [hereby authorize|give permission to] {f} to [release|obtain|use] the following [information|records] for the purpose of ______________________.
I understand that I may [revoke this authorization in writing at any time|withdraw without penalty], except to the extent that action has already been taken.
Please check [all that apply|one]:  [ ] Yes   [ ] No   [ ] Other (please specify) ____________________
My child _______________________ (date of birth ____/____/____) may [take part in the outing|receive emergency treatment].
This [form|consent] expires on ____/____/______ unless otherwise stated. Initials: ______
Account type: [ ] Checking  [ ] Savings   Account no. ____________________  Routing no. ______________
In case of emergency contact ______________________ at telephone (____) ______________""",
        4,
        7,
    ):
        page.para(text.replace("{f}", thing.firm().name), after=14)
    page.y -= 20
    for name in ("Signature", "Print name", "Date", "Witness"):
        page.line(f"{name}: ________________________________________", after=10)
    if chance(random, 0.5):
        sign(page, page.left + 70, page.y + 76)
    return page


@variant("government_report")
def exhibit_page(thing: Invention) -> Page:
    """An inner page that begins with a table or a figure, and goes on with text under it."""
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "sans"]), base=9.8, margin=60)
    page.put(page.left, page.top + 16, f"{random.integers(2, 300)}  {pick(random, AGENCIES)}", 8)
    page.line(
        f"{pick(random, ['Exhibit', 'Figure', 'Chart', 'Table'])} {random.integers(1, 9)}-{random.integers(1, 20)}. {_subject(thing)}: {pick(random, LISTS['measure'])}, {thing.year - 5}-{thing.year}",
        bold=True,
        after=6,
    )
    if chance(random, 0.5):
        chart(page, page.left + 30, page.y - 160, page.measure * 0.8, 145)
        page.y -= 180
    else:
        places = [thing.place() for _ in range(int(random.integers(6, 14)))]
        rows = [
            ["", *[str(thing.year - n) for n in range(4, -1, -1)]],
            *[
                [place, *[thing.number(float(random.uniform(0, 4000)), 1) for _ in range(5)]]
                for place in places
            ],
        ]
        page.rows(rows, [30, *[12] * 5], style=pick(random, ["ruled", "zebra", "bare"]), aligns="lrrrrr")
    page.para(paragraph(random, GOVERNMENT, thing, 1, 1), 8, italic=True)
    for _ in range(int(random.integers(2, 6))):
        page.para(paragraph(random, GOVERNMENT, thing, 3, 6), align=pick(random, ["left", "justify"]))
    for n in range(int(random.integers(0, 4))):
        page.para(
            f"{pick(random, AGENCIES)}, {_subject(thing)}, {thing.code()} ({thing.place()}: {thing.date(long=True)}).",
            7.5,
            hang=str(n + random.integers(1, 60)),
            after=1,
        )
    return page


@variant("government_report")
def country_table(thing: Invention) -> Page:
    """A full page of figures with a running head."""
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "serif"]), base=8.5, margin=46)
    page.line(
        f"{pick(random, ['Annex', 'Appendix', 'Statistical annex'])} {pick(random, list('ABCD'))}   {pick(random, AGENCIES)}",
        8.5,
        italic=True,
        after=6,
    )
    page.para(
        f"Table {pick(random, list('ABC'))}{random.integers(1, 30)}. {_subject(thing)}, by region and {pick(random, ['year', 'sex', 'age group', 'type of unit'])}",
        11,
        bold=True,
    )
    columns_ = int(random.integers(4, 9))
    rows = [
        [
            "Country / region",
            *[f"{pick(random, ['N', '% ', 'Total ', 'Rate '])}{thing.year - n}" for n in range(columns_)],
        ]
    ]
    for _ in range(int(random.integers(15, 34))):
        rows.append(
            [
                thing.place(),
                *[
                    pick(
                        random, [f"{random.integers(1, 90000):,}", f"{random.uniform(0, 100):.1f}", "-", ":"]
                    )
                    for _ in range(columns_)
                ],
            ]
        )
    page.rows(
        rows,
        [26, *[10] * columns_],
        style=pick(random, ["ruled", "zebra", "grid", "bare"]),
        aligns="l" + "r" * columns_,
        pad=2,
    )
    page.para(paragraph(random, GOVERNMENT, thing, 2, 4), 8)
    return page
