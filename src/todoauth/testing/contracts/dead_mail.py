"""What every `Outbox` must do with mail that is dead."""

from dataclasses import replace

import pytest

from todoauth.domain.model.mail import MailFilter
from todoauth.domain.model.page import Slice
from todoauth.testing.contracts.outbox import ANSWER, taken
from todoauth.testing.contracts.samples import HOUR, MICROSECOND, NOON, a_mail, owed, stored_user
from todoauth.testing.world import Database


@pytest.mark.asyncio
class DeadMailContract:
    """Needs the fixture `database`: empty, whatever fulfils `Begin`, and has a `View`."""

    async def test_a_dead_mail_is_never_taken(self, database: Database) -> None:
        ada = await stored_user(database)
        mail = a_mail(ada)
        await owed(database, mail)
        while not mail.is_dead:
            tried = mail.failed(NOON)
            async with database.begin() as work:
                await work.outbox.replace(mail, by=tried)
            mail = tried
        assert list(await taken(database, at=NOON + 9999 * HOUR)) == []

    async def test_a_mail_is_read_as_it_is_dead_or_not(self, database: Database) -> None:
        ada = await stored_user(database)
        waiting = replace(a_mail(ada), attempts=7, answer=ANSWER)
        dead = replace(a_mail(ada, at=NOON - HOUR), is_dead=True)
        await owed(database, waiting, dead)
        async with database.begin() as work:
            assert await work.outbox.get_for_update(waiting.id) == waiting
            assert await work.outbox.get_for_update(dead.id) == dead
            assert await work.outbox.get_for_update(a_mail(ada).id) is None

    async def test_a_revived_mail_is_taken_as_if_it_was_owed_since(self, database: Database) -> None:
        ada = await stored_user(database)
        dead = replace(a_mail(ada), is_dead=True, attempts=60, answer=ANSWER)
        await owed(database, dead)
        async with database.begin() as work:
            await work.outbox.replace(dead, by=dead.revived(NOON + HOUR))
        assert list(await taken(database, at=NOON + HOUR - MICROSECOND)) == []
        (back,) = await taken(database, at=NOON + HOUR)
        assert (back.owed_at, back.attempts, back.is_dead, back.answer) == (NOON + HOUR, 0, False, ANSWER)

    async def test_a_purge_takes_what_is_long_dead_and_no_more_than_it_is_told(self, database: Database) -> None:
        ada = await stored_user(database)
        long_ago = NOON - HOUR - MICROSECOND
        dead = [replace(a_mail(ada, at=at), is_dead=True) for at in (long_ago, NOON - HOUR, long_ago, long_ago)]
        waiting = a_mail(ada, at=long_ago)
        await owed(database, *dead, waiting)
        counts = list[int]()
        for _ in range(3):
            async with database.begin() as work:
                counts.append(await work.outbox.purge(before=NOON - HOUR, at_most=2))
        assert counts == [2, 1, 0]
        page = await database.view.outbox.page(only=MailFilter(), part=Slice())
        assert list(page.items) == [dead[1], waiting]
