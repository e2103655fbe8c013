"""What can be set, how it is spelled, and what is said when it is not spelled so."""

import logging
import os
import re
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.servers.service import without_settings
from todoauth import Limit
from todoauth.entrypoints.refusal import SettingsRefused
from todoauth.entrypoints.settings import Settings, read_settings, settings_table
from todoauth.entrypoints.settings.addresses import Bind, bind
from todoauth.entrypoints.settings.values import duration, limit, spell

LONG_KEY = "q7Rk2vXw9ZtB4nLm8PcJ5hYd3FgS6aUe"


@pytest.fixture(autouse=True)
def _nothing_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in os.environ.keys() - without_settings(os.environ).keys():
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_nothing_needs_to_be_set():
    settings = read_settings()
    assert str(settings.bind) == "127.0.0.1:8000"
    assert settings.database_url.get_secret_value() == "sqlite:///var/todoauth.sqlite3"
    assert settings.docs
    assert settings.auto_migrate
    assert "localhost" in settings.allowed_hosts


SPELLINGS = [
    ("BIND", "192.0.2.7:80", Bind("192.0.2.7", 80)),
    ("BIND", "[::1]:8000", Bind("::1", 8000)),
    ("BIND", "localhost:0", Bind("localhost", 0)),
    ("PREFIX", "/api/v1", "/api/v1"),
    ("DATA_DIR", "/srv/todoauth", Path("/srv/todoauth")),
    ("ENV", "Development", "development"),
    ("PROFILE", "strict", "strict"),
    ("ALLOWED_HOSTS", "api.example.org, [::1],LOCALHOST,", ("api.example.org", "[::1]", "localhost")),
    ("TRUSTED_PROXIES", "10.0.0.7,fd00::/8", (ip_network("10.0.0.7/32"), ip_network("fd00::/8"))),
    ("TRUSTED_PROXIES", "::ffff:10.0.0.0/104", (ip_network("10.0.0.0/8"),)),
    ("OPERATOR_NETWORKS", "192.0.2.0/24", (ip_network("192.0.2.0/24"),)),
    ("WORKERS", "4", 4),
    ("PROCESSES", "12", 12),
    ("DRAIN", "0", timedelta(0)),
    ("DRAIN", "15", timedelta(seconds=15)),
    ("CORS_ORIGINS", "https://App.example.org:8443", ("https://app.example.org:8443",)),
    ("CORS_ORIGINS", "*", ("*",)),
    ("DOCS", "off", False),
    ("ALLOW_PLAINTEXT", "Yes", True),
    ("ACCESS_TOKEN_LIFETIME", "90", timedelta(seconds=90)),
    ("REFRESH_IDLE_LIFETIME", "12h", timedelta(hours=12)),
    ("REFRESH_ABSOLUTE_LIFETIME", "14d", timedelta(days=14)),
    ("CODE_LIFETIME", " 180s ", timedelta(minutes=3)),
    ("BCRYPT_COST", "4", 4),
    ("LIMIT_LOG_IN_PER_ACCOUNT", "3/10m", Limit(3, timedelta(minutes=10))),
    ("LOG_LEVEL", "WARNING", "warning"),
]


@pytest.mark.parametrize(("name", "text", "value"), SPELLINGS)
def test_the_environment_spells_values(monkeypatch: pytest.MonkeyPatch, name: str, text: str, value: object):
    monkeypatch.setenv(f"TODOAUTH_{name}", text)
    assert getattr(read_settings(), name.lower()) == value


