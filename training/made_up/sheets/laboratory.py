"""Reports of laboratories."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.hand import sign, write, writer
from made_up.ornaments import chart, letterhead
from made_up.page import Page
from made_up.prose import SCIENCE, paragraph
from made_up.words import Invention, several

from .registry import variant

STUDY = "[Determination|Evaluation|Effect|Analysis|Stability|Measurement|Comparison] of [caffeine|lead|moisture|residual solvents|seal efficiency|flavour compounds|particle size|nitrosamines|pesticide residues|polymer additives] in [spinach leaf|drinking water|milk powder|stack gas|soil samples|packaging film|rat plasma|lubricating oil|cement]"


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
            readings_table(page, thing)
    page.line(
        f"Approved by: {thing.person()}    Distribution: {thing.person().split()[-1]}, {thing.person().split()[-1]}, Library"
    )
    return page


def readings_table(page: Page, thing: Invention) -> None:
    random = thing.random
    columns_ = several(
        random,
        [
            "TPM mg",
            "Caffeine mg",
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
        f"Experiment {thing.code()}   Operator {thing.person()}   {thing.date()}   Instrument {pick(random, ['GC-2', 'HPLC 4', 'Balance 3', 'Climate chamber 1'])}",
        9,
        after=8,
    )
    page.para(f"Purpose: {thing.spin(STUDY)}.")
    for _ in range(2):
        readings_table(page, thing)
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
