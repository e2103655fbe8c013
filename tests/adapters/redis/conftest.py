"""Redis, as it is and as it fails."""

import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from tests.servers.proxy import Proxy, proxy_to
from tests.servers.redis import RedisServer, own_redis_server, redis_server
from todoauth.adapters.redis.database import RedisDatabase

__all__ = ["redis_server"]


@pytest.fixture
def own_server() -> Iterator[RedisServer]:
    """A server of the test's own, to break."""
    with own_redis_server() as server:
        yield server


@pytest.fixture
def server(redis_server: RedisServer) -> RedisServer:
    """A server on which no other test keeps what this one does."""
    return replace(redis_server, prefix=f"{redis_server.prefix}:{os.urandom(4).hex()}")


@pytest.fixture
async def database(server: RedisServer) -> AsyncIterator[RedisDatabase]:
    """On that server."""
    async with RedisDatabase.at(server.url, secret=os.urandom(32), prefix=server.prefix, patience=10) as database:
        yield database


@pytest.fixture
async def own_database(own_server: RedisServer) -> AsyncIterator[RedisDatabase]:
    """On the server to break."""
    async with RedisDatabase.at(own_server.url, secret=os.urandom(32), patience=0.5) as database:
        yield database


@pytest.fixture
def proxy(own_server: RedisServer) -> Iterator[Proxy]:
    """A way to the server to break."""
    with proxy_to(own_server.place) as proxy:
        yield proxy


@pytest.fixture
async def far_database(proxy: Proxy) -> AsyncIterator[RedisDatabase]:
    """On the server to break, by the way on which things go wrong."""
    url = f"redis://{proxy.own_place}"
    async with RedisDatabase.at(url, secret=os.urandom(32), patience=0.5) as database:
        yield database
