from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest

from tests.entrypoints.http.serving import client_of, service, slug
from todoauth import Unavailable
from todoauth.entrypoints.departure import Departure
from todoauth.entrypoints.http import Wiring, connect, schemas
from todoauth.testing.world import World

OPERATORS = (ip_network("192.0.2.0/24"),)
AN_OPERATOR = "192.0.2.1"


async def there() -> None:
    """Answer."""


async def away() -> None:
    raise Unavailable(timedelta(seconds=3))


def statuses(told: dict[str, Any]) -> dict[str, str]:
    schemas.Readiness.model_validate({"status": "ready", "checks": told["checks"]})
    return {name: check["status"] for name, check in told["checks"].items()}


async def test_the_service_lives_and_is_ready_when_all_it_needs_answers() -> None:
    asked: list[str] = []

    async def ping() -> None:
        asked.append("database")

    async with client_of(service(World(), needs={"a": ping, "b": ping}, wants={"c": ping})) as web:
        assert (await web.get("/health/live")).json() == {"status": "live"}
        assert asked == []
        assert (await web.get("/health/ready")).json() == {"status": "ready"}
    assert asked == ["database"] * 2


async def test_the_service_lives_but_is_not_ready_when_something_is_away() -> None:
    async with client_of(service(World(), needs={"database": away}, operators=OPERATORS)) as web:
        live, ready = await web.get("/health/live"), await web.get("/health/ready")

    assert live.status_code == 200
    assert (ready.status_code, slug(ready), ready.headers["retry-after"]) == (503, "unavailable", "3")
    assert ready.json().keys() == {"type", "title", "status"}


async def test_operators_are_told_what_is_away() -> None:
    needs = {"process": there, "database": away}
    app = service(World(), needs=needs, wants={"redis": there}, operators=OPERATORS)
    async with client_of(app, address=AN_OPERATOR) as web:
        ready = await web.get("/health/ready")
    assert (ready.status_code, slug(ready), ready.headers["retry-after"]) == (503, "unavailable", "3")
    assert statuses(ready.json()) == {"process": "ok", "database": "away", "redis": "ok"}


async def test_without_what_is_only_wanted_the_service_is_degraded_and_goes_on() -> None:
    app = service(World(), needs={"database": there}, wants={"redis": away}, operators=OPERATORS)
    async with client_of(app, address=AN_OPERATOR) as operator, client_of(app) as anybody:
        told, public = await operator.get("/health/ready"), await anybody.get("/health/ready")
    assert (told.status_code, told.json()["status"]) == (200, "degraded")
    assert statuses(told.json()) == {"database": "ok", "redis": "away"}
    assert public.json() == {"status": "ready"}


async def test_whoever_is_forwarded_is_no_operator() -> None:
    app = service(World(), needs={"database": there}, operators=OPERATORS)
    async with client_of(app, address=AN_OPERATOR, headers={"X-Forwarded-For": AN_OPERATOR}) as web:
        assert (await web.get("/health/ready")).json() == {"status": "ready"}


async def test_a_process_that_is_about_to_end_is_not_ready() -> None:
    departure = Departure()
    async with client_of(service(World(), needs={"process": departure.ping})) as web:
        assert (await web.get("/health/ready")).status_code == 200
        departure.begin()
        assert (await web.get("/health/ready")).status_code == 503
        assert (await web.get("/health/live")).status_code == 200


@pytest.mark.parametrize("path", ["/users/sign-up", "/users/log-in"])
async def test_what_is_not_open_yet_is_unavailable(path: str) -> None:
    app = service(World())
    connect(app, Wiring(use_cases=None))
    async with client_of(app) as web:
        answer = await web.post(path, json={"username": "ada", "password": "a password of many words"})
        home = await web.get("/")
    assert (answer.status_code, slug(answer), answer.headers["retry-after"]) == (503, "unavailable", "2")
    assert home.status_code == 200
