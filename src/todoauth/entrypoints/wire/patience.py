"""How long a connection waits for whoever is at its other end (security M10, G17)."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long each thing may take at least, in seconds. Nobody is waited for longer than two beats more.

    Args:
        head: a request line and all headers, from the first byte on; and the first byte of a connection.
        body: a whole body, from the end of the headers on.
        answer: the taking of answers.
        rest: the next request on a connection that is kept.
        farewell: the going of somebody who was turned away.
        beat: the time from one look to the next.
    """

    head: float = 10
    body: float = 15
    answer: float = 25
    rest: float = 5
    farewell: float = 2
    beat: float = 1


Awaited: TypeAlias = tuple[object, float]
"""What is waited for, and how many seconds. The same thing is the same object; nothing is `None`."""


class Watch:
    """Looks at one connection again and again. Requests need not tell it anything, and so cost nothing.

    Args:
        loop: tells the time.
        transport: the connection, which ends when answers are not taken in time.
        patience: how long it waits.
        awaits: tells what is waited for.
        overdue: called when that does not come in time.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        transport: asyncio.Transport,
        patience: Patience,
        *,
        awaits: Callable[[], Awaited],
        overdue: Callable[[], None],
    ) -> None:
        self._loop = loop
        self._transport = transport
        self._patience = patience
        self._awaits = awaits
        self._overdue = overdue
        self._unread, self._missing = _Lasting(), _Lasting()
        self._timer = loop.call_later(patience.beat, self._look)

    def end(self) -> None:
        """Look no more."""
        self._timer.cancel()

    def _look(self) -> None:
        now = self._loop.time()
        unread = self._transport if self._transport.get_write_buffer_size() else None
        missing, seconds = self._awaits()
        if self._unread.seconds(unread, now) >= self._patience.answer:
            self._transport.abort()
        elif self._missing.seconds(missing, now) >= seconds:
            self._overdue()
        self._timer = self._loop.call_later(self._patience.beat, self._look)


class _Lasting:
    """How long something has been the same."""

    def __init__(self) -> None:
        self._what: object = None
        self._since = 0.0

    def seconds(self, what: object, now: float) -> float:
        if what is not self._what or what is None:
            self._what, self._since = what, now
        return now - self._since
