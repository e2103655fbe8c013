"""Who stands behind an access token."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SECRET
from tests.domain.acts import CLIENT, close_account, enter, log_in, prove, sign_up
from todoauth import (
    AccessClaims,
    Caller,
    Credentials,
    EmailNotProved,
    InvalidToken,
    RefreshToken,
    SessionPolicy,
    Username,
)
from todoauth.testing.world import World


async def test_a_token_names_its_user_and_its_session(world: World):
    ada = await sign_up(world)
    caller = await world.authenticate(token=(await log_in(world)).access_token)
    assert caller == Caller(
        user_id=ada.id,
        session_id=caller.session_id,
        session_ends_at=world.clock() + SessionPolicy().idle,
        is_active=True,
        is_superuser=False,
        is_verified=False,
    )


async def test_a_caller_is_as_the_database_has_them_at_this_moment(world: World):
    caller = await enter(world)
    token = (await log_in(world)).access_token
    await prove(world, caller)
    assert (await world.authenticate(token=token)).is_verified


async def test_a_superuser_is_known_as_one(world: World):
    await world.create_superuser(username=Username("Root"), password=SECRET)
    assert (await world.authenticate(token=(await log_in(world, "Root")).access_token)).is_superuser


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


async def test_logging_out_ends_the_session_on_the_very_next_request(world: World):
    caller = await enter(world)
    here, elsewhere = await log_in(world), await log_in(world)
    await world.log_out(caller=await world.authenticate(token=here.access_token))
    with pytest.raises(InvalidToken):
        await world.authenticate(token=here.access_token)
    with pytest.raises(InvalidToken):
        await world.refresh(token=RefreshToken(here.refresh_token))
    assert (await world.authenticate(token=elsewhere.access_token)).user_id == caller.user_id


async def test_logging_out_twice_is_no_error(world: World):
    caller = await enter(world)
    await world.log_out(caller=caller)
    await world.log_out(caller=caller)


async def test_a_closed_account_is_shut_out_on_the_very_next_request(world: World):
    caller = await enter(world)
    token = (await log_in(world)).access_token
    await close_account(world, caller)
    with pytest.raises(InvalidToken):
        await world.authenticate(token=token)
    await close_account(world, caller, is_active=True)
    await world.authenticate(token=token)


async def test_a_deleted_account_is_shut_out_on_the_very_next_request(world: World):
    caller = await enter(world)
    token = (await log_in(world)).access_token
    await world.delete_account(caller=caller, password=SECRET)
    with pytest.raises(InvalidToken):
        await world.authenticate(token=token)


async def test_a_session_that_has_rested_too_long_is_over_though_its_token_is_not(world: World):
    await sign_up(world)
    brief = replace(world.log_in, sessions=SessionPolicy(idle=timedelta(minutes=5)))
    tokens = await brief(credentials=Credentials(Username("Ada"), SECRET), client=CLIENT)
    world.clock.advance(timedelta(minutes=5))
    with pytest.raises(InvalidToken):
        await world.authenticate(token=tokens.access_token)


async def test_a_token_of_one_user_in_the_session_of_another_is_refused(world: World):
    ada, bob = await enter(world, "Ada"), await enter(world, "Bob")
    token = world.authenticate.tokens.issue(
        AccessClaims(
            user_id=ada.user_id,
            session_id=bob.session_id,
            token_id="mixed",
            issued_at=world.clock(),
            expires_at=world.clock() + timedelta(minutes=15),
        )
    )
    with pytest.raises(InvalidToken):
        await world.authenticate(token=token)


class TestWhereAnAddressMustBeProved:
    async def test_who_has_not_is_kept_out_of_all_but_what_it_takes_to_prove_one(self, world: World):
        strict, caller = replace(world.authenticate, require_verified=True), await enter(world)
        token = (await log_in(world)).access_token
        with pytest.raises(EmailNotProved):
            await strict(token=token)
        assert (await strict(token=token, even_unproved=True)).user_id == caller.user_id

    async def test_who_has_is_let_in(self, world: World):
        strict, caller = replace(world.authenticate, require_verified=True), await enter(world)
        await prove(world, caller)
        assert (await strict(token=(await log_in(world)).access_token)).is_verified

    async def test_a_bad_token_is_a_bad_token_first(self, world: World):
        strict, caller = replace(world.authenticate, require_verified=True), await enter(world)
        token = (await log_in(world)).access_token
        await close_account(world, caller)
        with pytest.raises(InvalidToken):
            await strict(token=token)
