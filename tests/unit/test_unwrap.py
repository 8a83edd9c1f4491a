"""What a receiver of webhooks is told, and what it is protected from."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from postroom.client.webhooks import unwrap
from postroom.errors import InvalidRequest, SignatureInvalid
from postroom.schemas import Job, JobStatus, to_json
from postroom.webhooks.signature import new_secret, sign

NOW = datetime.now(UTC)
SECRET = new_secret()
JOB = Job(
    id="1", status=JobStatus.CANCELLED, file_name=None, pages_done=0, pages_total=None, created_at=NOW,
    updated_at=NOW,
)  # fmt: skip
NATIVE = {"type": "job.cancelled", "timestamp": NOW.isoformat(), "data": to_json(JOB)}
RESULT = {
    "success": True,
    "classification": "Invoice",
    "confidence": 0.5,
    "raw_result": "x",
    "total_pages": 1,
}
HOSTED = {"job_id": "1", "status": "completed", "progress": "", "error": None, "result": RESULT}


def message(told: object, age: timedelta = timedelta()) -> tuple[bytes, dict[str, str]]:
    body = json.dumps(told).encode()
    return body, sign("event-1", datetime.now(UTC) - age, body, [SECRET])


def test_both_formats_are_read() -> None:
    event = unwrap(*message(NATIVE), SECRET)
    assert (event.id, event.type, event.timestamp, event.data) == ("event-1", "job.cancelled", NOW, JOB)
    body, headers = message(HOSTED)
    hosted = unwrap(body, {name.title(): value for name, value in headers.items()}, [new_secret(), SECRET])
    assert hosted.type == "job.completed"
    assert isinstance(hosted.data, Job)
    assert hosted.data.category == "Invoice"


def test_what_is_not_genuine_is_refused() -> None:
    body, headers = message(NATIVE)
    with pytest.raises(SignatureInvalid):
        unwrap(body + b" ", headers, SECRET)
    with pytest.raises(SignatureInvalid):
        unwrap(body, headers, new_secret())
    with pytest.raises(SignatureInvalid):
        unwrap(*message(NATIVE, timedelta(minutes=6)), SECRET)


@pytest.mark.parametrize(
    "told",
    [[], {}, {"type": "job.completed"}, {"job_id": "1"}, HOSTED | {"result": {}}, HOSTED | {"status": "?"}],
)
def test_what_is_signed_and_not_known_is_an_error_of_ours(told: object) -> None:
    with pytest.raises(InvalidRequest):
        unwrap(*message(told), SECRET)
