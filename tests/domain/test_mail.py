"""Owed mail, and the letters that pay it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from tests.builders import NOON, an_owed_mail
from todoauth import EmailAddress, OneTimeCode, OwedMail, ResetCode
from todoauth.domain.model.letters import (
    address_proved_letter,
    address_removed_letter,
    address_replaced_letter,
    address_tried_letter,
    code_letter,
    password_changed_letter,
    password_tried_letter,
    reset_letter,
    session_stolen_letter,
)

ADDRESS = EmailAddress("ada@example.org")
THREE_MINUTES = timedelta(minutes=3)
RESET = ResetCode("ABCDEFGH")


def test_mail_is_due_from_the_moment_it_is_owed():
    mail = an_owed_mail()
    assert (mail.owed_at, mail.not_before, mail.attempts, mail.is_dead) == (NOON, NOON, 0, False)


def test_pauses_double_up_to_a_minute():
    mail, pauses = an_owed_mail(), []
    while not mail.is_dead:
        mail = mail.failed(NOON)
        pauses.append((mail.not_before - NOON).total_seconds())
    assert pauses == [1, 2, 4, 8, 16, 32] + [60] * 54


def test_mail_is_dead_after_sixty_attempts_and_not_before():
    assert not an_owed_mail(attempts=58).failed(NOON).is_dead
    assert an_owed_mail(attempts=59).failed(NOON).is_dead
    assert OwedMail.MOST_ATTEMPTS == 60


@given(st.integers(0, 59), st.timedeltas(timedelta(), timedelta(hours=1)))
def test_a_failed_try_changes_nothing_but_the_count_and_the_time(attempts: int, later: timedelta):
    mail = an_owed_mail(attempts=attempts)
    failed = mail.failed(NOON + later)
    assert failed == replace(mail, attempts=attempts + 1, not_before=failed.not_before, is_dead=attempts == 59)
    assert timedelta(seconds=1) <= failed.not_before - (NOON + later) <= timedelta(minutes=1)


@given(st.integers(0, 59))
def test_mail_that_could_not_be_tried_waits_as_long_and_keeps_its_attempts(attempts: int):
    mail = an_owed_mail(attempts=attempts)
    assert mail.postponed(NOON) == replace(mail, not_before=mail.failed(NOON).not_before)


@given(builders.emails, builders.codes)
def test_a_letter_goes_to_the_address_as_it_was_typed_and_shows_the_code(email: EmailAddress, code: OneTimeCode):
    letter = code_letter(email, code, lifetime=THREE_MINUTES)
    assert letter.to.text == email.text
    assert letter.text.splitlines()[0] == f"Your code is {code.text}"
    assert code.text not in letter.subject


@given(builders.emails, builders.codes)
def test_no_letter_holds_anything_that_a_stranger_typed(email: EmailAddress, code: OneTimeCode):
    for letter, known in (
        (code_letter(email, code, lifetime=THREE_MINUTES), code_letter(ADDRESS, code, lifetime=THREE_MINUTES)),
        (address_proved_letter(email), address_proved_letter(ADDRESS)),
        (address_tried_letter(email), address_tried_letter(ADDRESS)),
        (address_replaced_letter(email), address_replaced_letter(ADDRESS)),
        (address_removed_letter(email), address_removed_letter(ADDRESS)),
        (password_changed_letter(email), password_changed_letter(ADDRESS)),
        (password_tried_letter(email), password_tried_letter(ADDRESS)),
        (session_stolen_letter(email), session_stolen_letter(ADDRESS)),
        (reset_letter(email, RESET, lifetime=THREE_MINUTES), reset_letter(ADDRESS, RESET, lifetime=THREE_MINUTES)),
    ):
        assert replace(letter, to=ADDRESS) == known
        assert "\n" not in letter.subject
        assert letter.text.endswith("\n")


@pytest.mark.parametrize(
    ("lifetime", "said"),
    [(THREE_MINUTES, "3 minutes"), (timedelta(minutes=1), "1 minute and"), (timedelta(seconds=5), "1 minute and")],
)
def test_the_letter_says_how_long_the_code_is_good_for(lifetime: timedelta, said: str):
    assert f"good for {said}" in code_letter(ADDRESS, OneTimeCode("123456"), lifetime=lifetime).text


def test_letters_are_told_apart_by_their_subjects():
    letters = (
        code_letter(ADDRESS, OneTimeCode("123456"), lifetime=THREE_MINUTES),
        address_proved_letter(ADDRESS),
        address_tried_letter(ADDRESS),
        address_replaced_letter(ADDRESS),
        address_removed_letter(ADDRESS),
        password_changed_letter(ADDRESS),
        password_tried_letter(ADDRESS),
        session_stolen_letter(ADDRESS),
        reset_letter(ADDRESS, RESET, lifetime=THREE_MINUTES),
    )
    assert len({letter.subject for letter in letters}) == len(letters)


def test_the_notice_to_a_holder_carries_no_code():
    assert not any(character.isdigit() for character in address_tried_letter(ADDRESS).text)
