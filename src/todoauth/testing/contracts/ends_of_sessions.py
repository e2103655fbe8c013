"""What every `Sessions` must do when sessions end."""

import pytest

from todoauth.domain.model.session import SessionPolicy
from todoauth.testing.contracts.samples import HOUR, MICROSECOND, NOON, a_spent, stored_user
from todoauth.testing.contracts.sessions import DAY, a_successor, holding, rotated, stored_session
from todoauth.testing.world import Database


@pytest.mark.asyncio
class EndsOfSessionsContract:
    """Needs the fixture `database`: empty, whatever fulfils `Begin`, and has a `View`."""

    async def test_an_ended_session_is_gone_with_its_tokens(self, database: Database) -> None:
        ada = await stored_user(database)
        first, other = await stored_session(database, ada), await stored_session(database, ada)
        second = await rotated(database, first)
        async with database.begin() as work:
            await work.sessions.end(first.id)
            await work.sessions.end(first.id)
        async with database.begin() as work:
            assert await work.sessions.caller(first.id) is None
            assert await holding(work.sessions, second.refresh_digest) is None
            assert await work.sessions.with_spent_refresh(first.refresh_digest) is None
            assert not await work.sessions.rotate(a_successor(second), spent=a_spent(second))
            assert await holding(work.sessions, other.refresh_digest) == other

    async def test_all_sessions_of_a_user_end_with_their_tokens(self, database: Database) -> None:
        ada, bob = await stored_user(database, "Ada"), await stored_user(database, "Bob")
        theirs = [await rotated(database, await stored_session(database, ada)) for _ in range(3)]
        other = await stored_session(database, bob)
        async with database.begin() as work:
            await work.sessions.end_all(ada.id, but=theirs[1].id)
        async with database.begin() as work:
            assert [await holding(work.sessions, it.refresh_digest) for it in theirs] == [None, theirs[1], None]
            assert await holding(work.sessions, other.refresh_digest) == other
            await work.sessions.end_all(ada.id)
        async with database.begin() as work:
            assert await holding(work.sessions, theirs[1].refresh_digest) is None
            assert await holding(work.sessions, other.refresh_digest) == other

    async def test_a_purge_takes_what_ended_before_and_nothing_else(self, database: Database) -> None:
        ada = await stored_user(database)
        idle, over, live = [
            await stored_session(database, ada, policy=policy)
            for policy in (SessionPolicy(HOUR, DAY), SessionPolicy(DAY, HOUR), SessionPolicy(HOUR + MICROSECOND, DAY))
        ]
        async with database.begin() as work:
            assert await work.sessions.purge(before=NOON + HOUR, at_most=9) == 0
        async with database.begin() as work:
            assert await work.sessions.purge(before=NOON + HOUR + MICROSECOND, at_most=9) == 2
        assert [await database.view.sessions.caller(session.id) for session in (idle, over)] == [None, None]
        assert await database.view.sessions.caller(live.id) is not None

    async def test_a_purge_takes_no_more_than_it_is_told(self, database: Database) -> None:
        ada = await stored_user(database)
        for _ in range(3):
            await rotated(database, await stored_session(database, ada, policy=SessionPolicy(HOUR, HOUR)))
        counts = list[int]()
        for _ in range(3):
            async with database.begin() as work:
                counts.append(await work.sessions.purge(before=NOON + 99 * DAY, at_most=2))
        assert counts == [2, 1, 0]
