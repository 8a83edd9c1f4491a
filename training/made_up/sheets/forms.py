"""Forms, empty and filled in."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.hand import sign, write, writer
from made_up.page import Page
from made_up.words import Invention, several

from .registry import variant


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
