"""What those who run the service see of the accounts of others."""

from dataclasses import dataclass

from todoauth.domain.errors import UserNotFound
from todoauth.domain.model.administrator import Administrator
from todoauth.domain.model.ids import UserId
from todoauth.domain.model.page import Page, Slice
from todoauth.domain.model.user import User, UserFilter
from todoauth.domain.use_cases.rights import RequireRights
from todoauth.ports.unit_of_work import View


@dataclass(frozen=True, slots=True, kw_only=True)
class ListUsers:
    """Leaf through everybody's accounts."""

    view: View
    require_rights: RequireRights

    async def __call__(
        self, *, by: Administrator, only: UserFilter = UserFilter(), part: Slice = Slice()
    ) -> Page[User]:
        """Return a page of users.

        Raises:
            NotASuperuser: the asker is none.
        """
        self.require_rights(by)
        return await self.view.users.page(only=only, part=part)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadUser:
    """Look at somebody's account."""

    view: View
    require_rights: RequireRights

    async def __call__(self, *, by: Administrator, id: UserId) -> User:
        """Return the user.

        Raises:
            NotASuperuser: the asker is none.
            UserNotFound: there is none.
        """
        self.require_rights(by)
        user = await self.view.users.get(id)
        if user is None:
            raise UserNotFound
        return user
