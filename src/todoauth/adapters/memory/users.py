"""Users, in memory."""

from dataclasses import dataclass

from todoauth.adapters.memory.rows import require_predecessor
from todoauth.adapters.memory.sessions import end
from todoauth.adapters.memory.store import (
    BY_EMAIL,
    BY_USERNAME,
    CLEANINGS_OF,
    GUESSES_OF,
    MAIL_OF,
    SESSIONS_OF,
    TODOS_OF,
    Store,
)
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import UserId
from todoauth.domain.model.user import User
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


class MemoryUsers(MemoryUsersView, Users):
    """Users, in one transaction."""

    async def get_for_update(self, id: UserId) -> User | None:
        return self.store.users.get(id)

    async def add(self, user: User) -> None:
        self.store.users.add(user)

    async def update(self, user: User) -> None:
        require_predecessor(self.store.users.get(user.id), user)
        self.store.users.put(user)

    async def remove(self, id: UserId) -> None:
        for session in list(self.store.sessions.all(SESSIONS_OF, id)):
            end(self.store, session.id)
        self.store.todos.drop_all(TODOS_OF, id)
        self.store.cleanings.drop_all(CLEANINGS_OF, id)
        self.store.outbox.drop_all(MAIL_OF, id)
        self.store.guesses.drop_all(GUESSES_OF, id)
        self.store.users.drop(id)
