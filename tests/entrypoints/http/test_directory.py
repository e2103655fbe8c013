"""The Directory finds what FastAPI's router finds, or leaves it to that."""

import re
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
from fastapi import Depends, FastAPI, HTTPException
from fastapi.routing import iter_route_contexts
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Match
from starlette.types import Message, Receive, Scope, Send

from tests.entrypoints.http.serving import client_of, service, use_cases_of
from tests.entrypoints.http.test_who_may import MATRIX
from todoauth.entrypoints.http import Wiring, connect, install, todos
from todoauth.entrypoints.http.callers import current_user
from todoauth.entrypoints.http.directory import Directory
from todoauth.testing.world import World

METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "get", "")
ID: Final = "00000000-0000-7000-8000-000000000000"


@dataclass
class Aside:
    """What a Directory leaves to others."""

    scopes: list[Scope] = field(default_factory=list[Scope])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scopes.append(scope)


@dataclass(frozen=True)
class Finder:
    """A Directory of a service, and the router that it is compared with."""

    app: FastAPI
    aside: Aside
    directory: Directory

    @classmethod
    def of(cls, app: FastAPI) -> "Finder":
        aside = Aside()
        return cls(app, aside, Directory(aside))

    def scope(self, method: str, path: str, **more: Any) -> Scope:
        asked = {"type": "http", "app": self.app, "method": method, "path": path, "root_path": ""}
        return {**asked, "headers": [], "query_string": b"", **more}

    async def found(self, scope: Scope) -> tuple[BaseRoute, dict[str, object]] | None:
        """What the Directory finds."""
        self.aside.scopes.clear()
        await self.directory(scope, nothing_comes, lost)
        return None if self.aside.scopes else (scope["route"], scope["path_params"])

    def routed(self, scope: Scope) -> tuple[BaseRoute, dict[str, object]] | None:
        """What the router finds."""
        for route in iter_route_contexts(self.app.routes):
            match, child = route.matches(scope)
            if match is Match.FULL:
                return route.original_route, child["path_params"]
        return None


async def nothing_comes() -> Message:
    return {"type": "http.disconnect"}


async def lost(message: Message) -> None:
    """Nobody listens."""


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder.of(service(World()))


async def test_every_route_is_found_but_those_that_go_on_after_a_parameter(finder: Finder) -> None:
    left = set[tuple[str, str]]()
    for method, path in MATRIX:
        scope = finder.scope(method, re.sub(r"{\w+}", ID, path))
        found = await finder.found(dict(scope))
        if found is None:
            left.add((method, path))
        else:
            assert found == finder.routed(scope)
    assert left == {("DELETE", "/users/{id}/sessions")}


pieces = (
    st.sampled_from(sorted({piece for _, path in MATRIX for piece in path.split("/")} - {"{id}", "{name}"}))
    | st.uuids().map(str)
    | st.uuids().map(lambda one: one.hex)
    | st.sampled_from(["", ".", "..", "%2F", "%75sers", f"{ID}\n", ID.upper(), f"{ID} ", "{id}", "x" * 100_000])
    | st.text(max_size=5)
)
known = st.tuples(st.sampled_from(sorted(path for _, path in MATRIX)), pieces).map(
    lambda both: re.sub(r"{\w+}", lambda _: both[1], both[0])
)
paths = st.tuples(
    known | st.lists(pieces, max_size=4).map(lambda parts: "/".join(["", *parts])) | st.text(max_size=9),
    st.sampled_from(["", "", "", "/", "\n", "//", "/../todos", " "]),
).map("".join)


@settings(max_examples=1_000, deadline=None)
@given(method=st.sampled_from(METHODS) | st.text(max_size=4), path=paths)
async def test_what_is_found_is_what_the_router_finds(finder: Finder, method: str, path: str) -> None:
    scope = finder.scope(method, path)
    found = await finder.found(dict(scope))
    assert found is None or found == finder.routed(scope)


@pytest.mark.parametrize("more", [{"root_path": "/api"}, {"fastapi.telemetry": object()}, {"type": "websocket"}])
async def test_it_steps_aside(finder: Finder, more: dict[str, Any]) -> None:
    assert await finder.found(finder.scope("GET", "/todos")) is not None
    assert await finder.found(finder.scope("GET", "/todos", **more)) is None


async def closed() -> None:
    raise HTTPException(402, "Pay first")


@pytest.mark.parametrize("middleware", [[], [Middleware(Directory)]], ids=["without it", "with it"])
async def test_what_a_host_adds_to_our_routes_is_enforced(world: World, middleware: list[Middleware]) -> None:
    app = FastAPI(middleware=middleware)
    connect(app, Wiring(use_cases=use_cases_of(world)))
    app.include_router(todos.router, dependencies=[Depends(closed)])
    async with client_of(app) as web:
        assert (await web.get("/todos")).status_code == 401
        assert (await web.get("/todos", headers={"Authorization": "Bearer x"})).status_code == 402


async def test_what_a_host_puts_in_the_place_of_our_needs_holds(world: World) -> None:
    ada = await world.join("ada")
    app = FastAPI()
    connect(app, Wiring(use_cases=use_cases_of(world)))
    install(app)
    app.dependency_overrides[current_user] = lambda: ada
    async with client_of(app) as web:
        assert (await web.get("/users/me/sessions", headers={"Authorization": "Bearer x"})).status_code == 200
