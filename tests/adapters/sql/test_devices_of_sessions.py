"""The revision that keeps devices finds sessions already there, and leaves them and their spent tokens there."""

import asyncio
from dataclasses import replace

from tests.adapters.sql.schemas import fill
from tests.builders import ADA, NOON, a_session
from todoauth import ClientDescription, Device, Nonce, RefreshDigest, Session, SpentRefresh
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.adapters.sql.migrations import downgrade, upgrade

LIVE = RefreshDigest(b"\x01" * 32)
SPENT = SpentRefresh(
    digest=a_session().refresh_digest, session_id=a_session().id, nonce=Nonce(b"\x02" * 32), key_digest=None, at=NOON
)
MOVED = replace(a_session(), refresh_digest=LIVE, last_used_at=NOON, device=Device(client=ClientDescription("Lynx")))


async def refresh(url: str) -> None:
    async with SqlDatabase.at(url) as database, database.begin() as work:
        assert await work.sessions.rotate(MOVED, spent=SPENT)


async def found(url: str) -> tuple[list[Session], SpentRefresh | None]:
    async with SqlDatabase.at(url) as database, database.begin() as work:
        return list(await work.sessions.of(ADA)), await work.sessions.with_spent_refresh(SPENT.digest)


def test_sessions_live_still_on_the_way_up_and_down(url: str):
    asyncio.run(fill(url))
    asyncio.run(refresh(url))
    downgrade(url, "0002")
    upgrade(url)
    # What could be repeated no longer can: a nonce is not kept on the way down.
    forgotten = replace(SPENT, nonce=Nonce(SPENT.digest), at=MOVED.created_at)
    assert asyncio.run(found(url)) == ([replace(MOVED, device=Device())], forgotten)
