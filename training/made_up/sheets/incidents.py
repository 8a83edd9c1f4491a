"""Reports of accidents and incidents, and claims after them."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.hand import sign, write, writer
from made_up.nouns import LISTS
from made_up.ornaments import letterhead
from made_up.page import Page
from made_up.words import Invention

from .registry import variant

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
