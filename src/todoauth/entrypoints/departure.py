"""The end of a process: one signal begins it, another hastens it."""

import os
import signal
from collections.abc import Callable
from types import FrameType

from todoauth.domain.errors import Unavailable

STOPS = (signal.SIGINT, signal.SIGTERM)

_BY_SIGNAL = 128  # POSIX: what the exit code of a process that a signal ended begins at


class Departure:
    """That this process is about to end: told first to whoever sends it requests, while it still serves them."""

    def __init__(self) -> None:
        self.has_begun = False

    def begin(self) -> None:
        """Let everybody know. It cannot be taken back."""
        self.has_begun = True

    async def ping(self) -> None:
        """Return while there is no thought of leaving.

        Raises:
            Unavailable: this process is about to end.
        """
        if self.has_begun:
            raise Unavailable


def heed(begin: Callable[[], object], *, hasten: Callable[[], None] = lambda: None) -> None:
    """Have the first SIGINT or SIGTERM call `begin`, and the second end the process at once, after a call of `hasten`.

    Nothing is put in order then: what was under way is found by others as after a crash.
    """
    heard = list[int]()

    def hear(number: int, _frame: FrameType | None) -> None:
        if heard:
            hasten()
            os._exit(_BY_SIGNAL + number)
        heard.append(number)
        begin()

    for stop in STOPS:
        signal.signal(stop, hear)
