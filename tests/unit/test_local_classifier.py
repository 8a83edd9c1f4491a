from __future__ import annotations

import json
import math
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import postroom
from postroom import Category, Classification
from postroom.classification.local import load
from postroom.classification.local.lexicon import document_types, head_types, known_types
from postroom.documents.content import PageContent
from postroom.documents.document import open_document
from postroom.documents.text import read_page
from postroom.schemas import to_json
from postroom.settings import DocumentSettings
from tests.files import make

EXAMPLES = Path(__file__).parents[2] / "examples"
LABELS: dict[str, list[str | None]] = json.loads((EXAMPLES / "labels.json").read_text(encoding="utf-8"))
CATEGORIES = ["Invoice", "Receipt", "Contract", "Résumé", "Bank statement"]
ODD_IMAGES = {
    "one pixel": Image.new("RGB", (1, 1)),
    "black": Image.new("RGB", (800, 1000), "black"),
    "white": Image.new("RGB", (800, 1000), "white"),
    "noise": Image.fromarray(np.random.default_rng(1).integers(0, 255, (400, 300, 3)).astype(np.uint8)),
}
ODD_TEXTS = {
    "one word": "Hello",
    "digits": "12345 67890\n" * 30,
    "scripts": "Привет мир 你好 世界 مرحبا بالعالم नमस्ते",
    "empty": "",
    "many lines": "\n".join(f"line {n} of the text" for n in range(10_000)),
}


def sums_to_one(answer: Classification) -> bool:
    return all(
        math.isclose(sum(each.scores.values()) + each.none_of_these, 1, abs_tol=1e-6)
        for each in (answer, *(page for page in answer.pages if page.error is None))
    )


@pytest.mark.parametrize("name", LABELS)
def test_every_page_of_the_examples_is_labelled_rightly(name: str) -> None:
    answer = postroom.classify(EXAMPLES / name, CATEGORIES)
    assert [None if page.blank else page.category for page in answer.pages] == LABELS[name]
    assert all(page.confidence > 0.8 for page in answer.pages if not page.blank)
    assert list(answer.scores) == CATEGORIES
    assert sums_to_one(answer)
    for page in answer.pages:
        spans = [item for item in page.evidence if item.kind == "text" and item.category == page.category]
        assert page.blank or spans
        assert all(item.box and item.box.left <= item.box.right for item in spans)


@pytest.mark.parametrize("name", [name for name in LABELS if name != "packet.pdf"])
def test_what_is_none_of_the_categories_is_said_to_be(name: str) -> None:
    answer = postroom.classify(EXAMPLES / name, ["Recipe", "Sheet music", "Business card"])
    assert answer.none_of_these > 0.7
    assert answer.confidence < 0.3
    assert sums_to_one(answer)


def test_categories_that_no_lexicon_has_and_descriptions() -> None:
    categories = [
        Category("Kanban card"),
        Category("Class 7b", "Money that a supplier asks for: goods, amounts, VAT, total due, payment terms"),
    ]
    answer = postroom.classify(EXAMPLES / "invoice.pdf", categories)
    assert answer.category == "Class 7b"
    assert sums_to_one(answer)


@pytest.mark.parametrize("rest", ["Other", "Misc. documents", "None of the above", "Sonstiges", "Autres"])
def test_a_category_for_the_rest_takes_what_fits_no_other(rest: str) -> None:
    answer = postroom.classify(EXAMPLES / "invoice.pdf", ["Recipe", "Sheet music", rest])
    assert answer.category == rest
    assert answer.none_of_these < 0.1
    answer = postroom.classify(EXAMPLES / "invoice.pdf", ["Recipe", "Invoice", rest])
    assert answer.category == "Invoice"
    assert sums_to_one(answer)


