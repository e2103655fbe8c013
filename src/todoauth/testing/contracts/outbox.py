"""What every `Outbox` must do."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from todoauth.domain.errors import UserNotFound
from todoauth.domain.model.mail import MailKind, OwedMail
from todoauth.testing.contracts.samples import (
    HOUR,
    MICROSECOND,
    NOON,
    a_mail,
    a_mail_to_whoever_it_may_be,
    a_user,
    owed,
    stored_user,
)
from todoauth.testing.world import Database

LEASE = timedelta(seconds=30)
ANSWER = "451 4.7.1 später, bitte 🧹"


async def taken(database: Database, *, at: datetime = NOON, at_most: int = 9) -> Sequence[OwedMail]:
    async with database.begin() as work:
        return await work.outbox.take(at=at, lease=LEASE, at_most=at_most)


class FellOver(Exception):
    """The taker died."""


async def take_and_fall_over(database: Database) -> None:
    async with database.begin() as work:
        await work.outbox.take(at=NOON, lease=LEASE, at_most=9)
        raise FellOver


@pytest.mark.asyncio
class OutboxContract:
    """Needs the fixture `database`: empty, whatever fulfils `Begin` and has a `View` and an `Autocommit`."""

    async def test_a_mail_to_whoever_it_may_be_needs_nobody(self, database: Database) -> None:
        mail = a_mail_to_whoever_it_may_be()
        await owed(database, mail)
        (back,) = await taken(database)
        assert back == replace(mail, not_before=NOON + LEASE)

    @pytest.mark.parametrize("kind", MailKind)
    async def test_a_mail_comes_back_as_it_was_leased_to_its_taker(self, database: Database, kind: MailKind) -> None:
        ada = await stored_user(database)
        mail = replace(a_mail(ada, at=NOON - MICROSECOND), kind=kind, not_before=NOON, attempts=3, answer=ANSWER)
        await owed(database, mail)
        (back,) = await taken(database)
        assert back == replace(mail, not_before=NOON + LEASE)
        assert back.email.text == mail.email.text

    async def test_a_mail_to_nobody_is_refused(self, database: Database) -> None:
        with pytest.raises(UserNotFound):
            await owed(database, a_mail(a_user()))

    async def test_a_mail_is_due_at_its_time_and_not_before(self, database: Database) -> None:
        ada = await stored_user(database)
        await owed(database, a_mail(ada))
        assert list(await taken(database, at=NOON - MICROSECOND)) == []
        assert len(await taken(database, at=NOON)) == 1

    async def test_the_longest_due_come_first_and_no_more_than_asked_for(self, database: Database) -> None:
        ada = await stored_user(database)
        mails = [a_mail(ada, at=NOON - late * HOUR) for late in (2, 3, 1)]
        await owed(database, *mails)
        assert [mail.id for mail in await taken(database, at_most=2)] == [mails[1].id, mails[0].id]
        assert [mail.id for mail in await taken(database, at_most=2)] == [mails[2].id]

    async def test_a_taken_mail_is_nobody_elses_until_the_lease_ends(self, database: Database) -> None:
        ada = await stored_user(database)
        await owed(database, a_mail(ada))
        (mail,) = await taken(database)
        assert list(await taken(database, at=NOON + LEASE - MICROSECOND)) == []
        assert [again.id for again in await taken(database, at=NOON + LEASE)] == [mail.id]

    async def test_a_taker_that_fails_at_once_gives_everything_back(self, database: Database) -> None:
        ada = await stored_user(database)
        await owed(database, a_mail(ada))
        with pytest.raises(FellOver):
            await take_and_fall_over(database)
        assert len(await taken(database)) == 1

    async def test_a_settled_mail_is_gone(self, database: Database) -> None:
        ada = await stored_user(database)
        mail, other = a_mail(ada), a_mail(ada)
        await owed(database, mail, other)
        async with database.begin() as work:
            await work.outbox.settle(mail)
            await work.outbox.settle(mail)
            await work.outbox.settle(a_mail(ada))
        assert [left.id for left in await taken(database)] == [other.id]

    async def test_a_mail_that_is_put_off_comes_back_later_with_its_attempts_and_the_answer(
        self, database: Database
    ) -> None:
        ada = await stored_user(database)
        mail = a_mail(ada)
        await owed(database, mail)
        later = mail.failed(NOON, answer=ANSWER)
        async with database.begin() as work:
            await work.outbox.replace(mail, by=later)
        assert list(await taken(database, at=later.not_before - MICROSECOND)) == []
        assert list(await taken(database, at=later.not_before)) == [replace(later, not_before=later.not_before + LEASE)]

    async def test_replacing_what_was_settled_does_not_bring_it_back(self, database: Database) -> None:
        ada = await stored_user(database)
        async with database.begin() as work:
            await work.outbox.replace(mail := a_mail(ada), by=mail.failed(NOON))
        assert list(await taken(database, at=NOON + HOUR)) == []

    async def test_a_taker_whose_lease_ran_out_leaves_the_mail_to_the_next(self, database: Database) -> None:
        ada = await stored_user(database)
        await owed(database, a_mail(ada))
        (slow,) = await taken(database)
        (quick,) = await taken(database, at=NOON + LEASE)
        async with database.begin() as work:
            await work.outbox.replace(slow, by=slow.failed(NOON + LEASE))
            await work.outbox.settle(slow)
        assert list(await taken(database, at=quick.not_before - MICROSECOND)) == []
        assert [mail.attempts for mail in await taken(database, at=quick.not_before)] == [0]
