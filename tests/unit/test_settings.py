from __future__ import annotations

import pytest

from postroom import settings
from postroom.errors import SettingsError


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTROOM_UPLOAD__MAX_BYTES", "5")
    monkeypatch.setenv("POSTROOM_OUTBOUND__ALLOW_NETWORKS", '["10.0.0.0/8"]')
    loaded = settings.load(port=9)
    assert (loaded.upload.max_bytes, loaded.port) == (5, 9)
    assert str(loaded.outbound.allow_networks[0]) == "10.0.0.0/8"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("POSTROOM_WROKERS", "2", "did you mean POSTROOM_WORKERS"),
        ("POSTROOM_UPLOAD__MAX_BITES", "2", "did you mean POSTROOM_UPLOAD__MAX_BYTES"),
        ("POSTROOM_PORT", "high", "POSTROOM_PORT"),
        ("POSTROOM_UPLOAD__MAX_BYTES", "-1", "POSTROOM_UPLOAD__MAX_BYTES"),
        ("POSTROOM_CLASSIFIER__FACTORY", "os.system('x')", "POSTROOM_CLASSIFIER__FACTORY"),
    ],
)
def test_typos_and_bad_values_are_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=said):
        settings.load()


def test_every_setting_is_explained() -> None:
    for name, (meaning, _) in settings.variables().items():
        assert meaning, name
