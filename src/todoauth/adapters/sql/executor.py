"""What a database must be able to do for the repositories, whatever its driver is called."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Protocol, Self, TypeAlias

LONGEST: Final = 2
"""Seconds that a statement may take; `Unavailable` then. SQLite and MySQL bound only what reads."""

Values: TypeAlias = Mapping[str, object]
"""What a statement is bound to, by name. One mapping that is handed on: keywords would be packed anew at each step."""

NOTHING: Final[Values] = MappingProxyType({})

Row: TypeAlias = Iterable[Any]
"""Values in the order of the statement's columns. `Any`: their types are the statement's, which no checker sees."""


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """What is asked of a database, by name: `statements` says what it means, and each database has words for it.

    Made once, when its module is imported or a page is first asked for: each database keeps its words for good.

    Args:
        name: `todos.BY_ID`; a page's names the order, too: `todos.PAGE ASC`.
        limit: how many rows a page looks for.
        wanted: what a page is narrowed by.
        changes: whether it changes the rows that it returns.
    """

    name: str
    limit: int = 0
    wanted: frozenset[str] = frozenset()
    changes: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Procedure:
    """Statements that are asked for as one. All of them happen or none, each sees what was committed before it began.

    Args:
        call: on PostgreSQL, in one statement: it matches as many rows as the last of the steps.
        steps: elsewhere, one after the other, until one matches no rows.
        lock: what is to be locked before the first of them, where others write at the same time.
    """

    call: Statement
    steps: tuple[Statement, ...]
    lock: Statement | None = None

    @classmethod
    def of(cls, name: str, *, steps: int, locks: bool) -> Self:
        """Return the procedure of that name."""
        numbered = tuple(Statement(f"{name} {number}") for number in range(1, steps + 1))
        return cls(Statement(name), numbered, Statement(f"{name} lock") if locks else None)


class Connection(Protocol):
    """Runs statements. Each may raise what `Begin` lists, and what the constraint says that it breaks."""

    @property
    def can_return(self) -> bool:
        """Whether a statement can return the rows that it changes. In MariaDB and MySQL none can."""
        ...

    async def one(self, statement: Statement, values: Values = NOTHING) -> Row | None:
        """Return the first row, or `None`."""
        ...

    async def all(self, statement: Statement, values: Values = NOTHING) -> Sequence[Row]:
        """Return every row."""
        ...

    async def run(self, statement: Statement, values: Values = NOTHING) -> int:
        """Change rows; return how many matched, changed by it or not."""
        ...

    async def call(self, procedure: Procedure, values: Values = NOTHING) -> int:
        """Change rows in several steps; return how many the last of them matched."""
        ...


async def step_by_step(connection: Connection, steps: Iterable[Statement], values: Values) -> int:
    """Take the steps of a procedure, in a transaction; return how many rows the last one matched."""
    matched = 0
    for step in steps:
        matched = await connection.run(step, values)
        if not matched:
            break
    return matched


class Driver(Protocol):
    """A database and its connections. One driver belongs to one event loop."""

    @property
    def can_return(self) -> bool:
        """What each of the connections says."""
        ...

    async def open(self) -> None:
        """Make ready for use."""
        ...

    async def close(self) -> None:
        """Wait for what is under way, then let go of every connection."""
        ...

    def transaction(self) -> AbstractAsyncContextManager[Connection]:
        """Commit on leaving, undo on raising. Raises as `Begin` does."""
        ...

    def reading(self) -> AbstractAsyncContextManager[Connection]:
        """Read what is committed. Raises as `Begin` does."""
        ...

    def autocommit(self) -> AbstractAsyncContextManager[Connection]:
        """Write without a transaction: each statement, and each procedure, is one by itself. Raises as `Begin` does."""
        ...

    def alone(self) -> AbstractAsyncContextManager[None]:
        """Be the only process in such a block, until it is left or the process ends.

        Raises:
            Contended: another process is in one.
            Unavailable: the database is not there.
        """
        ...
