"""How many codes are sent."""

from datetime import timedelta

import pytest

from tests.domain.acts import BOBS, enter, send
from todoauth import (
    EmailAddress,
    TooManyAttempts,
)
from todoauth.testing.world import World


async def test_an_address_gets_one_code_in_half_a_minute_whoever_asks(world: World):
    ada, bob = await enter(world, "Ada"), await enter(world, "Bob")
    await send(world, ada)
    with pytest.raises(TooManyAttempts):
        await send(world, bob, EmailAddress("ADA@example.org"), client="192.0.2.2")
    await send(world, bob, BOBS)
    world.clock.advance(timedelta(seconds=30))
    await send(world, bob)


async def test_an_address_gets_three_codes_in_ten_minutes(world: World):
    caller = await enter(world)
    for _ in range(3):
        await send(world, caller)
        world.clock.advance(timedelta(minutes=1))
    with pytest.raises(TooManyAttempts):
        await send(world, caller)
    world.clock.advance(timedelta(minutes=7))
    await send(world, caller)


async def test_a_client_asks_for_twenty_codes_in_ten_minutes(world: World):
    caller = await enter(world)
    for number in range(20):
        await send(world, caller, EmailAddress(f"user{number}@example.org"))
    with pytest.raises(TooManyAttempts):
        await send(world, caller)
    await send(world, caller, client="192.0.2.2")


async def test_a_code_that_is_refused_is_not_owed(world: World):
    caller = await enter(world)
    await send(world, caller)
    with pytest.raises(TooManyAttempts):
        await send(world, caller)
    assert await world.deliver_mail() == 1
    assert await world.deliver_mail() == 0
