"""What production refuses to start with."""

import os
from pathlib import Path

import pytest

from tests.servers.service import without_settings
from todoauth.entrypoints.refusal import SettingsRefused
from todoauth.entrypoints.settings import Settings, read_settings

FIT = {
    "ENV": "production",
    "SECRET_KEY": "q7Rk2vXw9ZtB4nLm8PcJ5hYd3FgS6aUe",
    "ALLOWED_HOSTS": "api.example.org",
    "SMTP_URL": "smtp://mail.example.org",
}


@pytest.fixture(autouse=True)
def _only_what_is_fit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in os.environ.keys() - without_settings(os.environ).keys():
        monkeypatch.delenv(name)
    for name, value in FIT.items():
        monkeypatch.setenv(f"TODOAUTH_{name}", value)
    monkeypatch.chdir(tmp_path)


def test_production_starts_with_four_settings_and_closes_what_development_opens():
    settings = read_settings()
    assert settings.is_production
    assert not settings.docs
    assert not settings.auto_migrate
    assert settings.allowed_hosts == ("api.example.org",)


def test_docs_are_served_where_somebody_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TODOAUTH_DOCS", "true")
    assert read_settings().docs


UNFIT = [
    ("SECRET_KEY", None),
    ("SECRET_KEY", "please-change-me-0123456789-abcdefghij"),
    ("SECRET_KEY", "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7"),
    ("SECRET_KEY", "a" * 64),
    ("SECRET_KEY", "0123456789abcdef" * 4),
    ("SECRET_KEY", "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbcccccccccccccccc"),
    ("ALLOWED_HOSTS", None),
    ("SMTP_URL", None),
    ("CORS_ORIGINS", "*"),
    ("CORS_ORIGINS", "https://app.example.org,*"),
    ("BCRYPT_COST", "11"),
    ("DATABASE_URL", "postgresql://ada:hunter2@db.example.org/todo"),
    ("DATABASE_URL", "postgresql://ada:hunter2@db.example.org/todo?sslmode=prefer"),
    ("DATABASE_URL", "postgresql://ada:hunter2@db.example.org/todo?sslmode=require&sslmode=disable"),
    ("DATABASE_URL", "postgresql://ada:hunter2@localhost,db.example.org/todo"),
    ("DATABASE_URL", "postgresql://ada:hunter2@127.0.0.1:5432,10.0.0.1:5432/todo"),
    ("DATABASE_URL", "postgresql://ada:hunter2@[2001:db8::1]:5432/todo"),
    ("DATABASE_URL", "postgresql:///todo?host=db.example.org"),
    ("DATABASE_URL", "mysql://ada:hunter2@db.example.org/todo"),
    ("DATABASE_URL", "mariadb://ada:hunter2@10.0.0.1:3306/todo?sslmode=disable"),
    ("REDIS_URL", "redis://:hunter2@redis.example.org"),
    ("REDIS_URL", "redis+cluster://:hunter2@127.0.0.1:7000,10.0.0.1:7000"),
]


@pytest.mark.parametrize(("name", "value"), UNFIT)
def test_production_refuses_it_in_one_sentence(monkeypatch: pytest.MonkeyPatch, name: str, value: str | None):
    if value is None:
        monkeypatch.delenv(f"TODOAUTH_{name}")
    else:
        monkeypatch.setenv(f"TODOAUTH_{name}", value)
    with pytest.raises(SettingsRefused) as refused:
        read_settings()
    (reason,) = refused.value.reasons
    assert reason.startswith(f"TODOAUTH_{name} must ")
    assert "hunter2" not in reason
    assert value is None or value == "*" or value not in reason


@pytest.mark.parametrize(("name", "value"), [case for case in UNFIT if case[1] is not None])
def test_development_takes_it(monkeypatch: pytest.MonkeyPatch, name: str, value: str):
    monkeypatch.setenv("TODOAUTH_ENV", "development")
    monkeypatch.setenv(f"TODOAUTH_{name}", value)
    assert not read_settings().is_production


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////srv/todoauth/todoauth.sqlite3",
        "postgresql:///todo",
        "postgresql://localhost/todo",
        "postgresql://ada:hunter2@127.8.9.1:5432/todo",
        "postgresql://ada:hunter2@[::1]:5432/todo",
        "postgresql://ada@%2Frun%2Fpostgresql/todo",
        "postgresql:///todo?host=/run/postgresql",
        "postgresql://ada:hunter2@db.example.org/todo?sslmode=verify-full",
        "postgresql://ada:hunter2@db.example.org/todo?sslmode=require",
        "mysql://ada:hunter2@127.0.0.1/todo",
        "mariadb://ada:hunter2@db.example.org/todo?sslmode=verify-full",
    ],
)
def test_a_database_that_is_near_or_encrypted_is_fit(monkeypatch: pytest.MonkeyPatch, url: str):
    monkeypatch.setenv("TODOAUTH_DATABASE_URL", url)
    assert read_settings().database_url.get_secret_value() == url


@pytest.mark.parametrize("url", ["redis://127.0.0.1", "rediss://:hunter2@redis.example.org"])
def test_a_redis_that_is_near_or_encrypted_is_fit(monkeypatch: pytest.MonkeyPatch, url: str):
    monkeypatch.setenv("TODOAUTH_REDIS_URL", url)
    assert read_settings().is_production


def test_plain_text_can_be_allowed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TODOAUTH_DATABASE_URL", "postgresql://ada:hunter2@db.example.org/todo")
    monkeypatch.setenv("TODOAUTH_REDIS_URL", "redis://:hunter2@redis.example.org")
    monkeypatch.setenv("TODOAUTH_ALLOW_PLAINTEXT", "true")
    assert read_settings().is_production


def test_every_refusal_is_told_at_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("TODOAUTH_SECRET_KEY")
    monkeypatch.delenv("TODOAUTH_ALLOWED_HOSTS")
    monkeypatch.setenv("TODOAUTH_CORS_ORIGINS", "*")
    with pytest.raises(SettingsRefused) as refused:
        read_settings()
    assert [reason.split()[0] for reason in refused.value.reasons] == [
        "TODOAUTH_SECRET_KEY",
        "TODOAUTH_ALLOWED_HOSTS",
        "TODOAUTH_CORS_ORIGINS",
    ]


def test_settings_made_by_hand_are_held_to_the_same():
    with pytest.raises(ValueError, match="TODOAUTH_BCRYPT_COST must be at least 12"):
        Settings(bcrypt_cost=4)
