"""Letters on the wire."""

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from html import unescape

import pytest
from hypothesis import given

from tests import builders
from tests.adapters.smtp.letters import ADA, ID, LETTER, SENDER
from tests.builders import NOON
from todoauth import EmailAddress, Letter
from todoauth.adapters.smtp.message import compose, mailbox

TEMPLATE_LIKE = "$text ${subject} $$ {{7*7}} ${7*7} {0.__class__} {user.password_hash} %s%n %(id)s"


def written(letter: Letter = LETTER, sender: EmailAddress = SENDER) -> EmailMessage:
    return message_from_bytes(compose(letter, id=ID, sender=sender, at=NOON), policy=default)


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_the_head_says_from_whom_to_whom_when_and_what():
    message = written()
    assert {name: str(message[name]) for name in ("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted")} == {
        "From": "Todo@example.net",
        "To": "Ada.L@example.org",
        "Subject": "Your code",
        "Date": "Thu, 15 Jan 2026 12:00:00 +0000",
        "Message-ID": "<00000000-0000-0000-0000-000000000007@example.net>",
        "Auto-Submitted": "auto-generated",
    }


def test_a_mail_that_is_sent_again_is_the_same_mail_with_another_code():
    again = written(replace(LETTER, text="Your code is 999999\n"))
    assert again["Message-ID"] == written()["Message-ID"]


def test_a_letter_is_there_in_plain_text_and_in_html():
    message = written()
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert part(message, "plain").startswith(LETTER.text)
    assert "Your code is 012345<br>\n<br>\nIt is good for 3 minutes.</div>" in part(message, "html")
    assert "<title>Your code</title>" in part(message, "html")


def test_what_looks_like_a_template_arrives_letter_by_letter():
    message = written(Letter(to=ADA, subject=TEMPLATE_LIKE, text=TEMPLATE_LIKE))
    assert message["Subject"] == TEMPLATE_LIKE
    assert TEMPLATE_LIKE in part(message, "plain")
    assert TEMPLATE_LIKE in unescape(part(message, "html"))


def test_markup_in_a_letter_is_text_in_html():
    markup = """</title><script>alert("1")</script> & <img onerror='x'>"""
    html = part(written(Letter(to=ADA, subject=markup, text=markup)), "html")
    assert "<script" not in html
    assert "<img" not in html
    assert unescape(html).count(markup) == 2


def test_every_byte_on_the_wire_is_ascii_and_every_line_short_enough():
    letter = Letter(to=ADA, subject="Grüße 🧹" * 30, text=f"{'ä' * 2_000}\n.\n..\nFrom me\n{'x' * 2_000}\n")
    wire = compose(letter, id=ID, sender=SENDER, at=NOON)
    assert wire.isascii()
    assert max(map(len, wire.split(b"\r\n"))) <= 998
    assert b"\n" not in wire.replace(b"\r\n", b"")
    assert part(written(letter), "plain").startswith(letter.text)


def test_an_international_domain_is_written_as_every_server_understands_it():
    message = written(replace(LETTER, to=EmailAddress("Ada@bücher.example")), EmailAddress("Todo@BÜCHER.example"))
    assert (message["To"], message["From"]) == ("Ada@xn--bcher-kva.example", "Todo@xn--bcher-kva.example")
    assert message["Message-ID"].endswith("@xn--bcher-kva.example>")


@given(builders.emails)
def test_every_address_is_one_mailbox_and_the_same_address(email: EmailAddress):
    address = mailbox(email).addr_spec
    assert parseaddr(address) == ("", address)
    assert EmailAddress(address) == email
    assert [mailbox.addr_spec for mailbox in written(replace(LETTER, to=email))["To"].addresses] == [address]


@pytest.mark.parametrize("subject", ["Your code\r", "Your code\n", "\r\nYour code\r\n"])
def test_a_line_break_around_a_subject_does_not_end_the_head(subject: str):
    message = written(replace(LETTER, subject=subject))
    assert (message.keys(), message["Subject"]) == (written().keys(), "Your code")


@pytest.mark.parametrize("subject", ["Your code\r\nBcc: eve@example.org", "Your code\nX: y", "Your\rcode"])
def test_a_subject_cannot_become_two_headers(subject: str):
    with pytest.raises(ValueError, match="linefeed or carriage return"):
        written(replace(LETTER, subject=subject))
