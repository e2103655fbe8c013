"""The keys of the moment: read anew when their file changes."""

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from todoauth.adapters.jwt import Algorithm
from todoauth.entrypoints.keys.derived import Keys, read_keys
from todoauth.entrypoints.keys.file import read_rings
from todoauth.entrypoints.keys.in_use import WatchedKeys, keys_in_use
from todoauth.entrypoints.keys.turning import Purpose, make_rings, rotate
from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.settings import Settings


class Seconds:
    """Time that passes when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(data_dir=tmp_path / "var", keys_file=tmp_path / "keys.json")
    make_rings(settings)
    return settings


@pytest.fixture
def file(settings: Settings) -> Path:
    assert settings.keys_file is not None
    return settings.keys_file


def test_without_a_file_there_is_one_key_of_each_sort(tmp_path: Path):
    settings = Settings(data_dir=tmp_path)
    keys, derived = keys_in_use(settings, read_keys(settings)), read_keys(settings)
    assert keys() is keys()
    assert keys().signing.signing.secret == derived.access_token
    assert keys().peppers.keys == {derived.pepper_id: derived.pepper}


def test_a_file_begins_with_the_keys_that_were_in_use(settings: Settings):
    derived, keys = read_keys(settings), keys_in_use(settings, Keys.of(bytes(32)))()
    assert keys.signing.signing.secret == derived.access_token
    assert keys.peppers.current == derived.pepper_id
    assert (len(keys.signing.all), len(keys.peppers.keys)) == (2, 2)


def test_a_change_is_seen_after_a_second_and_until_then_the_keys_are_the_same(settings: Settings, file: Path):
    seconds = Seconds()
    keys = WatchedKeys(file, monotonic=seconds)
    before = keys()
    rings = rotate(settings, Purpose.SIGNING)
    seconds.now = 0.9
    assert keys() is before
    seconds.now = 1.0
    assert keys().signing.signing.id == rings.signing.current.id == before.signing.others[0].id
    assert keys() is keys()


@pytest.mark.parametrize("text", [None, "", "hunter2"])
def test_a_file_that_goes_bad_changes_nothing_and_raises_an_alarm_once(
    settings: Settings, file: Path, text: str | None
):
    seconds = Seconds()
    keys = WatchedKeys(file, monotonic=seconds)
    before, good = keys(), file.read_text()
    file.unlink() if text is None else file.write_text(text)
    with capture_logs() as logs:
        for seconds.now in (1.0, 2.0, 3.0):
            assert keys() is before
    assert [(entry["log_level"], entry["event"]) for entry in logs] == [("error", "keys_file_refused")]
    file.write_text(good)
    rings = rotate(settings, Purpose.PEPPER)
    seconds.now = 4.0
    assert keys().peppers.current == rings.peppers.current.id


def test_a_file_that_others_may_read_is_warned_of(file: Path):
    file.chmod(0o644)
    with capture_logs() as logs:
        WatchedKeys(file)
    assert [(entry["log_level"], entry["event"]) for entry in logs] == [("warning", "keys_file_open_to_others")]


def test_a_file_that_makes_no_sense_stops_the_start(file: Path):
    file.write_text("{}")
    with pytest.raises(Refused):
        WatchedKeys(file)


def test_a_secret_that_is_no_private_key_stops_the_start(tmp_path: Path):
    settings = Settings(data_dir=tmp_path, keys_file=tmp_path / "keys.json")
    make_rings(settings, algorithm=Algorithm.ES256)
    file = tmp_path / "keys.json"
    secret = file.read_text().split('"secret": "')[2].split('"')[0]
    file.write_text(file.read_text().replace(secret, "_____wAAAAD__________7zm-q2nF56E87nKwvxjJVH"))  # over the order
    assert read_rings(file).signing.next is not None
    with pytest.raises(Refused, match=r"a secret that is no private key of its algorithm\.$"):
        WatchedKeys(file)
