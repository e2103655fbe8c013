"""What every `Guard` must do."""

from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Self

import pytest

from todoauth.domain.errors import InvalidToken
from todoauth.domain.model.claim import SessionClaim
from todoauth.domain.model.cleaning import CleaningFilter
from todoauth.domain.model.ids import SessionId
from todoauth.domain.model.page import Slice
from todoauth.domain.model.session import Session
from todoauth.domain.model.todo import TodoFilter
from todoauth.ports.unit_of_work import Autocommit, Guarded, UnitOfWork, View
from todoauth.testing.contracts.concurrency import MANY, all_at_once, tally
from todoauth.testing.contracts.estate import Estate
from todoauth.testing.contracts.guarded_calls import CALLS, EDIT, ENDS
from todoauth.testing.contracts.samples import (
    HOUR,
    MICROSECOND,
    NOON,
    a_cleaning,
    a_session,
    a_todo,
    new_id,
    stored_user,
)
from todoauth.testing.contracts.sessions import stored_session
from todoauth.testing.world import Database


def claim_to(session: Session, *, at: datetime = NOON) -> SessionClaim:
    """Return the claim of a token of that session."""
    return SessionClaim(user_id=session.user_id, session_id=session.id, at=at)


@dataclass(frozen=True)
class InSession:
    """A database whose todos and cleanings are only reached in a session, which stands."""

    database: Database
    guarded: Guarded

    @classmethod
    async def of(cls, database: Database) -> Self:
        """Return such a database. Somebody more is in it, who owns the session and nothing else."""
        session = await stored_session(database, await stored_user(database, "Guard"))
        return cls(database, database.guard(claim_to(session)))

    @property
    def view(self) -> View:
        """What is read outside of a block."""
        return replace(self.database.view, todos=self.guarded.todos, cleanings=self.guarded.cleanings)

    @property
    def autocommit(self) -> Autocommit:
        """What is changed outside of a block."""
        return replace(self.database.autocommit, todos=self.guarded.todos, cleanings=self.guarded.cleanings)

    def begin(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Fulfil `Begin`."""
        return self.database.begin()

    def guard(self, claim: SessionClaim) -> Guarded:
        """Fulfil `Guard`."""
        return self.database.guard(claim)


async def _contents(database: Database, theirs: Estate) -> list[object]:
    todos = await database.view.todos.page(theirs.user.id, only=TodoFilter(), part=Slice())
    cleanings = await database.view.cleanings.page(only=CleaningFilter(), part=Slice())
    return [*todos.items, *cleanings.items]


@pytest.mark.asyncio
class GuardedContract:
    """Needs the fixture `database`: empty, whatever fulfils `Begin` and `Guard`, and has a `View`.

    Whatever can be done without a guard has to be possible in a session that stands: let the other suites run over
    `InSession.of(database)`, too.
    """

    @pytest.mark.parametrize("call", CALLS)
    async def test_whose_session_stands_is_let_in(self, database: Database, call: str) -> None:
        theirs = await Estate.stored(database)
        own = database.guard(claim_to(theirs.session))
        assert (own.user_id, own.stands) == (theirs.user.id, False)
        await CALLS[call](own, theirs)
        assert own.stands

    @pytest.mark.parametrize("call", CALLS)
    @pytest.mark.parametrize("end", ENDS)
    async def test_nothing_is_read_or_changed_once_a_session_does_not_stand(
        self, database: Database, end: str, call: str
    ) -> None:
        theirs = await Estate.stored(database)
        used, fresh = (database.guard(claim_to(theirs.session)) for _ in range(2))
        await used.caller()
        async with database.begin() as work:
            await ENDS[end](work, theirs)
        before = await _contents(database, theirs)
        for own in (used, fresh):
            with pytest.raises(InvalidToken):
                await CALLS[call](own, theirs)
        assert not fresh.stands
        assert await _contents(database, theirs) == before

    @pytest.mark.parametrize("call", CALLS)
    async def test_nobody_acts_in_the_session_of_somebody_else_or_in_none(self, database: Database, call: str) -> None:
        theirs, bob = await Estate.stored(database), await stored_user(database, "Bob")
        before = await _contents(database, theirs)
        claim = claim_to(theirs.session)
        for other in (replace(claim, user_id=bob.id), replace(claim, session_id=SessionId(new_id()))):
            with pytest.raises(InvalidToken):
                await CALLS[call](database.guard(other), theirs)
        assert await _contents(database, theirs) == before

    @pytest.mark.parametrize("call", CALLS)
    @pytest.mark.parametrize("hours", [(1, 2), (2, 1)], ids=["rest", "life"])
    async def test_a_session_ends_at_the_same_moment_whatever_is_asked(
        self, database: Database, hours: tuple[int, int], call: str
    ) -> None:
        theirs = await Estate.stored(database)
        rest, life = (NOON + hour * HOUR for hour in hours)
        session = replace(a_session(theirs.user), idle_ends_at=rest, ends_at=life)
        async with database.begin() as work:
            await work.sessions.add(session)
        stood = list[bool]()
        for moment in (NOON + HOUR + MICROSECOND, NOON + HOUR, NOON + HOUR - MICROSECOND):
            own = database.guard(claim_to(session, at=moment))
            with suppress(InvalidToken):
                await CALLS[call](own, theirs)
            stood.append(own.stands)
        assert stood == [False, False, True]

    async def test_what_is_not_there_is_no_refusal(self, database: Database) -> None:
        ada = await stored_user(database)
        own = partial(database.guard, claim_to(await stored_session(database, ada)))
        todo = a_todo(ada)
        assert await own().todos.get(todo.id, owner=ada.id) is None
        assert not (await own().todos.page(ada.id, only=TodoFilter(), part=Slice())).items
        assert not (await own().cleanings.page(only=CleaningFilter(), part=Slice())).items
        assert not await own().todos.remove(todo.id, owner=ada.id)
        assert await own().todos.edit(todo.id, EDIT, owner=ada.id) is None
        assert await own().todos.add(todo, at_most=1)
        assert not await own().todos.add(a_todo(ada), at_most=1)
        assert not await own().cleanings.add(a_cleaning(ada), at_most=0)

    async def test_nothing_is_added_after_a_session_was_ended_among_many(self, database: Database) -> None:
        ada = await stored_user(database)
        session = await stored_session(database, ada)
        own = database.guard(claim_to(session))
        adding = [partial(own.todos.add, a_todo(ada), at_most=MANY) for _ in range(MANY)]
        half = MANY // 2
        end = partial(database.autocommit.sessions.end, session.id)
        outcomes = await all_at_once([*adding[:half], end, *adding[half:]])
        counted = tally(outcomes)
        assert counted.get(bool, 0) + counted.get(InvalidToken, 0) == MANY
        stored = await database.view.todos.page(ada.id, only=TodoFilter(), part=Slice())
        assert len(stored.items) == counted.get(bool, 0)
        with pytest.raises(InvalidToken):
            await own.todos.add(a_todo(ada), at_most=2 * MANY)
