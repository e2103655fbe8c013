"""Sessions, in SQL."""

from dataclasses import dataclass
from datetime import datetime

from todoauth.adapters.sql.executor import Connection
from todoauth.adapters.sql.statements import sessions as statements
from todoauth.domain.model.ids import SessionId, UserId
from todoauth.domain.model.session import Caller, RefreshDigest, Session
from todoauth.ports.repositories import Sessions, SessionsView


@dataclass(frozen=True)
class SqlSessionsView(SessionsView):
    """Sessions, read over one connection."""

    connection: Connection

    async def caller(self, id: SessionId) -> Caller | None:
        row = await self.connection.one(statements.CALLER, id=id)
        if row is None:
            return None
        user_id, session_id, idle_ends_at, ends_at, is_active, is_superuser, is_verified = row
        return Caller(
            user_id=UserId(user_id),
            session_id=SessionId(session_id),
            session_ends_at=min(idle_ends_at, ends_at),
            is_active=is_active,
            is_superuser=is_superuser,
            is_verified=is_verified,
        )


class SqlSessions(SqlSessionsView, Sessions):
    """Sessions, in one transaction."""

    async def add(self, session: Session) -> None:
        await self.connection.run(
            statements.ADD,
            id=session.id,
            user_id=session.user_id,
            refresh_digest=session.refresh_digest,
            created_at=session.created_at,
            last_used_at=session.last_used_at,
            idle_ends_at=session.idle_ends_at,
            ends_at=session.ends_at,
        )

    async def with_refresh(self, digest: RefreshDigest) -> Session | None:
        row = await self.connection.one(statements.WITH_REFRESH, refresh_digest=digest)
        if row is None:
            return None
        session_id, user_id, refresh_digest, created_at, last_used_at, idle_ends_at, ends_at = row
        return Session(
            id=SessionId(session_id),
            user_id=UserId(user_id),
            refresh_digest=RefreshDigest(refresh_digest),
            created_at=created_at,
            last_used_at=last_used_at,
            idle_ends_at=idle_ends_at,
            ends_at=ends_at,
        )

    async def rotate(self, session: Session, *, spent: RefreshDigest) -> bool:
        rotated = await self.connection.run(
            statements.ROTATE,
            id=session.id,
            spent=spent,
            refresh_digest=session.refresh_digest,
            last_used_at=session.last_used_at,
            idle_ends_at=session.idle_ends_at,
        )
        if not rotated:
            return False
        await self.connection.run(statements.ADD_SPENT, digest=spent, session_id=session.id)
        return True

    async def with_spent_refresh(self, digest: RefreshDigest) -> SessionId | None:
        row = await self.connection.one(statements.WITH_SPENT_REFRESH, digest=digest)
        if row is None:
            return None
        (session_id,) = row
        return SessionId(session_id)

    async def end(self, id: SessionId) -> None:
        await self.connection.run(statements.END, id=id)

    async def end_all(self, user_id: UserId, *, but: SessionId | None = None) -> None:
        statement = statements.END_ALL if but is None else statements.END_OTHERS
        await self.connection.run(statement, user_id=user_id, but=but)

    async def purge(self, *, before: datetime, at_most: int) -> int:
        return await self.connection.run(statements.PURGE, before=before, at_most=at_most)
