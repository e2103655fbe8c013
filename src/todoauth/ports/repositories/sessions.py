"""Where sessions are kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from todoauth.domain.model.ids import SessionId, UserId
from todoauth.domain.model.rotation import SpentRefresh
from todoauth.domain.model.session import Caller, RefreshDigest, Session
from todoauth.domain.model.user import User


class SessionsView(Protocol):
    """Sessions, to look up."""

    async def caller(self, id: SessionId) -> Caller | None:
        """Return who acts in that session, or `None` when it has ended. One read, on every request."""
        ...

    async def of(self, user_id: UserId) -> Sequence[Session]:
        """Return a user's sessions, in the order of their ids: the live ones, and those that rested or lasted too long
        and were not purged yet."""
        ...


class LiveSessions(SessionsView, Protocol):
    """Sessions, as refresh tokens carry them on.

    Each call is all or nothing by itself; in a unit of work it takes part in that transaction.
    """

    async def with_refresh(self, digest: RefreshDigest) -> tuple[Session, User] | None:
        """Return the session whose live refresh token has that digest, and its user; or `None`."""
        ...

    async def rotate(self, session: Session, *, spent: SpentRefresh) -> bool:
        """Put `session` in the place of the one that holds what is spent, and remember that, in one conditional step.

        Returns:
            Whether it was done: `False` when that session has ended or no longer holds it.
        """
        ...

    async def end(self, id: SessionId) -> None:
        """End the session and its refresh tokens, at once. Ending what has ended is no error."""
        ...


class Sessions(LiveSessions, Protocol):
    """Sessions, and the digests of refresh tokens that were theirs."""

    async def add(self, session: Session) -> None:
        """Add a session.

        Raises:
            UserNotFound: its user is gone.
        """
        ...

    async def get(self, id: SessionId) -> Session | None:
        """Return the session, or `None` when it has ended."""
        ...

    async def with_spent_refresh(self, digest: RefreshDigest) -> SpentRefresh | None:
        """Return what is remembered of the token of that digest, which its session has replaced, or `None`."""
        ...

    async def end_all(self, user_id: UserId, *, but: SessionId | None = None) -> None:
        """End every session of the user, at once, except `but`."""
        ...

    async def purge(self, *, before: datetime, at_most: int) -> int:
        """Remove up to `at_most` sessions whose idle or absolute end was before `before`; return how many."""
        ...
