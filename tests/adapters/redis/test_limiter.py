"""What attempts look like in Redis, and what becomes of values that are none."""

import logging
import os
from datetime import timedelta

import pytest

from tests.adapters.redis.samples import a_limit_key, burst
from tests.servers.redis import RedisServer
from todoauth.adapters.redis.database import RedisDatabase
from todoauth.adapters.redis.limiter import RedisLimiter
from todoauth.domain.errors import TooManyAttempts
from todoauth.domain.model.limit import Limit, LimitKey

AN_HOUR = timedelta(hours=1)
POISONS = {
    "text": ("SET", "no attempts"),
    "a number": ("SET", "17"),
    "a list of text": ("RPUSH", "a", "b"),
    "a set": ("SADD", "1", "2"),
}


@pytest.fixture
def limiter(database: RedisDatabase) -> RedisLimiter:
    return RedisLimiter(database)


async def test_a_burst_of_a_hundred_gets_nothing_past_the_limit(limiter: RedisLimiter):
    key = a_limit_key()
    outcomes = await burst(lambda: limiter.hit(key, Limit(10, AN_HOUR)), times=100)
    assert sum(isinstance(each, int) for each in outcomes) == 10


async def test_processes_share_a_limit(server: RedisServer):
    secret, key = os.urandom(32), a_limit_key()
    async with (
        RedisDatabase.at(server.url, secret=secret, prefix=server.prefix, patience=10) as one,
        RedisDatabase.at(server.url, secret=secret, prefix=server.prefix, patience=10) as other,
    ):
        here, there, limit = RedisLimiter(one), RedisLimiter(other), Limit(10, AN_HOUR)
        outcomes = await burst(lambda: here.hit(key, limit), lambda: there.hit(key, limit), times=25)
    assert sum(isinstance(each, int) for each in outcomes) == 10


async def test_a_limit_that_was_lowered_counts_what_was_counted_before(limiter: RedisLimiter):
    key = a_limit_key()
    await burst(lambda: limiter.hit(key, Limit(5, AN_HOUR)), times=3)
    with pytest.raises(TooManyAttempts):
        await limiter.hit(key, Limit(2, AN_HOUR))


@pytest.mark.parametrize("subject", ["203.0.113.7", "a{b}c *\r\n\0", "\ud800", "ada@example.org", ""])
async def test_a_limit_is_one_key_that_tells_nothing(limiter: RedisLimiter, server: RedisServer, subject: str):
    for _ in range(2):
        await limiter.hit(LimitKey("log-in", subject), Limit(5, AN_HOUR))
    [name] = server.kept()
    said, tag = name.removesuffix("}").split("{")
    assert said == f"{server.prefix}:limit:"
    assert len(bytes.fromhex(tag)) == 32


async def test_attempts_are_forgotten_when_they_count_no_more(limiter: RedisLimiter, server: RedisServer):
    await limiter.hit(a_limit_key(), Limit(5, AN_HOUR))
    [name] = server.kept()
    assert 0 < server.do("PTTL", name) <= 3_600_001


async def test_no_more_attempts_are_remembered_than_count(limiter: RedisLimiter, server: RedisServer):
    key, limit = a_limit_key(), Limit(3, timedelta(microseconds=1500))
    for _ in range(10):
        await burst(lambda: limiter.hit(key, limit), times=3)
        assert all(server.do("LLEN", name) <= 3 for name in server.kept())


@pytest.mark.parametrize("poison", POISONS.values(), ids=POISONS)
async def test_a_value_that_counts_no_attempts_is_none_and_is_told(
    limiter: RedisLimiter, server: RedisServer, poison: tuple[str, ...], caplog: pytest.LogCaptureFixture
):
    key, limit = a_limit_key(), Limit(2, AN_HOUR)
    await limiter.hit(key, limit)
    [name] = server.kept()
    command, *values = poison
    server.do("DEL", name)
    server.do(command, name, *values)
    outcomes = await burst(lambda: limiter.hit(key, limit), times=5)
    assert sum(isinstance(each, int) for each in outcomes) == 2
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
