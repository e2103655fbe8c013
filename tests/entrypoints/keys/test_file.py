"""The file of the rings, whole at every moment."""

import json
import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from todoauth.entrypoints.keys.file import changing, read_rings
from todoauth.entrypoints.keys.turning import Purpose, make_rings, rotate
from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "var", keys_file=tmp_path / "keys.json")


@pytest.fixture
def file(settings: Settings) -> Path:
    make_rings(settings)
    assert settings.keys_file is not None
    return settings.keys_file


def test_the_file_is_for_its_owner_alone_and_nothing_else_is_left(settings: Settings, file: Path):
    rotate(settings, Purpose.SIGNING)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(path.name for path in file.parent.iterdir()) == ["keys.json", "var"]


def test_of_many_who_rotate_at_once_none_undoes_another(settings: Settings, file: Path):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: rotate(settings, Purpose.SIGNING), range(24)))
    assert len(read_rings(file).signing.keys) == 2 + 24


def test_readers_see_whole_rings_while_others_rotate(settings: Settings, file: Path):
    with ThreadPoolExecutor(2) as pool:
        turning = pool.submit(lambda: [rotate(settings, Purpose.PEPPER) for _ in range(30)])
        while not turning.done():
            assert read_rings(file).peppers.next is not None
        turning.result()


def test_a_link_to_the_file_stays_a_link(settings: Settings, file: Path, tmp_path: Path):
    (tmp_path / "link").symlink_to(file)
    rotate(Settings(data_dir=settings.data_dir, keys_file=tmp_path / "link"), Purpose.SIGNING)
    assert (tmp_path / "link").is_symlink()
    assert len(read_rings(file).signing.keys) == 3


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda said: said.pop("peppers"), "must hold rings as todoauth keys writes them"),
        (lambda said: said.update(more=1), "must hold rings as todoauth keys writes them"),
        (lambda said: said.update(signing={}), "must hold rings as todoauth keys writes them"),
        (lambda said: said.update(signing=[]), "must have one current key and at most one next key"),
        (lambda said: said["signing"][0].update(algorithm="none"), "must hold rings as todoauth keys writes them"),
        (lambda said: said["signing"][0].update(id="../x"), "must hold rings as todoauth keys writes them"),
        (lambda said: said["signing"][0].update(hunter2=1), "must hold rings as todoauth keys writes them"),
        (lambda said: said["signing"][0].update(made_at="2026-01-01T00:00:00"), "must hold rings as todoauth"),
        (lambda said: said["signing"][0].update(secret="hunter2"), "must have secrets of 32 random bytes each"),
        (lambda said: said["signing"][0].update(secret="A" * 43), "must have secrets of 32 random bytes each"),
        (lambda said: said["signing"][0].update(secret="é" * 43), "must have secrets of 32 random bytes each"),
        (lambda said: said["signing"].append(said["signing"][1] | {"id": "x"}), "must have one current key"),
        (lambda said: said.update(peppers=said["signing"]), "must not use a key for two purposes"),
    ],
)
def test_rings_that_make_no_sense_are_refused_and_not_repeated(
    file: Path, change: Callable[[Any], object], reason: str
):
    said = json.loads(file.read_text())
    change(said)
    file.write_text(json.dumps(said))
    with pytest.raises(Refused, match=rf"^The file of TODOAUTH_KEYS_FILE {reason}") as refused:
        read_rings(file)
    assert "hunter2" not in str(refused.value)
    assert not any(entry.get("secret", "?") in str(refused.value) for entry in said.get("signing") or ())


@pytest.mark.parametrize("text", [b"", b"{", b"null", b"[1]", b"\xff", b"hunter2"])
def test_what_is_no_file_of_rings_is_refused(file: Path, text: bytes):
    file.write_bytes(text)
    with pytest.raises(Refused, match=r"^The file of TODOAUTH_KEYS_FILE [^\n]+\.$"):
        read_rings(file)


def test_a_file_that_is_not_there_is_missed(tmp_path: Path):
    with pytest.raises(Refused, match=r"is not there: make it with todoauth keys init\.$"):
        read_rings(tmp_path / "keys.json")


def test_a_place_that_cannot_be_read_or_written_is_refused(tmp_path: Path):
    with pytest.raises(Refused, match=r"^The file of TODOAUTH_KEYS_FILE cannot be read: [^\n]+\.$"):
        read_rings(tmp_path)
    with (
        pytest.raises(Refused, match=r"^The directory of TODOAUTH_KEYS_FILE cannot be opened: "),
        changing(tmp_path / "nowhere" / "keys.json"),
    ):
        pass


def test_a_failure_to_write_leaves_the_file_as_it_was(settings: Settings, file: Path):
    before = file.read_text()
    os.chmod(file.parent, 0o500)  # noqa: PTH101 - as root this stops nobody, so the name below is one too long as well
    long = Settings(data_dir=settings.data_dir, keys_file=file.with_name("k" * 255))
    try:
        with pytest.raises(Refused, match=r"^The file of TODOAUTH_KEYS_FILE cannot be written: "):
            make_rings(long)
    finally:
        os.chmod(file.parent, 0o700)  # noqa: PTH101
    assert file.read_text() == before
    assert sorted(path.name for path in file.parent.iterdir()) == ["keys.json", "var"]
