"""Who may go in, and who is next."""

import asyncio
from collections import deque
from datetime import timedelta
from typing import Final

from todoauth.domain.errors import Unavailable

_SOON: Final = timedelta(seconds=1)


class Places:
    """A number of places, and a queue for them.

    Args:
        patience: how many seconds anybody waits.
        otherwise: what is raised then.
    """

    def __init__(self, number: int, patience: float, otherwise: type[Unavailable] = Unavailable) -> None:
        self._free = number
        self._patience = patience
        self._otherwise = otherwise
        self._queue: deque[asyncio.Future[None]] = deque()

    async def take(self, *, patiently: bool = False) -> None:
        """Take a place; `patiently`, however long it takes.

        Raises:
            Unavailable: none is left in time, or as was said instead.
        """
        if self._free:
            self._free -= 1
            return
        turn = self.turn()
        end = None if patiently else turn.get_loop().call_later(self._patience, self._end, turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self.leave()  # it was our turn, and we are not there any more
            raise
        finally:
            if end is not None:
                end.cancel()

    def turn(self) -> "asyncio.Future[None]":
        """Take a place, or stand in line for one until what is returned is done."""
        turn = asyncio.get_running_loop().create_future()
        if self._free:
            self._free -= 1
            turn.set_result(None)
        else:
            self._queue.append(turn)
        return turn

    def leave(self) -> None:
        """Leave a place to whoever is next."""
        while self._queue:
            turn = self._queue.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

    def _end(self, turn: "asyncio.Future[None]") -> None:
        if not turn.done():
            turn.set_exception(self._otherwise(_SOON))
