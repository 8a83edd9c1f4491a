"""Laboratories, clinics and journals: reports, papers, protocols, records and datasheets."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.hand import sign, write, writer
from made_up.ornaments import chart, letterhead, logo, square_code
from made_up.page import Page
from made_up.prose import BUSINESS, SCIENCE, paragraph
from made_up.typeset import columns
from made_up.words import Invention, several

from .registry import variant

STUDY = "[Determination|Evaluation|Effect|Analysis|Stability|Measurement|Comparison] of [nicotine|lead|moisture|residual solvents|filter efficiency|flavour compounds|particle size|nitrosamines|pesticide residues|polymer additives] in [tobacco leaf|drinking water|milk powder|mainstream smoke|soil samples|packaging film|rat plasma|lubricating oil|cement]"
ANALYTES = {
    "en": "Haemoglobin g/dL 12.0-16.0;White cell count 10^9/L 4.0-11.0;Platelets 10^9/L 150-400;Glucose mmol/L 3.9-5.6;Creatinine umol/L 60-110;Sodium mmol/L 135-145;Potassium mmol/L 3.5-5.1;ALT U/L 7-56;Total cholesterol mmol/L 0-5.2;TSH mIU/L 0.4-4.0;Ferritin ug/L 15-200;C-reactive protein mg/L 0-5;Urea mmol/L 2.5-7.8;Bilirubin umol/L 3-21;Vitamin D nmol/L 50-125",
    "de": "Hämoglobin g/dl 12.0-16.0;Leukozyten /nl 4.0-10.0;Thrombozyten /nl 150-400;Glukose mg/dl 70-100;Kreatinin mg/dl 0.5-1.2;Natrium mmol/l 135-145;Kalium mmol/l 3.5-5.1;GPT U/l 0-45;Cholesterin mg/dl 0-200", "fr": "Hémoglobine g/dL 12.0-16.0;Leucocytes G/L 4.0-10.0;Plaquettes G/L 150-400;Glycémie g/L 0.7-1.0;Créatinine umol/L 50-100;Sodium mmol/L 135-145;Cholestérol g/L 0-2.0;Ferritine ug/L 15-200",
    "es": "Hemoglobina g/dL 12.0-16.0;Leucocitos 10^3/uL 4.0-11.0;Plaquetas 10^3/uL 150-400;Glucosa mg/dL 70-100;Creatinina mg/dL 0.5-1.2;Colesterol mg/dL 0-200;Sodio mmol/L 135-145", "it": "Emoglobina g/dL 12.0-16.0;Leucociti 10^3/uL 4.0-10.0;Piastrine 10^3/uL 150-400;Glicemia mg/dL 70-100;Creatinina mg/dL 0.5-1.2;Colesterolo mg/dL 0-200", "pt": "Hemoglobina g/dL 12.0-16.0;Leucócitos 10^3/uL 4.0-10.0;Plaquetas 10^3/uL 150-400;Glicose mg/dL 70-100;Creatinina mg/dL 0.5-1.2;Colesterol mg/dL 0-190", "nl": "Hemoglobine mmol/L 7.5-10.0;Leukocyten 10^9/L 4.0-10.0;Trombocyten 10^9/L 150-400;Glucose mmol/L 4.0-6.0;Kreatinine umol/L 50-100;Cholesterol mmol/L 0-5.0",
}  # fmt: skip


@variant("laboratory_report", english=0.6)
def blood_results(thing: Invention) -> Page:
    """Results against reference ranges, flags beside them."""
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "sans", "typewriter"]), base=9.2, margin=44)
    firm = thing.firm()
    firm.name = f"{thing.place()} {pick(random, ['Medical Laboratory', 'Clinical Laboratories', 'Pathology', 'Labor', 'Diagnostics'])}"
    letterhead(page, firm)
    title, names, heads = {
        "en": ("[LABORATORY REPORT|Final report|Pathology results|Test Report]", "Patient;Date of birth;Sample no.;Specimen;Collected;Reported;Requesting physician", "Test;Result;Flag;Units;Reference range"), "de": ("[Laborbefund|LABORBERICHT]", "Patient;Geburtsdatum;Auftragsnr.;Material;Entnahme;Befund vom;Einsender", "Untersuchung;Ergebnis;;Einheit;Referenzbereich"), "fr": ("[Compte rendu d'analyses|Résultats d'analyses de laboratoire]", "Patient;Né(e) le;N° dossier;Prélèvement;Prélevé le;Édité le;Prescripteur", "Analyse;Résultat;;Unité;Valeurs de référence"),
        "es": ("[Informe de laboratorio|Resultados de análisis]", "Paciente;Fecha de nacimiento;N.º muestra;Muestra;Extracción;Informe;Médico", "Prueba;Resultado;;Unidades;Valores de referencia"), "it": ("Referto di laboratorio", "Paziente;Data di nascita;N. campione;Materiale;Prelievo;Referto;Medico", "Esame;Risultato;;Unità;Valori di riferimento"), "pt": ("Relatório de análises", "Utente;Data de nascimento;N.º amostra;Produto;Colheita;Emissão;Médico", "Análise;Resultado;;Unidade;Valores de referência"), "nl": ("Laboratoriumuitslag", "Patiënt;Geboortedatum;Monster;Materiaal;Afname;Rapport;Aanvrager", "Bepaling;Uitslag;;Eenheid;Referentiewaarden"),
    }[thing.lang]  # fmt: skip
    page.line(thing.spin(title), 14, bold=True, after=6)
    values = [
        thing.person(),
        thing.date(thing.day(old=True)),
        thing.digits(8),
        pick(random, ["Serum", "EDTA", "Urine", "Plasma"]),
        thing.date(),
        thing.date(),
        f"Dr. {thing.person()}",
    ]
    facts = [f"{n}: {v}" for n, v in zip(names.split(";"), values, strict=True)] + [""]
    page.rows(
        [facts[n : n + 2] for n in range(0, 8, 2)],
        [1, 1],
        style=pick(random, ["grid", "bare", "ruled"]),
        head=False,
    )
    rows = [heads.split(";")]
    tests = ANALYTES[thing.lang].split(";")
    for n in sorted(random.permutation(len(tests))[: int(random.integers(5, 15))]):
        name, unit, span = tests[int(n)].rsplit(" ", 2)
        low, high = (float(v) for v in span.split("-"))
        value = float(random.uniform(low - (high - low) * 0.2, high + (high - low) * 0.25))
        rows.append(
            [
                name,
                f"{max(0.0, value):.1f}",
                "H" if value > high else "L" if value < low else "",
                unit,
                span.replace("-", " - "),
            ]
        )
    page.rows(
        rows, [36, 14, 6, 16, 22], style=pick(random, ["ruled", "zebra", "band", "grid"]), aligns="lrcll"
    )
    if thing.lang == "en":
        page.para(
            thing.spin(
                "[Comment: sample slightly haemolysed.|Results relate only to the specimen tested.|H = above, L = below the reference range.] [Validated by {p}|Authorised electronically by Dr {p}]. End of report.",
                p=thing.person(),
            ),
            8.5,
        )
    else:
        page.line(f"Dr. {thing.person()}", 9)
    return page


@variant("laboratory_report", english=0.7)
def test_certificate(thing: Invention) -> Page:
    """A test house's report on a sample of goods: method, requirement, result, verdict."""
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "serif"]), base=9.5)
    letterhead(page, thing.firm())
    words = {
        "en": (
            "[TEST REPORT|Certificate of Analysis|Analytical Report|LABORATORY TEST REPORT]",
            "Report no.;Client;Sample;Received;Tested",
            "Parameter;Method;Requirement;Result;Verdict",
        ),
        "de": (
            "[Prüfbericht|Analysenbericht]",
            "Bericht Nr.;Auftraggeber;Probe;Eingang;Prüfung",
            "Parameter;Verfahren;Anforderung;Ergebnis;Bewertung",
        ),
        "fr": (
            "[Rapport d'essai|Rapport d'analyse]",
            "Rapport n°;Client;Échantillon;Reçu le;Essai",
            "Paramètre;Méthode;Exigence;Résultat;Avis",
        ),
        "es": (
            "[Informe de ensayo|Informe de laboratorio]",
            "Informe n.º;Cliente;Muestra;Recepción;Ensayo",
            "Parámetro;Método;Requisito;Resultado;Dictamen",
        ),
        "it": (
            "Rapporto di prova",
            "Rapporto n.;Cliente;Campione;Ricevuto;Prova",
            "Parametro;Metodo;Requisito;Risultato;Esito",
        ),
        "pt": (
            "Relatório de ensaio",
            "Relatório n.º;Cliente;Amostra;Receção;Ensaio",
            "Parâmetro;Método;Requisito;Resultado;Apreciação",
        ),
        "nl": (
            "Testrapport",
            "Rapport nr.;Opdrachtgever;Monster;Ontvangen;Onderzocht",
            "Parameter;Methode;Eis;Resultaat;Oordeel",
        ),
    }[thing.lang]
    page.line(thing.spin(words[0]), 16, bold=True, after=8)
    values = [
        thing.code(),
        thing.firm().name,
        thing.spin(
            "[Drinking water, tap|Polyester fabric, blue|Cable, 3 x 1.5 mm2|Milk powder, batch {n}|Soil, borehole 3|Steel bar S235]",
            n=thing.digits(4),
        ),
        thing.date(),
        thing.date(),
    ]
    for name, value in zip(words[1].split(";"), values, strict=True):
        page.line(f"{name}: {value}")
    page.y -= 10
    rows = [words[2].split(";")]
    for name in several(
        random,
        [
            "pH",
            "Lead (Pb)",
            "Nitrate",
            "Tensile strength",
            "E. coli",
            "Moisture",
            "Colour fastness",
            "Turbidity",
            "Cadmium",
            "Shrinkage",
            "Conductivity",
            "Total plate count",
            "Viscosity",
            "Flash point",
        ],
        5,
        10,
    ):
        limit = thing.price(1, 300)
        value = limit * float(random.uniform(0.1, 1.15))
        rows.append(
            [
                name,
                f"{pick(random, ['ISO', 'EN', 'ASTM D', 'DIN'])} {random.integers(100, 9999)}",
                f"max. {thing.number(limit)}",
                thing.number(value),
                pick(random, ["PASS", "complies", "+"]) if value < limit else pick(random, ["FAIL", "-"]),
            ]
        )
    page.rows(rows, [26, 22, 20, 16, 14], style=pick(random, ["grid", "ruled", "band"]), aligns="llrrc")
    if thing.lang == "en":
        page.para(paragraph(random, SCIENCE, thing, 1, 3))
        page.para(
            "The results relate only to the items tested. This report shall not be reproduced except in full without written approval of the laboratory.",
            8,
        )
    sign(page, page.left, page.y - 24)
    page.y -= 44
    page.line(f"{thing.person()}, {thing.date(long=True)}", 9)
    return page


