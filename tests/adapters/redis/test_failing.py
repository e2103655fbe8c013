"""What the failures of a Redis become: `Unavailable`, and nothing else; and when it is back, so are we."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeAlias

import pytest

from tests.adapters.redis.samples import CODE, LONG, MANY_AN_HOUR, a_code_key, a_limit_key, burst, eventually
from tests.servers import free_port
from tests.servers.proxy import Proxy
from tests.servers.redis import RedisServer, own_redis_server
from todoauth.adapters.redis.code_cache import RedisCodeCache
from todoauth.adapters.redis.database import RedisDatabase
from todoauth.adapters.redis.limiter import RedisLimiter
from todoauth.domain.errors import Unavailable

Use: TypeAlias = Callable[[RedisDatabase], Awaitable[object]]

USES: dict[str, Use] = {
    "put": lambda database: RedisCodeCache(database).put(a_code_key(), CODE, ttl=LONG, guesses=5),
    "redeem": lambda database: RedisCodeCache(database).redeem(a_code_key(), CODE),
    "hit": lambda database: RedisLimiter(database).hit(a_limit_key(), MANY_AN_HOUR),
    "ping": lambda database: database.ping(),
}
WRITES = {name: USES[name] for name in ("put", "hit", "ping")}


async def require_away(database: RedisDatabase, *uses: Use) -> None:
    for use in uses:
        with pytest.raises(Unavailable):
            await use(database)


async def require_back(database: RedisDatabase) -> None:
    for use in USES.values():
        await eventually(partial(use, database))


async def test_a_server_that_stops_is_unavailable_until_it_is_back():
    port = free_port()
    with own_redis_server(port=port) as server:
        database = RedisDatabase.at(server.url, secret=bytes(32))
        await require_back(database)
    await require_away(database, *USES.values())
    with own_redis_server(port=port):
        await require_back(database)
        await database.close()


async def test_a_server_that_was_never_there_is_unavailable():
    async with RedisDatabase.at(f"redis://127.0.0.1:{free_port()}", secret=bytes(32)) as database:
        await require_away(database, *USES.values())


async def test_a_name_of_no_host_is_unavailable():
    async with RedisDatabase.at("redis://redis.invalid", secret=bytes(32)) as database:
        await require_away(database, *USES.values())


async def test_a_server_that_hangs_is_unavailable_until_it_goes_on(
    own_server: RedisServer, own_database: RedisDatabase
):
    await require_back(own_database)
    with own_server.hanging():
        await require_away(own_database, *USES.values())
    await require_back(own_database)


async def test_a_server_that_is_slow_is_unavailable_until_it_is_fast(proxy: Proxy, far_database: RedisDatabase):
    await require_back(far_database)
    proxy.delay = 1
    await require_away(far_database, *USES.values())
    proxy.delay = 0
    await require_back(far_database)


async def test_a_broken_connection_is_made_anew(proxy: Proxy, far_database: RedisDatabase):
    await require_back(far_database)
    proxy.cut()
    await require_back(far_database)


async def test_after_five_failures_nobody_asks_until_a_pause_is_over(
    own_server: RedisServer, own_database: RedisDatabase
):
    await require_back(own_database)
    with own_server.hanging():
        await burst(own_database.ping, times=5)
    before = own_server.scripts_run()
    await require_away(own_database, *USES.values())
    assert own_server.scripts_run() == before
    await require_back(own_database)


@pytest.mark.parametrize(
    ("fault", "cure"),
    [
        (("CONFIG SET", "maxmemory", "1"), ("CONFIG SET", "maxmemory", "0")),
        (("REPLICAOF", "127.0.0.1", "1"), ("REPLICAOF", "NO", "ONE")),
        (("CLIENT PAUSE", "100000", "WRITE"), ("CLIENT UNPAUSE",)),
    ],
    ids=["full", "replica", "paused"],
)
async def test_a_server_that_takes_nothing_is_unavailable_until_it_does(
    own_server: RedisServer, own_database: RedisDatabase, fault: tuple[str, ...], cure: tuple[str, ...]
):
    own_server.do(*fault)
    await require_away(own_database, *WRITES.values())
    own_server.do(*cure)
    await require_back(own_database)


async def test_calls_that_are_given_up_leave_room_for_others(own_server: RedisServer, own_database: RedisDatabase):
    await require_back(own_database)
    with own_server.hanging():
        calls = [asyncio.ensure_future(own_database.ping()) for _ in range(200)]
        await asyncio.sleep(0)
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)
    assert await burst(partial(eventually, own_database.ping), times=200) == [None] * 200


async def test_a_failure_is_told_without_secrets(own_server: RedisServer, caplog: pytest.LogCaptureFixture):
    own_server.do("CONFIG SET", "requirepass", "other")
    async with RedisDatabase.at(f"redis://:hunter2@{own_server.place}", secret=b"hunter2") as database:
        with pytest.raises(Unavailable) as refused:
            await database.ping()
    assert "Redis failed: AuthenticationError" in caplog.text
    assert "hunter2" not in caplog.text + repr(refused.value)
    assert refused.value.__suppress_context__
