from datetime import timedelta

from tests.entrypoints.http.serving import client_of, service, slug
from todoauth import Unavailable
from todoauth.testing.world import World


async def test_the_service_lives_and_is_ready_when_all_it_needs_answers() -> None:
    asked: list[str] = []

    async def ping() -> None:
        asked.append("database")

    async with client_of(service(World(), pings=(ping, ping))) as web:
        assert (await web.get("/health/live")).json() == {"status": "live"}
        assert asked == []
        assert (await web.get("/health/ready")).json() == {"status": "ready"}
    assert asked == ["database"] * 2


async def test_the_service_lives_but_is_not_ready_when_something_is_away() -> None:
    async def ping() -> None:
        raise Unavailable(timedelta(seconds=3))

    async with client_of(service(World(), pings=(ping,))) as web:
        live, ready = await web.get("/health/live"), await web.get("/health/ready")

    assert live.status_code == 200
    assert (ready.status_code, slug(ready), ready.headers["retry-after"]) == (503, "unavailable", "3")
