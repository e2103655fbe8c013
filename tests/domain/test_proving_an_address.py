"""Codes, and the addresses that they prove."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.acts import ADAS, BOBS, CLIENT, another, code_for, enter, prove, the_user
from todoauth import (
    Caller,
    EmailAddress,
    OneTimeCode,
    User,
    WrongOrExpiredCode,
)
from todoauth.testing.world import World

INSTANT, PAUSE = timedelta(microseconds=1), timedelta(minutes=4)


async def guess(world: World, caller: Caller, code: OneTimeCode, email: EmailAddress = ADAS) -> User:
    return await world.verify_email(caller=caller, email=email, code=code, client=CLIENT)


async def guess_wrong(world: World, caller: Caller, code: OneTimeCode, *, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(WrongOrExpiredCode):
            await guess(world, caller, another(code))


async def test_the_right_code_proves_the_address(world: World):
    caller = await enter(world)
    proved = await prove(world, caller)
    assert (proved.email, proved.is_verified, proved.version) == (ADAS, True, 2)
    assert await the_user(world, caller) == proved


async def test_how_the_address_is_typed_the_second_time_makes_no_difference(world: World):
    caller = await enter(world)
    assert (await guess(world, caller, await code_for(world, caller), EmailAddress("ADA@Example.ORG"))).is_verified


async def test_a_wrong_code_proves_nothing_and_the_right_one_still_does(world: World):
    caller = await enter(world)
    code = await code_for(world, caller)
    await guess_wrong(world, caller, code)
    assert not (await the_user(world, caller)).is_verified
    assert (await guess(world, caller, code)).is_verified


async def test_a_code_opens_once(world: World):
    caller = await enter(world)
    code = await code_for(world, caller)
    await guess(world, caller, code)
    with pytest.raises(WrongOrExpiredCode):
        await guess(world, caller, code)


@given(st.lists(st.booleans(), max_size=10))
async def test_no_sequence_of_guesses_opens_a_code_twice(rightly: list[bool]):
    world = World()
    caller = await enter(world)
    code, opened = await code_for(world, caller), 0
    for guess_is_right in rightly:
        try:
            await guess(world, caller, code if guess_is_right else another(code))
        except WrongOrExpiredCode:
            continue
        opened += 1
    assert opened == any(rightly[:5])


async def test_of_two_who_take_one_code_at_once_one_gets_it(world: World):
    caller = await enter(world)
    code = await code_for(world, caller)
    outcomes = await asyncio.gather(*(guess(world, caller, code) for _ in range(2)), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["User", "WrongOrExpiredCode"]


async def test_a_code_is_good_for_three_minutes_and_not_an_instant_longer(world: World):
    ada, bob = await enter(world, "Ada"), await enter(world, "Bob")
    in_time, too_late = await code_for(world, ada, ADAS), await code_for(world, bob, BOBS)
    world.clock.advance(timedelta(seconds=180) - INSTANT)
    assert (await guess(world, ada, in_time, ADAS)).is_verified
    world.clock.advance(INSTANT)
    with pytest.raises(WrongOrExpiredCode):
        await guess(world, bob, too_late, BOBS)


async def test_five_guesses_are_all(world: World):
    caller = await enter(world)
    code = await code_for(world, caller)
    await guess_wrong(world, caller, code, times=5)
    with pytest.raises(WrongOrExpiredCode):
        await guess(world, caller, code)


async def test_another_code_does_not_refill_the_guesses(world: World):
    caller = await enter(world)
    await guess_wrong(world, caller, await code_for(world, caller), times=4)
    world.clock.advance(timedelta(seconds=30))
    code = await code_for(world, caller)
    await guess_wrong(world, caller, code)
    with pytest.raises(WrongOrExpiredCode):
        await guess(world, caller, code)


async def test_another_code_replaces_the_first(world: World):
    caller = await enter(world)
    first = await code_for(world, caller)
    world.clock.advance(timedelta(seconds=30))
    second = await code_for(world, caller)
    assert first != second
    with pytest.raises(WrongOrExpiredCode):
        await guess(world, caller, first)
    assert (await guess(world, caller, second)).is_verified


async def test_a_code_for_one_address_or_account_proves_no_other(world: World):
    ada, bob = await enter(world, "Ada"), await enter(world, "Bob")
    code = await code_for(world, ada, ADAS)
    with pytest.raises(WrongOrExpiredCode):
        await guess(world, ada, code, BOBS)
    with pytest.raises(WrongOrExpiredCode):
        await guess(world, bob, code, ADAS)
    assert (await guess(world, ada, code, ADAS)).is_verified
