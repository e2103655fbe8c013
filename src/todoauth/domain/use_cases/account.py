"""What users do with their own account."""

from dataclasses import dataclass

from todoauth.domain.errors import InvalidToken, LastSuperuser, Outdated, WrongPassword
from todoauth.domain.model.ids import UserId
from todoauth.domain.model.limit import LimitKey, Limits
from todoauth.domain.model.password import Password
from todoauth.domain.model.session import Caller
from todoauth.domain.model.unset import UNSET, Maybe
from todoauth.domain.model.user import FullName, User
from todoauth.domain.model.username import Username
from todoauth.ports.hasher import PasswordHasher
from todoauth.ports.limiter import Limiter
from todoauth.ports.system import Clock
from todoauth.ports.unit_of_work import Begin, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoAmI:
    """Read one's own account."""

    reading: Reading

    async def __call__(self, *, caller: Caller) -> User:
        """Return the caller's user.

        Raises:
            InvalidToken: the account is gone.
        """
        return await own_account(self.reading, caller.user_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditAccount:
    """Change one's own name or full name."""

    begin: Begin
    now: Clock

    async def __call__(
        self,
        *,
        caller: Caller,
        username: Maybe[Username] = UNSET,
        full_name: Maybe[FullName | None] = UNSET,
        expected: int | None = None,
    ) -> User:
        """Return the user as changed; what is not mentioned stays.

        Args:
            expected: the version that the change is based on, or `None` for whatever is there.

        Raises:
            Outdated: the account has another version by now.
            UsernameTaken: somebody has that name.
            InvalidToken: the account is gone.
        """
        async with self.begin() as work:
            user = await work.users.get_for_update(caller.user_id)
            if user is None:
                raise InvalidToken
            if expected not in (None, user.version):
                raise Outdated
            edited = user.edited(username=username, full_name=full_name, at=self.now())
            if edited is not user:
                await work.users.update(edited)
        return edited


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteAccount:
    """Delete one's own account, and everything in it, for good."""

    begin: Begin
    reading: Reading
    hasher: PasswordHasher
    limiter: Limiter
    limits: Limits = Limits()

    async def __call__(self, *, caller: Caller, password: Password) -> None:
        """Delete it. All its sessions end with it.

        Raises:
            WrongPassword: the password is not the caller's.
            TooManyAttempts: too many passwords were tried at this account.
            InvalidToken: the account is gone.
            LastSuperuser: nobody with an open account would have all rights any more.
        """
        await self.limiter.hit(LimitKey("password-account", caller.user_id.hex), self.limits.log_in_per_account)
        user = await own_account(self.reading, caller.user_id)
        if not await self.hasher.verify(password, user.password_hash):
            raise WrongPassword
        async with self.begin() as work:
            if user.is_superuser and list(await work.users.superusers_for_update(at_most=2)) == [user.id]:
                raise LastSuperuser
            await work.users.remove(user.id)


async def own_account(reading: Reading, id: UserId) -> User:
    """Return a caller's user.

    Raises:
        InvalidToken: the account is gone.
    """
    async with reading() as view:
        user = await view.users.get(id)
    if user is None:
        raise InvalidToken
    return user
