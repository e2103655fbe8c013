"""Where users, sessions, todos and cleanings are kept.

Each comes in two forms: `…View` only reads; the full form also writes, and lives inside a transaction.
`update` takes the successor of what was read: its `version` is one higher than the stored one. Methods
`for_update` keep others from changing the row until the transaction ends.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from todoauth.domain.model.cleaning import Cleaning, CleaningFilter
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import CleaningId, SessionId, TodoId, UserId
from todoauth.domain.model.page import Page, Slice
from todoauth.domain.model.rotation import SpentRefresh
from todoauth.domain.model.session import Caller, RefreshDigest, Session
from todoauth.domain.model.todo import Todo, TodoFilter
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
        """Remove the user and everything that is theirs: sessions, todos, cleanings, owed mail, known networks.

        Removing nobody is no error.
        """
        ...


class SessionsView(Protocol):
    """Sessions, to look up."""

    async def caller(self, id: SessionId) -> Caller | None:
        """Return who acts in that session, or `None` when it has ended. One read, on every request."""
        ...

    async def of(self, user_id: UserId) -> Sequence[Session]:
        """Return a user's sessions, in the order of their ids: the live ones, and those that rested or lasted too long
        and were not purged yet."""
        ...


class Sessions(SessionsView, Protocol):
    """Sessions, and the digests of refresh tokens that were theirs."""

    async def add(self, session: Session) -> None:
        """Add a session.

        Raises:
            UserNotFound: its user is gone.
        """
        ...

    async def with_refresh(self, digest: RefreshDigest) -> Session | None:
        """Return the session whose live refresh token has that digest, or `None`."""
        ...

    async def get(self, id: SessionId) -> Session | None:
        """Return the session, or `None` when it has ended."""
        ...

    async def rotate(self, session: Session, *, spent: SpentRefresh) -> bool:
        """Put `session` in the place of the one that holds what is spent, and remember that, in one conditional step.

        Returns:
            Whether it was done: `False` when that session has ended or no longer holds it.
        """
        ...

    async def with_spent_refresh(self, digest: RefreshDigest) -> SpentRefresh | None:
        """Return what is remembered of the token of that digest, which its session has replaced, or `None`."""
        ...

    async def end(self, id: SessionId) -> None:
        """End the session and its refresh tokens, at once. Ending what has ended is no error."""
        ...

    async def end_all(self, user_id: UserId, *, but: SessionId | None = None) -> None:
        """End every session of the user, at once, except `but`."""
        ...

    async def purge(self, *, before: datetime, at_most: int) -> int:
        """Remove up to `at_most` sessions whose idle or absolute end was before `before`; return how many."""
        ...


class TodosView(Protocol):
    """Todos, to look up. Each question names the owner: somebody else's todo is not found."""

    async def get(self, id: TodoId, *, owner: UserId) -> Todo | None:
        """Return the todo, or `None`."""
        ...

    async def page(self, owner: UserId, *, only: TodoFilter, part: Slice) -> Page[Todo]:
        """Return part of the owner's todos, in the order in which they were added."""
        ...


class Todos(TodosView, Protocol):
    """Todos."""

    async def get_for_update(self, id: TodoId, *, owner: UserId) -> Todo | None:
        """Return the todo, or `None`; nobody else changes it until the transaction ends."""
        ...

    async def count(self, owner: UserId) -> int:
        """Return how many todos the owner has."""
        ...

    async def add(self, todo: Todo) -> None:
        """Add a todo.

        Raises:
            UserNotFound: its owner is gone.
        """
        ...

    async def update(self, todo: Todo) -> None:
        """Put `todo` in the place of its predecessor.

        Raises:
            Outdated: the stored todo is not the predecessor, or is gone.
        """
        ...

    async def remove(self, id: TodoId, *, owner: UserId) -> bool:
        """Remove the todo; return whether there was one."""
        ...


class CleaningsView(Protocol):
    """Cleanings, to look up. Anybody may."""

    async def get(self, id: CleaningId) -> Cleaning | None:
        """Return the cleaning, or `None`."""
        ...

    async def page(self, *, only: CleaningFilter, part: Slice) -> Page[Cleaning]:
        """Return part of the cleanings, in the order in which they were added.

        Text is looked for in the name and in the description, never across both.
        """
        ...


class Cleanings(CleaningsView, Protocol):
    """Cleanings."""

    async def get_for_update(self, id: CleaningId) -> Cleaning | None:
        """Return the cleaning, or `None`; nobody else changes it until the transaction ends."""
        ...

    async def count(self, owner: UserId) -> int:
        """Return how many cleanings the owner offers."""
        ...

    async def add(self, cleaning: Cleaning) -> None:
        """Add a cleaning.

        Raises:
            UserNotFound: its owner is gone.
        """
        ...

    async def update(self, cleaning: Cleaning) -> None:
        """Put `cleaning` in the place of its predecessor.

        Raises:
            Outdated: the stored cleaning is not the predecessor, or is gone.
        """
        ...

    async def remove(self, id: CleaningId) -> bool:
        """Remove the cleaning; return whether there was one."""
        ...
