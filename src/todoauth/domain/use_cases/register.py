"""Sign-up."""

from dataclasses import dataclass

from todoauth.domain.errors import TooManyAttempts
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import MailId, UserId
from todoauth.domain.model.limit import LimitKey, Limits
from todoauth.domain.model.mail import MailKind, OwedMail
from todoauth.domain.model.password import Password, PasswordPolicy
from todoauth.domain.model.user import FullName, User
from todoauth.domain.model.username import Username
from todoauth.domain.use_cases.new_password import never_breached, require_unbreached
from todoauth.ports.breaches import IsBreached
from todoauth.ports.hasher import PasswordHasher
from todoauth.ports.limiter import Limiter
from todoauth.ports.system import Clock, Ids
from todoauth.ports.unit_of_work import Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Give a newcomer an account."""

    begin: Begin
    hasher: PasswordHasher
    limiter: Limiter
    new_id: Ids
    now: Clock
    passwords: PasswordPolicy = PasswordPolicy()
    is_breached: IsBreached = never_breached
    limits: Limits = Limits()

    async def __call__(
        self,
        *,
        username: Username,
        password: Password,
        email: EmailAddress | None = None,
        full_name: FullName | None = None,
        client: str,
    ) -> User:
        """Return the new user. An address gets a mail; the answer never tells whether somebody holds it already.

        Args:
            client: who asks, as the limiter knows them: an address or a network.

        Raises:
            InvalidValue: the password is too common, was stolen elsewhere, or is too short here.
            TooManyAttempts: that client, or everybody together, signed up too often.
            UsernameTaken: somebody has that name.
        """
        await self.limiter.hit(LimitKey("sign-up-client", client), self.limits.sign_up_per_client)
        await self.limiter.hit(LimitKey("sign-up-total"), self.limits.sign_up_total)
        self.passwords.admit(password, username=username, email=email)
        await require_unbreached(self.is_breached, password)
        mails = email is not None and await self._may_mail(email)
        user = User.new(
            id=UserId(self.new_id()),
            username=username,
            password_hash=await self.hasher.hash(password),
            full_name=full_name,
            at=self.now(),
        )
        async with self.begin() as work:
            await work.users.add(user)
            if email is not None and mails:
                await work.outbox.owe(self._mail(user, email))
        return user

    async def _may_mail(self, email: EmailAddress) -> bool:
        """Whether an address is not flooded already. If it is, nobody is told: the account opens all the same."""
        try:
            await self.limiter.hit(LimitKey("code-address", email.canonical), self.limits.code_per_address)
        except TooManyAttempts:
            return False
        return True

    def _mail(self, user: User, email: EmailAddress) -> OwedMail:
        mail_id = MailId(self.new_id())
        return OwedMail.new(MailKind.PROVE_ADDRESS, id=mail_id, user_id=user.id, email=email, at=user.created_at)
