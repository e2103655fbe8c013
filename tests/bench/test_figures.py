from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from bench.figures import Ratio, Spread, percentile, turns

POSITIVE = st.floats(0.001, 1e9)
ROUNDS = st.lists(POSITIVE, min_size=1, max_size=30)


@given(ROUNDS)
def test_a_spread_is_the_median_between_the_extremes(values):
    assert Spread.of(values) == Spread(median(values), min(values), max(values))


@given(ROUNDS, ROUNDS)
def test_ranges_overlap_unless_one_is_wholly_above_the_other(one, other):
    apart = min(one) > max(other) or min(other) > max(one)
    assert Spread.of(one).overlaps(Spread.of(other)) is not apart


@given(ROUNDS, ROUNDS)
def test_a_ratio_is_of_the_medians_and_says_whether_the_ranges_overlap(one, other):
    ratio = Ratio.of(Spread.of(one), Spread.of(other))
    assert ratio.value == median(one) / median(other)
    assert ("overlap" in str(ratio)) is Spread.of(one).overlaps(Spread.of(other))


@given(st.lists(POSITIVE, min_size=1, max_size=300), st.integers(1, 100))
def test_a_percentile_is_the_least_value_that_so_many_do_not_exceed(values, percent):
    found = percentile(values, percent)

    def reaches(value: float) -> bool:
        return bool(100 * sum(each <= value for each in values) >= percent * len(values))

    assert found in values
    assert reaches(found)
    assert not any(reaches(value) for value in values if value < found)


@given(st.lists(st.text(), max_size=9), st.integers(0, 20))
def test_the_order_is_reversed_each_round(names, rounds):
    found = list(turns(names, rounds))
    assert len(found) == rounds
    assert all(turn == (names[::-1] if number % 2 else names) for number, turn in enumerate(found))
