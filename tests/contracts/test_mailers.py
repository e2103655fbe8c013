"""Every mailer passes its suite."""

from io import StringIO

import pytest

from todoauth import EmailAddress, Mailer
from todoauth.adapters.console_mailer import ConsoleMailer
from todoauth.adapters.memory import Mailbox
from todoauth.testing.contracts import MailerContract, Received


class TestMailbox(MailerContract):
    @pytest.fixture
    def mailer(self) -> Mailer:
        return Mailbox()

    @pytest.fixture
    def received(self, mailer: Mailbox) -> Received:
        return lambda: "\n".join(f"{letter.to}\n{letter.subject}\n{letter.text}" for letter in mailer.letters)


class TestConsoleMailer(MailerContract):
    @pytest.fixture
    def console(self) -> StringIO:
        return StringIO()

    @pytest.fixture
    def mailer(self, console: StringIO) -> Mailer:
        return ConsoleMailer(EmailAddress("todoauth@example.org"), console)

    @pytest.fixture
    def received(self, console: StringIO) -> Received:
        return console.getvalue
