"""Todos and cleanings in memory, guarded by a session."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from todoauth.adapters.memory.autocommit import MemoryAutocommitCleanings, MemoryAutocommitTodos
from todoauth.adapters.memory.sessions import MemorySessionsView
from todoauth.adapters.memory.store import Store
from todoauth.domain.model.claim import SessionClaim
from todoauth.domain.model.cleaning import Cleaning, CleaningFilter
from todoauth.domain.model.ids import CleaningId, TodoId, UserId
from todoauth.domain.model.page import Page, Slice
from todoauth.domain.model.session import Caller
from todoauth.domain.model.todo import Todo, TodoFilter
from todoauth.ports.repositories import SessionsView
from todoauth.ports.unit_of_work import Begin, Guarded, UnitOfWork


class MemoryGuarded(Guarded):
    """What belongs to people, guarded by a session.

    Args:
        store: what is committed.
        begin: what a call that changes something is a transaction of.
        claim: whose session it is said to be.
    """

    def __init__(self, store: Store, begin: Begin, claim: SessionClaim) -> None:
        self._sessions = MemorySessionsView(store)
        self._claim = claim
        self._stands = False
        self._store = store
        self._begin = self._in_session(begin)

    @property
    def user_id(self) -> UserId:
        return self._claim.user_id

    @property
    def stands(self) -> bool:
        return self._stands

    @property
    def todos(self) -> "_Todos":
        return _Todos(self._store, self._begin, self)

    @property
    def cleanings(self) -> "_Cleanings":
        return _Cleanings(self._store, self._begin, self)

    async def caller(self) -> Caller:
        return await self._proved_by(self._sessions)

    async def _proved_by(self, sessions: SessionsView) -> Caller:
        caller = self._claim.proved_by(await sessions.caller(self._claim.session_id))
        self._stands = True
        return caller

    def _in_session(self, begin: Begin) -> Begin:
        @asynccontextmanager
        async def block() -> AsyncGenerator[UnitOfWork, None]:
            async with begin() as work:
                await self._proved_by(work.sessions)
                yield work

        return block


# Nothing is waited for between the look at the session and the other, so nobody comes in between.


@dataclass(frozen=True)
class _Todos(MemoryAutocommitTodos):
    guarded: MemoryGuarded

    async def get(self, id: TodoId, *, owner: UserId) -> Todo | None:
        await self.guarded.caller()
        return await super().get(id, owner=owner)

    async def page(self, owner: UserId, *, only: TodoFilter, part: Slice) -> Page[Todo]:
        await self.guarded.caller()
        return await super().page(owner, only=only, part=part)


@dataclass(frozen=True)
class _Cleanings(MemoryAutocommitCleanings):
    guarded: MemoryGuarded

    async def get(self, id: CleaningId) -> Cleaning | None:
        await self.guarded.caller()
        return await super().get(id)

    async def page(self, *, only: CleaningFilter, part: Slice) -> Page[Cleaning]:
        await self.guarded.caller()
        return await super().page(only=only, part=part)
