"""How often somebody may try to log in."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SECRET
from tests.domain.acts import ADAS, CLIENT, enter, log_in, prove, sign_up
from tests.domain.hashers import WatchedHasher
from todoauth import Credentials, Limit, TooManyAttempts, Username, WrongCredentials
from todoauth.testing.world import World

ADAS_KEYS = Credentials(Username("Ada"), SECRET)


@pytest.mark.parametrize("login", ["Ada", "Nobody", "nobody@example.org"])
async def test_ten_tries_at_an_account_in_five_minutes_are_enough_even_if_nobody_has_it(world: World, login: str):
    await sign_up(world, "Ada")
    for number in range(10):
        with pytest.raises(WrongCredentials):
            await log_in(world, login, "wrong password", client=f"192.0.2.{number}")
    with pytest.raises(TooManyAttempts) as refused:
        await log_in(world, login.upper(), client="192.0.2.99")
    assert timedelta() < refused.value.retry_after <= timedelta(minutes=5)


async def test_whoever_waits_gets_in_again(world: World):
    await sign_up(world)
    for number in range(10):
        await log_in(world, client=f"192.0.2.{number}")
    world.clock.advance(timedelta(minutes=5))
    await log_in(world)


async def test_a_client_tries_thirty_accounts_a_minute_and_success_clears_nothing(world: World):
    await sign_up(world)
    for number in range(29):
        with pytest.raises(WrongCredentials):
            await log_in(world, f"user{number}")
    await log_in(world)
    with pytest.raises(TooManyAttempts):
        await log_in(world)
    await log_in(world, client="192.0.2.2")


async def test_a_limit_is_counted_before_a_password_is_checked(world: World):
    for _ in range(10):
        with pytest.raises(WrongCredentials):
            await log_in(world)
    hasher = WatchedHasher(world.log_in.hasher)
    with pytest.raises(TooManyAttempts):
        await replace(world.log_in, hasher=hasher)(credentials=ADAS_KEYS, client=CLIENT)
    assert hasher.work == []


async def test_the_tries_at_a_name_do_not_tell_which_address_is_its(world: World):
    ada = await enter(world)
    await prove(world, ada)
    world.limits = replace(world.limits, log_in_per_account=Limit(2, timedelta(minutes=5)))
    world.clock.advance(timedelta(minutes=5))
    for _ in range(2):
        await log_in(world)
    with pytest.raises(TooManyAttempts):
        await log_in(world)
    for address in (ADAS.text, "nobody@example.org"):
        with pytest.raises(WrongCredentials):
            await log_in(world, address, "wrong password")
