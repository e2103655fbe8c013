"""Where machines play: an empty database, an event loop, and a world around them."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import timedelta
from functools import partial
from typing import Any, TypeAlias, TypeVar, cast

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from todoauth.domain.errors import TodoAuthError
from todoauth.ports.unit_of_work import UnitOfWork
from todoauth.testing.contracts.worlds import unlimited_world
from todoauth.testing.world import Database

T = TypeVar("T")

Opened: TypeAlias = Callable[[], AbstractAsyncContextManager[Database]]
"""`async with opened() as database:` an empty database."""


class Aborted(Exception):
    """A block of work was given up."""


class Stage(RuleBasedStateMachine):
    """A machine that plays with a database. Each of its steps ends before the next begins.

    Args:
        opened: opens an empty database.
    """

    def __init__(self, opened: Opened) -> None:
        super().__init__()
        self._runner = asyncio.Runner()
        self._open = AsyncExitStack()
        self.world = unlimited_world(self.run(self._open.enter_async_context(opened())))

    @rule(hours=st.integers(1, 24 * 20))
    def let_time_pass(self, hours: int) -> None:
        self.world.clock.advance(timedelta(hours=hours, microseconds=1))

    def run(self, work: Coroutine[Any, Any, T]) -> T:  # Any: what coroutines send and receive is the loop's affair
        """Return what `work` returns."""
        return self._runner.run(work)

    def outcome(self, work: Coroutine[Any, Any, T]) -> T | TodoAuthError:
        """Return what `work` returns, or how it was refused."""
        try:
            return self.run(work)
        except TodoAuthError as refusal:
            return refusal

    def abort(self, work: Callable[[UnitOfWork], Awaitable[object]]) -> None:
        """Do `work` in a block, and give it up."""
        try:
            self.run(self._aborted(work))
        except Aborted:
            return
        raise AssertionError("the block was not left by raising")

    def teardown(self) -> None:
        self.run(self._open.aclose())
        self._runner.close()

    async def _aborted(self, work: Callable[[UnitOfWork], Awaitable[object]]) -> None:
        async with self.world.database.begin() as unit:
            await work(unit)
            raise Aborted


def play(machine: type[Stage], opened: Opened, *, how: settings) -> None:
    """Play random histories on the databases that `opened` opens.

    Raises:
        AssertionError: after some history the database is not as it should be. The shortest such history is told.
    """
    # It is called without arguments, and nothing else is done with it.
    factory = cast("type[Stage]", partial(machine, opened))
    run_state_machine_as_test(factory, settings=how)
