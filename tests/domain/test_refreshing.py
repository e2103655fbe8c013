"""Refresh tokens: one use each."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from tests.domain.acts import assert_over, log_in, refresh, sign_up, told
from todoauth import (
    EventKind,
    InvalidToken,
    LiveSessions,
    RefreshToken,
    Session,
    SessionId,
    SpentRefresh,
    Tokens,
    UnitOfWork,
    User,
    UserId,
)
from todoauth.testing.world import World


async def test_a_refresh_gives_new_tokens_of_the_same_session(world: World):
    await sign_up(world)
    first = await log_in(world)
    world.clock.advance(timedelta(minutes=10))
    second = await refresh(world, first)
    assert second.refresh_token != first.refresh_token
    assert second.access_token != first.access_token
    assert (second.username, second.expires_in) == ("Ada", timedelta(minutes=15))
    callers = [await world.authenticate(token=tokens.access_token) for tokens in (first, second)]
    assert callers[0].session_id == callers[1].session_id


async def test_a_second_use_ends_the_whole_session(world: World):
    await sign_up(world)
    first = await log_in(world)
    second = await refresh(world, first)
    third = await refresh(world, second)
    with pytest.raises(InvalidToken):
        await refresh(world, first)
    await assert_over(world, third, second, first)


async def test_a_second_use_ends_no_other_session(world: World):
    await sign_up(world)
    stolen, safe = await log_in(world), await log_in(world)
    await refresh(world, stolen)
    with pytest.raises(InvalidToken):
        await refresh(world, stolen)
    await refresh(world, safe)


async def test_an_unknown_token_is_refused_and_ends_nothing(world: World):
    await sign_up(world)
    tokens = await log_in(world)
    with pytest.raises(InvalidToken):
        await world.refresh(token=RefreshToken("x" * 43))
    await refresh(world, tokens)


async def test_of_many_refreshes_at_once_one_wins_and_no_leaf_stays_live(world: World):
    await sign_up(world)
    tokens = await log_in(world)
    outcomes = await asyncio.gather(*(refresh(world, tokens) for _ in range(5)), return_exceptions=True)
    winners = [outcome for outcome in outcomes if isinstance(outcome, Tokens)]
    assert len(winners) == 1
    assert sum(isinstance(outcome, InvalidToken) for outcome in outcomes) == 4
    await assert_over(world, *winners)


async def test_whoever_loses_a_race_for_the_same_token_ends_the_session(world: World):
    await sign_up(world)
    tokens = await log_in(world)
    second = _FasterStranger(world.database.autocommit.sessions)
    refresh = replace(world.refresh, live_sessions=second)  # type: ignore[arg-type]  # it quacks
    with pytest.raises(InvalidToken):
        await refresh(token=RefreshToken(tokens.refresh_token))
    await assert_over(world, tokens)


async def test_of_two_who_bring_a_stolen_token_at_once_the_second_finds_the_session_gone(world: World):
    await sign_up(world)
    first = await log_in(world)
    session = (await world.authenticate(token=first.access_token)).session_id
    last = await refresh(world, first)

    @asynccontextmanager
    async def ended_meanwhile() -> AsyncIterator[UnitOfWork]:
        async with world.database.begin() as work:
            yield replace(work, users=_SlowLock(work, session))  # type: ignore[arg-type]  # it quacks

    with pytest.raises(InvalidToken):
        await replace(world.refresh, begin=ended_meanwhile)(token=RefreshToken(first.refresh_token))
    assert told(world, EventKind.SESSION_STOLEN) == []
    await assert_over(world, last)


@dataclass
class _SlowLock:
    """Users whose lock is had only after somebody else has ended a session."""

    work: UnitOfWork
    session: SessionId

    async def get_for_update(self, id: UserId) -> User | None:
        await self.work.sessions.end(self.session)
        return await self.work.users.get_for_update(id)


@dataclass
class _FasterStranger:
    """Sessions in which somebody else uses a token just before it is rotated."""

    sessions: LiveSessions

    def __getattr__(self, name: str) -> object:
        return getattr(self.sessions, name)

    async def rotate(self, session: Session, *, spent: SpentRefresh) -> bool:
        strangers = replace(session, refresh_digest=RefreshToken("stranger".ljust(43, "-")).digest)
        assert await self.sessions.rotate(strangers, spent=spent)
        return await self.sessions.rotate(session, spent=spent)
