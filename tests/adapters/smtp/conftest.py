"""A mail server, and mailers that know the way to it."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

import pytest

from tests.adapters.smtp.letters import SENDER
from tests.builders import NOON
from tests.servers.certificates import Certificate, certificate
from tests.servers.smtp import MailServer, mail_server
from todoauth.adapters.smtp.mailer import SmtpMailer
from todoauth.adapters.smtp.server import SmtpServer

Mailers: TypeAlias = Callable[..., SmtpMailer]


@pytest.fixture(scope="session")
def right() -> Certificate:
    """A certificate of this machine."""
    return certificate("127.0.0.1", "localhost")


@pytest.fixture
def server(right: Certificate) -> Iterator[MailServer]:
    """A server that knows encryption."""
    with mail_server(certificate=right) as server:
        yield server


@pytest.fixture
def mailer_to(right: Certificate) -> Mailers:
    """Makes mailers that trust that certificate."""

    def mailer_to(url: str, *, plaintext: bool = False, timeout: float = 20.0) -> SmtpMailer:
        server = SmtpServer.at(url, plaintext=plaintext)
        return SmtpMailer(server, SENDER, now=lambda: NOON, tls=right.for_client(), timeout=timeout)

    return mailer_to


@pytest.fixture
def mailer(server: MailServer, mailer_to: Mailers) -> SmtpMailer:
    """A mailer to that server."""
    return mailer_to(server.url())
