"""What those who run the service do."""

from collections.abc import Sequence
from dataclasses import dataclass

from todoauth.domain.errors import LastSuperuser, Outdated, UserNotFound
from todoauth.domain.model.administrator import Administrator, require_rights
from todoauth.domain.model.ids import UserId
from todoauth.domain.model.page import Page, Slice
from todoauth.domain.model.password import Password, PasswordPolicy
from todoauth.domain.model.unset import UNSET, Maybe
from todoauth.domain.model.user import User, UserFilter
from todoauth.domain.model.username import Username
from todoauth.domain.use_cases.new_password import never_breached, require_unbreached
from todoauth.ports.breaches import IsBreached
from todoauth.ports.hasher import PasswordHasher
from todoauth.ports.system import Clock, Ids
from todoauth.ports.unit_of_work import Begin, Reading, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateSuperuser:
    """Give an account with all rights to somebody who can run commands on the server: the only first way in."""

    begin: Begin
    hasher: PasswordHasher
    new_id: Ids
    now: Clock
    passwords: PasswordPolicy = PasswordPolicy()
    is_breached: IsBreached = never_breached

    async def __call__(self, *, username: Username, password: Password) -> User:
        """Return the new superuser.

        Raises:
            InvalidValue: the password is too common, was stolen elsewhere, or is too short here.
            UsernameTaken: somebody has that name.
        """
        self.passwords.admit(password, username=username)
        await require_unbreached(self.is_breached, password)
        user = User.new(
            id=UserId(self.new_id()),
            username=username,
            password_hash=await self.hasher.hash(password),
            is_superuser=True,
            at=self.now(),
        )
        async with self.begin() as work:
            await work.users.add(user)
        return user


@dataclass(frozen=True, slots=True, kw_only=True)
class ListUsers:
    """Leaf through everybody's accounts."""

    reading: Reading

    async def __call__(
        self, *, by: Administrator, only: UserFilter = UserFilter(), part: Slice = Slice()
    ) -> Page[User]:
        """Return a page of users.

        Raises:
            NotASuperuser: the asker is none.
        """
        require_rights(by)
        async with self.reading() as view:
            return await view.users.page(only=only, part=part)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadUser:
    """Look at somebody's account."""

    reading: Reading

    async def __call__(self, *, by: Administrator, id: UserId) -> User:
        """Return the user.

        Raises:
            NotASuperuser: the asker is none.
            UserNotFound: there is none.
        """
        require_rights(by)
        async with self.reading() as view:
            user = await view.users.get(id)
        if user is None:
            raise UserNotFound
        return user


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministerUser:
    """Close or open somebody's account; give or take all rights."""

    begin: Begin
    now: Clock

    async def __call__(
        self,
        *,
        by: Administrator,
        id: UserId,
        is_active: Maybe[bool] = UNSET,
        is_superuser: Maybe[bool] = UNSET,
        expected: int | None = None,
    ) -> User:
        """Return the user as changed; what is not mentioned stays. All sessions of a closed account end.

        Args:
            expected: the version that the change is based on, or `None` for whatever is there.

        Raises:
            NotASuperuser: the asker is none.
            UserNotFound: there is none.
            Outdated: the account has another version by now.
            LastSuperuser: nobody with an open account would have all rights any more.
        """
        require_rights(by)
        async with self.begin() as work:
            superusers, user = await _locked(work, id, expected)
            changed = user.administered(is_active=is_active, is_superuser=is_superuser, at=self.now())
            if not (changed.is_active and changed.is_superuser):
                _require_another(superusers, id)
            if changed is not user:
                await work.users.update(changed)
            if not changed.is_active:
                await work.sessions.end_all(id)
        return changed


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveUser:
    """Delete somebody's account, and everything in it, for good."""

    begin: Begin

    async def __call__(self, *, by: Administrator, id: UserId, expected: int | None = None) -> None:
        """Remove the user. All their sessions end with it.

        Raises:
            NotASuperuser: the asker is none.
            UserNotFound: there is none.
            Outdated: the account has another version by now.
            LastSuperuser: nobody with an open account would have all rights any more.
        """
        require_rights(by)
        async with self.begin() as work:
            superusers, _ = await _locked(work, id, expected)
            _require_another(superusers, id)
            await work.users.remove(id)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndUserSessions:
    """Log somebody out, everywhere."""

    begin: Begin

    async def __call__(self, *, by: Administrator, id: UserId) -> None:
        """End all sessions of the user, on the very next request (ASVS 7.4.5).

        Raises:
            NotASuperuser: the asker is none.
            UserNotFound: there is none.
        """
        require_rights(by)
        async with self.begin() as work:
            if await work.users.get_for_update(id) is None:
                raise UserNotFound
            await work.sessions.end_all(id)


async def _locked(work: UnitOfWork, id: UserId, expected: int | None) -> tuple[Sequence[UserId], User]:
    """Return the first two superusers and the user, none of whom anybody else changes meanwhile.

    Superusers come first: whoever wants to take the last but one waits here for whoever takes the last.
    """
    superusers = await work.users.superusers_for_update(at_most=2)
    user = await work.users.get_for_update(id)
    if user is None:
        raise UserNotFound
    if expected not in (None, user.version):
        raise Outdated
    return superusers, user


def _require_another(superusers: Sequence[UserId], id: UserId) -> None:
    if list(superusers) == [id]:
        raise LastSuperuser
