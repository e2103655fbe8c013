"""Transactions that are broken."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from todoauth import UnitOfWork, View
from todoauth.adapters.memory import MemoryDatabase
from todoauth.adapters.memory.store import Store
from todoauth.adapters.memory.users import MemoryUsersView


def store_of(work: UnitOfWork) -> Store:
    """Return what the repositories of a database in memory work on."""
    assert isinstance(work.users, MemoryUsersView)
    return work.users.store


class WithParts(MemoryDatabase):
    """A database in memory, some of whose repositories are others; its writers need not wait for each other."""

    def __init__(self, *, locks: bool = True, **parts: Callable[[Store], Any]) -> None:
        super().__init__()
        self._locks = locks
        self._parts = parts

    def _turns_here(self) -> asyncio.Lock:
        return super()._turns_here() if self._locks else asyncio.Lock()

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[UnitOfWork, None]:
        async with super().begin() as work:
            yield replace(work, **{name: part(store_of(work)) for name, part in self._parts.items()})


class CommitsWhateverHappens(MemoryDatabase):
    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[UnitOfWork, None]:
        async with super().begin() as work:
            try:
                yield work
            finally:
                store_of(work).commit()


class CommitsWhenCancelled(MemoryDatabase):
    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[UnitOfWork, None]:
        async with super().begin() as work:
            try:
                yield work
            except asyncio.CancelledError:
                store_of(work).commit()
                raise


class ShowsWhatIsNotCommitted(MemoryDatabase):
    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[UnitOfWork, None]:
        async with super().begin() as work:
            self.view = View(work.users, work.sessions, work.todos, work.cleanings, work.outbox, work.networks)
            yield work
