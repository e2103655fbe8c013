"""Wrong passwords, counted in a row for as long as none is right."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from todoauth.domain.errors import UserNotFound
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.event import Event, EventKind
from todoauth.domain.model.ids import MailId
from todoauth.domain.model.limit import MOST_FAILURES
from todoauth.domain.model.mail import MailKind, OwedMail
from todoauth.domain.model.user import User
from todoauth.ports.events import Tell
from todoauth.ports.system import Clock, Ids
from todoauth.ports.unit_of_work import Begin

_NOBODYS: Final = 256  # numbers at which tries for names that nobody has are counted, so that those fill no table


@dataclass(frozen=True, slots=True, kw_only=True)
class CountFailure:
    """Count a try at a password that failed, or may fail. A use case that sees a right one has them forgotten."""

    begin: Begin
    new_id: Ids
    now: Clock
    tell: Tell
    most: int = MOST_FAILURES

    async def __call__(self, user: User | None) -> bool:
        """Count it; return whether `most` in a row are not exceeded (NIST SP 800-63B-4 section 3.2.2).

        The first that exceeds them is told to the proved address, and to the log.

        Args:
            user: at whose password, or `None` for nobody's, which costs the same.
        """
        subject = UUID(int=self.new_id().int % _NOBODYS) if user is None else user.id
        at = self.now()
        try:
            async with self.begin() as work:
                number = await work.failures.count(subject)
                locked_out = user if number == self.most + 1 else None
                if locked_out is not None and locked_out.email is not None:
                    await work.outbox.owe(self._notice(locked_out, locked_out.email, at))
        except UserNotFound:  # deleted meanwhile, and the count with them
            return False
        if locked_out is not None:
            self.tell(Event(kind=EventKind.STRANGERS_LOCKED_OUT, user_id=locked_out.id, at=at))
        return number <= self.most

    def _notice(self, user: User, email: EmailAddress, at: datetime) -> OwedMail:
        mail_id = MailId(self.new_id())
        return OwedMail.new(MailKind.PASSWORD_TRIED, id=mail_id, user_id=user.id, email=email, at=at)
