"""A connection of the driver in the hands of the event loop, which must not be kept waiting."""

import sqlite3
from collections.abc import Sequence
from math import inf
from typing import Any, Final, TypeAlias

from todoauth.adapters.sql.sqlite.failures import primary

Rows: TypeAlias = list[tuple[Any, ...]]  # Any: what SQLite stores for every type

_BEAT: Final = 2_000  # steps of SQLite's machine, 0.1 to 0.2 ms: the longest page of a list takes fewer
_BEATS: Final = 2  # counted from anywhere within the first


class Handle:
    """Does at once what can be done at once. It never waits for a lock."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self.raw = raw
        self._beats_left: float = inf
        self._long: set[str] = set()
        raw.execute("PRAGMA busy_timeout = 0")
        raw.set_progress_handler(self._is_enough, _BEAT)

    def read(self, text: str, arguments: Sequence[object]) -> Rows | None:
        """Return what a statement finds, or `None` if that takes long, or a lock is in the way.

        What took long once is taken to do so ever after, and not begun again.
        """
        if text in self._long:
            return None
        self._beats_left = _BEATS
        try:
            return self.raw.execute(text, arguments).fetchall()
        except sqlite3.OperationalError as error:
            if primary(error) == sqlite3.SQLITE_INTERRUPT:
                self._long.add(text)
            elif primary(error) != sqlite3.SQLITE_BUSY:
                raise
            return None
        finally:
            self._beats_left = inf

    def _is_enough(self) -> bool:
        self._beats_left -= 1
        return self._beats_left <= 0
