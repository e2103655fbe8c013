"""What those who run the service do: make superusers, forget what has expired."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SECRET
from tests.domain.acts import ADAS, CLIENT, enter, log_in, sign_up
from todoauth import (
    InvalidToken,
    InvalidValue,
    OneTimeCode,
    Password,
    Purpose,
    RefreshToken,
    Username,
    UsernameTaken,
    WrongOrExpiredCode,
)
from todoauth.testing.world import World

INSTANT = timedelta(microseconds=1)


async def test_a_superuser_has_all_rights_and_logs_in_like_anybody(world: World):
    root = await world.create_superuser(username=Username("Root"), password=SECRET)
    assert (root.is_superuser, root.is_active, root.version) == (True, True, 1)
    caller = await world.authenticate(token=(await log_in(world, "root")).access_token)
    assert (caller.user_id, caller.user.is_superuser) == (root.id, True)


async def test_nobody_becomes_a_superuser_by_signing_up(world: World):
    assert not (await sign_up(world, "Root")).is_superuser


async def test_a_superuser_cannot_take_the_name_of_another(world: World):
    await sign_up(world, "Ada")
    with pytest.raises(UsernameTaken):
        await world.create_superuser(username=Username("ADA"), password=SECRET)


@pytest.mark.parametrize("password", ["password", "superuser", "superusersuperuser"])
async def test_a_superuser_needs_a_password_that_nobody_guesses(world: World, password: str):
    with pytest.raises(InvalidValue, match="too common"):
        await world.create_superuser(username=Username("Superuser"), password=Password(password))
    await sign_up(world, "Superuser")


async def test_sessions_are_forgotten_thirty_days_after_their_end(world: World):
    await sign_up(world)
    tokens = await log_in(world)
    world.clock.advance(timedelta(days=14 + 30))
    assert await world.purge() == 0
    world.clock.advance(INSTANT)
    assert await world.purge() == 1
    assert await world.purge() == 0
    with pytest.raises(InvalidToken):
        await world.refresh(token=RefreshToken(tokens.refresh_token))


async def test_live_sessions_are_kept(world: World):
    await sign_up(world)
    await log_in(world)
    world.clock.advance(timedelta(days=44, microseconds=1))
    live = await log_in(world)
    assert await world.purge() == 1
    assert (await world.authenticate(token=live.access_token)).user.is_active
    await world.refresh(token=RefreshToken(live.refresh_token))


async def test_guesses_are_forgotten_after_a_day(world: World):
    caller = await enter(world)
    for _ in range(3):
        with pytest.raises(WrongOrExpiredCode):
            await world.verify_email(caller=caller, email=ADAS, code=OneTimeCode("000000"), client=CLIENT)
    world.clock.advance(timedelta(days=1))
    assert await world.purge() == 0
    world.clock.advance(INSTANT)
    assert await world.purge() == 3
    async with world.database.begin() as work:
        assert (
            await work.guesses.spent_since(
                caller.user_id, Purpose.VERIFY_EMAIL, since=caller.session_ends_at - timedelta(days=99)
            )
            == 0
        )


async def test_nothing_is_forgotten_in_large_batches(world: World):
    await sign_up(world)
    for number in range(5):
        await log_in(world, client=f"192.0.2.{number}")
    world.clock.advance(timedelta(days=45))
    purge = replace(world.purge, at_most=2)
    assert [await purge() for _ in range(4)] == [2, 2, 1, 0]
