"""What codes look like in Redis, and what becomes of values that are none."""

import logging
import os

import pytest

from tests.adapters.redis.samples import CODE, GUESS, LONG, a_code_key, burst
from tests.servers.redis import RedisServer
from todoauth.adapters.redis.code_cache import RedisCodeCache
from todoauth.adapters.redis.database import RedisDatabase
from todoauth.domain.model.one_time_code import CodeKey, Redeemed

POISONS = {
    "text": ("SET", "no code"),
    "nothing": ("SET", ""),
    "too few parts": ("SET", "5:0"),
    "too many parts": ("SET", f"5:0:{CODE.hex()}:"),
    "a negative budget": ("SET", f"-5:0:{CODE.hex()}"),
    "a line more": ("SET", f"5:0:{CODE.hex()}\n"),
    "no hexadecimal": ("SET", "5:0:xyz"),
    "a list": ("RPUSH", "5", "0", CODE.hex()),
    "a hash": ("HSET", "digest", CODE.hex()),
}


@pytest.fixture
def codes(database: RedisDatabase) -> RedisCodeCache:
    return RedisCodeCache(database)


@pytest.fixture(params=POISONS)
async def poisoned(request: pytest.FixtureRequest, codes: RedisCodeCache, server: RedisServer) -> CodeKey:
    """The key of a code in whose place something else is."""
    key = a_code_key()
    await codes.put(key, CODE, ttl=LONG, guesses=5)
    [name] = server.kept()
    command, *values = POISONS[request.param]
    server.do("DEL", name)
    server.do(command, name, *values)
    return key


async def test_one_of_fifty_takers_gets_the_code(codes: RedisCodeCache):
    key = a_code_key()
    await codes.put(key, CODE, ttl=LONG, guesses=100)
    outcomes = await burst(lambda: codes.redeem(key, CODE), times=50)
    assert (outcomes.count(Redeemed.RIGHT), outcomes.count(Redeemed.GONE)) == (1, 49)


async def test_takers_in_several_processes_get_no_more_than_the_budget(database: RedisDatabase, server: RedisServer):
    secret = os.urandom(32)
    async with (
        RedisDatabase.at(server.url, secret=secret, prefix=server.prefix, patience=10) as one,
        RedisDatabase.at(server.url, secret=secret, prefix=server.prefix, patience=10) as other,
    ):
        here, there, key = RedisCodeCache(one), RedisCodeCache(other), a_code_key()
        await here.put(key, CODE, ttl=LONG, guesses=5)
        outcomes = await burst(lambda: here.redeem(key, GUESS), lambda: there.redeem(key, GUESS), times=25)
    assert (outcomes.count(Redeemed.WRONG), outcomes.count(Redeemed.GONE)) == (5, 45)


@pytest.mark.parametrize("email", ["ada@example.org", "{ada}*?@example.org", "ada+%0d%0adel@example.org"])
async def test_a_code_is_one_key_that_tells_nothing(codes: RedisCodeCache, server: RedisServer, email: str):
    key = a_code_key(email)
    await codes.put(key, CODE, ttl=LONG, guesses=5)
    await codes.put(key, GUESS, ttl=LONG, guesses=5)
    [name] = server.kept()
    said, tag = name.removesuffix("}").split("{")
    assert said == f"{server.prefix}:code:"
    assert len(bytes.fromhex(tag)) == 32
    assert key.user_id.hex not in name


async def test_no_code_outlives_its_time(codes: RedisCodeCache, server: RedisServer):
    key, lifetime = a_code_key(), LONG.total_seconds() * 1000
    for digest, guess in [(CODE, GUESS), (CODE, CODE)]:
        await codes.put(key, digest, ttl=LONG, guesses=5)
        await codes.redeem(key, guess)
        [name] = server.kept()
        assert 0 < server.do("PTTL", name) <= lifetime


async def test_a_consumed_code_leaves_no_digest(codes: RedisCodeCache, server: RedisServer):
    key = a_code_key()
    await codes.put(key, CODE, ttl=LONG, guesses=5)
    await codes.redeem(key, CODE)
    [name] = server.kept()
    assert server.do("GET", name) == "5:1:"


async def test_an_empty_guess_opens_no_consumed_code(codes: RedisCodeCache):
    key = a_code_key()
    await codes.put(key, CODE, ttl=LONG, guesses=5)
    await codes.redeem(key, CODE)
    assert await codes.redeem(key, b"") is Redeemed.GONE


async def test_a_value_that_is_no_code_is_none_and_is_told_once(
    codes: RedisCodeCache, poisoned: CodeKey, caplog: pytest.LogCaptureFixture
):
    assert [await codes.redeem(poisoned, CODE) for _ in range(3)] == [Redeemed.GONE] * 3
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert CODE.hex() not in caplog.text


async def test_a_code_takes_the_place_of_a_value_that_is_none(
    codes: RedisCodeCache, poisoned: CodeKey, caplog: pytest.LogCaptureFixture
):
    await codes.put(poisoned, CODE, ttl=LONG, guesses=1)
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert await codes.redeem(poisoned, CODE) is Redeemed.RIGHT
