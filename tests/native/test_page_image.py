"""A page's picture: drawn as it is, for its owner, and never at the service's risk."""

from __future__ import annotations

import io

import httpx
import numpy as np
import pytest
from PIL import Image

from tests.files import make
from tests.native.conftest import Submit, ended
from tests.service import Service


def test_a_page_is_drawn_as_wide_as_it_is_asked_for(service: Service, submit: Submit) -> None:
    job = ended(service.client, submit(make.pdf([make.invoice(), None]))["id"])["id"]
    answer = service.client.get(f"/v1/jobs/{job}/pages/1/image", params={"width": 300})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    first = Image.open(io.BytesIO(answer.content)).convert("L")
    assert abs(first.width - 300) <= 1
    assert first.height > first.width
    assert np.asarray(first).min() < 100, "there is writing on it"
    second = service.client.get(f"/v1/jobs/{job}/pages/2/image")
    blank = Image.open(io.BytesIO(second.content)).convert("L")
    assert abs(blank.width - 800) <= 1
    assert np.asarray(blank).min() > 240


def test_a_page_of_somebody_else_or_of_nothing_is_not_found(
    service: Service, submit: Submit, stranger: httpx.Client
) -> None:
    job = submit(make.pdf([make.invoice()]))["id"]
    assert stranger.get(f"/v1/jobs/{job}/pages/1/image").status_code == 404
    missing = service.client.get(f"/v1/jobs/{job}/pages/2/image")
    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")
    assert service.client.get("/v1/jobs/../pages/1/image").status_code == 404


@pytest.mark.parametrize(
    "path", ["pages/0/image", "pages/x/image", "pages/1/image?width=63", "pages/1/image?width=1e9"]
)
def test_what_can_t_be_drawn_is_refused(service: Service, submit: Submit, path: str) -> None:
    job = submit(make.pdf([make.invoice()]))["id"]
    answer = service.client.get(f"/v1/jobs/{job}/{path}")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_parameter")


def test_a_document_that_can_t_be_opened_has_no_pictures(service: Service, submit: Submit) -> None:
    job = submit(b"%PDF-1.7 rubbish")["id"]
    ended(service.client, job)
    answer = service.client.get(f"/v1/jobs/{job}/pages/1/image")
    assert (answer.status_code, answer.json()["code"]) == (422, "document_corrupt")
