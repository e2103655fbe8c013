"""The revision that keeps devices finds sessions already there, and leaves them and their spent tokens there."""

import asyncio
from dataclasses import replace

from tests.adapters.sql.schemas import fill
from tests.builders import ADA, NOON, a_session
from todoauth import ClientDescription, Device, RefreshDigest, Session, SessionId
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.adapters.sql.migrations import downgrade, upgrade

SPENT, LIVE = a_session().refresh_digest, RefreshDigest(b"\x01" * 32)
MOVED = replace(a_session(), refresh_digest=LIVE, last_used_at=NOON, device=Device(client=ClientDescription("Lynx")))


async def refresh(url: str) -> None:
    async with SqlDatabase.at(url) as database, database.begin() as work:
        assert await work.sessions.rotate(MOVED, spent=SPENT)


async def found(url: str) -> tuple[list[Session], SessionId | None]:
    async with SqlDatabase.at(url) as database, database.begin() as work:
        return list(await work.sessions.of(ADA)), await work.sessions.with_spent_refresh(SPENT)


def test_sessions_live_still_on_the_way_up_and_down(url: str):
    asyncio.run(fill(url))
    asyncio.run(refresh(url))
    downgrade(url, "0002")
    upgrade(url)
    assert asyncio.run(found(url)) == ([replace(MOVED, device=Device())], MOVED.id)
