"""Two limiters: one for all processes, one for while it is away."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from todoauth.adapters.fallback_limiter import FallbackLimiter
from todoauth.adapters.memory import MemoryLimiter
from todoauth.domain.errors import TooManyAttempts, Unavailable
from todoauth.domain.model.limit import Limit, LimitKey
from todoauth.ports.limiter import Limiter
from todoauth.testing import HandWoundClock

MINUTE = timedelta(minutes=1)
KEY = LimitKey("log-in-client", "203.0.113.7")


class FarLimiter(Limiter):
    """A limiter that can be away."""

    def __init__(self, limiter: Limiter) -> None:
        self.limiter = limiter
        self.is_away = False

    async def hit(self, key: LimitKey, limit: Limit) -> int:
        if self.is_away:
            raise Unavailable
        return await self.limiter.hit(key, limit)


class AwareLimiter(Limiter):
    """A limiter that knows which limits it was asked for."""

    def __init__(self) -> None:
        self.limits = list[Limit]()

    async def hit(self, key: LimitKey, limit: Limit) -> int:
        self.limits.append(limit)
        return 0


@pytest.fixture
def clock() -> HandWoundClock:
    return HandWoundClock()


@pytest.fixture
def shared(clock: HandWoundClock) -> FarLimiter:
    return FarLimiter(MemoryLimiter(clock))


@pytest.fixture
def limiter(shared: FarLimiter, clock: HandWoundClock) -> FallbackLimiter:
    return FallbackLimiter(shared, MemoryLimiter(clock), processes=4)


async def passed(limiter: Limiter, limit: Limit, tries: int = 20) -> int:
    """How many of as many tries pass."""
    for number in range(tries):
        try:
            await limiter.hit(KEY, limit)
        except TooManyAttempts:
            return number
    return tries


async def test_with_the_shared_limiter_the_whole_limit_passes(limiter: FallbackLimiter):
    assert await passed(limiter, Limit(12, MINUTE)) == 12


async def test_what_the_shared_limiter_refuses_is_refused(limiter: FallbackLimiter, shared: FarLimiter):
    await passed(limiter, Limit(12, MINUTE))
    with pytest.raises(TooManyAttempts):
        await limiter.hit(KEY, Limit(12, MINUTE))


@pytest.mark.parametrize(("times", "part"), [(12, 3), (15, 3), (4, 1)])
async def test_without_it_each_process_lets_its_part_pass(
    limiter: FallbackLimiter, shared: FarLimiter, times: int, part: int
):
    shared.is_away = True
    assert await passed(limiter, Limit(times, MINUTE)) == part


async def test_a_limit_that_cannot_be_divided_lasts_longer(
    limiter: FallbackLimiter, shared: FarLimiter, clock: HandWoundClock
):
    shared.is_away = True
    assert await passed(limiter, Limit(2, MINUTE)) == 1
    clock.advance(MINUTE)
    assert await passed(limiter, Limit(2, MINUTE)) == 0
    clock.advance(MINUTE)
    assert await passed(limiter, Limit(2, MINUTE)) == 1


async def test_when_it_is_back_it_counts_again(limiter: FallbackLimiter, shared: FarLimiter):
    shared.is_away = True
    await passed(limiter, Limit(12, MINUTE))
    shared.is_away = False
    assert await passed(limiter, Limit(12, MINUTE)) == 12


@given(
    times=st.integers(1, 1000),
    per=st.timedeltas(timedelta(seconds=1), timedelta(days=1)),
    processes=st.integers(1, 64),
)
async def test_the_parts_of_all_processes_are_no_more_than_the_whole(times: int, per: timedelta, processes: int):
    away, own = FarLimiter(AwareLimiter()), AwareLimiter()
    away.is_away = True
    await FallbackLimiter(away, own, processes=processes).hit(KEY, Limit(times, per))
    [part] = own.limits
    rounding = timedelta(microseconds=times)
    assert processes * part.times * per <= times * part.per + rounding
