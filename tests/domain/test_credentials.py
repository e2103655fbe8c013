"""What somebody types to log in."""

import pytest
from hypothesis import given

from tests import builders
from todoauth import Credentials, EmailAddress, Password, Username, WrongCredentials


@given(builders.usernames, builders.passwords)
def test_what_has_no_at_sign_is_a_username(name: Username, password: Password):
    assert Credentials.parse(name.text, password.text) == Credentials(name, password)


@given(builders.emails, builders.passwords)
def test_what_has_an_at_sign_is_an_address(email: EmailAddress, password: Password):
    assert Credentials.parse(email.text, password.text) == Credentials(email, password)


@pytest.mark.parametrize("login", [Username("ada"), EmailAddress("ada@example.org")])
def test_what_was_read_before_is_taken_as_it_is(login: Username | EmailAddress):
    assert Credentials.parse(login, builders.SECRET) == Credentials(login, builders.SECRET)


@pytest.mark.parametrize(
    "login", ["", "xy", "a da", "@", "a@b", "x" * 65_536, "@" * 65_536, None, True, 5, b"ada", ["a@b.co"]]
)
def test_a_login_that_nobody_can_have_is_just_wrong(login: object):
    with pytest.raises(WrongCredentials) as refused:
        Credentials.parse(login, "correct horse")
    assert str(refused.value) == ""
    assert refused.value.__suppress_context__


def test_a_number_beyond_what_python_would_print_is_just_wrong():
    with pytest.raises(WrongCredentials):
        Credentials.parse(10**5_000, "correct horse")


@pytest.mark.parametrize(
    "password", ["", "short", "x" * 257, " " * 8, "battery\0staple", "battery\ud800", None, 12_345_678]
)
def test_a_password_that_nobody_can_have_is_just_wrong(password: object):
    with pytest.raises(WrongCredentials):
        Credentials.parse("ada", password)


def test_credentials_never_show_the_password():
    assert builders.SECRET.text not in repr(Credentials(Username("ada"), builders.SECRET))
