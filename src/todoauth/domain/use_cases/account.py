"""What users do with their own account."""

from dataclasses import dataclass

from todoauth.domain.errors import InvalidToken, LastSuperuser, Outdated
from todoauth.domain.model.event import Event, EventKind
from todoauth.domain.model.password import Password
from todoauth.domain.model.session import Caller
from todoauth.domain.model.unset import UNSET, Maybe
from todoauth.domain.model.user import FullName, User
from todoauth.domain.model.username import Username
from todoauth.domain.use_cases.own_password import RequirePassword, lock
from todoauth.ports.events import Tell
from todoauth.ports.system import Clock
from todoauth.ports.unit_of_work import Begin, UnitOfWork


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

    require_password: RequirePassword
    now: Clock
    tell: Tell

    async def __call__(self, *, caller: Caller, password: Password) -> None:
        """Delete it. All its sessions end with it. Raises as `RequirePassword` does, and:

        Raises:
            LastSuperuser: nobody with an open account would have all rights any more.
        """
        deleted = Event.of(EventKind.ACCOUNT_DELETED, caller, at=self.now())
        async with self.require_password(caller=caller, password=password, lock=_lock_after_superusers) as (work, user):
            await work.users.remove(user.id)
        self.tell(deleted)


async def _lock_after_superusers(work: UnitOfWork, user: User) -> User | None:
    """Lock superusers first, as everybody does: who wants to leave waits here for who takes the last but one."""
    if user.is_superuser and list(await work.users.superusers_for_update(at_most=2)) == [user.id]:
        raise LastSuperuser
    return await lock(work, user)
