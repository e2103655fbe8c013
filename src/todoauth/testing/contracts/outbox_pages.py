"""What every list of owed mail must do."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from todoauth.domain.model.ids import MailId
from todoauth.domain.model.mail import MailFilter, OwedMail
from todoauth.domain.model.page import Cursor, Order, PageSize, Slice
from todoauth.domain.model.user import User
from todoauth.testing.contracts.pages import PagesContract
from todoauth.testing.contracts.samples import HOUR, NOON, a_mail, owed, stored_user
from todoauth.testing.world import Database

ALL, DEAD, WAITING = MailFilter(), MailFilter(is_dead=True), MailFilter(is_dead=False)


async def listed(database: Database, only: MailFilter, part: Slice = Slice()) -> Sequence[OwedMail]:
    return list((await database.view.outbox.page(only=only, part=part)).items)


class OutboxPagesContract(PagesContract):
    """Needs the fixture `database`: empty, whatever fulfils `Begin`, and has a `View`."""

    async def add(self, database: Database, owner: User, text: str) -> UUID:
        mail = a_mail(owner)
        await owed(database, mail)
        return mail.id

    async def remove(self, database: Database, owner: User, id: UUID) -> None:
        async with database.begin() as work:
            mail = await work.outbox.get_for_update(MailId(id))
            assert mail is not None
            await work.outbox.settle(mail)

    async def page(self, database: Database, owner: User, part: Slice) -> tuple[list[UUID], Cursor | None]:
        page = await database.view.outbox.page(only=ALL, part=part)
        return [mail.id for mail in page.items], page.next_cursor

    async def test_a_list_can_be_narrowed_to_what_is_dead_or_waits(self, database: Database) -> None:
        ada, bob = await stored_user(database, "Ada"), await stored_user(database, "Bob")
        mails = [
            replace(a_mail(owner, at=NOON - late * HOUR), is_dead=dead, attempts=late, answer="550 Never")
            for owner, dead, late in ((ada, True, 1), (bob, False, 3), (ada, False, 2), (bob, True, 4), (ada, True, 0))
        ]
        await owed(database, *mails)
        dead, waiting = [mail for mail in mails if mail.is_dead], [mail for mail in mails if not mail.is_dead]
        assert await listed(database, ALL) == mails
        assert await listed(database, DEAD) == dead
        assert await listed(database, WAITING) == waiting
        assert await listed(database, DEAD, Slice(Order.DESC, Cursor(dead[2].id), PageSize(1))) == [dead[1]]
        assert await listed(database, WAITING, Slice(after=Cursor(mails[0].id), size=PageSize(1))) == [waiting[0]]

    async def test_a_block_lists_its_own_changes(self, database: Database) -> None:
        ada = await stored_user(database)
        mails = [a_mail(ada) for _ in range(3)]
        await owed(database, *mails[:2])
        died = replace(mails[1], is_dead=True)
        async with database.begin() as work:
            await work.outbox.owe(mails[2])
            await work.outbox.settle(mails[0])
            await work.outbox.replace(mails[1], by=died)
            page = await work.outbox.page(only=ALL, part=Slice())
        assert list(page.items) == [died, mails[2]]
