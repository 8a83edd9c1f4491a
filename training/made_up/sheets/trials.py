"""Protocols of clinical trials."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.page import Page
from made_up.words import Invention, several

from .registry import variant

TRIAL = """The [primary|secondary] objective is to [evaluate|compare|assess] the [efficacy|safety and tolerability|pharmacokinetics] of [{d}|{d} 50 mg once daily] [versus placebo|compared with standard treatment] in [adults|subjects|patients] with [moderate hypertension|type 2 diabetes|chronic asthma|major depression|plaque psoriasis].
This is a [phase {k}|multicentre], [randomized|open-label], [double-blind|parallel-group|crossover] [study|trial] conducted at approximately {n} sites.
[Approximately|A total of] {n}0 [subjects|patients] will be [enrolled and randomized|screened] in a [1:1|2:1] ratio.
Inclusion criteria: [aged 18 to 75 years|confirmed diagnosis for at least six months|able to give written informed consent|body mass index between 19 and 35].
Exclusion criteria: [pregnancy or breast-feeding|participation in another trial within 30 days|significant hepatic or renal disease|known hypersensitivity to the study drug].
[Adverse events|All serious adverse events] must be [recorded in the case report form|reported to the sponsor within 24 hours of awareness], [regardless of causality|whether or not related to study drug].
The [primary endpoint|main outcome] is the [change from baseline to week {k}2|proportion of responders at visit {k}] in [systolic blood pressure|HbA1c|total symptom score].
[The intention-to-treat population|All randomized subjects who receive one dose] will be analysed using [analysis of covariance|a mixed model for repeated measures] with [treatment and centre as factors|a two-sided alpha of 0.05].
[Written informed consent|Approval of the independent ethics committee] must be obtained before [any study procedure|the first subject is enrolled].
[Blood samples|Vital signs|Electrocardiograms] will be [collected|taken] at [screening, baseline and weeks 4, 8 and 12|each visit]."""


def _trial(thing: Invention, low: int, high: int) -> str:
    random = thing.random
    lines = TRIAL.splitlines()
    drug = pick(
        random, ["Velotinib", "NX-1042", "Corazepam", "LB-330", "Tamivast", "placebo-controlled ZR-7"]
    )
    chosen = sorted(int(n) for n in random.permutation(len(lines))[: int(random.integers(low, high + 1))])
    return " ".join(
        thing.spin(lines[n], d=drug, k=int(random.integers(1, 5)), n=int(random.integers(8, 60)))
        for n in chosen
    )


@variant("clinical_protocol")
def protocol_title(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "sans"]), margin=74)
    page.line(
        thing.spin("[CLINICAL STUDY PROTOCOL|Clinical Trial Protocol|PROTOCOL|Study Protocol]"),
        17,
        bold=True,
        align="centre",
        after=16,
    )
    page.para(
        thing.spin(
            "A [Randomized|Phase {k}|Multicenter], [Double-Blind|Open-Label], [Placebo-Controlled|Parallel-Group] [Study|Trial] of {d} in [Patients|Subjects|Adults] with [Asthma|Hypertension|Breast Cancer|Rheumatoid Arthritis]",
            k=int(random.integers(1, 5)),
            d=pick(random, ["NX-1042", "Velotinib", "LB-330"]),
        ),
        14,
        bold=True,
        align="centre",
        after=20,
    )
    page.rows(
        [
            ["Protocol number", thing.code()],
            ["IND / EudraCT number", thing.digits(6)],
            ["Sponsor", thing.firm().name],
            ["Principal investigator", f"{thing.person()}, M.D."],
            ["Version and date", f"{random.integers(1, 6)}.0, {thing.date()}"],
            ["Amendment", pick(random, ["None", "Amendment 2"])],
            ["Medical monitor", thing.person()],
        ],
        [2, 3],
        style=pick(random, ["grid", "ruled", "bare"]),
        head=False,
        pad=5,
    )
    page.para(
        "This document is confidential and the property of the sponsor. It may not be disclosed without written authorization. The study will be conducted in compliance with Good Clinical Practice and the Declaration of Helsinki.",
        9,
        after=14,
    )
    page.line("Signature of investigator ______________________   Date ____________")
    return page


@variant("clinical_protocol")
def synopsis(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "serif"]), base=9.2, margin=52)
    page.line(thing.spin("[PROTOCOL SYNOPSIS|Synopsis|Study Summary]"), 13, bold=True, after=6)
    heads = [
        "Title",
        "Objectives",
        "Study design",
        "Population",
        "Inclusion / exclusion criteria",
        "Study drug, dose",
        "Endpoints",
        "Sample size",
        "Statistical methods",
    ]
    page.rows([[head, _trial(thing, 1, 2)] for head in heads], [1, 3], style="grid", head=False, pad=4)
    return page


@variant("clinical_protocol")
def protocol_section(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "sans", "typewriter"]), base=10, margin=68)
    page.put(page.left, page.top + 16, f"Protocol {thing.code()}   Version {random.integers(1, 6)}.0", 8)
    page.put(page.right, page.top + 16, "CONFIDENTIAL", 8, align="right")
    number = int(random.integers(2, 11))
    for n, head in enumerate(
        several(
            random,
            [
                "Background and rationale",
                "Study objectives",
                "Study design",
                "Selection of subjects",
                "Treatment of subjects",
                "Safety assessments",
                "Adverse event reporting",
                "Statistical analysis",
                "Informed consent",
                "Study drug accountability",
            ],
            3,
            5,
        )
    ):
        page.line(f"{number}.{n + 1}  {head}", page.base + 1.5, bold=True, after=3)
        page.para(_trial(thing, 1, 3), align="justify")
        for k in range(int(random.integers(0, 4))):
            page.para(_trial(thing, 1, 1), hang=pick(random, ["•", f"{k + 1}."]), after=2)
    page.put(page.right, page.bottom - 18, f"Page {random.integers(5, 80)} of 92", 8, align="right")
    return page


@variant("clinical_protocol")
def visit_schedule(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, pick(random, [(792.0, 612.0), (612.0, 792.0)]), kind="sans", base=8.5, margin=44)
    page.line(
        "Schedule of assessments" if chance(random, 0.5) else "Table 1: Study Flow Chart",
        12,
        bold=True,
        after=6,
    )
    visits = ["Screening", "Baseline", *[f"Week {n}" for n in (2, 4, 8, 12)], "Follow-up"]
    rows = [["Procedure", *visits]]
    for name in several(
        random,
        [
            "Informed consent",
            "Inclusion/exclusion criteria",
            "Medical history",
            "Physical examination",
            "Vital signs",
            "12-lead ECG",
            "Blood chemistry",
            "Pregnancy test",
            "Randomization",
            "Dispense study drug",
            "Adverse events",
            "Concomitant medication",
            "Quality of life questionnaire",
        ],
        9,
        13,
    ):
        rows.append([name, *[pick(random, ["X", "X", ""]) for _ in visits]])
    page.rows(rows, [30, *[10] * len(visits)], style="grid", aligns="l" + "c" * len(visits))
    for _ in range(3):
        page.para(_trial(thing, 2, 3))
    return page
