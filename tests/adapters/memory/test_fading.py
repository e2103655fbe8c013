"""Codes and counts in memory are forgotten in time."""

from datetime import timedelta

from todoauth import EmailAddress, Limit, LimitKey
from todoauth.adapters.memory import MemoryCodeCache, MemoryLimiter
from todoauth.adapters.memory.fading import Fading
from todoauth.domain.model.one_time_code import CodeKey, Purpose
from todoauth.testing import HandWoundClock
from todoauth.testing.contracts.samples import a_user

MINUTE = timedelta(minutes=1)


def test_a_value_is_there_until_its_time_is_up() -> None:
    clock = HandWoundClock()
    values = Fading[str, int]()
    values.put("a", 1, at=clock(), until=clock() + MINUTE)
    clock.advance(MINUTE - timedelta(microseconds=1))
    assert values.get("a", at=clock()) == 1
    clock.advance(timedelta(microseconds=1))
    assert values.get("a", at=clock()) is None


def test_what_is_put_in_makes_room_of_what_has_faded() -> None:
    clock = HandWoundClock()
    values = Fading[int, int]()
    for number in range(1000):
        values.put(number, number, at=clock(), until=clock() + MINUTE)
        clock.advance(MINUTE / 10)
    assert len(values) == len(values._ends) == 10


def test_a_value_that_was_put_in_anew_stays_for_longer() -> None:
    clock = HandWoundClock()
    values = Fading[str, int]()
    values.put("a", 1, at=clock(), until=clock() + MINUTE)
    values.put("a", 2, at=clock(), until=clock() + 3 * MINUTE)
    clock.advance(2 * MINUTE)
    values.put("b", 0, at=clock(), until=clock() + MINUTE)
    assert values.get("a", at=clock()) == 2


def test_what_is_put_in_over_and_over_is_waited_for_once() -> None:
    clock = HandWoundClock()
    values = Fading[str, int]()
    for number in range(1000):
        values.put("a", number, at=clock(), until=clock() + MINUTE)
        clock.advance(MINUTE / 10)
    assert len(values._ends) == 1
    clock.advance(MINUTE)
    values.put("b", 0, at=clock(), until=clock() + MINUTE)
    assert len(values) == len(values._ends) == 1


async def test_a_limiter_remembers_no_more_than_what_counts() -> None:
    clock = HandWoundClock()
    limiter = MemoryLimiter(clock)
    for number in range(1000):
        await limiter.hit(LimitKey("sign-up", str(number)), Limit(3, MINUTE))
        clock.advance(MINUTE / 10)
    assert len(limiter._counted) == 10


async def test_a_cache_remembers_no_more_than_what_is_good() -> None:
    clock = HandWoundClock()
    codes = MemoryCodeCache(clock)
    for number in range(1000):
        key = CodeKey(Purpose.VERIFY_EMAIL, a_user().id, EmailAddress(f"user{number}@example.org"))
        await codes.put(key, b"digest", ttl=MINUTE, guesses=5)
        clock.advance(MINUTE / 10)
    assert len(codes._codes) == 10


async def test_a_cache_does_not_show_its_codes() -> None:
    codes = MemoryCodeCache(HandWoundClock())
    await codes.put(
        CodeKey(Purpose.VERIFY_EMAIL, a_user().id, EmailAddress("a@example.org")), b"digest", ttl=MINUTE, guesses=5
    )
    assert "digest" not in repr(codes._codes._kept)
