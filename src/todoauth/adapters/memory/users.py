"""Users, in memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from todoauth.adapters.memory.sessions import end
from todoauth.adapters.memory.store import (
    ALL,
    BY_EMAIL,
    BY_USERNAME,
    CLEANINGS_OF,
    MAIL_OF,
    NETWORKS_OF,
    SESSIONS_OF,
    SUPERUSERS,
    TODOS_OF,
    USERS,
    Store,
)
from todoauth.domain.errors import Outdated
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import UserId
from todoauth.domain.model.page import Order, Page, Slice
from todoauth.domain.model.text import SearchText
from todoauth.domain.model.user import User, UserFilter
from todoauth.domain.model.username import Username
from todoauth.ports.repositories import Users, UsersView


@dataclass(frozen=True)
class MemoryUsersView(UsersView):
    """Users, to look up."""

    store: Store

    async def get(self, id: UserId) -> User | None:
        return self.store.users.get(id)

    async def with_username(self, username: Username) -> User | None:
        return self.store.users.first(BY_USERNAME, username.canonical)

    async def with_email(self, email: EmailAddress) -> User | None:
        return self.store.users.first(BY_EMAIL, email.canonical)

    async def page(self, *, only: UserFilter, part: Slice) -> Page[User]:
        after = part.after and part.after.after
        found = self.store.users.all(USERS, ALL, after=after, descending=part.order is Order.DESC)
        wanted = (user for user in found if _is_wanted(user, only))
        return Page.of(list(islice(wanted, part.size.items + 1)), part.size, id_of=lambda user: user.id)


class MemoryUsers(MemoryUsersView, Users):
    """Users, in one transaction."""

    async def get_for_update(self, id: UserId) -> User | None:
        return self.store.users.get(id)

    async def superusers_for_update(self, *, at_most: int) -> Sequence[UserId]:
        return [user.id for user in islice(self.store.users.all(SUPERUSERS, ALL), at_most)]

    async def add(self, user: User) -> None:
        self.store.users.add(user)

    async def update(self, user: User) -> None:
        stored = self.store.users.get(user.id)
        if stored is None or stored.version != user.version - 1:
            raise Outdated
        self.store.users.put(user)

    async def remove(self, id: UserId) -> None:
        for session in list(self.store.sessions.all(SESSIONS_OF, id)):
            end(self.store, session.id)
        self.store.todos.drop_all(TODOS_OF, id)
        self.store.cleanings.drop_all(CLEANINGS_OF, id)
        self.store.outbox.drop_all(MAIL_OF, id)
        self.store.networks.drop_all(NETWORKS_OF, id)
        self.store.failures.drop(id)
        self.store.users.drop(id)


def _is_wanted(user: User, only: UserFilter) -> bool:
    asked = (only.is_active, only.is_superuser, only.is_verified)
    has = (user.is_active, user.is_superuser, user.is_verified)
    is_of_kind = all(wish in {None, fact} for wish, fact in zip(asked, has, strict=True))
    return is_of_kind and (only.text is None or _is_called(user, only.text))


def _is_called(user: User, text: SearchText) -> bool:
    known_as = (user.username.canonical, user.email.canonical if user.email else "")
    return any(text.folded in name for name in known_as)
