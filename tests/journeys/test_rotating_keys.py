"""Keys are rotated under a service that runs: nobody is logged out, and nobody has to be told."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx2
import jwt
import pytest

from tests.journeys.conftest import QUICK
from tests.journeys.people import Person, newcomer
from tests.servers import running_service
from tests.servers.processes import wait_until
from todoauth.adapters.jwt import Algorithm
from todoauth.entrypoints.keys.turning import Purpose, make_rings, retire, rings_of, rotate
from todoauth.entrypoints.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(data_dir=tmp_path / "var", keys_file=tmp_path / "keys.json")
    make_rings(settings, algorithm=Algorithm.EDDSA)
    return settings


@pytest.fixture
def web(settings: Settings, tmp_path: Path) -> Iterator[httpx2.Client]:
    variables = {
        "TODOAUTH_DATA_DIR": str(tmp_path / "var"),
        "TODOAUTH_KEYS_FILE": str(settings.keys_file),
        "TODOAUTH_LIMIT_LOG_IN_PER_KNOWN_NETWORK": "1000/1m",
    }
    with running_service(QUICK | variables) as service, httpx2.Client(base_url=service.base_url, timeout=30) as client:
        yield client


def key_of(person: Person) -> str:
    """The id of the key that a fresh token of theirs is signed with."""
    person.log_in()
    return str(jwt.get_unverified_header(person.tokens["access_token"])["kid"])


def test_signing_keys_follow_one_another_and_nobody_is_logged_out(settings: Settings, web: httpx2.Client) -> None:
    ada = newcomer(web)
    first = key_of(ada)
    before = Person(web, tokens=ada.tokens)
    rings = rotate(settings, Purpose.SIGNING)
    wait_until(lambda: key_of(ada) == rings.signing.current.id)
    assert before.ask("GET", "/users/me").status_code == 200
    assert ada.ask("GET", "/users/me").status_code == 200

    retire(settings, first, even_if_needed=True)
    wait_until(lambda: before.ask("GET", "/users/me").status_code == 401)
    assert ada.ask("GET", "/users/me").status_code == 200


def test_a_pepper_is_replaced_as_people_log_in(settings: Settings, web: httpx2.Client) -> None:
    def pepper_of_ada() -> str:
        assert ada.log_in().status_code == 200
        with closing(sqlite3.connect(settings.data_dir / "todoauth.sqlite3")) as database:
            (stored,) = database.execute("SELECT password_hash FROM users").fetchone()
        return str(stored).split("$")[1]

    ada = newcomer(web)
    first = pepper_of_ada()
    assert first == rings_of(settings).peppers.current.id
    rings = rotate(settings, Purpose.PEPPER)
    wait_until(lambda: pepper_of_ada() == rings.peppers.current.id)
    retire(settings, first, even_if_needed=True)
    assert ada.log_in().status_code == 200
