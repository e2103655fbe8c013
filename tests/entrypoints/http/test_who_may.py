"""Who may do what: every route, asked by everybody. A route without a row fails."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import httpx2
import pytest
from fastapi import FastAPI

from tests.entrypoints.http.serving import PASSWORD, client_of, use_cases_of
from tests.entrypoints.http.test_openapi import path_of, routes_of
from todoauth import (
    Caller,
    CleaningFilter,
    CleaningName,
    Credentials,
    Operator,
    Password,
    Price,
    RefreshToken,
    Slice,
    TodoContent,
    TodoFilter,
    UserFilter,
    Username,
)
from todoauth.entrypoints.http import Wiring, connect
from todoauth.entrypoints.http.budgets import TellingLimiter, TellingOwnLimiter
from todoauth.testing.world import World

SECRET: Final = Password(PASSWORD)
PERSON: Final = {"username": "eve", "password": PASSWORD}
CODE: Final = {"email": "ada@example.org", "otp": "000000"}
RESET: Final = {"email": "ada@example.org", "code": "ABCDEFGH"}
JOB: Final = {"name": "Windows", "price": "1"}
SLOWING: Final = {"ratelimit", "ratelimit-policy", "retry-after"}

# What becomes of a request about something of Ada's, in this order. The three in the middle have a token of Ada's, too:
# in a service that wants a proved address, of a closed account, and one whose time is over. The last is a superuser who
# logged in a while ago.
ASKERS: Final = ("nobody", "ada", "bob", "superuser", "unproved", "disabled", "expired", "stale")


def everybody(status: int) -> tuple[int, ...]:
    """Whoever asks gets this."""
    return (status,) * len(ASKERS)


def users(status: int, *, unproved: int = 403, stale: int | None = None) -> tuple[int, ...]:
    """Users get this, for it is about themselves or open to all of them."""
    return (401, status, status, status, unproved, 401, 401, stale or status)


def owner(status: int, *, others: int, stale: int | None = None) -> tuple[int, ...]:
    """The owner gets this, and others what they get."""
    return (401, status, others, others, 403, 401, 401, stale or others)


def superusers(status: int, *, stale: int | None = None) -> tuple[int, ...]:
    """Superusers get this, and nobody else."""
    return (401, 403, 403, status, 403, 401, 401, stale or status)


MATRIX: Final[dict[tuple[str, str], tuple[tuple[int, ...], Any]]] = {
    ("POST", "/users/sign-up"): (everybody(201), PERSON),
    ("POST", "/users/log-in"): (everybody(401), PERSON),
    ("POST", "/users/log-out"): (users(204, unproved=204), None),
    ("GET", "/users/me"): (users(200, unproved=200), None),
    ("PATCH", "/users/me"): (users(200), {"full_name": "Somebody"}),
    ("POST", "/users/me/deletion"): ((401, 204, 204, 409, 403, 401, 401, 409), {"password": PASSWORD}),
    ("GET", "/users"): (superusers(200), None),
    ("GET", "/users/{id}"): (superusers(200), None),
    ("PATCH", "/users/{id}"): (superusers(200, stale=403), {"is_superuser": True}),
    ("DELETE", "/users/{id}"): (superusers(204, stale=403), None),
    ("DELETE", "/users/{id}/sessions"): (superusers(204, stale=403), None),
    ("GET", "/users/me/sessions"): (users(200), None),
    ("DELETE", "/users/me/sessions"): (users(204, stale=403), None),
    ("DELETE", "/users/me/sessions/{id}"): (owner(204, others=404, stale=403), None),
    ("POST", "/users/me/password"): (users(204), {"current_password": PASSWORD, "new_password": f"{PASSWORD} more"}),
    ("POST", "/users/me/email/removal"): (users(204), {"password": PASSWORD}),
    ("POST", "/users/password/forgot"): (everybody(202), {"email": "ada@example.org"}),
    ("POST", "/users/password/reset"): (everybody(400), {**RESET, "new_password": f"{PASSWORD} more"}),
    ("POST", "/users/email/otp"): (users(202, unproved=202), {"email": "ada@example.org"}),
    ("POST", "/users/email/otp/verify"): (users(400, unproved=400), CODE),
    ("POST", "/auth/token"): (everybody(415), {}),
    ("POST", "/auth/revoke"): (everybody(415), {}),
    ("POST", "/todos"): (users(201), {"content": "Water the plants"}),
    ("GET", "/todos"): (users(200), None),
    ("GET", "/todos/{id}"): (owner(200, others=404), None),
    ("PATCH", "/todos/{id}"): (owner(200, others=404), {"is_done": True}),
    ("PUT", "/todos/{id}"): (owner(200, others=404), {"content": "Water the plants"}),
    ("DELETE", "/todos/{id}"): (owner(204, others=404), None),
    ("POST", "/cleanings"): (users(201), JOB),
    ("GET", "/cleanings"): (users(200), None),
    ("GET", "/cleanings/{id}"): (users(200), None),
    ("PATCH", "/cleanings/{id}"): (owner(200, others=403), {"price": "2"}),
    ("PUT", "/cleanings/{id}"): (owner(200, others=403), JOB),
    ("DELETE", "/cleanings/{id}"): (owner(204, others=403), None),
    ("GET", "/"): (everybody(200), None),
    ("GET", "/health/live"): (everybody(200), None),
    ("GET", "/health/ready"): (everybody(200), None),
    ("GET", "/.well-known/jwks.json"): (everybody(200), None),
    ("GET", "/docs"): (everybody(200), None),
    ("GET", "/docs/{name}"): (everybody(404), None),
    ("GET", "/openapi.json"): (everybody(200), None),
}


@dataclass(frozen=True)
class Cell:
    """One request, and what becomes of it."""

    method: str
    path: str
    body: Any
    asker: str
    status: int


CELLS: Final = [
    pytest.param(Cell(method, path, body, asker, status), id=f"{method} {path} by {asker}")
    for (method, path), (statuses, body) in MATRIX.items()
    for asker, status in zip(ASKERS, statuses, strict=True)
]


def test_every_route_has_a_row(routes: FastAPI) -> None:
    served = {(method, path_of(route)) for method, route in routes_of(routes)}
    assert served == MATRIX.keys()


@pytest.mark.parametrize("cell", CELLS)
async def test_everybody_gets_what_is_theirs(routes: FastAPI, world: World, cell: Cell) -> None:
    world.limiter = TellingLimiter(world.limiter)
    world.own_limiter = TellingOwnLimiter(world.own_limiter)
    scene = await Scene.of(world)
    token = await ASKING[cell.asker](scene)
    connect(routes, Wiring(use_cases=use_cases_of(world)))
    before = await scene.state()
    async with client_of(routes) as web:
        answer = await web.request(cell.method, scene.path(cell.path), json=cell.body, headers=bearer(token))
    assert answer.status_code == cell.status, answer.text
    assert sent_of(answer) <= declared(routes, cell)
    assert not answer.is_success or sent_of(answer) == declared(routes, cell)
    if answer.is_client_error:
        assert await scene.state() == before


@dataclass(frozen=True)
class Scene:
    """A world in which Ada has something of everything."""

    world: World
    ada: Caller
    todo: str
    cleaning: str

    @classmethod
    async def of(cls, world: World) -> "Scene":
        ada = await world.join("ada", SECRET)
        await world.join("bob", SECRET)
        await world.create_superuser(username=Username("root"), password=SECRET)
        todo = await world.add_todo(owner=ada.user_id, content=TodoContent("Ada's"))
        cleaning = await world.add_cleaning(owner=ada.user_id, name=CleaningName("Ada's"), price=Price.parse("1"))
        return cls(world, ada, str(todo.id), str(cleaning.id))

    async def token(self, name: str) -> str:
        """Return an access token of somebody."""
        return (await self.world.log_in(credentials=Credentials.parse(name, PASSWORD), client="here")).access_token

    async def nobody(self) -> None:
        """Nobody has no token."""

    async def unproved(self) -> str:
        """Return Ada's, where an address is wanted that she has not proved."""
        self.world.require_verified = True
        return await self.token("ada")

    async def disabled(self) -> str:
        """Return Ada's, from before her account was closed."""
        token = await self.token("ada")
        await self.world.administer_user(by=Operator(), id=self.ada.user_id, is_active=False)
        return token

    async def expired(self) -> str:
        """Return Ada's, from long ago."""
        token = await self.token("ada")
        self.world.clock.advance(timedelta(minutes=16))
        return token

    async def stale(self) -> str:
        """Return a superuser's, just refreshed in a session that was opened a while ago."""
        credentials = Credentials.parse("root", PASSWORD)
        tokens = await self.world.log_in(credentials=credentials, client="here")
        self.world.clock.advance(self.world.fresh_log_in)
        return (await self.world.refresh(token=RefreshToken(tokens.refresh_token))).access_token

    def path(self, path: str) -> str:
        """Return a path to what is Ada's."""
        kinds = {"/todos": self.todo, "/cleanings": self.cleaning, "/users/me": str(self.ada.session_id)}
        mine = next((mine for kind, mine in kinds.items() if path.startswith(kind)), str(self.ada.user_id))
        return path.replace("{id}", mine).replace("{name}", "nothing")

    async def state(self) -> object:
        """Return what a request without rights must leave as it is."""
        people = await self.world.database.view.users.page(only=UserFilter(), part=Slice())
        todos = await self.world.database.view.todos.page(self.ada.user_id, only=TodoFilter(), part=Slice())
        cleanings = await self.world.database.view.cleanings.page(only=CleaningFilter(), part=Slice())
        session = await self.world.database.view.sessions.caller(self.ada.session_id)
        return people, todos, cleanings, session


ASKING: Final[dict[str, Callable[[Scene], Awaitable[str | None]]]] = {
    "nobody": Scene.nobody,
    "ada": lambda scene: scene.token("ada"),
    "bob": lambda scene: scene.token("bob"),
    "superuser": lambda scene: scene.token("root"),
    "unproved": Scene.unproved,
    "disabled": Scene.disabled,
    "expired": Scene.expired,
    "stale": Scene.stale,
}


def sent_of(answer: httpx2.Response) -> set[str]:
    """Return which headers came that a client should go slow by."""
    return SLOWING & {*answer.headers}


def declared(routes: FastAPI, cell: Cell) -> set[str]:
    """Return which of them the document tells of."""
    operation = routes.openapi()["paths"].get(cell.path, {}).get(cell.method.lower(), {"responses": {}})
    return {name.lower() for name in operation["responses"].get(str(cell.status), {}).get("headers", {})}


def bearer(token: str | None) -> dict[str, str]:
    """Return what a client sends along to be known."""
    return {} if token is None else {"Authorization": f"Bearer {token}"}
