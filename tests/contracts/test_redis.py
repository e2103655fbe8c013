"""The cache and the limiter of Redis pass their suites: on Redis, on Valkey, and on a Cluster of six nodes.

A Valkey takes the place of a Redis that is not there. Those who run the system's tests ask for Redis itself.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from datetime import timedelta

import pytest

from tests.servers.redis import RedisServer, own_redis_server, redis_server
from tests.servers.redis_binaries import real_redis_binary, valkey_binary
from tests.servers.redis_cluster import cluster_url, own_redis_cluster, redis_cluster
from tests.servers.redis_sentinel import own_watched_redis
from todoauth import CodeCache, Limiter
from todoauth.adapters.redis.code_cache import RedisCodeCache
from todoauth.adapters.redis.database import RedisDatabase
from todoauth.adapters.redis.limiter import RedisLimiter
from todoauth.testing.contracts import CodeCacheContract, LimiterContract

__all__ = ["redis_cluster", "redis_server"]

A_TICK = timedelta(milliseconds=2)  # servers tell the time of keys in whole milliseconds


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    with own_redis_server(valkey_binary()) as server:
        yield server.url


@pytest.fixture
def redis_url(redis_server: RedisServer) -> str:
    return redis_server.url


@pytest.fixture
def any_cluster_url(redis_cluster: Sequence[RedisServer]) -> str:
    return cluster_url(redis_cluster)


@pytest.fixture(scope="session")
def real_redis_url() -> Iterator[str]:
    with own_redis_server(real_redis_binary()) as server:
        yield server.url


@pytest.fixture(scope="session")
def real_cluster_url() -> Iterator[str]:
    with own_redis_cluster(real_redis_binary()) as nodes:
        yield cluster_url(nodes)


@pytest.fixture(scope="session")
def real_sentinel_url() -> Iterator[str]:
    with own_watched_redis(real_redis_binary()) as watched:
        yield watched.url


SERVERS = ["redis", "valkey", "any_cluster"]
REAL_SERVERS = [pytest.param(f"real_{kind}", marks=pytest.mark.system) for kind in ("redis", "cluster", "sentinel")]


@pytest.fixture(params=[*SERVERS, *REAL_SERVERS])
def url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


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
