"""Advertisements."""

from __future__ import annotations

from made_up.flow import columns
from made_up.fonts import chance, pick
from made_up.nouns import LISTS
from made_up.ornaments import logo, photograph
from made_up.page import Page
from made_up.words import Invention

from .registry import variant

SLOGANS = """[Taste|Feel|See|Discover] the [difference|freshness|good life|new {b}].
[Nothing|No one] [cleans|drives|tastes|fits] like {b}.
[Now|Finally]! {b}. [More|Big] flavor. [Less|Low] [tar|fat|noise|bother].
[Save up to {n}%|Half price|Buy one, get one free] [this weekend only|while stocks last|on all {g}].
[Come to where the flavor is|You've come a long way|Where the fun begins].
[Why wait?|Isn't it time?|Go ahead.] [Try {b} today.|Ask for {b}.|You deserve it.]
{b}: [made for people who|because you|the one that] [care|know better|love the outdoors|never stop].
[Grand opening|Summer sale|Clearance|Open day]!
[The {g} with|A {g} as fresh as] [a promise|the mountains|tomorrow in it]."""


COPY = """[Rich|Smooth|Crisp|Gentle] and [full of flavor|mild|light], [with the taste you've been looking for|made from the finest ingredients|in the handy new pack].
[Ask your dealer|Visit your nearest store|Call toll-free {p}] [for a free sample|today|and see for yourself].
[Offer good|Coupon valid] [until {d}|at participating stores only|one per customer]. Void where prohibited.
[Trusted by families|The choice of professionals|Enjoyed in {k}0 countries] [since {y}|for generations].
[Available in|Comes in] [three sizes|regular and family size|seven colours|large size and 100's].
[Send|Mail] [25 cents|this coupon|your name and address] [for our catalog|for your free booklet] to: {b}, {t}.
[Order now|Book online|Don't miss it]: [free delivery|easy terms|satisfaction guaranteed or your money back].
[Introducing|Meet|Announcing] the [new|improved|all-new {y}] {b} {g}: [lighter|faster|cleaner|softer] [than ever|by design|from the first day].
[Only|From|Now just] {m} [a month|each|complete|plus tax]. [No interest until next year.|Limited quantities.|Batteries not included.]
[Nine out of ten|Doctors, pilots and mothers|People in {t}] [prefer|recommend|swear by] {b} {g}.
[Stop in|Come see us|Test drive one] at [{s}|your {b} dealer] [Saturday 9 to 5|today|during our open house]. [Free parking.|Refreshments served.|Major cards accepted.]
[Remember the first time|Imagine a {g}|Life's too short] [you tasted real quality|that thinks ahead|for an ordinary {g}]. [That's {b}.|{b} makes it happen.|Live a little.]
[Warning: please read the label before use.|Not available in all areas.|Enter our sweepstakes and win a trip for two.]"""


THINGS = ["coffee", "motor car", "biscuit", "soap", "camera", "cola", "mattress", "toothpaste", "radio", "tea", "sofa", "yoghurt", "watch", "holiday"]  # fmt: skip


def _pitch(thing: Invention) -> tuple[str, str, list[str]]:
    random = thing.random
    brand = pick(
        random,
        [
            "Velora",
            "Brisk",
            "Pinehurst",
            "Solana",
            "Kestrel",
            "Maxim",
            "Duvall",
            "Aurum",
            "Tempo",
            "Lindy",
            "Crestline",
            "Zephyr",
        ],
    )
    fill = {
        "b": brand,
        "g": pick(random, LISTS["ware"]),
        "m": thing.money(thing.price(1, 300)),
        "s": thing.street(),
        "n": int(random.integers(2, 8)) * 10,
        "p": thing.phone(),
        "d": thing.date(),
        "k": int(random.integers(2, 9)),
        "y": thing.year,
        "t": thing.town(),
    }
    slogan = thing.spin(pick(random, SLOGANS.splitlines()), **fill)
    return (
        brand,
        slogan,
        [
            thing.spin(each, **fill)
            for each in random.permutation(COPY.splitlines())[: int(random.integers(1, 5))].tolist()
        ],
    )


@variant("advertisement")
def picture_advert(thing: Invention) -> Page:
    """A picture over most of the page, a slogan, a few lines."""
    random = thing.random
    page = Page(random, kind=pick(random, ["serif", "sans"]), margin=30)
    brand, slogan, lines = _pitch(thing)
    tall = page.height * float(random.uniform(0.45, 0.95))
    photograph(
        page,
        0 if chance(random, 0.5) else 20,
        page.height - tall,
        page.width if chance(random, 0.5) else page.width - 40,
        tall,
    )
    white = chance(random, 0.5) and tall > page.height * 0.8
    page.colour(1.0 if white else 0.0)
    page.y = page.height - tall * 0.1 if white else page.height - tall - 12
    page.para(
        slogan, float(random.uniform(26, 46)), bold=True, align=pick(random, ["left", "centre"]), after=10
    )
    for line in lines[:2]:
        page.para(line, 12, align="centre")
    page.fit(page.width / 2, 26, brand, 300, 40, bold=True, align="centre")
    return page


