"""What many tries do, and to whom."""

from collections.abc import Iterator
from http import HTTPStatus

import httpx2
import pytest

from tests.journeys.people import PASSWORD
from tests.servers import RunningService, running_service

OWNER, STRANGERS = "192.0.2.7", [f"198.51.100.{number}" for number in range(12)]


@pytest.fixture
def fronted() -> Iterator[RunningService]:
    """A service behind a proxy on this machine."""
    with running_service({"TODOAUTH_BCRYPT_COST": "4", "TODOAUTH_TRUSTED_PROXIES": "127.0.0.1"}) as running:
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
