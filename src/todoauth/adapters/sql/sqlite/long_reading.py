"""Reading that takes long, but not for ever."""

import asyncio
import sqlite3
from collections.abc import Sequence
from threading import Lock
from time import monotonic
from typing import Final

from todoauth.adapters.sql.executor import LONGEST
from todoauth.adapters.sql.sqlite.handle import Rows

_AGAIN: Final = 0.05  # seconds


class LongReading:
    """A statement that finds something, in a thread, and is given up once it has run for as long as any may.

    SQLite could ask now and then whether to go on, as it does on the loop. But here it would have to wait for the
    interpreter each time, and a search would take several times as long beside a loop that is busy.
    """

    def __init__(self, text: str, arguments: Sequence[object]) -> None:
        self._text = text
        self._arguments = arguments
        self._running = Lock()
        self._raw: sqlite3.Connection | None = None
        self._give_up_at = 0.0
        self._timer = asyncio.get_running_loop().call_later(LONGEST, self._look)

    def __call__(self, raw: sqlite3.Connection) -> Rows:
        """Return what it finds.

        Raises:
            sqlite3.OperationalError: it took too long, or as SQLite has it.
        """
        self._give_up_at = monotonic() + LONGEST
        self._raw = raw
        try:
            return raw.execute(self._text, self._arguments).fetchall()
        finally:
            with self._running:  # from here on, the connection is somebody else's
                self._raw = None

    def end(self) -> None:
        """Look no more."""
        self._timer.cancel()

    def _look(self) -> None:
        """Give it up if its time is over. It may have begun late; and what has not quite begun hears nothing."""
        with self._running:
            if self._raw is not None and monotonic() >= self._give_up_at:
                self._raw.interrupt()
        self._timer = asyncio.get_running_loop().call_later(_AGAIN, self._look)
