"""Repositories in memory without a block: one transaction for each call."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from todoauth.adapters.memory.cleanings import MemoryCleaningsView
from todoauth.adapters.memory.sessions import MemorySessionsView
from todoauth.adapters.memory.todos import MemoryTodosView
from todoauth.domain.model.cleaning import Cleaning, CleaningEdit
from todoauth.domain.model.ids import CleaningId, SessionId, TodoId, UserId
from todoauth.domain.model.one_time_code import GuessBudget, Purpose
from todoauth.domain.model.rotation import SpentRefresh
from todoauth.domain.model.session import Session
from todoauth.domain.model.todo import Todo, TodoEdit
from todoauth.ports.ledgers import CountedGuesses
from todoauth.ports.repositories import Cleanings, LiveSessions, Todos
from todoauth.ports.unit_of_work import Begin


@dataclass(frozen=True)
class MemoryAutocommitSessions(MemorySessionsView, LiveSessions):
    """Sessions, one transaction for each call."""

    begin: Begin

    async def rotate(self, session: Session, *, spent: SpentRefresh) -> bool:
        async with self.begin() as work:
            return await work.sessions.rotate(session, spent=spent)

    async def end(self, id: SessionId) -> None:
        async with self.begin() as work:
            await work.sessions.end(id)


@dataclass(frozen=True)
class MemoryAutocommitGuesses(CountedGuesses):
    """Guesses, one transaction for each call."""

    begin: Begin

    async def spend(self, subject: UUID, purpose: Purpose, *, at: datetime, budget: GuessBudget | None = None) -> bool:
        async with self.begin() as work:
            return await work.guesses.spend(subject, purpose, at=at, budget=budget)

    async def spent_since(self, subject: UUID, purpose: Purpose, *, since: datetime) -> int:
        async with self.begin() as work:
            return await work.guesses.spent_since(subject, purpose, since=since)


@dataclass(frozen=True)
class MemoryAutocommitTodos(MemoryTodosView, Todos):
    """Todos, one transaction for each call."""

    begin: Begin

    async def add(self, todo: Todo, *, at_most: int | None = None) -> bool:
        async with self.begin() as work:
            return await work.todos.add(todo, at_most=at_most)

    async def edit(self, id: TodoId, edit: TodoEdit, *, owner: UserId, version: int | None = None) -> Todo | None:
        async with self.begin() as work:
            return await work.todos.edit(id, edit, owner=owner, version=version)

    async def remove(self, id: TodoId, *, owner: UserId, version: int | None = None) -> bool:
        async with self.begin() as work:
            return await work.todos.remove(id, owner=owner, version=version)


@dataclass(frozen=True)
class MemoryAutocommitCleanings(MemoryCleaningsView, Cleanings):
    """Cleanings, one transaction for each call."""

    begin: Begin

    async def add(self, cleaning: Cleaning, *, at_most: int | None = None) -> bool:
        async with self.begin() as work:
            return await work.cleanings.add(cleaning, at_most=at_most)

    async def edit(
        self, id: CleaningId, edit: CleaningEdit, *, owner: UserId, version: int | None = None
    ) -> Cleaning | None:
        async with self.begin() as work:
            return await work.cleanings.edit(id, edit, owner=owner, version=version)

    async def remove(self, id: CleaningId, *, owner: UserId, version: int | None = None) -> bool:
        async with self.begin() as work:
            return await work.cleanings.remove(id, owner=owner, version=version)
