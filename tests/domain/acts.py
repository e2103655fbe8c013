"""What people do in the tests of the use cases, in as few words as it takes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SECRET
from todoauth import (
    Caller,
    Credentials,
    Device,
    EmailAddress,
    Event,
    EventKind,
    InvalidToken,
    OneTimeCode,
    Order,
    PageSize,
    Purpose,
    RefreshToken,
    ResetCode,
    Slice,
    Tokens,
    User,
    Username,
)
from todoauth.testing.world import World

CLIENT = "192.0.2.1"
NOWHERE = Device()
ADAS, BOBS = EmailAddress("ada@example.org"), EmailAddress("bob@example.org")
CODE, CONFIRMED, TRIED = "Your code", "Your address is confirmed", "Somebody tried to use your address"
RESET, CHANGED = "Set a new password", "Your password was changed"
EVERYTHING = Slice(Order.ASC, size=PageSize(100))


async def sign_up(world: World, name: str = "Ada", *, email: EmailAddress | None = None) -> User:
    return await world.register(username=Username(name), password=SECRET, email=email, client=CLIENT)


async def log_in(
    world: World, name: str = "Ada", password: str = SECRET.text, *, client: str = CLIENT, device: Device = NOWHERE
) -> Tokens:
    return await world.log_in(credentials=Credentials.parse(name, password), client=client, device=device)


async def enter(world: World, name: str = "Ada") -> Caller:
    """Sign up and log in; return who acts from then on."""
    await sign_up(world, name)
    return await world.authenticate(token=(await log_in(world, name)).access_token)


async def code_for(world: World, caller: Caller, email: EmailAddress = ADAS) -> OneTimeCode:
    """Ask for a code, and read it in the mail."""
    await world.send_code(caller=caller, email=email, client=CLIENT)
    await world.deliver_mail()
    return world.mailbox.code_to(email)


async def prove(world: World, caller: Caller, email: EmailAddress = ADAS) -> User:
    code = await code_for(world, caller, email)
    return await world.verify_email(caller=caller, email=email, code=code, client=CLIENT)


async def enter_with_address(world: World, name: str = "Ada", email: EmailAddress = ADAS) -> Caller:
    """Sign up, log in and prove an address; return who acts from then on. The mailbox is empty."""
    caller = await enter(world, name)
    await prove(world, caller, email)
    await world.deliver_mail()
    world.mailbox.letters.clear()
    world.clock.advance(timedelta(minutes=10))
    return caller


async def reset_code_for(world: World, email: EmailAddress = ADAS) -> ResetCode:
    """Ask for a code for a new password, and read it in the mail."""
    await world.send_reset_code(email=email, client=CLIENT)
    await world.deliver_mail()
    return world.mailbox.reset_code_to(email)


async def the_user(world: World, caller: Caller) -> User:
    user = await world.database.view.users.get(caller.user_id)
    assert user is not None
    return user


async def close_account(world: World, caller: Caller, *, is_active: bool = False) -> None:
    async with world.database.begin() as work:
        user = await work.users.get_for_update(caller.user_id)
        assert user is not None
        await work.users.update(replace(user, is_active=is_active, version=user.version + 1))


def another(code: OneTimeCode) -> OneTimeCode:
    """Return a code that is not `code`."""
    return OneTimeCode(f"{(int(code.text) + 1) % 1_000_000:06}")


async def refresh(world: World, tokens: Tokens) -> Tokens:
    return await world.refresh(token=RefreshToken(tokens.refresh_token))


async def assert_over(world: World, *all_tokens: Tokens) -> None:
    """Neither the access tokens nor the refresh tokens, whose use might end the session itself, are worth anything."""
    for tokens in all_tokens:
        with pytest.raises(InvalidToken):
            await world.authenticate(token=tokens.access_token)
    for tokens in all_tokens:
        with pytest.raises(InvalidToken):
            await refresh(world, tokens)


async def send(world: World, caller: Caller, email: EmailAddress = ADAS, *, client: str = CLIENT) -> None:
    await world.send_code(caller=caller, email=email, client=client)


async def guesses_today(world: World, caller: Caller) -> int:
    since = world.clock() - timedelta(days=1)
    async with world.database.begin() as work:
        return await work.guesses.spent_since(caller.user_id, Purpose.VERIFY_EMAIL, since=since)


def told(world: World, *kinds: EventKind) -> list[Event]:
    """Return what the log was told of those kinds."""
    return [event for event in world.events if event.kind in kinds]


def sent(world: World) -> list[tuple[str, str]]:
    """Return to whom letters went, and what they were about."""
    return [(letter.to.text, letter.subject) for letter in world.mailbox.letters]
