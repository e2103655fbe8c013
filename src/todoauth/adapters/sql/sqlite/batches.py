"""What several people write, kept at once."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, TypeAlias

from todoauth.adapters.sql.sqlite.failures import primary
from todoauth.adapters.sql.sqlite.jobs import Errand, Job
from todoauth.adapters.sql.sqlite.pauses import pauses
from todoauth.adapters.sql.sqlite.threads import Threads

AnyJob: TypeAlias = Job[Any]  # Any: only who waits for it knows what it returns

_MOST: Final = 32


class Batch(Errand):
    """Single statements that share a transaction, and the wait for the disk. Nobody is told before they are kept.

    One that is refused changes nothing, and is nobody else's business: SQLite undoes that statement alone. If the whole
    cannot be kept, nothing of it is there, and everybody is told why.

    Args:
        raw: whoever has called this batch has it for themselves from `begin` on, until `leave` is called.
    """

    def __init__(self, raw: sqlite3.Connection, thread: Threads, leave: Callable[[], None]) -> None:
        self._raw = raw
        self._thread = thread
        self._leave = leave
        self._jobs: list[AnyJob] = []
        self._is_open, self._is_kept_out = True, False
        self._pauses = pauses()

    def takes(self, job: AnyJob) -> bool:
        """Take one more along, unless this is full or has begun; return whether it was."""
        if not self._is_open or len(self._jobs) == _MOST:
            return False
        self._jobs.append(job)
        return True

    def begin(self) -> None:
        """Have it done, if anybody still wants it, and take nobody along any more."""
        self._is_open, self._is_kept_out = False, False
        if any(job.is_wanted for job in self._jobs):
            self._thread.send(self)
        else:
            self._leave()

    def run(self) -> None:
        try:
            self._is_kept_out = not self._could_begin()
            if not self._is_kept_out:
                self._do()
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            self._undo(error)

    def end(self) -> None:
        if self._is_kept_out:
            asyncio.get_running_loop().call_later(next(self._pauses), self.begin)
            return
        for job in self._jobs:
            job.end()
        self._leave()

    def _could_begin(self) -> bool:
        """Begin, and return whether no other process writes."""
        try:
            self._raw.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if primary(error) != sqlite3.SQLITE_BUSY:
                raise
            return False
        return True

    def _do(self) -> None:
        for job in self._jobs:
            job.run()
            if job.error is not None and not self._raw.in_transaction:
                raise job.error  # it was such that SQLite has undone everything
        self._raw.execute("COMMIT")

    def _undo(self, error: BaseException) -> None:
        for job in self._jobs:
            job.fail(error)
        with suppress(sqlite3.Error):  # which would have undone it, too
            self._raw.execute("ROLLBACK")
