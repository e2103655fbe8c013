"""What a store gives back is what was given to it, and is not judged again."""

from dataclasses import FrozenInstanceError, astuple, fields
from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from todoauth import (
    CleaningName,
    ClientDescription,
    Description,
    EmailAddress,
    FullName,
    InvalidValue,
    Price,
    SearchText,
    TodoContent,
    Username,
)
from todoauth.domain.model.restoring import restorer
from todoauth.domain.model.text import Text

KINDS: Final[list[type[Text]]] = [CleaningName, ClientDescription, Description, FullName, SearchText, TodoContent]


VALUES: Final[st.SearchStrategy[Any]] = st.one_of(
    builders.usernames,
    builders.emails,
    builders.full_names,
    builders.todo_contents,
    builders.cleaning_names,
    builders.descriptions,
    builders.search_texts,
    builders.usernames.map(lambda name: builders.a_user(username=name)),
    builders.todo_contents.map(lambda content: builders.a_todo(content=content)),
    builders.prices.map(lambda price: builders.a_cleaning(price=price)),
)


def stored(value: Any) -> Any:
    """The same, as a store gives it back."""
    return restorer(value.__class__)(*(getattr(value, field.name) for field in fields(value)))


@given(VALUES)
def test_what_was_stored_comes_back_as_it_was(value: Any) -> None:
    again = stored(value)
    assert (again, type(again), hash(again), repr(again)) == (value, type(value), hash(value), repr(value))
    assert astuple(again) == astuple(value)


@given(VALUES)
def test_what_came_back_is_frozen(value: Any) -> None:
    name = fields(value)[0].name
    with pytest.raises(FrozenInstanceError):
        setattr(stored(value), name, None)
    with pytest.raises(FrozenInstanceError):
        delattr(stored(value), name)


@pytest.mark.parametrize("kind", KINDS)
def test_a_rule_that_came_later_makes_nothing_unreadable(kind: type[Text]) -> None:
    too_long = "x" * (kind.MOST + 1)
    with pytest.raises(InvalidValue):
        kind(too_long)
    assert restorer(kind)(too_long).text == too_long


def test_a_name_an_address_and_a_price_from_before_a_rule_can_be_read() -> None:
    assert restorer(Username)("a", "a").text == "a"
    assert restorer(EmailAddress)("nowhere", "nowhere").canonical == "nowhere"
    assert restorer(Price)(Decimal("1e9")).amount == Decimal("1e9")


@pytest.mark.parametrize("count", [0, 3])
def test_no_field_is_left_out_and_none_is_too_many(count: int) -> None:
    with pytest.raises(TypeError):
        restorer(Username)(*["a"] * count)
