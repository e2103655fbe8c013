"""What a stolen access token is not worth: an account, or the accounts of others."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import SECRET, a_caller, a_user
from tests.domain.acts import ADAS, BOBS, CLIENT, code_for, enter, guesses_today, log_in, prove, refresh, the_user
from todoauth import (
    Caller,
    EventKind,
    LogInAgain,
    OneTimeCode,
    Operator,
    RequireFreshLogIn,
    Tokens,
    Username,
    WrongOrExpiredCode,
)
from todoauth.domain.model.event import Event
from todoauth.testing.clock import HandWoundClock
from todoauth.testing.world import World

QUARTER = timedelta(minutes=15)
INSTANT = timedelta(microseconds=1)
ANY_CODE = OneTimeCode("123456")


async def later(world: World, tokens: Tokens, *, after: timedelta = QUARTER) -> Caller:
    """Return who acts with an access token that was refreshed so long after the log-in."""
    world.clock.advance(after)
    return await world.authenticate(token=(await refresh(world, tokens)).access_token)


async def verified(world: World) -> Tokens:
    """Return the tokens of Ada, who has proved an address, and whose log-in was just now. No mail is owed."""
    await prove(world, await enter(world))
    while await world.deliver_mail():
        world.mailbox.letters.clear()
    world.clock.advance(timedelta(minutes=10))
    return await log_in(world)


@given(ago=st.timedeltas(timedelta(), timedelta(days=30)), lasts=st.timedeltas(INSTANT, timedelta(days=1)))
def test_a_log_in_is_fresh_as_long_as_it_lasts(ago: timedelta, lasts: timedelta):
    events = list[Event]()
    clock = HandWoundClock()
    require = RequireFreshLogIn(now=clock, tell=events.append, lasts=lasts)
    caller = a_caller(a_user(), authenticated_at=clock() - ago)
    if ago < lasts:
        require(caller)
    else:
        with pytest.raises(LogInAgain):
            require(caller)
    assert bool(events) == (ago >= lasts)


def test_whoever_can_run_commands_on_the_server_is_never_asked():
    RequireFreshLogIn(now=HandWoundClock(), tell=lambda _: None, lasts=INSTANT)(Operator())


async def test_a_refresh_makes_no_session_fresh(world: World):
    caller = await later(world, await verified(world))
    assert world.clock() - caller.authenticated_at == QUARTER
    with pytest.raises(LogInAgain):
        await world.send_code(caller=caller, email=BOBS, client=CLIENT)


async def test_a_stolen_token_proves_no_other_address_and_nobody_is_mailed(world: World):
    thief = await later(world, await verified(world))
    before = await the_user(world, thief)
    world.events.clear()
    for email in (ADAS, BOBS):
        with pytest.raises(LogInAgain):
            await world.send_code(caller=thief, email=email, client=CLIENT)
        with pytest.raises(LogInAgain):
            await world.verify_email(caller=thief, email=email, code=ANY_CODE, client=CLIENT)
    assert (await the_user(world, thief), await world.deliver_mail()) == (before, 0)
    assert await guesses_today(world, thief) == 1  # that one is Ada's own, from when she proved hers
    assert (
        world.events
        == [Event(kind=EventKind.LOG_IN_TOO_OLD, user_id=thief.user_id, session_id=thief.session_id, at=world.clock())]
        * 4
    )


async def test_a_code_asked_for_before_there_was_an_address_replaces_none_later(world: World):
    ada = await enter(world)
    code = await code_for(world, ada, BOBS)
    proved = await prove(world, ada)
    thief = replace(ada, user=proved, authenticated_at=ada.authenticated_at - QUARTER)
    with pytest.raises(LogInAgain):
        await world.verify_email(caller=thief, email=BOBS, code=code, client=CLIENT)
    assert (await the_user(world, ada)).email == ADAS
    await world.verify_email(caller=ada, email=BOBS, code=code, client=CLIENT)  # which the refused try has not cost


async def test_an_address_that_is_proved_while_somebody_else_proves_another_is_not_replaced(world: World):
    ada = await enter(world)
    code = await code_for(world, ada, BOBS)
    thief = replace(ada, authenticated_at=ada.authenticated_at - QUARTER)  # as a request found them just before
    await prove(world, ada)
    with pytest.raises(LogInAgain):
        await world.verify_email(caller=thief, email=BOBS, code=code, client=CLIENT)
    assert (await the_user(world, ada)).email == ADAS


async def test_just_before_the_end_of_its_freshness_a_session_proves_another_address(world: World):
    caller = await later(world, await verified(world), after=QUARTER - INSTANT)
    code = await code_for(world, caller, BOBS)
    assert (await world.verify_email(caller=caller, email=BOBS, code=code, client=CLIENT)).email == BOBS


async def test_a_newcomer_without_an_address_is_never_asked_to_log_in_again(world: World):
    await enter(world)
    caller = await later(world, await log_in(world), after=timedelta(days=3))
    with pytest.raises(WrongOrExpiredCode):
        await world.verify_email(caller=caller, email=ADAS, code=ANY_CODE, client=CLIENT)
    assert (await prove(world, caller)).email == ADAS


async def test_one_session_ends_no_other_long_after_its_log_in_but_always_itself(world: World):
    await enter(world)
    other = await world.authenticate(token=(await log_in(world)).access_token)
    caller = await later(world, await log_in(world))
    with pytest.raises(LogInAgain):
        await world.end_session(caller=caller, id=other.session_id)
    with pytest.raises(LogInAgain):
        await world.end_other_sessions(caller=caller)
    assert len(await world.list_sessions(caller=caller)) == 3
    await world.end_session(caller=caller, id=caller.session_id)
    assert len(await world.list_sessions(caller=caller)) == 2


DEEDS: dict[str, Callable[[World, Caller], Awaitable[object]]] = {
    "close": lambda world, by: world.administer_user(by=by, id=by.user_id, is_active=False),
    "promote": lambda world, by: world.administer_user(by=by, id=by.user_id, is_superuser=True),
    "remove": lambda world, by: world.remove_user(by=by, id=by.user_id),
    "log out": lambda world, by: world.end_user_sessions(by=by, id=by.user_id),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
async def test_superusers_change_nobody_long_after_their_log_in_but_look_at_everybody(
    world: World, deed: Callable[[World, Caller], Awaitable[object]]
):
    await world.create_superuser(username=Username("Root"), password=SECRET)
    root = await later(world, await log_in(world, "Root"))
    with pytest.raises(LogInAgain):
        await deed(world, root)
    assert (await world.list_users(by=root)).items == [await world.read_user(by=root, id=root.user_id)]
    assert len(await world.list_sessions(caller=root)) == 1
