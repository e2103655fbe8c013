"""What those who run the service do with the mail that is owed."""

from dataclasses import dataclass

from todoauth.domain.errors import MailNotFound
from todoauth.domain.model.ids import MailId
from todoauth.domain.model.mail import MailFilter, OwedMail
from todoauth.domain.model.page import Page, Slice
from todoauth.ports.system import Clock
from todoauth.ports.unit_of_work import Begin, UnitOfWork, View


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOwedMail:
    """Leaf through the mail that waits or is dead."""

    view: View

    async def __call__(self, *, only: MailFilter = MailFilter(), part: Slice = Slice()) -> Page[OwedMail]:
        """Return a page of it."""
        return await self.view.outbox.page(only=only, part=part)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryMail:
    """Owe a dead mail anew, once what it died of is mended."""

    begin: Begin
    now: Clock

    async def __call__(self, *, id: MailId) -> OwedMail:
        """Return the mail as it is owed now.

        One that is not dead stays as it is: it is tried anyway, and perhaps at this moment.

        Raises:
            MailNotFound: there is none: it was sent, or dropped.
        """
        async with self.begin() as work:
            mail = await _owed(work, id)
            if not mail.is_dead:
                return mail
            revived = mail.revived(self.now())
            await work.outbox.replace(mail, by=revived)
        return revived


@dataclass(frozen=True, slots=True, kw_only=True)
class DropMail:
    """Give up a mail, dead or not."""

    begin: Begin

    async def __call__(self, *, id: MailId) -> None:
        """Remove the mail. One that is being sent at this moment may arrive all the same, but is not tried again.

        Raises:
            MailNotFound: there is none: it was sent, or dropped.
        """
        async with self.begin() as work:
            await work.outbox.settle(await _owed(work, id))


async def _owed(work: UnitOfWork, id: MailId) -> OwedMail:
    mail = await work.outbox.get_for_update(id)
    if mail is None:
        raise MailNotFound
    return mail
