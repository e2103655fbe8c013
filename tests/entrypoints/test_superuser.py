"""The first account."""

import sqlite3
from pathlib import Path

import pytest

from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.settings import Settings
from todoauth.entrypoints.superuser import create_superuser

PASSWORD = "correct horse battery staple"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, bcrypt_cost=4)


def test_a_superuser_is_one_in_the_database(settings: Settings):
    create_superuser(settings, name="Ada", password=PASSWORD)
    database = sqlite3.connect(settings.data_dir / "todoauth.sqlite3")
    assert database.execute("SELECT username, is_superuser FROM users").fetchall() == [("Ada", 1)]
    database.close()


def test_two_superusers_cannot_share_a_name(settings: Settings):
    create_superuser(settings, name="Ada", password=PASSWORD)
    with pytest.raises(Refused, match=r"^The username is taken\.$"):
        create_superuser(settings, name="ADA", password=PASSWORD)


@pytest.mark.parametrize(
    ("name", "password", "reason"),
    [
        ("a", PASSWORD, "The username must have at least 3 characters."),
        ("ada", "short", "The password must have at least 8 characters."),
        ("ada", "", "The password must have at least 8 characters."),
        ("ada", "password1", "The password is too common or too close to the user's own name."),
    ],
)
def test_a_superuser_nobody_can_be_is_refused(settings: Settings, name: str, password: str, reason: str):
    with pytest.raises(Refused) as refused:
        create_superuser(settings, name=name, password=password)
    assert refused.value.reasons == (reason,)


def test_the_rules_for_passwords_hold_for_superusers_too(settings: Settings):
    strict = settings.model_copy(update={"password_min_length": 40})
    with pytest.raises(Refused, match=r"^The password must have at least 40 characters\.$"):
        create_superuser(strict, name="ada", password=PASSWORD)
