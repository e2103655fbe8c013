"""`RateLimit`: how much clients may still ask for (draft-ietf-httpapi-ratelimit-headers).

Only what is counted by client or by the caller is told. What is left at an account or an address is nobody's business.
"""

import math
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from todoauth.domain.errors import TooManyAttempts
from todoauth.domain.model.limit import Limit, LimitKey
from todoauth.ports.limiter import Limiter

_TOLD: Final = ("-client", "-user")


@dataclass(frozen=True, slots=True)
class Budget:
    """What is left of a limit.

    Args:
        wait: how long until there is more of it, where there is nothing left.
    """

    scope: str
    limit: Limit
    left: int
    wait: timedelta | None = None

    @property
    def policy(self) -> str:
        """The item of `RateLimit-Policy`."""
        return f'"{self.scope}";q={self.limit.times};w={_seconds(self.limit.per)}'

    @property
    def rest(self) -> str:
        """The item of `RateLimit`."""
        wait = "" if self.wait is None else f";t={_seconds(self.wait)}"
        return f'"{self.scope}";r={self.left}{wait}'


counting: Final[ContextVar[list[Budget] | None]] = ContextVar("counting", default=None)
"""Where the budgets go that are counted while a request is served."""


def headers_of(budgets: list[Budget]) -> Mapping[str, str]:
    """Return the headers that tell of them."""
    if not budgets:
        return {}
    return {
        "RateLimit-Policy": ", ".join(budget.policy for budget in budgets),
        "RateLimit": ", ".join(budget.rest for budget in budgets),
    }


@dataclass(frozen=True, slots=True)
class TellingLimiter(Limiter):
    """Another limiter, whose answers about clients and callers are told to them."""

    limiter: Limiter

    async def hit(self, key: LimitKey, limit: Limit) -> int:
        """Count one attempt, and note what is left."""
        try:
            left = await self.limiter.hit(key, limit)
        except TooManyAttempts as refused:
            _note(Budget(key.scope, limit, 0, refused.retry_after), key)
            raise
        _note(Budget(key.scope, limit, left), key)
        return left


def _note(budget: Budget, key: LimitKey) -> None:
    budgets = counting.get()
    if budgets is not None and key.scope.endswith(_TOLD):
        budgets.append(budget)


def _seconds(span: timedelta) -> int:
    return max(1, math.ceil(span.total_seconds()))
