"""Attempts, counted before the work they ask for."""

from typing import Protocol

from todoauth.domain.model.limit import Limit, LimitKey


class Limiter(Protocol):
    """Counts attempts, atomically: a burst of parallel attempts never gets past the limit."""

    async def hit(self, key: LimitKey, limit: Limit) -> int:
        """Count one attempt; return how many more may follow at once. A key always comes with the same limit.

        Raises:
            TooManyAttempts: `limit.times` attempts were counted within the last `limit.per`; this one is not counted.
        """
        ...


class OwnLimiter(Limiter, Protocol):
    """A limiter of this process alone."""

    def take_back(self, key: LimitKey, limit: Limit) -> None:
        """Forget one attempt that was counted, the latest, if any still counts."""
        ...
