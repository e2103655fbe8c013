"""Limits."""

from dataclasses import fields
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from todoauth import Limit, LimitKey, Limits

SECOND = timedelta(seconds=1)


@given(st.integers(min_value=1), st.timedeltas(min_value=timedelta(microseconds=1)))
def test_a_limit_allows_some_times_in_some_time(times: int, per: timedelta):
    limit = Limit(times, per)
    assert (limit.times, limit.per) == (times, per)
    assert limit == Limit(times, per)


@pytest.mark.parametrize(
    ("times", "per"), [(0, SECOND), (-1, SECOND), (1, timedelta()), (1, -SECOND), (0, timedelta())]
)
def test_a_limit_that_allows_nothing_is_refused(times: int, per: timedelta):
    with pytest.raises(ValueError, match="at least one time in a positive stretch of time"):
        Limit(times, per)


def test_attempts_of_different_kinds_are_counted_apart():
    assert LimitKey("log-in-client", "10.0.0.1") != LimitKey("sign-up-client", "10.0.0.1")
    assert LimitKey("log-in-client", "10.0.0.1") == LimitKey("log-in-client", "10.0.0.1")


def test_every_limit_of_a_deployment_has_a_default():
    assert all(isinstance(getattr(Limits(), limit.name), Limit) for limit in fields(Limits))


def test_an_address_gets_three_codes_in_ten_minutes_and_one_in_half_a_minute():
    assert Limits().code_per_address == Limit(3, timedelta(minutes=10))
    assert Limits().code_pause == Limit(1, timedelta(seconds=30))
