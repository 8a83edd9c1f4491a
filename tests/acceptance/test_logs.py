"""What the log must never hold: keys, what stands in documents, and where users keep them."""

from __future__ import annotations

import json
from pathlib import Path

import httpx

from tests.files import make
from tests.service import KEY, Service


def test_the_log_holds_no_secrets(tmp_path: Path) -> None:
    settings = {"POSTROOM_LOG_LEVEL": "debug", "POSTROOM_OUTBOUND__ALLOW_NETWORKS": '["127.0.0.0/8"]'}
    with Service(tmp_path, "--workers=1", **settings) as service:
        for text in ("", "@RAISE", "@CRASH"):
            service.classify(make.pdf([f"{text} PRIVATE-TEXT"]), ["PRIVATE-CATEGORY", "b"])
        service.classify(b"%PDF-1.7 PRIVATE-TEXT")
        data = {"file_url": "http://127.0.0.1:1/PRIVATE-URL", "categories": json.dumps(["PRIVATE-CATEGORY"])}
        failed = service.wait(service.client.post("/classify", data=data).json()["job_id"])
        assert failed["status"] == "failed"
        assert "PRIVATE" not in failed["error"]
        wrong = {"api-key": "PRIVATE-WRONG-KEY"}
        assert httpx.get(f"{service.url}/classify/x", headers=wrong, trust_env=False).status_code == 401
        service.stop()
        log = "".join(service.log)
    assert "page 1 could not be classified" in log, "the log was not read"
    assert "PRIVATE" not in log
    assert KEY not in log


def test_json_lines_carry_the_job_and_hold_no_secrets(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=1", POSTROOM_LOG_FORMAT="json") as service:
        good = service.submit(make.pdf([f"{make.invoice()} PRIVATE-TEXT"]))
        raises = service.submit(make.pdf(["@RAISE PRIVATE-TEXT"]), ["PRIVATE-CATEGORY", "b"])
        crashes = service.submit(make.pdf(["@CRASH PRIVATE-TEXT"]), ["PRIVATE-CATEGORY", "b"])
        for job in (good, raises, crashes):
            service.wait(job)
        service.stop()
        log = "".join(service.log)
    # What is said to the person at the terminal is no part of the log.
    lines = [json.loads(line) for line in service.log if not line.startswith("Postroom listens")]
    assert "PRIVATE" not in log
    assert KEY not in log
    assert all({"time", "level", "logger", "message"} <= line.keys() for line in lines)

    def about(job: str) -> str:
        return " ".join(line["message"] for line in lines if line.get("job_id") == job)

    assert "ended: succeeded" in about(good)
    assert "page 1 could not be classified" in about(raises), "from the pool process"
    assert "a pool process died" in about(crashes), "from the pool's thread"
    (defect,) = (line for line in lines if "could not be classified" in line["message"])
    assert "nobody expects this" in defect["error"]
