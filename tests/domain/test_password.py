"""Passwords, and which of them a newcomer may choose."""

import unicodedata

import pytest
from hypothesis import given

from tests import builders
from todoauth import InvalidValue, Password

CHOSEN_WELL = [
    "correct horse battery staple",
    "the quick brown fox jumps over the lazy dog " * 5,
    "密码很长但是也很安全",
    "とてもながいあいことば",
    "🧹🪣🧽🫧🧼🚿🪥🧺",
    "Ünïcödé überäll",
    "       eight spaces and words",
]


@given(builders.passwords)
def test_a_password_reads_back_as_itself(password: Password):
    assert Password.parse(password.text) == password
    assert Password.parse(password) is password


@given(builders.passwords)
def test_a_password_never_shows_itself(password: Password):
    assert str(password) == f"{password}" == "********"
    assert repr(password) == "Password()"


@given(builders.passwords)
def test_how_an_accent_was_typed_makes_no_difference(password: Password):
    decomposed = unicodedata.normalize("NFD", password.text)
    if len(decomposed) <= 256:
        assert Password(decomposed) == password
        assert Password(decomposed).text == unicodedata.normalize("NFC", password.text)


def test_case_and_compatible_letters_do_make_a_difference():
    assert Password("correct horse") != Password("Correct horse")
    assert Password("ﬁne horses") != Password("fine horses")


@pytest.mark.parametrize("length", [8, 9, 255, 256])
def test_eight_to_256_code_points_are_a_password(length: int):
    assert len(Password("🐎" * length).text) == length


@pytest.mark.parametrize(("length", "rule"), [(0, "at least 8"), (7, "at least 8"), (257, "at most 256")])
def test_fewer_and_more_are_none(length: int, rule: str):
    with pytest.raises(InvalidValue, match=rule):
        Password.parse("x" * length)


def test_code_points_are_counted_in_the_form_that_is_hashed():
    with pytest.raises(InvalidValue, match="at least 8"):
        Password("e\u0301" * 7)
    with pytest.raises(InvalidValue, match="at most 256"):
        Password("\U0001d160" * 100)


@pytest.mark.parametrize("make", [Password, Password.parse])
@pytest.mark.parametrize("raw", [True, 5, 1.5, None, b"password", ["password"]])
def test_only_text_is_a_password(make, raw: object):
    with pytest.raises(InvalidValue, match="must be text"):
        make(raw)


def test_length_is_judged_before_anything_that_takes_long():
    """Sorting half a million combining marks would."""
    with pytest.raises(InvalidValue, match="at most 256"):
        Password("\u0301\u0323" * 500_000)


@pytest.mark.parametrize("raw", [" " * 8, "\u3000" * 12, "\t\n" * 5], ids=ascii)
def test_white_space_alone_is_no_password(raw: str):
    with pytest.raises(InvalidValue, match="must not be blank"):
        Password(raw)


@pytest.mark.parametrize("character", "\0\ud800\udbff\udc00\udfff", ids=ascii)
def test_a_password_consists_of_characters(character: str):
    with pytest.raises(InvalidValue, match="must consist of characters"):
        Password(f"battery{character}staple")


@pytest.mark.parametrize("text", [*CHOSEN_WELL, "tab\tand\nnewline", "\x01\x02\x03\x04\x05\x06\x07\x08"])
def test_a_password_may_hold_anything_else(text: str):
    assert Password(text).text == text
