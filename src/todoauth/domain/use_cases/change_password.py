"""Changing one's password."""

from dataclasses import dataclass

from todoauth.domain.errors import InvalidToken, WrongPassword
from todoauth.domain.model.ids import MailId
from todoauth.domain.model.limit import LimitKey, Limits
from todoauth.domain.model.mail import MailKind, OwedMail
from todoauth.domain.model.password import Password, PasswordPolicy
from todoauth.domain.model.session import Caller
from todoauth.domain.model.user import User
from todoauth.domain.use_cases.account import own_account
from todoauth.domain.use_cases.new_password import never_breached, require_unbreached
from todoauth.ports.breaches import IsBreached
from todoauth.ports.hasher import PasswordHasher
from todoauth.ports.limiter import Limiter
from todoauth.ports.system import Clock, Ids
from todoauth.ports.unit_of_work import Begin, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePassword:
    """Give oneself another password (ASVS 6.2.2, 6.2.3)."""

    begin: Begin
    reading: Reading
    hasher: PasswordHasher
    limiter: Limiter
    new_id: Ids
    now: Clock
    passwords: PasswordPolicy = PasswordPolicy()
    is_breached: IsBreached = never_breached
    limits: Limits = Limits()

    async def __call__(self, *, caller: Caller, current: Password, new: Password) -> None:
        """Change it. All other sessions end with the old one, and its owner is told by mail (ASVS 6.3.7, 7.4.3).

        Raises:
            WrongPassword: `current` is not the caller's.
            InvalidValue: `new` is too common, was stolen elsewhere, or is too short here.
            TooManyAttempts: too many passwords were tried at this account.
            InvalidToken: the account is gone.
            Overloaded: too many log-ins at once.
        """
        await self.limiter.hit(LimitKey("password-account", caller.user_id.hex), self.limits.log_in_per_account)
        user = await own_account(self.reading, caller.user_id)
        self.passwords.admit(new, username=user.username, email=user.email, field="new_password")
        await require_unbreached(self.is_breached, new, field="new_password")
        await self._change(user, caller, current, new)

    async def _change(self, known: User, caller: Caller, current: Password, new: Password) -> None:
        if not await self.hasher.verify(current, known.password_hash):
            raise WrongPassword
        password_hash, at = await self.hasher.hash(new), self.now()
        async with self.begin() as work:
            user = await work.users.get_for_update(known.id)
            if user is None:
                raise InvalidToken
            if user.password_hash == known.password_hash:
                await work.users.update(user.rehashed(password_hash, at=at))
                await work.sessions.end_all(user.id, but=caller.session_id)
                if user.email is not None:
                    mail_id = MailId(self.new_id())
                    await work.outbox.owe(
                        OwedMail.new(MailKind.PASSWORD_CHANGED, id=mail_id, user_id=user.id, email=user.email, at=at)
                    )
                return
        # The hash was renewed meanwhile: with another password, or by a log-in with the same.
        await self._change(user, caller, current, new)
