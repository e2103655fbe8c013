"""Which letters a username may have, and the tricks that are played with them."""

import pytest

from todoauth import InvalidValue, Username


@pytest.mark.parametrize("typed", ["ｓａｔｏ７", "ＳＡＴＯ７", "sato７"])
def test_the_width_of_east_asian_keyboards_makes_no_difference(typed: str):
    assert Username(typed) == Username("sato7")
    assert str(Username(typed)).casefold() == "sato7"


def test_narrow_and_wide_kana_are_the_same():
    assert Username("ﾗｰﾒﾝｶﾞ") == Username("ラーメンガ")


@pytest.mark.parametrize(
    "name",
    [
        "ada",
        "a_d",
        "a.d",
        "a-d",
        "007",
        "Łukasz",
        "Đặng",
        "Жанна",
        "Ελένη",
        "田中さくら",
        "佐々木",
        "サーバー",
        "김민수",
    ],
)
def test_people_may_use_the_letters_of_their_language(name: str):
    assert str(Username(name)) == name


@pytest.mark.parametrize("name", ["tanaka田中", "サトシ99", "sato佐藤さサ", "kim민수", "ㄅㄆㄇabc"])
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
        *(
            "ada😀",
            "😀😀😀",
            "ada\u200b",
            "ada\u200d",
            "ada\u202e",
            "ada\u00ad",
            "ada\u0301\u0301",
            "٣٤٥",
            "ada①",
            "𝐚𝐝𝐚",
        ),
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
