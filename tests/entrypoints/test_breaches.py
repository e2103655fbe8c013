"""The file of stolen passwords, as a deployment names it."""

from pathlib import Path

import pytest

from todoauth import Password
from todoauth.entrypoints.parts import breaches
from todoauth.entrypoints.refusal import SettingsRefused
from todoauth.entrypoints.settings import Settings, read_settings


async def test_the_file_that_is_named_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "stolen").write_text("stolen from elsewhere\n")
    monkeypatch.setenv("TODOAUTH_BREACHED_PASSWORDS", str(tmp_path / "stolen"))
    is_breached = breaches(read_settings())
    assert await is_breached(Password("stolen from elsewhere"))
    assert not await is_breached(Password("stolen from nowhere"))


async def test_without_a_file_nothing_is_known() -> None:
    assert not await breaches(Settings())(Password("stolen from elsewhere"))


@pytest.mark.parametrize("name", ["empty", "absent", "."])
def test_a_file_that_is_of_no_use_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (tmp_path / "empty").touch()
    monkeypatch.setenv("TODOAUTH_BREACHED_PASSWORDS", str(tmp_path / name))
    with pytest.raises(SettingsRefused, match=r"^TODOAUTH_BREACHED_PASSWORDS must be the path of a file that can be"):
        read_settings()
