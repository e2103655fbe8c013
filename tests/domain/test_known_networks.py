"""Nobody locks others out of their own accounts."""

from datetime import timedelta
from itertools import count

import pytest

from tests.domain.acts import close_account, enter, log_in, prove, sign_up
from todoauth import Acquaintance, AddressRange, Device, TooManyAttempts, WrongCredentials
from todoauth.testing.world import World

HOME, OFFICE = Device(network=AddressRange("192.0.2.0/24")), Device(network=AddressRange("2001:db8::/64"))
AWAY = Device(network=AddressRange("198.51.100.0/24"))
LONG = Acquaintance().lasts


async def exhaust(world: World, login: str = "Ada", device: Device = AWAY) -> int:
    """Try wrong passwords from many addresses until nobody may try any more; return how many tries that took."""
    for number in count():
        try:
            await log_in(world, login, "wrong password", client=f"198.51.100.{number}", device=device)
        except WrongCredentials:
            continue
        except TooManyAttempts:
            break
    return number


@pytest.mark.parametrize("owner", [HOME, OFFICE])
async def test_a_stranger_who_uses_up_the_tries_at_an_account_does_not_shut_its_owner_out(world: World, owner: Device):
    await sign_up(world)
    await log_in(world, device=owner)
    await exhaust(world)
    await log_in(world, device=owner)


async def test_who_logs_out_is_known_all_the_same(world: World):
    await sign_up(world)
    tokens = await log_in(world, device=HOME)
    await world.log_out(caller=await world.authenticate(token=tokens.access_token))
    await exhaust(world)
    await log_in(world, device=HOME)


async def test_what_strangers_may_try_is_not_what_their_owner_tried(world: World):
    await sign_up(world)
    for number in range(8):
        await log_in(world, client=f"192.0.2.{number}", device=HOME)
    # The first of them came from where nobody was known yet.
    assert await exhaust(world) == 10 - 1


async def test_the_tries_from_a_known_network_are_counted_too(world: World):
    await sign_up(world)
    await log_in(world, device=HOME)
    assert await exhaust(world, device=HOME) == 10
    with pytest.raises(TooManyAttempts):
        await log_in(world, device=HOME)
    await log_in(world, device=OFFICE)


async def test_each_known_network_has_tries_of_its_own(world: World):
    await sign_up(world)
    for device in (HOME, OFFICE):
        await log_in(world, device=device)
    await exhaust(world, device=HOME)
    await log_in(world, device=OFFICE)


@pytest.mark.parametrize("device", [Device(), AWAY])
async def test_a_wrong_password_makes_nobody_known(world: World, device: Device):
    await sign_up(world)
    await exhaust(world, device=device)
    with pytest.raises(TooManyAttempts):
        await log_in(world, device=device)


async def test_a_network_that_one_user_is_known_at_is_not_known_to_others(world: World):
    for name in ("Ada", "Bob"):
        await sign_up(world, name)
    await log_in(world, "Bob", device=AWAY)
    assert await exhaust(world) == 10
    with pytest.raises(TooManyAttempts):
        await log_in(world, device=AWAY)


async def test_whoever_was_away_for_long_is_a_stranger(world: World):
    await sign_up(world)
    await log_in(world, device=HOME)
    world.clock.advance(LONG)
    await exhaust(world)
    await log_in(world, device=HOME)
    world.clock.advance(LONG + timedelta(microseconds=1))
    await exhaust(world)
    with pytest.raises(TooManyAttempts):
        await log_in(world, device=HOME)


async def test_a_network_is_forgotten_when_it_is_no_longer_known(world: World):
    await sign_up(world)
    await log_in(world, device=HOME)
    world.clock.advance(LONG)
    assert await world.purge() == 1  # the session
    world.clock.advance(timedelta(microseconds=1))
    assert await world.purge() == 1


async def test_the_tries_at_a_name_from_home_do_not_tell_which_address_is_its(world: World):
    await prove(world, await enter(world))
    await log_in(world, device=HOME)
    assert await exhaust(world, device=HOME) == await exhaust(world, "ada@example.org", HOME) == 10


@pytest.mark.parametrize("login", ["Ada", "Nobody", "nobody@example.org", "Closed"])
async def test_a_stranger_gets_as_many_tries_at_any_account_whether_there_is_one_or_not(world: World, login: str):
    await sign_up(world, "Ada")
    await close_account(world, await enter(world, "Closed"))
    world.clock.advance(timedelta(minutes=5))
    assert await exhaust(world, login) == 10
