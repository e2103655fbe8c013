"""Giving up one's proved address."""

from dataclasses import dataclass

from todoauth.domain.errors import InvalidToken, WrongPassword
from todoauth.domain.model.ids import MailId
from todoauth.domain.model.limit import LimitKey, Limits
from todoauth.domain.model.mail import MailKind, OwedMail
from todoauth.domain.model.password import Password
from todoauth.domain.model.session import Caller
from todoauth.domain.use_cases.account import own_account
from todoauth.ports.hasher import PasswordHasher
from todoauth.ports.limiter import Limiter
from todoauth.ports.system import Clock, Ids
from todoauth.ports.unit_of_work import Begin, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveAddress:
    """Remove one's proved address. Whoever proves it next holds it."""

    begin: Begin
    reading: Reading
    hasher: PasswordHasher
    limiter: Limiter
    new_id: Ids
    now: Clock
    limits: Limits = Limits()

    async def __call__(self, *, caller: Caller, password: Password) -> None:
        """Remove it, and tell it (ASVS 6.3.7). Who has none keeps none.

        Raises:
            WrongPassword: the password is not the caller's.
            TooManyAttempts: too many passwords were tried at this account.
            InvalidToken: the account is gone.
            Overloaded: too many log-ins at once.
        """
        await self.limiter.hit(LimitKey("password-account", caller.user_id.hex), self.limits.log_in_per_account)
        known = await own_account(self.reading, caller.user_id)
        if not await self.hasher.verify(password, known.password_hash):
            raise WrongPassword
        at, mail_id = self.now(), MailId(self.new_id())
        async with self.begin() as work:
            user = await work.users.get_for_update(known.id)
            if user is None:
                raise InvalidToken
            if user.email is not None:
                notice = OwedMail.new(MailKind.ADDRESS_REMOVED, id=mail_id, user_id=user.id, email=user.email, at=at)
                await work.users.update(user.without_address(at=at))
                await work.outbox.owe(notice)
