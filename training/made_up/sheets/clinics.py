"""What clinics and doctors write."""

from __future__ import annotations

from made_up.fonts import pick
from made_up.hand import sign, write, writer
from made_up.ornaments import letterhead
from made_up.page import Page
from made_up.words import Invention

from .registry import variant


@variant("prescription", english=0.8)
def prescription(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, (360, 500), kind="serif", margin=26)
    page.line(
        f"{'Dr.' if thing.lang in {'de', 'fr', 'es'} else ''} {thing.person()}{', M.D.' if thing.lang == 'en' else ''}",
        15,
        bold=True,
        align="centre",
    )
    page.line(
        pick(random, ["Internal Medicine", "Family Practice", "Dermatology", "Pediatrics"])
        if thing.lang == "en"
        else "Médecine générale"
        if thing.lang == "fr"
        else "Praxis",
        9,
        align="centre",
    )
    page.line(f"{thing.street()}, {thing.town()}   {thing.phone()}", 8, align="centre", after=8)
    page.rule(after=14)
    by = writer(random)
    for name, value in (("Name", thing.person()), ("Date", thing.date()), ("Address", thing.street())):
        page.put(page.left, page.y, f"{name} ____________________________________", 9)
        write(page, value, page.left + 50, page.y + 2, 5, by)
        page.y -= 20
    page.put(page.left, page.y - 30, "Rx", 30, italic=True)
    page.y -= 60
    for _ in range(int(random.integers(1, 4))):
        write(
            page,
            thing.spin(
                "[Amoxicillin|Ibuprofen|Lisinopril|Metformin|Cetirizine] {n}00 mg",
                n=int(random.integers(1, 9)),
            ),
            page.left + 30,
            page.y,
            8,
            by,
        )
        write(
            page,
            thing.spin(
                "[1 tab|2 caps] [bid|tid|qd] x {n} days   #{m}",
                n=int(random.integers(5, 30)),
                m=int(random.integers(10, 90)),
            ),
            page.left + 50,
            page.y - 26,
            7,
            by,
        )
        page.y -= 66
    page.put(page.left, 46, "Refills 0 1 2 3   [ ] Dispense as written", 8)
    page.canvas.line(page.left + 140, 66, page.right, 66)
    sign(page, page.left + 170, 70)
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
