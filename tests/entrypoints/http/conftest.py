"""A world, the service on it, and somebody who is logged in."""

from collections.abc import AsyncIterator

import httpx2
import pytest
from fastapi import FastAPI

from tests.entrypoints.http.serving import client_of, log_in, service
from todoauth.testing.world import World


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def app(world: World) -> FastAPI:
    return service(world)


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
