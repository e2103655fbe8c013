"""The mailer passes the suite of its port."""

import pytest

from tests.servers.smtp import Mail, MailServer
from todoauth.testing.contracts import MailerContract, Received


class TestSmtpMailer(MailerContract):
    @pytest.fixture
    def received(self, server: MailServer) -> Received:
        return lambda: "\n".join(map(_read, server.mails))


def _read(mail: Mail) -> str:
    return f"{mail.to}\n{mail.message['Subject']}\n{mail.part('plain')}"
