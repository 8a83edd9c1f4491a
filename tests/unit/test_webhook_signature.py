"""Signatures as Standard Webhooks publishes them, and what a receiver must refuse."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from postroom.errors import SettingsError, SignatureInvalid
from postroom.webhooks.signature import new_secret, sign, verify

BODY = b'{"test": 2432232314}'


@pytest.mark.parametrize(
    "secret", ["MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]
)
def test_the_published_vector(secret: str) -> None:
    sent = datetime.fromtimestamp(1614265330, UTC)
    assert sign("msg_p5jXN8AQM9LWM0D4loKWxJek", sent, BODY, [secret]) == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_what_is_signed_verifies_with_any_of_the_secrets_in_use() -> None:
    old, new = new_secret(), new_secret()
    headers = sign("evt_1", datetime.now(UTC), BODY, [new, old])
    for secrets in (old, new, [new_secret(), old]):
        verify(BODY, {name.title(): value for name, value in headers.items()}, secrets)


SECRET = new_secret()


def signed(age: float = 0.0, **changes: str) -> dict[str, str]:
    headers = sign("evt_1", datetime.now(UTC) - timedelta(seconds=age), BODY, [SECRET])
    return headers | {name.replace("_", "-"): value for name, value in changes.items()}


@pytest.mark.parametrize(
    "changes",
    [
        {"webhook_id": "evt_2"},
        {"webhook_timestamp": "tomorrow"},
        {"age": 400},
        {"age": -400},
        {"webhook_signature": ""},
        {"webhook_signature": "v1"},
        {"webhook_signature": "v1,not base64"},
        {"webhook_signature": "v2,AAAA"},
        {"webhook_signature": "v1,AAAA v1,,"},
    ],
    ids=str,
)
def test_headers_that_do_not_fit_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(SignatureInvalid):
        verify(BODY, signed(**changes), SECRET)


def test_another_body_is_refused_and_so_is_one_without_headers() -> None:
    for body, headers in ((b'{"test": 2}', signed()), (b"\xff", signed()), (BODY, {})):
        with pytest.raises(SignatureInvalid):
            verify(body, headers, SECRET)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_é"])
def test_a_secret_that_can_not_be_one_is_a_clear_error(secret: str) -> None:
    with pytest.raises(SettingsError, match="whsec_"):
        verify(BODY, signed(), secret)
