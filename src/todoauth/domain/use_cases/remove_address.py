"""Giving up one's proved address."""

from dataclasses import dataclass

from todoauth.domain.model.event import Event, EventKind
from todoauth.domain.model.ids import MailId
from todoauth.domain.model.mail import MailKind, OwedMail
from todoauth.domain.model.password import Password
from todoauth.domain.model.session import Caller
from todoauth.domain.use_cases.own_password import RequirePassword
from todoauth.ports.events import Tell
from todoauth.ports.system import Clock, Ids


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveAddress:
    """Remove one's proved address. Whoever proves it next holds it."""

    require_password: RequirePassword
    new_id: Ids
    now: Clock
    tell: Tell

    async def __call__(self, *, caller: Caller, password: Password) -> None:
        """Remove it, and tell it (ASVS 6.3.7). Who has none keeps none. Raises as `RequirePassword` does."""
        async with self.require_password(caller=caller, password=password) as (work, user):
            at = self.now()
            if user.email is not None:
                mail_id = MailId(self.new_id())
                notice = OwedMail.new(MailKind.ADDRESS_REMOVED, id=mail_id, user_id=user.id, email=user.email, at=at)
                await work.users.update(user.without_address(at=at))
                await work.outbox.owe(notice)
        if user.email is not None:
            self.tell(Event.of(EventKind.ADDRESS_REMOVED, caller, at=at))
