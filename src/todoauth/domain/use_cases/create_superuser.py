"""The first way in."""

from dataclasses import dataclass

from todoauth.domain.model.administrator import Operator
from todoauth.domain.model.event import Event, EventKind
from todoauth.domain.model.ids import UserId
from todoauth.domain.model.password import Password, PasswordPolicy
from todoauth.domain.model.user import User
from todoauth.domain.model.username import Username
from todoauth.domain.use_cases.new_password import never_breached, require_unbreached
from todoauth.ports.breaches import IsBreached
from todoauth.ports.events import Tell
from todoauth.ports.hasher import PasswordHasher
from todoauth.ports.system import Clock, Ids
from todoauth.ports.unit_of_work import Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateSuperuser:
    """Give an account with all rights to somebody who can run commands on the server: the only first way in."""

    begin: Begin
    hasher: PasswordHasher
    new_id: Ids
    now: Clock
    tell: Tell
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
        self.tell(Event.administered(EventKind.RIGHTS_GIVEN, user.id, by=Operator(), at=user.created_at))
        return user