@variant("laboratory_report")
def research_report(thing: Invention) -> Page:
    """An industrial laboratory's internal report: project, notebook, summary, results."""
    random = thing.random
    page = Page(random, kind=pick(random, ["typewriter", "typewriter", "serif"]), base=10.5, margin=72)
    page.line(
        thing.spin(
            "[RESEARCH DEPARTMENT REPORT|PROGRESS REPORT|Technical Report|R&D REPORT|SPECIAL REPORT] No. {n}",
            n=thing.digits(3),
        ),
        bold=True,
        align="centre",
        after=10,
    )
    page.para(f"TITLE: {thing.spin(STUDY)}", after=4)
    for name, value in (
        ("PROJECT", thing.code()),
        ("AUTHOR", thing.person()),
        ("DATE", thing.date(thing.day(old=True))),
        ("NOTEBOOK PAGES", f"{thing.digits(5)}-{thing.digits(2)}"),
        ("PREVIOUS REPORTS", thing.code()),
        ("PERIOD COVERED", f"{thing.date()} to {thing.date()}"),
    )[: int(random.integers(3, 7))]:
        page.line(f"{name}: {value}")
    page.y -= 12
    for head in ("OBJECTIVE", "SUMMARY", "EXPERIMENTAL", "RESULTS AND DISCUSSION", "CONCLUSIONS"):
        page.line(head, after=3, align=pick(random, ["left", "left", "centre"]))
        page.para(paragraph(random, SCIENCE, thing, 2, 4), first=24)
        if head[0] == "E" and chance(random, 0.5):
            _readings(page, thing)
    page.line(
        f"Approved by: {thing.person()}    Distribution: {thing.person().split()[-1]}, {thing.person().split()[-1]}, Library"
    )
    return page


