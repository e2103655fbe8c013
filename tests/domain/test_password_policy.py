"""Which passwords a newcomer may choose."""

from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from todoauth import EmailAddress, InvalidValue, Password, PasswordPolicy, Username
from todoauth.domain.model.password import _bare

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


@pytest.mark.parametrize("text", CHOSEN_WELL)
def test_a_password_that_is_long_and_rare_is_admitted(text: str):
    PasswordPolicy(least=8).admit(Password(text), username=ADA, email=HER_ADDRESS)


def test_the_list_holds_at_least_3000_passwords_that_are_long_enough():
    assert len({word for word in LISTED if len(word) >= 8}) >= 3_000


def test_common_passwords_are_refused():
    for word in [word for word in LISTED if len(word) >= 8][::10]:
        _refused(word)


def test_common_words_are_refused_however_short_between_digits():
    for word in [word for word in LISTED if 4 <= len(word) < 8][::10]:
        _refused(f"2026{word}2026!")


def test_the_list_holds_words_as_they_are_looked_up():
    assert [word for word in LISTED if _bare(word) != word] == []
    assert len({*LISTED}) == len(LISTED)


@pytest.mark.parametrize(
    "text",
    ["PASSWORD", "Password1!", "123password123", "passwordpassword", "ｐａｓｓｗｏｒｄ", "11111111111", "**password**"],
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


def test_a_name_between_digits_is_refused_unless_it_is_too_short_to_be_a_word():
    PasswordPolicy().admit(Password("84ada37195"), username=Username("ada"))
    with pytest.raises(InvalidValue, match="too common"):
        PasswordPolicy().admit(Password("84zara3719"), username=Username("zara"))


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
