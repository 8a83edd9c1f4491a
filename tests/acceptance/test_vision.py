"""A service with a vision model: the worker asks the endpoint, and the key stays with it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import psutil

from tests.endpoint import KEY, Asked, Endpoint, always, well
from tests.files import make
from tests.service import Service, wait_until

CATEGORIES = ("Contract", "Invoice")


def start(folder: Path, endpoint: Endpoint, kind: str = "vision", **settings: str) -> Service:
    return Service(
        folder,
        "--workers=2",
        POSTROOM_CLASSIFIER__KIND=kind,
        POSTROOM_VISION__BASE_URL=endpoint.url,
        POSTROOM_VISION__MODEL="a-model",
        POSTROOM_VISION__API_KEY=KEY,
        **{"POSTROOM_VISION__INPUT": "both"} | settings,
    )


def native(service: Service, job: str) -> dict[str, Any]:
    answer = service.client.get(f"/v1/jobs/{job}")
    assert answer.status_code == 200
    return answer.json()


def assert_no_key(service: Service) -> None:
    """The endpoint's key is nowhere that outlives or leaves the worker."""
    for process in service.pool():
        assert KEY not in "".join(process.environ().values())
    service.stop()
    assert KEY not in "".join(service.log)
    for path in service.folder.rglob("*"):
        if path.is_file():
            assert KEY.encode() not in path.read_bytes(), path


def test_the_vision_model_decides_and_the_service_says_so(tmp_path: Path, backend: dict[str, str]) -> None:
    with (
        Endpoint() as endpoint,
        start(tmp_path, endpoint, POSTROOM_VISION__INPUT_PRICE="10000", **backend) as service,
    ):
        job = service.submit(make.pdf([make.invoice(), make.contract(), None]), CATEGORIES)
        compat = service.wait(job)["result"]
        assert set(compat["page_results"][0]) == {
            "page",
            "success",
            "classification",
            "confidence",
            "raw_result",
        }
        assert [page["raw_result"] for page in compat["page_results"][:2]] == ["Invoice", "Contract"]
        shown = native(service, job)
        assert [page["classifier"] for page in shown["result"]["pages"]] == ["vision", "vision", "local"]
        assert shown["vision"] == {
            "pages": 2, "requests": 2, "input_tokens": 200, "output_tokens": 14, "cost": 2.0
        }  # fmt: skip
        assert {asked.key for asked in endpoint.asked} == {f"Bearer {KEY}"}
        key = service.client.get("/org/get_usage").json()["org_id"]
        figures = service.client.get("/metrics").text.splitlines()
        assert f'postroom_vision_pages_total{{key="{key}"}} 2.0' in figures
        assert f'postroom_vision_input_tokens_total{{key="{key}"}} 200.0' in figures
        assert f'postroom_vision_cost_total{{key="{key}"}} 2.0' in figures
        again = service.submit(make.pdf([make.invoice(), make.contract(), None]), CATEGORIES)
        assert native(service, again)["vision"] is None, "the stored answer costs nothing"
        assert endpoint.count == 2
        assert_no_key(service)


def test_an_endpoint_that_is_down_fails_the_job_clearly(tmp_path: Path) -> None:
    with (
        Endpoint(always("401")) as endpoint,
        start(tmp_path, endpoint) as service,
    ):
        job = service.submit(make.pdf([make.invoice()]), CATEGORIES)
        failed = service.wait(job)
        assert failed["status"] == "failed"
        assert failed["error"] == "Failed to process document: The vision API answered with HTTP status 401"
        problem = native(service, job)["problem"]
        assert (problem["code"], problem["retryable"]) == ("vision_refused", False)
        assert_no_key(service)


def test_offline_answers_stand_in_marked_and_are_not_kept_for_next_time(tmp_path: Path) -> None:
    with (
        Endpoint(always("401")) as endpoint,
        start(tmp_path, endpoint, POSTROOM_VISION__FALLBACK="local") as service,
    ):
        document = make.pdf([make.invoice()])
        job = service.submit(document, CATEGORIES)
        assert service.wait(job)["status"] == "completed"
        (page,) = native(service, job)["result"]["pages"]
        assert (page["category"], page["classifier"], page["fallback"]) == (
            "Invoice",
            "local",
            "vision_refused",
        )
        endpoint.behave = well
        job = service.submit(document, CATEGORIES)
        service.wait(job)
        assert native(service, job)["result"]["pages"][0]["classifier"] == "vision"


def test_budgets_outlast_a_restart(tmp_path: Path, backend: dict[str, str]) -> None:
    budgets = {"POSTROOM_VISION__DAY_BUDGET": "3 pages", "POSTROOM_VISION__JOB_BUDGET": "2 pages"}
    with Endpoint() as endpoint, start(tmp_path, endpoint, **budgets, **backend) as service:
        job = service.submit(make.pdf([make.invoice(n) for n in range(4)]), CATEGORIES)
        assert "the budget of 2 pages for this job" in service.wait(job)["error"]
        assert native(service, job)["problem"]["code"] == "budget_spent"
        service.stop()
        service.start()
        assert service.classify(make.pdf([make.contract()]), CATEGORIES)["status"] == "completed"
        refused = service.classify(make.pdf([make.invoice(9)]), CATEGORIES)
        assert "the budget of 3 pages for today" in refused["error"]
        assert 1 <= endpoint.count <= 3, "pages of the job that failed may not have been sent any more"


def test_200_pages_against_an_endpoint_that_fails_one_time_in_five(tmp_path: Path) -> None:
    chance = random.Random(5)

    def shaky(_number: int, _asked: Asked) -> str:
        return chance.choice(("429", "500", "cut", "stall")) if chance.random() < 0.2 else "well"

    with (
        Endpoint(shaky, retry_after="0.1") as endpoint,
        start(
            tmp_path, endpoint, POSTROOM_VISION__CONCURRENCY="16", POSTROOM_VISION__INPUT="text"
        ) as service,
    ):
        texts = [make.invoice(n) if n % 2 else make.contract() for n in range(200)]
        job = service.submit(make.pdf(texts), CATEGORIES, max_pages="200")
        done = service.wait(job, 300)
        assert done["status"] == "completed", done["error"]
        assert done["result"]["processed_pages"] == 200
        spent = native(service, job)["vision"]
        assert spent["pages"] == 200
        assert spent["requests"] == endpoint.count, "every request is counted, and none is made twice"
        # What was charged for are the answers: one for each page.
        assert endpoint.charged == 200
        assert endpoint.most_in_hand <= 16
        assert_no_key(service)


def test_a_killed_worker_asks_only_for_what_was_not_saved(tmp_path: Path) -> None:
    with (
        Endpoint(always("slow 0.05")) as endpoint,
        start(tmp_path, endpoint, POSTROOM_VISION__CONCURRENCY="2", POSTROOM_VISION__INPUT="text") as service,
    ):
        job = service.submit(make.pdf([make.invoice(n) for n in range(60)]), CATEGORIES, max_pages="60")
        wait_until(lambda: native(service, job)["pages_done"] > 10)
        worker = service.worker()
        assert worker
        psutil.Process(worker.pid).kill()
        assert service.wait(job)["result"]["processed_pages"] == 60
        # In hand or answered but not saved when the worker was killed: a quarter of a second's worth, and two.
        assert endpoint.count <= 60 + 25
