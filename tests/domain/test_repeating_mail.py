"""Mail that could not be sent, and is tried again."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from tests.domain.acts import (
    ADAS,
    BOBS,
    CLIENT,
    CODE,
    CONFIRMED,
    enter,
    prove,
    send,
    sent,
)
from tests.domain.caches import AbsentCache
from todoauth import Letter, Mailer, MailId, MailNotAccepted, Unavailable
from todoauth.testing.world import World


@dataclass
class ClosedMailer(Mailer):
    """Takes no mail, and remembers what it was offered."""

    offered: list[tuple[MailId, Letter]] = field(default_factory=list)

    async def send(self, letter: Letter, *, id: MailId) -> None:
        self.offered.append((id, letter))
        raise MailNotAccepted


async def test_a_try_that_fails_is_repeated_after_1_2_4_up_to_60_seconds_and_then_never(world: World):
    await prove(world, await enter(world))
    mailer = ClosedMailer()
    deliver = replace(world.deliver_mail, mailer=mailer)
    for pause in (1, 2, 4, 8, 16, 32, *[60] * 54):
        assert await deliver() == 1
        world.clock.advance(timedelta(seconds=pause) - timedelta(microseconds=1))
        assert await deliver() == 0
        world.clock.advance(timedelta(microseconds=1))
    assert await deliver() == 0
    world.clock.advance(timedelta(days=1))
    assert await deliver() == 0
    assert len(mailer.offered) == 60
    assert len({sent_as for sent_as, _ in mailer.offered}) == 1


async def test_every_try_sends_a_fresh_code_and_only_the_last_one_counts(world: World):
    caller = await enter(world)
    await send(world, caller)
    mailer = ClosedMailer()
    assert await replace(world.deliver_mail, mailer=mailer)() == 1
    world.clock.advance(timedelta(seconds=1))
    assert await world.deliver_mail() == 1
    code = world.mailbox.code_to(ADAS)
    assert code.text not in mailer.offered[0][1].text
    assert (await world.verify_email(caller=caller, email=ADAS, code=code, client=CLIENT)).is_verified


async def test_a_cache_that_is_away_sends_nothing_and_costs_no_attempt(world: World):
    caller = await enter(world)
    await send(world, caller)
    deliver, tries = replace(world.deliver_mail, codes=AbsentCache()), 0
    for _ in range(14 * 60):
        tries += await deliver()
        world.clock.advance(timedelta(seconds=1))
    assert tries == 14 * 60
    assert not world.mailbox.letters
    assert await world.deliver_mail() == 1
    code = world.mailbox.code_to(ADAS)
    assert (await world.verify_email(caller=caller, email=ADAS, code=code, client=CLIENT)).is_verified


async def test_mail_that_fails_keeps_no_other_waiting(world: World):
    await prove(world, await enter(world, "Ada"))
    await send(world, await enter(world, "Bob"), BOBS)
    assert await replace(world.deliver_mail, codes=AbsentCache())() == 2
    assert sent(world)[-1] == ("ada@example.org", CONFIRMED)


async def test_a_taker_that_dies_gives_its_mail_back_after_half_a_minute(world: World):
    await send(world, await enter(world))
    async with world.database.begin() as work:
        assert len(await work.outbox.take(at=world.clock(), lease=world.deliver_mail.lease, at_most=1)) == 1
    assert await world.deliver_mail() == 0
    world.clock.advance(timedelta(seconds=30))
    assert await world.deliver_mail() == 1
    assert sent(world) == [("ada@example.org", CODE)]


def test_a_mailer_that_refuses_is_unavailable():
    assert issubclass(MailNotAccepted, Unavailable)


@dataclass
class BrokenMailer(Mailer):
    """Fails in a way that nobody foresaw."""

    offered: int = 0

    async def send(self, letter: Letter, *, id: MailId) -> None:
        self.offered += 1
        raise ZeroDivisionError


async def test_a_mail_that_fails_unforeseen_is_told_of_and_not_tried_for_ever(world: World):
    await prove(world, await enter(world))
    mailer = BrokenMailer()
    deliver = replace(world.deliver_mail, mailer=mailer)
    for _ in range(60):
        with pytest.RaisesGroup(ZeroDivisionError):
            await deliver()
        world.clock.advance(timedelta(minutes=1))
    assert await deliver() == 0
    assert mailer.offered == 60
