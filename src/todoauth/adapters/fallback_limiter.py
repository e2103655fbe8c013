"""Attempts, counted in one place for all processes; and in each process while that place is away."""

from todoauth.domain.errors import Unavailable
from todoauth.domain.model.limit import Limit, LimitKey
from todoauth.ports.limiter import Limiter


class FallbackLimiter(Limiter):
    """Lets no attempt pass uncounted: what the shared limiter cannot count, the process's own does, more strictly.

    It does so for every scope. Whatever a limit bounds (logging in, signing up, changing a password, asking for a
    code) must go on without the shared limiter; guesses at codes are bounded elsewhere, and wait.

    Args:
        shared: counts the attempts of all processes.
        own: counts the attempts of this process.
        processes: how many share a limit. Counting apart, they let no more pass in the long run than together.
    """

    def __init__(self, shared: Limiter, own: Limiter, *, processes: int) -> None:
        self._shared = shared
        self._own = own
        self._processes = processes

    async def hit(self, key: LimitKey, limit: Limit) -> int:
        """Count one attempt. One that the shared limiter may have counted before it failed is counted again."""
        try:
            return await self._shared.hit(key, limit)
        except Unavailable:
            return await self._own.hit(key, self._part_of(limit))

    def _part_of(self, limit: Limit) -> Limit:
        """Return what one process may let pass: fewer times, or as few in a longer time."""
        if limit.times >= self._processes:
            return Limit(limit.times // self._processes, limit.per)
        return Limit(1, limit.per * self._processes / limit.times)
