"""What goes on while the service runs: alone where it must be, again where it may, and never given up."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.servers import PostgresServer
from todoauth.entrypoints.app import create_app
from todoauth.entrypoints.container import Container
from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.relay import wait_after
from todoauth.entrypoints.running import running
from todoauth.entrypoints.settings import Settings


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    usual: dict[str, object] = {"data_dir": tmp_path / "data", "bcrypt_cost": 4}
    if request.param == "sqlite":
        yield Settings.model_validate(usual)
        return
    postgres: PostgresServer = request.getfixturevalue("postgres")
    yield Settings.model_validate({**usual, "database_url": postgres.create_database("running")})
    postgres.drop_database("running")


async def test_a_second_process_without_a_shared_cache_is_refused_until_the_first_ends(settings: Settings):
    async with running(Container(settings=settings)):
        with pytest.raises(Refused, match=r"^Another process serves this database"):
            async with running(Container(settings=settings)):
                pytest.fail("two of them")
    async with running(Container(settings=settings)):
        pass


def test_an_application_can_be_started_again(settings: Settings):
    app = create_app(settings)
    person = {"username": "ada", "password": "correct horse battery staple"}
    with TestClient(app) as web:
        assert web.post("/users/sign-up", json=person).status_code == 201
    with TestClient(app) as web:
        assert web.post("/users/log-in", json=person).status_code == 200


@given(st.integers(1, 100_000), st.floats(0.01, 1_000), st.floats(0.01, 1_000))
def test_whoever_fails_waits_longer_but_never_longer_than_it_may(failures: int, pause: float, longest: float):
    wait = wait_after(failures, pause=pause, longest=longest)
    assert pause <= wait <= max(pause, longest)
    assert wait <= wait_after(failures + 1, pause=pause, longest=longest)
    assert wait_after(1, pause=1, longest=30) == 2
