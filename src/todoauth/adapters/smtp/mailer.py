"""Mail that goes out."""

import asyncio
import ssl
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import cast

from aiosmtplib import SMTP, SMTPAuthenticationError, SMTPException, SMTPResponseException

from todoauth.adapters.smtp.message import compose, mailbox
from todoauth.adapters.smtp.server import SmtpServer
from todoauth.domain.errors import MailNotAccepted, Unavailable
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import MailId
from todoauth.domain.model.mail import Letter
from todoauth.ports.mailer import Mailer
from todoauth.ports.system import Clock

_FIRST_PERMANENT = 500  # RFC 5321 section 4.2.1
_GOODBYE = 1.0  # seconds


class SmtpMailer(Mailer):
    """Hands letters to a mail server (RFC 5321).

    Each goes over a connection of its own, so none finds a connection that has gone stale, one that hangs keeps no
    other waiting, and there is nothing to close.

    Args:
        server: where it is.
        sender: whom the letters come from.
        now: when they are written.
        tls: what the server's certificate is checked with; the authorities that this machine trusts, if not said.
        timeout: seconds that a letter may take, from the connection to the server's word that it was taken. They must
            be fewer than the lease of `DeliverMail`, or another worker sends the same mail meanwhile.
    """

    def __init__(
        self,
        server: SmtpServer,
        sender: EmailAddress,
        *,
        now: Clock,
        tls: ssl.SSLContext | None = None,
        timeout: float = 20.0,
    ) -> None:
        self._server = server
        self._sender = sender
        self._now = now
        self._tls = tls or ssl.create_default_context()
        self._timeout = timeout
        self._is_away = False

    async def send(self, letter: Letter, *, id: MailId) -> None:
        """Hand `letter` over.

        Raises:
            MailNotAccepted: the server refused it, or was lost before it said that it took it; or it cannot be written.
            Unavailable: there is no server that takes mail from us: not one that answers, whose certificate is right,
                that knows encryption if it must, and our name and password.
        """
        message = self._written(letter, id)
        ends = asyncio.get_running_loop().time() + self._timeout
        client = self._client()
        try:
            await self._reach(client, ends)
            with _not_taken():
                async with asyncio.timeout_at(ends):
                    await self._hand_over(client, letter.to, message)
            with suppress(SMTPException, OSError):  # it was taken: no goodbye can change that
                await client.quit(timeout=_GOODBYE)
        finally:
            client.close()

    async def ping(self) -> None:
        """Return unless the last letter found nobody there. Servers dislike to be called for nothing.

        Raises:
            Unavailable: it did.
        """
        if self._is_away:
            raise Unavailable

    async def greet(self) -> None:
        """Return when the server has let us in. No mail is tried.

        Raises:
            Unavailable: it is not there, its certificate is wrong, or it refuses our name and password.
        """
        client = self._client()
        try:
            await self._reach(client, asyncio.get_running_loop().time() + self._timeout)
        finally:
            client.close()

    async def _reach(self, client: SMTP, ends: float) -> None:
        try:
            with _nobody_there():
                async with asyncio.timeout_at(ends):
                    await _greet(client)
        except Unavailable:
            self._is_away = True
            raise
        self._is_away = False

    def _written(self, letter: Letter, id: MailId) -> bytes:
        try:
            return compose(letter, id=id, sender=self._sender, at=self._now())
        except ValueError:  # it holds the letter, and so perhaps a code
            raise MailNotAccepted(permanent=True) from None

    def _client(self) -> SMTP:
        server = self._server
        return _Connection(
            hostname=server.host,
            port=server.port,
            username=server.username,
            password=server.password,
            use_tls=server.encrypted,
            start_tls=_start_tls(server),
            tls_context=self._tls,
            timeout=self._timeout,
            # Not this machine's name: looking it up can take longer than everything else.
            local_hostname=mailbox(self._sender).domain,
        )

    async def _hand_over(self, client: SMTP, to: EmailAddress, message: bytes) -> None:
        await client.mail(mailbox(self._sender).addr_spec)
        await client.rcpt(mailbox(to).addr_spec)
        await client.data(message)


class _Connection(SMTP):
    def close(self) -> None:
        # At once: TLS would wait half a minute for the last word of somebody who has stopped talking.
        if self.transport is not None:
            cast("asyncio.WriteTransport", self.transport).abort()
        super().close()


def _start_tls(server: SmtpServer) -> bool | None:
    """Return whether encryption must be asked for, must not be, or (`None`) is asked for where the server has it."""
    if server.encrypted:
        return False
    return None if server.plaintext else True


async def _greet(client: SMTP) -> None:
    await client.connect()
    if client.is_ehlo_or_helo_needed:
        await client.ehlo()


@contextmanager
def _nobody_there() -> Generator[None, None, None]:
    try:
        yield
    except SMTPAuthenticationError as error:
        # Without its words: some servers repeat what they were told.
        raise Unavailable from SMTPAuthenticationError(error.code, "name and password were refused")
    except (SMTPException, OSError) as error:
        raise Unavailable from error


@contextmanager
def _not_taken() -> Generator[None, None, None]:
    try:
        yield
    except SMTPResponseException as error:
        answer = f"{error.code} {error.message}"
        raise MailNotAccepted(answer=answer, permanent=error.code >= _FIRST_PERMANENT) from None
    except (SMTPException, OSError) as error:
        raise MailNotAccepted from error
