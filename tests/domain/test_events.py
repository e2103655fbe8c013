"""What whoever runs the service can read about later: each outcome is told of once, in ids (ASVS 16.3)."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from tests.builders import SECRET
from tests.domain.acts import (
    ADAS,
    BOBS,
    CLIENT,
    code_for,
    enter,
    enter_with_address,
    log_in,
    prove,
    refresh,
    reset_code_for,
    send,
    sign_up,
)
from tests.domain.mailers import GONE, PickyMailer
from todoauth import (
    AdministerUser,
    Caller,
    Event,
    EventKind,
    Limit,
    LogInAgain,
    MailId,
    NotASuperuser,
    OneTimeCode,
    Operator,
    Password,
    ResetCode,
    TodoAuthError,
    UserId,
    Username,
)
from todoauth.adapters.logged_events import log_event
from todoauth.testing.world import World

NEW = Password("a new password, and long")
ONCE = Limit(1, timedelta(minutes=5))
OPERATOR = Operator()
WRONG_CODE, WRONG_RESET_CODE = OneTimeCode("000000"), ResetCode("22222222")

Outcome = Callable[[World], Awaitable[Event]]


async def superuser(world: World) -> Caller:
    await world.create_superuser(username=Username("Root"), password=SECRET)
    return await world.authenticate(token=(await log_in(world, "Root")).access_token)


def now(world: World, kind: EventKind, caller: Caller) -> Event:
    """Return what that caller does at this moment."""
    return Event(kind=kind, user_id=caller.user_id, session_id=caller.session_id, at=world.clock())


async def logged_in(world: World) -> Event:
    caller = await enter(world)
    return now(world, EventKind.LOGGED_IN, caller)


async def wrong_password_at_log_in(world: World) -> Event:
    ada = await sign_up(world)
    with suppress(TodoAuthError):
        await log_in(world, password=NEW.text)
    return Event(kind=EventKind.LOG_IN_FAILED, user_id=ada.id, at=world.clock())


async def unknown_name_at_log_in(world: World) -> Event:
    with suppress(TodoAuthError):
        await log_in(world, "Nobody")
    return Event(kind=EventKind.LOG_IN_FAILED, user_id=None, at=world.clock())


async def too_many_log_ins(world: World) -> Event:
    ada = await sign_up(world)
    world.limits = replace(world.limits, log_in_per_account=ONCE)
    await log_in(world)
    with suppress(TodoAuthError):
        await log_in(world)
    return Event(kind=EventKind.LOG_IN_LIMITED, user_id=ada.id, at=world.clock())


async def guesses_that_ran_out(world: World) -> Event:
    ada = await sign_up(world)
    world.most_failures = 1
    for _ in range(2):
        with suppress(TodoAuthError):
            await log_in(world, password=NEW.text)
    locked_out, failed = world.events[-2:]
    assert failed.kind is EventKind.LOG_IN_FAILED
    world.events[-2:] = [failed, locked_out]
    return Event(kind=EventKind.STRANGERS_LOCKED_OUT, user_id=ada.id, at=world.clock())


async def stale_log_in(world: World) -> Event:
    caller = await enter(world)
    world.clock.advance(world.fresh_log_in)
    with suppress(LogInAgain):
        await world.end_other_sessions(caller=caller)
    return now(world, EventKind.LOG_IN_TOO_OLD, caller)


async def stolen_session(world: World) -> Event:
    await sign_up(world)
    tokens = await log_in(world)
    caller = await world.authenticate(token=tokens.access_token)
    await refresh(world, tokens)
    with suppress(TodoAuthError):
        await refresh(world, tokens)
    return now(world, EventKind.SESSION_STOLEN, caller)


async def wrong_own_password(world: World) -> Event:
    caller = await enter(world)
    with suppress(TodoAuthError):
        await world.delete_account(caller=caller, password=NEW)
    return now(world, EventKind.PASSWORD_WRONG, caller)


async def too_many_own_passwords(world: World) -> Event:
    caller = await enter(world)
    world.limits = replace(world.limits, log_in_per_account=ONCE)
    for _ in range(2):
        with suppress(TodoAuthError):
            await world.remove_address(caller=caller, password=SECRET)
    return now(world, EventKind.PASSWORD_LIMITED, caller)


async def changed_password(world: World) -> Event:
    caller = await enter(world)
    await world.change_password(caller=caller, current=SECRET, new=NEW)
    return now(world, EventKind.PASSWORD_CHANGED, caller)


async def reset_password(world: World) -> Event:
    caller = await enter_with_address(world)
    await world.reset_password(email=ADAS, code=await reset_code_for(world), new=NEW, client=CLIENT)
    return Event(kind=EventKind.PASSWORD_RESET, user_id=caller.user_id, at=world.clock())


async def wrong_code(world: World) -> Event:
    caller = await enter(world)
    with suppress(TodoAuthError):
        await world.verify_email(caller=caller, email=ADAS, code=WRONG_CODE, client=CLIENT)
    return now(world, EventKind.CODE_WRONG, caller)


async def wrong_reset_code(world: World) -> Event:
    caller = await enter_with_address(world)
    with suppress(TodoAuthError):
        await world.reset_password(email=ADAS, code=WRONG_RESET_CODE, new=NEW, client=CLIENT)
    return Event(kind=EventKind.CODE_WRONG, user_id=caller.user_id, at=world.clock())


async def reset_code_for_nobody(world: World) -> Event:
    with suppress(TodoAuthError):
        await world.reset_password(email=BOBS, code=WRONG_RESET_CODE, new=NEW, client=CLIENT)
    return Event(kind=EventKind.CODE_WRONG, user_id=None, at=world.clock())


async def too_many_codes(world: World) -> Event:
    caller = await enter(world)
    world.code_policy = replace(world.code_policy, guesses_an_hour=1)
    for _ in range(2):
        with suppress(TodoAuthError):
            await world.verify_email(caller=caller, email=ADAS, code=WRONG_CODE, client=CLIENT)
    return now(world, EventKind.CODE_LIMITED, caller)


async def too_many_reset_codes(world: World) -> Event:
    caller = await enter_with_address(world)
    world.code_policy = replace(world.code_policy, guesses_an_hour=1)
    for _ in range(2):
        with suppress(TodoAuthError):
            await world.reset_password(email=ADAS, code=WRONG_RESET_CODE, new=NEW, client=CLIENT)
    return Event(kind=EventKind.CODE_LIMITED, user_id=caller.user_id, at=world.clock())


async def proved_address(world: World) -> Event:
    caller = await enter(world)
    await prove(world, caller)
    return now(world, EventKind.ADDRESS_PROVED, caller)


async def replaced_address(world: World) -> Event:
    caller = await enter_with_address(world)
    await prove(world, caller, BOBS)
    return now(world, EventKind.ADDRESS_REPLACED, caller)


async def removed_address(world: World) -> Event:
    caller = await enter_with_address(world)
    await world.remove_address(caller=caller, password=SECRET)
    return now(world, EventKind.ADDRESS_REMOVED, caller)


async def deleted_account(world: World) -> Event:
    caller = await enter(world)
    await world.delete_account(caller=caller, password=SECRET)
    return now(world, EventKind.ACCOUNT_DELETED, caller)


async def removed_account(world: World) -> Event:
    ada, root = await sign_up(world), await superuser(world)
    await world.remove_user(by=root, id=ada.id)
    return by(world, EventKind.ACCOUNT_REMOVED, ada.id, root)


async def ended_sessions(world: World) -> Event:
    ada, root = await sign_up(world), await superuser(world)
    await world.end_user_sessions(by=root, id=ada.id)
    return by(world, EventKind.SESSIONS_ENDED, ada.id, root)


async def missing_rights(world: World) -> Event:
    caller = await enter(world)
    with suppress(NotASuperuser):
        await world.list_users(by=caller)
    return now(world, EventKind.RIGHTS_MISSING, caller)


async def new_superuser(world: World) -> Event:
    root = await world.create_superuser(username=Username("Root"), password=SECRET)
    return Event(kind=EventKind.RIGHTS_GIVEN, user_id=root.id, at=world.clock())


async def dead_mail(world: World) -> Event:
    caller = await enter(world)
    await send(world, caller)
    (mail,) = (await world.list_owed_mail()).items
    deliver = replace(world.deliver_mail, mailer=PickyMailer(world.mailbox, {ADAS: GONE}))
    for _ in range(5):
        await deliver()
        world.clock.advance(timedelta(minutes=1))
    at = world.clock() - timedelta(minutes=1)
    return Event(kind=EventKind.MAIL_DIED, user_id=caller.user_id, mail_id=MailId(mail.id), at=at)


def by(world: World, kind: EventKind, whose: UserId, root: Caller) -> Event:
    """Return what a superuser does to somebody at this moment."""
    return Event(kind=kind, user_id=whose, session_id=root.session_id, by=root.user_id, at=world.clock())


def administering(kind: EventKind, **rights: bool) -> Outcome:
    """Return how an account is changed to that, from the opposite."""

    async def outcome(world: World) -> Event:
        ada, root = await sign_up(world), await superuser(world)
        administer: AdministerUser = world.administer_user
        await administer(by=OPERATOR, id=ada.id, **{name: not right for name, right in rights.items()})
        world.events.clear()
        await administer(by=root, id=ada.id, **rights)
        await administer(by=root, id=ada.id, **rights)  # which changes nothing
        return by(world, kind, ada.id, root)

    return outcome


OUTCOMES: dict[str, Outcome] = {
    **{
        outcome.__name__: outcome
        for outcome in (
            logged_in,
            wrong_password_at_log_in,
            unknown_name_at_log_in,
            too_many_log_ins,
            guesses_that_ran_out,
            stale_log_in,
            stolen_session,
            wrong_own_password,
            too_many_own_passwords,
            changed_password,
            reset_password,
            wrong_code,
            wrong_reset_code,
            reset_code_for_nobody,
            too_many_codes,
            too_many_reset_codes,
            proved_address,
            replaced_address,
            removed_address,
            deleted_account,
            removed_account,
            ended_sessions,
            missing_rights,
            new_superuser,
            dead_mail,
        )
    },
    "closed": administering(EventKind.ACCOUNT_CLOSED, is_active=False),
    "opened": administering(EventKind.ACCOUNT_OPENED, is_active=True),
    "promoted": administering(EventKind.RIGHTS_GIVEN, is_superuser=True),
    "demoted": administering(EventKind.RIGHTS_TAKEN, is_superuser=False),
}


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES)
async def test_an_outcome_is_told_of_last_and_once(world: World, outcome: Outcome):
    expected = await outcome(world)
    assert [event for event in world.events if event == expected] == [expected]
    assert world.events[-1] == expected


async def test_every_kind_of_event_is_some_outcome():
    assert {(await outcome(World())).kind for outcome in OUTCOMES.values()} == {*EventKind}


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES)
async def test_no_line_tells_a_name_an_address_a_password_or_a_code(world: World, outcome: Outcome):
    await outcome(world)
    with capture_logs() as lines:
        for event in world.events:
            log_event(event)
    told = str(lines).lower()
    typed = ("ada", "root", "nobody", ADAS.text, BOBS.text, SECRET.text, NEW.text, *map(str, world.mailbox.letters))
    # The ids of a world are counted: they hold no letter of a name.
    assert [text for text in typed if text.lower() in told] == []


async def test_who_proves_the_address_they_have_replaces_none(world: World):
    caller = await enter(world)
    first, second = await code_for(world, caller), WRONG_CODE
    await world.verify_email(caller=caller, email=ADAS, code=first, client=CLIENT)
    with suppress(TodoAuthError):
        await world.verify_email(caller=caller, email=ADAS, code=second, client=CLIENT)
    assert EventKind.ADDRESS_REPLACED not in {event.kind for event in world.events}


async def test_reading_is_told_of_nowhere(world: World):
    root = await superuser(world)
    world.events.clear()
    await world.list_users(by=root)
    await world.read_user(by=root, id=root.user_id)
    await world.list_sessions(caller=root)
    await world.list_todos(owner=root.user_id)
    assert world.events == []


def test_a_kind_is_its_slug_and_says_what_it_means():
    assert (str(EventKind.LOGGED_IN), EventKind.LOGGED_IN.value) == ("logged-in", "logged-in")
    assert all(kind.means.endswith(".") for kind in EventKind)
    assert len({kind.means for kind in EventKind}) == len(EventKind)
