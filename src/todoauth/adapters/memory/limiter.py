"""Attempts, counted in memory."""

from collections import deque
from datetime import datetime, timedelta
from typing import TypeAlias

from todoauth.adapters.memory.fading import Fading
from todoauth.domain.errors import TooManyAttempts
from todoauth.domain.model.limit import Limit, LimitKey
from todoauth.ports.limiter import OwnLimiter
from todoauth.ports.system import Clock

_Counted: TypeAlias = tuple[str, str, int, timedelta]


class MemoryLimiter(OwnLimiter):
    """Counts the attempts of one process, exactly: it remembers when each was, for as long as it counts.

    Args:
        now: where the time comes from.
    """

    def __init__(self, now: Clock) -> None:
        self._now = now
        self._counted = Fading[_Counted, deque[datetime]]()

    async def hit(self, key: LimitKey, limit: Limit) -> int:
        at, counted = self._now(), _counted(key, limit)
        latest = self._counted.get(counted, at=at) or deque[datetime](maxlen=limit.times)
        while latest and latest[0] + limit.per <= at:
            latest.popleft()
        if len(latest) == limit.times:
            raise TooManyAttempts(latest[0] + limit.per - at)
        latest.append(at)
        self._counted.put(counted, latest, at=at, until=at + limit.per)
        return limit.times - len(latest)

    def take_back(self, key: LimitKey, limit: Limit) -> None:
        if latest := self._counted.get(_counted(key, limit), at=self._now()):
            latest.pop()


def _counted(key: LimitKey, limit: Limit) -> _Counted:
    # Not the two themselves: Python, not C, would take their hashes and compare them, six times for each attempt.
    return key.scope, key.subject, limit.times, limit.per
