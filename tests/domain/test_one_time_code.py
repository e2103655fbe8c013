"""One-time codes, and the seal under which they are kept."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests import builders
from tests.builders import ADA, BOB
from todoauth import CodeKey, CodePolicy, CodeSeal, EmailAddress, InvalidValue, OneTimeCode, Purpose, ResetCode, UserId

SEAL = CodeSeal(b"a secret of at least 32 random bytes")
KEY = CodeKey(Purpose.VERIFY_EMAIL, ADA, EmailAddress("ada@example.org"))
CODE = OneTimeCode("012345")

keys = st.builds(CodeKey, st.sampled_from(Purpose), st.uuids().map(UserId), builders.emails)


@given(builders.codes)
def test_a_code_reads_back_as_itself(code: OneTimeCode):
    assert OneTimeCode.parse(code.text) == code
    assert OneTimeCode.parse(code) is code
    assert len(code.text) == OneTimeCode.DIGITS


@given(builders.codes)
def test_a_code_never_shows_itself(code: OneTimeCode):
    assert code.text not in repr(code)
    assert code.text not in str(code)


@pytest.mark.parametrize(
    "raw", ["", "12345", "1234567", "12345a", " 12345", "123456\n", "-12345", "１２３４５６", "٠١٢٣٤٥", "0" * 65_536]
)
def test_a_code_is_six_ascii_digits(raw: str):
    with pytest.raises(InvalidValue, match="must be a string of six digits"):
        OneTimeCode.parse(raw)


@pytest.mark.parametrize("raw", [123_456, 12_345, True, 1.5, None, b"123456", ["123456"]])
def test_a_number_is_no_code_because_it_forgets_leading_zeros(raw: object):
    with pytest.raises(InvalidValue, match="must be a string of six digits"):
        OneTimeCode.parse(raw)


@given(st.text(ResetCode.SYMBOLS, min_size=8, max_size=8))
def test_a_code_for_a_new_password_is_read_in_any_case_and_never_shows_itself(text: str):
    code = ResetCode.parse(text)
    assert code == ResetCode.parse(text.lower()) == ResetCode.parse(code)
    assert code.text == text
    assert text not in repr(code)
    assert text not in str(code)


def test_a_code_for_a_new_password_has_forty_bits_and_no_look_alikes():
    assert len(set(ResetCode.SYMBOLS)) ** ResetCode.LENGTH == 2**40
    assert not set("01IO") & set(ResetCode.SYMBOLS)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "ABCDEFG",
        "ABCDEFGHJ",
        "ABCDEFG0",
        "ABCDEFGO",
        "abcdefgi",
        "ABCD EFG",
        "ABCDEFGH\n",
        "ＡBCDEFGH",
        12345678,
        None,
    ],
)
def test_anything_else_is_no_code_for_a_new_password(raw: object):
    with pytest.raises(InvalidValue, match="must be a string of eight letters and digits"):
        ResetCode.parse(raw)


def test_guesses_are_counted_by_address_however_it_is_capitalised():
    assert SEAL.subject(EmailAddress("ADA@example.org")) == SEAL.subject(KEY.email)
    assert SEAL.subject(EmailAddress("bob@example.org")) != SEAL.subject(KEY.email)
    assert CodeSeal(b"another secret of at least 32 bytes").subject(KEY.email) != SEAL.subject(KEY.email)


@given(keys, builders.codes)
def test_a_seal_is_always_the_same_32_bytes(key: CodeKey, code: OneTimeCode):
    assert SEAL(key, code) == SEAL(replace(key), OneTimeCode(code.text))
    assert len(SEAL(key, code)) == 32


@given(st.tuples(keys, builders.codes), st.tuples(keys, builders.codes))
def test_no_two_codes_share_a_seal(one: tuple[CodeKey, OneTimeCode], other: tuple[CodeKey, OneTimeCode]):
    assume(one != other)
    assert SEAL(*one) != SEAL(*other)


@given(builders.codes)
def test_another_code_breaks_the_seal(code: OneTimeCode):
    assume(code != CODE)
    assert SEAL(KEY, code) != SEAL(KEY, CODE)


@pytest.mark.parametrize(
    "other",
    [
        replace(KEY, user_id=BOB),
        replace(KEY, user_id=UserId(UUID(int=0))),
        replace(KEY, email=EmailAddress("ada@example.com")),
        replace(KEY, email=EmailAddress("bob@example.org")),
    ],
)
def test_a_code_for_another_account_or_address_breaks_the_seal(other: CodeKey):
    assert SEAL(other, CODE) != SEAL(KEY, CODE)


def test_a_code_for_another_purpose_breaks_the_seal():
    assert SEAL(replace(KEY, purpose=Purpose.RESET), CODE) != SEAL(KEY, CODE)


def test_another_secret_breaks_the_seal():
    assert CodeSeal(b"another secret of at least 32 bytes")(KEY, CODE) != SEAL(KEY, CODE)


def test_how_the_address_is_capitalised_does_not():
    assert SEAL(replace(KEY, email=EmailAddress("ADA@Example.org")), CODE) == SEAL(KEY, CODE)


def test_a_seal_never_shows_its_secret():
    assert "secret" not in repr(SEAL)


def test_a_code_lives_for_three_minutes_and_five_guesses():
    policy = CodePolicy()
    assert (policy.lifetime, policy.guesses) == (timedelta(seconds=180), 5)
    assert (policy.guesses_an_hour, policy.guesses_a_day) == (10, 20)
