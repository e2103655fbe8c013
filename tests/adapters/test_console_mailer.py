"""Mail on the console."""

import io
from uuid import UUID

import pytest

from todoauth import EmailAddress, Letter, MailId, MailNotAccepted
from todoauth.adapters.console_mailer import ConsoleMailer

SENDER, ADA = EmailAddress("todoauth@example.org"), EmailAddress("ada@example.org")
LETTER = Letter(to=ADA, subject="Your code", text="Your code is 012345\n\nIt is good for 3 minutes.\n")
ID = MailId(UUID(int=7))


async def test_a_letter_appears_whole_and_readable():
    out = io.StringIO()
    await ConsoleMailer(SENDER, out).send(LETTER, id=ID)
    assert out.getvalue() == (
        "\n  A mail:\n"
        "  | From: todoauth@example.org\n"
        "  | To: ada@example.org\n"
        "  | Subject: Your code\n"
        "  | Id: 00000000-0000-0000-0000-000000000007\n"
        "  |\n"
        "  | Your code is 012345\n"
        "  |\n"
        "  | It is good for 3 minutes.\n\n"
    )


async def test_standard_output_is_where_letters_go(capsys: pytest.CaptureFixture[str]):
    await ConsoleMailer(SENDER).send(LETTER, id=ID)
    assert "012345" in capsys.readouterr().out


async def test_a_letter_that_cannot_be_written_is_not_accepted():
    closed = io.StringIO()
    closed.close()
    with pytest.raises(MailNotAccepted):
        await ConsoleMailer(SENDER, closed).send(LETTER, id=ID)


async def test_letters_that_the_console_cannot_show_are_not_accepted():
    console = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    abroad = EmailAddress("ada@bücher.example")
    with pytest.raises(MailNotAccepted):
        await ConsoleMailer(SENDER, console).send(Letter(to=abroad, subject="Hello", text="Hello"), id=ID)
