"""When to stop asking whoever does not answer."""

import time
from collections.abc import Callable


class Breaker:
    """Lets every call through until too many fail in a row; from then on, one at a time, to find out.

    Args:
        failures: how many in a row are too many.
        pause: seconds from a failure, or from a call that finds out, to the next that may.
        seconds: a clock that only ever goes forward.
    """

    def __init__(self, *, failures: int = 5, pause: float = 1.0, seconds: Callable[[], float] = time.monotonic) -> None:
        self._most = failures
        self._pause = pause
        self._seconds = seconds
        self._failures = 0
        self._not_before = 0.0

    def lets_through(self) -> bool:
        """Return whether to make a call now; tell afterwards what became of it."""
        if self._failures < self._most:
            return True
        now = self._seconds()
        if now < self._not_before:
            return False
        # Should nobody tell what became of the call, another may find out after a pause.
        self._not_before = now + self._pause
        return True

    def succeeded(self) -> None:
        """Let every call through again."""
        self._failures = 0

    def failed(self) -> None:
        """Count a failure."""
        self._failures += 1
        self._not_before = self._seconds() + self._pause