def _readings(page: Page, thing: Invention) -> None:
    random = thing.random
    columns_ = several(
        random,
        [
            "TPM mg",
            "Nicotine mg",
            "Puffs",
            "Moisture %",
            "pH",
            "Yield %",
            "Temp. C",
            "Abs.",
            "Conc. ppm",
            "Weight g",
        ],
        3,
        5,
    )
    page.line(f"Table {random.integers(1, 6)}. {thing.spin(STUDY)}", 9, after=2)
    rows = [["Sample", *columns_]]
    rows += [
        [
            f"{pick(random, ['A', 'B', 'C', 'Control', 'Ref'])}-{n + 1}",
            *[f"{random.uniform(0.1, 60):.2f}" for _ in columns_],
        ]
        for n in range(int(random.integers(4, 10)))
    ]
    page.rows(
        rows,
        [14, *[12] * len(columns_)],
        style=pick(random, ["ruled", "grid", "bare"]),
        aligns="l" + "r" * len(columns_),
        size=8.5,
    )


@variant("laboratory_report")
def data_sheet_lab(thing: Invention) -> Page:
    """A page of measured numbers and a plot, initialled by hand."""
    random = thing.random
    page = Page(random, kind=pick(random, ["typewriter", "sans"]), base=9, margin=56)
    page.line(thing.firm().name.split(" ")[0].upper() + " RESEARCH LABORATORY", 12, bold=True)
    page.line(
        f"Experiment {thing.code()}   Operator {thing.person()}   {thing.date()}   Instrument {pick(random, ['GC-2', 'HPLC 4', 'Balance 3', 'Smoking machine 1'])}",
        9,
        after=8,
    )
    page.para(f"Purpose: {thing.spin(STUDY)}.")
    for _ in range(2):
        _readings(page, thing)
    if page.y > page.bottom + 190:
        chart(page, page.left + 40, page.y - 150, page.measure * 0.7, 130, pick(random, ["points", "lines"]))
        page.y -= 175
        page.line(f"Figure 1. {thing.spin(STUDY)}", 9, italic=True, after=8)
    page.para(paragraph(random, SCIENCE, thing, 2, 4))
    write(
        page,
        pick(random, ["checked", "see p. 14", "repeat run 3"]),
        page.right - 150,
        page.bottom + 4,
        7,
        writer(random),
    )
    return page


@variant("scientific_paper")
def two_columns(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind="serif", base=float(random.uniform(8.8, 10)), margin=52)
    page.line(
        f"{pick(random, ['J. Appl. Anal. Sci.', 'Archives of Toxicology and Food', 'Int. Conf. on Sensors', 'Proc. Chem. Soc.'])} {random.integers(2, 90)} ({thing.year}) {random.integers(1, 999)}-{random.integers(1000, 1999)}",
        8,
        italic=True,
        after=12,
    )
    page.para(thing.spin(STUDY), 17, bold=True, align=pick(random, ["left", "centre"]), after=6)
    page.line(
        ", ".join(
            thing.person() + pick(random, ["", "1", "2", "*"]) for _ in range(int(random.integers(2, 5)))
        ),
        10.5,
        align="centre",
    )
    page.line(
        f"{pick(random, ['Department of Chemistry', 'Institute of Physiology', 'School of Engineering'])}, University of {thing.place()}",
        9,
        italic=True,
        align="centre",
        after=10,
    )
    page.para(
        "Abstract: " + paragraph(random, SCIENCE, thing, 3, 5),
        page.base - 0.5,
        x=page.left + 26,
        width=page.measure - 52,
        align="justify",
        after=4,
    )
    page.para(
        "Keywords: extraction; validation; exposure; kinetics", page.base - 0.5, x=page.left + 26, after=10
    )
    blocks = []
    for n, head in enumerate(("Introduction", "Materials and methods", "Results", "Discussion"), 1):
        blocks += [
            f"{n}. {head}",
            *[paragraph(random, SCIENCE, thing, 4, 7) + f" [{random.integers(1, 30)}]" for _ in range(3)],
        ]
    columns(page, blocks, 2, first=9, align="justify", gap=16, picture=chance(random, 0.3))
    return page


