"""The database in memory: real transactions, and nothing to install."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta

from todoauth.adapters.memory.autocommit import (
    MemoryAutocommitCleanings,
    MemoryAutocommitGuesses,
    MemoryAutocommitSessions,
    MemoryAutocommitTodos,
)
from todoauth.adapters.memory.cleanings import MemoryCleanings, MemoryCleaningsView
from todoauth.adapters.memory.failures import MemoryFailedAttempts
from todoauth.adapters.memory.guarded import MemoryGuarded
from todoauth.adapters.memory.guesses import MemorySpentGuesses
from todoauth.adapters.memory.networks import MemoryKnownNetworks, MemoryKnownNetworksView
from todoauth.adapters.memory.outbox import MemoryOutbox, MemoryOutboxView
from todoauth.adapters.memory.sessions import MemorySessions, MemorySessionsView
from todoauth.adapters.memory.spent_codes import MemorySpentCodes
from todoauth.adapters.memory.store import Store, Tables
from todoauth.adapters.memory.todos import MemoryTodos, MemoryTodosView
from todoauth.adapters.memory.users import MemoryUsers, MemoryUsersView
from todoauth.domain.errors import Contended
from todoauth.domain.model.claim import SessionClaim
from todoauth.ports.unit_of_work import Autocommit, Begin, UnitOfWork, View


class MemoryDatabase:
    """Keeps everything until the process ends. One writer at a time, first come, first served; readers never wait.

    It outlives event loops, but serves one at a time.

    Args:
        patience: how many seconds a writer waits for its turn.
    """

    def __init__(self, *, patience: float = 5.0) -> None:
        self._tables = Tables()
        self._committed = Store(self._tables)
        self.view = _view(self._committed)
        self.autocommit = _autocommit(self._committed, self.begin)
        self._patience = patience
        self._turns = asyncio.Lock()
        self._waiting = 0
        self._loop: asyncio.AbstractEventLoop | None = None

    def guard(self, claim: SessionClaim) -> MemoryGuarded:
        """Fulfil `Guard`."""
        return MemoryGuarded(self._committed, self.begin, claim)

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[UnitOfWork, None]:
        """Fulfil `Begin`.

        Raises:
            Contended: another writer stayed for too long.
            RuntimeError: a writer of another event loop is at work.
        """
        turns = self._turns_here()
        await self._take(turns)
        try:
            store = Store(self._tables)
            yield _work(store)
            store.commit()
        finally:
            turns.release()

    def _turns_here(self) -> asyncio.Lock:
        """Return the lock of the running event loop: none can be waited for from another."""
        here = asyncio.get_running_loop()
        if self._loop is not here:
            if self._turns.locked() and self._loop is not None and not self._loop.is_closed():
                raise RuntimeError("a writer of another event loop is at work")
            self._turns, self._loop = asyncio.Lock(), here
        return self._turns

    async def _take(self, turns: asyncio.Lock) -> None:
        if not (turns.locked() or self._waiting):  # so it is there at once, and needs no clock
            await turns.acquire()
            return
        self._waiting += 1
        try:
            async with asyncio.timeout(self._patience):
                await turns.acquire()
        except TimeoutError:
            raise Contended(timedelta(seconds=1)) from None
        finally:
            self._waiting -= 1


def _autocommit(store: Store, begin: Begin) -> Autocommit:
    return Autocommit(
        sessions=MemoryAutocommitSessions(store, begin),
        todos=MemoryAutocommitTodos(store, begin),
        cleanings=MemoryAutocommitCleanings(store, begin),
        guesses=MemoryAutocommitGuesses(begin),
    )


def _work(store: Store) -> UnitOfWork:
    return UnitOfWork(
        users=MemoryUsers(store),
        sessions=MemorySessions(store),
        todos=MemoryTodos(store),
        cleanings=MemoryCleanings(store),
        outbox=MemoryOutbox(store),
        guesses=MemorySpentGuesses(store),
        codes=MemorySpentCodes(store),
        networks=MemoryKnownNetworks(store),
        failures=MemoryFailedAttempts(store),
    )


def _view(store: Store) -> View:
    return View(
        users=MemoryUsersView(store),
        sessions=MemorySessionsView(store),
        todos=MemoryTodosView(store),
        cleanings=MemoryCleaningsView(store),
        outbox=MemoryOutboxView(store),
        networks=MemoryKnownNetworksView(store),
    )
