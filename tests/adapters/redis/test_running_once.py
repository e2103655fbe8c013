"""Scripts run once, or not at all, whatever is lost."""

import pytest

from tests.adapters.redis.samples import CODE, GUESS, LONG, MANY_AN_HOUR, a_code_key, a_limit_key
from tests.servers.proxy import Proxy
from tests.servers.redis import RedisServer
from todoauth.adapters.redis.code_cache import RedisCodeCache
from todoauth.adapters.redis.database import RedisDatabase
from todoauth.adapters.redis.limiter import RedisLimiter
from todoauth.domain.errors import Unavailable
from todoauth.domain.model.one_time_code import Redeemed


@pytest.mark.parametrize("guess", [CODE, GUESS], ids=["right", "wrong"])
async def test_a_guess_whose_answer_is_lost_was_made_once(
    own_server: RedisServer, proxy: Proxy, far_database: RedisDatabase, guess: bytes
):
    codes, key = RedisCodeCache(far_database), a_code_key()
    await codes.put(key, CODE, ttl=LONG, guesses=2)
    await codes.redeem(a_code_key(), CODE)
    before = own_server.scripts_run()
    proxy.replies_left = 0
    with pytest.raises(Unavailable):
        await codes.redeem(key, guess)
    proxy.replies_left = None
    assert own_server.scripts_run() == before + 1
    expected = [Redeemed.GONE] * 2 if guess == CODE else [Redeemed.WRONG, Redeemed.GONE]
    assert [await codes.redeem(key, GUESS), await codes.redeem(key, CODE)] == expected


async def test_a_hit_whose_answer_is_lost_was_counted_once(
    own_server: RedisServer, proxy: Proxy, far_database: RedisDatabase
):
    limiter, key = RedisLimiter(far_database), a_limit_key()
    await limiter.hit(key, MANY_AN_HOUR)
    proxy.replies_left = 0
    with pytest.raises(Unavailable):
        await limiter.hit(key, MANY_AN_HOUR)
    [name] = own_server.kept()
    assert own_server.do("LLEN", name) == 2


async def test_a_server_that_forgets_everything_makes_codes_go_and_takes_new_ones(
    own_server: RedisServer, own_database: RedisDatabase
):
    codes, key = RedisCodeCache(own_database), a_code_key()
    await codes.put(key, CODE, ttl=LONG, guesses=5)
    own_server.do("FLUSHALL")
    assert await codes.redeem(key, CODE) is Redeemed.GONE
    await codes.put(key, CODE, ttl=LONG, guesses=5)
    assert await codes.redeem(key, CODE) is Redeemed.RIGHT


async def test_a_server_that_forgets_our_scripts_learns_them_anew(own_server: RedisServer, own_database: RedisDatabase):
    limiter, key = RedisLimiter(own_database), a_limit_key()
    for _ in range(3):
        await limiter.hit(key, MANY_AN_HOUR)
        own_server.do("SCRIPT FLUSH")
    [name] = own_server.kept()
    assert own_server.do("LLEN", name) == 3
