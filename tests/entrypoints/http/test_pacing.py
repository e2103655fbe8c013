"""Who goes too fast is told when to come back."""

from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI

from tests.entrypoints.http.serving import client_of, log_in, slug, use_cases_of
from todoauth import Limit
from todoauth.entrypoints.http import Wiring, connect
from todoauth.testing.world import World

ONCE = Limit(1, timedelta(minutes=1))
TODO, CLEANING = {"content": "Water the plants"}, {"name": "Windows", "price": "9.99"}


@pytest.fixture(autouse=True)
def paced(app: FastAPI, world: World) -> None:
    """Let everything happen once a minute."""
    world.limits = replace(world.limits, write_per_user=ONCE, token_per_client=ONCE)
    connect(app, Wiring(use_cases=use_cases_of(world)))


def assert_told(answer: httpx2.Response) -> None:
    assert (answer.status_code, slug(answer), answer.headers["retry-after"]) == (429, "too-many-attempts", "60")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/todos", TODO),
        ("PATCH", "/todos/{id}", {}),
        ("PUT", "/todos/{id}", TODO),
        ("DELETE", "/todos/{id}", None),
        ("POST", "/cleanings", CLEANING),
        ("PATCH", "/cleanings/{id}", {}),
        ("PUT", "/cleanings/{id}", CLEANING),
        ("DELETE", "/cleanings/{id}", None),
        ("PATCH", "/users/me", {}),
        ("DELETE", "/users/me/sessions", None),
        ("DELETE", "/users/me/sessions/{id}", None),
        ("PATCH", "/users/{id}", {}),
        ("DELETE", "/users/{id}", None),
        ("DELETE", "/users/{id}/sessions", None),
    ],
)
async def test_every_change_is_counted_and_reading_is_not(
    ada: httpx2.AsyncClient, bob: httpx2.AsyncClient, method: str, path: str, body: object
) -> None:
    first = await ada.post("/todos", json=TODO)
    assert first.status_code == HTTPStatus.CREATED

    assert_told(await ada.request(method, path.format(id=uuid4()), json=body))

    assert (await ada.get("/todos")).status_code == HTTPStatus.OK
    assert (await bob.post("/todos", json=TODO)).status_code == HTTPStatus.CREATED


async def test_refresh_tokens_are_counted_where_they_are_exchanged_and_revoked(
    app: FastAPI, web: httpx2.AsyncClient
) -> None:
    token = (await log_in(web, "ada"))["refresh_token"]

    assert (await web.post("/auth/revoke", data={"token": "A" * 43})).status_code == HTTPStatus.OK

    assert_told(await web.post("/auth/revoke", data={"token": token}))
    assert_told(await web.post("/auth/token", data={"grant_type": "refresh_token", "refresh_token": token}))
    async with client_of(app, address="192.0.2.1") as elsewhere:
        answer = await elsewhere.post("/auth/token", data={"grant_type": "refresh_token", "refresh_token": token})
    assert answer.status_code == HTTPStatus.OK
