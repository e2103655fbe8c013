"""What a store gives back is what was given to it, and is not judged again."""

from typing import Final

import pytest
from hypothesis import given

from tests import builders
from todoauth import (
    CleaningName,
    ClientDescription,
    Description,
    EmailAddress,
    FullName,
    InvalidValue,
    SearchText,
    TodoContent,
    Username,
)
from todoauth.domain.model.text import Prose

KINDS: Final[list[type[Prose]]] = [CleaningName, ClientDescription, Description, FullName, SearchText, TodoContent]


@given(builders.usernames)
def test_a_username_comes_back_as_it_was(name: Username) -> None:
    again = Username.restored(str(name), name.canonical)
    assert (again, again.text, again.canonical) == (name, name.text, name.canonical)
    assert hash(again) == hash(name)


@given(builders.emails)
def test_an_address_comes_back_as_it_was(email: EmailAddress) -> None:
    again = EmailAddress.restored(str(email), email.canonical)
    assert (again, again.text, again.canonical) == (email, email.text, email.canonical)
    assert hash(again) == hash(email)


@given(
    builders.full_names
    | builders.todo_contents
    | builders.cleaning_names
    | builders.descriptions
    | builders.search_texts
)
def test_prose_comes_back_as_it_was(prose: Prose) -> None:
    again = type(prose).restored(str(prose))
    assert (again, type(again), hash(again)) == (prose, type(prose), hash(prose))


@pytest.mark.parametrize("kind", KINDS)
def test_a_rule_that_came_later_makes_nothing_unreadable(kind: type[Prose]) -> None:
    too_long = "x" * (kind.MOST + 1)
    with pytest.raises(InvalidValue):
        kind(too_long)
    assert kind.restored(too_long).text == too_long


def test_a_name_and_an_address_from_before_a_rule_can_be_read() -> None:
    assert Username.restored("a", "a").text == "a"
    assert EmailAddress.restored("nowhere", "nowhere").canonical == "nowhere"
