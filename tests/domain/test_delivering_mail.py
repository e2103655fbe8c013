"""Paying the mail that is owed."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from tests.builders import SECRET
from tests.domain.acts import ADAS, BOBS, CLIENT, another, close_account, code_for, enter, prove, sign_up
from tests.domain.test_budgets_of_codes import AbsentCache
from todoauth import EmailAddress, Letter, MailId, Mailer, MailNotAccepted, Unavailable, WrongOrExpiredCode
from todoauth.testing.world import World

CODE, CONFIRMED, TRIED = "Your code", "Your address is confirmed", "Somebody tried to use your address"


@dataclass
class ClosedMailer(Mailer):
    """Takes no mail, and remembers what it was offered."""

    offered: list[tuple[MailId, Letter]] = field(default_factory=list)

    async def send(self, letter: Letter, *, id: MailId) -> None:
        self.offered.append((id, letter))
        raise MailNotAccepted


def sent(world: World) -> list[tuple[str, str]]:
    return [(letter.to.text, letter.subject) for letter in world.mailbox.letters]


async def ask(world: World, name: str = "Ada", email: EmailAddress = ADAS) -> None:
    await world.send_code(caller=await enter(world, name), email=email, client=CLIENT)


async def test_whoever_asks_gets_a_code_at_the_address_as_it_was_typed(world: World):
    await ask(world, email=EmailAddress("Ada@Example.org"))
    assert await world.deliver_mail() == 1
    assert sent(world) == [("Ada@Example.org", CODE)]


async def test_mail_is_sent_once(world: World):
    await ask(world)
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
    await ask(world, "Eve", ADAS)
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
    await world.send_code(caller=caller, email=ADAS, client=CLIENT)
    assert await world.deliver_mail() == 1
    assert len(world.mailbox.letters) == 2


async def test_a_closed_account_gets_no_code(world: World):
    caller = await enter(world)
    await world.send_code(caller=caller, email=ADAS, client=CLIENT)
    await close_account(world, caller)
    assert [await world.deliver_mail() for _ in range(2)] == [1, 0]
    assert not world.mailbox.letters


async def test_an_account_that_goes_while_its_mail_is_taken_gets_none(world: World):
    caller = await enter(world)
    await world.send_code(caller=caller, email=ADAS, client=CLIENT)
    async with world.begin() as work:
        taken = await work.outbox.take(at=world.clock(), lease=timedelta(seconds=30), at_most=10)
    await world.delete_account(caller=caller, password=SECRET)
    for mail in taken:
        await world.deliver_mail._deliver(mail)
    assert not world.mailbox.letters


@pytest.mark.parametrize(("age", "letters"), [(timedelta(minutes=15), 1), (timedelta(minutes=15, microseconds=1), 0)])
async def test_a_code_that_nobody_waits_for_any_more_is_not_sent(world: World, age: timedelta, letters: int):
    await ask(world)
    world.clock.advance(age)
    assert [await world.deliver_mail() for _ in range(2)] == [1, 0]
    assert len(world.mailbox.letters) == letters


async def test_a_confirmation_is_worth_something_for_as_long_as_it_takes(world: World):
    await prove(world, await enter(world))
    world.clock.advance(timedelta(days=2))
    await world.deliver_mail()
    assert sent(world)[-1] == ("ada@example.org", CONFIRMED)


async def test_a_try_that_fails_is_repeated_after_1_2_4_up_to_60_seconds_and_then_never(world: World):
    await prove(world, await enter(world))
    mailer = ClosedMailer()
    deliver = replace(world.deliver_mail, mailer=mailer)
    for pause in (1, 2, 4, 8, 16, 32, 60, 60):
        assert await deliver() == 1
        world.clock.advance(timedelta(seconds=pause) - timedelta(microseconds=1))
        assert await deliver() == 0
        world.clock.advance(timedelta(microseconds=1))
    assert await deliver() == 0
    world.clock.advance(timedelta(days=1))
    assert await deliver() == 0
    assert len(mailer.offered) == 8
    assert len({id for id, _ in mailer.offered}) == 1


async def test_every_try_sends_a_fresh_code_and_only_the_last_one_counts(world: World):
    caller = await enter(world)
    await world.send_code(caller=caller, email=ADAS, client=CLIENT)
    mailer = ClosedMailer()
    assert await replace(world.deliver_mail, mailer=mailer)() == 1
    world.clock.advance(timedelta(seconds=1))
    assert await world.deliver_mail() == 1
    code = world.mailbox.code_for(ADAS)
    assert code.text not in mailer.offered[0][1].text
    assert (await world.verify_email(caller=caller, email=ADAS, code=code)).is_verified


async def test_a_cache_that_is_away_sends_nothing_and_costs_no_attempt(world: World):
    caller = await enter(world)
    await world.send_code(caller=caller, email=ADAS, client=CLIENT)
    deliver, tries = replace(world.deliver_mail, codes=AbsentCache()), 0
    for _ in range(14 * 60):
        tries += await deliver()
        world.clock.advance(timedelta(seconds=1))
    assert tries == 14 * 60
    assert not world.mailbox.letters
    assert await world.deliver_mail() == 1
    code = world.mailbox.code_for(ADAS)
    assert (await world.verify_email(caller=caller, email=ADAS, code=code)).is_verified


async def test_mail_that_fails_keeps_no_other_waiting(world: World):
    await prove(world, await enter(world, "Ada"))
    await ask(world, "Bob", BOBS)
    assert await replace(world.deliver_mail, codes=AbsentCache())() == 2
    assert sent(world)[-1] == ("ada@example.org", CONFIRMED)


async def test_a_taker_that_dies_gives_its_mail_back_after_half_a_minute(world: World):
    await ask(world)
    with pytest.raises(RuntimeError):
        await replace(world.deliver_mail, mailer=DyingMailer())()
    assert await world.deliver_mail() == 0
    world.clock.advance(timedelta(seconds=30))
    assert await world.deliver_mail() == 1
    assert sent(world) == [("ada@example.org", CODE)]


class DyingMailer(Mailer):
    async def send(self, letter: Letter, *, id: MailId) -> None:
        raise RuntimeError


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
        await world.verify_email(caller=caller, email=ADAS, code=another(code))


def test_a_mailer_that_refuses_is_unavailable():
    assert issubclass(MailNotAccepted, Unavailable)
