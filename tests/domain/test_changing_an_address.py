"""Addresses come, change and go, and whoever held one is told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SECRET
from tests.domain.acts import (
    ADAS,
    BOBS,
    CLIENT,
    CODE,
    CONFIRMED,
    enter,
    enter_with_address,
    log_in,
    prove,
    reset_code_for,
    sent,
    the_user,
)
from tests.domain.hashers import StrongerHasher, once, slowly
from todoauth import (
    EmailAddress,
    InvalidToken,
    Password,
    TooManyAttempts,
    WrongCredentials,
    WrongOrExpiredCode,
    WrongPassword,
)
from todoauth.testing.world import World

NEW = EmailAddress("ada@example.com")
REPLACED, REMOVED = "Your address was changed", "Your address was removed"
WRONG = Password("another password")


async def test_a_new_address_is_proved_before_it_takes_the_place_of_the_old_which_is_told(world: World):
    caller = await enter_with_address(world)
    await world.send_code(caller=caller, email=NEW, client=CLIENT)
    await world.deliver_mail()
    assert (await the_user(world, caller)).email == ADAS
    await world.verify_email(caller=caller, email=NEW, code=world.mailbox.code_to(NEW), client=CLIENT)
    await world.deliver_mail()
    assert (await the_user(world, caller)).email == NEW
    assert sent(world) == [(NEW.text, CODE), (NEW.text, CONFIRMED), (ADAS.text, REPLACED)]


async def test_an_old_address_opens_nothing_and_is_free_for_others(world: World):
    caller = await enter_with_address(world)
    code = await reset_code_for(world)
    await prove(world, caller, NEW)
    with pytest.raises(WrongCredentials):
        await log_in(world, ADAS.text)
    with pytest.raises(WrongOrExpiredCode):
        await world.reset_password(email=ADAS, code=code, new=WRONG, client=CLIENT)
    await log_in(world, NEW.text)
    world.clock.advance(timedelta(minutes=1))
    await enter_with_address(world, "Bob", ADAS)


async def test_proving_the_same_address_in_another_case_tells_nobody_of_a_change(world: World):
    caller = await enter_with_address(world)
    await world.send_code(caller=caller, email=EmailAddress("ADA@example.org"), client=CLIENT)
    await world.deliver_mail()
    assert sent(world) == []


async def test_a_removed_address_is_told_and_opens_nothing(world: World):
    caller = await enter_with_address(world)
    await world.remove_address(caller=caller, password=SECRET)
    assert not (await the_user(world, caller)).is_verified
    with pytest.raises(WrongCredentials):
        await log_in(world, ADAS.text)
    await world.deliver_mail()
    assert sent(world) == [(ADAS.text, REMOVED)]
    await enter_with_address(world, "Bob", ADAS)


async def test_an_address_is_removed_with_the_password_only(world: World):
    caller = await enter_with_address(world)
    with pytest.raises(WrongPassword):
        await world.remove_address(caller=caller, password=WRONG)
    assert (await the_user(world, caller)).email == ADAS
    assert await world.deliver_mail() == 0


async def test_who_has_no_address_keeps_none_and_nobody_is_told(world: World):
    caller = await enter(world)
    before = await the_user(world, caller)
    await world.remove_address(caller=caller, password=SECRET)
    assert await the_user(world, caller) == before
    assert await world.deliver_mail() == 0


async def test_guessing_at_the_password_is_bounded_whatever_it_is_asked_for(world: World):
    caller = await enter_with_address(world)
    for _ in range(10):
        with pytest.raises(WrongPassword):
            await world.remove_address(caller=caller, password=WRONG)
    with pytest.raises(TooManyAttempts):
        await world.change_password(caller=caller, current=SECRET, new=WRONG)


async def test_whose_account_goes_meanwhile_has_no_address_to_remove(world: World):
    caller = await enter(world)
    await prove(world, caller, BOBS)

    async def meanwhile() -> None:
        await world.delete_account(caller=caller, password=SECRET)

    with pytest.raises(InvalidToken):
        await replace(world.remove_address, require_password=slowly(world, meanwhile))(caller=caller, password=SECRET)


async def test_whoever_changes_the_password_meanwhile_keeps_the_address(world: World):
    caller = await enter_with_address(world)

    async def meanwhile() -> None:
        await world.change_password(caller=caller, current=SECRET, new=WRONG)

    with pytest.raises(WrongPassword):
        await replace(world.remove_address, require_password=slowly(world, once(meanwhile)))(
            caller=caller, password=SECRET
        )
    assert (await the_user(world, caller)).email == ADAS


async def test_a_hash_that_is_renewed_meanwhile_does_not_keep_an_address(world: World):
    caller = await enter_with_address(world)
    world.hasher = StrongerHasher(world.hasher)
    slow = slowly(world, once(lambda: log_in(world)))
    await replace(world.remove_address, require_password=slow)(caller=caller, password=SECRET)
    assert not (await the_user(world, caller)).is_verified
