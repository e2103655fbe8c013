"""Something to be done in a thread, and who waits for it on the loop."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Final, Generic, Protocol, TypeVar

from todoauth.domain.errors import Contended

T = TypeVar("T")

_SOON: Final = timedelta(seconds=1)


class Errand(Protocol):
    """What a thread does, and the loop is told of."""

    def run(self) -> None:
        """Do it, in whatever thread this is. It raises nothing."""
        ...

    def end(self) -> None:
        """It was done: go on, on the loop."""
        ...


class Job(Errand, Generic[T]):
    """A piece of work for whoever waits for what it returns."""

    __slots__ = ("_has_ended", "_loop", "_result", "_turn", "_work", "error")

    _result: T

    def __init__(self, work: Callable[[], T]) -> None:
        self.error: BaseException | None = None
        self._work = [work]  # whoever takes it out, the thread or the loop, decides what becomes of it
        self._loop = asyncio.get_running_loop()
        self._turn = self._loop.create_future()
        self._has_ended = False

    def run(self) -> None:
        try:
            work = self._work.pop()
        except IndexError:  # nobody wants it any more
            return
        try:
            self._result = work()
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            self.error = error

    def fail(self, error: BaseException) -> None:
        """Say that it came to nothing because of `error`, unless it has failed already."""
        self.error = self.error or error

    def end(self) -> None:
        self._has_ended = True
        if not self._turn.done():
            self._turn.set_result(None)

    @property
    def is_wanted(self) -> bool:
        """Whether it has not begun, and somebody waits for it."""
        return bool(self._work)

    async def result(self, *, patience: float | None = None) -> T:
        """Wait for its end.

        Whoever is cancelled meanwhile waits for it before going on. What has not begun by then never will.

        Args:
            patience: how many seconds to wait for it to begin.

        Raises:
            Contended: it has not begun in time.
        """
        give_up = None if patience is None else self._loop.call_later(patience, self._give_up)
        try:
            return await self._ended()
        finally:
            if give_up is not None:
                give_up.cancel()

    async def _ended(self) -> T:
        cancelled: asyncio.CancelledError | None = None
        while not self._has_ended:
            try:
                await self._turn
            except asyncio.CancelledError as error:
                if self._withdraw():
                    raise
                cancelled, self._turn = error, self._loop.create_future()
        failure, self.error = cancelled or self.error, None
        if failure is not None:
            raise failure
        return self._result

    def _withdraw(self) -> bool:
        """Return whether it will never begin now."""
        try:
            self._work.pop()
        except IndexError:
            return False
        return True

    def _give_up(self) -> None:
        if not self._turn.done() and self._withdraw():
            self._turn.set_exception(Contended(_SOON))
