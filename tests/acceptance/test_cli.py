"""The command line as it is typed: data on stdout, the rest on stderr, an exit code for each kind of error."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.files import make
from tests.service import KEY, ROOT, Service, wait_until

POSTROOM = Path(sys.executable).parent / "postroom"


def run(*arguments: object, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("POSTROOM_")}
    return subprocess.run(
        [POSTROOM, *map(str, arguments)],
        env=environment | settings,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_classify_prints_json_of_every_good_file_and_fails_for_the_others(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(make.pdf([make.invoice()]))
    bad.write_bytes(make.pdf([make.invoice()], password="secret"))
    done = run("classify", bad, good, "-c", "Invoice", "-c", "Contract=an agreement of parties", "--json")
    assert done.returncode == 6
    assert "password" in done.stderr
    assert "hint:" in done.stderr
    answer = json.loads(done.stdout)
    assert (answer["file"], answer["category"]) == (str(good), "Invoice")
    assert answer["scores"].keys() == {"Invoice", "Contract"}


def test_classify_prints_a_table() -> None:
    done = run("classify", ROOT / "examples/packet.pdf", "-c", "Invoice", "-c", "Résumé", "--max-pages", "2")
    assert done.returncode == 0
    assert "packet.pdf" in done.stdout
    assert "Invoice" in done.stdout
    assert done.stderr == ""


def test_classify_asks_a_server(service: Service) -> None:
    document = ROOT / "examples/invoice.pdf"
    done = run(
        "classify",
        document,
        "-c",
        "Invoice",
        "-c",
        "Contract",
        "--server",
        service.url,
        "--key",
        KEY,
        "--json",
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["model_version"] == "fake-1"
    refused = run("classify", document, "-c", "Invoice", "--server", service.url, "--key", "wrong")
    assert (refused.returncode, refused.stdout) == (3, "")
    unreachable = run("classify", document, "-c", "a", "--server", "http://127.0.0.1:1", "--key", "x")
    assert (unreachable.returncode, unreachable.stdout) == (11, "")


@pytest.mark.parametrize(
    ("arguments", "settings", "code"),
    [
        (["classify", "no-such-file.pdf", "-c", "a"], {}, 2),
        (["classify", ROOT / "README.md", "-c", "a"], {}, 6),
        (["classify", ROOT / "examples/invoice.pdf", "-c", "=x"], {}, 2),
        (["serve"], {"POSTROOM_WROKERS": "1"}, 10),
        (["serve", "--host", "192.0.2.1"], {}, 10),
    ],
    ids=["no file", "not a document", "no name", "a typo in a setting", "not our address"],
)
def test_errors_have_exit_codes(
    tmp_path: Path, arguments: list[object], settings: dict[str, str], code: int
) -> None:
    done = run(*arguments, POSTROOM_DATA_DIR=str(tmp_path), **settings)
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_folder_that_can_not_be_made_is_told_without_a_trace(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    for command in (["serve"], ["keys", "list"]):
        done = run(*command, "--data-dir", file / "folder")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith(f"error: {file / 'folder'}: ")
        assert "hint:" in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["", " ", "x" * 201], ids=["empty", "a space", "too long"])
def test_keys_need_a_name(tmp_path: Path, name: str) -> None:
    done = run("keys", "create", "--name", name, "--data-dir", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")


def test_settings_are_listed_as_they_are_set() -> None:
    done = run("settings")
    assert "POSTROOM_UPLOAD__MAX_BYTES=500000000\n    Largest file, in bytes." in done.stdout
    assert "POSTROOM_OUTBOUND__ALLOW_NETWORKS=[]\n" in done.stdout


def test_help_says_what_is_taken_when_nothing_is_given() -> None:
    said = run("serve", "--help", COLUMNS="120").stdout
    for default in ("127.0.0.1", "8000", "one a core", "your user data folder"):
        assert f"(default: {default})" in said


def test_the_first_start_makes_a_key_and_shows_it_once(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=0", POSTROOM_API_KEY="") as service:
        wait_until(lambda: len(service.log) >= 2)
        found = re.search(r"API key, shown only now: (\S+)", "".join(service.log))
        assert found
        key = found[1]
        assert httpx.get(f"{service.url}/org/get_usage", headers={"api-key": key}, trust_env=False).is_success
        database = b"".join(path.read_bytes() for path in tmp_path.glob("postroom.db*"))
        assert key.encode() not in database
        service.stop()
        service.log.clear()
        service.start()
        assert "API key" not in "".join(service.log)
        headers = {"api-key": key}
        usage = f"{service.url}/org/get_usage"
        assert httpx.get(usage, headers=headers, trust_env=False).is_success
        assert run("keys", "revoke", "first", "--data-dir", tmp_path).returncode == 0
        wait_until(lambda: httpx.get(usage, headers=headers, trust_env=False).status_code == 401)
        assert run("keys", "revoke", "first", "--data-dir", tmp_path).returncode == 4
        assert "first" in run("keys", "list", "--data-dir", tmp_path).stdout
        listed = json.loads(run("keys", "list", "--json", "--data-dir", tmp_path).stdout)
        assert (listed["name"], listed["scopes"]) == ("first", ["admin", "classify", "read"])
        assert listed["revoked_at"]
        assert key not in str(listed)


def test_two_services_do_not_share_a_folder(tmp_path: Path) -> None:
    with Service(tmp_path, "--workers=0"):
        done = run("serve", "--port", "0", "--data-dir", tmp_path)
        assert done.returncode == 10
        assert "Another postroom serve" in done.stderr


def test_a_shell_completes_commands() -> None:
    typed = {"_POSTROOM_COMPLETE": "complete_bash", "COMP_WORDS": "postroom keys ", "COMP_CWORD": "2"}
    assert run(**typed).stdout.split() == ["create", "list", "rotate", "revoke"]


def test_help_loads_no_room_of_the_service() -> None:
    program = "import sys; from postroom.cli import main; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not set(loaded.stdout.split()) & {
        "fastapi", "httpx", "numpy", "onnxruntime", "pydantic", "sqlalchemy"
    }  # fmt: skip


def test_without_file_locks_only_a_batch_is_refused(tmp_path: Path) -> None:
    """As on Windows, which has no fcntl."""
    program = "import sys; sys.modules['fcntl'] = None; from postroom import cli; cli.main()"
    batch = ["batch", str(tmp_path), "-c", "a", "-c", "b", "--out", str(tmp_path / "out.csv")]
    shown = [
        subprocess.run(
            [sys.executable, "-c", program, *command], capture_output=True, text=True, timeout=60, check=False
        )
        for command in (["--help"], ["jobs", "--help"], batch)
    ]
    assert [each.returncode for each in shown[:2]] == [0, 0], shown[0].stderr
    assert shown[2].returncode not in (0, 1)
    assert "Linux or macOS" in shown[2].stderr
    assert not list(tmp_path.iterdir())
