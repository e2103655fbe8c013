"""`RateLimit`: how much clients may still ask for (draft-ietf-httpapi-ratelimit-headers).

Only what is counted by client or by the caller is told. What is left at an account or an address is nobody's business.
"""

import math
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, TypeAlias

from todoauth.domain.errors import TooManyAttempts
from todoauth.domain.model.limit import Limit, LimitKey
from todoauth.ports.limiter import Limiter, OwnLimiter

_TOLD: Final = ("-client", "-user")

Budget: TypeAlias = tuple[str, str]
"""What there is of a limit, and what is left: an item of `RateLimit-Policy`, and one of `RateLimit`."""

counting: Final[ContextVar[list[Budget] | None]] = ContextVar("counting", default=None)
"""Where the budgets go that are counted while a request is served."""


def headers_of(budgets: Iterable[Budget]) -> list[tuple[bytes, bytes]]:
    """Return the headers that tell of them, as an answer has them."""
    policies, rests = zip(*budgets, strict=True)
    return [(b"ratelimit-policy", ", ".join(policies).encode()), (b"ratelimit", ", ".join(rests).encode())]


def tell_nothing() -> None:
    """Forget the budgets that were counted so far: they are not those of whoever asked."""
    (counting.get() or []).clear()


@dataclass(frozen=True, slots=True)
class TellingLimiter(Limiter):
    """Another limiter, whose answers about clients and callers are told to them."""

    limiter: Limiter

    async def hit(self, key: LimitKey, limit: Limit) -> int:
        """Count one attempt, and note what is left."""
        budgets = counting.get()
        if budgets is None or not key.scope.endswith(_TOLD):
            return await self.limiter.hit(key, limit)
        policy = f'"{key.scope}";q={limit.times};w={_seconds(limit.per)}'
        try:
            left = await self.limiter.hit(key, limit)
        except TooManyAttempts as refused:
            budgets.append((policy, f'"{key.scope}";r=0;t={_seconds(refused.retry_after)}'))
            raise
        budgets.append((policy, f'"{key.scope}";r={left}'))
        return left


@dataclass(frozen=True, slots=True)
class TellingOwnLimiter(TellingLimiter, OwnLimiter):
    """The same for a limiter that can take back."""

    limiter: OwnLimiter

    def take_back(self, key: LimitKey, limit: Limit) -> None:
        """Forget one attempt."""
        self.limiter.take_back(key, limit)


def _seconds(span: timedelta) -> int:
    return max(1, math.ceil(span.total_seconds()))
