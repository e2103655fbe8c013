"""Changing one's password."""

from dataclasses import dataclass

from todoauth.domain.errors import InvalidToken
from todoauth.domain.model.event import Event, EventKind
from todoauth.domain.model.ids import MailId
from todoauth.domain.model.mail import MailKind, OwedMail
from todoauth.domain.model.password import Password, PasswordPolicy
from todoauth.domain.model.session import Caller
from todoauth.domain.model.user import User
from todoauth.domain.use_cases.new_password import never_breached, require_unbreached
from todoauth.domain.use_cases.own_password import RequirePassword
from todoauth.ports.breaches import IsBreached
from todoauth.ports.events import Tell
from todoauth.ports.hasher import PasswordHasher
from todoauth.ports.system import Clock, Ids
from todoauth.ports.unit_of_work import Begin, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePassword:
    """Give oneself another password (ASVS 6.2.2, 6.2.3)."""

    begin: Begin
    hasher: PasswordHasher
    require_password: RequirePassword
    new_id: Ids
    now: Clock
    tell: Tell
    passwords: PasswordPolicy = PasswordPolicy()
    is_breached: IsBreached = never_breached

    async def __call__(self, *, caller: Caller, current: Password, new: Password) -> None:
        """Change it. All other sessions end with the old one, and its owner is told by mail (ASVS 6.3.7, 7.4.3).

        Raises:
            WrongPassword: `current` is not the caller's.
            InvalidValue: `new` is too common, was stolen elsewhere, or is too short here.
            TooManyAttempts: too many passwords were tried at this account.
            InvalidToken: the account is gone.
            Overloaded: too many log-ins at once.
        """
        user = await self.require_password.asked(caller)
        self.passwords.admit(new, username=user.username, email=user.email, field="new_password")
        await require_unbreached(self.is_breached, new, field="new_password")
        await self._change(user, caller, current, new)

    async def _change(self, known: User, caller: Caller, current: Password, new: Password) -> None:
        await self.require_password.check(current, known, caller)
        password_hash, at = await self.hasher.hash(new), self.now()
        async with self.begin() as work:
            user = await work.users.get_for_update(known.id)
            if user is None:
                raise InvalidToken
            is_known = user.password_hash == known.password_hash
            if is_known:
                await self._keep(work, user.rehashed(password_hash, at=at), caller)
        if is_known:
            self.tell(Event.of(EventKind.PASSWORD_CHANGED, caller, at=at))
        else:  # it was renewed meanwhile: with another password, or by a log-in with the same
            await self._change(user, caller, current, new)

    async def _keep(self, work: UnitOfWork, user: User, caller: Caller) -> None:
        await work.users.update(user)
        await work.sessions.end_all(user.id, but=caller.session_id)
        await work.failures.forget(user.id)
        if user.email is not None:
            mail_id, at = MailId(self.new_id()), user.updated_at
            notice = OwedMail.new(MailKind.PASSWORD_CHANGED, id=mail_id, user_id=user.id, email=user.email, at=at)
            await work.outbox.owe(notice)
