"""Attempts, counted in memory."""

from collections import deque
from datetime import datetime

from todoauth.adapters.memory.fading import Fading
from todoauth.domain.errors import TooManyAttempts
from todoauth.domain.model.limit import Limit, LimitKey
from todoauth.ports.limiter import Limiter
from todoauth.ports.system import Clock


class MemoryLimiter(Limiter):
    """Counts the attempts of one process, exactly: it remembers when each was, for as long as it counts.

    Args:
        now: where the time comes from.
    """

    def __init__(self, now: Clock) -> None:
        self._now = now
        self._counted = Fading[tuple[LimitKey, Limit], deque[datetime]](now)

    async def hit(self, key: LimitKey, limit: Limit) -> int:
        at = self._now()
        latest = self._counted.get((key, limit)) or deque[datetime](maxlen=limit.times)
        while latest and latest[0] + limit.per <= at:
            latest.popleft()
        if len(latest) == limit.times:
            raise TooManyAttempts(latest[0] + limit.per - at)
        latest.append(at)
        self._counted.put((key, limit), latest, until=at + limit.per)
        return limit.times - len(latest)
