"""Transactions: as blocks of code, or one for each call."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import TypeAlias

from todoauth.ports.ledgers import (
    CountedGuesses,
    FailedAttempts,
    KnownNetworks,
    KnownNetworksView,
    Outbox,
    OutboxView,
    SpentCodes,
    SpentGuesses,
)
from todoauth.ports.repositories import (
    Cleanings,
    CleaningsView,
    LiveSessions,
    Sessions,
    SessionsView,
    Todos,
    TodosView,
    Users,
    UsersView,
)


@dataclass(frozen=True, slots=True)
class UnitOfWork:
    """Repositories and ledgers that share one transaction."""

    users: Users
    sessions: Sessions
    todos: Todos
    cleanings: Cleanings
    outbox: Outbox
    guesses: SpentGuesses
    codes: SpentCodes
    networks: KnownNetworks
    failures: FailedAttempts


@dataclass(frozen=True, slots=True)
class View:
    """The same repositories, and two of the ledgers, to read from what is committed.

    There is no block: two reads may see different moments, and each raises as `Begin` does.
    """

    users: UsersView
    sessions: SessionsView
    todos: TodosView
    cleanings: CleaningsView
    outbox: OutboxView
    networks: KnownNetworksView


@dataclass(frozen=True, slots=True)
class Autocommit:
    """Repositories without a block: each call is a transaction of its own, committed when it returns.

    Nothing is held from one call to the next, so what was read may have changed when it is written: `update` and
    `remove` compare versions. A call raises as `Begin` does, and does not belong inside a block: it may wait for it.
    """

    sessions: LiveSessions
    todos: Todos
    cleanings: Cleanings
    guesses: CountedGuesses


Begin: TypeAlias = Callable[[], AbstractAsyncContextManager[UnitOfWork]]
"""`async with begin() as work:` leaving the block commits, raising undoes everything.

Entering, a statement or leaving raises `Unavailable` when the store is not there or has no room, and `Contended` when
others held the same rows for too long; nothing is changed then. What a repository raises must leave the block: once a
statement was refused, some databases commit nothing.
"""
