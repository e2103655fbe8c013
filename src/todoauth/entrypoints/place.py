"""A place for a process that is to be there always."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess

import structlog

from todoauth.entrypoints.departure import STOPS
from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.relay import wait_after

_LONG = 3.0  # seconds of work, after which an end was no failure to start
_SHORTEST, _LONGEST = 0.1, 30.0  # seconds between an end and the next start

log = structlog.get_logger(__name__)


class Place:
    """A place in a crew, and the process that has it at the moment, with the way in which it reports."""

    def __init__(self) -> None:
        self.report: Connection | None = None
        self._process: ForkProcess | None = None
        self._began: float | None = None
        self._due = 0.0
        self._failures = 0

    @property
    def has_begun(self) -> bool:
        """Whether a process has it, and does its work."""
        return self._began is not None

    def fill(self, be_one: Callable[[Connection], None]) -> None:
        """Start a process, if there is none and it is time."""
        if self.report or time.monotonic() < self._due:
            return
        ours, theirs = os.pipe()
        self.report, telling = Connection(ours, writable=False), Connection(theirs, readable=False)
        self._process = multiprocessing.get_context("fork").Process(target=be_one, args=(telling,))
        # Until it knows better, the new process does with a signal what this one would.
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
        telling.close()
        log.info("worker_started", pid=self._process.pid)

    def listen(self) -> None:
        """Take what the process has to tell: that it has begun, that it was refused, or, without a word, that it ended.

        Raises:
            Refused: it was.
        """
        try:
            refusal = self.report.recv_bytes().decode() if self.report else ""
        except EOFError:
            self._clear()
            return
        if refusal:
            raise Refused(*refusal.splitlines())
        self._began = time.monotonic()

    def kill(self) -> None:
        """End the process at once, if there is one."""
        if self._process:
            self._process.kill()

    def wait(self) -> None:
        """Return when the process has ended, if there is one."""
        if self._process:
            self._process.join()

    def _clear(self) -> None:
        self.wait()
        now = time.monotonic()
        worked_long = self._began is not None and now - self._began > _LONG
        self._failures = 1 if worked_long else self._failures + 1
        pause = wait_after(self._failures, pause=_SHORTEST, longest=_LONGEST)
        exit_code = self._process.exitcode if self._process else None
        log.warning("worker_ended", exit_code=exit_code, next_in_seconds=pause)
        self._process = self.report = self._began = None
        self._due = now + pause
