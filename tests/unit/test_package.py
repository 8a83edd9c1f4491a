"""The public face: light to import, and whole."""

from __future__ import annotations

import json
import subprocess
import sys

import postroom
from postroom import errors
from postroom.client import calls

HEAVY = ("fastapi", "onnxruntime", "pypdfium2", "numpy", "httpx", "sqlalchemy", "dbos")
PROGRAM = """
import json, sys, time
started = time.perf_counter()
import postroom
seconds = time.perf_counter() - started
print(json.dumps([seconds, sorted(sys.modules)]))
"""


def test_import_is_light() -> None:
    runs = [
        json.loads(subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=True).stdout)
        for _ in range(3)
    ]
    assert min(seconds for seconds, _ in runs) < 0.2
    assert not set(HEAVY) & set(runs[0][1])


def test_everything_public_is_there() -> None:
    for name in postroom.__all__:
        assert getattr(postroom, name) is not None


def test_every_error_has_its_own_words() -> None:
    leaves = list(errors.leaves())
    codes = [error.code for error in leaves]
    for error in leaves:
        assert error.title
        assert error.advice
        assert 400 <= error.status < 600
        assert error.exit_code > 0
        assert error.__doc__
    assert {error.__name__ for error in leaves} <= set((errors.__doc__ and errors.__doc__.split()) or [])
    assert len(set(codes)) == len(codes), "a code names one error"


def test_the_client_makes_the_server_s_errors_again() -> None:
    import httpx

    from postroom.api.problems import problem_response

    raised = [
        errors.InvalidCategories("x"), errors.DocumentEncrypted("x"), errors.NotFound("x"),
        errors.QuotaExceeded(current=1, limit=1), errors.RateLimited(retry_after=7), errors.QueueFull("x"),
        errors.Unauthorized("x"), errors.StorageFull("x"), errors.DocumentTooLarge("x"),
    ]  # fmt: skip
    for error in raised:
        answer = problem_response(error)
        response = httpx.Response(
            answer.status_code, headers=dict(answer.headers), content=bytes(answer.body)
        )
        made = calls.read_error(response)
        assert type(made) is type(error)
        assert made.detail == error.detail
