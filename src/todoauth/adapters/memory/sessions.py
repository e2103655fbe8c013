"""Sessions, in memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, takewhile

from todoauth.adapters.memory.store import ALL, BY_END, BY_REFRESH, SESSIONS_OF, SPENT_BY, Store
from todoauth.domain.model.ids import SessionId, UserId
from todoauth.domain.model.rotation import SpentRefresh
from todoauth.domain.model.session import Caller, RefreshDigest, Session
from todoauth.domain.model.user import User
from todoauth.ports.repositories import Sessions, SessionsView


@dataclass(frozen=True)
class MemorySessionsView(SessionsView):
    """Sessions, to look up."""

    store: Store

    async def caller(self, id: SessionId) -> Caller | None:
        session = self.store.sessions.get(id)
        user = None if session is None else self.store.users.get(session.user_id)
        if session is None or user is None:
            return None
        return Caller(
            user=user,
            session_id=session.id,
            authenticated_at=session.created_at,
            session_ends_at=min(session.idle_ends_at, session.ends_at),
        )

    async def with_refresh(self, digest: RefreshDigest) -> tuple[Session, User] | None:
        session = self.store.sessions.first(BY_REFRESH, digest)
        user = None if session is None else self.store.users.get(session.user_id)
        return None if session is None or user is None else (session, user)

    async def of(self, user_id: UserId) -> Sequence[Session]:
        return list(self.store.sessions.all(SESSIONS_OF, user_id))


class MemorySessions(MemorySessionsView, Sessions):
    """Sessions, in one transaction."""

    async def add(self, session: Session) -> None:
        self.store.require_user(session.user_id)
        self.store.sessions.add(session)

    async def get(self, id: SessionId) -> Session | None:
        return self.store.sessions.get(id)

    async def rotate(self, session: Session, *, spent: SpentRefresh) -> bool:
        stored = self.store.sessions.get(session.id)
        if stored is None or stored.refresh_digest != spent.digest:
            return False
        self.store.sessions.put(session)
        self.store.spent_refreshes.add(spent)
        return True

    async def with_spent_refresh(self, digest: RefreshDigest) -> SpentRefresh | None:
        return self.store.spent_refreshes.get(digest)

    async def end(self, id: SessionId) -> None:
        end(self.store, id)

    async def end_all(self, user_id: UserId, *, but: SessionId | None = None) -> None:
        for session in list(self.store.sessions.all(SESSIONS_OF, user_id)):
            if session.id != but:
                end(self.store, session.id)

    async def purge(self, *, before: datetime, at_most: int) -> int:
        by_end = self.store.sessions.all(BY_END, ALL)
        over = takewhile(lambda session: min(session.idle_ends_at, session.ends_at) < before, by_end)
        purged = list(islice(over, at_most))
        for session in purged:
            end(self.store, session.id)
        return len(purged)


def end(store: Store, id: SessionId) -> None:
    """Remove the session and what it remembers of its refresh tokens."""
    store.spent_refreshes.drop_all(SPENT_BY, id)
    store.sessions.drop(id)
