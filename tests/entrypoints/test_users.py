"""Accounts, managed from the shell."""

import sqlite3
from pathlib import Path

import pytest

from tests.entrypoints.shell import todoauth
from todoauth.domain.model.user import UserFilter
from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.settings import Settings
from todoauth.entrypoints.users import create_superuser, list_users

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


def test_accounts_are_managed_from_the_shell(tmp_path: Path):
    settings = {"BCRYPT_COST": "4", "DATA_DIR": str(tmp_path)}

    def users(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        run = todoauth("users", *arguments, cwd=tmp_path, settings=settings, stdin=stdin)
        return run.returncode, run.stdout, run.stderr

    def standing(output: str) -> list[list[str]]:
        return [line.split("\t")[1:4] for line in output.splitlines()]

    for name in ("Ada", "Bob"):
        users("create-superuser", name, stdin=PASSWORD)
    assert standing(users("list")[1]) == [["Ada", "open", "superuser"], ["Bob", "open", "superuser"]]
    assert standing(users("demote", "bob")[1]) == [["Bob", "open", "user"]]
    assert standing(users("disable", "bob")[1]) == [["Bob", "disabled", "user"]]
    assert standing(users("list", "--disabled")[1]) == [["Bob", "disabled", "user"]]
    assert (
        standing(users("list", "AD")[1]) == standing(users("list", "--superusers")[1]) == [["Ada", "open", "superuser"]]
    )
    assert users("demote", "ada") == (1, "", "There would be no superuser left: make another one first.\n")
    ended, answer, logged = users("log-out", "ada")
    assert (ended, answer, logged.count("sessions-ended")) == (0, "All their sessions have ended.\n", 1)
    assert standing(users("enable", "bob")[1]) == [["Bob", "open", "user"]]
    assert standing(users("promote", "bob")[1]) == [["Bob", "open", "superuser"]]
    assert users("delete", "ada")[0] == 1
    assert users("delete", "ada", stdin="y\n")[0] == 0
    assert users("delete", "ada", "--yes") == (1, "", "There is no such user.\n")
    assert users("disable", "a") == (1, "", "The username must have at least 3 characters.\n")
    assert users("list", "\x07") == (1, "", "The search must not contain control characters or line breaks.\n")
    assert standing(users("list")[1]) == [["Bob", "open", "superuser"]]


def test_a_list_is_as_long_as_it_is_wanted(settings: Settings):
    for number in range(3):
        create_superuser(settings, name=f"user{number}", password=PASSWORD)
    assert [user.username.text for user in list_users(settings, UserFilter(), at_most=2)] == ["user0", "user1"]
    assert [user.username.text for user in list_users(settings, UserFilter())] == ["user0", "user1", "user2"]