@variant("advertisement")
def sale_sheet(thing: Invention) -> Page:
    """Offers in boxes with large prices."""
    random = thing.random
    page = Page(random, kind="sans", margin=24)
    brand, slogan, lines = _pitch(thing)
    page.box(0, page.height - 110, page.width, 110, fill=page.accent, stroke=0)
    page.colour(1.0)
    page.fit(page.width / 2, page.height - 60, slogan.upper(), page.width - 40, 40, bold=True, align="centre")
    page.put(page.width / 2, page.height - 90, f"{brand}  -  {thing.date(long=True)}", 13, align="centre")
    page.colour(0.0)
    across, down = int(random.integers(2, 4)), int(random.integers(2, 4))
    wide, tall = page.measure / across, (page.height - 210) / down
    for n in range(across * down):
        x, y = page.left + wide * (n % across), page.height - 120 - tall * (n // across + 1)
        page.box(x + 3, y + 3, wide - 6, tall - 6, stroke=1)
        photograph(page, x + 12, y + tall * 0.4, wide - 24, tall * 0.5)
        page.fit(x + 12, y + tall * 0.26, pick(random, THINGS).capitalize(), wide - 24, 12)
        page.fit(
            x + wide - 12, y + 14, thing.money(thing.price(1, 200)), wide - 24, 28, bold=True, align="right"
        )
    page.y = 78
    page.bottom = 10
    for line in lines[:2]:
        page.para(line, 9, align="centre", after=2)
    return page


@variant("advertisement")
def text_advert(thing: Invention) -> Page:
    """An old magazine's page: a headline, columns of copy, a packet, a coupon."""
    random = thing.random
    page = Page(random, kind="serif", base=10, margin=50)
    brand, slogan, lines = _pitch(thing)
    page.para(slogan, float(random.uniform(28, 44)), bold=chance(random, 0.6), align="centre", after=14)
    tall = page.height * 0.3
    photograph(page, page.left + 40, page.y - tall, page.measure - 80, tall)
    page.y -= tall + 14
    keep = page.bottom
    page.bottom = 190
    columns(page, [*lines, *_pitch(thing)[2]], int(random.integers(1, 4)), first=10)
    page.bottom = keep
    if chance(random, 0.6):
        page.canvas.setDash(4, 3)
        page.box(page.left, 40, page.measure * 0.5, 110)
        page.canvas.setDash()
        for n, each in enumerate(
            (
                "COUPON",
                "Name ____________________",
                "Address __________________",
                "City ______ State ___ Zip ____",
            )
        ):
            page.put(page.left + 10, 130 - 22 * n, each, 10, bold=n == 0)
    page.box(page.right - 120, 40, 70, 110, fill=page.accent)
    page.colour(1.0)
    page.fit(page.right - 85, 100, brand, 62, 16, bold=True, align="centre")
    page.colour(0.0)
    page.put(page.right - 40, 60, brand, 26, bold=True, align="right")
    return page


@variant("advertisement")
def classified(thing: Invention) -> Page:
    """A small framed advertisement, as cut from a paper."""
    random = thing.random
    page = Page(
        random,
        (float(random.uniform(220, 420)), float(random.uniform(200, 460))),
        kind=pick(random, ["sans", "serif"]),
        margin=18,
    )
    brand, slogan, lines = _pitch(thing)
    page.canvas.setLineWidth(float(random.uniform(1, 5)))
    page.canvas.rect(6, 6, page.width - 12, page.height - 12)
    page.para(slogan, page.width / 14, bold=True, align="centre", after=8)
    if chance(random, 0.5):
        logo(page, page.width / 2 - 20, page.y - 44, 40, brand)
        page.y -= 52
    for line in lines:
        page.para(line, 9.5, align="centre")
    page.fit(
        page.width / 2,
        22,
        f"{brand}  {thing.street()}  {thing.phone()}",
        page.width - 30,
        12,
        bold=True,
        align="centre",
    )
    return page


@variant("advertisement")
def poster_advert(thing: Invention) -> Page:
    """Few huge words on a colour."""
    random = thing.random
    page = Page(random, kind=pick(random, ["sans", "serif"]), margin=40)
    brand, slogan, lines = _pitch(thing)
    dark = chance(random, 0.6)
    page.box(
        0,
        0,
        page.width,
        page.height,
        fill=page.accent if dark else tuple(0.6 + 0.4 * v for v in page.accent),
        stroke=0,
    )
    page.colour(1.0 if dark else 0.0)
    page.y = page.height * float(random.uniform(0.7, 0.93))
    page.para(slogan, float(random.uniform(44, 76)), bold=True, after=20)
    if chance(random, 0.5):
        photograph(page, page.width * 0.3, page.height * 0.18, page.width * 0.6, page.height * 0.25)
    page.y = 110
    page.bottom = 20
    page.para(lines[0], 14)
    page.put(page.right, 36, brand, 30, bold=True, align="right")
    return page
