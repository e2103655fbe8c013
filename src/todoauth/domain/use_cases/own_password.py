"""The password of one's own account: asked for before what a stolen access token must not do."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeAlias

from todoauth.domain.errors import InvalidToken, TooManyAttempts, WrongPassword
from todoauth.domain.model.event import Event, EventKind
from todoauth.domain.model.limit import LimitKey, Limits
from todoauth.domain.model.password import Password
from todoauth.domain.model.session import Caller
from todoauth.domain.model.user import User
from todoauth.domain.use_cases.failures import CountFailure
from todoauth.ports.events import Tell
from todoauth.ports.hasher import PasswordHasher
from todoauth.ports.limiter import Limiter
from todoauth.ports.system import Clock
from todoauth.ports.unit_of_work import Begin, UnitOfWork, View

Lock: TypeAlias = Callable[[UnitOfWork, User], Awaitable[User | None]]
"""Reads a user again, whom nobody else changes from then on."""


async def lock(work: UnitOfWork, user: User) -> User | None:
    """Fulfil `Lock`, for what needs nobody else."""
    return await work.users.get_for_update(user.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirePassword:
    """Asks people for the password of their account. All who ask count together."""

    begin: Begin
    view: View
    hasher: PasswordHasher
    limiter: Limiter
    count_failure: CountFailure
    now: Clock
    tell: Tell
    limits: Limits = Limits()

    @asynccontextmanager
    async def __call__(
        self, *, caller: Caller, password: Password, lock: Lock = lock
    ) -> AsyncGenerator[tuple[UnitOfWork, User], None]:
        """Give a transaction, and the caller's user in it: nobody else changes them, and the password is theirs.

        Raises:
            WrongPassword: it is not.
            TooManyAttempts: too many passwords were tried at this account.
            InvalidToken: the account is gone.
            Overloaded: too many log-ins at once.
        """
        user = await self.asked(caller)
        while True:
            await self.check(password, user, caller)
            async with self.begin() as work:
                locked = await lock(work, user)
                if locked is None:
                    raise InvalidToken
                if (locked.password_hash, locked.is_superuser) == (user.password_hash, user.is_superuser):
                    await work.failures.forget(locked.id)
                    yield work, locked
                    return
            # Somebody set another password meanwhile, or gave rights that change what is to be locked.
            user = locked

    async def asked(self, caller: Caller) -> User:
        """Count one try; return the caller's user.

        Raises:
            TooManyAttempts: too many passwords were tried at this account.
            InvalidToken: the account is gone.
        """
        try:
            await self.limiter.hit(LimitKey("password-account", caller.user_id.hex), self.limits.log_in_per_account)
        except TooManyAttempts:
            self.tell(Event.of(EventKind.PASSWORD_LIMITED, caller, at=self.now()))
            raise
        user = await self.view.users.get(caller.user_id)
        if user is None:
            raise InvalidToken
        return user

    async def check(self, password: Password, user: User, caller: Caller) -> None:
        """Let a caller pass who knows the password of that user, as they are known by now.

        Raises:
            WrongPassword: it is another, and was counted.
            Overloaded: too many log-ins at once.
        """
        if not await self.hasher.verify(password, user.password_hash):
            await self.count_failure(user)
            self.tell(Event.of(EventKind.PASSWORD_WRONG, caller, at=self.now()))
            raise WrongPassword
