"""Who is shut out, on the very next request."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SECRET
from tests.domain.acts import CLIENT, close_account, enter, log_in, prove, sign_up
from todoauth import (
    Credentials,
    EmailNotProved,
    InvalidToken,
    RefreshToken,
    SessionPolicy,
    Username,
)
from todoauth.testing.world import World


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
        assert (await strict(token=(await log_in(world)).access_token)).user.is_verified

    async def test_a_bad_token_is_a_bad_token_first(self, world: World):
        strict, caller = replace(world.authenticate, require_verified=True), await enter(world)
        token = (await log_in(world)).access_token
        await close_account(world, caller)
        with pytest.raises(InvalidToken):
            await strict(token=token)
