"""What every database must do when many see to the same mail at the same moment."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from todoauth.domain.errors import MailNotAccepted, MailNotFound
from todoauth.domain.model.ids import MailId
from todoauth.domain.model.mail import Letter, MailKind, OwedMail
from todoauth.ports.mailer import Mailer
from todoauth.testing.contracts.concurrency import MANY, all_at_once, tally
from todoauth.testing.contracts.samples import HOUR, NOON, a_mail, owed, stored_user
from todoauth.testing.contracts.worlds import WorldContract
from todoauth.testing.world import Database, World


class ClosedMailer(Mailer):
    """Takes no mail."""

    async def send(self, letter: Letter, *, id: MailId) -> None:
        raise MailNotAccepted


@dataclass
class HangingMailer(Mailer):
    """Never comes back; `reached` is set once it has been asked to."""

    reached: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, letter: Letter, *, id: MailId) -> None:
        self.reached.set()
        await asyncio.Event().wait()


async def owed_in(world: World, number: int = 1, *, is_dead: bool = False) -> Sequence[OwedMail]:
    """Return so many notices that are owed, and worth something for as long as it takes."""
    ada = await stored_user(world.database)
    due = [replace(a_mail(ada, at=world.clock()), kind=MailKind.ADDRESS_PROVED) for _ in range(number)]
    mails = [replace(mail, is_dead=is_dead, attempts=60 * is_dead) for mail in due]
    await owed(world.database, *mails)
    return mails


async def deliver_all(world: World) -> None:
    while await world.deliver_mail():
        pass


@pytest.mark.asyncio
class MailRacesContract(WorldContract):
    """Needs the fixture `database`: empty, whatever fulfils `Begin` and has a `View` and an `Autocommit`."""

    async def test_no_two_takers_get_the_same_mail(self, database: Database) -> None:
        ada = await stored_user(database)
        mails = [a_mail(ada) for _ in range(12)]
        await owed(database, *mails)
        taken = list[MailId]()

        async def take() -> None:
            async with database.begin() as work:
                found = await work.outbox.take(at=NOON, lease=HOUR, at_most=3)
            taken.extend(mail.id for mail in found)

        await all_at_once([take] * 4)
        for _ in mails:
            await take()
        assert sorted(taken) == [mail.id for mail in mails]

    async def test_a_mail_that_many_retry_while_it_is_sent_is_sent_once(self, world: World) -> None:
        (mail,) = await owed_in(world, is_dead=True)

        async def retry() -> None:
            try:
                await world.retry_mail(id=mail.id)
            except MailNotFound:  # it was sent meanwhile
                return

        await all_at_once([retry, world.deliver_mail] * MANY)
        await deliver_all(world)
        assert len(world.mailbox.letters) == 1

    async def test_one_of_many_drops_a_mail_that_is_tried_meanwhile_and_it_does_not_come_back(
        self, world: World
    ) -> None:
        (mail,) = await owed_in(world)
        refused = replace(world.deliver_mail, mailer=ClosedMailer())

        async def drop() -> None:
            await world.drop_mail(id=mail.id)

        outcomes = await all_at_once([refused, *[drop] * MANY, refused])
        assert tally(outcomes)[MailNotFound] == MANY - 1
        assert list((await world.list_owed_mail()).items) == []

    async def test_what_one_of_four_workers_had_when_it_died_is_delivered_by_the_others(self, world: World) -> None:
        mails = await owed_in(world, 12)
        hanging = HangingMailer()
        worker = replace(world.deliver_mail, at_most=3)
        dying = asyncio.create_task(replace(worker, mailer=hanging)())
        await hanging.reached.wait()
        await all_at_once([worker] * 3)
        await deliver_all(world)
        dying.cancel()
        await asyncio.wait([dying])
        assert len(world.mailbox.letters) == len(mails) - 3
        world.clock.advance(worker.lease)
        await deliver_all(world)
        assert len(world.mailbox.letters) == len(mails)
