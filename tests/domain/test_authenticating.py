"""Who stands behind an access token."""

from datetime import timedelta

import pytest

from tests.builders import SECRET
from tests.domain.acts import enter, log_in, prove, sign_up
from todoauth import (
    AccessClaims,
    Caller,
    InvalidToken,
    SessionPolicy,
    Username,
)
from todoauth.testing.world import World


async def test_a_token_names_its_user_and_its_session(world: World):
    ada = await sign_up(world)
    caller = await world.authenticate(token=(await log_in(world)).access_token)
    assert caller == Caller(
        user=ada,
        session_id=caller.session_id,
        authenticated_at=world.clock(),
        session_ends_at=world.clock() + SessionPolicy().idle,
    )


async def test_a_caller_is_as_the_database_has_them_at_this_moment(world: World):
    caller = await enter(world)
    token = (await log_in(world)).access_token
    await prove(world, caller)
    assert (await world.authenticate(token=token)).user.is_verified


async def test_a_superuser_is_known_as_one(world: World):
    await world.create_superuser(username=Username("Root"), password=SECRET)
    assert (await world.authenticate(token=(await log_in(world, "Root")).access_token)).user.is_superuser


async def test_a_token_is_good_for_fifteen_minutes(world: World):
    await sign_up(world)
    token = (await log_in(world)).access_token
    world.clock.advance(timedelta(minutes=14, seconds=59))
    await world.authenticate(token=token)
    world.clock.advance(timedelta(seconds=1))
    with pytest.raises(InvalidToken):
        await world.authenticate(token=token)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "ä.ö.ü", "\ud800", "\0", "." * 100_000], ids=ascii)
async def test_garbage_is_nobodys_token(world: World, token: str):
    with pytest.raises(InvalidToken):
        await world.authenticate(token=token)


async def test_a_refresh_token_opens_no_door(world: World):
    await sign_up(world)
    with pytest.raises(InvalidToken):
        await world.authenticate(token=(await log_in(world)).refresh_token)


async def test_a_changed_token_is_nobodys(world: World):
    await sign_up(world)
    token = (await log_in(world)).access_token
    for changed in (token[:-2], token + "A", token.swapcase(), token[::-1]):
        with pytest.raises(InvalidToken):
            await world.authenticate(token=changed)


async def test_a_token_of_one_user_in_the_session_of_another_is_refused(world: World):
    ada, bob = await enter(world, "Ada"), await enter(world, "Bob")
    token = world.authenticate.tokens.issue(
        AccessClaims(
            user_id=ada.user_id,
            session_id=bob.session_id,
            token_id="mixed",
            issued_at=world.clock(),
            expires_at=world.clock() + timedelta(minutes=15),
            authenticated_at=world.clock(),
            methods=("pwd",),
        )
    )
    with pytest.raises(InvalidToken):
        await world.authenticate(token=token)
