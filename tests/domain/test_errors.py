"""The error tree."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

import todoauth
from todoauth import InvalidValue, TodoAuthError, TooManyAttempts, Unavailable
from todoauth.domain import errors


def _tree(root: type[TodoAuthError]) -> Iterator[type[TodoAuthError]]:
    yield root
    for branch in root.__subclasses__():
        yield from _tree(branch)


TREE = list(_tree(TodoAuthError))


def test_the_whole_tree_stands_in_one_file_and_at_the_front_door():
    assert {error.__module__ for error in TREE} == {errors.__name__}
    assert {error.__name__ for error in TREE} <= set(todoauth.__all__)


@pytest.mark.parametrize("error", TREE)
def test_every_error_states_a_fact_in_one_sentence(error: type[TodoAuthError]):
    fact = (error.__doc__ or "").splitlines()[0]
    assert fact.endswith(".")
    assert fact[0].isupper()
    assert len(fact) <= 80


def test_no_two_errors_state_the_same_fact_by_the_same_name():
    assert len({error.__name__ for error in TREE}) == len(TREE)


def test_an_invalid_value_is_a_value_error_that_tells_the_rule_and_the_field():
    error = InvalidValue("must not be blank", field="content")
    assert isinstance(error, ValueError)
    assert (str(error), error.reason, error.field) == ("must not be blank", "must not be blank", "content")
    assert InvalidValue("must not be blank").field is None


@pytest.mark.parametrize("error", [TooManyAttempts, *_tree(Unavailable)])
def test_who_may_try_again_is_told_when(error):
    assert error(timedelta(seconds=7)).retry_after == timedelta(seconds=7)


def test_who_finds_nobody_home_is_told_to_come_back_in_two_seconds():
    assert Unavailable().retry_after == timedelta(seconds=2)