@variant("scientific_paper")
def reprint(thing: Invention) -> Page:
    """One column, an older journal's, with foot notes and a table."""
    random = thing.random
    page = Page(random, (460, 680), kind="serif", base=9, margin=48)
    page.put(
        page.width / 2,
        page.top + 12,
        f"{thing.person().split()[-1].upper()} AND {thing.person().split()[-1].upper()}",
        8,
        align="centre",
    )
    page.para(thing.spin(STUDY).upper(), 12, align="centre", after=6)
    page.line(f"By {thing.person()} and {thing.person()}", 9, align="centre")
    page.line(
        f"(Received for publication {thing.date(thing.day(old=True), long=True)})",
        8,
        italic=True,
        align="centre",
        after=8,
    )
    for _ in range(2):
        page.para(paragraph(random, SCIENCE, thing, 3, 6), align="justify", first=12, after=2)
    _readings(page, thing)
    for _ in range(3):
        page.para(paragraph(random, SCIENCE, thing, 3, 6), align="justify", first=12, after=2)
    return page


@variant("scientific_paper")
def preprint(thing: Invention) -> Page:
    """A manuscript with a numbered outline, equations and a plot."""
    random = thing.random
    page = Page(random, kind="serif", base=10.5, margin=82)
    page.para(
        thing.spin(
            "[Bounds|Convergence|Learning|Estimation|Robust methods] for [sparse graphs|noisy sensors|stochastic transport|image segmentation|queueing networks]"
        ),
        17,
        align="centre",
        after=8,
    )
    page.line(f"{thing.person()}, {thing.person()}", 11, align="centre")
    page.line(f"{thing.date(long=True)}", 10, align="centre", after=12)
    page.line("Abstract", bold=True, align="centre", after=2)
    page.para(
        paragraph(random, SCIENCE, thing, 2, 4),
        9.5,
        x=page.left + 24,
        width=page.measure - 48,
        align="justify",
    )
    for n, head in enumerate(("Introduction", "Model", "Main result"), 1):
        page.line(f"{n}   {head}", 13, bold=True, after=3)
        page.para(paragraph(random, SCIENCE, thing, 2, 4), align="justify")
        page.line(
            pick(
                random,
                [
                    "f(x) = a x^2 + b x + c",
                    "E[X] = sum p_i x_i   <=  sigma^2 / n",
                    "dC/dt = -k C + S(t)",
                    "P(A | B) = P(A, B) / P(B)",
                ],
            )
            + f"      ({n})",
            italic=True,
            align="centre",
            after=6,
        )
    if page.y > page.bottom + 130:
        chart(page, page.left + 60, page.bottom + 24, page.measure * 0.6, 90, "lines")
    return page


@variant("scientific_paper")
def references_page(thing: Invention) -> Page:
    """The last page: acknowledgements and numbered references."""
    random = thing.random
    page = Page(random, kind="serif", base=9.2, margin=58)
    page.para(paragraph(random, SCIENCE, thing, 4, 7), align="justify")
    page.line("Acknowledgements", bold=True, after=2)
    page.para(
        f"We thank {thing.person()} for technical assistance. This work was supported by grant {thing.code()}."
    )
    page.line("References" if chance(random, 0.6) else "LITERATURE CITED", 11, bold=True, after=4)
    for n in range(1, 30):
        page.para(
            f"{thing.person().split()[-1]} {pick(random, list('ABCDJM'))}., {thing.person().split()[-1]} {pick(random, list('KLMPRS'))}. ({thing.year - int(random.integers(1, 30))}) {thing.spin(STUDY)}. {pick(random, ['J. Biol. Res.', 'Anal. Lett.', 'Nature Methods Rev.', 'Food Chem. Int.'])} {random.integers(1, 200)}: {random.integers(1, 500)}-{random.integers(501, 999)}.",
            hang=f"[{n}]",
            after=1,
        )
    return page


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


@variant("medical_record")
def clinic_note(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind=pick(random, ["typewriter", "sans", "serif"]), base=10, margin=56)
    page.line(
        f"{thing.place()} {pick(random, ['General Hospital', 'Medical Center', 'Clinic', 'Family Practice'])}",
        14,
        bold=True,
        align="centre",
        after=6,
    )
    page.rows(
        [
            [f"Patient: {thing.person()}", f"MRN: {thing.digits(7)}"],
            [f"DOB: {thing.date(thing.day(old=True))}", f"Date of visit: {thing.date()}"],
            [f"Physician: {thing.person()}, MD", pick(random, ["Ward 3B", "Outpatient", "ER"])],
        ],
        [1, 1],
        style="grid",
        head=False,
    )
    texts = {
        "CHIEF COMPLAINT": "[Shortness of breath|Abdominal pain|Low back pain|Follow-up of diabetes].",
        "HISTORY OF PRESENT ILLNESS": "The patient is a {n}-year-old [male|female] who presents with [a three-day history of|intermittent] [cough and fever|chest discomfort|headache]. [No known drug allergies.|Denies nausea or vomiting.|Symptoms are worse at night.]",
        "MEDICATIONS": "[Lisinopril 10 mg daily, metformin 500 mg b.i.d.|Aspirin 81 mg|None].",
        "PHYSICAL EXAMINATION": "Blood pressure 1{k}8/8{k}, pulse 7{k}, temperature 98.{k}. [Lungs clear to auscultation bilaterally.|Abdomen soft, non-tender.|No edema of the extremities.]",
        "LABORATORY DATA": "[White count {k}.2, hemoglobin 13.{k}.|Chest x-ray shows no infiltrate.|Glucose 1{k}4.]",
        "ASSESSMENT AND PLAN": "[1. Community-acquired pneumonia, start antibiotics.|1. Hypertension, stable; continue medication.|1. Lumbar strain; physical therapy.] [2. Return in two weeks.|2. Repeat labs in one month.]",
    }
    for head, text in texts.items():
        page.line(head, bold=True, after=2)
        page.para(thing.spin(text, n=int(random.integers(19, 90)), k=int(random.integers(1, 9))))
    sign(page, page.left, page.y - 24)
    return page


