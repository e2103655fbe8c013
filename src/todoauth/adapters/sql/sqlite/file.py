"""The file of a SQLite database, and how to open it."""

import re
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

_FORM: Final = re.compile(r"sqlite:///([^?]+)")
# FULL: an acknowledged commit survives the loss of power; with NORMAL, WAL may lose the last ones.
_PRAGMAS: Final = (
    "synchronous = FULL",
    "trusted_schema = OFF",
    "case_sensitive_like = ON",
)
_PAUSE: Final = 0.01  # seconds


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """Where the database is, and for how many seconds to wait for a lock that another process holds."""

    path: Path
    patience: float = 5.0

    @classmethod
    def at(cls, url: str) -> Self:
        """Return the file of a URL such as `sqlite:////var/lib/todoauth/todoauth.db`.

        Raises:
            ValueError: it names no file. In memory, every connection would have an empty database of its own.
        """
        named = _FORM.fullmatch(url)
        if not named or named[1].startswith((":memory:", "file:")):
            raise ValueError("a SQLite database URL must name a file: sqlite:///path/to/file.db")
        return cls(Path(named[1]))

    def hold(self) -> sqlite3.Connection:
        """Lock a file beside this one, for as long as the connection that is returned is open.

        Raises:
            sqlite3.OperationalError: another process holds it.
        """
        beside = self.path.with_name(f"{self.path.name}-served")
        return _opened(beside, patience=0, prepare=lambda raw: raw.execute("BEGIN EXCLUSIVE"))

    def connect(self, *, writes: bool = True, checks_references: bool = True) -> sqlite3.Connection:
        """Open the file; a new one is for its owner's eyes only.

        Transactions are begun and ended by hand. Any thread may use the connection, one at a time.

        Raises:
            OSError, sqlite3.OperationalError: it cannot be opened.
        """
        rights = (f"foreign_keys = {int(checks_references)}", f"query_only = {int(not writes)}")

        def prepare(raw: sqlite3.Connection) -> None:
            self._share(raw)
            for pragma in (*_PRAGMAS, *rights):
                raw.execute(f"PRAGMA {pragma}")

        return _opened(self.path, patience=self.patience, prepare=prepare)

    def _share(self, raw: sqlite3.Connection) -> None:
        """Let others read while one writes. The file remembers it, so only a new one has to be changed.

        SQLite does not wait by itself for other processes that are changing it at this moment.
        """
        give_up_at = time.monotonic() + self.patience
        while True:
            try:
                raw.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up_at:
                    raise
                time.sleep(_PAUSE)
            else:
                return


def _opened(path: Path, *, patience: float, prepare: Callable[[sqlite3.Connection], object]) -> sqlite3.Connection:
    """Return a connection that is prepared, or leave none open."""
    path.touch(mode=0o600)
    raw = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
    try:
        prepare(raw)
    except BaseException:
        raw.close()
        raise
    return raw
