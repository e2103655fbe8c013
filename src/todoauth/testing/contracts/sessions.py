"""What every `Sessions` must do."""

from dataclasses import replace
from datetime import timedelta

import pytest

from todoauth.domain.errors import UserNotFound
from todoauth.domain.model.ids import SessionId
from todoauth.domain.model.rotation import IdempotencyKey
from todoauth.domain.model.session import Caller, RefreshDigest, Session, SessionPolicy
from todoauth.domain.model.user import User
from todoauth.ports.repositories import LiveSessions
from todoauth.testing.contracts.samples import (
    HOUR,
    MICROSECOND,
    NOON,
    a_digest,
    a_session,
    a_spent,
    a_user,
    new_id,
    stored_user,
)
from todoauth.testing.world import Database

DAY = timedelta(days=1)


async def stored_session(database: Database, user: User, *, policy: SessionPolicy = SessionPolicy()) -> Session:
    session = a_session(user, policy=policy)
    async with database.begin() as work:
        await work.sessions.add(session)
    return session


async def holding(sessions: LiveSessions, digest: RefreshDigest) -> Session | None:
    """Return the session whose live refresh token has that digest."""
    held = await sessions.with_refresh(digest)
    return None if held is None else held[0]


def a_successor(session: Session) -> Session:
    """Return `session` with another token, used an hour later."""
    return replace(session, refresh_digest=a_digest(), last_used_at=NOON + HOUR)


async def rotated(database: Database, session: Session) -> Session:
    """Return the successor of `session`, once it has taken its place."""
    successor = a_successor(session)
    async with database.begin() as work:
        assert await work.sessions.rotate(successor, spent=a_spent(session))
    return successor


@pytest.mark.asyncio
class SessionsContract:
    """Needs the fixture `database`: empty, whatever fulfils `Begin`, and has a `View`."""

    async def test_a_session_comes_back_as_it_was(self, database: Database) -> None:
        ada = await stored_user(database)
        session = replace(
            a_session(ada),
            last_used_at=NOON + MICROSECOND,
            idle_ends_at=NOON + HOUR + MICROSECOND,
            ends_at=NOON + DAY + MICROSECOND,
        )
        async with database.begin() as work:
            await work.sessions.add(session)
        async with database.begin() as work:
            assert await work.sessions.with_refresh(session.refresh_digest) == (session, ada)

    @pytest.mark.parametrize(
        ("policy", "lasts"), [(SessionPolicy(HOUR, DAY), HOUR), (SessionPolicy(DAY, HOUR), HOUR)], ids=["idle", "all"]
    )
    async def test_the_caller_is_the_user_as_they_are_now(
        self, database: Database, policy: SessionPolicy, lasts: timedelta
    ) -> None:
        ada = await stored_user(database)
        session = await stored_session(database, ada, policy=policy)
        now = replace(ada, email=a_user(email="ada@example.org").email, is_active=False, is_superuser=True, version=2)
        async with database.begin() as work:
            await work.users.update(now)
        assert await database.view.sessions.caller(session.id) == Caller(
            user=now,
            session_id=session.id,
            authenticated_at=NOON,
            session_ends_at=NOON + lasts,
        )

    async def test_a_session_of_nobody_is_refused(self, database: Database) -> None:
        session = a_session(a_user())
        with pytest.raises(UserNotFound):
            async with database.begin() as work:
                await work.sessions.add(session)

    async def test_what_is_unknown_is_none(self, database: Database) -> None:
        digest = a_session(a_user()).refresh_digest
        async with database.begin() as work:
            assert await work.sessions.caller(SessionId(new_id())) is None
            assert await work.sessions.get(SessionId(new_id())) is None
            assert await holding(work.sessions, digest) is None
            assert await work.sessions.with_spent_refresh(digest) is None

    async def test_a_rotated_session_knows_the_new_token_and_remembers_the_old(self, database: Database) -> None:
        first = await stored_session(database, await stored_user(database))
        second, third = a_successor(first), a_successor(first)
        before = a_spent(first)
        between = a_spent(second, key=IdempotencyKey("again"), at=NOON + MICROSECOND)
        async with database.begin() as work:
            assert await work.sessions.rotate(second, spent=before)
        async with database.begin() as work:
            assert await work.sessions.rotate(third, spent=between)
        async with database.begin() as work:
            assert await holding(work.sessions, third.refresh_digest) == third
            assert await work.sessions.get(third.id) == third
            for spent in (before, between):
                assert await holding(work.sessions, spent.digest) is None
                assert await work.sessions.with_spent_refresh(spent.digest) == spent
            assert await work.sessions.with_spent_refresh(third.refresh_digest) is None

    async def test_a_session_is_not_rotated_by_a_token_that_it_does_not_hold(self, database: Database) -> None:
        ada = await stored_user(database)
        session, other = await stored_session(database, ada), await stored_session(database, ada)
        successor = replace(a_session(ada), id=session.id)
        async with database.begin() as work:
            assert not await work.sessions.rotate(successor, spent=a_spent(other))
            assert await work.sessions.with_refresh(session.refresh_digest) == (session, ada)
            assert await holding(work.sessions, successor.refresh_digest) is None
            assert await work.sessions.with_spent_refresh(other.refresh_digest) is None

    async def test_a_token_rotates_once(self, database: Database) -> None:
        session = await stored_session(database, await stored_user(database))
        second = await rotated(database, session)
        async with database.begin() as work:
            assert not await work.sessions.rotate(second, spent=a_spent(session))
