"""What those who run the service do to the accounts of others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from todoauth.domain.errors import LastSuperuser, Outdated, UserNotFound
from todoauth.domain.model.administrator import Administrator
from todoauth.domain.model.event import Event, EventKind
from todoauth.domain.model.ids import UserId
from todoauth.domain.model.unset import UNSET, Maybe
from todoauth.domain.model.user import User
from todoauth.domain.use_cases.fresh_log_in import RequireFreshLogIn
from todoauth.domain.use_cases.rights import RequireRights
from todoauth.ports.events import Tell
from todoauth.ports.system import Clock
from todoauth.ports.unit_of_work import Begin, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministerUser:
    """Close or open somebody's account; give or take all rights."""

    begin: Begin
    require_rights: RequireRights
    require_fresh: RequireFreshLogIn
    now: Clock
    tell: Tell

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

        Failed attempts at an account that is opened are forgotten, also where it was open.

        Args:
            expected: the version that the change is based on, or `None` for whatever is there.

        Raises:
            NotASuperuser: the asker is none.
            LogInAgain: the asker logged in too long ago.
            UserNotFound: there is none.
            Outdated: the account has another version by now.
            LastSuperuser: nobody with an open account would have all rights any more.
        """
        self.require_rights(by)
        self.require_fresh(by)
        async with self.begin() as work:
            superusers, user = await _locked(work, id, expected)
            changed = user.administered(is_active=is_active, is_superuser=is_superuser, at=self.now())
            if list(superusers) == [id] and not (changed.is_active and changed.is_superuser):
                raise LastSuperuser
            if changed is not user:
                await work.users.update(changed)
            if not changed.is_active:
                await work.sessions.end_all(id)
            if is_active is True:
                await work.failures.forget(id)
        for kind in _deeds(user, changed):
            self.tell(Event.administered(kind, id, by=by, at=changed.updated_at))
        return changed


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveUser:
    """Delete somebody's account, and everything in it, for good."""

    begin: Begin
    require_rights: RequireRights
    require_fresh: RequireFreshLogIn
    now: Clock
    tell: Tell

    async def __call__(self, *, by: Administrator, id: UserId, expected: int | None = None) -> None:
        """Remove the user. All their sessions end with it.

        Raises:
            NotASuperuser: the asker is none.
            LogInAgain: the asker logged in too long ago.
            UserNotFound: there is none.
            Outdated: the account has another version by now.
            LastSuperuser: nobody with an open account would have all rights any more.
        """
        self.require_rights(by)
        self.require_fresh(by)
        removed = Event.administered(EventKind.ACCOUNT_REMOVED, id, by=by, at=self.now())
        async with self.begin() as work:
            superusers, _ = await _locked(work, id, expected)
            if list(superusers) == [id]:
                raise LastSuperuser
            await work.users.remove(id)
        self.tell(removed)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndUserSessions:
    """Log somebody out, everywhere."""

    begin: Begin
    require_rights: RequireRights
    require_fresh: RequireFreshLogIn
    now: Clock
    tell: Tell

    async def __call__(self, *, by: Administrator, id: UserId) -> None:
        """End all sessions of the user, on the very next request (ASVS 7.4.5).

        Raises:
            NotASuperuser: the asker is none.
            LogInAgain: the asker logged in too long ago.
            UserNotFound: there is none.
        """
        self.require_rights(by)
        self.require_fresh(by)
        ended = Event.administered(EventKind.SESSIONS_ENDED, id, by=by, at=self.now())
        async with self.begin() as work:
            if await work.users.get_for_update(id) is None:
                raise UserNotFound
            await work.sessions.end_all(id)
        self.tell(ended)


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


def _deeds(before: User, after: User) -> Iterator[EventKind]:
    if before.is_active != after.is_active:
        yield EventKind.ACCOUNT_OPENED if after.is_active else EventKind.ACCOUNT_CLOSED
    if before.is_superuser != after.is_superuser:
        yield EventKind.RIGHTS_GIVEN if after.is_superuser else EventKind.RIGHTS_TAKEN
