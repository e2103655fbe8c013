"""What many tries do, and to whom."""

from collections.abc import Iterator
from http import HTTPStatus

import httpx2
import pytest

from tests.journeys.people import PASSWORD, newcomer
from tests.servers import PostgresServer, RunningService, running_service

OWNER, STRANGERS = "192.0.2.7", [f"198.51.100.{number}" for number in range(12)]
FRONTED = {"TODOAUTH_BCRYPT_COST": "4", "TODOAUTH_TRUSTED_PROXIES": "127.0.0.1"}
PATIENT = {"TODOAUTH_LIMIT_LOG_IN_PER_ACCOUNT": "1000/1m", "TODOAUTH_LIMIT_CODE_PAUSE": "3/1s"}


@pytest.fixture
def fronted() -> Iterator[RunningService]:
    """A service behind a proxy on this machine."""
    with running_service(FRONTED) as running:
        yield running


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def strict(request: pytest.FixtureRequest) -> Iterator[RunningService]:
    """The same, where few guesses are allowed, in no matter how short a time."""
    settings = FRONTED | PATIENT | {"TODOAUTH_LIMIT_FAILURES_PER_ACCOUNT": "6"}
    if request.param == "postgresql":
        postgres: PostgresServer = request.getfixturevalue("postgres")
        settings["TODOAUTH_DATABASE_URL"] = postgres.create_database("guesses")
    with running_service(settings) as running:
        yield running


def test_strangers_do_not_lock_the_owner_of_an_account_out(fronted: RunningService) -> None:
    with httpx2.Client(base_url=fronted.base_url, timeout=30) as web:

        def log_in(address: str, password: str = PASSWORD) -> int:
            keys = {"username": "ada", "password": password}
            return web.post("/users/log-in", json=keys, headers={"X-Forwarded-For": address}).status_code

        assert web.post("/users/sign-up", json={"username": "ada", "password": PASSWORD}).status_code == 201
        assert log_in(OWNER) == HTTPStatus.OK
        tried = [log_in(address, "quite another phrase") for address in STRANGERS]
        # The owner's first log-in, from a place that nobody knew yet, was one of ten.
        assert tried == [HTTPStatus.UNAUTHORIZED] * 9 + [HTTPStatus.TOO_MANY_REQUESTS] * 3
        assert log_in(STRANGERS[0]) == HTTPStatus.TOO_MANY_REQUESTS
        assert log_in(OWNER) == HTTPStatus.OK


def test_guesses_run_out_for_strangers_until_the_owner_comes(strict: RunningService) -> None:
    with httpx2.Client(base_url=strict.base_url, headers={"X-Forwarded-For": OWNER}, timeout=30) as web:
        owner = newcomer(web)
        owner.prove_address(strict)

        def try_from(address: str, password: str, name: str = owner.name) -> httpx2.Response:
            keys = {"username": name, "password": password}
            return web.post("/users/log-in", json=keys, headers={"X-Forwarded-For": address})

        wrong = [try_from(STRANGERS[0], "quite another phrase") for _ in range(6)]
        right, nobody = try_from(STRANGERS[1], PASSWORD), try_from(STRANGERS[1], PASSWORD, "nobody")
        assert {(answer.status_code, answer.content) for answer in [*wrong, right, nobody]} == {
            (HTTPStatus.UNAUTHORIZED, right.content)
        }
        strict.wait_for("Somebody tries to guess your password")
        assert owner.log_in().status_code == HTTPStatus.OK
        assert try_from(STRANGERS[1], PASSWORD).status_code == HTTPStatus.OK


def test_guesses_run_out_for_strangers_until_a_code_sets_another_password(strict: RunningService) -> None:
    with httpx2.Client(base_url=strict.base_url, timeout=30) as web:
        owner = newcomer(web)
        owner.prove_address(strict)
        elsewhere = {"X-Forwarded-For": STRANGERS[0]}

        def try_elsewhere(password: str) -> int:
            keys = {"username": owner.name, "password": password}
            return web.post("/users/log-in", json=keys, headers=elsewhere).status_code

        tried = [try_elsewhere("quite another phrase") for _ in range(6)]
        assert [*tried, try_elsewhere(PASSWORD)] == [HTTPStatus.UNAUTHORIZED] * 7
        web.post("/users/password/forgot", json={"email": owner.address}, headers=elsewhere)
        code = strict.wait_for(r"Your code is ([2-9A-Z]{8})")[1]
        anew = {"email": owner.address, "code": code, "new_password": "a phrase nobody has guessed"}
        assert web.post("/users/password/reset", json=anew, headers=elsewhere).status_code == HTTPStatus.NO_CONTENT
        assert try_elsewhere("a phrase nobody has guessed") == HTTPStatus.OK
