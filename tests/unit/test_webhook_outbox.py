"""What becomes of deliveries, without a server: due ones are taken once, tried again, given up, replayed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from postroom.errors import InvalidRequest, NotFound
from postroom.settings import WebhookSettings
from postroom.storage.database import Database
from postroom.storage.tables import api_keys, webhook_deliveries, webhook_endpoints, webhook_receivers
from postroom.webhooks.deliveries import Deliveries, DeliveryFilter
from postroom.webhooks.endpoints import Endpoints
from postroom.webhooks.events import Events
from postroom.webhooks.outbox import PAUSE_AFTER, Claim, Outbox, Outcome
from tests.servers import Postgres

URL = "https://receiver.example/hook"


class Desk:
    """The rooms over one database, with a key and an endpoint of it."""

    def __init__(self, database: Database) -> None:
        settings = WebhookSettings(concurrency=3)
        self.database = database
        self.events = Events(settings)
        self.endpoints = Endpoints(database, self.events, most=2)
        self.deliveries = Deliveries(database, timedelta(hours=24))
        self.outbox = Outbox(database, settings)
        for name in ("key", "other"):
            row = {"id": name, "name": name, "hash": name, "created_at": datetime.now(UTC)}
            self.execute(api_keys.insert().values(row))
        self.endpoint = self.endpoints.create("key", URL, ["job.completed"], "v1", None)

    def execute(self, statement: Any) -> None:
        with self.database.write() as connection:
            connection.execute(statement)

    def post(self, count: int = 1) -> list[str]:
        return [self.endpoints.test("key", self.endpoint.id) for _ in range(count)]

    def take(self, *outcomes: Outcome, room: int = 100) -> list[Claim]:
        return self.outbox.exchange(outcomes, room)

    def pass_time(self, **time: float) -> None:
        """Everything that is to happen happens so much earlier."""
        step = timedelta(**time)
        for table in (webhook_deliveries, webhook_receivers):
            with self.database.write() as connection:
                for row in connection.execute(sa.select(table)).mappings().all():
                    moved = {name: value - step for name, value in row.items() if isinstance(value, datetime)}
                    connection.execute(table.update().where(table.c.id == row["id"]).values(moved))

    def status(self, delivery: str) -> str:
        return self.deliveries.read("key", delivery).status


@pytest.fixture(params=["SQLite", "Postgres"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    if request.param == "SQLite":
        database = Database.at(tmp_path / "test.db")
    else:
        postgres: Postgres = request.getfixturevalue("postgres")
        database = Database.connect(postgres.new_database(), 3)
    database.migrate()
    yield Desk(database)
    database.close()


def failed(claim: Claim, status: int | None = 500, retry_after: float | None = None) -> Outcome:
    return Outcome(claim, status, "it failed", retry_after)


def test_no_more_of_one_host_are_in_hand_than_may_be(desk: Desk) -> None:
    desk.post(5)
    claims = desk.take()
    assert len(claims) == 3
    assert desk.take() == []
    assert len(desk.take(Outcome(claims[0], 200, None))) == 1
    assert desk.status(claims[0].id) == "delivered"


def test_a_worker_that_died_leaves_its_deliveries_to_the_next(desk: Desk) -> None:
    (delivery,) = desk.post()
    assert [claim.attempts for claim in desk.take()] == [1]
    assert not desk.outbox.is_due()
    desk.pass_time(seconds=31)
    assert desk.outbox.is_due()
    (claim,) = desk.take()
    assert (claim.id, claim.attempts) == (delivery, 2)


def test_waits_grow_and_end_after_a_day(desk: Desk) -> None:
    (delivery,) = desk.post()
    waits: list[float] = []
    while desk.status(delivery) == "pending":
        (claim,) = desk.take()
        assert desk.take(failed(claim)) == []
        if following := desk.deliveries.read("key", delivery).next_attempt_at:
            waits.append((following - datetime.now(UTC)).total_seconds())
            desk.pass_time(seconds=max(waits[-1], 60) + 0.5)
        assert len(waits) < 200
    assert 0 < waits[0] <= 1
    assert all(wait <= 3_600 for wait in waits)
    assert 1_800 < waits[-2] <= 3_600
    assert 20 < len(waits) < 80
    assert desk.deliveries.read("key", delivery).last_error == "it failed"


def test_a_receiver_is_left_alone_as_long_as_it_asks(desk: Desk) -> None:
    desk.post(2)
    first, second = desk.take()
    desk.take(failed(first, 429, retry_after=120), Outcome(second, 200, None))
    desk.pass_time(seconds=100)
    assert desk.take() == []
    desk.pass_time(seconds=21)
    (claim,) = desk.take()
    desk.take(failed(claim, 503, retry_after=120))
    desk.post()
    assert desk.take() == [], "what is new waits too"
    desk.pass_time(seconds=121)
    assert len(desk.take()) == 2


def test_a_receiver_that_only_fails_is_tried_less_and_less_often(desk: Desk) -> None:
    desk.post(PAUSE_AFTER)
    attempts = 0
    for _ in range(1_200):
        claims = desk.take()
        attempts += len(claims)
        desk.take(*map(failed, claims), room=0)
        desk.pass_time(seconds=1)
    # 1,200 s in pauses of up to a minute, each ended by as many attempts as may be in hand.
    assert attempts < PAUSE_AFTER + 3 * (1_200 / 60 + 8)
    desk.pass_time(seconds=4_000)
    desk.take(*(Outcome(claim, 204, None) for claim in desk.take()), room=0)
    assert desk.take(), "one that is well again is paused no more"


def test_410_switches_the_endpoint_off(desk: Desk) -> None:
    first, second = desk.post(2)
    claim, _ = desk.take()
    desk.take(failed(claim, 410))
    endpoint = desk.endpoints.read("key", desk.endpoint.id)
    assert not endpoint.enabled
    assert "410" in (endpoint.disabled_reason or "")
    assert {desk.status(first), desk.status(second)} == {"failed"}
    with pytest.raises(InvalidRequest, match="switched off"):
        desk.deliveries.replay("key", first)
    with pytest.raises(InvalidRequest, match="switched off"):
        desk.post()
    assert desk.endpoints.change("key", desk.endpoint.id, {"enabled": True}).disabled_reason is None
    assert desk.deliveries.replay("key", first).status == "pending"
    assert [claim.id for claim in desk.take()] == [first]


def test_days_of_nothing_but_failures_switch_the_endpoint_off(desk: Desk) -> None:
    def fail() -> None:
        desk.post()
        desk.pass_time(minutes=2)
        desk.take(*map(failed, desk.take()), room=0)

    fail()
    desk.pass_time(days=4.9)
    fail()
    assert desk.endpoints.read("key", desk.endpoint.id).enabled
    desk.pass_time(days=0.2)
    fail()
    endpoint = desk.endpoints.read("key", desk.endpoint.id)
    assert not endpoint.enabled
    assert (endpoint.disabled_reason or "").startswith("Nothing but failures since")


def test_one_success_starts_the_days_anew(desk: Desk) -> None:
    desk.post()
    desk.take(*map(failed, desk.take()), room=0)
    desk.pass_time(days=4)
    desk.take(*(Outcome(claim, 200, None) for claim in desk.take()), room=0)
    desk.pass_time(days=4)
    desk.post()
    desk.take(*map(failed, desk.take()), room=0)
    assert desk.endpoints.read("key", desk.endpoint.id).enabled


def test_the_old_secret_signs_too_for_a_day_after_a_rotation(desk: Desk) -> None:
    rotated = desk.endpoints.rotate("key", desk.endpoint.id)
    desk.post()
    (claim,) = desk.take()
    assert claim.secrets == (rotated.secret, desk.endpoint.secret)
    day = datetime.now(UTC) - timedelta(seconds=1)
    desk.execute(webhook_endpoints.update().values(previous_until=day))
    desk.post()
    (claim,) = desk.take()
    assert claim.secrets == (rotated.secret,)


def test_a_new_url_gets_what_waits_and_a_deleted_endpoint_nothing(desk: Desk) -> None:
    desk.post()
    desk.endpoints.change("key", desk.endpoint.id, {"url": "https://new.example:8443/"})
    (claim,) = desk.take()
    assert claim.url == "https://new.example:8443/"
    desk.endpoints.delete("key", desk.endpoint.id)
    assert desk.take(failed(claim)) == []
    assert desk.deliveries.find("key", DeliveryFilter(), 10) == []


def test_another_key_sees_and_changes_nothing(desk: Desk) -> None:
    (delivery,) = desk.post()
    for call in (
        lambda: desk.endpoints.read("other", desk.endpoint.id),
        lambda: desk.endpoints.change("other", desk.endpoint.id, {"enabled": False}),
        lambda: desk.endpoints.change("other", desk.endpoint.id, {}),
        lambda: desk.endpoints.rotate("other", desk.endpoint.id),
        lambda: desk.endpoints.test("other", desk.endpoint.id),
        lambda: desk.endpoints.delete("other", desk.endpoint.id),
        lambda: desk.deliveries.read("other", delivery),
        lambda: desk.deliveries.replay("other", delivery),
    ):
        with pytest.raises(NotFound):
            call()
    assert desk.endpoints.all("other") == []
    assert desk.deliveries.find("other", DeliveryFilter(), 10) == []
    assert desk.endpoints.read("key", desk.endpoint.id).enabled
    assert desk.status(delivery) == "pending"


def test_a_key_has_only_so_many_endpoints(desk: Desk) -> None:
    desk.endpoints.create("key", URL, ["job.failed"], "compat", "second")
    with pytest.raises(InvalidRequest, match="2 webhook endpoints"):
        desk.endpoints.create("key", URL, ["job.failed"], "compat", None)
    assert [each.description for each in desk.endpoints.all("key")] == [None, "second"]


def test_what_nobody_takes_along_is_tidied_up(desk: Desk) -> None:
    (old,) = desk.post()
    desk.pass_time(days=8)
    (new,) = desk.post()
    desk.deliveries.tidy(timedelta(days=7))
    assert [each.id for each in desk.deliveries.find("key", DeliveryFilter(), 10)] == [new]
    with pytest.raises(NotFound):
        desk.deliveries.read("key", old)
