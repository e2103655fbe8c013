"""Passwords, and which of them a newcomer may choose."""

import unicodedata
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from todoauth import EmailAddress, InvalidValue, Password, PasswordPolicy, Username

LISTED = resources.files("todoauth.domain.model").joinpath("common_passwords.txt").read_text(encoding="utf-8").split()
ADA, HER_ADDRESS = Username("Ada.Lovelace"), EmailAddress("countess@analytical.example")
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


@pytest.mark.parametrize("character", ["\0", "\ud800", "\udbff", "\udc00", "\udfff"], ids=ascii)
def test_a_password_consists_of_characters(character: str):
    with pytest.raises(InvalidValue, match="must consist of characters"):
        Password(f"battery{character}staple")


@pytest.mark.parametrize("text", [*CHOSEN_WELL, "tab\tand\nnewline", "\x01\x02\x03\x04\x05\x06\x07\x08"])
def test_a_password_may_hold_anything_else(text: str):
    assert Password(text).text == text


@pytest.mark.parametrize("text", CHOSEN_WELL)
def test_a_password_that_is_long_and_rare_is_admitted(text: str):
    PasswordPolicy(least=8).admit(Password(text), username=ADA, email=HER_ADDRESS)


def test_the_list_holds_at_least_3000_passwords_that_are_long_enough():
    assert len({word for word in LISTED if len(word) >= 8}) >= 3_000


def test_common_passwords_are_refused():
    for word in [word for word in LISTED if len(word) >= 8][::10]:
        _refused(word)


@pytest.mark.parametrize(
    "text", ["PASSWORD", "Password1!", "123password123", "passwordpassword", "ｐａｓｓｗｏｒｄ", "11111111111", "**password**"]
)
def test_a_common_password_in_disguise_is_refused(text: str):
    _refused(text)


@pytest.mark.parametrize(
    "text",
    [
        *("ada.lovelace", "ADA.LOVELACE", "ada.lovelace99", "ada.lovelaceada.lovelace", "!ada.lovelace!"),
        *("countess@analytical.example", "countess", "Countess2026", "countesscountess", "analytical.example"),
    ],
)
def test_ones_own_name_and_address_are_refused(text: str):
    _refused(text)


def test_somebody_elses_name_is_admitted():
    PasswordPolicy().admit(Password("babbage.charles"), username=ADA)
    PasswordPolicy().admit(Password("countess.of.l"), username=ADA)


@pytest.mark.parametrize("text", ["todoauth", "TodoAuth2026", "todoauthtodoauth"])
def test_the_name_of_the_service_is_refused(text: str):
    _refused(text)


@pytest.mark.parametrize("text", ["Clean&Tidy24", "clean&tidy", "CLEAN&TIDY!"])
def test_the_words_of_a_deployment_are_refused_however_they_were_configured(text: str):
    policy = PasswordPolicy(words=frozenset({"Clean&Tidy24"}))
    with pytest.raises(InvalidValue, match="too common"):
        policy.admit(Password(text), username=ADA)


def test_a_deployment_may_ask_for_more_characters():
    policy = PasswordPolicy(least=15)
    policy.admit(Password("a fine password"), username=ADA)
    with pytest.raises(InvalidValue, match="at least 15 characters") as refused:
        policy.admit(Password("fine passwords"), username=ADA)
    assert refused.value.field == "password"


@given(st.sampled_from(LISTED).filter(lambda word: len(word) >= 8))
def test_a_refusal_never_repeats_the_password(word: str):
    assert word not in str(_refused(word))


def _refused(text: str) -> InvalidValue:
    with pytest.raises(InvalidValue, match="too common or too close") as refused:
        PasswordPolicy().admit(Password(text), username=ADA, email=HER_ADDRESS)
    assert refused.value.field == "password"
    return refused.value