def test_a_description_tells_apart_what_the_names_do_not() -> None:
    categories = [
        Category("Bill", "what the power company sends: meter readings, kilowatt hours, tariff"),
        Category("Invoice", "coffee machine repairs: parts, labour, call-out, VAT, payment terms"),
    ]
    assert postroom.classify(EXAMPLES / "invoice.pdf", categories).category == "Invoice"
    assert postroom.classify(EXAMPLES / "invoice.pdf", categories[::-1]).category == "Invoice"


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (["Invoice", "invoices", "Rechnung", "FACTURE", "factura", "Fattura", "Fatura", "factuur", "Invoice (AP)"], "invoice"),
        (["CV", "Lebenslauf", "résumé", "Resume - of a person", "curriculum vitae"], "resume"),
        (["Bank statement", "Kontoauszug", "Relevé bancaire", "estratto conto", "bankafschrift"], "bank_statement"),
        (["Rechnungen", "fatture", "facturen", "InvoiceDocument", "Vendor_Invoices"], "invoice"),
        (["contratti", "Verträge", "Employment contracts", "EmploymentContract"], "contract"),
        (["passport", "Driver's license", "Personalausweis", "carte d'identité", "pasaporte"], "id_document"),
    ],
)  # fmt: skip
def test_names_are_known_in_seven_languages(names: list[str], key: str) -> None:
    for name in names:
        assert [document_types()[kind].key for kind in known_types(name)] == [key], name


@pytest.mark.parametrize(
    ("name", "key"),
    [("Mobile phone bill", "utility_bill"), ("Handyvertrag", "contract"), ("lettre de motivation", "letter"), ("Report on invoices", None), ("Kanban card", None)],
)  # fmt: skip
def test_an_unknown_name_may_tell_a_kind_of_what_is_known(name: str, key: str | None) -> None:
    assert not known_types(name)
    assert [document_types()[kind].key for kind in head_types(name)] == ([key] if key else [])
    answer = postroom.classify(EXAMPLES / "resume.pdf", ["Curricula", name])
    assert answer.category == "Curricula"


def test_names_of_the_same_type_are_told_apart_by_their_words() -> None:
    page = make.pdf(
        ["PASSPORT\nSurname: Example\nGiven names: Maria\nNationality: Utopian\nPassport No. 0000"]
    )
    for names in (["Driving licence", "Passport"], ["Passport", "Driving licence"]):
        assert postroom.classify(page, names).category == "Passport"


def test_the_same_input_gives_the_same_answer_in_eight_processes_at_once() -> None:
    program = (
        "import sys, postroom; from postroom.schemas import to_json_bytes;"
        f"sys.stdout.buffer.write(to_json_bytes(postroom.classify({str(EXAMPLES / 'packet.pdf')!r}, {CATEGORIES!r})))"
    )
    with ThreadPoolExecutor(8) as workers:
        runs = set(workers.map(subprocess.check_output, [[sys.executable, "-c", program]] * 8))
    assert len(runs) == 1
    assert json.loads(runs.pop()) == to_json(postroom.classify(EXAMPLES / "packet.pdf", CATEGORIES))


@pytest.mark.parametrize("document", [*(make.image(each) for each in ODD_IMAGES.values()), *(make.pdf([each]) for each in ODD_TEXTS.values())], ids=[*ODD_IMAGES, *ODD_TEXTS])  # fmt: skip
def test_odd_pages_get_an_answer(document: bytes) -> None:
    answer = postroom.classify(document, ["Invoice", "Letter", "Something unheard of"])
    assert sums_to_one(answer)


def read(document: bytes) -> PageContent:
    with open_document(document, DocumentSettings()) as opened:
        return read_page(opened, 1)


@pytest.mark.parametrize("name", ["one pixel", "black", "white", "noise"])
def test_a_page_that_says_nothing_gives_no_confidence(name: str) -> None:
    prediction = load().classify_page(
        read(make.image(ODD_IMAGES[name])), [Category("Invoice"), Category("Letter"), Category("Contract")]
    )
    assert prediction.confidence < 0.6


@pytest.mark.parametrize("name", ODD_TEXTS)
def test_a_text_that_says_nothing_gives_no_confidence(name: str) -> None:
    answer = postroom.classify(make.pdf([ODD_TEXTS[name]]), ["Invoice", "Letter", "Contract"])
    assert answer.confidence < 0.6
    assert answer.confidence < answer.none_of_these


def test_what_is_said_once_counts_on_a_page_that_repeats_itself() -> None:
    rows = "\n".join(f"Repair of pump {n} 12.00" for n in range(60))
    answer = postroom.classify(
        make.pdf([f"INVOICE\nTotal due 720.00\n{rows}"]), ["Letter", "Invoice", "Contract"]
    )
    assert answer.category == "Invoice"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_scan_that_lies_wrong_is_classified_like_one_that_lies_right(turn: int) -> None:
    upright, lying = (postroom.classify(make.scan(make.invoice(), each), CATEGORIES) for each in (0, turn))
    assert lying.category == upright.category == "Invoice"
    assert lying.confidence == pytest.approx(upright.confidence, abs=0.05)