@variant("medical_record", english=0.3)
def discharge(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "serif"]), margin=62)
    title, heads, text = {
        "en": ("Discharge summary", "Diagnosis;Course;Medication on discharge", "The patient was admitted with [pneumonia|a fracture of the hip] and treated [with antibiotics|by surgery]. The recovery was uneventful."), "de": ("[Arztbrief|Entlassungsbericht]", "Diagnose;Verlauf;Medikation", "Wir berichten über den Patienten, der sich [mit Fieber|mit Brustschmerzen] vorstellte. Die Therapie verlief [komplikationslos|erfolgreich]. Entlassung in gutem Allgemeinzustand."), "fr": ("[Compte rendu d'hospitalisation|Lettre de sortie]", "Diagnostic;Évolution;Traitement de sortie", "Le patient a été admis pour [une pneumonie|des douleurs thoraciques]. L'évolution est [favorable|sans complication] sous traitement."), "es": ("Informe de alta", "Diagnóstico;Evolución;Tratamiento", "Paciente que ingresa por [fiebre|dolor abdominal]. Evolución [favorable|sin complicaciones]."),
        "it": ("Lettera di dimissione", "Diagnosi;Decorso;Terapia", "Il paziente è stato ricoverato per [febbre|dolore toracico]. Decorso regolare."), "pt": ("Nota de alta", "Diagnóstico;Evolução;Medicação", "Doente internado por [febre|dor torácica]. Evolução favorável."), "nl": ("Ontslagbrief", "Diagnose;Beloop;Medicatie", "Patiënt werd opgenomen wegens [koorts|pijn op de borst]. Het beloop was ongecompliceerd."),
    }[thing.lang]  # fmt: skip
    letterhead(page, thing.firm())
    page.line(thing.spin(title), 15, bold=True, after=8)
    page.line(f"{thing.person()}, * {thing.date(thing.day(old=True))}, {thing.digits(7)}", after=8)
    for head in heads.split(";"):
        page.line(head, bold=True, after=2)
        page.para(
            thing.spin(text)
            if head != heads.split(";")[2]
            else pick(
                random,
                ["Ramipril 5 mg 1-0-0", "Paracetamol 1 g", "Metformin 850 mg 1-0-1", "Omeprazol 20 mg"],
            )
        )
    page.line(f"Dr. {thing.person()}, {thing.date(long=True)}")
    return page


@variant("medical_record")
def chart_sheet(thing: Invention) -> Page:
    """A nurse's or an office's form: vital signs, ticks, notes by hand."""
    random = thing.random
    page = Page(random, kind="sans", base=8.5, margin=38)
    page.line(
        pick(
            random,
            [
                "PATIENT RECORD",
                "Nursing Flow Sheet",
                "IMMUNIZATION RECORD",
                "Emergency Department Record",
                "Medical History",
            ],
        ),
        14,
        bold=True,
        after=6,
    )
    page.line(
        f"Name {thing.person()}    DOB {thing.date(thing.day(old=True))}    Allergies {pick(random, ['NKDA', 'Penicillin', 'Latex'])}    Blood type {pick(random, ['A+', 'O-', 'B+'])}",
        after=6,
    )
    rows = [["Date", "Time", "BP", "Pulse", "Temp", "Resp", "Medication / treatment", "Initials"]]
    rows += [
        [
            thing.date(),
            f"{random.integers(0, 24):02}:{random.integers(0, 60):02}",
            f"{random.integers(100, 160)}/{random.integers(60, 100)}",
            str(random.integers(55, 110)),
            f"{random.uniform(36, 39):.1f}",
            str(random.integers(12, 24)),
            thing.spin("[Paracetamol 500 mg po|Saline 1 l iv|Dressing changed|Tetanus booster|]"),
            pick(random, ["JM", "KR", "ab"]),
        ]
        for _ in range(12)
    ]
    page.rows(rows, [14, 9, 11, 8, 8, 7, 34, 9], style="grid")
    by = writer(random)
    for _ in range(4):
        write(
            page,
            thing.spin("[pt resting comfortably|c/o pain R knee|seen by Dr|labs sent|ambulating well]"),
            page.left + 10,
            page.y - 20,
            8,
            by,
        )
        page.y -= 30
    return page