MALFORMED = [
    ("BIND", "8000"),
    ("BIND", "localhost:65536"),
    ("BIND", "[localhost]:80"),
    ("BIND", "[1::2::3]:80"),
    ("PREFIX", "api"),
    ("PREFIX", "/api/"),
    ("PREFIX", "/.."),
    ("DATA_DIR", "var?mode=ro"),
    ("DATABASE_URL", "oracle://hunter2@db/todo"),
    ("DATABASE_URL", "mysql://ada:hunter2@db"),
    ("DATABASE_URL", "mysql://ada:hunter2@db:99999/todo"),
    ("DATABASE_URL", "mariadb://ada:hunter2@db/todo?sslmode=prefer"),
    ("DATABASE_URL", "mariadb://ada:hunter2@db/todo?ssl=hunter2"),
    ("DATABASE_URL", "mariadb://ada:hunter2@db,db2/todo"),
    ("DATABASE_URL", "sqlite://"),
    ("DATABASE_URL", "sqlite:///:memory:"),
    ("DATABASE_URL", "sqlite:///file:hunter2?mode=memory"),
    ("DATABASE_URL", "postgresql://ada:hunter2@db:port/todo"),
    ("DATABASE_URL", "postgresql://ada:hunter2@db:99999/todo"),
    ("DATABASE_URL", "postgresql://ada:hunter2@db/todo?sslmode=hunter2"),
    ("REDIS_URL", "http://ada:hunter2@redis"),
    ("REDIS_URL", "redis://ada:hunter2@redis:port"),
    ("SMTP_URL", "mailto:hunter2"),
    ("SMTP_URL", "smtp://ada:hunter2@mail:99999"),
    ("DATABASE_POOL_SIZE", "0"),
    ("SECRET_KEY", "hunter2hunter2hunter2hunter2hun"),
    ("MAIL_FROM", "hunter2"),
    ("ENV", "prod"),
    ("PROFILE", "lax"),
    ("ISSUER", "a\nb"),
    ("AUDIENCE", "a" * 201),
    ("ALLOWED_HOSTS", "*"),
    ("ALLOWED_HOSTS", "api.example.org:443"),
    ("TRUSTED_PROXIES", "*"),
    ("TRUSTED_PROXIES", "10.0.0.1/8"),
    ("TRUSTED_PROXIES", "0.0.0.0/0"),
    ("TRUSTED_PROXIES", "10.0.0.0/8,::/0"),
    ("TRUSTED_PROXIES", "::ffff:0:0/96"),
    ("OPERATOR_NETWORKS", "0.0.0.0/0"),
    ("WORKERS", "0"),
    ("WORKERS", "65"),
    ("PROCESSES", "few"),
    ("DRAIN", "6m"),
    ("DRAIN", "00"),
    ("CORS_ORIGINS", "app.example.org"),
    ("CORS_ORIGINS", "https://app.example.org/"),
    ("CORS_ORIGINS", "null"),
    ("DOCS", "maybe"),
    ("ACCESS_TOKEN_LIFETIME", "15 minutes"),
    ("ACCESS_TOKEN_LIFETIME", "0"),
    ("ACCESS_TOKEN_LIFETIME", "2h"),
    ("CODE_LIFETIME", "-1"),
    ("BCRYPT_COST", "3"),
    ("BCRYPT_COST", "1_2"),
    ("BCRYPT_COST", "१२"),
    ("PASSWORD_MIN_LENGTH", "7"),
    ("LIMIT_LOG_IN_PER_CLIENT", "10"),
    ("LIMIT_LOG_IN_PER_CLIENT", "0/1m"),
    ("LIMIT_LOG_IN_PER_CLIENT", "10/2d"),
    ("LIMIT_GUESSES", "many"),
    ("LOG_LEVEL", "loud"),
]


@pytest.mark.parametrize(("name", "text"), MALFORMED)
def test_a_malformed_value_gets_one_sentence_that_names_it(monkeypatch: pytest.MonkeyPatch, name: str, text: str):
    monkeypatch.setenv(f"TODOAUTH_{name}", text)
    with pytest.raises(SettingsRefused) as refused:
        read_settings()
    (reason,) = refused.value.reasons
    assert re.fullmatch(rf"TODOAUTH_{name} must [^\n]+\.", reason)
    assert "hunter2" not in reason
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("name", Settings.model_fields)
def test_no_setting_is_repeated_when_it_is_refused(monkeypatch: pytest.MonkeyPatch, name: str):
    monkeypatch.setenv(f"TODOAUTH_{name.upper()}", "hunter2\n?")
    with pytest.raises(SettingsRefused, match=rf"^TODOAUTH_{name.upper()} must ") as refused:
        read_settings()
    assert "hunter2" not in str(refused.value)


