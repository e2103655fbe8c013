"""Where users are kept."""

from collections.abc import Sequence
from typing import Protocol

from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import UserId
from todoauth.domain.model.page import Page, Slice
from todoauth.domain.model.user import User, UserFilter
from todoauth.domain.model.username import Username


class UsersView(Protocol):
    """Users, to look up."""

    async def get(self, id: UserId) -> User | None:
        """Return the user, or `None`."""
        ...

    async def with_username(self, username: Username) -> User | None:
        """Return the user of that name, however it is capitalised, or `None`."""
        ...

    async def with_email(self, email: EmailAddress) -> User | None:
        """Return the user who has proved that address, or `None`."""
        ...

    async def page(self, *, only: UserFilter, part: Slice) -> Page[User]:
        """Return part of the users, in the order in which they joined.

        Text is looked for in the name and in the proved address, never across both.
        """
        ...


class Users(UsersView, Protocol):
    """Users. No two share a name, no two share a proved address."""

    async def get_for_update(self, id: UserId) -> User | None:
        """Return the user, or `None`; nobody else changes them until the transaction ends."""
        ...

    async def superusers_for_update(self, *, at_most: int) -> Sequence[UserId]:
        """Return the first superusers whose accounts are open; nobody else changes those until the transaction ends."""
        ...

    async def add(self, user: User) -> None:
        """Add a user.

        Raises:
            UsernameTaken: another user has that name.
            EmailTaken: another user has proved that address.
        """
        ...

    async def update(self, user: User) -> None:
        """Put `user` in the place of its predecessor.

        Raises:
            Outdated: the stored user is not the predecessor, or is gone.
            UsernameTaken: another user has that name.
            EmailTaken: another user has proved that address.
        """
        ...

    async def remove(self, id: UserId) -> None:
        """Remove the user and everything that is theirs: sessions, todos, cleanings, owed mail, known networks,
        failed attempts.

        Removing nobody is no error.
        """
        ...
