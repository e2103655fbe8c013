"""Users see where they are logged in, and end what they do not know."""

from datetime import timedelta

import pytest

from tests.domain.acts import assert_over, enter, log_in, refresh, sign_up
from todoauth import (
    AddressRange,
    Caller,
    ClientDescription,
    Credentials,
    Device,
    RefreshToken,
    SessionNotFound,
    SessionPolicy,
    Tokens,
    WrongCredentials,
)
from todoauth.testing.world import World

HOUR = timedelta(hours=1)
LYNX = Device(client=ClientDescription("Lynx/2.9.2"), network=AddressRange("192.0.2.0/24"))
CURL = Device(client=ClientDescription("curl/8.5"), network=AddressRange("2001:db8::/64"))


async def log_in_from(world: World, device: Device) -> Tokens:
    credentials = Credentials.parse("Ada", "correct horse battery")
    return await world.log_in(credentials=credentials, client="a test", device=device)


async def caller_of(world: World, tokens: Tokens) -> Caller:
    return await world.authenticate(token=tokens.access_token)


async def test_a_session_tells_when_and_where_it_was_opened(world: World):
    await sign_up(world)
    caller = await caller_of(world, await log_in_from(world, LYNX))
    (session,) = await world.list_sessions(caller=caller)
    assert (session.id, session.device) == (caller.session_id, LYNX)
    assert session.created_at == session.last_used_at == world.clock()


async def test_a_refresh_moves_the_last_use_and_the_device_and_a_request_moves_nothing(world: World):
    await sign_up(world)
    tokens = await log_in_from(world, LYNX)
    opened = world.clock()
    world.clock.advance(timedelta(minutes=5))
    caller = await caller_of(world, tokens)
    (session,) = await world.list_sessions(caller=caller)
    assert (session.last_used_at, session.device) == (opened, LYNX)
    await world.refresh(token=RefreshToken(tokens.refresh_token), device=CURL)
    (session,) = await world.list_sessions(caller=caller)
    assert (session.created_at, session.last_used_at, session.device) == (opened, world.clock(), CURL)


async def test_sessions_are_listed_from_the_last_used_on_and_those_that_are_over_are_not(world: World):
    await sign_up(world)
    first = await log_in(world)
    world.clock.advance(HOUR)
    second = await log_in(world)
    world.clock.advance(HOUR)
    first = await refresh(world, first)
    world.clock.advance(timedelta(days=14) - HOUR)
    newest = await caller_of(world, await log_in(world))
    first_id = (await caller_of(world, await refresh(world, first))).session_id
    listed = await world.list_sessions(caller=newest)
    assert [session.id for session in listed] == [newest.session_id, first_id]
    await assert_over(world, second)


async def test_nobody_sees_the_sessions_of_others(world: World):
    ada, bob = await enter(world, "Ada"), await enter(world, "Bob")
    assert [session.id for session in await world.list_sessions(caller=bob)] == [bob.session_id]
    assert [session.id for session in await world.list_sessions(caller=ada)] == [ada.session_id]


async def test_a_session_is_ended_from_another_device(world: World):
    caller = await enter(world)
    tokens = await log_in(world)
    await world.end_session(caller=caller, id=(await caller_of(world, tokens)).session_id)
    await assert_over(world, tokens)
    assert len(await world.list_sessions(caller=caller)) == 1


async def test_a_session_is_ended_once_and_by_its_user_alone(world: World):
    ada, bob = await enter(world, "Ada"), await enter(world, "Bob")
    with pytest.raises(SessionNotFound):
        await world.end_session(caller=bob, id=ada.session_id)
    await world.end_session(caller=ada, id=ada.session_id)
    with pytest.raises(SessionNotFound):
        await world.end_session(caller=ada, id=ada.session_id)


async def test_a_session_that_is_over_is_not_there_to_be_ended(world: World):
    resting = await enter(world)
    world.clock.advance(timedelta(days=14))
    caller = await caller_of(world, await log_in(world))
    with pytest.raises(SessionNotFound):
        await world.end_session(caller=caller, id=resting.session_id)


async def test_logging_out_everywhere_else_leaves_this_session_alone(world: World):
    caller = await enter(world)
    others = [await log_in(world), await log_in(world)]
    await sign_up(world, "Bob")
    bobs = await log_in(world, "Bob")
    await world.end_other_sessions(caller=caller)
    assert [session.id for session in await world.list_sessions(caller=caller)] == [caller.session_id]
    await assert_over(world, *others)
    await refresh(world, bobs)


async def test_one_log_in_too_many_ends_the_session_that_was_not_used_for_longest(world: World):
    world.session_policy = SessionPolicy(most=3)
    await sign_up(world)
    first, second, third = [await log_in(world) for _ in range(3)]
    world.clock.advance(HOUR)
    first = await refresh(world, first)
    fourth = await log_in(world)
    await assert_over(world, second)
    for tokens in (first, third, fourth):
        assert len(await world.list_sessions(caller=await caller_of(world, await refresh(world, tokens)))) == 3


async def test_a_log_in_that_is_refused_ends_no_session(world: World):
    world.session_policy = SessionPolicy(most=1)
    caller = await enter(world)
    with pytest.raises(WrongCredentials):
        await log_in(world, password="another password")
    assert len(await world.list_sessions(caller=caller)) == 1
