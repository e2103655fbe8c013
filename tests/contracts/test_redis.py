"""The cache and the limiter of Redis pass their suites: on Redis, on Valkey, and on a Cluster of six nodes."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from datetime import timedelta

import pytest

from tests.servers.redis import RedisServer, own_redis_server, redis_server
from tests.servers.redis_binaries import valkey_binary
from tests.servers.redis_cluster import cluster_url, redis_cluster
from todoauth import CodeCache, Limiter
from todoauth.adapters.redis.code_cache import RedisCodeCache
from todoauth.adapters.redis.database import RedisDatabase
from todoauth.adapters.redis.limiter import RedisLimiter
from todoauth.testing.contracts import CodeCacheContract, LimiterContract

__all__ = ["redis_cluster", "redis_server"]

A_TICK = timedelta(milliseconds=2)  # servers tell the time of keys in whole milliseconds


@pytest.fixture(scope="session")
def valkey_server() -> Iterator[RedisServer]:
    with own_redis_server(valkey_binary()) as server:
        yield server


@pytest.fixture(params=["redis", "valkey", "cluster"])
def url(request: pytest.FixtureRequest) -> str:
    if request.param == "cluster":
        nodes: Sequence[RedisServer] = request.getfixturevalue("redis_cluster")
        return cluster_url(nodes)
    server: RedisServer = request.getfixturevalue(f"{request.param}_server")
    return server.url


@pytest.fixture
async def database(url: str, redis_server: RedisServer) -> AsyncIterator[RedisDatabase]:
    async with RedisDatabase.at(url, secret=os.urandom(32), prefix=redis_server.prefix, patience=10) as database:
        yield database


@pytest.fixture
def pass_time() -> Callable[[timedelta], Awaitable[None]]:
    async def pass_time(by: timedelta) -> None:
        await asyncio.sleep((by + A_TICK).total_seconds())

    return pass_time


class TestRedisCodeCache(CodeCacheContract):
    @pytest.fixture
    def codes(self, database: RedisDatabase) -> CodeCache:
        return RedisCodeCache(database)


class TestRedisLimiter(LimiterContract):
    @pytest.fixture
    def limiter(self, database: RedisDatabase) -> Limiter:
        return RedisLimiter(database)
