"""Mail that the server refuses, and mail for which there is no server."""

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON, an_owed_mail
from tests.domain.acts import ADAS, BOBS, CODE, CONFIRMED, enter, prove, send, sent
from tests.domain.mailers import GONE, PickyMailer
from todoauth import EmailAddress, Letter, Mailer, MailId, OwedMail, Unavailable
from todoauth.testing.world import World

LEASE = timedelta(seconds=30)
SECOND = timedelta(seconds=1)


@dataclass
class WaitingMailer(Mailer):
    """Sends to the first when all the others have been sent to."""

    mailbox: Mailer
    first: EmailAddress
    others: asyncio.Barrier

    async def send(self, letter: Letter, *, id: MailId) -> None:
        if letter.to == self.first:
            await self.others.wait()
            await self.mailbox.send(letter, id=id)
        else:
            await self.mailbox.send(letter, id=id)
            await self.others.wait()


async def owed(world: World) -> list[OwedMail]:
    """Take what is owed, due or not."""
    async with world.database.begin() as work:
        return list(await work.outbox.take(at=world.clock() + timedelta(days=1), lease=LEASE, at_most=9))


async def test_what_is_refused_for_good_is_offered_five_times_and_delays_nobody(world: World):
    await send(world, await enter(world, "Ada"))
    mailer = PickyMailer(world.mailbox, {ADAS: GONE})
    deliver = replace(world.deliver_mail, mailer=mailer)
    assert await deliver() == 1
    await send(world, await enter(world, "Bob"), BOBS)
    for _ in range(600):
        await deliver()
        world.clock.advance(SECOND)
    assert mailer.offered.count(ADAS) == 5
    assert sent(world) == [("bob@example.org", CODE)]


async def test_an_owed_mail_remembers_what_the_server_said(world: World):
    await send(world, await enter(world))
    await replace(world.deliver_mail, mailer=PickyMailer(world.mailbox, {ADAS: GONE}))()
    assert [(mail.attempts, mail.answer) for mail in await owed(world)] == [(1, "550 5.1.1 No such user")]


async def test_nothing_is_lost_while_there_is_no_server_however_long(world: World):
    await prove(world, await enter(world))
    deliver = replace(world.deliver_mail, mailer=PickyMailer(world.mailbox, {ADAS: Unavailable()}))
    for _ in range(100):
        with pytest.raises(Unavailable):
            await deliver()
        world.clock.advance(timedelta(hours=1))
    assert await world.deliver_mail() == 1
    assert sent(world)[-1] == ("ada@example.org", CONFIRMED)


async def test_what_nobody_was_there_for_was_no_attempt(world: World):
    await send(world, await enter(world))
    with pytest.raises(Unavailable):
        await replace(world.deliver_mail, mailer=PickyMailer(world.mailbox, {ADAS: Unavailable()}))()
    assert [(mail.attempts, mail.answer) for mail in await owed(world)] == [(0, None)]


async def test_what_breaks_for_one_breaks_for_no_other(world: World):
    await send(world, await enter(world, "Ada"))
    await send(world, await enter(world, "Bob"), BOBS)
    with pytest.RaisesGroup(ZeroDivisionError):
        await replace(world.deliver_mail, mailer=PickyMailer(world.mailbox, {ADAS: ZeroDivisionError()}))()
    assert sent(world) == [("bob@example.org", CODE)]


async def test_who_is_slow_keeps_no_other_waiting(world: World):
    await send(world, await enter(world, "Ada"))
    await send(world, await enter(world, "Bob"), BOBS)
    deliver = replace(world.deliver_mail, mailer=WaitingMailer(world.mailbox, ADAS, asyncio.Barrier(2)))
    assert await deliver() == 2
    assert [to for to, _ in sent(world)] == ["bob@example.org", "ada@example.org"]


@pytest.mark.parametrize("attempts", range(8))
def test_a_mail_dies_of_its_fifth_refusal_for_good_and_of_any_later_one(attempts: int):
    mail = an_owed_mail(attempts=attempts)
    assert mail.failed(NOON, permanent=True).is_dead == (attempts >= OwedMail.MOST_REFUSALS - 1)


def test_the_last_answer_outlives_a_try_without_one():
    mail = an_owed_mail().failed(NOON, answer="451 Later").failed(NOON)
    assert (mail.attempts, mail.answer) == (2, "451 Later")
    assert mail.failed(NOON, answer="550 Never").answer == "550 Never"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("550-No such user\r\n550 here", "550-No such user 550 here"),
        (" 550\x00\x1b[31m  \u202eerif\u2028 ", "550 [31m erif"),
        ("550 \udce9t\udce9", "550 t"),
        ("550 Grüße 🧹", "550 Grüße 🧹"),
        ("5" * 201, "5" * 200),
        (" \r\n", None),
        ("", None),
        (None, None),
    ],
)
def test_an_answer_is_kept_as_one_readable_line(said: str | None, kept: str | None):
    assert an_owed_mail().failed(NOON, answer=said).answer == kept


@given(st.text())
def test_whatever_a_server_says_can_be_kept(said: str):
    kept = an_owed_mail().failed(NOON, answer=said).answer
    assert kept is None or (kept.isprintable() and 1 <= len(kept) <= OwedMail.LONGEST_ANSWER)


@given(st.uuids(version=4), st.integers(0, 6))
def test_a_mail_waits_for_half_of_the_pause_or_longer_but_never_for_more_than_all(id: UUID, attempts: int):
    pause = an_owed_mail(attempts=attempts).failed(NOON).not_before - NOON
    waits = an_owed_mail(attempts=attempts, id=id).failed(NOON).not_before - NOON
    assert pause / 2 <= waits <= pause


def test_mails_that_fail_together_are_not_tried_again_together():
    drawn = [UUID(int=tenth * 2**62 // 10) for tenth in range(10)]
    due = sorted(an_owed_mail(id=lot, attempts=6).failed(NOON).not_before for lot in drawn)
    assert all(later - earlier >= 2 * SECOND for earlier, later in pairwise(due))
