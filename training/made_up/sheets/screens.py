"""Screenshots: windows, web pages and terminals."""

from __future__ import annotations

from made_up.fonts import chance, pick
from made_up.page import Page
from made_up.words import Invention, several

from .registry import variant

MENU = [
    "File",
    "Edit",
    "View",
    "Insert",
    "Format",
    "Tools",
    "Window",
    "Help",
    "Search",
    "Settings",
    "Home",
    "Options",
]
ITEMS = [
    "Inbox",
    "Drafts",
    "Sent",
    "Archive",
    "Dashboard",
    "Projects",
    "Team",
    "Calendar",
    "Reports",
    "Users",
    "Billing",
    "Security",
    "Integrations",
    "Documents",
    "Downloads",
    "Pictures",
    "Recent",
    "Favourites",
    "Notifications",
    "Profile",
    "Log out",
]
BUTTONS = [
    "OK",
    "Cancel",
    "Apply",
    "Save",
    "Next",
    "Back",
    "Close",
    "Sign in",
    "Delete",
    "Upload",
    "Export",
    "Retry",
    "Continue",
]
FIELDS = ["Username", "Password", "Name", "Folder", "Language", "Remember me", "E-mail"]
SENTENCES = "[Do you want to save your changes?|An update is available.|The file could not be found.|Connection lost. Trying again in 5 seconds.|Your password will expire in 3 days.|2 of 14 files copied|No results. Try another search.|Welcome back!]"


def _screen(thing: Invention, *, dark: bool = False) -> Page:
    size = pick(
        thing.random, [(640.0, 400.0), (720.0, 405.0), (560.0, 420.0), (320.0, 640.0), (800.0, 480.0)]
    )
    page = Page(thing.random, size, kind="sans", base=float(thing.random.uniform(7, 10)), margin=12)
    page.colour(0.12 if dark else float(thing.random.uniform(0.93, 1)))
    page.canvas.rect(0, 0, page.width, page.height, stroke=0, fill=1)
    page.flat = chance(thing.random, 0.7)
    return page


def _button(page: Page, x: float, y: float, text: str, *, chief: bool) -> None:
    page.colour(*(page.accent if chief else (0.87, 0.87, 0.88)))
    page.canvas.roundRect(x, y, 62, 18, 4, stroke=0, fill=1)
    page.colour(1.0 if chief else 0.15)
    page.put(x + 31, y + 6, text, 8, align="centre")


@variant("screenshot")
def window(thing: Invention) -> Page:
    """A program's window: a title, a menu, a list at the side, rows of things."""
    page, random = _screen(thing), thing.random
    canvas, top = page.canvas, page.height
    page.colour(*page.accent)
    canvas.rect(0, top - 20, page.width, 20, stroke=0, fill=1)
    page.colour(1.0)
    page.put(
        8,
        top - 14,
        f"{thing.spin('[Untitled|Report|Budget|notes|Project]')} - {thing.firm().name.split()[0]}",
        8,
    )
    for n, sign in enumerate("x□-"):
        page.put(page.width - 14 - 16 * n, top - 14, sign, 9)
    page.colour(0.2)
    for n, name in enumerate(several(random, MENU, 4, 8)):
        page.put(8 + 44 * n, top - 33, name, 8)
    side = float(random.uniform(80, 140))
    page.colour(0.9)
    canvas.rect(0, 0, side, top - 40, stroke=0, fill=1)
    page.colour(0.2)
    for n, name in enumerate(several(random, ITEMS, 5, 12)):
        page.put(12, top - 58 - 18 * n, name, 8, bold=n == 0)
    for n in range(int(random.integers(4, 16))):
        y = top - 60 - 19 * n
        page.put(side + 14, y, thing.spin("[report|invoice|photo|draft|backup|scan]") + f"_{thing.code()}", 8)
        page.put(side + 180, y, f"{random.integers(1, 900)} KB", 8)
        page.put(side + 250, y, thing.date(), 8)
    page.colour(0.4)
    page.put(side + 14, 8, f"{random.integers(2, 90)} items", 7)
    return page


