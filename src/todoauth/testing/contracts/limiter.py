"""What every `Limiter` must do."""

from datetime import timedelta

import pytest

from todoauth.domain.errors import TooManyAttempts
from todoauth.domain.model.limit import Limit, LimitKey
from todoauth.ports.limiter import Limiter
from todoauth.testing.contracts.codes import PassTime
from todoauth.testing.contracts.concurrency import MANY, all_at_once, tally
from todoauth.testing.contracts.samples import new_id

AN_HOUR, SHORT = timedelta(hours=1), timedelta(milliseconds=200)


def a_key(scope: str = "log-in") -> LimitKey:
    return LimitKey(scope, str(new_id()))


async def passes(limiter: Limiter, key: LimitKey, limit: Limit) -> bool:
    try:
        await limiter.hit(key, limit)
    except TooManyAttempts:
        return False
    return True


@pytest.mark.asyncio
class LimiterContract:
    """Needs the fixtures `limiter` and `pass_time`, which awaits until that much time has passed for it."""

    @pytest.mark.parametrize("times", [1, 3, 30])
    async def test_as_many_attempts_as_allowed_pass(self, limiter: Limiter, times: int) -> None:
        key = a_key()
        passed = [await passes(limiter, key, Limit(times, AN_HOUR)) for _ in range(times + 2)]
        assert passed == [True] * times + [False] * 2

    async def test_a_burst_does_not_get_past_the_limit(self, limiter: Limiter) -> None:
        key, limit = a_key(), Limit(5, AN_HOUR)
        outcomes = await all_at_once([lambda: limiter.hit(key, limit)] * 3 * MANY)
        assert tally(outcomes) == {int: 5, TooManyAttempts: 3 * MANY - 5}

    async def test_each_attempt_says_how_many_may_follow(self, limiter: Limiter, pass_time: PassTime) -> None:
        key, other = a_key(), a_key()
        assert [await limiter.hit(key, Limit(3, AN_HOUR)) for _ in range(3)] == [2, 1, 0]
        assert await limiter.hit(other, Limit(3, SHORT)) == 2
        await pass_time(SHORT)
        assert await limiter.hit(other, Limit(3, SHORT)) == 2

    async def test_subjects_and_scopes_are_counted_apart(self, limiter: Limiter) -> None:
        key, limit = a_key(), Limit(1, AN_HOUR)
        others = [LimitKey("sign-up", key.subject), LimitKey(key.scope, f"{key.subject}:"), LimitKey(key.scope, "")]
        assert [await passes(limiter, each, limit) for each in (key, *others, key)] == [True] * 4 + [False]

    async def test_a_key_cannot_be_spelled_as_another(self, limiter: Limiter) -> None:
        subject, limit = str(new_id()), Limit(1, AN_HOUR)
        keys = [LimitKey("a", f"b:{subject}"), LimitKey("a:b", subject), LimitKey("a", f"b\0{subject}")]
        assert [await passes(limiter, key, limit) for key in keys] == [True] * 3

    async def test_the_wait_is_told_and_is_long_enough(self, limiter: Limiter, pass_time: PassTime) -> None:
        key, limit = a_key(), Limit(2, SHORT)
        await limiter.hit(key, limit)
        await limiter.hit(key, limit)
        with pytest.raises(TooManyAttempts) as refused:
            await limiter.hit(key, limit)
        assert timedelta() < refused.value.retry_after <= SHORT
        await pass_time(refused.value.retry_after)
        assert await passes(limiter, key, limit)

    async def test_a_refused_attempt_is_not_counted(self, limiter: Limiter, pass_time: PassTime) -> None:
        key, limit = a_key(), Limit(1, 4 * SHORT)
        await limiter.hit(key, limit)
        await pass_time(SHORT)
        assert not await passes(limiter, key, limit)
        await pass_time(3 * SHORT)
        assert await passes(limiter, key, limit)

    async def test_no_stretch_of_time_holds_more_than_the_limit(self, limiter: Limiter, pass_time: PassTime) -> None:
        key, limit, hour = a_key(), Limit(3, 4 * SHORT), list[bool]()
        for _ in range(16):
            hour.append(await passes(limiter, key, limit))
            await pass_time(SHORT)
        assert hour[:4] == [True, True, True, False]
        assert all(sum(hour[start : start + 4]) <= 3 for start in range(len(hour) - 3))
