"""Every cache and every limiter passes its suite."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from todoauth import CodeCache, Limiter
from todoauth.adapters.memory import MemoryCodeCache, MemoryLimiter
from todoauth.testing import HandWoundClock
from todoauth.testing.contracts import CodeCacheContract, LimiterContract


@pytest.fixture
def clock() -> HandWoundClock:
    return HandWoundClock()


@pytest.fixture
def pass_time(clock: HandWoundClock) -> Callable[[timedelta], Awaitable[None]]:
    async def pass_time(by: timedelta) -> None:
        clock.advance(by)

    return pass_time


class TestMemoryCodeCache(CodeCacheContract):
    @pytest.fixture
    def codes(self, clock: HandWoundClock) -> CodeCache:
        return MemoryCodeCache(clock)


class TestMemoryLimiter(LimiterContract):
    @pytest.fixture
    def limiter(self, clock: HandWoundClock) -> Limiter:
        return MemoryLimiter(clock)