def test_all_that_is_malformed_is_named_at_once(monkeypatch: pytest.MonkeyPatch):
    for name in ("ENV", "PROFILE", "BIND"):
        monkeypatch.setenv(f"TODOAUTH_{name}", "?")
    with pytest.raises(SettingsRefused) as refused:
        read_settings()
    assert [reason.split()[0] for reason in refused.value.reasons] == [
        "TODOAUTH_ENV",
        "TODOAUTH_PROFILE",
        "TODOAUTH_BIND",
    ]


def test_an_empty_value_is_no_value(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TODOAUTH_BIND", "")
    assert read_settings().bind == Bind("127.0.0.1", 8000)


def test_the_file_is_read_and_the_environment_comes_before_it(monkeypatch: pytest.MonkeyPatch):
    Path(".env").write_text("TODOAUTH_ISSUER=file\nTODOAUTH_AUDIENCE=file\nPATH_OF_SOMEBODY_ELSE=/x\n")
    monkeypatch.setenv("TODOAUTH_AUDIENCE", "environment")
    settings = read_settings()
    assert (settings.issuer, settings.audience) == ("file", "environment")


@pytest.mark.parametrize(
    "text", ["# fine\nTODOAUTH_ENV production\n", "A=1\nTODOAUTH_ENV\n", "A=1\nTODOAUTH_ISSUER='hunter2\n"]
)
def test_a_line_of_the_file_that_makes_no_sense_is_refused_and_named(text: str):
    Path(".env").write_text(text)
    with pytest.raises(SettingsRefused) as refused:
        read_settings()
    assert refused.value.reasons == ("Line 2 of .env is no NAME=value.",)


def test_an_unknown_name_in_the_file_is_refused_and_the_nearest_is_named():
    Path(".env").write_text("TODOAUTH_BIMD=127.0.0.1:1\nTODOAUTH_XYZZY=1\nTODOAUTH_TEST_DATABASE_URL=x\n")
    with pytest.raises(SettingsRefused) as refused:
        read_settings()
    assert refused.value.reasons == (
        "TODOAUTH_BIMD is no setting; did you mean TODOAUTH_BIND?",
        "TODOAUTH_XYZZY is no setting.",
    )


def test_an_unknown_name_in_the_environment_is_only_warned_of(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setenv("TODOAUTH_BIMD", "hunter2")
    monkeypatch.setenv("TODOAUTH_PORT", "tcp://10.0.0.1:80")
    monkeypatch.setenv("TODOAUTH_SERVICE_HOST", "10.0.0.1")
    monkeypatch.setenv("TODOAUTH_TEST_DATABASE_URL", "postgresql://x")
    with caplog.at_level(logging.WARNING):
        read_settings()
    assert sorted(caplog.messages) == [
        "TODOAUTH_BIMD is no setting; did you mean TODOAUTH_BIND?",
        "TODOAUTH_PORT is no setting.",
        "TODOAUTH_SERVICE_HOST is no setting.",
    ]


def test_a_file_that_is_no_text_is_refused():
    Path(".env").write_bytes(b"TODOAUTH_ISSUER=\xff\xfe\n")
    with pytest.raises(SettingsRefused, match=r"^The file \.env cannot be read as UTF-8 text\.$"):
        read_settings()


def test_the_strict_profile_changes_defaults_and_nothing_that_is_set(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TODOAUTH_PROFILE", "strict")
    monkeypatch.setenv("TODOAUTH_REQUIRE_IF_MATCH", "false")
    standard, strict = Settings(profile="standard"), read_settings()
    assert (standard.password_min_length, strict.password_min_length) == (8, 15)
    assert (standard.require_verified_email, strict.require_verified_email) == (False, True)
    assert not strict.require_if_match


@pytest.mark.parametrize("name", [name for name in Settings.model_fields if name.startswith("limit_")])
def test_the_strict_profile_is_nowhere_more_generous(name: str):
    standard, strict = (getattr(Settings(profile=profile), name) for profile in ("standard", "strict"))
    if isinstance(standard, Limit):
        assert strict.times / strict.per.total_seconds() < standard.times / standard.per.total_seconds()
    else:
        assert strict < standard


def test_settings_become_policies():
    settings = Settings(
        refresh_idle_lifetime=timedelta(hours=1),
        refresh_absolute_lifetime=timedelta(hours=2),
        code_lifetime=timedelta(seconds=30),
        limit_guesses=2,
        limit_guesses_an_hour=3,
        limit_guesses_a_day=4,
        password_min_length=20,
        limit_code_pause=Limit(1, timedelta(seconds=7)),
    )
    assert (settings.session_policy.idle, settings.session_policy.absolute) == (timedelta(hours=1), timedelta(hours=2))
    codes = settings.code_policy
    assert (codes.lifetime, codes.guesses, codes.guesses_an_hour, codes.guesses_a_day) == (timedelta(0, 30), 2, 3, 4)
    assert settings.password_policy.least == 20
    assert settings.limits.code_pause == Limit(1, timedelta(seconds=7))


def test_settings_do_not_change_and_have_no_other_names():
    with pytest.raises(ValidationError):
        Settings().docs = False
    with pytest.raises(ValidationError):
        Settings.model_validate({"dogs": True})


def test_no_secret_shows_in_the_settings():
    settings = Settings.model_validate({"secret_key": LONG_KEY, "database_url": "postgresql://ada:hunter2@localhost/x"})
    shown = f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    assert LONG_KEY not in shown
    assert "hunter2" not in shown


@given(st.integers(1, 400 * 86_400).map(lambda seconds: timedelta(seconds=seconds)))
def test_a_duration_reads_back_as_itself(span: timedelta):
    assert duration(timedelta(days=400))(spell(span)) == span


@given(st.builds(Limit, st.integers(1, 999_999), st.integers(1, 86_400).map(lambda seconds: timedelta(0, seconds))))
def test_a_limit_reads_back_as_itself(value: Limit):
    assert limit(spell(value)) == value


@given(st.sampled_from(["localhost", "127.0.0.1", "::1", "fe80::1"]), st.integers(0, 65_535))
def test_a_place_to_listen_reads_back_as_itself(host: str, port: int):
    assert bind(str(Bind(host, port))) == Bind(host, port)


def test_the_table_has_a_row_for_every_setting_and_no_secret():
    rows = settings_table().splitlines()[2:]
    assert len(rows) == len(Settings.model_fields)
    for row in rows:
        assert re.fullmatch(r"\| `TODOAUTH_[A-Z_]+` \| [^|]+ \| [^|]+ \|", row)
    assert "| `TODOAUTH_PASSWORD_MIN_LENGTH` | 8; strict: 15 | the fewest characters of a new password |" in rows
    assert "| `TODOAUTH_ACCESS_TOKEN_LIFETIME` | `15m` | how long an access token lives |" in rows


def test_more_workers_than_usual_each_let_a_smaller_part_of_a_limit_pass(monkeypatch: pytest.MonkeyPatch):
    assert read_settings().processes == 4
    assert read_settings(workers="16").processes == 16
    monkeypatch.setenv("TODOAUTH_PROCESSES", "40")
    assert read_settings(workers="16").processes == 40


def test_what_is_given_comes_before_the_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TODOAUTH_WORKERS", "2")
    assert read_settings(workers="3").workers == 3
