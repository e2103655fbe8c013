"""When calls are let through."""

import pytest

from todoauth.adapters.redis.breaker import Breaker


class Seconds:
    """A clock that is wound by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def breaker(seconds: Seconds) -> Breaker:
    return Breaker(failures=3, pause=1, seconds=seconds)


def fail(breaker: Breaker, times: int) -> None:
    for _ in range(times):
        breaker.failed()


def test_failures_short_of_too_many_stop_nothing(breaker: Breaker):
    fail(breaker, 2)
    assert breaker.lets_through()


def test_too_many_failures_in_a_row_stop_everything(breaker: Breaker):
    fail(breaker, 3)
    assert [breaker.lets_through() for _ in range(3)] == [False] * 3


def test_failures_with_a_success_between_are_not_in_a_row(breaker: Breaker):
    fail(breaker, 2)
    breaker.succeeded()
    fail(breaker, 2)
    assert breaker.lets_through()


def test_after_a_pause_one_call_finds_out(breaker: Breaker, seconds: Seconds):
    fail(breaker, 3)
    seconds.now += 1
    assert [breaker.lets_through() for _ in range(3)] == [True, False, False]


def test_a_success_lets_everything_through_again(breaker: Breaker, seconds: Seconds):
    fail(breaker, 3)
    seconds.now += 1
    assert breaker.lets_through()
    breaker.succeeded()
    fail(breaker, 2)
    assert [breaker.lets_through() for _ in range(3)] == [True] * 3


def test_one_more_failure_is_one_more_pause(breaker: Breaker, seconds: Seconds):
    fail(breaker, 3)
    seconds.now += 1
    assert breaker.lets_through()
    seconds.now += 0.5
    breaker.failed()
    seconds.now += 0.75
    assert not breaker.lets_through()
    seconds.now += 0.25
    assert breaker.lets_through()


def test_a_call_that_nobody_tells_about_keeps_others_waiting_for_a_pause_only(breaker: Breaker, seconds: Seconds):
    fail(breaker, 3)
    seconds.now += 1
    assert breaker.lets_through()
    seconds.now += 1
    assert breaker.lets_through()
