"""Pages of manuals."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.page import Page
from made_up.prose import filled
from made_up.words import Invention, several

from .registry import variant

STEPS = """[Press|Hold down] the [POWER|MENU|SET] button for [two|five] seconds [until the lamp flashes|; the display shows the version].
[Loosen|Tighten] the [four screws|locking nut|cover plate] with [a screwdriver|the key supplied] [and remove the filter|, then lift the lid].
[Connect|Plug] the [power cord|red cable|hose] [into the wall outlet|to terminal {k}|to the inlet on the rear panel].
[Make sure|Check] that the [switch is in the OFF position|tank is filled to the mark|door is closed] before [starting the motor|cleaning|replacing the battery].
[Select|Turn the dial to] [the desired program|position {k}|"Auto"] and [confirm with OK|wait for the beep].
[If the unit does not start|If error E{k} appears], [see Troubleshooting|reset the breaker|contact an authorised service centre].
[Clean the housing|Wipe the sensor] with [a soft, dry cloth|mild soap]. Do not use [solvents|abrasive cleaners].
[Allow the appliance to cool|Disconnect the mains] before [opening the cover|servicing]."""


def _steps(thing: Invention, count: int) -> list[str]:
    lines = STEPS.splitlines()
    return [
        thing.spin(lines[int(n) % len(lines)], k=int(thing.random.integers(1, 9)))
        for n in thing.random.permutation(len(lines))[:count]
    ]


@variant("manual")
def steps_page(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind="sans", base=10, margin=54)
    page.line(
        thing.spin("[Installation|Operating Instructions|Getting started|Maintenance|Troubleshooting]"),
        20,
        bold=True,
        after=8,
    )
    for head in several(
        random,
        ["Before you start", "Assembly", "First use", "Cleaning", "Changing the battery", "Settings"],
        2,
        3,
    ):
        page.line(head, 13, bold=True, after=3)
        for n, step in enumerate(_steps(thing, int(random.integers(3, 6))), 1):
            page.para(step, hang=f"{n}.", after=3)
        if page.y > page.bottom + 130 and chance(random, 0.7):
            _sketch(page, page.left + 40, page.y - 110, 180, 100)
            page.y -= 120
        page.box(page.left, page.y - 32, page.measure, 28, fill=0.9)
        page.put(
            page.left + 8,
            page.y - 22,
            thing.spin(
                "[WARNING|CAUTION|NOTE]: [Risk of electric shock. Disconnect before servicing.|Hot surface. Keep children away.|Use original spare parts only.]"
            ),
            9,
            bold=True,
        )
        page.y -= 44
    page.put(page.right, page.bottom - 18, str(random.integers(2, 90)), 9, align="right")
    return page


def _sketch(page: Page, x: float, y: float, width: float, height: float) -> None:
    """A device in outline with numbered pointers."""
    random, canvas = page.random, page.canvas
    canvas.setLineWidth(1)
    canvas.roundRect(x, y, width, height, 8)
    for n in range(int(random.integers(3, 6))):
        a, b = float(random.uniform(0.1, 0.85)), float(random.uniform(0.15, 0.8))
        if chance(random, 0.5):
            canvas.circle(x + a * width, y + b * height, float(random.uniform(4, 14)))
        else:
            canvas.rect(
                x + a * width - 8,
                y + b * height - 6,
                float(random.uniform(12, 40)),
                float(random.uniform(8, 20)),
            )
        canvas.line(x + a * width, y + b * height, x + width + 24, y + height - n * 20)
        page.put(x + width + 28, y + height - n * 20 - 3, str(n + 1), 9)


@variant("manual", english=0.4)
def parts_page(thing: Invention) -> Page:
    """A drawing with numbers, a legend, short notes; also foreign."""
    random = thing.random
    page = Page(random, (420, 595), kind="sans", base=9, margin=40)
    title, text, note = {
        "en": (
            "[Parts and controls|User's guide|Owner's manual]",
            "Power switch;Display;Filter cover;Handle;Battery compartment;Reset button;Hose connection",
            "Read all instructions before use and keep this booklet.",
        ),
        "de": (
            "Bedienungsanleitung",
            "Hauptschalter;Anzeige;Filterdeckel;Griff;Batteriefach;Rückstelltaste",
            "Lesen Sie diese Anleitung vor Gebrauch sorgfältig durch.",
        ),
        "fr": (
            "Mode d'emploi",
            "Interrupteur;Écran;Couvercle du filtre;Poignée;Logement des piles",
            "Lisez attentivement cette notice avant utilisation.",
        ),
        "es": (
            "Manual de instrucciones",
            "Interruptor;Pantalla;Tapa del filtro;Asa;Compartimento de pilas",
            "Lea las instrucciones antes de usar el aparato.",
        ),
        "it": (
            "Manuale d'uso",
            "Interruttore;Display;Coperchio filtro;Maniglia;Vano batterie",
            "Leggere attentamente prima dell'uso.",
        ),
        "pt": (
            "Manual de instruções",
            "Interruptor;Visor;Tampa do filtro;Pega;Compartimento das pilhas",
            "Leia as instruções antes de utilizar.",
        ),
        "nl": (
            "Gebruiksaanwijzing",
            "Schakelaar;Display;Filterdeksel;Handgreep;Batterijvak",
            "Lees deze handleiding voor gebruik.",
        ),
    }[thing.lang]
    page.line(thing.spin(title), 18, bold=True, after=4)
    page.line(f"Model {thing.code()}", 11, after=10)
    _sketch(page, page.left + 30, page.y - 170, 230, 160)
    page.y -= 186
    for n, each in enumerate(text.split(";"), 1):
        page.line(f"{n}  {each}")
    page.y -= 8
    page.para(note, bold=True)
    if thing.lang == "en":
        for step in _steps(thing, 4):
            page.para(step, hang="•", after=2)
    return page


@variant("manual")
def service_manual(thing: Invention) -> Page:
    """Typed procedures of the 1970s with section numbers and a table of faults."""
    random = thing.random
    page = Page(random, kind=pick(random, ["typewriter", "sans"]), base=9.8, margin=60)
    page.put(page.left, page.top + 14, f"SERVICE MANUAL  {thing.code()}", 8)
    section = int(random.integers(2, 9))
    for n, head in enumerate(("GENERAL", "ADJUSTMENT PROCEDURE", "LUBRICATION"), 1):
        page.line(f"{section}-{n}  {head}", bold=True, after=3)
        for k, step in enumerate(_steps(thing, 3)):
            page.para(step, hang=f"{'abc'[k]}.", after=3)
    page.rows(
        [
            ["Trouble", "Probable cause", "Remedy"],
            *[
                [
                    thing.spin(
                        "[Motor does not run|Low pressure|Excessive noise|Display blank|Leaks at joint]"
                    ),
                    thing.spin("[Blown fuse|Worn bearing|Clogged filter|Loose connection]"),
                    thing.spin("[Replace|Clean|Tighten|Check wiring]"),
                ]
                for _ in range(5)
            ],
        ],
        [1, 1, 1],
        style="grid",
    )
    return page


@variant("manual")
def contents_page(thing: Invention) -> Page:
    random = thing.random
    page = Page(random, kind="sans", base=10.5, margin=60)
    page.line(
        thing.spin(
            "[User Manual|Instruction Manual|Reference Guide|Administrator's Guide]: [Model|Version] {c}",
            c=thing.code(),
        ),
        16,
        bold=True,
        after=14,
    )
    page.line("Table of contents", 13, bold=True, after=8)
    number = 1
    for n, head in enumerate(
        (
            "Introduction",
            "Safety instructions",
            "Installation",
            "Operation",
            "Maintenance",
            "Troubleshooting",
            "Technical data",
            "Warranty",
        ),
        1,
    ):
        number += int(random.integers(1, 9))
        dots = "." * 70
        page.line(f"{n}. {head} {dots[len(head) :]} {number}", bold=chance(random, 0.3), after=3)
        for k in range(int(random.integers(0, 3))):
            page.line(f"{n}.{k + 1} {filled(random, '{topic}', thing)}", 9.5, indent=24)
    return page
