"""Proving an address."""

from dataclasses import dataclass

from todoauth.domain.errors import InvalidToken, WrongOrExpiredCode
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import MailId
from todoauth.domain.model.limit import Limits
from todoauth.domain.model.mail import MailKind, OwedMail
from todoauth.domain.model.one_time_code import CodeKey, CodePolicy, CodeSeal, OneTimeCode, Purpose, Redeemed
from todoauth.domain.model.session import Caller
from todoauth.domain.model.user import User
from todoauth.domain.use_cases.codes import count_sending, spend_guess
from todoauth.ports.cache import CodeCache
from todoauth.ports.limiter import Limiter
from todoauth.ports.system import Clock, Ids
from todoauth.ports.unit_of_work import Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class SendCode:
    """Mail a code to an address that the caller wants to prove."""

    begin: Begin
    limiter: Limiter
    new_id: Ids
    now: Clock
    limits: Limits = Limits()

    async def __call__(self, *, caller: Caller, email: EmailAddress, client: str) -> None:
        """Promise the mail. Whether anybody has that address makes no difference to the caller.

        Raises:
            TooManyAttempts: too many codes for that address, known or not, or asked for by that client.
            UserNotFound: the account is gone.
        """
        await count_sending(self.limiter, self.limits, email=email, client=client)
        mail = OwedMail.new(
            MailKind.PROVE_ADDRESS,
            id=MailId(self.new_id()),
            user_id=caller.user_id,
            email=email,
            at=self.now(),
        )
        async with self.begin() as work:
            await work.outbox.owe(mail)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyEmail:
    """Prove an address with the code that was mailed to it. An address belongs to whoever proves it."""

    begin: Begin
    codes: CodeCache
    seal: CodeSeal
    new_id: Ids
    now: Clock
    policy: CodePolicy = CodePolicy()

    async def __call__(self, *, caller: Caller, email: EmailAddress, code: OneTimeCode) -> User:
        """Return the user as the holder of `email`, in the place of the address before, which is told (ASVS 6.3.7).

        Raises:
            WrongOrExpiredCode: wrong, expired, spent, or for another account or address. Never told which.
            TooManyAttempts: this account guessed too often within an hour or a day.
            InvalidToken: the account is gone.
            EmailTaken: another account proved that address first.
        """
        await self._spend_guess(caller)
        key = CodeKey(Purpose.VERIFY_EMAIL, caller.user_id, email)
        if await self.codes.redeem(key, self.seal(key, code)) is not Redeemed.RIGHT:
            raise WrongOrExpiredCode
        async with self.begin() as work:
            user = await work.users.get_for_update(caller.user_id)
            if user is None:
                raise InvalidToken
            proved = user.proved(email, at=self.now())
            await work.users.update(proved)
            await work.outbox.owe(self._notice(MailKind.ADDRESS_PROVED, proved, email))
            if user.email is not None and user.email != email:
                await work.outbox.owe(self._notice(MailKind.ADDRESS_REPLACED, proved, user.email))
        return proved

    def _notice(self, kind: MailKind, user: User, to: EmailAddress) -> OwedMail:
        return OwedMail.new(kind, id=MailId(self.new_id()), user_id=user.id, email=to, at=user.updated_at)

    async def _spend_guess(self, caller: Caller) -> None:
        async with self.begin() as work:
            if await work.users.get_for_update(caller.user_id) is None:
                raise InvalidToken
            await spend_guess(work, caller.user_id, Purpose.VERIFY_EMAIL, policy=self.policy, at=self.now())
