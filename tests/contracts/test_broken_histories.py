"""Random histories find out what is broken."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from hypothesis import Phase, settings

from tests.contracts.faults.databases import CommitsWhateverHappens, WithParts
from tests.contracts.faults.pages import SearchesByCase, WithViews
from tests.contracts.faults.repositories import FoldsWhatItKeeps, LeavesOrphans, RotatesUnconditionally
from todoauth.testing import Database
from todoauth.testing.machines import AccountsMachine, WorkMachine, play
from todoauth.testing.machines.stage import Stage

MACHINES: list[tuple[type[Stage], Callable[[], Database]]] = [
    (AccountsMachine, CommitsWhateverHappens),
    (AccountsMachine, lambda: WithParts(users=FoldsWhatItKeeps)),
    (AccountsMachine, lambda: WithParts(sessions=RotatesUnconditionally)),
    (WorkMachine, CommitsWhateverHappens),
    (WorkMachine, lambda: WithParts(users=LeavesOrphans)),
    (WorkMachine, lambda: WithViews(todos=SearchesByCase)),
]


@pytest.mark.parametrize(("machine", "broken"), MACHINES)
def test_random_histories_break_what_is_broken(machine: type[Stage], broken: Callable[[], Database]) -> None:
    with pytest.raises(AssertionError):
        play(machine, opened(broken), how=settings(max_examples=5_000, phases=[Phase.generate]))


def opened(broken: Callable[[], Database]) -> Callable[[], AbstractAsyncContextManager[Database]]:
    @asynccontextmanager
    async def database() -> AsyncIterator[Database]:
        yield broken()

    return database
