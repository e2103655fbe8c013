"""Users give themselves another password."""

from dataclasses import replace

import pytest

from tests.builders import SECRET
from tests.domain.acts import ADAS, CHANGED, assert_over, enter, enter_with_address, log_in, sent, sign_up
from tests.domain.hashers import StrongerHasher, WatchedHasher, once, slowly
from todoauth import Caller, InvalidToken, InvalidValue, Password, TooManyAttempts, WrongCredentials, WrongPassword
from todoauth.testing.world import World

NEW, NEWER = Password("a new password, and long"), Password("a newer password, and longer")


async def change(world: World, caller: Caller, current: Password = SECRET, new: Password = NEW) -> None:
    await world.change_password(caller=caller, current=current, new=new)


async def test_the_new_password_opens_the_account_and_the_old_one_does_not(world: World):
    caller = await enter(world)
    await change(world, caller)
    await log_in(world, password=NEW.text)
    with pytest.raises(WrongCredentials):
        await log_in(world)


async def test_all_other_sessions_end_and_this_one_goes_on(world: World):
    caller = await enter(world)
    others = [await log_in(world), await log_in(world)]
    await change(world, caller)
    await assert_over(world, *others)
    assert [session.id for session in await world.list_sessions(caller=caller)] == [caller.session_id]


async def test_whoever_does_not_know_the_password_changes_nothing(world: World):
    caller = await enter_with_address(world)
    tokens = await log_in(world)
    with pytest.raises(WrongPassword):
        await change(world, caller, current=NEWER)
    assert (await world.authenticate(token=tokens.access_token)).user_id == caller.user_id
    await world.deliver_mail()
    assert sent(world) == []
    await log_in(world)


async def test_the_owner_is_told_at_the_proved_address(world: World):
    caller = await enter_with_address(world)
    await change(world, caller)
    await world.deliver_mail()
    assert sent(world) == [(ADAS.text, CHANGED)]


async def test_nobody_is_told_where_no_address_is_proved(world: World):
    await change(world, await enter(world))
    assert await world.deliver_mail() == 0


@pytest.mark.parametrize("weak", ["password1", "AdaAdaAda", "ada@example.org"])
async def test_a_new_password_is_no_easier_to_guess_than_a_first_one(world: World, weak: str):
    caller = await enter_with_address(world)
    with pytest.raises(InvalidValue) as refused:
        await change(world, caller, new=Password(weak))
    assert refused.value.field == "new_password"
    await log_in(world)


async def test_guessing_at_the_password_of_an_open_session_is_bounded(world: World):
    caller = await enter(world)
    for _ in range(10):
        with pytest.raises(WrongPassword):
            await change(world, caller, current=NEWER)
    with pytest.raises(TooManyAttempts):
        await change(world, caller)


async def test_an_easy_password_is_refused_before_any_hash_is_made(world: World):
    caller = await enter(world)
    world.hasher = watched = WatchedHasher(world.hasher)
    with pytest.raises(InvalidValue):
        await change(world, caller, new=Password("password1"))
    assert watched.work == []


async def test_of_two_changes_at_once_the_second_is_asked_for_the_password_of_the_first(world: World):
    caller = await enter(world)
    first = world.change_password

    async def meanwhile() -> None:
        await first(caller=caller, current=SECRET, new=NEWER)

    with pytest.raises(WrongPassword):
        await replace(first, require_password=slowly(world, once(meanwhile)))(caller=caller, current=SECRET, new=NEW)
    await log_in(world, password=NEWER.text)


async def test_a_hash_that_is_renewed_meanwhile_is_no_obstacle(world: World):
    caller = await enter(world)
    world.hasher = StrongerHasher(world.hasher)
    slow = slowly(world, once(lambda: log_in(world)))
    await replace(world.change_password, require_password=slow)(caller=caller, current=SECRET, new=NEW)
    await log_in(world, password=NEW.text)


async def test_an_account_that_goes_meanwhile_is_not_changed(world: World):
    caller = await enter(world)

    async def meanwhile() -> None:
        await world.delete_account(caller=caller, password=SECRET)

    with pytest.raises(InvalidToken):
        await replace(world.change_password, require_password=slowly(world, meanwhile))(
            caller=caller, current=SECRET, new=NEW
        )
    with pytest.raises(InvalidToken):
        await change(world, caller)
    await sign_up(world)
