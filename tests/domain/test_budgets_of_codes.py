"""How often codes may be guessed, whatever becomes of the cache and the account meanwhile."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SECRET
from tests.domain.acts import ADAS, BOBS, CLIENT, code_for, enter, guesses_today, prove, the_user
from tests.domain.caches import AbsentCache, ForgetfulCache
from todoauth import (
    Caller,
    CodeCache,
    CodeKey,
    InvalidToken,
    Limit,
    OneTimeCode,
    Redeemed,
    TooManyAttempts,
    Unavailable,
    WrongOrExpiredCode,
)
from todoauth.testing.world import World

GUESS = OneTimeCode("000000")
HOUR, DAY, INSTANT = timedelta(hours=1), timedelta(days=1), timedelta(microseconds=1)


async def guess(world: World, caller: Caller, *, codes: CodeCache, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(WrongOrExpiredCode):
            await replace(world.verify_email, codes=codes)(caller=caller, email=ADAS, code=GUESS, client=CLIENT)


async def refused_for(world: World, caller: Caller) -> timedelta:
    with pytest.raises(TooManyAttempts) as refused:
        await world.verify_email(caller=caller, email=ADAS, code=GUESS, client=CLIENT)
    return refused.value.retry_after


async def test_a_cache_that_forgets_gives_no_more_than_ten_guesses_an_hour(world: World):
    caller = await enter(world)
    await guess(world, caller, codes=ForgetfulCache(), times=10)
    assert await refused_for(world, caller) == HOUR
    world.clock.advance(HOUR - INSTANT)
    assert await refused_for(world, caller) == HOUR
    world.clock.advance(INSTANT)
    await guess(world, caller, codes=ForgetfulCache())


async def test_a_cache_that_forgets_gives_no_more_than_twenty_guesses_a_day(world: World):
    caller = await enter(world)
    for _ in range(4):
        await guess(world, caller, codes=ForgetfulCache(), times=5)
        world.clock.advance(HOUR)
    assert await refused_for(world, caller) == DAY
    world.clock.advance(DAY - 4 * HOUR)
    await guess(world, caller, codes=ForgetfulCache())


async def test_the_guesses_of_one_account_are_not_those_of_another(world: World):
    ada, bob = await enter(world, "Ada"), await enter(world, "Bob")
    await guess(world, ada, codes=ForgetfulCache(), times=10)
    await refused_for(world, ada)
    assert (await prove(world, bob, BOBS)).is_verified


async def test_a_wrong_guess_leaves_its_trace_and_one_too_many_leaves_none(world: World):
    caller = await enter(world)
    await guess(world, caller, codes=world.verify_email.codes, times=3)
    assert await guesses_today(world, caller) == 3
    await guess(world, caller, codes=ForgetfulCache(), times=7)
    await refused_for(world, caller)
    assert await guesses_today(world, caller) == 10


async def test_without_a_cache_a_guess_is_spent_and_nothing_is_proved(world: World):
    caller = await enter(world)
    with pytest.raises(Unavailable):
        await replace(world.verify_email, codes=AbsentCache())(caller=caller, email=ADAS, code=GUESS, client=CLIENT)
    assert await guesses_today(world, caller) == 1
    assert not (await the_user(world, caller)).is_verified


async def test_whose_account_is_gone_guesses_and_proves_nothing(world: World):
    caller = await enter(world)
    code = await code_for(world, caller)
    await world.delete_account(caller=caller, password=SECRET)
    with pytest.raises(InvalidToken):
        await world.verify_email(caller=caller, email=ADAS, code=code, client=CLIENT)


async def test_whose_account_goes_while_the_code_is_compared_proves_nothing(world: World):
    caller = await enter(world)

    class SlowCache(ForgetfulCache):
        async def redeem(self, key: CodeKey, digest: bytes) -> Redeemed:
            await world.delete_account(caller=caller, password=SECRET)
            return Redeemed.RIGHT

    with pytest.raises(InvalidToken):
        await replace(world.verify_email, codes=SlowCache())(caller=caller, email=ADAS, code=GUESS, client=CLIENT)
    assert await world.deliver_mail() == 0


async def test_a_client_guesses_no_more_than_so_often_whoever_it_guesses_as(world: World):
    world.limits = replace(world.limits, verify_per_client=Limit(2, HOUR))
    for name in ("Ada", "Bob"):
        await guess(world, await enter(world, name), codes=ForgetfulCache())
    carl = await enter(world, "Carl")
    assert await refused_for(world, carl) == HOUR
    assert await guesses_today(world, carl) == 0