@variant("medical_record")
def operation_note(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind=pick(random, ["typewriter", "serif"]), base=10.5, margin=66)
    page.line(
        pick(random, ["OPERATIVE REPORT", "RADIOLOGY REPORT", "CONSULTATION", "HISTORY AND PHYSICAL"]),
        bold=True,
        align="centre",
        after=10,
    )
    for name, value in (
        ("PATIENT NAME", thing.person()),
        ("HOSPITAL NO.", thing.digits(6)),
        ("DATE", thing.date()),
    ):
        page.line(f"{name}: {value}")
    page.y -= 8
    for head, text in (
        ("INDICATION", "[Acute appendicitis|Cataract, left eye|Persistent cough|Knee pain after a fall]."),
        (
            "TECHNIQUE",
            "[Under general anesthesia the patient was prepped and draped in the usual sterile fashion.|PA and lateral views of the chest were obtained.] [The incision was made and carried down through the fascia.|Comparison is made with the prior study.]",
        ),
        (
            "FINDINGS",
            "[The heart size is normal. There is no pleural effusion.|The appendix was inflamed and was removed without difficulty.] [Blood loss was minimal.|No fracture is seen.]",
        ),
        (
            "IMPRESSION",
            "[No acute disease.|The patient tolerated the procedure well and was returned to recovery in stable condition.]",
        ),
    ):
        page.line(f"{head}:", bold=True, after=2)
        page.para(thing.spin(text))
    page.line(f"{thing.person()}, M.D.   Dictated: {thing.date()}   Transcribed: {thing.date()}", 9)
    return page


PRODUCT = "[Stainless steel pressure vessel|Cigarette paper, porous|Corrugated shipping carton|Polyethylene film|Hydraulic hose|Ball valve DN 50|Canned peas, grade A|Woven cotton tape|Filter tow, acetate|Concrete paving block|Adhesive, hot melt|Copper wire, annealed|Office chair, swivel]"
PROPERTIES = "Width mm;Basis weight g/m2;Tensile strength N/mm2;Thickness um;Porosity CU;Moisture content %;Brightness %;Elongation at break %;Hardness Shore A;Density kg/m3;Burst pressure bar;Colour L*;Ash %;Viscosity mPa s;Length mm;Diameter mm;pH value;Net weight g"  # fmt: skip


@variant("specification")
def material_specification(thing: Invention) -> Page:
    """A physical product's: properties, targets, tolerances, test methods."""
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "typewriter", "serif"]), base=9.5, margin=48)
    firm = thing.firm()
    page.rows(
        [
            [
                firm.name,
                thing.spin(
                    "[MATERIAL SPECIFICATION|Product Specification|PURCHASE SPECIFICATION|Raw Material Specification]"
                ),
                f"No. {thing.code()}",
            ],
            [
                f"Issued {thing.date()}",
                thing.spin(PRODUCT),
                f"Revision {random.integers(0, 12)}   Page 1 of {random.integers(1, 6)}",
            ],
        ],
        [3, 4, 3],
        style="grid",
        head=False,
        pad=5,
    )
    page.line("1. Scope", bold=True, after=2)
    page.para(
        thing.spin(
            "This specification covers the requirements for {p} [supplied to all manufacturing locations|used in the manufacture of finished goods|for outdoor service].",
            p=thing.spin(PRODUCT).lower(),
        )
    )
    page.line("2. Requirements", bold=True, after=2)
    rows = [["Property", "Unit", "Target", "Tolerance", "Min.", "Max.", "Test method"]]
    for each in [
        PROPERTIES.split(";")[int(n)] for n in random.permutation(18)[: int(random.integers(5, 11))]
    ]:
        name, _, unit = each.rpartition(" ")
        target = thing.price(1, 400)
        spread = target * float(random.uniform(0.01, 0.1))
        rows.append(
            [
                name,
                unit,
                f"{target:.1f}",
                f"± {spread:.2f}",
                f"{target - spread:.1f}",
                f"{target + spread:.1f}",
                f"{pick(random, ['ISO', 'ASTM D', 'TAPPI T', 'QC-'])}{random.integers(10, 6000)}",
            ]
        )
    page.rows(rows, [26, 11, 12, 14, 11, 11, 17], style=pick(random, ["grid", "ruled"]), aligns="lcrrrrl")
    for n, (head, text) in enumerate(
        (
            (
                "Packaging",
                "[Rolls shall be wrapped in moisture-proof paper|Cartons shall be stacked on pallets] and marked with [the lot number|the order number], net weight and date of manufacture.",
            ),
            (
                "Sampling and inspection",
                "[Sampling shall be in accordance with|Acceptance is by] level II, AQL 1.0. [A certificate of analysis must accompany each shipment.|Rejected lots are returned at the supplier's expense.]",
            ),
            (
                "Storage",
                "Store at 15 to 25 °C and [50|60] % relative humidity. Shelf life: [6|12|24] months.",
            ),
            (
                "Health and safety",
                "The material shall contain no [lead, cadmium or mercury|asbestos|added formaldehyde].",
            ),
        ),
        3,
    ):
        page.line(f"{n}. {head}", bold=True, after=2)
        page.para(thing.spin(text))
    page.line(
        f"Prepared by {thing.person()}    Approved by {thing.person()}    Supersedes {thing.date()}", 8.5
    )
    return page


