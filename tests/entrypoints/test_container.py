"""Every part of the parts list can be made, and replaced."""

import asyncio
import dataclasses
import inspect
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
from dependency_injector.providers import Object, Provider
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.builders import SECRET
from todoauth import PasswordHash, SendCode
from todoauth.adapters.memory import Mailbox
from todoauth.entrypoints.app import create_app
from todoauth.entrypoints.asker import current_asker
from todoauth.entrypoints.container import Container
from todoauth.entrypoints.lookout import Owing
from todoauth.entrypoints.settings import Settings
from todoauth.ports.asker import Asker


@pytest.fixture
def container(tmp_path: Path) -> Container:
    return Container(settings=Settings(data_dir=tmp_path, bcrypt_cost=4))


@pytest.fixture
def container_of_many(tmp_path: Path) -> Container:
    """Of several processes, with a mail server: none of them is spoken to when parts are made."""
    elsewhere = {"redis_url": "redis://127.0.0.1:1", "smtp_url": "smtp://127.0.0.1:1"}
    return Container(settings=Settings.model_validate({"data_dir": tmp_path, "bcrypt_cost": 4, **elsewhere}))


@pytest.mark.parametrize("name", sorted(Container.providers))
def test_a_part_can_be_made(container: Container, container_of_many: Container, name: str) -> None:
    for settled in (container, container_of_many):
        made = settled.providers[name]()
        assert not isinstance(made, Provider)
        assert made is not None or (name == "redis" and settled is container)


async def test_the_settings_choose_where_codes_limits_and_mail_go(
    container: Container, container_of_many: Container
) -> None:
    chosen = ("codes", "counting", "mailer")

    assert [type(container.providers[name]()).__name__ for name in chosen] == [
        "MemoryCodeCache",
        "MemoryLimiter",
        "ConsoleMailer",
    ]
    assert [type(container_of_many.providers[name]()).__name__ for name in chosen] == [
        "RedisCodeCache",
        "FallbackLimiter",
        "SmtpMailer",
    ]


def test_the_settings_choose_how_long_a_log_in_is_fresh(tmp_path: Path) -> None:
    profiles: tuple[Literal["standard", "strict"], ...] = ("standard", "strict")
    lasts = {
        profile: Container(settings=Settings(data_dir=tmp_path, profile=profile)).require_fresh().lasts
        for profile in profiles
    }
    assert lasts == {"standard": timedelta(minutes=15), "strict": timedelta(minutes=5)}
    chosen = Settings(data_dir=tmp_path, fresh_log_in=timedelta(hours=1))
    assert Container(settings=chosen).use_cases()[SendCode].require_fresh.lasts == timedelta(hours=1)


def test_every_use_case_is_made_of_what_its_fields_say(container: Container) -> None:
    use_cases = container.use_cases()

    for kind, use_case in use_cases.items():
        assert type(use_case) is kind
        for field in dataclasses.fields(use_case):
            assert not isinstance(getattr(use_case, field.name), Provider)
    assert len(use_cases) == 37


def test_every_use_case_that_owes_mail_tells_the_relay(container: Container) -> None:
    use_cases = container.use_cases()
    owing = [use_case for kind, use_case in use_cases.items() if "outbox.owe(" in inspect.getsource(kind)]
    assert len(owing) == 8
    assert all(isinstance(begin_of(use_case), Owing) for use_case in owing)


def begin_of(use_case: Any) -> object:
    return getattr(use_case, "begin", None) or use_case.require_password.begin


class Gone(Asker):
    """Somebody who has left."""

    is_gone = True

    def when_gone(self, call: Callable[[], object]) -> None:
        raise AssertionError("they do not leave again")


@pytest.mark.parametrize("kept", ["", "$2b$04$" + 21 * "a" + "u" + 31 * "a"], ids=["ours", "imported"])
async def test_nothing_is_hashed_for_a_request_whose_client_has_gone(container: Container, kept: str) -> None:
    hasher = container.hasher()
    assert not await hasher.verify(SECRET, PasswordHash(kept))
    current_asker.set(Gone())
    with pytest.raises(asyncio.CancelledError):
        await hasher.verify(SECRET, PasswordHash(kept))


def test_making_an_app_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "data"

    app = create_app(Settings(data_dir=folder))

    assert isinstance(app, FastAPI)
    assert not folder.exists()


def test_a_part_that_is_replaced_before_the_app_is_made_does_its_work(container: Container) -> None:
    mailbox = Mailbox()
    container.mailer.override(Object(mailbox))

    with TestClient(create_app(container=container)) as web:
        person = {"username": "ada", "password": "correct horse battery staple", "email": "ada@example.org"}
        assert web.post("/users/sign-up", json=person).status_code == 201
        while not mailbox.letters:
            web.get("/health/live")

    assert [letter.to.text for letter in mailbox.letters] == ["ada@example.org"]
