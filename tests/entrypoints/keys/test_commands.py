"""`todoauth keys`, from outside."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.entrypoints.shell import todoauth, without
from todoauth.entrypoints.keys.turning import Purpose, make_rings, retire, rings_of, rotate
from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.settings import Settings

FILE = {"KEYS_FILE": "keys.json"}


def keys(*arguments: str, cwd: Path, settings: dict[str, str] = FILE) -> CompletedProcess[str]:
    return todoauth("keys", *arguments, cwd=cwd, settings=settings)


def table(run: CompletedProcess[str]) -> list[tuple[str, ...]]:
    """Ring, algorithm and state of each key."""
    assert (run.returncode, run.stderr) == (0, "")
    rows = [line.split() for line in run.stdout.splitlines()[1:]]
    assert all(re.fullmatch(r"[0-9a-f]{16}", row[1]) for row in rows)
    return [(row[0], row[2], row[3]) for row in rows]


def test_the_keys_of_a_secret_are_one_of_each_sort(tmp_path: Path):
    assert table(keys("list", cwd=tmp_path, settings={})) == [
        ("signing", "HS256", "current"),
        ("pepper", "HS256", "current"),
    ]


def test_keys_are_kept_turned_and_retired(tmp_path: Path):
    assert table(keys("init", "--algorithm", "EdDSA", cwd=tmp_path)) == [
        ("signing", "HS256", "current"),
        ("signing", "EdDSA", "next"),
        ("pepper", "HS256", "current"),
        ("pepper", "HS256", "next"),
    ]
    rotated = keys("rotate", cwd=tmp_path)
    assert table(rotated)[:3] == [
        ("signing", "HS256", "older"),
        ("signing", "EdDSA", "current"),
        ("signing", "EdDSA", "next"),
    ]
    assert table(keys("rotate", "pepper", cwd=tmp_path))[3:] == [
        ("pepper", "HS256", "older"),
        ("pepper", "HS256", "current"),
        ("pepper", "HS256", "next"),
    ]
    oldest = rotated.stdout.splitlines()[1].split()[1]
    assert keys("retire", oldest, cwd=tmp_path).returncode == 1
    retired = keys("retire", oldest, "--yes", cwd=tmp_path)
    assert oldest not in retired.stdout
    assert retired.stdout == keys("list", cwd=tmp_path).stdout


def test_no_command_prints_a_secret(tmp_path: Path):
    printed = "".join(keys(*words, cwd=tmp_path).stdout for words in (["init"], ["rotate"], ["list"]))
    secrets = [key["secret"] for ring in json.loads((tmp_path / "keys.json").read_text()).values() for key in ring]
    assert len(secrets) == 5
    assert not any(secret in printed for secret in secrets)


def test_a_file_that_is_there_is_not_made_again(tmp_path: Path):
    first, second = keys("init", cwd=tmp_path), keys("init", cwd=tmp_path)
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr == "The file of TODOAUTH_KEYS_FILE is there already: see todoauth keys list.\n"
    assert keys("list", cwd=tmp_path).stdout == first.stdout


@pytest.mark.parametrize("words", [["init"], ["rotate"], ["retire", "x"]])
def test_without_a_file_nothing_can_be_kept(tmp_path: Path, words: list[str]):
    run = keys(*words, cwd=tmp_path, settings={})
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == "TODOAUTH_KEYS_FILE must name the file that is to keep the keys.\n"


@pytest.mark.parametrize(
    "words", [["rotate", "hunter2"], ["rotate", "--algorithm", "none"], ["init", "--algorithm", "x"]]
)
def test_an_unknown_word_is_refused(tmp_path: Path, words: list[str]):
    assert keys(*words, cwd=tmp_path).returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_an_extra_that_is_missing_is_named(tmp_path: Path):
    run = todoauth("keys", "init", "--algorithm", "ES256", cwd=tmp_path, settings=FILE, command=without("cryptography"))
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == "ES256 needs an extra: pip install 'todoauth[asymmetric]'.\n"
    assert not (tmp_path / "keys.json").exists()


def test_a_service_without_the_extra_for_its_keys_does_not_start(tmp_path: Path):
    assert keys("init", "--algorithm", "EdDSA", cwd=tmp_path).returncode == 0
    run = todoauth("serve", cwd=tmp_path, settings=FILE | {"BIND": "127.0.0.1:0"}, command=without("cryptography"))
    assert run.returncode == 1
    assert run.stderr == "The keys in TODOAUTH_KEYS_FILE need an extra: pip install 'todoauth[asymmetric]'.\n"


class TestRetiring:
    @pytest.fixture
    def settings(self, tmp_path: Path) -> Settings:
        settings = Settings(data_dir=tmp_path, keys_file=tmp_path / "keys.json")
        make_rings(settings)
        rotate(settings, Purpose.SIGNING)
        rotate(settings, Purpose.PEPPER)
        return settings

    def test_the_current_key_stays_whatever_is_said(self, settings: Settings):
        rings = rings_of(settings)
        for key in (rings.signing.current, rings.peppers.current):
            with pytest.raises(Refused, match=r"^The key is current: rotate first\.$"):
                retire(settings, key.id, even_if_needed=True)
        assert rings_of(settings) == rings

    def test_a_signing_key_may_go_when_the_last_of_its_tokens_is_dead(self, settings: Settings):
        older = rings_of(settings).signing.keys[0]
        with pytest.raises(Refused, match=r"^Access tokens under this key still live"):
            retire(settings, older.id)
        later = datetime.now(UTC) + settings.access_token_lifetime + timedelta(seconds=1)
        assert retire(settings, older.id, now=lambda: later).signing.named(older.id) is None

    def test_a_pepper_may_be_needed_for_ever(self, settings: Settings):
        older = rings_of(settings).peppers.keys[0]
        with pytest.raises(Refused, match=r"^Whoever has not logged in since"):
            retire(settings, older.id, now=lambda: datetime.now(UTC) + timedelta(days=9999))
        assert retire(settings, older.id, even_if_needed=True).peppers.named(older.id) is None

    def test_a_next_key_that_leaked_goes_at_once(self, settings: Settings):
        leaked = rings_of(settings).signing.next
        assert leaked is not None
        assert retire(settings, leaked.id).signing.next is None
        assert rotate(settings, Purpose.SIGNING).signing.current.id != leaked.id

    def test_an_unknown_key_is_no_key(self, settings: Settings):
        with pytest.raises(Refused, match=r"^There is no key of that id: see todoauth keys list\.$"):
            retire(settings, "hunter2")

    def test_a_pepper_has_no_algorithm(self, settings: Settings):
        with pytest.raises(Refused, match=r"^A pepper has no algorithm to choose\.$"):
            rotate(settings, Purpose.PEPPER, algorithm=rings_of(settings).signing.current.algorithm)
