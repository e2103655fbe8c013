"""A code that was used stays used, whatever becomes of the cache."""

from datetime import timedelta
from functools import partial

import pytest

from tests.domain.acts import (
    ADAS,
    BOBS,
    CLIENT,
    code_for,
    enter,
    enter_with_address,
    log_in,
    prove,
    reset_code_for,
    the_user,
)
from tests.domain.caches import RewoundCache
from todoauth import OneTimeCode, Password, WrongOrExpiredCode
from todoauth.testing.world import World

NEW, NEWER = Password("a new password, and long"), Password("a newer password, and longer")
A_DAY, INSTANT = timedelta(days=1), timedelta(microseconds=1)


@pytest.fixture
def world() -> World:
    """One whose cache goes back in time after each guess."""
    world = World()
    world.codes = RewoundCache()
    return world


async def test_a_code_proves_an_address_once(world: World):
    caller = await enter(world)
    code = await code_for(world, caller)
    await world.verify_email(caller=caller, email=ADAS, code=code, client=CLIENT)
    await prove(world, caller, BOBS)
    with pytest.raises(WrongOrExpiredCode):
        await world.verify_email(caller=caller, email=ADAS, code=code, client=CLIENT)
    assert (await the_user(world, caller)).email == BOBS


async def test_a_code_sets_a_password_once(world: World):
    await enter_with_address(world)
    code = await reset_code_for(world)
    await world.reset_password(email=ADAS, code=code, new=NEW, client=CLIENT)
    with pytest.raises(WrongOrExpiredCode):
        await world.reset_password(email=ADAS, code=code, new=NEWER, client=CLIENT)
    await log_in(world, password=NEW.text)


async def test_the_same_digits_are_another_code_for_somebody_else(world: World):
    world.new_code = partial(OneTimeCode, "123456")
    for name, email in (("Ada", ADAS), ("Bob", BOBS)):
        assert (await prove(world, await enter(world, name), email)).email == email


async def test_used_codes_are_forgotten_after_a_day(world: World):
    await prove(world, await enter(world))
    world.clock.advance(A_DAY)
    assert await world.purge() == 0
    world.clock.advance(INSTANT)
    assert await world.purge() == 2  # the guess, and the code
