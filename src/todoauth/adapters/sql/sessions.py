"""Sessions, in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from todoauth.adapters.sql.asked import sessions as statements
from todoauth.adapters.sql.executor import Connection, Row
from todoauth.adapters.sql.users import user_of
from todoauth.domain.model.device import AddressRange, ClientDescription, Device
from todoauth.domain.model.ids import SessionId, UserId
from todoauth.domain.model.restoring import restorer
from todoauth.domain.model.rotation import Nonce, SpentRefresh
from todoauth.domain.model.session import Caller, RefreshDigest, Session
from todoauth.domain.model.user import User
from todoauth.ports.repositories import Sessions, SessionsView

_WIDTH: Final = 9  # columns of a session, which those of its user follow
_restored: Final = restorer(Session)
_caller: Final = restorer(Caller)
_client: Final = restorer(ClientDescription)
_network: Final = restorer(AddressRange)


@dataclass(frozen=True)
class SqlSessionsView(SessionsView):
    """Sessions, read over one connection."""

    connection: Connection

    async def caller(self, id: SessionId) -> Caller | None:
        row = await self.connection.one(statements.CALLER, {"id": id})
        if row is None:
            return None
        authenticated_at, idle_ends_at, ends_at, *user = row
        return _caller(user_of(user), id, authenticated_at, min(idle_ends_at, ends_at))

    async def of(self, user_id: UserId) -> Sequence[Session]:
        return [_session(row) for row in await self.connection.all(statements.OF_USER, {"user_id": user_id})]


class SqlSessions(SqlSessionsView, Sessions):
    """Sessions."""

    async def add(self, session: Session) -> None:
        await self.connection.run(
            statements.ADD,
            {
                "id": session.id,
                "user_id": session.user_id,
                "created_at": session.created_at,
                "ends_at": session.ends_at,
                **_moved(session),
            },
        )

    async def with_refresh(self, digest: RefreshDigest) -> tuple[Session, User] | None:
        row = await self.connection.one(statements.WITH_REFRESH, {"refresh_digest": digest})
        if row is None:
            return None
        columns = tuple(row)
        return _session(columns[:_WIDTH]), user_of(columns[_WIDTH:])

    async def get(self, id: SessionId) -> Session | None:
        row = await self.connection.one(statements.BY_ID, {"id": id})
        return None if row is None else _session(row)

    async def rotate(self, session: Session, *, spent: SpentRefresh) -> bool:
        rotated = await self.connection.call(
            statements.ROTATE,
            {
                "id": session.id,
                "spent": spent.digest,
                "nonce": spent.nonce,
                "key_digest": spent.key_digest,
                "spent_at": spent.at,
                **_moved(session),
            },
        )
        return rotated > 0

    async def with_spent_refresh(self, digest: RefreshDigest) -> SpentRefresh | None:
        row = await self.connection.one(statements.WITH_SPENT_REFRESH, {"digest": digest})
        if row is None:
            return None
        spent, session_id, nonce, key_digest, spent_at = row
        return SpentRefresh(
            digest=RefreshDigest(spent),
            session_id=SessionId(session_id),
            nonce=Nonce(nonce),
            key_digest=key_digest,
            at=spent_at,
        )

    async def end(self, id: SessionId) -> None:
        await self.connection.run(statements.END, {"id": id})

    async def end_all(self, user_id: UserId, *, but: SessionId | None = None) -> None:
        statement = statements.END_ALL if but is None else statements.END_OTHERS
        await self.connection.run(statement, {"user_id": user_id, "but": but})

    async def purge(self, *, before: datetime, at_most: int) -> int:
        ended = await self.connection.all(statements.ENDED, {"before": before, "at_most": at_most})
        for (session_id,) in ended:
            await self.connection.run(statements.END, {"id": session_id})
        return len(ended)


def _session(row: Row) -> Session:
    session_id, user_id, refresh_digest, created_at, last_used_at, idle_ends_at, ends_at, client, network = row
    return _restored(
        session_id,
        user_id,
        refresh_digest,
        created_at,
        last_used_at,
        idle_ends_at,
        ends_at,
        Device(
            client=None if client is None else _client(client), network=None if network is None else _network(network)
        ),
    )


def _moved(session: Session) -> dict[str, object]:
    """Return what a refresh changes."""
    device = session.device
    return {
        "refresh_digest": session.refresh_digest,
        "last_used_at": session.last_used_at,
        "idle_ends_at": session.idle_ends_at,
        "client": device.client and device.client.text,
        "network": device.network and device.network.text,
    }
