"""Proving an address."""

from dataclasses import dataclass

from todoauth.domain.errors import InvalidToken, TooManyAttempts, WrongOrExpiredCode
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.event import Event, EventKind
from todoauth.domain.model.ids import MailId
from todoauth.domain.model.limit import LimitKey, Limits
from todoauth.domain.model.mail import MailKind, OwedMail
from todoauth.domain.model.one_time_code import CodeKey, CodePolicy, CodeSeal, OneTimeCode, Purpose
from todoauth.domain.model.session import Caller
from todoauth.domain.model.user import User
from todoauth.domain.use_cases.codes import count_sending, redeem, spend_guess
from todoauth.domain.use_cases.fresh_log_in import RequireFreshLogIn
from todoauth.ports.cache import CodeCache
from todoauth.ports.events import Tell
from todoauth.ports.ledgers import CountedGuesses
from todoauth.ports.limiter import Limiter
from todoauth.ports.system import Clock, Ids
from todoauth.ports.unit_of_work import Begin, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class SendCode:
    """Mail a code to an address that the caller wants to prove."""

    begin: Begin
    limiter: Limiter
    require_fresh: RequireFreshLogIn
    new_id: Ids
    now: Clock
    limits: Limits = Limits()

    async def __call__(self, *, caller: Caller, email: EmailAddress, client: str) -> None:
        """Promise the mail. Whether anybody has that address makes no difference to the caller.

        Raises:
            LogInAgain: the caller has proved an address already, and logged in too long ago to prove another.
            TooManyAttempts: too many codes for that address, known or not, or asked for by that client.
            UserNotFound: the account is gone.
        """
        if caller.user.is_verified:
            self.require_fresh(caller)
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
    guesses: CountedGuesses
    limiter: Limiter
    codes: CodeCache
    seal: CodeSeal
    require_fresh: RequireFreshLogIn
    new_id: Ids
    now: Clock
    tell: Tell
    policy: CodePolicy = CodePolicy()
    limits: Limits = Limits()

    async def __call__(self, *, caller: Caller, email: EmailAddress, code: OneTimeCode, client: str) -> User:
        """Return the user as the holder of `email`, in the place of the address before, which is told (ASVS 6.3.7).

        Args:
            client: who asks, as the limiter knows them: an address or a network.

        Raises:
            LogInAgain: the caller has proved an address already, and logged in too long ago to prove another.
            WrongOrExpiredCode: wrong, expired, spent, or for another account or address. Never told which.
            TooManyAttempts: too many guesses by that client, or by this account within an hour or a day.
            InvalidToken: the account is gone.
            EmailTaken: another account proved that address first.
        """
        await self.limiter.hit(LimitKey("verify-client", client), self.limits.verify_per_client)
        if caller.user.is_verified:
            self.require_fresh(caller)
        try:
            await self._spend_guess(caller)
        except TooManyAttempts:
            self.tell(Event.of(EventKind.CODE_LIMITED, caller, at=self.now()))
            raise
        key = CodeKey(Purpose.VERIFY_EMAIL, caller.user_id, email)
        digest = self.seal(key, code)
        try:
            await redeem(self.codes, key, digest)
            return await self._prove(caller, email, digest)
        except WrongOrExpiredCode:
            self.tell(Event.of(EventKind.CODE_WRONG, caller, at=self.now()))
            raise

    async def _prove(self, caller: Caller, email: EmailAddress, digest: bytes) -> User:
        async with self.begin() as work:
            user = await self._prover(work, caller)
            await work.codes.spend(digest, at=self.now())
            proved = user.proved(email, at=self.now())
            await work.users.update(proved)
            await work.outbox.owe(self._notice(MailKind.ADDRESS_PROVED, proved, email))
            kind = EventKind.ADDRESS_PROVED
            if user.email is not None and user.email != email:
                kind = EventKind.ADDRESS_REPLACED
                await work.outbox.owe(self._notice(MailKind.ADDRESS_REPLACED, proved, user.email))
        self.tell(Event.of(kind, caller, at=proved.updated_at))
        return proved

    def _notice(self, kind: MailKind, user: User, to: EmailAddress) -> OwedMail:
        return OwedMail.new(kind, id=MailId(self.new_id()), user_id=user.id, email=to, at=user.updated_at)

    async def _spend_guess(self, caller: Caller) -> None:
        holder, purpose = caller.user_id, Purpose.VERIFY_EMAIL
        await spend_guess(self.guesses, holder, purpose, holder=holder, policy=self.policy, at=self.now())

    async def _prover(self, work: UnitOfWork, caller: Caller) -> User:
        """Return the caller's user, whom nobody else changes meanwhile: whoever may prove an address now."""
        user = await work.users.get_for_update(caller.user_id)
        if user is None:
            raise InvalidToken
        if user.is_verified:  # as it is now, not as it was when the request came in
            self.require_fresh(caller)
        return user