@variant("screenshot")
def dialog(thing: Invention) -> Page:
    """A question in front of something dim."""
    page, random = _screen(thing, dark=chance(thing.random, 0.5)), thing.random
    wide, tall = page.width * float(random.uniform(0.5, 0.85)), float(random.uniform(110, 200))
    x, y = (page.width - wide) / 2, (page.height - tall) / 2
    page.colour(0.97)
    page.canvas.roundRect(x, y, wide, tall, 8, stroke=0, fill=1)
    page.colour(0.1)
    page.put(
        x + 16,
        y + tall - 26,
        thing.spin("[Settings|Warning|Sign in|Error|Save as|About|Update]"),
        13,
        bold=True,
    )
    page.fit(x + 16, y + tall - 48, thing.spin(SENTENCES), wide - 32, 9)
    for n, name in enumerate(several(random, FIELDS, 0, 2)):
        page.put(x + 16, y + tall - 68 - 20 * n, name, 8)
        page.canvas.rect(x + 100, y + tall - 72 - 20 * n, wide - 130, 14)
    for n, name in enumerate(several(random, BUTTONS, 1, 3)):
        _button(page, x + wide - 72 * (n + 1), y + 12, name, chief=n == 0)
    return page


@variant("screenshot")
def web_page(thing: Invention) -> Page:
    """A site in a browser: an address, a bar, cards with a word or two."""
    page, random, firm = _screen(thing), thing.random, thing.firm()
    canvas, top = page.canvas, page.height
    page.colour(0.88)
    canvas.rect(0, top - 26, page.width, 26, stroke=0, fill=1)
    page.colour(0.25)
    page.put(
        30, top - 16, f"https://www.{firm.site}/{thing.spin('[login|search?q=|products|account|help]')}", 8
    )
    page.colour(*page.accent)
    canvas.rect(0, top - 56, page.width, 30, stroke=0, fill=1)
    page.colour(1.0)
    page.put(14, top - 46, firm.name.split()[0], 13, bold=True)
    for n, name in enumerate(several(random, ITEMS, 3, 5)):
        page.put(page.width - 60 - 62 * n, top - 45, name, 8)
    across = 1 if page.width < 400 else int(random.integers(2, 5))
    wide = page.width / across
    for n in range(across * int(random.integers(1, 4))):
        x, y = wide * (n % across) + 10, top - 160 - 120 * (n // across)
        page.colour(float(random.uniform(0.85, 0.97)))
        canvas.roundRect(x, y, wide - 20, 90, 6, stroke=0, fill=1)
        page.colour(0.15)
        page.fit(x + 10, y + 66, pick(random, ITEMS), wide - 40, 11, bold=True)
        page.fit(x + 10, y + 48, thing.spin(SENTENCES), wide - 40, 8)
        _button(page, x + 10, y + 10, pick(random, BUTTONS), chief=chance(random, 0.5))
    return page


@variant("screenshot")
def terminal(thing: Invention) -> Page:
    page, random = _screen(thing, dark=True), thing.random
    commands = [
        "ls -la",
        "git status",
        "cd src",
        "make test",
        "ping -c 3 10.0.0.1",
        "df -h",
        "top",
        "cat notes.txt",
        "python run.py --verbose",
        "systemctl status nginx",
    ]
    y = page.height - 20
    while y > 14:
        page.colour(*pick(random, [(0.5, 0.95, 0.5), (0.9, 0.9, 0.9), (0.95, 0.8, 0.4)]))
        text = f"user@host:~$ {pick(random, commands)}"
        if chance(random, 0.7):
            text = (
                thing.spin(
                    "[drwxr-xr-x 2 user user 4096|modified:   src/main.c|64 bytes from 10.0.0.1: time=|/dev/sda1 234G 120G 52% /|[INFO] loaded in|ok|warning: unused variable]"
                )
                if chance(random, 0.5)
                else f"{thing.code()}  {random.uniform(0, 99):.2f} ms"
            )
        page.put(8, y, text, 8, font="Courier")
        y -= 11
    return page
