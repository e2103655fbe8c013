"""Things that are forgotten when their time is up."""

from datetime import datetime
from heapq import heappop, heappush
from itertools import count
from typing import Generic, TypeVar

from todoauth.ports.system import Clock

K = TypeVar("K")
V = TypeVar("V")


class Fading(Generic[K, V]):
    """Values by key, each for its time. Whatever is put in makes room first, so nothing piles up.

    Args:
        now: where the time comes from.
    """

    def __init__(self, now: Clock) -> None:
        self._now = now
        self._kept: dict[K, tuple[datetime, V]] = {}
        self._ends: list[tuple[datetime, int, K]] = []
        self._numbers = count()

    def get(self, key: K) -> V | None:
        """Return the value, or `None` when there is none or its time is up."""
        until, value = self._kept.get(key, (None, None))
        return value if until is not None and self._now() < until else None

    def put(self, key: K, value: V, *, until: datetime) -> None:
        """Keep `value` until then, in the place of what was there."""
        self._forget()
        self._kept[key] = until, value
        heappush(self._ends, (until, next(self._numbers), key))

    def __len__(self) -> int:
        return len(self._kept)

    def _forget(self) -> None:
        at = self._now()
        while self._ends and self._ends[0][0] <= at:
            _, _, key = heappop(self._ends)
            # It may have been put in anew, for longer.
            if key in self._kept and self._kept[key][0] <= at:
                del self._kept[key]
