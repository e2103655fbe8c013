"""No mail server, or none to be trusted."""

import base64
import traceback
from datetime import timedelta

import pytest

from tests.adapters.smtp.conftest import Mailers
from tests.adapters.smtp.letters import ID, LETTER, SENDER
from tests.builders import NOON
from tests.servers import free_port
from tests.servers.certificates import Certificate, certificate
from tests.servers.smtp import FOREVER, MailServer, Reply, mail_server
from todoauth import MailNotAccepted, Unavailable
from todoauth.adapters.smtp.mailer import SmtpMailer
from todoauth.adapters.smtp.server import SmtpServer

PASSWORD = "s3cret-pa55"


async def absent(mailer: SmtpMailer) -> Unavailable:
    with pytest.raises(Unavailable) as absence:
        await mailer.send(LETTER, id=ID)
    assert not isinstance(absence.value, MailNotAccepted)
    return absence.value


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
async def test_nobody_listens(mailer_to: Mailers, scheme: str):
    await absent(mailer_to(f"{scheme}://127.0.0.1:{free_port()}"))


async def test_the_name_is_nobodys(mailer_to: Mailers):
    await absent(mailer_to("smtp://mail.invalid"))


@pytest.mark.parametrize("command", ["CONNECT", "EHLO"])
@pytest.mark.parametrize("reply", [Reply("554 5.3.2 No"), Reply("421 Busy"), Reply("nonsense"), Reply(cut=True)])
async def test_a_server_that_does_not_greet_takes_no_mail(
    server: MailServer, mailer: SmtpMailer, command: str, reply: Reply
):
    server.replies[command] = reply
    await absent(mailer)


@pytest.mark.parametrize("command", ["CONNECT", "EHLO"])
async def test_a_server_that_does_not_answer_is_given_up_on(server: MailServer, mailer_to: Mailers, command: str):
    server.replies[command] = Reply(after=FOREVER)
    await absent(mailer_to(server.url(), timeout=0.5))


async def test_no_mail_goes_to_a_server_without_encryption(mailer_to: Mailers):
    with mail_server() as server:
        await absent(mailer_to(server.url()))
    assert server.mails == []


async def test_encryption_that_comes_first_is_not_asked_for_in_the_clear(server: MailServer, mailer_to: Mailers):
    await absent(mailer_to(server.url(scheme="smtps"), timeout=1.0))


@pytest.mark.parametrize("plaintext", [False, True])
@pytest.mark.parametrize("encrypted", [False, True])
@pytest.mark.parametrize(
    "wrong",
    [certificate("mail.example.org"), certificate("127.0.0.1", valid_for=-timedelta(minutes=1))],
    ids=["another host's", "expired"],
)
async def test_a_wrong_certificate_is_never_accepted(wrong: Certificate, encrypted: bool, plaintext: bool):
    with mail_server(certificate=wrong, encrypted=encrypted) as server:
        there = SmtpServer.at(server.url(scheme="smtps" if encrypted else "smtp"), plaintext=plaintext)
        await absent(SmtpMailer(there, SENDER, now=lambda: NOON, tls=wrong.for_client()))
    assert server.mails == []


@pytest.mark.parametrize("encrypted", [False, True])
async def test_a_certificate_that_nobody_vouches_for_is_not_accepted(right: Certificate, encrypted: bool):
    with mail_server(certificate=right, encrypted=encrypted) as server:
        there = SmtpServer.at(server.url(scheme="smtps" if encrypted else "smtp"))
        await absent(SmtpMailer(there, SENDER, now=lambda: NOON))
    assert server.mails == []


async def test_a_refused_password_shows_nowhere(right: Certificate, mailer_to: Mailers):
    with mail_server(certificate=right, users={"ada": "another"}) as server:
        absence = await absent(mailer_to(server.url(user=f"ada:{PASSWORD}")))
    told = "".join(traceback.format_exception(absence))
    assert "SMTPAuthenticationError: (535, 'name and password were refused')" in told
    assert PASSWORD not in told
    assert base64.b64encode(f"\0ada\0{PASSWORD}".encode()).decode() not in told


async def test_a_password_for_a_server_that_knows_no_users_goes_nowhere(right: Certificate, mailer_to: Mailers):
    with mail_server(certificate=right) as server:
        server.replies["EHLO"] = Reply("250-STARTTLS\r\n250 HELP")
        await absent(mailer_to(server.url(user=f"ada:{PASSWORD}")))
    assert server.mails == []


async def test_a_server_that_comes_back_is_found_at_once(right: Certificate, mailer_to: Mailers):
    port = free_port()
    mailer = mailer_to(f"smtp://127.0.0.1:{port}")
    await mailer.ping()
    await absent(mailer)
    with pytest.raises(Unavailable):
        await mailer.ping()
    with mail_server(certificate=right, port=port) as server:
        await mailer.send(LETTER, id=ID)
        await mailer.ping()
    assert len(server.mails) == 1
