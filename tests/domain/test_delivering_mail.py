"""Paying the mail that is owed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SECRET
from tests.domain.acts import (
    ADAS,
    CLIENT,
    CODE,
    CONFIRMED,
    TRIED,
    another,
    close_account,
    code_for,
    enter,
    prove,
    send,
    sent,
    sign_up,
)
from todoauth import EmailAddress, WrongOrExpiredCode
from todoauth.testing.world import World


async def test_whoever_asks_gets_a_code_at_the_address_as_it_was_typed(world: World):
    await send(world, await enter(world), EmailAddress("Ada@Example.org"))
    assert await world.deliver_mail() == 1
    assert sent(world) == [("Ada@Example.org", CODE)]


async def test_mail_is_sent_once(world: World):
    await send(world, await enter(world))
    assert [await world.deliver_mail() for _ in range(3)] == [1, 0, 0]
    assert len(world.mailbox.letters) == 1


async def test_whoever_proves_an_address_gets_a_confirmation(world: World):
    await prove(world, await enter(world))
    assert await world.deliver_mail() == 1
    assert sent(world) == [("ada@example.org", CODE), ("ada@example.org", CONFIRMED)]


async def test_the_holder_of_an_address_hears_of_it_and_the_stranger_gets_no_code(world: World):
    await prove(world, await enter(world, "Ada"))
    await world.deliver_mail()
    world.clock.advance(timedelta(minutes=1))
    await send(world, await enter(world, "Eve"), ADAS)
    await world.deliver_mail()
    assert sent(world)[2:] == [("ada@example.org", TRIED)]


async def test_a_stranger_at_sign_up_is_told_of_as_well(world: World):
    await prove(world, await enter(world, "Ada"))
    await sign_up(world, "Eve", email=ADAS)
    await world.deliver_mail()
    assert [subject for _, subject in sent(world)] == [CODE, CONFIRMED, TRIED]


async def test_ones_own_address_needs_no_mail(world: World):
    caller = await enter(world)
    await prove(world, caller)
    await world.deliver_mail()
    world.clock.advance(timedelta(minutes=1))
    await send(world, caller)
    assert await world.deliver_mail() == 1
    assert len(world.mailbox.letters) == 2


async def test_a_closed_account_gets_no_code(world: World):
    caller = await enter(world)
    await send(world, caller)
    await close_account(world, caller)
    assert [await world.deliver_mail() for _ in range(2)] == [1, 0]
    assert not world.mailbox.letters


async def test_an_account_that_goes_while_its_mail_is_taken_gets_none(world: World):
    caller = await enter(world)
    await send(world, caller)
    async with world.database.begin() as work:
        taken = await work.outbox.take(at=world.clock(), lease=timedelta(seconds=30), at_most=10)
    await world.delete_account(caller=caller, password=SECRET)
    for mail in taken:
        await world.deliver_mail._deliver(mail)
    assert not world.mailbox.letters


@pytest.mark.parametrize(("age", "letters"), [(timedelta(minutes=15), 1), (timedelta(minutes=15, microseconds=1), 0)])
async def test_a_code_that_nobody_waits_for_any_more_is_not_sent(world: World, age: timedelta, letters: int):
    await send(world, await enter(world))
    world.clock.advance(age)
    assert [await world.deliver_mail() for _ in range(2)] == [1, 0]
    assert len(world.mailbox.letters) == letters


async def test_a_confirmation_is_worth_something_for_as_long_as_it_takes(world: World):
    await prove(world, await enter(world))
    world.clock.advance(timedelta(days=2))
    await world.deliver_mail()
    assert sent(world)[-1] == ("ada@example.org", CONFIRMED)


async def test_no_more_is_taken_at_a_time_than_was_said(world: World):
    for number in range(3):
        await sign_up(world, f"user{number}", email=EmailAddress(f"user{number}@example.org"))
    deliver = replace(world.deliver_mail, at_most=2)
    assert [await deliver() for _ in range(3)] == [2, 1, 0]


async def test_a_mailed_code_is_readable_and_right(world: World):
    caller = await enter(world)
    code = await code_for(world, caller)
    assert f"Your code is {code.text}\n" in world.mailbox.letters[-1].text
    with pytest.raises(WrongOrExpiredCode):
        await world.verify_email(caller=caller, email=ADAS, code=another(code), client=CLIENT)
