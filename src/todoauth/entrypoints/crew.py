"""Several processes that do the same work, each replaced when it ends before it is told to."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import TypeAlias

from todoauth.entrypoints.departure import STOPS, Departure, heed
from todoauth.entrypoints.place import Place
from todoauth.entrypoints.refusal import Refused

Work: TypeAlias = Callable[[Callable[[], None]], None]
"""`work(begun)` calls `begun` once it serves, and returns after its departure has begun."""

_TICK = 0.2  # seconds


class Crew:
    """Keeps up a number of processes that are forked from this one, which does nothing else (F-25).

    They are told to end by the end of a pipe, so they end when this process is killed, too.

    Args:
        work: what each of them does.
        departure: begins, in each of them, when it is to end.
        size: how many there are.
        complete: called when all have begun for the first time.
        dismissed: called when all have been told to end.
    """

    def __init__(
        self,
        work: Work,
        departure: Departure,
        *,
        size: int,
        complete: Callable[[], None],
        dismissed: Callable[[], None],
    ) -> None:
        self._work = work
        self._departure = departure
        self._places = [Place() for _ in range(size)]
        self._complete = complete
        self._dismissed = dismissed
        self._orders, self._giving = os.pipe()

    def run(self) -> None:
        """Keep the crew whole until SIGINT or SIGTERM, then return when all have ended.

        Raises:
            Refused: one of them was, so all would be.
        """
        gc.freeze()  # what is there now stays shared: collecting it would write to all of it
        heed(self._dismiss, hasten=self._kill)
        try:
            self._keep_until(lambda: all(place.has_begun for place in self._places))
            if not self._departure.has_begun:
                self._complete()
            self._keep_until(lambda: False)
        finally:
            self._dismiss()
            for place in self._places:
                place.wait()

    def _keep_until(self, holds: Callable[[], bool]) -> None:
        while not (self._departure.has_begun or holds()):
            for place in self._places:
                place.fill(self._be_one)
            telling = wait([place.report for place in self._places if place.report], timeout=_TICK)
            for place in self._places:
                if place.report in telling:
                    place.listen()

    def _dismiss(self) -> None:
        if not self._departure.has_begun:
            self._departure.begin()
            os.close(self._giving)
            self._dismissed()

    def _kill(self) -> None:
        for place in self._places:
            place.kill()

    def _be_one(self, report: Connection) -> None:
        os.close(self._giving)
        threading.Thread(target=self._obey, daemon=True).start()
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all; orders come from the first process
        signal.signal(signal.SIGTERM, self._begin)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
        try:
            self._work(lambda: report.send_bytes(b""))
        except Refused as refused:
            report.send_bytes(str(refused).encode())
            sys.exit(refused.exit_code)

    def _begin(self, _signal: int, _frame: FrameType | None) -> None:
        self._departure.begin()

    def _obey(self) -> None:
        os.read(self._orders, 1)
        self._departure.begin()
