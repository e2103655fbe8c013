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


@pytest.mark.parametrize("typed", ["ｓａｔｏ７", "ＳＡＴＯ７", "sato７"])
def test_the_width_of_east_asian_keyboards_makes_no_difference(typed: str):
    assert Username(typed) == Username("sato7")
    assert str(Username(typed)).casefold() == "sato7"


def test_narrow_and_wide_kana_are_the_same():
    assert Username("ﾗｰﾒﾝｶﾞ") == Username("ラーメンガ")


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


@pytest.mark.parametrize(
    "name", ["ada", "a_d", "a.d", "a-d", "007", "Łukasz", "Đặng", "Жанна", "Ελένη", "田中さくら", "佐々木", "サーバー", "김민수"]
)
def test_people_may_use_the_letters_of_their_language(name: str):
    assert str(Username(name)) == name


@pytest.mark.parametrize("name", ["tanaka田中", "サトシ99", "kim민수", "ㄅㄆㄇabc"])
def test_latin_goes_with_the_scripts_that_nobody_mistakes_for_it(name: str):
    assert str(Username(name)) == name


@pytest.mark.parametrize(
    "name",
    ["\u0430da", "ad\u0430", "pаypal", "αda", "adaΩ", "Жαμ", "민수さん", "ㄅㄆさん", "דavid", "田中Ж"],
    ids=ascii,
)
def test_scripts_that_look_alike_or_never_meet_do_not_mix(name: str):
    with pytest.raises(InvalidValue, match="different scripts"):
        Username(name)


@pytest.mark.parametrize(
    "name",
    [
        *("ada lovelace", " ada", "ada ", "ada@example", "ada/", "ada!", "ada\n", "ada\0", "ada\x7f"),
        *("ada😀", "😀😀😀", "ada\u200b", "ada\u200d", "ada\u202e", "ada\u00ad", "ada\u0301\u0301", "٣٤٥", "ada①", "𝐚𝐝𝐚"),
        *("ad\ud800a", "ad\udfffa"),
    ],
    ids=ascii,
)
def test_nothing_but_letters_digits_and_three_marks_is_admitted(name: str):
    with pytest.raises(InvalidValue, match="must consist of letters"):
        Username(name)


@pytest.mark.parametrize("invisible", "\u115f\u1160\u3164\uffa0", ids=ascii)
def test_letters_that_cannot_be_seen_make_no_second_ada(invisible: str):
    with pytest.raises(InvalidValue, match="must consist of letters"):
        Username(f"ada{invisible}")


@pytest.mark.parametrize("invisible", "\u17b4\u17b5", ids=ascii)
def test_vowels_that_cannot_be_seen_are_refused_among_their_own_letters(invisible: str):
    with pytest.raises(InvalidValue, match="must consist of letters"):
        Username(f"កខគ{invisible}")


@pytest.mark.parametrize("blank", ["   ", "\t\t\t", "\u3000" * 3])
def test_white_space_is_no_username(blank: str):
    with pytest.raises(InvalidValue, match="must not be blank"):
        Username.parse(blank)


@given(builders.usernames)
def test_a_username_shows_only_what_was_typed(name: Username):
    assert repr(name) == f"Username(text={name.text!r})"
