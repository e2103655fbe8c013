"""A session that has ended is worth nothing on the next request, whatever is asked and whatever else is wrong."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI

from tests.entrypoints.http.serving import PASSWORD, client_of, slug, use_cases_of
from todoauth import (
    Caller,
    Credentials,
    Guarded,
    Limit,
    ListTodos,
    Page,
    SessionClaim,
    Todo,
    Todos,
    TooManyTodos,
    Unavailable,
)
from todoauth.adapters.memory import MemoryDatabase
from todoauth.entrypoints.http import Wiring, connect
from todoauth.entrypoints.http.budgets import TellingOwnLimiter
from todoauth.testing.world import World

TODO = {"content": "Water the plants"}
SOME_ID = UUID(int=7)


@pytest.fixture(autouse=True)
def telling(app: FastAPI, world: World) -> None:
    world.own_limiter = TellingOwnLimiter(world.own_limiter)
    world.limits = replace(world.limits, write_per_user=Limit(3, timedelta(minutes=1)))
    connect(app, Wiring(use_cases=use_cases_of(world)))


@pytest.fixture
async def thief(ada: httpx2.AsyncClient, app: FastAPI, world: World) -> AsyncIterator[httpx2.AsyncClient]:
    """Somebody with a token of Ada's, whose session she has ended."""
    tokens = await world.log_in(credentials=Credentials.parse("ada", PASSWORD), client="here")
    stolen = await world.authenticate(token=tokens.access_token)
    await world.log_out(caller=stolen)
    async with client_of(app, headers={"Authorization": f"Bearer {tokens.access_token}"}) as client:
        yield client


def assert_turned_away(answer: httpx2.Response) -> None:
    assert (answer.status_code, slug(answer)) == (401, "invalid-token")
    assert not {"ratelimit", "ratelimit-policy", "retry-after", "etag"} & {*answer.headers}


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/todos/not-an-id", None),
        ("GET", "/todos?limit=0", None),
        ("GET", f"/todos/{SOME_ID}", None),
        ("POST", "/todos", {}),
        ("POST", "/todos", {"content": ""}),
        ("PATCH", "/todos/not-an-id", {}),
        ("PUT", f"/todos/{SOME_ID}", {"content": 1}),
        ("DELETE", f"/todos/{SOME_ID}", None),
        ("POST", "/cleanings", {"name": ""}),
        ("PATCH", f"/cleanings/{SOME_ID}", {"price": "much"}),
        ("GET", "/cleanings?owner=you", None),
    ],
)
async def test_it_is_told_nothing_about_what_else_is_wrong(
    thief: httpx2.AsyncClient, method: str, path: str, body: object
) -> None:
    assert_turned_away(await thief.request(method, path, json=body))


async def test_it_uses_up_nothing_of_what_its_user_may_change(
    thief: httpx2.AsyncClient, ada: httpx2.AsyncClient
) -> None:
    for _ in range(5):
        assert_turned_away(await thief.post("/todos", json=TODO))
        assert_turned_away(await thief.patch(f"/todos/{SOME_ID}", json={}))

    answers = [await ada.post("/todos", json=TODO) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [201, 201, 201, 429]
    assert answers[0].headers["ratelimit"] == '"write-user";r=2'
    assert_turned_away(await thief.post("/todos", json=TODO))


async def test_what_its_user_may_change_no_more_is_told_to_the_user_alone(
    thief: httpx2.AsyncClient, ada: httpx2.AsyncClient
) -> None:
    for _ in range(3):
        await ada.post("/todos", json=TODO)

    assert_turned_away(await thief.post("/todos", json=TODO))
    assert (await ada.post("/todos", json=TODO)).status_code == HTTPStatus.TOO_MANY_REQUESTS


@dataclass(frozen=True, kw_only=True)
class Forgetful(ListTodos):
    """Answers without asking anybody."""

    async def __call__(self, **_: object) -> Page[Todo]:
        return Page([], None)


@dataclass(frozen=True, kw_only=True)
class Refusing(ListTodos):
    """Refuses without asking anybody."""

    async def __call__(self, **_: object) -> Page[Todo]:
        raise TooManyTodos


@pytest.mark.parametrize("kind", [Forgetful, Refusing])
async def test_not_even_what_asks_for_nothing_answers_it(
    thief: httpx2.AsyncClient, ada: httpx2.AsyncClient, app: FastAPI, world: World, kind: type[ListTodos]
) -> None:
    connect(app, Wiring(use_cases={**use_cases_of(world), ListTodos: kind(todos=world.database.view.todos)}))

    assert_turned_away(await thief.get("/todos"))
    assert (await ada.get("/todos")).status_code == (200 if kind is Forgetful else 409)


class Gone:
    """Todos in a session that no database answers for. Counts how often it was asked."""

    def __init__(self, claim: SessionClaim) -> None:
        self.user_id, self.stands, self.asked = claim.user_id, False, 0
        self.cleanings = MemoryDatabase().autocommit.cleanings

    @property
    def todos(self) -> Todos:
        self.asked += 1
        raise Unavailable

    async def caller(self) -> Caller:
        self.asked += 1
        raise Unavailable


async def test_a_database_that_is_away_is_asked_once(ada: httpx2.AsyncClient, app: FastAPI, world: World) -> None:
    made = list[Gone]()

    def guard(claim: SessionClaim) -> Guarded:
        made.append(Gone(claim))
        return made[-1]

    entering = replace(world.enter_session, guard=guard)
    connect(app, Wiring(use_cases={**use_cases_of(world), type(entering): entering}))

    answer = await ada.get("/todos")

    assert (answer.status_code, slug(answer)) == (503, "unavailable")
    assert [gone.asked for gone in made] == [1]