@variant("specification")
def brand_specification(thing: Invention) -> Page:
    """A typed or printed list of a product's parts and materials with codes and values."""
    random = thing.random
    page = Page(random, kind="typewriter", base=9.5, margin=46)
    page.line(
        thing.spin(
            "[PRODUCT SPECIFICATION SHEET|MANUFACTURING SPECIFICATION|BRAND SPECIFICATIONS|CONSTRUCTION SPECIFICATION]  {c}",
            c=thing.code(),
        ),
        11,
        bold=True,
        align="centre",
        after=6,
    )
    page.line(
        f"DATE EFFECTIVE: {thing.date(thing.day(old=True))}    SUPERSEDES: {thing.date(thing.day(old=True))}    FACTORY: {thing.place().upper()}",
        after=8,
    )
    for group in several(
        random,
        [
            "DIMENSIONS",
            "BLEND",
            "WRAPPER",
            "FILTER ROD",
            "PACKAGING",
            "ADHESIVE",
            "CARTON",
            "CLOSURE",
            "FINISH",
            "HARDWARE",
        ],
        3,
        5,
    ):
        page.line(group, after=2)
        for each in [
            PROPERTIES.split(";")[int(n)] for n in random.permutation(18)[: int(random.integers(3, 6))]
        ]:
            value = thing.price(0.5, 300)
            page.line(
                f"   {each.upper():.<38} {value:>8.2f}  +/- {value * 0.04:>6.2f}   {pick(random, ['SUPPLIER', 'CODE', 'METHOD', 'REF'])} {thing.digits(4)}"
            )
        page.y -= 6
    page.line(f"APPROVED: ________________  {thing.person().upper()}   QUALITY ASSURANCE: ______________")
    sign(page, page.left + 80, page.y + 8)
    return page


@variant("specification")
def requirement_clauses(thing: Invention) -> Page:
    """Numbered "shall" clauses of a technical or building specification."""
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "sans", "typewriter"]), base=10, margin=64)
    page.line(
        thing.spin(
            "[TECHNICAL SPECIFICATION|SYSTEM REQUIREMENTS SPECIFICATION|SECTION {n} - {p}|Functional Specification|STANDARD SPECIFICATION FOR {p}]",
            n=thing.digits(5),
            p=thing.spin(PRODUCT).upper(),
        ),
        13,
        bold=True,
        align="centre",
        after=4,
    )
    page.line(
        f"Document {thing.code()}  Revision {pick(random, list('ABCD'))}  {thing.date()}",
        9,
        align="centre",
        after=10,
    )
    for part, head in enumerate(("GENERAL", "MATERIALS", "PERFORMANCE", "TESTING"), 1):
        page.line(f"{part}.0  {head}", bold=True, after=3)
        for n in range(1, int(random.integers(3, 6))):
            page.para(
                thing.spin(
                    "[The contractor|The supplier|The equipment|Each unit|The system] shall [withstand|provide|conform to|operate at|be tested at|be marked with] [a load of {v} kN without permanent deformation|the requirements of {s} {c}|ambient temperatures from -20 to +{t} °C|{v} V ± 10 %, 50 Hz|a pressure of {t} bar for ten minutes|the serial number and year of manufacture|at least two coats of primer]. [Deviations require written approval.|Welds shall be free of cracks and porosity.|Tolerances not stated are per {s} 2768-m.|]",
                    v=int(random.integers(2, 500)),
                    s=pick(random, ["ISO", "EN", "ASTM A", "BS"]),
                    c=thing.digits(4),
                    t=int(random.integers(2, 70)),
                ),
                hang=f"{part}.{n}",
                after=3,
            )
    return page


@variant("specification", "datasheet")
def technical_data(thing: Invention) -> Page:
    """Features, a picture, a table of data, order codes."""
    random = thing.random
    page = Page(random, kind="sans", base=9, margin=42)
    page.box(0, page.height - 60, page.width, 60, fill=page.accent, stroke=0)
    page.colour(1.0)
    page.put(
        page.left,
        page.height - 38,
        thing.spin("[{c} Series|Model {c}|{c} {p}]", c=thing.code(), p=thing.spin(PRODUCT)),
        17,
        bold=True,
    )
    page.colour(0.0)
    page.y = page.height - 76
    page.line(thing.spin("[Technical data sheet|Product data|Specifications|DATASHEET]"), 11, after=8)
    page.line("Features", bold=True, after=2)
    for each in several(
        random,
        [
            "Low power consumption",
            "RoHS compliant",
            "Operating range -40 to +85 °C",
            "Corrosion resistant housing",
            "CE and UL listed",
            "IP67 protection",
            "Maintenance free",
            "Wide input voltage 9-36 V",
            "Short circuit protection",
        ],
        4,
        7,
    ):
        page.para(each, hang="•", after=1)
    page.y -= 6
    page.line("Electrical / mechanical characteristics", bold=True, after=2)
    rows = [["Parameter", "Symbol", "Min", "Typ", "Max", "Unit"]]
    for name, symbol, unit in [
        ("Supply voltage", "VCC", "V"),
        ("Supply current", "ICC", "mA"),
        ("Operating temperature", "TA", "°C"),
        ("Output power", "PO", "W"),
        ("Response time", "tr", "ms"),
        ("Weight", "m", "g"),
        ("Max. pressure", "p", "bar"),
        ("Insulation resistance", "RI", "MOhm"),
        ("Frequency", "f", "MHz"),
    ]:
        low = float(random.uniform(0.1, 50))
        rows.append([name, symbol, f"{low:.1f}", f"{low * 1.4:.1f}", f"{low * 2:.1f}", unit])
    page.rows(rows, [36, 12, 12, 12, 12, 12], style=pick(random, ["grid", "zebra", "band"]), aligns="lcrrrc")
    if page.y > page.bottom + 150:
        chart(page, page.left + 30, page.y - 110, page.measure * 0.4, 95, "lines")
        page.canvas.rect(page.left + page.measure * 0.6, page.y - 100, 130, 70)
        page.canvas.circle(page.left + page.measure * 0.6 + 30, page.y - 65, 16)
        page.put(
            page.left + page.measure * 0.6 + 65,
            page.y - 114,
            f"{random.uniform(10, 90):.1f} mm",
            8,
            align="centre",
        )
        page.y -= 130
    page.rows(
        [
            ["Order code", "Version", "Package"],
            *[
                [
                    thing.code(),
                    pick(random, ["standard", "long life", "24 V"]),
                    pick(random, ["SOT-23", "DIN rail", "box of 10"]),
                ]
                for _ in range(3)
            ],
        ],
        [1, 1, 1],
        style="ruled",
    )
    page.line(
        f"{thing.firm().name}   {thing.date()}   Rev. {random.integers(1, 9)}   Subject to change without notice",
        7.5,
    )
    return page


