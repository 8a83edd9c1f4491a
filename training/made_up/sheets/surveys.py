"""Questionnaires."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.hand import write, writer
from made_up.page import Page
from made_up.prose import filled
from made_up.words import Invention, several

from .registry import variant

ASK = """[How often|In a typical week, how many times] do you [buy|use|wear|read|eat] [this product|snacks|the newspaper|fresh fruit|public transport]?
[Overall, how satisfied are you with|How would you rate|Please rate] [the service|your health|the taste of product A|our staff|the course]?
[Have you ever|In the past 12 months, have you] [visited a dentist|been told by a doctor that you had asthma|bought this brand|changed your address]?
[Which of the following|What] best describes [your household|your occupation|your age group|why you chose this brand]?
[Do you agree or disagree|To what extent do you agree] that [prices are too high|the advertisement is believable|your work is valued|the product is easy to use]?
[What is your|Please state your] [age|sex|marital status|highest level of education|total household income]?
How many [people live|persons under 18 live|rooms are there] in your [household|home]?"""


SCALES = ["Never;Rarely;Sometimes;Often;Always", "Very satisfied;Satisfied;Neutral;Dissatisfied;Very dissatisfied", "Yes;No;Don't know", "Strongly agree;Agree;Disagree;Strongly disagree", "Under 18;18-24;25-34;35-49;50-64;65 or over", "Excellent;Good;Fair;Poor", "1;2;3;4;5;6;7"]  # fmt: skip


@variant("questionnaire")
def circle_one(thing: Invention) -> Page:
    """An interviewer's sheet: circle a code, skip instructions, card and column numbers."""
    random = thing.random
    page = Page(random, kind=pick(random, ["typewriter", "typewriter", "serif"]), base=9.5, margin=48)
    page.line(
        thing.spin(
            "[STUDY NO. {n}|Project {n}|Consumer Panel {n}|SURVEY OF LISTENERS {n}]     [SCREENING QUESTIONNAIRE|MAIN QUESTIONNAIRE|Respondent no. _______]",
            n=thing.digits(4),
        ),
        after=6,
    )
    page.para(
        thing.spin(
            "Hello, my name is ________ and I am from {f}, a research company. We are conducting a survey about [products people use|health|reading habits] and would like to ask you a few questions.",
            f=thing.firm().name,
        )
    )
    for n in range(1, 14):
        if page.y < page.bottom + 90:
            break
        page.para(
            thing.spin(pick(random, ASK.splitlines()))
            + thing.spin(
                " [(CIRCLE ONE)|(READ LIST)|(DO NOT READ)|(RECORD VERBATIM)|(CHECK ALL THAT APPLY)|]"
            ),
            hang=f"{n}{pick(random, ['.', 'a.', ')'])}",
            after=3,
        )
        for code, answer in enumerate(pick(random, SCALES).split(";"), 1):
            dots = "." * max(4, 44 - len(answer))
            page.line(
                f"{answer} {dots} {code}"
                + (
                    thing.spin(f"   [(SKIP TO Q.{n + 2})|(TERMINATE)|(ASK Q.{n + 1})]")
                    if chance(random, 0.15)
                    else ""
                ),
                indent=60,
            )
        if chance(random, 0.25):
            page.put(page.right, page.y + 20, f"({random.integers(10, 80)})", 8, align="right")
        page.y -= 8
    return page


