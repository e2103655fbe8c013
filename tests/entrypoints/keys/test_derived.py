"""One secret, many keys."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from todoauth.entrypoints.keys.derived import Keys, derive, read_keys
from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.settings import Settings

SECRET = b"q7Rk2vXw9ZtB4nLm8PcJ5hYd3FgS6aUe"


def test_keys_are_derived_as_the_standard_says():
    # RFC 5869, appendix A.3: no salt, no info.
    assert derive(b"\x0b" * 22, b"").hex() == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"


def test_every_purpose_has_a_key_of_its_own():
    keys = Keys.of(SECRET)
    distinct = {keys.access_token, keys.code, keys.pepper, SECRET}
    assert len(distinct) == 4
    assert all(len(key) == 32 for key in distinct)
    assert bytes.fromhex(keys.access_token_id) not in keys.access_token
    assert bytes.fromhex(keys.pepper_id) not in keys.pepper


def test_another_secret_gives_other_keys_and_the_same_gives_the_same():
    assert Keys.of(SECRET) == Keys.of(SECRET)
    one, other = Keys.of(SECRET), Keys.of(SECRET[::-1])
    assert one.access_token_id != other.access_token_id
    assert one.pepper != other.pepper


def test_keys_do_not_show_themselves():
    assert repr(Keys.of(SECRET)) == (
        f"Keys(access_token_id='{Keys.of(SECRET).access_token_id}', pepper_id='{Keys.of(SECRET).pepper_id}')"
    )


def test_a_secret_that_is_set_is_used_and_nothing_is_written(tmp_path: Path):
    settings = Settings(secret_key=SecretStr(SECRET.decode()), data_dir=tmp_path / "data")
    assert read_keys(settings) == Keys.of(SECRET)
    assert list(tmp_path.iterdir()) == []


def test_a_secret_is_generated_once_and_kept_for_the_owner_alone(tmp_path: Path):
    settings = Settings(secret_key=None, data_dir=tmp_path / "new" / "data")
    keys = read_keys(settings)
    (kept,) = settings.data_dir.iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.data_dir.stat().st_mode) == 0o700
    assert Keys.of(kept.read_bytes().strip()) == keys == read_keys(settings)


def test_deployments_do_not_share_a_secret(tmp_path: Path):
    assert read_keys(Settings(data_dir=tmp_path / "one")) != read_keys(Settings(data_dir=tmp_path / "other"))


def test_all_who_start_at_once_get_the_same_secret(tmp_path: Path):
    settings = [Settings(data_dir=tmp_path / str(nth)) for nth in range(20) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(read_keys, settings))
    assert len({(each.data_dir, of.pepper) for each, of in zip(settings, keys, strict=True)}) == 20
    assert all([file.name for file in each.data_dir.iterdir()] == ["secret-key"] for each in settings)


def test_a_kept_secret_that_is_too_short_is_refused(tmp_path: Path):
    (tmp_path / "secret-key").write_text("hunter2\n")
    with pytest.raises(Refused, match=r"^The file secret-key in TODOAUTH_DATA_DIR has fewer than 32 bytes\.$"):
        read_keys(Settings(data_dir=tmp_path))


def test_a_place_where_nothing_can_be_kept_is_refused(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(Refused, match=r"^The secret key cannot be kept in TODOAUTH_DATA_DIR: [^\n]+\.$"):
        read_keys(Settings(data_dir=tmp_path / "file"))


def test_a_kept_secret_that_others_may_read_is_warned_of(tmp_path: Path):
    settings = Settings(data_dir=tmp_path)
    keys = read_keys(settings)
    (tmp_path / "secret-key").chmod(0o640)
    with capture_logs() as logs:
        assert read_keys(settings) == keys
    assert [(entry["log_level"], entry["event"]) for entry in logs] == [("warning", "secret_key_open_to_others")]