@variant("datasheet")
def absolute_ratings(thing: Invention) -> Page:
    """A component's page: pins, ratings, a typical circuit."""
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "serif"]), base=8.8, margin=46)
    code = thing.code()
    page.put(page.left, page.top + 14, code, 10, bold=True)
    page.put(page.right, page.top + 14, f"{thing.firm().site}", 8, align="right")
    page.line(
        f"{code}  {thing.spin('[Voltage regulator|Temperature sensor|Stepper driver|Operational amplifier|Power MOSFET|Wi-Fi module]')}",
        15,
        bold=True,
        after=8,
    )
    page.line("Absolute Maximum Ratings", 11, bold=True, after=2)
    page.rows(
        [
            ["Rating", "Value", "Unit"],
            *[
                [n, f"{random.uniform(-40, 150):.1f}", u]
                for n, u in (
                    ("Input voltage", "V"),
                    ("Junction temperature", "°C"),
                    ("Storage temperature", "°C"),
                    ("Power dissipation", "W"),
                    ("ESD (HBM)", "kV"),
                )
            ],
        ],
        [5, 2, 1],
        style="grid",
        aligns="lrc",
    )
    page.line("Pin Description", 11, bold=True, after=2)
    page.rows(
        [
            ["Pin", "Name", "Type", "Function"],
            *[
                [
                    str(n + 1),
                    name,
                    pick(random, ["I", "O", "P", "I/O"]),
                    thing.spin(
                        "[Supply voltage|Ground|Enable, active high|Serial data|Output|Not connected|Reset, active low|Feedback]"
                    ),
                ]
                for n, name in enumerate(
                    ["VDD", "GND", "EN", "SDA", "SCL", "OUT", "NC", "RST"][: int(random.integers(4, 9))]
                )
            ],
        ],
        [1, 2, 1, 6],
        style="ruled",
    )
    for _ in range(2):
        x = page.left + 30 + _ * page.measure / 2
        chart(
            page,
            x,
            page.bottom + 20,
            page.measure * 0.36,
            max(60.0, min(130.0, page.y - page.bottom - 50)),
            "lines",
        )
        page.put(
            x,
            page.bottom + 4,
            f"Figure {_ + 1}. {pick(random, ['Output vs. load', 'Typical efficiency', 'Current vs. temperature'])}",
            8,
        )
    return page


@variant("datasheet")
def material_data(thing: Invention) -> Page:
    """A chemical's or building material's sheet in words and values."""
    random = thing.random
    page = Page(random, kind="sans", base=9.5, margin=54)
    logo(page, page.right - 40, page.y - 36, 36)
    page.line(thing.spin("[TECHNICAL DATA SHEET|Product Information|Product Data Sheet]"), 11)
    page.line(
        thing.spin("[Epofix|Durolan|Hydrasil|Polyguard] {n}", n=thing.digits(3)), 22, bold=True, after=10
    )
    for head, text in (
        (
            "Description",
            "[Two-component epoxy adhesive|Water-based acrylic coating|Silicone sealant|Fibre insulation board] for [indoor and outdoor use|metal and concrete|industrial flooring].",
        ),
        (
            "Application",
            "Surfaces must be [clean, dry and free of grease|primed]. Apply with [roller, brush or spray|a notched trowel] at {n} to 35 °C. Pot life {n} minutes.",
        ),
    ):
        page.line(head, bold=True, after=2)
        page.para(thing.spin(text, n=int(random.integers(5, 25))))
    page.rows(
        [
            ["Typical properties", "Value", "Method"],
            *[
                [
                    each.rpartition(" ")[0],
                    f"{thing.price(1, 300):.1f} {each.rpartition(' ')[2]}",
                    f"ISO {thing.digits(4)}",
                ]
                for each in [PROPERTIES.split(";")[int(n)] for n in random.permutation(18)[:8]]
            ],
        ],
        [4, 2, 2],
        style=pick(random, ["zebra", "grid", "band"]),
        aligns="lrl",
    )
    page.para(
        "The information given is based on our present knowledge and does not constitute a guarantee of properties. Users should carry out their own tests.",
        8,
    )
    square_code(page, page.right - 50, page.bottom, 46)
    return page


@variant("report")
def committee_report(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "sans", "typewriter"]), margin=66)
    page.line(
        thing.spin(
            "[Report of the Working Party|Annual Report|Project Status Report|Site Visit Report|Audit Report]"
        ),
        17,
        bold=True,
        after=4,
    )
    page.line(f"{thing.person()}, {thing.date(long=True)}", after=12)
    for n, head in enumerate(("Summary", "Background", "Observations", "Recommendations"), 1):
        page.line(f"{n}. {head}", page.base + 2, bold=True, after=3)
        page.para(paragraph(random, BUSINESS, thing, 3, 5))
    return page
