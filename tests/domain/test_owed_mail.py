"""What those who run the service do with mail that is owed: look at it, try it again, give it up."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import NOON, an_owed_mail
from tests.domain.acts import ADAS, BOBS, CLIENT, CODE, CONFIRMED, enter, prove, send, sent
from tests.domain.mailers import GONE, PickyMailer
from todoauth import EmailAddress, MailFilter, MailId, MailNotFound, OwedMail, PageSize, Slice
from todoauth.testing.world import World

ALL, DEAD, WAITING = MailFilter(), MailFilter(is_dead=True), MailFilter(is_dead=False)


async def listed(world: World, only: MailFilter = ALL) -> list[OwedMail]:
    return list((await world.list_owed_mail(only=only)).items)


async def die(world: World, *addresses: EmailAddress) -> None:
    """Let the mail to those addresses be refused until it is dead."""
    deliver = replace(world.deliver_mail, mailer=PickyMailer(world.mailbox, dict.fromkeys(addresses, GONE)))
    for _ in range(60):
        await deliver()
        world.clock.advance(timedelta(seconds=1))


async def a_dead_mail(world: World) -> OwedMail:
    await send(world, await enter(world))
    await die(world, ADAS)
    (dead,) = await listed(world, DEAD)
    return dead


async def test_a_dead_letter_is_listed_with_what_the_server_said(world: World):
    dead = await a_dead_mail(world)
    assert (dead.email, dead.attempts, dead.answer) == (ADAS, 5, "550 5.1.1 No such user")
    await send(world, await enter(world, "Bob"), BOBS)
    assert [mail.email for mail in await listed(world, WAITING)] == [BOBS]
    assert [mail.email for mail in await listed(world)] == [ADAS, BOBS]


async def test_a_long_list_is_read_a_page_at_a_time(world: World):
    for name, address in (("Ada", ADAS), ("Bob", BOBS)):
        await send(world, await enter(world, name), address)
    first = await world.list_owed_mail(part=Slice(size=PageSize(1)))
    second = await world.list_owed_mail(part=Slice(after=first.next_cursor, size=PageSize(1)))
    assert [mail.email for page in (first, second) for mail in page.items] == [ADAS, BOBS]
    assert second.next_cursor is None


async def test_a_code_that_died_long_ago_is_sent_when_it_is_retried_and_good(world: World):
    caller = await enter(world)
    await send(world, caller)
    await die(world, ADAS)
    (dead,) = await listed(world, DEAD)
    world.clock.advance(timedelta(days=1))
    assert await world.deliver_mail() == 0
    retried = await world.retry_mail(id=dead.id)
    assert (retried.attempts, retried.is_dead, retried.owed_at) == (0, False, world.clock())
    assert await world.deliver_mail() == 1
    assert sent(world) == [("ada@example.org", CODE)]
    assert (
        await world.verify_email(caller=caller, email=ADAS, code=world.mailbox.code_to(ADAS), client=CLIENT)
    ).is_verified


async def test_a_retried_mail_has_all_its_attempts_again(world: World):
    dead = await a_dead_mail(world)
    await world.retry_mail(id=dead.id)
    await die(world, ADAS)
    (again,) = await listed(world, DEAD)
    assert (again.id, again.attempts) == (dead.id, 5)


async def test_retrying_what_waits_changes_nothing(world: World):
    await send(world, await enter(world))
    await replace(world.deliver_mail, mailer=PickyMailer(world.mailbox, {ADAS: GONE}))()
    (waiting,) = await listed(world)
    assert await world.retry_mail(id=waiting.id) == waiting
    assert await listed(world) == [waiting]


@pytest.mark.parametrize("dies", [True, False])
async def test_a_dropped_mail_is_never_sent(world: World, dies: bool):
    await send(world, await enter(world))
    if dies:
        await die(world, ADAS)
    (mail,) = await listed(world)
    await world.drop_mail(id=mail.id)
    assert (await listed(world), await world.deliver_mail()) == ([], 0)


async def test_dropping_one_keeps_the_others(world: World):
    await prove(world, await enter(world))
    await send(world, await enter(world, "Bob"), BOBS)
    (_, bobs) = await listed(world)
    await world.drop_mail(id=bobs.id)
    await world.deliver_mail()
    assert sent(world)[-1] == ("ada@example.org", CONFIRMED)


async def test_what_was_sent_can_be_neither_retried_nor_dropped(world: World):
    await send(world, await enter(world))
    (mail,) = await listed(world)
    await world.deliver_mail()
    for act in (world.retry_mail, world.drop_mail):
        with pytest.raises(MailNotFound):
            await act(id=mail.id)
        with pytest.raises(MailNotFound):
            await act(id=MailId(world.new_id()))


async def test_dead_mail_is_forgotten_after_thirty_days(world: World):
    dead = await a_dead_mail(world)
    await send(world, await enter(world, "Bob"), BOBS)
    world.clock.advance(dead.not_before - world.clock() + timedelta(days=30))
    await world.purge()
    assert [mail.id for mail in await listed(world, DEAD)] == [dead.id]
    world.clock.advance(timedelta(microseconds=1))
    await world.purge()
    assert [mail.email for mail in await listed(world)] == [BOBS]


def test_a_revived_mail_is_as_good_as_new_and_remembers_the_answer():
    mail, later = an_owed_mail(), NOON + timedelta(days=3)
    dead = replace(mail, attempts=60, is_dead=True, not_before=NOON + timedelta(hours=1), answer="550 Never")
    assert dead.revived(later) == replace(mail, owed_at=later, not_before=later, answer="550 Never")
