"""What everybody together may do, and how fast anybody may go."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SECRET
from tests.domain.acts import ADAS, BOBS, CLIENT, enter, log_in, send, sign_up
from todoauth import AddressRange, Device, EmailAddress, Limit, TooManyAttempts, Username, WrongCredentials
from todoauth.testing.world import World

MINUTE = timedelta(minutes=1)
TWICE = Limit(2, MINUTE)
HOME = Device(network=AddressRange("192.0.2.0/24"))


async def try_to_log_in(world: World, login: str, client: str) -> None:
    with pytest.raises(WrongCredentials):
        await log_in(world, login, client=client)


async def test_strangers_log_in_only_so_often_together(world: World):
    world.limits = replace(world.limits, log_in_total=TWICE)
    for number in range(2):
        await try_to_log_in(world, f"user{number}", f"192.0.2.{number}")
    with pytest.raises(TooManyAttempts) as refused:
        await log_in(world, "user3", client="192.0.2.3")
    assert refused.value.retry_after == MINUTE
    world.clock.advance(MINUTE)
    await try_to_log_in(world, "user3", "192.0.2.3")


async def test_who_is_known_is_not_one_of_the_crowd(world: World):
    world.limits = replace(world.limits, log_in_total=TWICE)
    await sign_up(world)
    await log_in(world, device=HOME)
    await try_to_log_in(world, "Nobody", "198.51.100.1")
    for _ in range(3):
        await log_in(world, device=HOME)


@pytest.mark.parametrize("limit", ["log_in_per_client", "log_in_per_account"])
async def test_what_another_limit_refuses_does_not_use_up_the_total(world: World, limit: str):
    world.limits = replace(world.limits, **{limit: Limit(1, MINUTE)}, log_in_total=TWICE)
    await try_to_log_in(world, "Nobody", CLIENT)
    for _ in range(5):
        with pytest.raises(TooManyAttempts):
            await log_in(world, "Nobody")
    await try_to_log_in(world, "somebody", "192.0.2.2")


async def test_only_so_many_sign_up_together(world: World):
    world.limits = replace(world.limits, sign_up_total=TWICE)
    for name in ("Ada", "Bob"):
        await sign_up(world, name)
    with pytest.raises(TooManyAttempts):
        await world.register(username=Username("Carl"), password=SECRET, client="192.0.2.2")


async def test_one_who_signs_up_too_often_does_not_use_up_what_others_may(world: World):
    world.limits = replace(world.limits, sign_up_per_client=Limit(1, MINUTE), sign_up_total=TWICE)
    await sign_up(world)
    for _ in range(5):
        with pytest.raises(TooManyAttempts):
            await sign_up(world, "Bob")
    await world.register(username=Username("Carl"), password=SECRET, client="192.0.2.2")


async def test_only_so_many_codes_are_sent_together_whatever_they_are_for(world: World):
    caller = await enter(world)
    world.limits = replace(world.limits, code_total=TWICE)
    await send(world, caller, ADAS)
    for _ in range(5):
        with pytest.raises(TooManyAttempts):
            await send(world, caller, ADAS)
    await world.send_reset_code(email=BOBS, client="192.0.2.2")
    with pytest.raises(TooManyAttempts):
        await world.send_reset_code(email=EmailAddress("carl@example.org"), client="192.0.2.3")


async def test_each_user_changes_only_so_much(world: World):
    ada, bob = await enter(world, "Ada"), await enter(world, "Bob")
    world.limits = replace(world.limits, write_per_user=TWICE)
    for _ in range(2):
        await world.pace_writes(user_id=ada.user_id)
    with pytest.raises(TooManyAttempts):
        await world.pace_writes(user_id=ada.user_id)
    await world.pace_writes(user_id=bob.user_id)
    world.clock.advance(MINUTE)
    await world.pace_writes(user_id=ada.user_id)


async def test_each_client_offers_only_so_many_refresh_tokens(world: World):
    world.limits = replace(world.limits, token_per_client=TWICE)
    for _ in range(2):
        await world.pace_tokens(client=CLIENT)
    with pytest.raises(TooManyAttempts):
        await world.pace_tokens(client=CLIENT)
    await world.pace_tokens(client="192.0.2.2")


async def test_a_change_that_is_taken_back_leaves_room_for_another(world: World):
    ada, bob = await enter(world, "Ada"), await enter(world, "Bob")
    world.limits = replace(world.limits, write_per_user=TWICE)
    for caller in (ada, ada, bob):
        await world.pace_writes(user_id=caller.user_id)
    world.pace_writes.take_back(user_id=ada.user_id)
    await world.pace_writes(user_id=ada.user_id)
    with pytest.raises(TooManyAttempts):
        await world.pace_writes(user_id=ada.user_id)
    for _ in range(3):
        world.pace_writes.take_back(user_id=bob.user_id)
    await world.pace_writes(user_id=bob.user_id)
    await world.pace_writes(user_id=bob.user_id)
    with pytest.raises(TooManyAttempts):
        await world.pace_writes(user_id=bob.user_id)
