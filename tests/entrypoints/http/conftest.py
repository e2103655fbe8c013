"""A world, the service on it, and somebody who is logged in."""

from collections.abc import AsyncIterator, Iterator, MutableMapping
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from structlog.testing import capture_logs

from tests.entrypoints.http.serving import client_of, log_in, service, use_cases_of
from todoauth.entrypoints.http import Wiring, connect
from todoauth.testing.world import World


@pytest.fixture(autouse=True)
def logs() -> Iterator[list[MutableMapping[str, Any]]]:
    """What is logged meanwhile."""
    with capture_logs() as entries:
        yield entries


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture(scope="session")
def routes() -> FastAPI:
    """A service that is connected to another world for each test: making one takes long."""
    return service(World())


@pytest.fixture
def app(routes: FastAPI, world: World) -> FastAPI:
    connect(routes, Wiring(use_cases=use_cases_of(world)))
    return routes


@pytest.fixture
async def web(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """Somebody who is not logged in."""
    async with client_of(app) as client:
        yield client


@pytest.fixture
async def ada(app: FastAPI, web: httpx2.AsyncClient) -> AsyncIterator[httpx2.AsyncClient]:
    tokens = await log_in(web, "ada")
    async with client_of(app, headers={"Authorization": f"Bearer {tokens['access_token']}"}) as client:
        yield client


@pytest.fixture
async def bob(app: FastAPI, web: httpx2.AsyncClient) -> AsyncIterator[httpx2.AsyncClient]:
    tokens = await log_in(web, "bob")
    async with client_of(app, headers={"Authorization": f"Bearer {tokens['access_token']}"}) as client:
        yield client
