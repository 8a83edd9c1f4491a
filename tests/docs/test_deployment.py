"""The files in deploy/ name what there is, and what they ask of the service holds."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import promql_parser
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from postroom import errors, settings
from tests.files import make
from tests.service import ROOT, Service

DEPLOY = ROOT / "deploy"
SUFFIXES = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count"), "gauge": ("",)}


def manifests(kind: str) -> list[dict[str, Any]]:
    text = (DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8")
    return [each for each in yaml.safe_load_all(text) if each["kind"] == kind]


def pods() -> list[dict[str, Any]]:
    found = [each["spec"]["template"]["spec"] for each in manifests("Deployment") + manifests("StatefulSet")]
    assert len(found) == 2
    return found


def expressions() -> Iterator[str]:
    dashboard = json.loads((DEPLOY / "dashboard.json").read_text(encoding="utf-8"))
    for panel in dashboard["panels"]:
        yield from (target["expr"].replace("$__rate_interval", "5m") for target in panel["targets"])
    alerts = yaml.safe_load((DEPLOY / "alerts.yaml").read_text(encoding="utf-8"))
    yield from (rule["expr"] for group in alerts["groups"] for rule in group["rules"])


def selectors() -> list[promql_parser.VectorSelector]:
    found: list[promql_parser.VectorSelector] = []

    def note(each: promql_parser.Expr) -> None:
        inner = each.vector_selector if isinstance(each, promql_parser.MatrixSelector) else each
        if isinstance(inner, promql_parser.VectorSelector):
            found.append(inner)

    for text in expressions():
        promql_parser.walk(promql_parser.parse(text), note)
    return found


def test_settings_that_are_set_are_known() -> None:
    known = settings.variables()
    for name in ("compose.yaml", "kubernetes.yaml", "Containerfile"):
        named = re.findall(r"\bPOSTROOM_\w+", (DEPLOY / name).read_text(encoding="utf-8"))
        assert named
        assert set(named) <= known.keys(), name


def test_kubernetes_sets_no_variable_that_stops_the_service() -> None:
    """Of a Service named postroom it tells every pod, as POSTROOM_PORT=tcp://…, unless it is told not to."""
    assert "POSTROOM" in {each["metadata"]["name"].upper() for each in manifests("Service")}
    assert all(pod["enableServiceLinks"] is False for pod in pods())


def test_a_stop_is_given_its_time() -> None:
    from postroom import tracing
    from postroom.api import server

    stop = settings.JobSettings().stop_seconds + 10 + server.SHUTDOWN_SECONDS + tracing.STOP_SECONDS
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    given = [float(compose[name]["stop_grace_period"].removesuffix("s")) for name in ("api", "worker")]
    given += [pod["terminationGracePeriodSeconds"] for pod in pods()]
    unit = re.search(r"TimeoutStopSec=(\d+)", (ROOT / "docs/guides/deploy.md").read_text(encoding="utf-8"))
    assert unit
    assert min([*given, float(unit[1])]) > stop


def test_a_container_has_room_for_every_page_at_its_limit() -> None:
    (worker,) = (pod["containers"][0] for pod in pods() if pod["containers"][0]["name"] == "worker")
    processes = int(worker["args"][1].removeprefix("--workers="))
    limit = float(worker["resources"]["limits"]["memory"].removesuffix("Gi")) * 1024
    assert limit > processes * settings.DocumentSettings().page_memory_mb


def test_figures_that_are_drawn_or_watched_are_there(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=0") as service:
        text = httpx.get(f"{service.url}/metrics", trust_env=False, timeout=60).text
    shown = {
        family.name + suffix
        for family in text_string_to_metric_families(text)
        for suffix in SUFFIXES[family.type]
    }
    named = {selector.name for selector in selectors()}
    assert len(named) > 10
    assert named <= shown
    guide = (ROOT / "docs/guides/observe.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(postroom_[a-z_]+)[`{]", guide))
    assert told - {"postroom_page_confidence"} <= shown


def test_alerts_name_errors_that_there_are() -> None:
    codes = {error.code for error in errors.tree()}
    watched = [
        code
        for selector in selectors()
        for matcher in selector.matchers.matchers
        if matcher.name in ("how", "reason")
        for code in matcher.value.split("|")
    ]
    assert "queue_full" in watched
    assert set(watched) <= codes


class Contained(Service):
    """A service that may write to its data folder alone, and has no rights of root's, as in the container."""

    script = (
        'mount --bind "$FOLDER" "$FOLDER" && mount -o remount,ro,bind / '
        '&& exec setpriv --bounding-set=-all --inh-caps=-all --no-new-privs "$@"'
    )
    prefix = ("unshare", "--mount", "sh", "-c", script, "sh")


def may_mount() -> bool:
    if sys.platform != "linux" or os.geteuid() != 0:
        return False
    command = ["unshare", "--mount", "mount", "-o", "remount,ro,bind", "/"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def test_the_service_needs_no_rights_and_no_place_but_its_folder(tmp_path: Path) -> None:
    if not may_mount():
        pytest.skip("only root may make a file system read-only for one process")
    folder = tmp_path / "data"
    # As a volume is: there already, and not the service's own.
    folder.mkdir(mode=0o777)
    with Contained(folder, "--workers=1", FOLDER=str(folder)) as service:
        assert service.classify(make.scan("CONTRACT"))["result"]["classification"] == "Contract"
        assert service.client.get("/readyz").json()["status"] == "ok"
        job = service.submit(make.pdf([make.invoice()]))
        service.wait(job)
        assert service.client.get(f"/v1/jobs/{job}/pages/1/image").status_code == 200
        with pytest.raises(OSError, match="Read-only"):
            (Path(f"/proc/{service.process.pid}/root/tmp") / "a").write_text("a")
        assert service.stop() == 0
