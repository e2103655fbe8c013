"""One connection to a mail server."""
# ruff: noqa: N802 - hooks are called what commands are called

import asyncio
import ssl
from typing import AnyStr

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.servers.smtp.server import FOREVER, TAKEN, Mail, MailServer, Reply

GOODBYE = Reply("221 Bye")
STRANGER = "530 5.7.0 Authentication required"


class MailSession(SMTP):
    """Speaks SMTP, and answers as its server was told."""

    def __init__(self, server: MailServer, *, tls: ssl.SSLContext | None) -> None:
        super().__init__(
            Hooks(server),
            hostname="mail.example.org",
            tls_context=tls,
            authenticator=lambda *given: _authenticated(server, given[-1]),
            auth_require_tls=False,
        )
        self._server = server
        self._greeted = False

    async def push(self, status: AnyStr) -> None:
        if self._greeted:
            await super().push(status)
        else:
            self._greeted = True
            self._server.connections += 1
            await super().push(await _answer(self, self._server.replies.get("CONNECT", Reply(str(status)))))


class Hooks:
    """What is called for each command."""

    def __init__(self, server: MailServer) -> None:
        self._server = server

    async def handle_EHLO(self, smtp: SMTP, session: Session, envelope: Envelope, host: str, known: list[str]):
        session.host_name = host
        reply = self._server.replies.get("EHLO")
        return [await _answer(smtp, reply)] if reply else known

    async def handle_MAIL(self, smtp: SMTP, session: Session, envelope: Envelope, sender: str, options: list[str]):
        envelope.mail_from = sender
        return await self._reply(smtp, "MAIL") if session.authenticated or not self._server.users else STRANGER

    async def handle_RCPT(self, smtp: SMTP, session: Session, envelope: Envelope, to: str, options: list[str]):
        envelope.rcpt_tos.append(to)
        return await self._reply(smtp, f"RCPT {to}" if f"RCPT {to}" in self._server.replies else "RCPT")

    async def handle_DATA(self, smtp: SMTP, session: Session, envelope: Envelope):
        if self._server.replies.get("DATA", Reply()).answer == TAKEN:
            self._server.mails += [_mail(smtp, session, envelope, to) for to in envelope.rcpt_tos]
        return await self._reply(smtp, "DATA")

    async def handle_QUIT(self, smtp: SMTP, session: Session, envelope: Envelope):
        return await _answer(smtp, self._server.replies.get("QUIT", GOODBYE))

    async def _reply(self, smtp: SMTP, command: str) -> str:
        return await _answer(smtp, self._server.replies.get(command, Reply()))


def _mail(smtp: SMTP, session: Session, envelope: Envelope, to: str) -> Mail:
    return Mail(
        sender=str(envelope.mail_from),
        to=to,
        raw=envelope.original_content or b"",
        host=str(session.host_name),
        user=_login(session.auth_data)[0] if session.authenticated else None,
        encrypted=smtp.transport is not None and smtp.transport.get_extra_info("sslcontext") is not None,
    )


def _authenticated(server: MailServer, given: object) -> AuthResult:
    name, password = _login(given)
    return AuthResult(success=server.users.get(name) == password, handled=False, auth_data=given)


def _login(given: object) -> tuple[str, str]:
    assert isinstance(given, LoginPassword)
    return given.login.decode(), given.password.decode()


async def _answer(smtp: SMTP, reply: Reply) -> str:
    await asyncio.sleep(reply.after)
    if reply.once is not None:
        await asyncio.to_thread(reply.once.wait)
    if reply.cut:
        assert isinstance(smtp.transport, asyncio.Transport)
        smtp.transport.abort()
        await asyncio.sleep(FOREVER)  # until the loss is noticed, which ends this
    return reply.answer
