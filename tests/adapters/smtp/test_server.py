"""The URL of a mail server."""

import subprocess
import sys
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from todoauth.adapters.smtp.server import SmtpServer

PASSWORD = "s3cret-pa55"


@pytest.mark.parametrize(
    ("url", "host", "port", "encrypted"),
    [
        ("smtp://mail.example.org", "mail.example.org", 587, False),
        ("smtps://mail.example.org", "mail.example.org", 465, True),
        ("smtp://mail.example.org:2525", "mail.example.org", 2525, False),
        ("smtps://mail.example.org:1/", "mail.example.org", 1, True),
        ("smtp://localhost:65535", "localhost", 65535, False),
        ("smtp://127.0.0.1", "127.0.0.1", 587, False),
        ("smtp://mail_relay", "mail_relay", 587, False),
        ("smtp://[::1]:1025", "::1", 1025, False),
        ("smtps://[2001:DB8:0::7]", "2001:db8::7", 465, True),
    ],
)
def test_a_url_says_where_the_server_is_and_whether_encryption_comes_first(
    url: str, host: str, port: int, encrypted: bool
):
    assert SmtpServer.at(url) == SmtpServer(host=host, port=port, encrypted=encrypted)


@pytest.mark.parametrize(
    ("user", "username", "password"),
    [
        ("ada:secret", "ada", "secret"),
        ("ada%40example.org:p%3A%2F%40%25", "ada@example.org", "p:/@%"),
        ("SG.key:a:b:c", "SG.key", "a:b:c"),
        ("żółw:%C5%BC 100%", "żółw", "ż 100%"),
    ],
)
def test_a_url_may_hold_a_user_and_a_password(user: str, username: str, password: str):
    server = SmtpServer.at(f"smtp://{user}@mail.example.org")
    assert (server.username, server.password, server.host) == (username, password, "mail.example.org")


def test_plaintext_is_allowed_by_whoever_calls_and_by_no_url():
    assert SmtpServer.at("smtp://localhost", plaintext=True).plaintext
    assert not SmtpServer.at("smtp://localhost").plaintext


def test_a_server_does_not_show_its_password():
    assert PASSWORD not in repr(SmtpServer.at(f"smtp://ada:{PASSWORD}@mail.example.org"))


@pytest.mark.parametrize(
    "url",
    [
        "",
        f"ada:{PASSWORD}@mail.example.org",
        f"http://ada:{PASSWORD}@mail.example.org",
        f"SMTP://ada:{PASSWORD}@mail.example.org",
        f"smtp:ada:{PASSWORD}@mail.example.org",
        f"smtp://{PASSWORD}@mail.example.org",
        f"smtp://:{PASSWORD}@mail.example.org",
        f"smtp://{PASSWORD}:@mail.example.org",
        f"smtp://ada:{PASSWORD}@",
        f"smtp://ada:{PASSWORD}@:587",
        f"smtp://ada:{PASSWORD}@mail..example.org",
        f"smtp://ada:{PASSWORD}@-mail.example.org",
        f"smtp://ada:{PASSWORD}@{'m' * 64}.example.org",
        f"smtp://ada:{PASSWORD}@{'m.' * 127}org",
        f"smtp://ada:{PASSWORD}@mail.example.org:",
        f"smtp://ada:{PASSWORD}@mail.example.org:0",
        f"smtp://ada:{PASSWORD}@mail.example.org:65536",
        f"smtp://ada:{PASSWORD}@mail.example.org:smtp",
        f"smtp://ada:{PASSWORD}@mail.example.org:٥٨٧",
        f"smtp://ada:{PASSWORD}@mail.example.org/inbox",
        f"smtp://ada:{PASSWORD}@mail.example.org?tls=no",
        f"smtp://ada:{PASSWORD}@mail.example.org#top",
        f"smtp://ada:{PASSWORD}@mail.example.org\n",
        f"smtp://ada:{PASSWORD}@mail.example.org,other.example.org",
        f"smtp://ada:{PASSWORD}@::1",
        f"smtp://ada:{PASSWORD}@[:::]",
        f"smtp://ada:{PASSWORD}@[1::2::3]",
        f"smtp://ada:{PASSWORD}/@mail.example.org",
        f"smtp://ada:{PASSWORD}%00@mail.example.org",
        f"smtp://ada:{PASSWORD}%0D%0A@mail.example.org",
        f"smtp://ada%E2%80%AE:{PASSWORD}@mail.example.org",
        f"smtp://ada:{PASSWORD}%FF@mail.example.org",
    ],
)
def test_what_is_no_such_url_is_refused_and_not_repeated(url: str):
    with pytest.raises(ValueError, match=r"^must ") as refusal:
        SmtpServer.at(url)
    assert refusal.value.__cause__ is None
    assert PASSWORD not in str(refusal.value)
    assert "ada" not in str(refusal.value)


def test_a_url_is_read_without_the_library_that_sends():
    check = "import sys, todoauth.adapters.smtp.server; sys.exit('aiosmtplib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


@given(st.text())
def test_any_text_is_a_server_or_a_value_error(text: str):
    with suppress(ValueError):
        assert SmtpServer.at(text).host
