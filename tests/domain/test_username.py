"""Usernames, and the tricks that are played with them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from todoauth import InvalidValue, Username


@given(builders.usernames)
def test_a_username_reads_back_as_itself(name: Username):
    again = Username.parse(str(name))
    assert (again, str(again)) == (name, str(name))
    assert Username.parse(name) is name


@given(builders.usernames)
def test_the_canonical_form_is_a_username_and_its_own_canonical_form(name: Username):
    canonical = Username(name.canonical)
    assert canonical == name
    assert canonical.canonical == canonical.text == name.canonical
    assert 3 <= len(name.canonical) <= 32


@given(builders.usernames)
def test_case_makes_no_difference(name: Username):
    same = Username(name.text.lower())
    assert same == name
    assert hash(same) == hash(name)


@given(builders.usernames)
def test_how_an_accent_was_typed_makes_no_difference(name: Username):
    decomposed = unicodedata.normalize("NFD", name.text)
    if len(decomposed) <= 32:
        assert Username(decomposed) == name
        assert str(Username(decomposed)) == unicodedata.normalize("NFC", name.text)


@given(st.text(min_size=3, max_size=32))
def test_whatever_is_admitted_folds_to_something_that_is_admitted(text: str):
    try:
        name = Username(text)
    except InvalidValue:
        return
    assert Username(name.canonical) == name


def test_what_was_typed_is_kept_for_display():
    assert str(Username("Ada.Lovelace")) == "Ada.Lovelace"
    assert Username("Ada.Lovelace") == Username("ada.lovelace")
    assert Username("ada") != Username("adb")


@pytest.mark.parametrize("length", [3, 4, 31, 32])
def test_three_to_thirty_two_characters_are_a_username(length: int):
    assert len(Username("x" * length).text) == length
    assert len(Username("я" * length).text) == length


@pytest.mark.parametrize("raw", ["", "x", "xy", "яя", "x" * 33, "я" * 33, "ßa" * 16])
def test_fewer_and_more_are_none_whichever_way_they_are_written(raw: str):
    with pytest.raises(InvalidValue, match=r"at (least|most)|empty"):
        Username.parse(raw)


@pytest.mark.parametrize("raw", [True, 5, 1.5, None, b"ada", ["ada"]])
def test_only_text_is_a_username(raw: object):
    with pytest.raises(InvalidValue, match="must be text"):
        Username.parse(raw)


@pytest.mark.parametrize("blank", ["   ", "\t\t\t", "\u3000" * 3])
def test_white_space_is_no_username(blank: str):
    with pytest.raises(InvalidValue, match="must not be blank"):
        Username.parse(blank)


@given(builders.usernames)
def test_a_username_shows_only_what_was_typed(name: Username):
    assert repr(name) == f"Username(text={name.text!r})"


@pytest.mark.parametrize("name", ["...", "---", "_._", "．．．"])
def test_marks_alone_are_no_name(name: str):
    with pytest.raises(InvalidValue, match="letter or a digit"):
        Username(name)


@pytest.mark.parametrize("name", ["_a_", "..1", "007"])
def test_one_letter_or_digit_among_marks_is_enough(name: str):
    assert str(Username(name)) == name
