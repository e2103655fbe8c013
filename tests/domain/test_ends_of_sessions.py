"""How long sessions last, and what ends them."""

from datetime import timedelta

from tests.builders import SECRET
from tests.domain.acts import assert_over, close_account, enter, log_in, refresh, sign_up
from todoauth import (
    RefreshToken,
)
from todoauth.testing.world import World


async def test_a_session_may_rest_for_two_weeks_between_refreshes(world: World):
    await sign_up(world)
    tokens = await log_in(world)
    for _ in range(2):
        world.clock.advance(timedelta(days=14) - timedelta(microseconds=1))
        tokens = await refresh(world, tokens)


async def test_a_session_that_has_rested_for_two_weeks_is_over(world: World):
    await sign_up(world)
    tokens = await log_in(world)
    world.clock.advance(timedelta(days=14))
    await assert_over(world, tokens)


async def test_a_session_is_over_after_thirty_days_however_often_it_is_refreshed(world: World):
    await sign_up(world)
    tokens = await log_in(world)
    for _ in range(29):
        world.clock.advance(timedelta(days=1))
        tokens = await refresh(world, tokens)
    world.clock.advance(timedelta(days=1) - timedelta(minutes=1))
    tokens = await refresh(world, tokens)
    assert tokens.expires_in == timedelta(minutes=1)
    world.clock.advance(timedelta(minutes=1))
    await assert_over(world, tokens)


async def test_a_closed_account_is_not_refreshed(world: World):
    caller = await enter(world)
    tokens = await log_in(world)
    await close_account(world, caller)
    await assert_over(world, tokens)


async def test_a_deleted_account_is_not_refreshed(world: World):
    caller = await enter(world)
    tokens = await log_in(world)
    await world.delete_account(caller=caller, password=SECRET)
    await assert_over(world, tokens)


async def test_revoking_a_token_ends_its_session_alone(world: World):
    await sign_up(world)
    gone, kept = await log_in(world), await log_in(world)
    await world.revoke_token(token=RefreshToken(gone.refresh_token))
    await assert_over(world, gone)
    await refresh(world, kept)


async def test_revoking_a_spent_token_ends_its_session_too(world: World):
    await sign_up(world)
    first = await log_in(world)
    second = await refresh(world, first)
    await world.revoke_token(token=RefreshToken(first.refresh_token))
    await assert_over(world, second)


async def test_revoking_what_is_unknown_or_revoked_already_is_no_error(world: World):
    await sign_up(world)
    tokens = await log_in(world)
    for text in ("x" * 43, tokens.refresh_token, tokens.refresh_token):
        await world.revoke_token(token=RefreshToken(text))
