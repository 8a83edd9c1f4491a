"""Lays a text out as a page that such a document looks like."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .fonts import pick
from .layouts import office, press
from .page import Page, plain

Layout = Callable[[list[str], np.random.Generator], Page]


def typeset(kind: str, text: str, random: np.random.Generator) -> bytes:
    """A PDF of one page with as much of `text` as it holds, in a layout that a document of `kind` has.

    Args:
        kind: A type's key in the lexicon; one without a layout of its own gets a plain one.
        text: Lines as they were read; empty lines part paragraphs.
        random: Decides on the layout, the typeface and the measures.
    """
    layouts = LAYOUTS.get(kind, (press.report_page, press.typed_page, press.prose_page))
    return pick(random, layouts)(blocks(text), random).bytes()


def blocks(text: str) -> list[str]:
    """The paragraphs and lines of a text: lines that were broken only for want of width are joined."""
    found: list[str] = []
    open_ = False
    for raw in plain(text).splitlines():
        line = " ".join(raw.split())
        if not line:
            open_ = False
            continue
        if open_ and found and (line[0].islower() or not found[-1].endswith((".", ":", "!", "?", ";"))):
            found[-1] += f" {line}"
        else:
            found.append(line)
        open_ = len(line) > 58
    return found or ["-"]


LAYOUTS: dict[str, tuple[Layout, ...]] = {
    "letter": (office.letter_page, office.letter_page, press.typed_page),
    "memo": (office.memo_page, office.memo_page, press.typed_page),
    "email": (office.email_page,),
    "news_article": (press.news_page,),
    "scientific_paper": (press.paper_page, press.paper_page, press.typed_page),
    "specification": (press.rfc_page, press.report_page, press.typed_page),
    "report": (press.report_page, press.typed_page),
    "government_report": (press.report_page, press.columns_page),
    "contract": (press.contract_page, press.contract_page, press.typed_page),
    "license": (press.contract_page, press.rfc_page),
    "legislation": (press.contract_page, press.columns_page),
    "terms_of_service": (press.prose_page, press.report_page),
    "court_document": (press.court_page, press.court_page, press.typed_page),
    "book": (press.book_page,),
    "presentation": (office.slide_page,),
    "resume": (office.resume_page,),
    "questionnaire": (office.questionnaire_page,),
    "form": (office.form_page,),
    "tax_form": (office.form_page,),
    "receipt": (office.till_page,),
    "spreadsheet": (office.grid_page,),
    "financial_report": (press.report_page, press.contract_page),
    "manual": (press.manual_page, press.manual_page, press.report_page),
    "recipe": (press.recipe_page,),
    "medical_record": (office.record_page, office.record_page, press.typed_page),
    "package_leaflet": (press.columns_page, press.report_page),
    "datasheet": (press.report_page, press.columns_page),
    "play": (press.book_page, press.typed_page),
    "diary": (press.book_page, press.prose_page),
    "clinical_protocol": (press.report_page, press.contract_page, press.typed_page),
}
"""The layouts of a type; one that stands twice is twice as likely."""
