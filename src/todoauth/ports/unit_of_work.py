"""Transactions: as blocks of code, or one for each call, or one for each call in somebody's session."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from todoauth.domain.model.claim import SessionClaim
from todoauth.domain.model.ids import UserId
from todoauth.domain.model.session import Caller
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

    Nothing is held from one call to the next, so what was read may have changed when it is written: `edit` and
    `remove` compare versions. A call raises as `Begin` does, and does not belong inside a block: it may wait for it.
    """

    sessions: LiveSessions
    todos: Todos
    cleanings: Cleanings
    guesses: CountedGuesses


class Guarded(Protocol):
    """What belongs to people, guarded by the session that one of them claims to act in.

    Each call is one of `Autocommit` that looks at the session, too, in the same step. Whoever calls once the session
    does not stand any more gets `InvalidToken`, whatever was let in before, and nothing is read or changed for them.
    """

    @property
    def user_id(self) -> UserId:
        """Whoever it is said to be."""
        ...

    @property
    def stands(self) -> bool:
        """Whether some call has shown that the session stands. Before that, nobody is to be told anything."""
        ...

    @property
    def todos(self) -> Todos:
        """Todos."""
        ...

    @property
    def cleanings(self) -> Cleanings:
        """Cleanings."""
        ...

    async def caller(self) -> Caller:
        """Return who it is: a look at the session and nothing else.

        Raises:
            InvalidToken: the session does not stand.
        """
        ...


Guard: TypeAlias = Callable[[SessionClaim], Guarded]
"""Lets somebody at their things whose claim nobody has looked at. It costs nothing before the first call."""

Begin: TypeAlias = Callable[[], AbstractAsyncContextManager[UnitOfWork]]
"""`async with begin() as work:` leaving the block commits, raising undoes everything.

Entering, a statement or leaving raises `Unavailable` when the store is not there or has no room, and `Contended` when
others held the same rows for too long; nothing is changed then. What a repository raises must leave the block: once a
statement was refused, some databases commit nothing.
"""