@variant("questionnaire", english=0.6)
def tick_survey(thing: Invention) -> Page:
    """Printed, boxes to tick, sometimes ticked."""
    random = thing.random
    page = Page(random, kind="sans", base=9.5, margin=46)
    ask, scales, title, note = {
        "en": (ASK, SCALES, "[Customer Satisfaction Survey|Health Questionnaire|Employee Survey|Visitor Questionnaire|Household Survey {y}|Student Feedback Form]", "Please tick one box for each question. Your answers are confidential."), "de": ("Wie zufrieden sind Sie mit [dem Service|unserem Angebot]?\nWie oft nutzen Sie [das Produkt|den Bus]?\nWie alt sind Sie?\nHaben Sie in den letzten 12 Monaten [den Arzt besucht|eingekauft]?", ["sehr zufrieden;zufrieden;unzufrieden", "ja;nein;weiß nicht", "täglich;wöchentlich;selten;nie"], "[Fragebogen|Kundenbefragung]", "Bitte kreuzen Sie jeweils eine Antwort an."),
        "fr": ("Êtes-vous satisfait de [l'accueil|nos services] ?\nÀ quelle fréquence utilisez-vous [ce produit|le train] ?\nQuel est votre âge ?\nAvez-vous déjà [acheté|visité] ?", ["très satisfait;satisfait;pas satisfait", "oui;non;ne sait pas", "souvent;parfois;jamais"], "[Questionnaire|Enquête de satisfaction]", "Cochez une seule réponse par question."), "es": ("¿Está satisfecho con [el servicio|la atención]?\n¿Con qué frecuencia usa [el producto|el metro]?\n¿Qué edad tiene?", ["muy;bastante;poco;nada", "sí;no;no sabe"], "[Cuestionario|Encuesta de satisfacción]", "Marque una sola respuesta."), "it": ("È soddisfatto del servizio?\nQuanto spesso usa il prodotto?\nQual è la Sua età?", ["molto;abbastanza;poco", "sì;no;non so"], "Questionario", "Barrare una sola casella."),
        "pt": ("Está satisfeito com o serviço?\nCom que frequência usa o produto?\nQual é a sua idade?", ["muito;pouco;nada", "sim;não;não sei"], "Questionário", "Assinale uma resposta."), "nl": ("Hoe tevreden bent u over de service?\nHoe vaak gebruikt u het product?\nWat is uw leeftijd?", ["zeer;redelijk;niet", "ja;nee;weet niet"], "[Vragenlijst|Enquête]", "Kruis één antwoord aan."),
    }[thing.lang]  # fmt: skip
    page.line(thing.spin(title, y=thing.year), 17, bold=True, after=6)
    page.para(note, italic=True, after=10)
    filled_in, across = chance(random, 0.4), chance(random, 0.5)
    for n in range(1, 12):
        if page.y < page.bottom + 90:
            break
        page.para(thing.spin(pick(random, ask.splitlines())), bold=True, hang=f"{n}.", after=4)
        answers = pick(random, scales).split(";")
        chosen = int(random.integers(len(answers))) if filled_in else -1
        if across:
            wide = (page.measure - 20) / len(answers)
            for k, answer in enumerate(answers):
                page.tick(page.left + 20 + wide * k, page.y - 9, 8, on=k == chosen)
                page.fit(page.left + 32 + wide * k, page.y - 8, answer, wide - 14, 8.5)
            page.y -= 22
        else:
            for k, answer in enumerate(answers):
                page.tick(page.left + 24, page.y - 9, 8, on=k == chosen, round_=n % 3 == 0)
                page.put(page.left + 40, page.y - 8, answer)
                page.y -= 13
            page.y -= 8
    return page


@variant("questionnaire")
def rating_grid(thing: Invention) -> Page:
    """Statements against a scale in a grid."""
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "serif"]), base=9, margin=44)
    page.line(
        thing.spin(
            "[Questionnaire|Opinion Survey|Product Evaluation Sheet|Self-Assessment Inventory|Evaluation of Training]"
        ),
        15,
        bold=True,
        align="centre",
        after=6,
    )
    page.para(
        thing.spin(
            "[Please circle the number that best describes your opinion|For each statement, mark how you felt during the past two weeks]. 1 = strongly disagree, 5 = strongly agree."
        )
    )
    rows = [["", "1", "2", "3", "4", "5"]]
    for n, text in enumerate(
        several(
            random,
            """The package is attractive
The taste is too strong
I would recommend this [product|course|clinic] to a friend
I felt nervous or on edge
The instructions were clear
I had trouble sleeping
The staff treated me with respect
The price is reasonable
I can [relax|concentrate] easily
My opinion counts at work
The aftertaste is pleasant
I worry about [money|my health]
The room was clean
I found the questions easy to answer""",
            8,
            14,
        )
    ):
        rows.append([f"{n + 1}. {text}", *("12345" if chance(random, 0.8) else "OOOOO")])
    page.rows(
        rows, [50, 7, 7, 7, 7, 7], style=pick(random, ["grid", "zebra", "ruled"]), aligns="lccccc", pad=4
    )
    page.line("Comments ______________________________________________________________", after=10)
    page.line("Age ______   Sex  M  F    Date of interview ____/____/____", after=4)
    return page


@variant("questionnaire")
def open_questions(thing: Invention) -> Page:
    """Questions with lines for the answers, some written in."""
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "typewriter", "sans"]), margin=56)
    page.line(
        thing.spin(
            "[Interview Guide|QUESTIONNAIRE|Patient Questionnaire|Supplier Questionnaire|Discussion Guide]"
        ),
        14,
        bold=True,
        after=10,
    )
    by = writer(random) if chance(random, 0.5) else None
    for n in range(1, 10):
        if page.y < page.bottom + 60:
            break
        page.para(
            thing.spin(pick(random, ASK.splitlines()))
            + " "
            + thing.spin("[Please explain.|Why do you say that?|If no, go to question {n}.|]", n=n + 2),
            hang=f"{n}.",
            after=8,
        )
        for _ in range(int(random.integers(1, 4))):
            page.y -= 14
            page.canvas.line(page.left + 20, page.y, page.right, page.y)
            if by and chance(random, 0.6):
                write(
                    page,
                    filled(random, "{topic}", thing),
                    page.left + 26,
                    page.y + 3,
                    6,
                    by,
                    page.measure - 60,
                )
        page.y -= 10
    return page
