"""A way back in for who has forgotten the password but reads the mail of the proved address."""

from dataclasses import dataclass

from todoauth.domain.errors import TooManyAttempts, WrongOrExpiredCode
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.event import Event, EventKind
from todoauth.domain.model.ids import MailId, UserId
from todoauth.domain.model.limit import LimitKey, Limits
from todoauth.domain.model.mail import MailKind, OwedMail
from todoauth.domain.model.one_time_code import CodeKey, CodePolicy, CodeSeal, Purpose, ResetCode
from todoauth.domain.model.password import Password, PasswordHash, PasswordPolicy
from todoauth.domain.model.user import User
from todoauth.domain.use_cases.codes import count_sending, redeem, spend_guess
from todoauth.domain.use_cases.new_password import never_breached, require_unbreached
from todoauth.ports.breaches import IsBreached
from todoauth.ports.cache import CodeCache
from todoauth.ports.events import Tell
from todoauth.ports.hasher import PasswordHasher
from todoauth.ports.ledgers import CountedGuesses
from todoauth.ports.limiter import Limiter
from todoauth.ports.system import Clock, Ids
from todoauth.ports.unit_of_work import Begin, View


@dataclass(frozen=True, slots=True, kw_only=True)
class SendResetCode:
    """Mail a code to the holder of an address, if there is one."""

    begin: Begin
    limiter: Limiter
    new_id: Ids
    now: Clock
    limits: Limits = Limits()

    async def __call__(self, *, email: EmailAddress, client: str) -> None:
        """Promise the mail. Who holds the address is asked only when it is sent: here nothing depends on it.

        Raises:
            TooManyAttempts: too many codes for that address, known or not, or asked for by that client.
        """
        await count_sending(self.limiter, self.limits, email=email, client=client)
        mail_id = MailId(self.new_id())
        mail = OwedMail.new(MailKind.RESET, id=mail_id, user_id=None, email=email, at=self.now())
        async with self.begin() as work:
            await work.outbox.owe(mail)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetPassword:
    """Set a new password with a code that was mailed to the proved address. It logs nobody in (ASVS 6.4.3)."""

    begin: Begin
    view: View
    guesses: CountedGuesses
    hasher: PasswordHasher
    limiter: Limiter
    codes: CodeCache
    seal: CodeSeal
    new_id: Ids
    now: Clock
    tell: Tell
    passwords: PasswordPolicy = PasswordPolicy()
    is_breached: IsBreached = never_breached
    policy: CodePolicy = CodePolicy()
    limits: Limits = Limits()

    async def __call__(self, *, email: EmailAddress, code: ResetCode, new: Password, client: str) -> None:
        """Set it. All sessions end, and the owner is told by mail (ASVS 6.3.7, 7.4.3).

        Args:
            client: who asks, as the limiter knows them: an address or a network.

        Raises:
            WrongOrExpiredCode: wrong, expired, spent, or for another address; or nobody has that address. Never told
                which, in the same time.
            InvalidValue: `new` is too common, was stolen elsewhere, or is too short here. What only its owner may
                learn, that it is their own name, costs the code.
            TooManyAttempts: too many tries by that client, or at that address, known or not.
            Overloaded: too many log-ins at once. The code is still good.
        """
        await self.limiter.hit(LimitKey("reset-client", client), self.limits.reset_per_client)
        self.passwords.admit(new, email=email, field="new_password")
        await require_unbreached(self.is_breached, new, field="new_password")
        found = await self._spend_guess(email)
        password_hash = await self.hasher.hash(new)  # before the code is spent: nobody loses it to a busy service
        # An unknown address is asked about like a known one, under an id that nobody has.
        key = CodeKey(Purpose.RESET, found.id if found else UserId(self.new_id()), email)
        digest = self.seal(key, code)
        try:
            await redeem(self.codes, key, digest)
            await self._set(key, digest, new, password_hash)
        except WrongOrExpiredCode:
            self._tell(EventKind.CODE_WRONG, found)
            raise

    async def _spend_guess(self, email: EmailAddress) -> User | None:
        found = await self.view.users.with_email(email)
        subject, holder = self.seal.subject(email), found.id if found else UserId(self.new_id())
        try:
            await spend_guess(self.guesses, subject, Purpose.RESET, holder=holder, policy=self.policy, at=self.now())
        except TooManyAttempts:
            self._tell(EventKind.CODE_LIMITED, found)
            raise
        return found

    async def _set(self, key: CodeKey, digest: bytes, new: Password, password_hash: PasswordHash) -> None:
        at, mail_id = self.now(), MailId(self.new_id())
        notice = OwedMail.new(MailKind.PASSWORD_CHANGED, id=mail_id, user_id=key.user_id, email=key.email, at=at)
        async with self.begin() as work:
            user = await work.users.get_for_update(key.user_id)
            if user is None or not user.is_active or user.email != key.email:
                raise WrongOrExpiredCode
            await work.codes.spend(digest, at=at)
            self.passwords.admit(new, username=user.username, email=key.email, field="new_password")
            await work.users.update(user.rehashed(password_hash, at=at))
            await work.sessions.end_all(user.id)
            await work.failures.forget(user.id)
            await work.outbox.owe(notice)
        self.tell(Event(kind=EventKind.PASSWORD_RESET, user_id=user.id, at=at))

    def _tell(self, kind: EventKind, found: User | None) -> None:
        self.tell(Event(kind=kind, user_id=found.id if found else None, at=self.now()))
