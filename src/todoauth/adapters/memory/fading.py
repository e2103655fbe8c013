"""Things that are forgotten when their time is up."""

from datetime import datetime
from heapq import heappop, heappush, heapreplace
from itertools import count
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Fading(Generic[K, V]):
    """Values by key, each for its time. Whatever is put in makes room first, so nothing piles up."""

    def __init__(self) -> None:
        self._kept: dict[K, tuple[datetime, V]] = {}
        self._ends: list[tuple[datetime, int, K]] = []  # one for each key: the first that it had
        self._numbers = count()

    def get(self, key: K, *, at: datetime) -> V | None:
        """Return the value, or `None` when there is none or its time is up."""
        until, value = self._kept.get(key, (None, None))
        return value if until is not None and at < until else None

    def put(self, key: K, value: V, *, at: datetime, until: datetime) -> None:
        """Keep `value` until then, in the place of what was there."""
        self._forget(at)
        if key not in self._kept:
            heappush(self._ends, (until, next(self._numbers), key))
        self._kept[key] = until, value

    def __len__(self) -> int:
        return len(self._kept)

    def _forget(self, at: datetime) -> None:
        while self._ends and self._ends[0][0] <= at:
            _, number, key = self._ends[0]
            until, _ = self._kept[key]
            if until <= at:
                heappop(self._ends)
                del self._kept[key]
            else:  # it was put in anew, for longer
                heapreplace(self._ends, (until, number, key))
