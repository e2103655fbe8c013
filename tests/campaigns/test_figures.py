"""The statistics of `make timing`, on times that are made up."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.campaigns.figures import ENOUGH, Figure, Pair, auc

TIMES = st.lists(st.floats(0, 1), min_size=1, max_size=20)


def pairs(*, leak: float = 0.0, number: int = ENOUGH) -> Sequence[Pair]:
    """Times around 250 ms that are 5 ms off, as bcrypt takes them, and a leak in those of the known."""
    chance = Random(1)
    return [(chance.gauss(0.25, 0.005) + leak, chance.gauss(0.25, 0.005)) for _ in range(number)]


@given(TIMES, TIMES)
def test_the_auc_is_the_part_of_all_comparisons_that_the_known_win(known: list[float], unknown: list[float]) -> None:
    compared = [(a > b) + (a == b) / 2 for a in known for b in unknown]
    assert auc(known, unknown) == pytest.approx(sum(compared) / len(compared))


@given(TIMES, TIMES)
def test_who_is_known_and_who_is_not_is_only_a_matter_of_sign(known: list[float], unknown: list[float]) -> None:
    assert auc(known, unknown) + auc(unknown, known) == pytest.approx(1)


@pytest.mark.parametrize("number", [200, ENOUGH])
def test_times_that_differ_by_chance_tell_nothing(number: int) -> None:
    assert not Figure.of(pairs(number=number), Random(1)).tells


@pytest.mark.parametrize(("leak", "number"), [(0.010, 200), (-0.010, ENOUGH)])
def test_ten_milliseconds_tell_whichever_way(leak: float, number: int) -> None:
    figure = Figure.of(pairs(leak=leak, number=number), Random(1))
    low, high = figure.interval
    assert figure.tells
    assert low < figure.difference < high
    assert low < leak < high


def test_a_median_that_is_off_tells_though_nobody_could_by_comparing() -> None:
    figure = Figure(ENOUGH, auc=0.5, difference=0.004, interval=(0.001, 0.007))
    assert figure.tells


def test_an_interval_that_is_too_wide_tells_that_nothing_is_known() -> None:
    assert Figure(ENOUGH, auc=0.5, difference=0.0, interval=(-0.009, 0.001)).tells
