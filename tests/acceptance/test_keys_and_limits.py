"""What a key may do, how often, and how it is changed without an hour in which nothing works."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from postroom.api.limits import ReadLimit
from postroom.errors import SettingsError
from postroom.settings import LimitSettings
from tests.acceptance.test_bad_input import POSTROOM
from tests.files import make
from tests.servers import Postgres, Redis
from tests.service import Service, wait_until

POLICY = re.compile(r'"(reads|submits)";q=\d+;w=60')
STANDING = re.compile(r'"(reads|submits)";r=(\d+);t=(\d+)')


def postroom(service: Service, *arguments: str) -> str:
    done = subprocess.run(
        [POSTROOM, *arguments, f"--data-dir={service.folder}"],
        env=service.environment, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return done.stdout.strip()


def client(service: Service, key: str) -> httpx.Client:
    return httpx.Client(base_url=service.url, headers={"api-key": key}, trust_env=False, timeout=30)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with Service(tmp_path_factory.mktemp("keys"), "--workers=1") as service:
        yield service


@pytest.mark.parametrize("scope", ["classify", "read", "admin"])
def test_a_key_does_what_its_scope_says_and_no_more(shared: Service, scope: str) -> None:
    job = shared.submit(make.pdf([make.invoice()]))
    key = postroom(shared, "keys", "create", f"--name={scope}", f"--scope={scope}")
    files, fields = {"pdf_file": make.pdf(["mine"])}, {"categories": '["a"]'}
    with client(shared, key) as own:
        answers = {
            "classify": [
                own.post("/classify", files=files, data=fields),
                own.post("/v1/jobs", files=files, data=fields),
                own.delete(f"/jobs/{job}"),
            ],
            "read": [own.get(f"/classify/{job}"), own.get(f"/v1/jobs/{job}"), own.get("/org/get_usage")],
        }
    for needed, responses in answers.items():
        for response in responses:
            refused = response.status_code == 403
            assert refused == (needed != scope), response.text
            if refused:
                assert response.json()["detail"] == f"The key lacks the scope {needed}."
            if refused and "/v1/" in str(response.url):
                assert response.json()["code"] == "forbidden"
                assert response.headers["content-type"] == "application/problem+json"


def test_a_scope_that_there_is_not_is_refused(shared: Service) -> None:
    with pytest.raises(subprocess.CalledProcessError) as refused:
        postroom(shared, "keys", "create", "--name=odd", "--scope=write")
    assert refused.value.returncode == 2
    assert "classify, read, admin" in refused.value.stderr


def test_a_rotated_key_works_beside_the_new_one_until_the_overlap_ends(shared: Service) -> None:
    old = postroom(shared, "keys", "create", "--name=turning")
    with client(shared, old) as before:
        accepted = before.post(
            "/classify", files={"pdf_file": make.pdf(["mine"])}, data={"categories": '["a"]'}
        ).json()
        new = postroom(shared, "keys", "rotate", "turning")
        with client(shared, new) as after:
            for own in (before, after):
                assert own.get(f"/classify/{accepted['job_id']}").status_code == 200
            newest = postroom(shared, "keys", "rotate", "turning", "--overlap=0")
            # A key is believed for two seconds.
            wait_until(lambda: after.get("/org/get_usage").status_code == 401, 10)
            wait_until(lambda: before.get("/org/get_usage").status_code == 401, 10)
    with client(shared, newest) as own:
        assert own.get(f"/classify/{accepted['job_id']}").status_code == 200
    with pytest.raises(subprocess.CalledProcessError):
        postroom(shared, "keys", "rotate", "POSTROOM_API_KEY")


def test_every_counted_answer_says_how_the_key_stands(shared: Service) -> None:
    read = shared.client.get("/org/get_usage")
    assert POLICY.fullmatch(read.headers["ratelimit-policy"])
    found = STANDING.fullmatch(read.headers["ratelimit"])
    assert found
    assert found[1] == "reads"
    assert int(found[2]) > 10_000
    assert 1 <= int(found[3]) <= 60
    assert "ratelimit" not in shared.client.get("/health").headers


def test_a_client_that_polls_every_second_never_meets_the_limit(shared: Service) -> None:
    """A hundred jobs at once, each polled every second of a minute."""
    job = shared.submit(make.pdf([make.invoice()]))
    key_reads = [shared.client.get(f"/classify/{job}").status_code for _ in range(500)]
    assert set(key_reads) == {200}
    limit = int(
        shared.client.get(f"/classify/{job}").headers["ratelimit-policy"].split("q=")[1].split(";")[0]
    )
    assert limit >= 100 * 60


def test_reads_beyond_the_limit_wait_for_the_next_minute(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=0", POSTROOM_LIMITS__READS_PER_MINUTE="5") as service:
        answers = [service.client.get("/org/get_usage") for _ in range(7)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
        assert answers[-1].json() == {"detail": "Rate limit exceeded"}
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
        assert answers[-1].headers["ratelimit"].startswith('"reads";r=0;t=')
        native = service.client.get("/v1/jobs/00000000-0000-4000-8000-000000000000")
        assert (native.status_code, native.json()["code"]) == (429, "rate_limited")
        # Another key has a minute of its own, and submits are another limit.
        with client(service, postroom(service, "keys", "create", "--name=other")) as other:
            assert other.get("/org/get_usage").status_code == 200
        service.submit(make.pdf(["limit"]))


def test_submits_are_counted_by_all_api_processes_together(tmp_path: Path, postgres: Postgres) -> None:
    settings = {
        "POSTROOM_DATABASE_URL": postgres.new_database(),
        "POSTROOM_LIMITS__SUBMITS_PER_MINUTE": "3",
    }
    with (
        Service(tmp_path / "1", "--workers=0", **settings) as first,
        Service(tmp_path / "2", "--workers=0", **settings) as second,
    ):
        left = [
            service.client.post(
                "/classify", files={"pdf_file": make.pdf(["limit"])}, data={"categories": '["a"]'}
            ).headers["ratelimit"][:13]
            for service in (first, second, first)
        ]
        assert left == ['"submits";r=2', '"submits";r=1', '"submits";r=0']
        for service in (first, second):
            refused = service.client.post("/classify")
            assert refused.status_code == 429
            assert 1 <= int(refused.headers["retry-after"]) <= 60


def test_reads_are_counted_together_in_redis_and_go_on_without_it(tmp_path: Path, postgres: Postgres) -> None:
    with Redis() as redis:
        settings = {
            "POSTROOM_DATABASE_URL": postgres.new_database(),
            "POSTROOM_LIMITS__READS_PER_MINUTE": "6",
            "POSTROOM_LIMITS__REDIS_URL": redis.url,
        }
        with (
            Service(tmp_path / "1", "--workers=0", **settings) as first,
            Service(tmp_path / "2", "--workers=0", **settings) as second,
        ):
            answers = [service.client.get("/org/get_usage").status_code for service in (first, second) * 4]
            assert answers == [200] * 6 + [429] * 2
            # The first key is refused until its minute is over, with Redis or without.
            with client(first, postroom(first, "keys", "create", "--name=other")) as other:
                redis.stop()
                assert [other.get("/org/get_usage").status_code for _ in range(20)] == [200] * 20
                wait_until(lambda: any("reads are not counted" in line for line in first.log))
                redis.start()
                wait_until(lambda: "ratelimit" in other.get("/org/get_usage").headers, 20)


def test_a_redis_url_that_is_none_is_a_clear_error() -> None:
    with pytest.raises(SettingsError, match="POSTROOM_LIMITS__REDIS_URL"):
        ReadLimit(LimitSettings.model_validate({"redis_url": "memcached://localhost"}))
